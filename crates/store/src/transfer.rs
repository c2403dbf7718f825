//! Transfers as their senders sent them and as their receivers booked them; the
//! two sides are facts of two branches and meet only here, by the transfer's id.

use nusa_facts::{BranchId, TransferId};
use nusa_rules::rows::{ArrivalRow, TransferRow};
use rusqlite::Connection;

use crate::{
    dialect::{Merge, Table},
    error::Error,
    sql::{self, Cells},
};

static TRANSFER: Table = Table::new(
    "transfer",
    &["branch", "id"],
    &[
        ("doc", Merge::Keep),
        ("dispatch", Merge::Keep),
        ("from_place", Merge::Keep),
        ("to_place", Merge::Keep),
        ("at", Merge::Keep),
    ],
);

static ARRIVAL: Table = Table::new(
    "arrival",
    &["branch", "id"],
    &[("doc", Merge::Keep), ("at", Merge::Keep)],
);

pub(crate) fn read(cells: &mut Cells<'_>) -> rusqlite::Result<(BranchId, TransferRow)> {
    let sender = cells.next()?;
    let row = TransferRow {
        id: cells.next()?,
        doc: cells.next()?,
        dispatch: cells.next()?,
        from: cells.next()?,
        to: cells.next()?,
        at: cells.next()?,
    };
    Ok((sender, row))
}

pub(crate) fn transfer(
    db: &Connection,
    transfer: TransferId,
) -> Result<Option<(BranchId, TransferRow)>, Error> {
    let question = "SELECT branch, id, doc, dispatch, from_place, to_place, at FROM transfer \
                    WHERE id = ? ORDER BY branch LIMIT 1";
    sql::first(db, question, &[&transfer], read)
}

pub(crate) fn arrival(
    db: &Connection,
    branch: BranchId,
    transfer: TransferId,
) -> Result<Option<ArrivalRow>, Error> {
    let question = "SELECT id, doc, at FROM arrival WHERE branch = ? AND id = ?";
    sql::first(db, question, &[&branch, &transfer], |cells| {
        Ok(ArrivalRow {
            id: cells.next()?,
            doc: cells.next()?,
            at: cells.next()?,
        })
    })
}

/// Transfers that left and have not arrived, the oldest first (R32).
pub(crate) fn in_transit(db: &Connection) -> Result<Vec<(BranchId, TransferRow)>, Error> {
    let question = "SELECT t.branch, t.id, t.doc, t.dispatch, t.from_place, t.to_place, t.at \
                    FROM transfer t \
                    WHERE NOT EXISTS (SELECT 1 FROM arrival a WHERE a.id = t.id) \
                    ORDER BY t.at, t.id";
    sql::all(db, question, &[], read)
}

pub(crate) fn write<'d>(
    db: &Connection,
    branch: BranchId,
    rows: impl IntoIterator<Item = &'d TransferRow>,
) -> Result<(), Error> {
    sql::upsert(db, &TRANSFER, rows, |row, pen| {
        pen.put_all(&[&branch, &row.id, &row.doc, &row.dispatch])?;
        pen.put_all(&[&row.from, &row.to, &row.at])
    })
}

pub(crate) fn write_arrivals<'d>(
    db: &Connection,
    branch: BranchId,
    rows: impl IntoIterator<Item = &'d ArrivalRow>,
) -> Result<(), Error> {
    sql::upsert(db, &ARRIVAL, rows, |row, pen| {
        pen.put_all(&[&branch, &row.id, &row.doc, &row.at])
    })
}
