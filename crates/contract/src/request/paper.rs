//! What papers are asked with, and what is to be printed by the node. No command:
//! a paper shows facts and makes none.

use nusa_facts::{CommandId, DocId, TillNo};
use nusa_rules::limits::RECEIPT_COLUMNS;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use crate::{
    limits::MAX_COPIES,
    problem::{Door, Problem},
    request::bills::OffRequest,
};

/// How a paper is asked for.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PaperQuery {
    /// The branch; this node's own when left out.
    pub branch: Option<u32>,
    /// json, text, html or pdf; json when left out.
    pub format: Option<String>,
    /// Characters of a line: 32, 42 or 48; the branch's setting when left out.
    pub columns: Option<u8>,
    /// id or en; id when left out.
    pub lang: Option<String>,
    /// Which copy it is; 0 for the original, 1 and up are marked.
    pub copy: Option<u32>,
    /// x or z, for the report of a shift; x while it is open, z afterwards when left out.
    pub kind: Option<String>,
}

/// The form of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaperFormat {
    /// Lines as JSON.
    Json,
    /// Plain text.
    Text,
    /// A page for a browser's printer.
    Html,
    /// A PDF.
    Pdf,
}

/// A question for a paper, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperAsked {
    /// The form.
    pub format: PaperFormat,
    /// Characters of a line; none for the branch's setting.
    pub columns: Option<u8>,
    /// Whether its own words are English.
    pub english: bool,
    /// Which copy.
    pub copy: u32,
    /// The frozen report of a shift (true), the sums of the moment (false), whichever fits (none).
    pub frozen: Option<bool>,
}

fn refuse(name: &str, detail: &str) -> Problem {
    Problem::new(Door::QueryInvalid, detail).about(name)
}

impl PaperQuery {
    /// The question.
    ///
    /// # Errors
    /// `query_invalid` at the parameter.
    pub fn parse(&self) -> Result<PaperAsked, Problem> {
        let format = match self.format.as_deref() {
            None | Some("json") => PaperFormat::Json,
            Some("text") => PaperFormat::Text,
            Some("html") => PaperFormat::Html,
            Some("pdf") => PaperFormat::Pdf,
            Some(_) => return Err(refuse("format", "must be json, text, html or pdf")),
        };
        let english = match self.lang.as_deref() {
            None | Some("id") => false,
            Some("en") => true,
            Some(_) => return Err(refuse("lang", "must be id or en")),
        };
        let frozen = match self.kind.as_deref() {
            None => None,
            Some("x") => Some(false),
            Some("z") => Some(true),
            Some(_) => return Err(refuse("kind", "must be x or z")),
        };
        if self
            .columns
            .is_some_and(|columns| !RECEIPT_COLUMNS.contains(&columns))
        {
            return Err(refuse("columns", "must be 32, 42 or 48"));
        }
        let copy = self.copy.unwrap_or(0);
        if copy > MAX_COPIES {
            return Err(refuse("copy", "so many copies are not made"));
        }
        Ok(PaperAsked {
            format,
            columns: self.columns,
            english,
            copy,
            frozen,
        })
    }
}

/// What is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PaperRequest {
    /// The receipt of a sale.
    Receipt,
    /// The slip of a void.
    Void,
    /// The slip of a refund.
    Refund,
    /// The sums of a shift as they stand.
    X,
    /// The report of a closed shift.
    Z,
    /// The slip of cash that moved.
    Cash,
    /// A bill before it is paid.
    Bill,
    /// A page that shows the printer's width.
    Test,
}

/// A language of a paper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PaperLanguage {
    /// Bahasa Indonesia.
    #[default]
    Id,
    /// English.
    En,
}

/// Something to be printed by the printer of a till.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PrintRequest {
    /// The id that the device gives the job; the same one again is the same job.
    #[schema(value_type = String, format = "uuid")]
    pub job: CommandId,
    /// The till whose printer it is.
    #[schema(value_type = u8, minimum = 1, maximum = 99)]
    pub till: TillNo,
    /// What.
    pub what: PaperRequest,
    /// The sale, the document of the void, refund or cash, the shift, or the bill; left out for a test.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = "uuid")]
    pub doc: Option<DocId>,
    /// The language of its own words.
    #[serde(default)]
    pub lang: PaperLanguage,
    /// Of a bill: what is about to be taken off.
    #[serde(default)]
    #[schema(required = false)]
    pub off: OffRequest,
}

impl PrintRequest {
    /// The same, with the document that all but a test need.
    ///
    /// # Errors
    /// `body_invalid` at `doc`, and at `off` for anything but a bill.
    pub fn checked(self) -> Result<Self, Problem> {
        if self.what != PaperRequest::Bill && !self.off.is_nothing() {
            let detail = "something is taken off a bill before it is paid, and off nothing else";
            return Err(Problem::new(Door::BodyInvalid, detail).about("off"));
        }
        if self.doc.is_some() == (self.what == PaperRequest::Test) {
            let detail = "a paper shows a document, and a test shows none";
            return Err(Problem::new(Door::BodyInvalid, detail).about("doc"));
        }
        Ok(self)
    }
}

/// A drawer is opened without a sale.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DrawerRequest {
    /// The device's id for this command.
    #[schema(value_type = String, format = "uuid")]
    pub command: CommandId,
    /// The till.
    #[schema(value_type = u8, minimum = 1, maximum = 99)]
    pub till: TillNo,
    /// Why.
    pub reason: String,
    /// The token of an approval that was given for this command.
    #[serde(default)]
    pub approval: Option<String>,
}

impl DrawerRequest {
    /// The command.
    ///
    /// # Errors
    /// `body_invalid` at the field that is out of bounds.
    pub fn parse(self) -> Result<crate::Asked, Problem> {
        let reason = crate::bounds::text(crate::At::Field("reason"), &self.reason)?;
        let till = self.till;
        Ok(crate::Asked::new(
            self.command,
            nusa_rules::Command::OpenDrawer { till, reason },
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paper_is_asked_for_within_bounds() {
        let asked = |edit: fn(&mut PaperQuery)| {
            let mut query = PaperQuery::default();
            edit(&mut query);
            query
                .parse()
                .map_err(|problem| problem.field.unwrap_or_default())
        };
        let plain = asked(|_| ()).unwrap();
        assert_eq!((plain.format, plain.copy), (PaperFormat::Json, 0));
        let html = asked(|query| query.format = Some("html".to_owned())).unwrap();
        assert_eq!(html.format, PaperFormat::Html);
        type Edit = fn(&mut PaperQuery);
        let cases: [(Edit, &str); 5] = [
            (|query| query.format = Some("doc".to_owned()), "format"),
            (|query| query.lang = Some("fr".to_owned()), "lang"),
            (|query| query.kind = Some("y".to_owned()), "kind"),
            (|query| query.columns = Some(40), "columns"),
            (|query| query.copy = Some(1_000), "copy"),
        ];
        for (edit, field) in cases {
            assert_eq!(asked(edit).unwrap_err(), field);
        }
    }
}
