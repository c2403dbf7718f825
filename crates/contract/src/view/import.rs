//! What came of an import, or would come of it, and how far one is.

use serde::Serialize;
use utoipa::ToSchema;

/// What came of an import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ImportAnswer {
    /// Rows of the sheet.
    pub rows: usize,
    /// Products that are new.
    pub created: usize,
    /// Products or prices that changed.
    pub changed: usize,
    /// Rows that were so already.
    pub unchanged: usize,
    /// Categories that are new.
    pub categories: usize,
    /// Rows whose stock is booked.
    pub stock_changed: usize,
    /// Nothing was written.
    pub dry_run: bool,
    /// The first hundred rows of each kind.
    pub preview: Vec<OutcomeView>,
}

/// What a row of a sheet means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct OutcomeView {
    /// The line of the sheet, the heading being 1.
    pub row: u64,
    /// new, changed or same.
    pub what: String,
    /// The shop's own code.
    pub sku: String,
    /// The name.
    pub name: String,
    /// What changes.
    pub changes: Vec<FieldChangeView>,
}

/// A field that changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldChangeView {
    /// name, category, unit, barcode, status or price.
    pub field: String,
    /// What it was; a category by its number; empty when there was none.
    pub from: String,
    /// What it shall be.
    pub to: String,
}

/// How far an import is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ImportProgress {
    /// Rows done.
    pub done: usize,
    /// Rows of the sheet; 0 while it is being read.
    pub rows: usize,
    /// running, done or failed.
    pub state: &'static str,
}
