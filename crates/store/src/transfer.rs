//! Transfers as their senders sent them and as their receivers booked them; the
//! two sides are facts of two branches and meet only here, by the transfer's id.

use nusa_facts::{BranchId, Millis, TransferId, stock::Location};
use nusa_rules::rows::{ArrivalRow, SettlementRow, TransferRow};
use rusqlite::Connection;

use crate::{
    cell::Bind,
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

static SETTLEMENT: Table = Table::new(
    "settlement",
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

/// Transfers of a place or of all, the newest first, behind one of the page before.
pub(crate) fn page(
    db: &Connection,
    place: Option<Location>,
    after: Option<(Millis, TransferId)>,
    limit: usize,
) -> Result<Vec<(BranchId, TransferRow)>, Error> {
    let question = "SELECT branch, id, doc, dispatch, from_place, to_place, at FROM transfer \
                    WHERE at <= ? AND (at < ? OR id < ?) \
                    AND (? = '' OR from_place = ? OR to_place = ?) \
                    ORDER BY at DESC, id DESC LIMIT ?";
    let place = place.map_or_else(String::new, |place| place.to_string());
    let (at, id) = after.unwrap_or((Millis(i64::MAX), TransferId::from_bytes([0xff; 16])));
    let keys: [&dyn Bind; 7] = [&at, &at, &id, &place, &place, &place, &limit];
    sql::all(db, question, &keys, read)
}

/// The arrivals of a transfer, whoever booked them.
pub(crate) fn arrival_of(
    db: &Connection,
    transfer: TransferId,
) -> Result<Option<(BranchId, ArrivalRow)>, Error> {
    let question = "SELECT branch, id, doc, at FROM arrival WHERE id = ? ORDER BY branch LIMIT 1";
    sql::first(db, question, &[&transfer], |cells| {
        let branch = cells.next()?;
        let row = ArrivalRow {
            id: cells.next()?,
            doc: cells.next()?,
            at: cells.next()?,
        };
        Ok((branch, row))
    })
}

/// Arrivals that a branch booked, the newest first.
pub(crate) fn arrivals(
    db: &Connection,
    branch: BranchId,
    limit: usize,
) -> Result<Vec<ArrivalRow>, Error> {
    let question = "SELECT id, doc, at FROM arrival WHERE branch = ? ORDER BY at DESC, id LIMIT ?";
    sql::all(db, question, &[&branch, &limit], |cells| {
        Ok(ArrivalRow {
            id: cells.next()?,
            doc: cells.next()?,
            at: cells.next()?,
        })
    })
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

/// What was decided about a transfer by a writer.
pub(crate) fn settlement(
    db: &Connection,
    branch: BranchId,
    transfer: TransferId,
) -> Result<Option<SettlementRow>, Error> {
    let question = "SELECT id, doc, at FROM settlement WHERE branch = ? AND id = ?";
    sql::first(db, question, &[&branch, &transfer], |cells| {
        Ok(SettlementRow {
            id: cells.next()?,
            doc: cells.next()?,
            at: cells.next()?,
        })
    })
}

pub(crate) fn write_settlements<'d>(
    db: &Connection,
    branch: BranchId,
    rows: impl IntoIterator<Item = &'d SettlementRow>,
) -> Result<(), Error> {
    sql::upsert(db, &SETTLEMENT, rows, |row, pen| {
        pen.put_all(&[&branch, &row.id, &row.doc, &row.at])
    })
}
