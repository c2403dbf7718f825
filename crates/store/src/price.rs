//! Versions of prices as rows of columns. Which of them holds is not asked here:
//! that is the law of money (I2).

use std::collections::HashMap;

use nusa_facts::{
    PriceId, ProductId,
    master::{Entity, Price, Scope},
};
use rusqlite::Connection;

use crate::{
    dialect::{Merge, Table},
    error::Error,
    sql::{self, Cells},
};

static PRICE: Table = Table::new(
    "price",
    &["id"],
    &[
        ("product", Merge::Set),
        ("scope", Merge::Set),
        ("amount", Merge::Set),
        ("per_milli", Merge::Set),
        ("min_milli", Merge::Set),
        ("valid_from", Merge::Set),
        ("valid_to", Merge::Set),
    ],
);

macro_rules! prices {
    ($rest:literal) => {
        concat!(
            "SELECT id, product, scope, amount, per_milli, min_milli, valid_from, valid_to FROM price ",
            $rest
        )
    };
}

fn read(cells: &mut Cells<'_>) -> rusqlite::Result<Price> {
    Ok(Price {
        id: cells.next()?,
        product: cells.next()?,
        scope: cells.next()?,
        amount: cells.next()?,
        per_milli: cells.next()?,
        min_milli: cells.next()?,
        valid_from: cells.next()?,
        valid_to: cells.next()?,
    })
}

pub(crate) fn price(db: &Connection, id: PriceId) -> Result<Option<Price>, Error> {
    sql::first(db, prices!("WHERE id = ?"), &[&id], read)
}

pub(crate) fn all(db: &Connection) -> Result<Vec<Entity>, Error> {
    sql::all(db, prices!("ORDER BY id"), &[], |cells| {
        read(cells).map(Entity::Price)
    })
}

/// Versions of prices of a span of numbers, by number.
pub(crate) fn between(
    db: &Connection,
    first: PriceId,
    last: PriceId,
) -> Result<HashMap<u32, Entity>, Error> {
    let question = prices!("WHERE id >= ? AND id <= ?");
    let rows = sql::all(db, question, &[&first, &last], |cells| {
        let row = read(cells)?;
        Ok((row.id.0, Entity::Price(row)))
    })?;
    Ok(rows.into_iter().collect())
}

pub(crate) fn prices(db: &Connection, product: ProductId) -> Result<Vec<Price>, Error> {
    sql::all(
        db,
        prices!("WHERE product = ? ORDER BY id"),
        &[&product],
        read,
    )
}

/// Every price of a scope, in the order of the table: a hundred thousand are read faster than sorted.
pub(crate) fn of_scope(db: &Connection, scope: Scope) -> Result<Vec<Price>, Error> {
    let question = prices!("WHERE scope = ?");
    sql::all(db, question, &[&scope], read)
}

pub(crate) fn write(db: &Connection, price: &Price) -> Result<(), Error> {
    sql::upsert(db, &PRICE, [price], |row, pen| {
        pen.put_all(&[
            &row.id,
            &row.product,
            &row.scope,
            &row.amount,
            &row.per_milli,
        ])?;
        pen.put_all(&[&row.min_milli, &row.valid_from, &row.valid_to])
    })
}
