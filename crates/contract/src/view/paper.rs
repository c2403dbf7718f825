//! Papers as lines, and the jobs of the printers, as they are answered and shown.

use serde::Serialize;
use utoipa::ToSchema;

/// One line of a paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PaperLineView {
    /// Its characters; blanks set it right.
    pub text: String,
    /// In heavy type.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub bold: bool,
    /// Twice as high.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub tall: bool,
}

/// A paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PaperView {
    /// What it is: the receipt's number, or the heading.
    pub title: String,
    /// Characters of a line.
    pub columns: usize,
    /// Which copy it is; 0 for the original.
    pub copy: u32,
    /// Its lines, from the top.
    pub lines: Vec<PaperLineView>,
}

/// A job of a printer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PrintJobView {
    /// The id that the device gave it.
    pub job: String,
    /// The till whose printer it goes to.
    pub till: u8,
    /// receipt, void, refund, x, z, cash, drawer or test.
    pub what: String,
    /// The document that it shows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub doc: Option<String>,
    /// Which copy it is; 0 for the original.
    pub copy: u32,
    /// queued, printing, printed, failed, unknown (some of it may be on paper) or cancelled.
    pub state: String,
    /// unreachable, refused, timeout, cut, restart or document_missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// How often the printer was called.
    pub attempts: u32,
    /// When it was asked for.
    pub created_at: i64,
    /// When it last changed.
    pub changed_at: i64,
    /// When the printer is called again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_at: Option<i64>,
    /// Who asked.
    pub staff_name: String,
}
