//! Shifts: who opened them, how they ended, what they add up to, and the cash
//! that moved in them. Expects nothing of a drawer: that sum is the rules'.

use nusa_facts::{BranchId, ShiftId, TillNo, sale::Method};
use nusa_rules::rows::{CashRow, DrawerSums, MethodSums, ShiftEnd, ShiftRow, Sums};
use rusqlite::Connection;

use crate::{
    dialect::{Merge, Table},
    error::Error,
    ledger::ShiftSums,
    limits,
    sql::{self, Cells},
    sums::Columns,
};

static SHIFT: Table = Table::new(
    "shift",
    &["branch", "id"],
    &[
        ("till", Merge::Keep),
        ("n", Merge::Keep),
        ("staff", Merge::Keep),
        ("business_date", Merge::Keep),
        ("opened_at", Merge::Keep),
        ("opening", Merge::Keep),
    ],
);

static SHIFT_SUM: Table = Table::new(
    "shift_sum",
    &["branch", "shift"],
    &[
        ("sales", Merge::Add),
        ("voids", Merge::Add),
        ("refunds", Merge::Add),
        ("gross", Merge::Add),
        ("discount", Merge::Add),
        ("net", Merge::Add),
        ("service", Merge::Add),
        ("tax", Merge::Add),
        ("total", Merge::Add),
        ("tip", Merge::Add),
        ("rounding", Merge::Add),
        ("payable", Merge::Add),
        ("refund_total", Merge::Add),
        ("refund_paid", Merge::Add),
        ("cash_received", Merge::Add),
        ("change_given", Merge::Add),
        ("cash_refunds", Merge::Add),
        ("cash_in", Merge::Add),
        ("cash_out", Merge::Add),
        ("cash_drops", Merge::Add),
        ("tips_paid", Merge::Add),
    ],
);

static SHIFT_METHOD: Table = Table::new(
    "shift_method",
    &["branch", "shift", "method"],
    &[("payments", Merge::Add), ("amount", Merge::Add)],
);

static CASH: Table = Table::new(
    "cash",
    &["branch", "shift", "doc"],
    &[
        ("kind", Merge::Keep),
        ("amount", Merge::Keep),
        ("reason", Merge::Keep),
        ("at", Merge::Keep),
    ],
);

macro_rules! shifts {
    ($rest:literal) => {
        concat!(
            "SELECT id, till, n, staff, business_date, opened_at, opening, ",
            "closed_doc, closed_at, counted, expected FROM shift WHERE ",
            $rest
        )
    };
}

fn read(cells: &mut Cells<'_>) -> rusqlite::Result<ShiftRow> {
    Ok(ShiftRow {
        id: cells.next()?,
        till: cells.next()?,
        n: cells.next()?,
        staff: cells.next()?,
        business_date: cells.next()?,
        opened_at: cells.next()?,
        float: cells.next()?,
        closed: match cells.next::<Option<ShiftId>>()? {
            None => None,
            Some(doc) => Some(ShiftEnd {
                doc,
                at: cells.next()?,
                counted: cells.next()?,
                expected: cells.next()?,
            }),
        },
    })
}

pub(crate) fn shift(
    db: &Connection,
    branch: BranchId,
    shift: ShiftId,
) -> Result<Option<ShiftRow>, Error> {
    sql::first(
        db,
        shifts!("branch = ? AND id = ?"),
        &[&branch, &shift],
        read,
    )
}

pub(crate) fn open_shift(
    db: &Connection,
    branch: BranchId,
    till: TillNo,
) -> Result<Option<ShiftRow>, Error> {
    let question =
        shifts!("branch = ? AND till = ? AND closed_doc IS NULL ORDER BY n DESC LIMIT 1");
    sql::first(db, question, &[&branch, &till], read)
}

pub(crate) fn last_shift(db: &Connection, branch: BranchId, till: TillNo) -> Result<u64, Error> {
    let question = "SELECT n FROM shift WHERE branch = ? AND till = ? ORDER BY n DESC LIMIT 1";
    let last = sql::first(db, question, &[&branch, &till], sql::one)?;
    Ok(last.unwrap_or(0))
}

/// Shifts of a branch, the newest first, before a shift when the list goes on.
pub(crate) fn shifts(
    db: &Connection,
    branch: BranchId,
    before: Option<ShiftId>,
    limit: usize,
) -> Result<Vec<ShiftRow>, Error> {
    let limit = limit.clamp(1, limits::LIST_ROWS);
    match before {
        None => sql::all(
            db,
            shifts!("branch = ? ORDER BY id DESC LIMIT ?"),
            &[&branch, &limit],
            read,
        ),
        Some(before) => {
            let question = shifts!("branch = ? AND id < ? ORDER BY id DESC LIMIT ?");
            sql::all(db, question, &[&branch, &before, &limit], read)
        }
    }
}

