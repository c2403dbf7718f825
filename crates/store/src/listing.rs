//! The catalogue as a list: found by words, category and status, in the order of
//! names, codes or age, page by page. Reads an index that holds all of that, so
//! that a hundred thousand products are searched within a screen's patience.

use nusa_facts::{CategoryId, ProductId, master::Product};
use rusqlite::Connection;

use crate::{cell::Bind, error::Error, limits, product, sql};

/// What comes first in a list of products.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ProductOrder {
    /// By name.
    #[default]
    Name,
    /// By the shop's own code.
    Sku,
    /// The one that was added last first.
    Newest,
}

/// Which products a list shows.
#[derive(Clone, Debug, Default)]
pub struct ProductFilter {
    /// Words that all stand in name, SKU or barcode, in any case; empty for all.
    pub text: String,
    /// Of one category.
    pub category: Option<CategoryId>,
    /// Only retired ones, or only those that are sold; none for both.
    pub retired: Option<bool>,
    /// Only those of which stock is kept, or only the others; none for both.
    pub stocked: Option<bool>,
    /// What comes first.
    pub order: ProductOrder,
    /// Names and codes from the end of the alphabet.
    pub descending: bool,
    /// After this product, for the next page: what it is ordered by, and its number.
    pub after: Option<(String, ProductId)>,
    /// Rows of the page, at most `limits::LIST_ROWS`.
    pub limit: usize,
}

/// Words that a search compares; what is typed beyond them is the last one's end.
const WORDS: usize = 3;

/// What picks a product, as it is bound: a pattern for each word, category, status.
struct Picked {
    words: [String; WORDS],
    category: i64,
    statuses: (bool, bool),
    kept: (bool, bool),
}

impl Picked {
    fn of(filter: &ProductFilter) -> Self {
        Self {
            words: patterns(&filter.text),
            category: filter.category.map_or(-1, |id| i64::from(id.0)),
            statuses: bounds(filter.retired),
            kept: bounds(filter.stocked),
        }
    }

    fn keys(&self) -> Vec<&dyn Bind> {
        let mut keys: Vec<&dyn Bind> = Vec::new();
        keys.extend(self.words.iter().map(|word| word as &dyn Bind));
        keys.push(&self.category);
        keys.push(&self.category);
        keys.push(&self.statuses.0);
        keys.push(&self.statuses.1);
        keys.push(&self.kept.0);
        keys.push(&self.kept.1);
        keys
    }
}

/// The least and the greatest value of a yes or no that may be left open.
fn bounds(only: Option<bool>) -> (bool, bool) {
    only.map_or((false, true), |value| (value, value))
}

macro_rules! picked {
    ($what:literal, $rest:literal) => {
        concat!(
            "SELECT ",
            $what,
            " FROM product WHERE folded LIKE ? ESCAPE '!' AND folded LIKE ? ESCAPE '!' ",
            "AND folded LIKE ? ESCAPE '!' AND (? < 0 OR category = ?) AND retired >= ? AND retired <= ? ",
            "AND stocked >= ? AND stocked <= ? ",
            $rest
        )
    };
}

/// A page of products.
pub(crate) fn page(db: &Connection, filter: &ProductFilter) -> Result<Vec<Product>, Error> {
    let ids = slice(db, filter)?;
    product::of_numbers(db, &ids)
}

fn slice(db: &Connection, filter: &ProductFilter) -> Result<Vec<ProductId>, Error> {
    let picked = Picked::of(filter);
    let limit = filter.limit.clamp(1, limits::LIST_ROWS);
    let mut keys = picked.keys();
    let Some((value, id)) = &filter.after else {
        keys.push(&limit);
        return sql::all(db, from_the_start(filter), &keys, sql::one);
    };
    if filter.order != ProductOrder::Newest {
        keys.push(value);
        keys.push(value);
    }
    keys.push(id);
    keys.push(&limit);
    sql::all(db, going_on(filter), &keys, sql::one)
}

