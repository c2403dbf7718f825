//! Tables of a branch, their sittings, the orders that were placed, and what open
//! orders hold. The content of an order is its document; no sum is made here (I2).

use std::collections::BTreeMap;

use nusa_facts::{BillId, BranchId, BusinessDate, Millis, OrderId, ProductId, TableId};
use nusa_rules::rows::{OrderRow, OrderState, TableRow};
use rusqlite::Connection;

use crate::{
    cell::Bind,
    dialect::{Merge, Table},
    error::Error,
    limits,
    sql::{self, Cells},
};

static DINING_TABLE: Table = Table::new(
    "dining_table",
    &["branch", "id"],
    &[
        ("area", Merge::Set),
        ("label", Merge::Set),
        ("seats", Merge::Set),
        ("active", Merge::Set),
    ],
);

static SITTING: Table = Table::new(
    "sitting",
    &["branch", "table_id"],
    &[("ended", Merge::Greatest)],
);

static ORDER: Table = Table::new(
    "guest_order",
    &["branch", "id"],
    &[
        ("business_date", Merge::Keep),
        ("n", Merge::Keep),
        ("table_id", Merge::Keep),
        ("sitting", Merge::Keep),
        ("at", Merge::Keep),
        ("gross", Merge::Keep),
        ("state", Merge::Keep),
        ("started_at", Merge::Keep),
        ("ended_at", Merge::Keep),
        ("ready", Merge::Keep),
        ("bill", Merge::Keep),
    ],
);

static RESERVED: Table = Table::new("reserved", &["branch", "product"], &[("milli", Merge::Add)]);

/// The columns of an order's row, in the order in which `read` takes them.
macro_rules! order_columns {
    () => {
        "id, business_date, n, table_id, sitting, at, gross, state, started_at, ended_at, \
         ready, bill"
    };
}

fn read(cells: &mut Cells<'_>) -> rusqlite::Result<OrderRow> {
    Ok(OrderRow {
        id: cells.next()?,
        business_date: cells.next()?,
        n: cells.next()?,
        table: cells.next()?,
        sitting: cells.next()?,
        at: cells.next()?,
        gross: cells.next()?,
        state: cells.next()?,
        started_at: cells.next()?,
        ended_at: cells.next()?,
        ready: cells.next()?,
        bill: cells.next()?,
    })
}

/// The tables of a branch with the sitting that runs at each, by their ids.
pub(crate) fn tables(db: &Connection, branch: BranchId) -> Result<Vec<(TableRow, u32)>, Error> {
    let question = "SELECT t.id, t.area, t.label, t.seats, t.active, COALESCE(s.ended, 0) + 1 \
                    FROM dining_table t \
                    LEFT JOIN sitting s ON s.branch = t.branch AND s.table_id = t.id \
                    WHERE t.branch = ? ORDER BY t.id";
    sql::all(db, question, &[&branch], table)
}

/// A table with its running sitting.
pub(crate) fn table_of(
    db: &Connection,
    branch: BranchId,
    id: TableId,
) -> Result<Option<(TableRow, u32)>, Error> {
    let question = "SELECT t.id, t.area, t.label, t.seats, t.active, COALESCE(s.ended, 0) + 1 \
                    FROM dining_table t \
                    LEFT JOIN sitting s ON s.branch = t.branch AND s.table_id = t.id \
                    WHERE t.branch = ? AND t.id = ?";
    sql::first(db, question, &[&branch, &id], table)
}

fn table(cells: &mut Cells<'_>) -> rusqlite::Result<(TableRow, u32)> {
    let row = TableRow {
        id: cells.next()?,
        area: cells.next()?,
        label: cells.next()?,
        seats: cells.next()?,
        active: cells.next()?,
    };
    Ok((row, cells.next()?))
}

/// The orders that come to a bill, the oldest first.
pub(crate) fn of_bill(
    db: &Connection,
    branch: BranchId,
    bill: BillId,
) -> Result<Vec<OrderRow>, Error> {
    let question = concat!(
        "SELECT ",
        order_columns!(),
        " FROM guest_order WHERE branch = ? AND bill = ? ORDER BY at, id"
    );
    sql::all(db, question, &[&branch, &bill], read)
}

