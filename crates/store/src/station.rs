//! The stations of a branch's kitchen, each with the categories that it cooks.

use nusa_facts::BranchId;
use nusa_rules::rows::StationRow;
use rusqlite::Connection;

use crate::{
    dialect::{Merge, Table},
    error::Error,
    sql,
};

static STATION: Table = Table::new(
    "station",
    &["branch", "id"],
    &[
        ("name", Merge::Set),
        ("categories", Merge::Set),
        ("active", Merge::Set),
    ],
);

/// The stations of a branch by their ids.
pub(crate) fn stations(db: &Connection, branch: BranchId) -> Result<Vec<StationRow>, Error> {
    let question = "SELECT id, name, categories, active FROM station WHERE branch = ? ORDER BY id";
    sql::all(db, question, &[&branch], |cells| {
        Ok(StationRow {
            id: cells.next()?,
            name: cells.next()?,
            categories: cells.next()?,
            active: cells.next()?,
        })
    })
}

pub(crate) fn write<'d>(
    db: &Connection,
    branch: BranchId,
    rows: impl IntoIterator<Item = &'d StationRow>,
) -> Result<(), Error> {
    sql::upsert(db, &STATION, rows, |row, pen| {
        pen.put_all(&[&branch, &row.id, &row.name])?;
        pen.put_all(&[&row.categories, &row.active])
    })
}
