//! What guests said of their dishes, newest first, and how often each dish was given how many stars. An average
//! is whoever shows it to make (I2).

use std::collections::BTreeMap;

use nusa_facts::{
    BranchId, BusinessDate, DocId, OrderId, ProductId, bill::OrderedLine, rating::Lack,
};
use nusa_rules::rows::{RatingRow, Stars};
use rusqlite::Connection;

use crate::{
    cell::Bind,
    dialect::{Merge, Table},
    error::Error,
    journal, limits,
    report::Period,
    sql::{self, Cells},
};

static RATING: Table = Table::new(
    "rating",
    &["branch", "business_date", "doc", "n"],
    &[
        ("at", Merge::Keep),
        ("bill", Merge::Keep),
        ("label", Merge::Keep),
        ("guest", Merge::Keep),
        ("product", Merge::Keep),
        ("name", Merge::Keep),
        ("stars", Merge::Keep),
        ("lacks", Merge::Keep),
        ("comment", Merge::Keep),
    ],
);

static RATED_LINE: Table = Table::new(
    "rated_line",
    &["branch", "order_id", "line"],
    &[("doc", Merge::Keep)],
);

static ROLL_STARS: Table = Table::new(
    "roll_stars",
    &["branch", "business_date", "product", "stars"],
    &[("times", Merge::Add)],
);

/// Where a word stands in the list: its day, its document and its index there.
pub type RatingPlace = (BusinessDate, DocId, u16);

/// Which words a list shows, the newest day and word first.
#[derive(Clone, Copy, Debug)]
pub struct RatingFilter {
    /// Of which days, and of which branch.
    pub period: Period,
    /// Of one dish.
    pub product: Option<ProductId>,
    /// With so many stars.
    pub stars: Option<u8>,
    /// Behind this word of the page before.
    pub after: Option<RatingPlace>,
    /// Rows of the page, at most `limits::LIST_ROWS`.
    pub limit: usize,
}

/// The columns of a word, in the order in which `read` takes them.
macro_rules! rating_columns {
    () => {
        "doc, n, business_date, at, bill, label, guest, product, name, stars, lacks, comment"
    };
}

fn read(cells: &mut Cells<'_>) -> rusqlite::Result<RatingRow> {
    Ok(RatingRow {
        doc: cells.next()?,
        n: cells.next()?,
        business_date: cells.next()?,
        at: cells.next()?,
        bill: cells.next()?,
        label: cells.next()?,
        guest: cells.next()?,
        dish: dish(cells)?,
        lacks: lacks(&cells.next::<String>()?),
        comment: cells.next()?,
    })
}

fn dish(cells: &mut Cells<'_>) -> rusqlite::Result<Option<Stars>> {
    let product: Option<ProductId> = cells.next()?;
    let (name, stars): (Option<String>, Option<u8>) = (cells.next()?, cells.next()?);
    let known = product.zip(name).zip(stars);
    Ok(known.map(|((product, name), stars)| Stars {
        product,
        name,
        stars,
    }))
}

fn lacks(words: &str) -> Vec<Lack> {
    words.split(' ').filter_map(Lack::parse).collect()
}

/// The words that a filter lets through; of all branches those of the greatest days and ids.
pub(crate) fn list(
    db: &Connection,
    filter: &RatingFilter,
) -> Result<Vec<(BranchId, RatingRow)>, Error> {
    let limit = filter.limit.clamp(1, limits::LIST_ROWS);
    let branches = match filter.period.branch {
        Some(branch) => vec![branch],
        None => journal::writers(db)?,
    };
    let mut rows = Vec::new();
    for branch in branches {
        let own = of_branch(db, branch, filter, limit)?;
        rows.extend(own.into_iter().map(|row| (branch, row)));
        rows.sort_by_key(|(_, row)| std::cmp::Reverse((row.business_date, row.doc, row.n)));
        rows.truncate(limit);
    }
    Ok(rows)
}

