//! Movements of goods and the levels they add up to. A movement takes from one
//! place what it gives to another, so that all levels sum to zero; nothing here
//! knows what may be sold (I2).

use nusa_facts::{BranchId, DocId, ProductId, stock::Location};
use nusa_rules::rows::Movement;
use rusqlite::Connection;

use crate::{
    cell::Bind,
    dialect::{Merge, Table},
    error::Error,
    limits, sql,
};

static MOVEMENT: Table = Table::new(
    "movement",
    &["branch", "product", "doc", "n"],
    &[
        ("line", Merge::Keep),
        ("from_place", Merge::Keep),
        ("to_place", Merge::Keep),
        ("milli", Merge::Keep),
        ("at", Merge::Keep),
    ],
);

static LEVEL: Table = Table::new(
    "level",
    &["branch", "place", "product"],
    &[("milli", Merge::Add)],
);

pub(crate) fn level(db: &Connection, location: Location, product: ProductId) -> Result<i64, Error> {
    let question = "SELECT CAST(COALESCE(SUM(milli), 0) AS SIGNED) FROM level \
                    WHERE place = ? AND product = ?";
    let level = sql::first(db, question, &[&location, &product], sql::one)?;
    Ok(level.unwrap_or(0))
}

/// What is at a place, by product, behind a product when the list goes on.
pub(crate) fn levels(
    db: &Connection,
    place: Location,
    after: Option<ProductId>,
    limit: usize,
) -> Result<Vec<(ProductId, i64)>, Error> {
    let question = "SELECT product, CAST(SUM(milli) AS SIGNED) FROM level \
                    WHERE place = ? AND product > ? GROUP BY product ORDER BY product LIMIT ?";
    let after = after.map_or(-1, |product| i64::from(product.0));
    let limit = limit.clamp(1, limits::LIST_ROWS);
    sql::all(db, question, &[&place, &after, &limit], |cells| {
        Ok((cells.next()?, cells.next()?))
    })
}

/// Every level of a place that its owner alone moves, by product.
pub(crate) fn shelf(db: &Connection, place: Location) -> Result<Vec<(ProductId, i64)>, Error> {
    let question = "SELECT product, milli FROM level WHERE place = ? ORDER BY product";
    sql::all(db, question, &[&place], |cells| {
        Ok((cells.next()?, cells.next()?))
    })
}

/// What lies on roads though it has arrived: goods that are short and that nobody has decided about,
/// by transfer.
pub(crate) fn short(db: &Connection) -> Result<Vec<(Location, i64)>, Error> {
    let question = "SELECT l.place, CAST(SUM(l.milli) AS SIGNED) FROM level l \
                    WHERE l.place >= 'transit:' AND l.place < 'transit;' AND l.milli <> 0 \
                    GROUP BY l.place HAVING SUM(l.milli) > 0";
    sql::all(db, question, &[], |cells| {
        Ok((cells.next()?, cells.next()?))
    })
}

/// What branches hold of a product, by branch.
pub(crate) fn shelves_of(
    db: &Connection,
    product: ProductId,
) -> Result<Vec<(Location, i64)>, Error> {
    let question = "SELECT place, milli FROM level \
                    WHERE product = ? AND place >= 'branch:' AND place < 'branch;'";
    let mut shelves = sql::all(db, question, &[&product], |cells| {
        Ok((cells.next::<Location>()?, cells.next::<i64>()?))
    })?;
    shelves.sort();
    Ok(shelves)
}

/// How a product moved by the facts of a branch (or of the centre), the newest first, before a
/// document when the list goes on. All movements of one document stand on one page.
pub(crate) fn movements(
    db: &Connection,
    branch: BranchId,
    product: ProductId,
    before: Option<DocId>,
    limit: usize,
) -> Result<Vec<Movement>, Error> {
    let before = before.unwrap_or(DocId::from_bytes([0xff; 16]));
    let limit = limit.clamp(1, limits::LIST_ROWS);
    let question = "SELECT doc, line, from_place, to_place, milli, at FROM movement \
                    WHERE branch = ? AND product = ? AND doc < ? \
                    AND doc >= COALESCE((SELECT doc FROM movement \
                        WHERE branch = ? AND product = ? AND doc < ? \
                        ORDER BY doc DESC LIMIT 1 OFFSET ?), ?) \
                    ORDER BY doc DESC, n";
    let last = limit - 1;
    let none = DocId::from_bytes([0; 16]);
    let keys: [&dyn Bind; 8] = [
        &branch, &product, &before, &branch, &product, &before, &last, &none,
    ];
    sql::all(db, question, &keys, |cells| {
        Ok(Movement {
            product,
            doc: cells.next()?,
            line: cells.next()?,
            from: cells.next()?,
            to: cells.next()?,
            milli: cells.next()?,
            at: cells.next()?,
        })
    })
}

/// A movement with its number within its document.
pub(crate) type Numbered<'d> = (u32, &'d Movement);

pub(crate) fn write_movements<'d>(
    db: &Connection,
    branch: BranchId,
    rows: impl IntoIterator<Item = Numbered<'d>>,
) -> Result<(), Error> {
    sql::upsert(db, &MOVEMENT, rows, |(n, row), pen| {
        pen.put_all(&[&branch, &row.product, &row.doc, n, &row.line])?;
        pen.put_all(&[&row.from, &row.to, &row.milli, &row.at])
    })
}

pub(crate) fn write_levels(
    db: &Connection,
    branch: BranchId,
    rows: impl IntoIterator<Item = ((Location, ProductId), i64)>,
) -> Result<(), Error> {
    sql::upsert(db, &LEVEL, rows, |((place, product), milli), pen| {
        pen.put_all(&[&branch, place, product, milli])
    })
}
