//! Prices as the office lists them: by product name, for a scope, valid at a
//! moment, earlier or later. Which of them holds is not asked here (I2).

use std::collections::BTreeSet;

use nusa_facts::{
    CategoryId, Millis, PriceId, ProductId,
    master::{Price, Scope},
};
use rusqlite::Connection;

use crate::{cell::Bind, error::Error, limits, listing::patterns, price, sql};

/// For whom the prices of a list are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ScopeFilter {
    /// For anybody.
    #[default]
    Any,
    /// For one scope.
    One(Scope),
    /// For any region.
    Regions,
    /// For any branch.
    Branches,
}

/// When the prices of a list are valid, seen from a moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WhenFilter {
    /// Whenever.
    #[default]
    Ever,
    /// At this moment.
    At(Millis),
    /// From a later moment on.
    After(Millis),
    /// Until this moment or an earlier one.
    Before(Millis),
}

/// Which prices a list shows.
#[derive(Clone, Debug, Default)]
pub struct PriceFilter {
    /// Words of the product, as in a list of products.
    pub text: String,
    /// Of one product; then words and category say nothing, and all its versions stand on one page.
    pub product: Option<ProductId>,
    /// Of products of one category.
    pub category: Option<CategoryId>,
    /// For whom.
    pub scope: ScopeFilter,
    /// When.
    pub when: WhenFilter,
    /// Behind this name, product and price of the page before.
    pub after: Option<(String, ProductId, PriceId)>,
    /// Rows of the page, at most `limits::LIST_ROWS`.
    pub limit: usize,
}

/// A filter as it is bound.
struct Picked {
    words: [String; 3],
    category: i64,
    scopes: (String, String),
    begins: (i64, i64),
    ends: (i64, i64),
}

impl Picked {
    fn of(filter: &PriceFilter) -> Self {
        let (begins, ends) = times(filter.when);
        Self {
            words: patterns(&filter.text),
            category: filter.category.map_or(-1, |id| i64::from(id.0)),
            scopes: scopes(filter.scope),
            begins,
            ends,
        }
    }

    fn keys(&self) -> Vec<&dyn Bind> {
        let mut keys: Vec<&dyn Bind> = self.words.iter().map(|word| word as &dyn Bind).collect();
        keys.extend([&self.category as &dyn Bind, &self.category]);
        keys.extend([&self.scopes.0 as &dyn Bind, &self.scopes.1]);
        keys.extend([&self.begins.0 as &dyn Bind, &self.begins.1]);
        keys.extend([&self.ends.0 as &dyn Bind, &self.ends.1]);
        keys
    }
}

/// The least and the greatest name of the scopes in question.
fn scopes(filter: ScopeFilter) -> (String, String) {
    match filter {
        ScopeFilter::Any => (String::new(), "~".to_owned()),
        ScopeFilter::One(scope) => (scope.to_string(), scope.to_string()),
        ScopeFilter::Regions => ("region:".to_owned(), "region;".to_owned()),
        ScopeFilter::Branches => ("branch:".to_owned(), "branch;".to_owned()),
    }
}

/// Bounds of the beginning and of the end; an open end is the greatest number.
fn times(when: WhenFilter) -> ((i64, i64), (i64, i64)) {
    let any = (i64::MIN, i64::MAX);
    match when {
        WhenFilter::Ever => (any, any),
        WhenFilter::At(now) => ((i64::MIN, now.0), (now.0.saturating_add(1), i64::MAX)),
        WhenFilter::After(now) => ((now.0.saturating_add(1), i64::MAX), any),
        WhenFilter::Before(now) => (any, (i64::MIN, now.0)),
    }
}

/// The rows in question. Products lead where most of them have such a price, prices where few have.
macro_rules! picked {
    (products, $what:literal, $rest:literal) => {
        picked!(
            $what,
            "product p CROSS JOIN price r ON r.product = p.id",
            $rest
        )
    };
    (prices, $what:literal, $rest:literal) => {
        picked!(
            $what,
            "price r CROSS JOIN product p ON p.id = r.product",
            $rest
        )
    };
    ($what:literal, $from:literal, $rest:literal) => {
        concat!(
            "SELECT ",
            $what,
            " FROM ",
            $from,
            " WHERE p.folded LIKE ? ESCAPE '!' AND p.folded LIKE ? ESCAPE '!' ",
            "AND p.folded LIKE ? ESCAPE '!' AND (? < 0 OR p.category = ?) ",
            "AND r.scope >= ? AND r.scope <= ? ",
            "AND r.valid_from >= ? AND r.valid_from <= ? ",
            "AND COALESCE(r.valid_to, 9223372036854775807) >= ? ",
            "AND COALESCE(r.valid_to, 9223372036854775807) <= ? ",
            $rest
        )
    };
}

