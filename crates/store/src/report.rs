//! Roll-ups by business day: hour, staff, product, method. They are live sums of
//! facts, added in the transaction of the fact, so that no report scans sales.

use nusa_facts::{BranchId, BusinessDate, ProductId, StaffId, sale::Method};
use nusa_rules::rows::{MethodSums, ProductSums, Sums};
use rusqlite::Connection;

use crate::{
    cell::{Bind, Cell},
    dialect::{Merge, Table},
    error::Error,
    limits, sql,
    sums::Columns,
};

const TRADE: &[(&str, Merge)] = &[
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
];

static ROLL_HOUR: Table = Table::new("roll_hour", &["branch", "business_date", "hour_no"], TRADE);

static ROLL_STAFF: Table = Table::new("roll_staff", &["branch", "business_date", "staff"], TRADE);

static ROLL_PRODUCT: Table = Table::new(
    "roll_product",
    &["branch", "business_date", "product"],
    &[
        ("sold_milli", Merge::Add),
        ("returned_milli", Merge::Add),
        ("net", Merge::Add),
        ("total", Merge::Add),
        ("refund_total", Merge::Add),
    ],
);

static ROLL_METHOD: Table = Table::new(
    "roll_method",
    &["branch", "business_date", "method"],
    &[("payments", Merge::Add), ("amount", Merge::Add)],
);

/// Which days of which branch a report is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// Of one branch; none for all.
    pub branch: Option<BranchId>,
    /// The first business day.
    pub from: BusinessDate,
    /// The last, with it.
    pub to: BusinessDate,
}

/// Which end of a list of products comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rank {
    /// The most sold.
    Best,
    /// The least sold of those that were sold at all.
    Least,
}

/// The sums of a roll-up by one of its columns. The writers lead (to SQLite a cross join says so),
/// so that each branch's days are found by the key and no other days are read.
macro_rules! roll {
    ($table:literal, $by:literal, $sums:expr, $rest:literal) => {
        concat!(
            "SELECT ",
            $by,
            ", ",
            $sums,
            " FROM writer w CROSS JOIN ",
            $table,
            " r ON r.branch = w.branch AND r.business_date >= ? AND r.business_date <= ? ",
            "WHERE w.branch >= ? AND w.branch <= ? GROUP BY ",
            $by,
            " ",
            $rest
        )
    };
}

macro_rules! sum {
    ($first:literal $(, $column:literal)*) => {
        concat!("CAST(SUM(r.", $first, ") AS SIGNED)" $(, ", CAST(SUM(r.", $column, ") AS SIGNED)")*)
    };
}

macro_rules! trade {
    () => {
        sum!(
            "sales",
            "voids",
            "refunds",
            "gross",
            "discount",
            "net",
            "service",
            "tax",
            "total",
            "tip",
            "rounding",
            "payable",
            "refund_total",
            "refund_paid"
        )
    };
}

macro_rules! product {
    () => {
        sum!(
            "sold_milli",
            "returned_milli",
            "net",
            "total",
            "refund_total"
        )
    };
}

fn rows<K: Cell, S: Columns<N>, const N: usize>(
    db: &Connection,
    question: &str,
    period: &Period,
    limit: Option<usize>,
) -> Result<Vec<(K, S)>, Error> {
    let (first, last) = match period.branch {
        Some(branch) => (branch.0, branch.0),
        None => (0, u32::MAX),
    };
    let mut keys: Vec<&dyn Bind> = vec![&period.from, &period.to, &first, &last];
    if let Some(limit) = &limit {
        keys.push(limit);
    }
    sql::all(db, question, &keys, |cells| {
        Ok((cells.next()?, S::read(cells)?))
    })
}

pub(crate) fn days(db: &Connection, period: &Period) -> Result<Vec<(BusinessDate, Sums)>, Error> {
    let question = roll!(
        "roll_hour",
        "r.business_date",
        trade!(),
        "ORDER BY r.business_date"
    );
    rows(db, question, period, None)
}

pub(crate) fn hours(db: &Connection, period: &Period) -> Result<Vec<(u8, Sums)>, Error> {
    rows(
        db,
        roll!("roll_hour", "r.hour_no", trade!(), "ORDER BY r.hour_no"),
        period,
        None,
    )
}

pub(crate) fn branches(db: &Connection, period: &Period) -> Result<Vec<(BranchId, Sums)>, Error> {
    rows(
        db,
        roll!("roll_hour", "r.branch", trade!(), "ORDER BY r.branch"),
        period,
        None,
    )
}

pub(crate) fn staff(db: &Connection, period: &Period) -> Result<Vec<(StaffId, Sums)>, Error> {
    rows(
        db,
        roll!("roll_staff", "r.staff", trade!(), "ORDER BY r.staff"),
        period,
        None,
    )
}

pub(crate) fn methods(
    db: &Connection,
    period: &Period,
) -> Result<Vec<(Method, MethodSums)>, Error> {
    let question = roll!(
        "roll_method",
        "r.method",
        sum!("payments", "amount"),
        "ORDER BY r.method"
    );
    let mut methods = rows(db, question, period, None)?;
    methods.sort_by_key(|(method, _)| *method);
    Ok(methods)
}

pub(crate) fn products(
    db: &Connection,
    period: &Period,
    rank: Rank,
    limit: usize,
) -> Result<Vec<(ProductId, ProductSums)>, Error> {
    let question = match rank {
        Rank::Best => roll!(
            "roll_product",
            "r.product",
            product!(),
            "ORDER BY SUM(r.sold_milli - r.returned_milli) DESC, r.product LIMIT ?"
        ),
        Rank::Least => roll!(
            "roll_product",
            "r.product",
            product!(),
            "ORDER BY SUM(r.sold_milli - r.returned_milli), r.product LIMIT ?"
        ),
    };
    rows(
        db,
        question,
        period,
        Some(limit.clamp(1, limits::LIST_ROWS)),
    )
}

pub(crate) fn write_hours(
    db: &Connection,
    branch: BranchId,
    rows: impl IntoIterator<Item = ((BusinessDate, u8), Sums)>,
) -> Result<(), Error> {
    write(db, &ROLL_HOUR, branch, rows)
}

pub(crate) fn write_staff(
    db: &Connection,
    branch: BranchId,
    rows: impl IntoIterator<Item = ((BusinessDate, StaffId), Sums)>,
) -> Result<(), Error> {
    write(db, &ROLL_STAFF, branch, rows)
}

pub(crate) fn write_products(
    db: &Connection,
    branch: BranchId,
    rows: impl IntoIterator<Item = ((BusinessDate, ProductId), ProductSums)>,
) -> Result<(), Error> {
    write(db, &ROLL_PRODUCT, branch, rows)
}

pub(crate) fn write_methods(
    db: &Connection,
    branch: BranchId,
    rows: impl IntoIterator<Item = ((BusinessDate, Method), MethodSums)>,
) -> Result<(), Error> {
    write(db, &ROLL_METHOD, branch, rows)
}

fn write<K: Bind, S: Columns<N>, const N: usize>(
    db: &Connection,
    table: &Table,
    branch: BranchId,
    rows: impl IntoIterator<Item = ((BusinessDate, K), S)>,
) -> Result<(), Error> {
    sql::upsert(db, table, rows, |((date, key), sums), pen| {
        pen.put_all(&[&branch, date, key])?;
        for column in &sums.columns() {
            pen.put(column)?;
        }
        Ok(())
    })
}
