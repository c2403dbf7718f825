//! Stock at a place, its history, goods on the road; products by search and page.

use nusa_facts::{
    CENTRE, CategoryId, Hash, Millis, ProductId,
    master::{Entity, Scope},
    stock::Location,
};
use nusa_rules::{
    Delta,
    rows::{ArrivalRow, TransferRow},
};
use nusa_store::{
    Error, ProductFilter, ProductOrder, Tx,
    conformance::samples::{BRANCH, id, movement, product, transfer},
    sqlite::SqliteTx,
};

use crate::shop::shop;

const SHELF: Location = Location::Branch(BRANCH);

fn sent(n: u32) -> Delta {
    Delta::Dispatched(TransferRow {
        id: transfer(n),
        doc: id(n),
        dispatch: Hash::ZERO,
        from: Location::Warehouse,
        to: SHELF,
        at: Millis(i64::from(n)),
    })
}

/// Two transfers were sent, the first arrived with a loss, two products were sold.
fn trade(tx: &mut SqliteTx<'_>) -> Result<(), Error> {
    let (road, buyer) = (Location::Transit(transfer(1)), Location::Customer);
    let moved = |n, line, from, to, milli| Delta::Moved(movement(n, line, from, to, milli));
    tx.apply(CENTRE, &[sent(1), sent(2)])?;
    let came = ArrivalRow {
        id: transfer(1),
        doc: id(4),
        at: Millis(9),
    };
    let whole = moved(4, 0, road, SHELF, 3_000);
    let broken = moved(4, 0, road, Location::Waste, 1_000);
    tx.apply(BRANCH, &[Delta::Arrived(came), whole, broken])?;
    tx.apply(
        BRANCH,
        &[
            moved(5, 0, SHELF, buyer, 500),
            moved(5, 1, SHELF, buyer, 700),
        ],
    )
}

#[test]
fn r32_stock_is_listed_with_its_history_and_what_is_on_the_road() {
    let shop = shop(trade);
    let reader = &shop.reader;
    let levels = reader.levels(SHELF, None, 10).unwrap();
    assert_eq!(levels, [(ProductId(10), 2_500), (ProductId(11), -700)]);
    assert_eq!(
        reader.levels(SHELF, Some(ProductId(10)), 10).unwrap(),
        levels[1..]
    );
    let all = [(id(5), 500), (id(4), 3_000), (id(4), 1_000)];
    // A document is never cut by the end of a page.
    let cases = [
        (None, 10, &all[..]),
        (None, 2, &all),
        (None, 1, &all[..1]),
        (Some(id(5)), 1, &all[1..]),
    ];
    for (before, limit, expected) in cases {
        let rows = reader
            .movements(BRANCH, ProductId(10), before, limit)
            .unwrap();
        let found: Vec<_> = rows.iter().map(|row| (row.doc, row.milli)).collect();
        assert_eq!(found, expected, "{before:?} {limit}");
    }
    let road = reader.in_transit().unwrap();
    let road: Vec<_> = road
        .into_iter()
        .map(|(sender, row)| (sender, row.id))
        .collect();
    assert_eq!(road, [(CENTRE, transfer(2))]);
}

/// Five products, the last of them retired, in two categories.
fn catalogue(tx: &mut SqliteTx<'_>) -> Result<(), Error> {
    let names = ["Kopi Susu", "Teh Manis", "Kopi 50%", "ÉCLAIR", "kopi susu"];
    for (n, name) in (1..).zip(names) {
        let mut row = product(n, name);
        if let Entity::Product(row) = &mut row {
            row.category = CategoryId(n % 2);
            row.retired = n == 5;
        }
        tx.put(Scope::Company, n.into(), &row.key(), Some(&row))?;
    }
    Ok(())
}

#[test]
fn products_are_searched_in_any_case_and_paged() {
    let shop = shop(catalogue);
    let cases: &[(&str, &[u32])] = &[
        ("limit=9", &[3, 1, 2, 4]),
        ("limit=9 text=KOPI", &[3, 1]),
        ("limit=9 text=kopi retired=both", &[3, 1, 5]),
        ("limit=9 text=kopi retired=yes", &[5]),
        ("limit=9 text=susu_kopi", &[1]),
        ("limit=9 order=-name", &[4, 2, 1, 3]),
        ("limit=9 order=sku", &[1, 2, 3, 4]),
        ("limit=9 order=newest", &[4, 3, 2, 1]),
        ("limit=2 order=-name after=1", &[3]),
        ("limit=9 text=50%", &[3]),
        ("limit=9 text=%", &[3]),
        ("limit=9 text=éclair", &[4]),
        ("limit=9 text=sku-2", &[2]),
        ("limit=9 text=8993", &[3]),
        ("limit=9 text=susu_es", &[]),
        ("limit=9 category=0", &[2, 4]),
        ("limit=9 after=1", &[2, 4]),
        ("limit=1", &[3]),
    ];
    for (words, expected) in cases {
        let rows = shop.reader.products(&filter(words)).unwrap();
        let found: Vec<_> = rows.iter().map(|row| row.id.0).collect();
        assert_eq!(found, *expected, "{words}");
        if !words.contains("after") && !words.contains("limit=1") {
            let count = shop.reader.products_matching(&filter(words)).unwrap();
            assert_eq!(count, expected.len() as u64, "{words}");
            let all = shop.reader.product_numbers(&filter(words)).unwrap();
            assert_eq!(
                all,
                rows.iter().map(|row| row.id).collect::<Vec<_>>(),
                "{words}"
            );
        }
    }
}

fn filter(words: &str) -> ProductFilter {
    let mut filter = ProductFilter {
        retired: Some(false),
        ..ProductFilter::default()
    };
    for (name, value) in words.split(' ').map(|word| word.split_once('=').unwrap()) {
        match name {
            "text" => filter.text = value.replace('_', " "),
            "category" => filter.category = Some(CategoryId(value.parse().unwrap())),
            "retired" => filter.retired = (value == "yes").then_some(true),
            "order" => {
                filter.descending = value.starts_with('-');
                filter.order = match value.trim_start_matches('-') {
                    "sku" => ProductOrder::Sku,
                    "newest" => ProductOrder::Newest,
                    _ => ProductOrder::Name,
                }
            }
            "limit" => filter.limit = value.parse().unwrap(),
            _ => filter.after = Some(("Kopi Susu".to_owned(), ProductId(value.parse().unwrap()))),
        }
    }
    filter
}
