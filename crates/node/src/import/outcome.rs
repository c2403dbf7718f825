//! What became of the rows of a sheet, told for a preview: new, changed and in
//! what, or the same. Decides nothing.

use nusa_facts::master::Product;

use super::{Imported, SheetRow};

/// Outcomes of each kind that are told: a preview shows no more.
const MAX_TOLD: usize = 100;

/// What a row of a sheet means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// The product is new.
    New,
    /// The product or its price changes.
    Changed,
    /// Everything is so already.
    Same,
}

/// A field that changes: its name, what it was and what it shall be.
pub type FieldChange = (&'static str, String, String);

/// What became of one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The line of the sheet.
    pub row: u64,
    /// The shop's own code.
    pub sku: String,
    /// The name.
    pub name: String,
    /// What the row means.
    pub what: What,
    /// What changes.
    pub changes: Vec<FieldChange>,
}

impl Imported {
    /// Tells what became of a row, as long as few of its kind were told.
    pub(super) fn tell(&mut self, row: &SheetRow, what: What, changes: Vec<FieldChange>) {
        let alike = self
            .outcomes
            .iter()
            .filter(|told| told.what == what)
            .count();
        if alike < MAX_TOLD {
            self.outcomes.push(Outcome {
                row: row.row,
                sku: row.sku.clone(),
                name: row.name.clone(),
                what,
                changes,
            });
        }
    }
}

/// The fields of a product that differ and that a sheet can say.
pub(super) fn changes(was: &Product, shall: &Product) -> Vec<FieldChange> {
    let status = |retired: bool| if retired { "nonaktif" } else { "aktif" }.to_owned();
    let fields = [
        ("name", was.name.clone(), shall.name.clone()),
        (
            "category",
            was.category.to_string(),
            shall.category.to_string(),
        ),
        ("unit", was.unit.clone(), shall.unit.clone()),
        ("barcode", was.barcode.clone(), shall.barcode.clone()),
        ("status", status(was.retired), status(shall.retired)),
    ];
    fields
        .into_iter()
        .filter(|(_, was, shall)| was != shall)
        .collect()
}
