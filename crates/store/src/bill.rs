//! Bills, how each stands, and the lines that went to another one. What a bill
//! comes to stands in no column (I2).

use nusa_facts::{BillId, BranchId, OrderId, SaleId, TableId, bill::OrderedLine};
use nusa_rules::{
    delta::Across,
    rows::{BillRow, BillState},
};
use rusqlite::Connection;

use crate::{
    dialect::{Merge, Table},
    error::Error,
    order,
    sql::{self, Cells},
};

static BILL: Table = Table::new(
    "bill",
    &["branch", "id"],
    &[
        ("table_id", Merge::Keep),
        ("sitting", Merge::Keep),
        ("business_date", Merge::Keep),
        ("at", Merge::Keep),
        ("version", Merge::Keep),
        ("state", Merge::Keep),
        ("parent", Merge::Keep),
        ("split", Merge::Keep),
        ("sale", Merge::Keep),
    ],
);

static MOVED_LINE: Table = Table::new(
    "moved_line",
    &["branch", "order_id", "line"],
    &[("bill", Merge::Set)],
);

/// The columns of a bill's row, in the order in which `read` takes them.
macro_rules! bill_columns {
    () => {
        "id, table_id, sitting, business_date, at, version, state, parent, split, sale"
    };
}

fn read(cells: &mut Cells<'_>) -> rusqlite::Result<BillRow> {
    Ok(BillRow {
        id: cells.next()?,
        table: cells.next()?,
        sitting: cells.next()?,
        business_date: cells.next()?,
        at: cells.next()?,
        version: cells.next()?,
        state: cells.next()?,
        parent: cells.next()?,
        split: cells.next()?,
        sale: cells.next()?,
    })
}

pub(crate) fn bill(
    db: &Connection,
    branch: BranchId,
    bill: BillId,
) -> Result<Option<BillRow>, Error> {
    let question = concat!(
        "SELECT ",
        bill_columns!(),
        " FROM bill WHERE branch = ? AND id = ?"
    );
    sql::first(db, question, &[&branch, &bill], read)
}

/// The bills of a branch that stand so, the oldest first.
pub(crate) fn in_state(
    db: &Connection,
    branch: BranchId,
    state: BillState,
) -> Result<Vec<BillRow>, Error> {
    let question = concat!(
        "SELECT ",
        bill_columns!(),
        " FROM bill WHERE branch = ? AND state = ? ORDER BY at, id"
    );
    sql::all(db, question, &[&branch, &state], read)
}

/// The bills of a table's sitting with their parts, the oldest first.
pub(crate) fn of_sitting(
    db: &Connection,
    branch: BranchId,
    table: TableId,
    sitting: u32,
) -> Result<Vec<BillRow>, Error> {
    let question = concat!(
        "SELECT ",
        bill_columns!(),
        " FROM bill WHERE branch = ? AND table_id = ? AND sitting = ? ORDER BY at, id"
    );
    sql::all(db, question, &[&branch, &table, &sitting], read)
}

/// The parts of a bill, and the bills that were joined to it, the oldest first.
pub(crate) fn children(
    db: &Connection,
    branch: BranchId,
    parent: BillId,
) -> Result<Vec<BillRow>, Error> {
    let question = concat!(
        "SELECT ",
        bill_columns!(),
        " FROM bill WHERE branch = ? AND parent = ? ORDER BY at, id"
    );
    sql::all(db, question, &[&branch, &parent], read)
}

/// Lines that went to a bill.
pub(crate) fn moved_to(
    db: &Connection,
    branch: BranchId,
    bill: BillId,
) -> Result<Vec<OrderedLine>, Error> {
    let question = "SELECT order_id, line FROM moved_line WHERE branch = ? AND bill = ? \
                    ORDER BY order_id, line";
    sql::all(db, question, &[&branch, &bill], |cells| {
        Ok(OrderedLine {
            order: cells.next()?,
            line: cells.next()?,
        })
    })
}

/// The lines of an order that went to another bill than the order's, with it.
pub(crate) fn moved_of(
    db: &Connection,
    branch: BranchId,
    order: OrderId,
) -> Result<Vec<(u16, BillId)>, Error> {
    let question =
        "SELECT line, bill FROM moved_line WHERE branch = ? AND order_id = ? ORDER BY line";
    sql::all(db, question, &[&branch, &order], |cells| {
        Ok((cells.next()?, cells.next()?))
    })
}