fn of_branch(
    db: &Connection,
    branch: BranchId,
    filter: &RatingFilter,
    limit: usize,
) -> Result<Vec<RatingRow>, Error> {
    let question = concat!(
        "SELECT ",
        rating_columns!(),
        " FROM rating WHERE branch = ? AND business_date >= ? AND business_date <= ? ",
        "AND (business_date < ? OR (business_date = ? AND (doc < ? OR (doc = ? AND n < ?)))) ",
        "AND (? = 0 OR stars = ?) ORDER BY business_date DESC, doc DESC, n DESC LIMIT ?"
    );
    let of_product = concat!(
        "SELECT ",
        rating_columns!(),
        " FROM rating WHERE branch = ? AND product = ? ",
        "AND business_date >= ? AND business_date <= ? ",
        "AND (business_date < ? OR (business_date = ? AND (doc < ? OR (doc = ? AND n < ?)))) ",
        "AND (? = 0 OR stars = ?) ORDER BY business_date DESC, doc DESC, n DESC LIMIT ?"
    );
    let Period { from, to, .. } = filter.period;
    let day = filter
        .after
        .map_or("9999-12-32".to_owned(), |after| after.0.to_string());
    let doc = filter.after.map(|after| after.1);
    let n = filter.after.map_or(0, |after| after.2);
    let stars = filter.stars.unwrap_or(0);
    let rest: [&dyn Bind; 10] = [
        &from, &to, &day, &day, &doc, &doc, &n, &stars, &stars, &limit,
    ];
    match &filter.product {
        None => {
            let keys: Vec<&dyn Bind> = [&branch as &dyn Bind].into_iter().chain(rest).collect();
            sql::all(db, question, &keys, read)
        }
        Some(product) => {
            let own: [&dyn Bind; 2] = [&branch, product];
            let keys: Vec<&dyn Bind> = own.into_iter().chain(rest).collect();
            sql::all(db, of_product, &keys, read)
        }
    }
}

/// How often each dish was given how many stars in some days.
pub(crate) fn stars(
    db: &Connection,
    period: &Period,
) -> Result<BTreeMap<ProductId, [i64; 5]>, Error> {
    let branches = match period.branch {
        Some(branch) => vec![branch],
        None => journal::writers(db)?,
    };
    let question = "SELECT product, stars, times FROM roll_stars \
                    WHERE branch = ? AND business_date >= ? AND business_date <= ?";
    let mut sums: BTreeMap<ProductId, [i64; 5]> = BTreeMap::new();
    for branch in branches {
        let keys: [&dyn Bind; 3] = [&branch, &period.from, &period.to];
        let rows = sql::all(db, question, &keys, |cells| {
            Ok((cells.next()?, cells.next::<u8>()?, cells.next::<i64>()?))
        })?;
        for (product, stars, times) in rows {
            let counts = sums.entry(product).or_default();
            if let Some(count) = counts.get_mut(usize::from(stars).wrapping_sub(1)) {
                *count += times;
            }
        }
    }
    Ok(sums)
}

/// The lines of an order that were rated, with the documents that did.
pub(crate) fn rated(
    db: &Connection,
    branch: BranchId,
    order: OrderId,
) -> Result<Vec<(u16, DocId)>, Error> {
    let question =
        "SELECT line, doc FROM rated_line WHERE branch = ? AND order_id = ? ORDER BY line";
    sql::all(db, question, &[&branch, &order], |cells| {
        Ok((cells.next()?, cells.next()?))
    })
}

pub(crate) fn write<'d>(
    db: &Connection,
    branch: BranchId,
    rows: impl IntoIterator<Item = &'d RatingRow>,
) -> Result<(), Error> {
    sql::upsert(db, &RATING, rows, |row, pen| {
        let dish = row.dish.as_ref();
        let words: Vec<&str> = row.lacks.iter().map(|lack| lack.word()).collect();
        pen.put_all(&[&branch, &row.business_date, &row.doc, &row.n, &row.at])?;
        pen.put_all(&[&row.bill, &row.label, &row.guest])?;
        pen.put_all(&[&dish.map(|dish| dish.product)])?;
        pen.put_all(&[&dish.map(|dish| dish.name.clone())])?;
        pen.put_all(&[&dish.map(|dish| dish.stars)])?;
        pen.put_all(&[&words.join(" "), &row.comment])
    })
}

pub(crate) fn write_lines(
    db: &Connection,
    branch: BranchId,
    rows: BTreeMap<OrderedLine, DocId>,
) -> Result<(), Error> {
    sql::upsert(db, &RATED_LINE, rows, |(line, doc), pen| {
        pen.put_all(&[&branch, &line.order, &line.line, doc])
    })
}

pub(crate) fn write_stars(
    db: &Connection,
    branch: BranchId,
    rows: BTreeMap<(BusinessDate, ProductId, u8), i64>,
) -> Result<(), Error> {
    sql::upsert(
        db,
        &ROLL_STARS,
        rows,
        |((date, product, stars), times), pen| pen.put_all(&[&branch, date, product, stars, times]),
    )
}
