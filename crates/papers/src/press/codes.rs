//! The codes of tables on a page to be cut. Knows no table and no address.

use serde::Serialize;

use super::Shop;

/// The codes of a branch's tables.
#[derive(Clone, Debug, Serialize)]
pub struct TableCodes {
    /// Whose tables.
    pub shop: Shop,
    /// The tables in their order.
    pub tables: Vec<TableCode>,
}

/// One table.
#[derive(Clone, Debug, Serialize)]
pub struct TableCode {
    /// What stands on it.
    pub label: String,
    /// The room; may be empty.
    pub area: String,
    /// The dark squares of the code, row by row, its quiet border left out: `1` for dark, `0` for light.
    pub code: Vec<String>,
}
