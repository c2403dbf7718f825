//! Tills and their receipt series. Gives no number itself: it keeps the last
//! one that a fact carries.

use nusa_facts::{BranchId, TillNo};
use nusa_rules::rows::{SeriesRow, TillRow};
use rusqlite::Connection;

use crate::{
    dialect::{Merge, Table},
    error::Error,
    sql,
};

static TILL: Table = Table::new(
    "till",
    &["branch", "till"],
    &[("name", Merge::Set), ("retired", Merge::Set)],
);

static SERIES: Table = Table::new(
    "series",
    &["branch", "mark", "till"],
    &[("last", Merge::Greatest), ("closed", Merge::Greatest)],
);

pub(crate) fn tills(db: &Connection, branch: BranchId) -> Result<Vec<TillRow>, Error> {
    let question = "SELECT till, name, retired FROM till WHERE branch = ? ORDER BY till";
    sql::all(db, question, &[&branch], |cells| {
        Ok(TillRow {
            till: cells.next()?,
            name: cells.next()?,
            retired: cells.next()?,
        })
    })
}

pub(crate) fn series(
    db: &Connection,
    branch: BranchId,
    mark: &str,
    till: TillNo,
) -> Result<Option<SeriesRow>, Error> {
    let question = "SELECT last, closed FROM series WHERE branch = ? AND mark = ? AND till = ?";
    sql::first(db, question, &[&branch, &mark, &till], |cells| {
        let (last, closed) = (cells.next()?, cells.next()?);
        Ok(SeriesRow {
            mark: mark.to_owned(),
            till,
            last,
            closed,
        })
    })
}

pub(crate) fn write_tills<'d>(
    db: &Connection,
    branch: BranchId,
    rows: impl IntoIterator<Item = &'d TillRow>,
) -> Result<(), Error> {
    sql::upsert(db, &TILL, rows, |row, pen| {
        pen.put_all(&[&branch, &row.till, &row.name, &row.retired])
    })
}

pub(crate) fn write_series(
    db: &Connection,
    branch: BranchId,
    rows: impl IntoIterator<Item = SeriesRow>,
) -> Result<(), Error> {
    sql::upsert(db, &SERIES, rows, |row, pen| {
        pen.put_all(&[&branch, &row.mark, &row.till, &row.last, &row.closed])
    })
}
