//! Products as rows of columns, so that a catalogue of ten thousand is searched
//! and paged here and not on a screen.

use std::collections::HashMap;

use nusa_facts::{
    CategoryId, ProductId,
    master::{Entity, Product},
};
use rusqlite::Connection;

use crate::{
    cell::Bind,
    dialect::{Merge, Table},
    error::Error,
    limits,
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

/// Which products a list shows, by name and number.
#[derive(Clone, Debug, Default)]
pub struct ProductFilter {
    /// Part of a name, SKU or barcode, in any case; empty for all.
    pub text: String,
    /// Of one category.
    pub category: Option<CategoryId>,
    /// With retired ones.
    pub retired: bool,
    /// After this product, for the next page.
    pub after: Option<(String, ProductId)>,
    /// Rows of the page, at most `limits::LIST_ROWS`.
    pub limit: usize,
}

pub(crate) fn list(db: &Connection, filter: &ProductFilter) -> Result<Vec<Product>, Error> {
    let pattern = pattern(&filter.text);
    let category = filter.category.map_or(-1, |category| i64::from(category.0));
    let (name, id) = match &filter.after {
        Some((name, id)) => (name.as_str(), i64::from(id.0)),
        None => ("", -1),
    };
    let limit = filter.limit.clamp(1, limits::LIST_ROWS);
    let question = products!(
        "WHERE folded LIKE ? ESCAPE '!' AND (? < 0 OR category = ?) AND retired <= ? \
         AND (name > ? OR (name = ? AND id > ?)) ORDER BY name, id LIMIT ?"
    );
    let keys: [&dyn Bind; 8] = [
        &pattern,
        &category,
        &category,
        &filter.retired,
        &name,
        &name,
        &id,
        &limit,
    ];
    sql::all(db, question, &keys, read)
}

/// A pattern that finds the text anywhere, taking its own signs as they stand.
fn pattern(text: &str) -> String {
    let mut pattern = String::from("%");
    for letter in text.trim().to_lowercase().chars() {
        if matches!(letter, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    pattern
}

#[cfg(test)]
mod tests {
    use super::pattern;

    #[test]
    fn a_search_takes_signs_as_they_stand() {
        let cases = [
            ("", "%%"),
            (" Kopi ", "%kopi%"),
            ("50%_!", "%50!%!_!!%"),
            ("É", "%é%"),
        ];
        for (text, expected) in cases {
            assert_eq!(pattern(text), expected);
        }
    }
}