pub(crate) fn order(
    db: &Connection,
    branch: BranchId,
    order: OrderId,
) -> Result<Option<OrderRow>, Error> {
    let question = concat!(
        "SELECT ",
        order_columns!(),
        " FROM guest_order WHERE branch = ? AND id = ?"
    );
    sql::first(db, question, &[&branch, &order], read)
}

/// The orders of a branch that stand so, the oldest first.
pub(crate) fn in_state(
    db: &Connection,
    branch: BranchId,
    state: OrderState,
) -> Result<Vec<OrderRow>, Error> {
    let question = concat!(
        "SELECT ",
        order_columns!(),
        " FROM guest_order WHERE branch = ? AND state = ? ORDER BY at, id"
    );
    sql::all(db, question, &[&branch, &state], read)
}

/// The orders of a table's sitting, the oldest first.
pub(crate) fn of_sitting(
    db: &Connection,
    branch: BranchId,
    table: TableId,
    sitting: u32,
) -> Result<Vec<OrderRow>, Error> {
    let question = concat!(
        "SELECT ",
        order_columns!(),
        " FROM guest_order WHERE branch = ? AND table_id = ? AND sitting = ? ORDER BY at, id"
    );
    sql::all(db, question, &[&branch, &table, &sitting], read)
}

/// Which orders of some days a list shows, the oldest day and the lowest number first.
#[derive(Clone, Copy, Debug)]
pub struct OrderFilter {
    /// Of this branch.
    pub branch: BranchId,
    /// From this business day.
    pub from: BusinessDate,
    /// To this business day, with it.
    pub to: BusinessDate,
    /// Only those that stand so.
    pub state: Option<OrderState>,
    /// Behind this order of the page before.
    pub after: Option<OrderPlace>,
    /// Rows of the page, at most `limits::LIST_ROWS`.
    pub limit: usize,
}

/// Where an order stands in the list of its days. Its number alone is not enough: a branch that was
/// copied may have given it twice.
pub type OrderPlace = (BusinessDate, u32, OrderId);

pub(crate) fn of_days(db: &Connection, filter: &OrderFilter) -> Result<Vec<OrderRow>, Error> {
    let question = concat!(
        "SELECT ",
        order_columns!(),
        " FROM guest_order WHERE branch = ? AND business_date >= ? AND business_date <= ? ",
        "AND (business_date > ? OR n > ? OR (n = ? AND id > ?)) AND (? = '' OR state = ?) ",
        "ORDER BY business_date, n, id LIMIT ?"
    );
    let limit = filter.limit.clamp(1, limits::LIST_ROWS);
    let state = filter.state.map_or("", OrderState::word);
    // Numbers begin with 1: behind number 0 of the first day lies everything.
    let behind = filter.after.filter(|(day, ..)| *day >= filter.from);
    let (day, n, id) = behind.map_or((filter.from, 0, None), |(day, n, id)| (day, n, Some(id)));
    let keys: [&dyn Bind; 10] = [
        &filter.branch,
        &day,
        &filter.to,
        &day,
        &n,
        &n,
        &id,
        &state,
        &state,
        &limit,
    ];
    sql::all(db, question, &keys, read)
}

/// The last number of a day, 0 before the first.
pub(crate) fn last_n(db: &Connection, branch: BranchId, day: BusinessDate) -> Result<u32, Error> {
    let question = "SELECT n FROM guest_order WHERE branch = ? AND business_date = ? \
                    ORDER BY n DESC LIMIT 1";
    Ok(sql::first(db, question, &[&branch, &day], sql::one)?.unwrap_or(0))
}