fn from_the_start(filter: &ProductFilter) -> &'static str {
    match (filter.order, filter.descending) {
        (ProductOrder::Name, false) => picked!("id", "ORDER BY name, id LIMIT ?"),
        (ProductOrder::Name, true) => picked!("id", "ORDER BY name DESC, id DESC LIMIT ?"),
        (ProductOrder::Sku, false) => picked!("id", "ORDER BY sku, id LIMIT ?"),
        (ProductOrder::Sku, true) => picked!("id", "ORDER BY sku DESC, id DESC LIMIT ?"),
        (ProductOrder::Newest, _) => picked!("id", "ORDER BY id DESC LIMIT ?"),
    }
}

fn going_on(filter: &ProductFilter) -> &'static str {
    match (filter.order, filter.descending) {
        (ProductOrder::Name, false) => picked!(
            "id",
            "AND name >= ? AND (name > ? OR id > ?) ORDER BY name, id LIMIT ?"
        ),
        (ProductOrder::Name, true) => picked!(
            "id",
            "AND name <= ? AND (name < ? OR id < ?) ORDER BY name DESC, id DESC LIMIT ?"
        ),
        (ProductOrder::Sku, false) => picked!(
            "id",
            "AND sku >= ? AND (sku > ? OR id > ?) ORDER BY sku, id LIMIT ?"
        ),
        (ProductOrder::Sku, true) => picked!(
            "id",
            "AND sku <= ? AND (sku < ? OR id < ?) ORDER BY sku DESC, id DESC LIMIT ?"
        ),
        (ProductOrder::Newest, _) => picked!("id", "AND id < ? ORDER BY id DESC LIMIT ?"),
    }
}

/// How many products a filter picks. Where no words are asked for none are compared.
pub(crate) fn count(db: &Connection, filter: &ProductFilter) -> Result<u64, Error> {
    const WITHOUT_WORDS: &str = "SELECT COUNT(*) FROM product WHERE (? < 0 OR category = ?) \
                                 AND retired >= ? AND retired <= ? AND stocked >= ? AND stocked <= ?";
    let picked = Picked::of(filter);
    let keys = picked.keys();
    let count = if filter.text.trim().is_empty() {
        sql::first(db, WITHOUT_WORDS, &keys[WORDS..], sql::one)?
    } else {
        sql::first(db, picked!("COUNT(*)", ""), &keys, sql::one)?
    };
    Ok(count.unwrap_or(0))
}

/// The numbers of all products that a filter picks, in its order.
pub(crate) fn numbers(db: &Connection, filter: &ProductFilter) -> Result<Vec<ProductId>, Error> {
    let question = match (filter.order, filter.descending) {
        (ProductOrder::Name, false) => picked!("id", "ORDER BY name, id"),
        (ProductOrder::Name, true) => picked!("id", "ORDER BY name DESC, id DESC"),
        (ProductOrder::Sku, false) => picked!("id", "ORDER BY sku, id"),
        (ProductOrder::Sku, true) => picked!("id", "ORDER BY sku DESC, id DESC"),
        (ProductOrder::Newest, _) => picked!("id", "ORDER BY id DESC"),
    };
    sql::all(db, question, &Picked::of(filter).keys(), sql::one)
}

/// A pattern for each word of a search; what is left over finds everything.
pub(crate) fn patterns(text: &str) -> [String; WORDS] {
    let mut words = text.split_whitespace();
    let mut patterns =
        std::array::from_fn(|_| words.next().map_or_else(|| "%".to_owned(), pattern));
    if let Some(last) = patterns.last_mut() {
        for word in words {
            last.push_str(&pattern(word));
        }
    }
    patterns
}

/// A pattern that finds the text anywhere, taking its own signs as they stand.
fn pattern(text: &str) -> String {
    let mut pattern = String::from("%");
    for letter in text.to_lowercase().chars() {
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
    use super::patterns;

    #[test]
    fn a_search_takes_signs_as_they_stand_and_words_in_any_order() {
        let cases = [
            ("", ["%", "%", "%"]),
            (" Kopi ", ["%kopi%", "%", "%"]),
            ("50%_! É", ["%50!%!_!!%", "%é%", "%"]),
            ("a b c d", ["%a%", "%b%", "%c%%d%"]),
        ];
        for (text, expected) in cases {
            assert_eq!(patterns(text), expected);
        }
    }
}