pub(crate) fn shift_sums(
    db: &Connection,
    branch: BranchId,
    shift: ShiftId,
) -> Result<ShiftSums, Error> {
    let question = "SELECT sales, voids, refunds, gross, discount, net, service, tax, total, tip, \
                    rounding, payable, refund_total, refund_paid, cash_received, change_given, \
                    cash_refunds, cash_in, cash_out, cash_drops, tips_paid \
                    FROM shift_sum WHERE branch = ? AND shift = ?";
    let sums = sql::first(db, question, &[&branch, &shift], |cells| {
        Ok((Sums::read(cells)?, DrawerSums::read(cells)?))
    })?;
    let (trade, drawer) = sums.unwrap_or_default();
    let question = "SELECT method, payments, amount FROM shift_method \
                    WHERE branch = ? AND shift = ? ORDER BY method";
    let mut methods = sql::all(db, question, &[&branch, &shift], |cells| {
        Ok((cells.next()?, MethodSums::read(cells)?))
    })?;
    methods.sort_by_key(|(method, _)| *method);
    Ok((trade, drawer, methods))
}

/// Cash that moved in a shift, in order of its documents.
pub(crate) fn cash(
    db: &Connection,
    branch: BranchId,
    shift: ShiftId,
) -> Result<Vec<CashRow>, Error> {
    let question = "SELECT doc, kind, amount, reason, at FROM cash \
                    WHERE branch = ? AND shift = ? ORDER BY doc";
    sql::all(db, question, &[&branch, &shift], |cells| {
        Ok(CashRow {
            shift,
            doc: cells.next()?,
            kind: cells.next()?,
            amount: cells.next()?,
            reason: cells.next()?,
            at: cells.next()?,
        })
    })
}

pub(crate) fn write<'d>(
    db: &Connection,
    branch: BranchId,
    rows: impl IntoIterator<Item = &'d ShiftRow>,
) -> Result<(), Error> {
    for row in rows {
        sql::upsert(db, &SHIFT, [row], |row, pen| {
            pen.put_all(&[&branch, &row.id, &row.till, &row.n, &row.staff])?;
            pen.put_all(&[&row.business_date, &row.opened_at, &row.float])
        })?;
        if let Some(end) = &row.closed {
            close(db, branch, row.id, end)?;
        }
    }
    Ok(())
}

pub(crate) fn close(
    db: &Connection,
    branch: BranchId,
    shift: ShiftId,
    end: &ShiftEnd,
) -> Result<(), Error> {
    let order = "UPDATE shift SET closed_doc = ?, closed_at = ?, counted = ?, expected = ? \
                 WHERE branch = ? AND id = ?";
    let ended = sql::run(
        db,
        order,
        &[
            &end.doc,
            &end.at,
            &end.counted,
            &end.expected,
            &branch,
            &shift,
        ],
    )?;
    if ended == 1 {
        Ok(())
    } else {
        Err(Error::Row(format!("no shift {shift} to close")))
    }
}

pub(crate) fn write_sums(
    db: &Connection,
    branch: BranchId,
    rows: impl IntoIterator<Item = (ShiftId, (Sums, DrawerSums))>,
) -> Result<(), Error> {
    sql::upsert(db, &SHIFT_SUM, rows, |(shift, (trade, drawer)), pen| {
        pen.put_all(&[&branch, shift])?;
        for column in trade.columns().iter().chain(&drawer.columns()) {
            pen.put(column)?;
        }
        Ok(())
    })
}

pub(crate) fn write_methods(
    db: &Connection,
    branch: BranchId,
    rows: impl IntoIterator<Item = ((ShiftId, Method), MethodSums)>,
) -> Result<(), Error> {
    sql::upsert(db, &SHIFT_METHOD, rows, |((shift, method), sums), pen| {
        pen.put_all(&[&branch, shift, method, &sums.count, &sums.amount])
    })
}

pub(crate) fn write_cash<'d>(
    db: &Connection,
    branch: BranchId,
    rows: impl IntoIterator<Item = &'d CashRow>,
) -> Result<(), Error> {
    sql::upsert(db, &CASH, rows, |row, pen| {
        pen.put_all(&[&branch, &row.shift, &row.doc, &row.kind])?;
        pen.put_all(&[&row.amount, &row.reason, &row.at])
    })
}
