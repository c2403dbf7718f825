//! The stations of a kitchen as its screens show them.

use nusa_rules::rows::StationRow;
use serde::Serialize;
use utoipa::ToSchema;

/// A station.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct StationView {
    /// The station.
    pub station: String,
    /// What people call it.
    pub name: String,
    /// The numbers of the categories that are cooked there.
    pub categories: Vec<u32>,
    /// Whether anything is cooked there.
    pub active: bool,
}

impl From<StationRow> for StationView {
    fn from(row: StationRow) -> Self {
        Self {
            station: row.id.to_string(),
            name: row.name,
            categories: row.categories.iter().map(|id| id.0).collect(),
            active: row.active,
        }
    }
}
