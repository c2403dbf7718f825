//! Products as rows of columns, so that a catalogue of ten thousand is searched
//! and paged here and not on a screen.

use std::collections::HashMap;

use nusa_facts::{
    ProductId,
    master::{Entity, Product},
};
use rusqlite::Connection;

use crate::{
    dialect::{Merge, Table},
    error::Error,
    sql::{self, Cells},
};

static PRODUCT: Table = Table::new(
    "product",
    &["id"],
    &[
        ("sku", Merge::Set),
        ("barcode", Merge::Set),
        ("name", Merge::Set),
        ("category", Merge::Set),
        ("unit", Merge::Set),
        ("taxes", Merge::Set),
        ("stocked", Merge::Set),
        ("fractional", Merge::Set),
        ("service", Merge::Set),
        ("discountable", Merge::Set),
        ("retired", Merge::Set),
        ("picture", Merge::Set),
        ("folded", Merge::Set),
    ],
);

macro_rules! products {
    ($rest:literal) => {
        concat!(
            "SELECT id, sku, barcode, name, category, unit, taxes, stocked, fractional, service, ",
            "discountable, retired, picture FROM product ",
            $rest
        )
    };
}

fn read(cells: &mut Cells<'_>) -> rusqlite::Result<Product> {
    Ok(Product {
        id: cells.next()?,
        sku: cells.next()?,
        barcode: cells.next()?,
        name: cells.next()?,
        category: cells.next()?,
        unit: cells.next()?,
        taxes: codes(&cells.next::<String>()?),
        stocked: cells.next()?,
        fractional: cells.next()?,
        service: cells.next()?,
        discountable: cells.next()?,
        retired: cells.next()?,
        picture: cells.next()?,
    })
}

/// Tax codes lie one a line: a code holds no line break.
fn codes(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

/// What a search compares: everything a person may type, in small letters.
fn folded(product: &Product) -> String {
    format!("{}\n{}\n{}", product.name, product.sku, product.barcode).to_lowercase()
}

pub(crate) fn product(db: &Connection, id: ProductId) -> Result<Option<Product>, Error> {
    sql::first(db, products!("WHERE id = ?"), &[&id], read)
}

pub(crate) fn products(db: &Connection) -> Result<Vec<Entity>, Error> {
    sql::all(db, products!("ORDER BY id"), &[], |cells| {
        read(cells).map(Entity::Product)
    })
}

/// Products of a span of numbers, by number.
pub(crate) fn between(
    db: &Connection,
    first: ProductId,
    last: ProductId,
) -> Result<HashMap<u32, Entity>, Error> {
    let question = products!("WHERE id >= ? AND id <= ?");
    let rows = sql::all(db, question, &[&first, &last], |cells| {
        let row = read(cells)?;
        Ok((row.id.0, Entity::Product(row)))
    })?;
    Ok(rows.into_iter().collect())
}

pub(crate) fn product_by_code(db: &Connection, code: &str) -> Result<Option<Product>, Error> {
    if code.is_empty() {
        return Ok(None);
    }
    let by_sku = products!("WHERE sku = ? ORDER BY retired, id LIMIT 1");
    let by_barcode = products!("WHERE barcode = ? ORDER BY retired, id LIMIT 1");
    match sql::first(db, by_sku, &[&code], read)? {
        Some(found) => Ok(Some(found)),
        None => sql::first(db, by_barcode, &[&code], read),
    }
}

pub(crate) fn write(db: &Connection, product: &Product) -> Result<(), Error> {
    if product
        .taxes
        .iter()
        .any(|code| code.is_empty() || code.contains('\n'))
    {
        return Err(Error::Row("a tax code is one line of text".to_owned()));
    }
    let taxes = product.taxes.join("\n");
    let folded = folded(product);
    sql::upsert(db, &PRODUCT, [product], |row, pen| {
        pen.put_all(&[
            &row.id,
            &row.sku,
            &row.barcode,
            &row.name,
            &row.category,
            &row.unit,
        ])?;
        pen.put_all(&[
            &taxes,
            &row.stocked,
            &row.fractional,
            &row.service,
            &row.discountable,
        ])?;
        pen.put_all(&[&row.retired, &row.picture, &folded])
    })
}

/// Products of a list that are read whole, by number in the order asked for.
pub(crate) fn of_numbers(db: &Connection, ids: &[ProductId]) -> Result<Vec<Product>, Error> {
    let mut rows = Vec::with_capacity(ids.len());
    for id in ids {
        rows.extend(product(db, *id)?);
    }
    Ok(rows)
}