pub(crate) fn write<'d>(
    db: &Connection,
    branch: BranchId,
    rows: impl IntoIterator<Item = &'d BillRow>,
) -> Result<(), Error> {
    sql::upsert(db, &BILL, rows, |row, pen| {
        pen.put_all(&[&branch, &row.id, &row.table, &row.sitting])?;
        pen.put_all(&[&row.business_date, &row.at, &row.version, &row.state])?;
        pen.put_all(&[&row.parent, &row.split, &row.sale])
    })
}

/// Things happened to a bill, so many.
pub(crate) fn touch(
    db: &Connection,
    branch: BranchId,
    bill: BillId,
    times: u32,
) -> Result<(), Error> {
    let sentence = "UPDATE bill SET version = version + ? WHERE branch = ? AND id = ?";
    sql::run(db, sentence, &[&times, &branch, &bill]).map(drop)
}

/// A sale paid a bill; the first one stays.
pub(crate) fn paid(
    db: &Connection,
    branch: BranchId,
    bill: BillId,
    sale: SaleId,
) -> Result<(), Error> {
    let sentence = "UPDATE bill SET state = ?, sale = ?, version = version + 1 \
                    WHERE branch = ? AND id = ? AND sale IS NULL";
    let state = BillState::Paid;
    sql::run(db, sentence, &[&state, &sale, &branch, &bill]).map(drop)
}

/// The sale that paid a bill was undone.
pub(crate) fn unpaid(
    db: &Connection,
    branch: BranchId,
    bill: BillId,
    sale: SaleId,
) -> Result<(), Error> {
    let sentence = "UPDATE bill SET state = ?, sale = NULL, version = version + 1 \
                    WHERE branch = ? AND id = ? AND sale = ?";
    let state = BillState::Open;
    sql::run(db, sentence, &[&state, &branch, &bill, &sale]).map(drop)
}

/// What reaches over several rows, by what stands there now.
pub(crate) fn across(db: &Connection, branch: BranchId, across: &Across) -> Result<(), Error> {
    match *across {
        Across::Split { bill } => stands(db, branch, bill, BillState::Split),
        Across::Rejoined { bill } => rejoined(db, branch, bill),
        Across::Line { ordered, to } => move_line(db, branch, ordered, to),
        Across::Joined { from, to } => joined(db, branch, from, to),
        Across::Guests { from, to } => guests(db, branch, from, to),
    }
}

fn stands(db: &Connection, branch: BranchId, bill: BillId, state: BillState) -> Result<(), Error> {
    let sentence = "UPDATE bill SET state = ?, version = version + 1 WHERE branch = ? AND id = ?";
    sql::run(db, sentence, &[&state, &branch, &bill]).map(drop)
}

/// Rows are named by their keys, so that no engine without statistics looks for them through a whole branch.
fn rejoined(db: &Connection, branch: BranchId, bill: BillId) -> Result<(), Error> {
    for part in children(db, branch, bill)? {
        if part.split.is_some() && part.state == BillState::Open {
            stands(db, branch, part.id, BillState::Joined)?;
        }
    }
    stands(db, branch, bill, BillState::Open)
}

fn joined(db: &Connection, branch: BranchId, from: BillId, to: BillId) -> Result<(), Error> {
    let orders = "UPDATE guest_order SET bill = ? WHERE branch = ? AND id = ?";
    for row in order::of_bill(db, branch, from)? {
        sql::run(db, orders, &[&to, &branch, &row.id])?;
    }
    for line in moved_to(db, branch, from)? {
        move_line(db, branch, line, to)?;
    }
    let ended = "UPDATE bill SET state = ?, parent = ?, version = version + 1 \
                 WHERE branch = ? AND id = ?";
    sql::run(db, ended, &[&BillState::Joined, &to, &branch, &from])?;
    touch(db, branch, to, 1)
}

fn move_line(
    db: &Connection,
    branch: BranchId,
    line: OrderedLine,
    to: BillId,
) -> Result<(), Error> {
    sql::upsert(db, &MOVED_LINE, [line], |line, pen| {
        pen.put_all(&[&branch, &line.order, &line.line, &to])
    })
}

fn guests(
    db: &Connection,
    branch: BranchId,
    from: (TableId, u32),
    to: (TableId, u32),
) -> Result<(), Error> {
    let orders = "UPDATE guest_order SET table_id = ?, sitting = ? WHERE branch = ? AND id = ?";
    for row in order::of_sitting(db, branch, from.0, from.1)? {
        sql::run(db, orders, &[&to.0, &to.1, &branch, &row.id])?;
    }
    let bills = "UPDATE bill SET table_id = ?, sitting = ?, version = version + 1 \
                 WHERE branch = ? AND id = ?";
    for row in of_sitting(db, branch, from.0, from.1)? {
        sql::run(db, bills, &[&to.0, &to.1, &branch, &row.id])?;
    }
    Ok(())
}