/// Whether few products have a price of that scope.
fn is_rare(filter: &PriceFilter) -> bool {
    !matches!(
        filter.scope,
        ScopeFilter::Any | ScopeFilter::One(Scope::Company)
    )
}

/// The versions of one product that a filter picks: few, so they are looked at here.
fn of_product(
    db: &Connection,
    product: ProductId,
    filter: &PriceFilter,
) -> Result<Vec<Price>, Error> {
    let (least, most) = scopes(filter.scope);
    let (begins, ends) = times(filter.when);
    let after = filter.after.as_ref().map(|(_, _, id)| *id);
    let picks = |price: &Price| {
        let scope = price.scope.to_string();
        let end = price.valid_to.map_or(i64::MAX, |end| end.0);
        least <= scope
            && scope <= most
            && (begins.0..=begins.1).contains(&price.valid_from.0)
            && (ends.0..=ends.1).contains(&end)
            && after.is_none_or(|after| price.id > after)
    };
    let mut rows = price::prices(db, product)?;
    rows.retain(picks);
    Ok(rows)
}

/// A page of prices, by product name, product and number.
pub(crate) fn page(db: &Connection, filter: &PriceFilter) -> Result<Vec<Price>, Error> {
    if let Some(product) = filter.product {
        return of_product(db, product, filter);
    }
    let limit = filter.limit.clamp(1, limits::LIST_ROWS);
    let (name, product, id) = match &filter.after {
        Some((name, product, id)) => (name.as_str(), i64::from(product.0), i64::from(id.0)),
        None => ("", -1, -1),
    };
    let question = if is_rare(filter) {
        picked!(
            prices,
            "r.id",
            "AND p.name >= ? AND (p.name > ? OR p.id > ? OR (p.id = ? AND r.id > ?)) \
             ORDER BY p.name, p.id, r.id LIMIT ?"
        )
    } else {
        picked!(
            products,
            "r.id",
            "AND p.name >= ? AND (p.name > ? OR p.id > ? OR (p.id = ? AND r.id > ?)) \
             ORDER BY p.name, p.id, r.id LIMIT ?"
        )
    };
    let picked = Picked::of(filter);
    let mut keys = picked.keys();
    let behind: [&dyn Bind; 6] = [&name, &name, &product, &product, &id, &limit];
    keys.extend(behind);
    let ids = sql::all(db, question, &keys, sql::one::<PriceId>)?;
    let mut rows = Vec::with_capacity(ids.len());
    for id in ids {
        rows.extend(price::price(db, id)?);
    }
    Ok(rows)
}

/// How many prices a filter picks; `once` counts the versions for one product, scope and least
/// quantity as one, since one of them holds.
pub(crate) fn count(db: &Connection, filter: &PriceFilter, once: bool) -> Result<u64, Error> {
    if let Some(product) = filter.product {
        let rows = of_product(db, product, filter)?;
        let held: BTreeSet<_> = rows.iter().map(|row| (row.scope, row.min_milli)).collect();
        return Ok(if once { held.len() } else { rows.len() } as u64);
    }
    let question = match (is_rare(filter), once) {
        (false, false) => picked!(products, "COUNT(*)", ""),
        (true, false) => picked!(prices, "COUNT(*)", ""),
        (false, true) => concat!(
            "SELECT COUNT(*) FROM (",
            picked!(products, "DISTINCT r.product, r.scope, r.min_milli", ""),
            ") held"
        ),
        (true, true) => concat!(
            "SELECT COUNT(*) FROM (",
            picked!(prices, "DISTINCT r.product, r.scope, r.min_milli", ""),
            ") held"
        ),
    };
    let count = sql::first(db, question, &Picked::of(filter).keys(), sql::one)?;
    Ok(count.unwrap_or(0))
}
