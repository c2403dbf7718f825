//! Every statement of this crate goes by a key: what the whole contract and every
//! list ask is noted here and held against the engine's plans.

use std::{cell::RefCell, collections::BTreeSet};

use nusa_facts::{ProductId, stock::Location};

use crate::{
    Options, OrderFilter, Period, PriceFilter, ProductFilter, Rank, RatingFilter, SaleFilter,
    SqliteReader, SqliteStore,
    conformance::{
        self,
        samples::{BRANCH, day, id},
    },
    sqlite::Seat,
};

thread_local! {
    static ASKED: RefCell<BTreeSet<String>> = const { RefCell::new(BTreeSet::new()) };
}

/// Notes a statement of this thread.
pub(super) fn note(text: &str) {
    ASKED.with_borrow_mut(|asked| {
        if !asked.contains(text) {
            asked.insert(text.to_owned());
        }
    });
}

/// Tables that grow with every sale or with the catalogue.
const LARGE: &[&str] = &[
    "bill",
    "command",
    "doc",
    "envelope",
    "guest_order",
    "head",
    "level",
    "moved_line",
    "movement",
    "rated_line",
    "rating",
    "roll_hour",
    "roll_product",
    "roll_stars",
    "sale",
];

/// What may walk a large table, and why.
const MAY_WALK: &[(&str, &str)] = &[
    (
        "FROM head WHERE scope = ?",
        "a stream is dropped as a whole",
    ),
    (
        "AND gone = 1 AND stamp <= ?",
        "tombstones are forgotten in their order of change",
    ),
    ("SELECT id FROM shift", "few"),
    (
        "l.place >= 'transit:' AND l.place < 'transit;'",
        "roads are few beside sales",
    ),
    (
        "SELECT product, milli FROM level WHERE place = ? ORDER BY product",
        "a place as a whole, for a list that is ordered by level",
    ),
    ("ORDER BY ord", "a journal is read in its order"),
    ("ORDER BY ord DESC", "a journal is read in its order"),
    (
        "FROM sale WHERE branch = ? AND business_date",
        "a page of a list, by day",
    ),
];

fn ask_everything(store: &mut SqliteStore, reader: &SqliteReader) {
    let period = Period {
        branch: None,
        from: day(),
        to: day(),
    };
    let sales = SaleFilter {
        limit: 9,
        branch: Some(BRANCH),
        ..SaleFilter::default()
    };
    reader.sales(&sales).unwrap();
    let orders = OrderFilter {
        branch: BRANCH,
        from: day(),
        to: day(),
        state: None,
        after: None,
        limit: 9,
    };
    reader.orders_of_days(&orders).unwrap();
    let mut ratings = RatingFilter {
        period: Period {
            branch: Some(BRANCH),
            ..period
        },
        product: None,
        stars: None,
        after: None,
        limit: 9,
    };
    reader.ratings(&ratings).unwrap();
    ratings.product = Some(ProductId(1));
    reader.ratings(&ratings).unwrap();
    reader.stars(&ratings.period).unwrap();
    reader.repeated(None).unwrap();
    reader.shifts(BRANCH, None, 9).unwrap();
    reader.shifts(BRANCH, Some(id(1)), 9).unwrap();
    reader.cash(BRANCH, id(1)).unwrap();
    reader.trade_by_day(&period).unwrap();
    reader.trade_by_hour(&period).unwrap();
    reader.trade_by_branch(&period).unwrap();
    reader.trade_by_staff(&period).unwrap();
    reader.methods(&period).unwrap();
    for rank in [Rank::Best, Rank::Least] {
        reader.products_sold(&period, rank, 9).unwrap();
    }
    reader.levels(Location::Warehouse, None, 9).unwrap();
    reader.movements(BRANCH, ProductId(1), None, 9).unwrap();
    reader.in_transit().unwrap();
    reader.products(&ProductFilter::default()).unwrap();
    reader.seals(BRANCH).unwrap();
    reader.latest(BRANCH, None, 9).unwrap();
    ask_for_the_office(reader);
    crate::verify::tails(store.db(), 9).unwrap();
}

fn ask_for_the_office(reader: &SqliteReader) {
    reader.hours_of(None, day()).unwrap();
    reader.sold_on(None, day()).unwrap();
    reader.lowest(Location::Warehouse, 9, 9).unwrap();
    reader.products_counted().unwrap();
    reader.latest_received(None, 9, 9).unwrap();
    reader.latest_received(Some(BRANCH), 9, 9).unwrap();
    reader.received_at(BRANCH, id(1)).unwrap();
    reader.shelves_of(ProductId(1)).unwrap();
    reader.price_page(&PriceFilter::default()).unwrap();
    reader
        .prices_matching(&PriceFilter::default(), true)
        .unwrap();
    reader.transfer_page(None, None, 9).unwrap();
    reader.arrivals_of(BRANCH, 9).unwrap();
    reader.shelf(Location::Warehouse).unwrap();
    reader.short_on_roads().unwrap();
}

/// The steps of a statement's plan that find rows of a large table by fewer than two columns.
fn walks(reader: &SqliteReader, statement: &str) -> Vec<String> {
    let explained = format!("EXPLAIN QUERY PLAN {statement}");
    let mut plan = reader.db().prepare(&explained).unwrap();
    let marks = vec![1_i64; plan.parameter_count()];
    let steps = plan.query_map(rusqlite::params_from_iter(marks), |row| {
        row.get::<_, String>(3)
    });
    let walks = |step: &String| {
        let table = step.split_whitespace().nth(1).unwrap_or_default();
        let alias = |table: &&str| {
            statement.contains(&format!(
                "{table} {}",
                step.split_whitespace().nth(1).unwrap_or("?")
            ))
        };
        let large = LARGE.contains(&table) || LARGE.iter().any(alias);
        let ranged = usize::from(step.contains(">?") || step.contains("<?"));
        let columns = step.matches("=?").count() + ranged;
        large && columns < 2
    };
    steps.unwrap().map(Result::unwrap).filter(walks).collect()
}

#[test]
fn d1_37_no_statement_walks_a_table_that_grows_with_sales() {
    let directory = tempfile::tempdir().unwrap();
    let options = Options {
        ballast_bytes: 0,
        ..Options::default()
    };
    let mut store = SqliteStore::open(&directory.path().join("a"), &options).unwrap();
    let reader = SqliteReader::open(&directory.path().join("a")).unwrap();
    ask_everything(&mut store, &reader);
    let mut n = 0;
    conformance::run(|| {
        n += 1;
        SqliteStore::open(&directory.path().join(n.to_string()), &options).unwrap()
    });
    let asked = ASKED.with_borrow(Clone::clone);
    assert!(60 < asked.len(), "{} statements", asked.len());
    let verbs = ["SELECT", "UPDATE", "DELETE"];
    let asks = |text: &&String| verbs.iter().any(|verb| text.starts_with(verb));
    let may = |text: &&String| MAY_WALK.iter().any(|(part, _)| text.contains(part));
    let walking: Vec<_> = asked
        .iter()
        .filter(asks)
        .filter(|text| !may(text))
        .map(|text| (text, walks(&reader, text)))
        .filter(|(_, walks)| !walks.is_empty())
        .collect();
    assert!(walking.is_empty(), "{walking:#?}");
}
