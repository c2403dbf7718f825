//! Movements of goods and the levels they add up to. A movement takes from one
//! place what it gives to another, so that all levels sum to zero; nothing here
//! knows what may be sold (I2).

use nusa_facts::{BranchId, ProductId, stock::Location};
use nusa_rules::rows::Movement;
use rusqlite::Connection;

use crate::{
    dialect::{Merge, Table},
    error::Error,
    sql,
};

static MOVEMENT: Table = Table::new(
    "movement",
    &["branch", "product", "doc", "n"],
    &[
        ("line", Merge::Keep),
        ("from_place", Merge::Keep),
        ("to_place", Merge::Keep),
        ("milli", Merge::Keep),
        ("at", Merge::Keep),
    ],
);

static LEVEL: Table = Table::new(
    "level",
    &["branch", "place", "product"],
    &[("milli", Merge::Add)],
);

pub(crate) fn level(db: &Connection, location: Location, product: ProductId) -> Result<i64, Error> {
    let question = "SELECT CAST(COALESCE(SUM(milli), 0) AS SIGNED) FROM level \
                    WHERE place = ? AND product = ?";
    let level = sql::first(db, question, &[&location, &product], sql::one)?;
    Ok(level.unwrap_or(0))
}

/// A movement with its number within its document.
pub(crate) type Numbered<'d> = (u32, &'d Movement);

pub(crate) fn write_movements<'d>(
    db: &Connection,
    branch: BranchId,
    rows: impl IntoIterator<Item = Numbered<'d>>,
) -> Result<(), Error> {
    sql::upsert(db, &MOVEMENT, rows, |(n, row), pen| {
        pen.put_all(&[&branch, &row.product, &row.doc, n, &row.line])?;
        pen.put_all(&[&row.from, &row.to, &row.milli, &row.at])
    })
}

pub(crate) fn write_levels(
    db: &Connection,
    branch: BranchId,
    rows: impl IntoIterator<Item = ((Location, ProductId), i64)>,
) -> Result<(), Error> {
    sql::upsert(db, &LEVEL, rows, |((place, product), milli), pen| {
        pen.put_all(&[&branch, place, product, milli])
    })
}