/// How many milliseconds the last orders took that were placed since a moment and are served, the newest first.
pub(crate) fn took_ms(
    db: &Connection,
    branch: BranchId,
    since: Millis,
    most: usize,
) -> Result<Vec<i64>, Error> {
    let question = "SELECT ended_at - at FROM guest_order WHERE branch = ? AND state = ? AND at >= ? \
                    ORDER BY at DESC LIMIT ?";
    let finished = OrderState::Finished;
    sql::all(db, question, &[&branch, &finished, &since, &most], sql::one)
}

/// What open orders hold of a product, thousandths.
pub(crate) fn reserved(
    db: &Connection,
    branch: BranchId,
    product: ProductId,
) -> Result<i64, Error> {
    let question = "SELECT milli FROM reserved WHERE branch = ? AND product = ?";
    Ok(sql::first(db, question, &[&branch, &product], sql::one)?.unwrap_or(0))
}

pub(crate) fn write_tables<'d>(
    db: &Connection,
    branch: BranchId,
    rows: impl IntoIterator<Item = &'d TableRow>,
) -> Result<(), Error> {
    sql::upsert(db, &DINING_TABLE, rows, |row, pen| {
        pen.put_all(&[&branch, &row.id, &row.area, &row.label])?;
        pen.put_all(&[&row.seats, &row.active])
    })
}

pub(crate) fn write_sittings(
    db: &Connection,
    branch: BranchId,
    rows: BTreeMap<TableId, u32>,
) -> Result<(), Error> {
    sql::upsert(db, &SITTING, rows, |(table, ended), pen| {
        pen.put_all(&[&branch, table, ended])
    })
}

pub(crate) fn write<'d>(
    db: &Connection,
    branch: BranchId,
    rows: impl IntoIterator<Item = &'d OrderRow>,
) -> Result<(), Error> {
    sql::upsert(db, &ORDER, rows, |row, pen| {
        pen.put_all(&[&branch, &row.id, &row.business_date, &row.n])?;
        pen.put_all(&[&row.table, &row.sitting, &row.at, &row.gross])?;
        pen.put_all(&[&row.state, &row.started_at, &row.ended_at])?;
        pen.put_all(&[&row.ready, &row.bill])
    })
}

/// An order goes on. The kitchen's beginning stays known when it ends.
pub(crate) fn write_state(
    db: &Connection,
    branch: BranchId,
    order: OrderId,
    state: OrderState,
    at: Millis,
) -> Result<(), Error> {
    let sentence = match state {
        OrderState::Started => {
            "UPDATE guest_order SET state = ?, started_at = ? WHERE branch = ? AND id = ?"
        }
        _ => "UPDATE guest_order SET state = ?, ended_at = ? WHERE branch = ? AND id = ?",
    };
    changed_one(
        order,
        sql::run(db, sentence, &[&state, &at, &branch, &order])?,
    )
}

/// An order that was served stands started again; when the kitchen began with it stays known.
pub(crate) fn reopen(db: &Connection, branch: BranchId, order: OrderId) -> Result<(), Error> {
    let sentence = "UPDATE guest_order SET state = ?, ended_at = NULL WHERE branch = ? AND id = ?";
    let started = OrderState::Started;
    changed_one(order, sql::run(db, sentence, &[&started, &branch, &order])?)
}

/// Which lines are cooked while others are not.
pub(crate) fn write_ready(
    db: &Connection,
    branch: BranchId,
    order: OrderId,
    ready: &Vec<u16>,
) -> Result<(), Error> {
    let sentence = "UPDATE guest_order SET ready = ? WHERE branch = ? AND id = ?";
    changed_one(order, sql::run(db, sentence, &[ready, &branch, &order])?)
}

fn changed_one(order: OrderId, rows: usize) -> Result<(), Error> {
    match rows {
        1 => Ok(()),
        _ => Err(Error::Row(format!("no order {order} to change"))),
    }
}

pub(crate) fn write_reserved(
    db: &Connection,
    branch: BranchId,
    rows: BTreeMap<ProductId, i64>,
) -> Result<(), Error> {
    sql::upsert(db, &RESERVED, rows, |(product, milli), pen| {
        pen.put_all(&[&branch, product, milli])
    })
}
