//! Roll-ups by business day: hour, staff, product, method. They are live sums of
//! facts, added in the transaction of the fact, so that no report scans sales.

use nusa_facts::{BranchId, BusinessDate, ProductId, StaffId, sale::Method};
use nusa_rules::rows::{MethodSums, ProductSums, Sums};
use rusqlite::Connection;

use crate::{
    cell::Bind,
    dialect::{Merge, Table},
    error::Error,
    sql,
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
