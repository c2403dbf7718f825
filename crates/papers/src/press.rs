//! What the program `nusa-papers` sets on pages and gives as PDF: a job is one line of JSON, the name of a
//! template, a language and everything that the template shows. Amounts, quantities and moments come as
//! texts, so that a page says them as a receipt does; whole numbers stand beside them only where something
//! is drawn. Knows no template and no program.

pub mod barcode;
pub mod codes;
pub mod labels;
pub mod report;

use nusa_facts::Letterhead;
use serde::Serialize;

use crate::{Language, Sheet};

/// Something to be set.
#[derive(Clone, Debug, Serialize)]
pub struct Job {
    /// The tag of the language of its own words: `id` or `en`.
    pub language: &'static str,
    /// What it is.
    #[serde(flatten)]
    pub page: Page,
}

impl Job {
    /// A page in a language.
    pub fn new(page: Page, language: Language) -> Self {
        Self {
            language: language.tag(),
            page,
        }
    }
}

/// What can be set, each by the template of its name.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "paper", content = "data", rename_all = "snake_case")]
pub enum Page {
    /// The sales report of some days.
    Report(Box<report::SalesReport>),
    /// A paper of the till on a page of its own: the same rows in another type.
    Slip(Slip),
    /// The codes of tables, to be cut.
    Codes(codes::TableCodes),
    /// Labels for shelves and goods.
    Labels(labels::Labels),
}

/// The head of a page: who made it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Shop {
    /// Its name.
    pub name: String,
    /// Address and further lines, without empty ones.
    pub lines: Vec<String>,
}

impl Shop {
    /// The head of a shop as its receipts have it.
    pub fn of(letterhead: &Letterhead) -> Self {
        let npwp = (!letterhead.npwp.is_empty()).then(|| format!("NPWP {}", letterhead.npwp));
        let lines = std::iter::once(&letterhead.address)
            .chain(&letterhead.header)
            .cloned();
        Self {
            name: letterhead.name.clone(),
            lines: lines
                .chain(npwp)
                .filter(|line| !line.trim().is_empty())
                .collect(),
        }
    }
}

/// A paper of the till for a page.
#[derive(Clone, Debug, Serialize)]
pub struct Slip {
    /// What it is.
    pub title: String,
    /// Its rows.
    pub rows: Vec<crate::sheet::SetRow>,
}

impl From<Sheet> for Slip {
    fn from(sheet: Sheet) -> Self {
        Self {
            title: sheet.title,
            rows: sheet.rows,
        }
    }
}
