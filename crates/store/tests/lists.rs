//! Lists and reports over a small chain of two branches.

use nusa_facts::{
    BranchId, BusinessDate, CENTRE, CategoryId, ProductId, StaffId,
    master::{Entity, Scope},
    sale::Method,
    stock::Location,
};
use nusa_rules::{
    Delta,
    rows::{RepeatedRow, TransferRow},
};
use nusa_store::{
    Error, Look, Options, Period, ProductFilter, Rank, SaleFilter, SqliteReader, SqliteStore,
    Store, Tx,
    conformance::samples::{
        BRANCH, cash, chain, day, doc, id, movement, number, placed, product, sale_deltas, shift,
        transfer,
    },
};

const OTHER: BranchId = BranchId(9);

struct Shop {
    reader: SqliteReader,
    _store: SqliteStore,
    _directory: tempfile::TempDir,
}

fn shop(fill: impl FnOnce(&mut nusa_store::sqlite::SqliteTx<'_>) -> Result<(), Error>) -> Shop {
    let directory = tempfile::tempdir().unwrap();
    let options = Options {
        ballast_bytes: 0,
        ..Options::default()
    };
    let mut store = SqliteStore::open(directory.path(), &options).unwrap();
    store
        .transact(|tx| {
            tx.open_chain(CENTRE, chain(1), 1)?;
            tx.open_chain(BRANCH, chain(1), 1)?;
            tx.open_chain(OTHER, chain(2), 1)?;
            fill(tx)
        })
        .unwrap();
    let reader = SqliteReader::open(directory.path()).unwrap();
    Shop {
        reader,
        _store: store,
        _directory: directory,
    }
}

/// Sales 2 to 6 of 100, 200 … at one branch, 7 and 8 at the other, the last by QRIS a day later.
fn two_branches() -> Shop {
    shop(|tx| {
        tx.apply(
            BRANCH,
            &[Delta::ShiftOpened(shift()), Delta::Cash(cash(9, 50))],
        )?;
        for n in 2..=6 {
            tx.apply(BRANCH, &sale_deltas(n, i64::from(n - 1) * 100))?;
        }
        tx.apply(OTHER, &sale_deltas(7, 1_000))?;
        tx.apply(OTHER, &tomorrow(sale_deltas(8, 2_000)))
    })
}

fn next_day() -> BusinessDate {
    BusinessDate::parse("2026-11-24").unwrap()
}

fn tomorrow(mut deltas: Vec<Delta>) -> Vec<Delta> {
    for delta in &mut deltas {
        match delta {
            Delta::Sale(row) => {
                row.business_date = next_day();
                row.method = Method::Qris;
                row.shift = None;
            }
            Delta::Hour { date, .. } | Delta::Staff { date, .. } | Delta::Product { date, .. } => {
                *date = next_day();
            }
            Delta::Method { date, method, .. } => {
                *date = next_day();
                *method = Method::Qris;
            }
            _ => {}
        }
    }
    deltas
}

#[test]
fn sales_are_filtered_and_paged() {
    let shop = two_branches();
    let ids = |filter: &SaleFilter| -> Vec<_> {
        shop.reader
            .sales(filter)
            .unwrap()
            .into_iter()
            .map(|(_, row)| row.id)
            .collect()
    };
    let all = SaleFilter {
        limit: 100,
        ..SaleFilter::default()
    };
    let here = SaleFilter {
        branch: Some(BRANCH),
        ..all.clone()
    };
    let page = SaleFilter {
        limit: 2,
        after: Some((day(), id(5))),
        ..here.clone()
    };
    let cases = [
        (all.clone(), vec![8, 7, 6, 5, 4, 3, 2]),
        (
            SaleFilter {
                limit: 3,
                ..all.clone()
            },
            vec![8, 7, 6],
        ),
        (
            SaleFilter {
                limit: 0,
                ..all.clone()
            },
            vec![8],
        ),
        (
            SaleFilter {
                branch: Some(OTHER),
                ..all.clone()
            },
            vec![8, 7],
        ),
        (
            SaleFilter {
                to: Some(day()),
                branch: Some(OTHER),
                ..all.clone()
            },
            vec![7],
        ),
        (
            SaleFilter {
                from: Some(next_day()),
                ..all.clone()
            },
            vec![8],
        ),
        (
            SaleFilter {
                method: Some(Method::Qris),
                ..all.clone()
            },
            vec![8],
        ),
        (
            SaleFilter {
                method: Some(Method::Debit),
                ..all.clone()
            },
            vec![],
        ),
        (
            SaleFilter {
                shift: Some(id(1)),
                limit: 2,
                ..all.clone()
            },
            vec![7, 6],
        ),
        (page.clone(), vec![4, 3]),
        (
            SaleFilter {
                after: Some((day(), id(3))),
                ..page
            },
            vec![2],
        ),
        (
            SaleFilter {
                after: Some((next_day(), id(8))),
                ..all
            },
            vec![7, 6, 5, 4, 3, 2],
        ),
    ];
    for (filter, expected) in cases {
        let expected: Vec<_> = expected.into_iter().map(id).collect();
        assert_eq!(ids(&filter), expected, "{filter:?}");
    }
}

#[test]
fn reports_come_from_roll_ups() {
    let shop = two_branches();
    let reader = &shop.reader;
    let both = Period {
        branch: None,
        from: day(),
        to: next_day(),
    };
    let here = Period {
        branch: Some(BRANCH),
        ..both
    };
    let today = Period { to: day(), ..both };
    let total = |period: &Period| -> i64 {
        reader
            .trade_by_day(period)
            .unwrap()
            .iter()
            .map(|(_, sums)| sums.total)
            .sum()
    };
    for (period, expected) in [(both, 4_500), (here, 1_500), (today, 2_500)] {
        assert_eq!(total(&period), expected, "{period:?}");
    }
    let days = reader.trade_by_day(&both).unwrap();
    assert_eq!(
        days.iter()
            .map(|(day, sums)| (*day, sums.sales))
            .collect::<Vec<_>>(),
        [(day(), 6), (next_day(), 1)]
    );
    let hours = reader.trade_by_hour(&both).unwrap();
    assert_eq!(
        hours
            .iter()
            .map(|(hour, sums)| (*hour, sums.payable))
            .collect::<Vec<_>>(),
        [(9, 4_500)]
    );
    let branches = reader.trade_by_branch(&both).unwrap();
    assert_eq!(
        branches
            .iter()
            .map(|(branch, sums)| (*branch, sums.total))
            .collect::<Vec<_>>(),
        [(BRANCH, 1_500), (OTHER, 3_000)]
    );
    let staff = reader.trade_by_staff(&here).unwrap();
    assert_eq!(
        (staff.len(), staff[0].0, staff[0].1.gross),
        (1, StaffId(3), 1_500)
    );
    let methods = reader.methods(&both).unwrap();
    let amounts: Vec<_> = methods
        .iter()
        .map(|(method, sums)| (*method, sums.amount))
        .collect();
    assert_eq!(amounts, [(Method::Cash, 2_500), (Method::Qris, 2_000)]);
    let nothing = Period {
        branch: Some(BranchId(77)),
        ..both
    };
    assert!(reader.trade_by_day(&nothing).unwrap().is_empty());
}

#[test]
fn products_are_ranked_by_what_stays_sold() {
    let shop = shop(|tx| {
        for (n, product, sold, returned) in [(2, 10, 5, 4), (3, 11, 3, 0), (4, 12, 2, 0)] {
            let mut deltas = sale_deltas(n, 100);
            for delta in &mut deltas {
                if let Delta::Product {
                    product: of, add, ..
                } = delta
                {
                    *of = ProductId(product);
                    (add.sold_milli, add.returned_milli) = (sold * 1_000, returned * 1_000);
                }
            }
            tx.apply(BRANCH, &deltas)?;
        }
        Ok(())
    });
    let period = Period {
        branch: None,
        from: day(),
        to: day(),
    };
    let ranked = |rank, limit| -> Vec<u32> {
        let rows = shop.reader.products_sold(&period, rank, limit).unwrap();
        rows.iter().map(|(product, _)| product.0).collect()
    };
    assert_eq!(ranked(Rank::Best, 9), [11, 12, 10]);
    assert_eq!(ranked(Rank::Best, 1), [11]);
    assert_eq!(ranked(Rank::Least, 2), [10, 12]);
}

#[test]
fn stock_is_listed_with_its_history() {
    let (shelf, road) = (Location::Branch(BRANCH), Location::Transit(transfer(1)));
    let sent = |n| TransferRow {
        id: transfer(n),
        doc: id(n),
        dispatch: nusa_facts::Hash::ZERO,
        from: Location::Warehouse,
        to: shelf,
        at: nusa_facts::Millis(i64::from(n)),
    };
    let shop = shop(|tx| {
        let moved = |n, line, from, to, milli| Delta::Moved(movement(n, line, from, to, milli));
        tx.apply(
            CENTRE,
            &[Delta::Dispatched(sent(1)), Delta::Dispatched(sent(2))],
        )?;
        let came = nusa_rules::rows::ArrivalRow {
            id: transfer(1),
            doc: id(4),
            at: nusa_facts::Millis(9),
        };
        tx.apply(BRANCH, &[Delta::Arrived(came)])?;
        tx.apply(
            BRANCH,
            &[
                moved(4, 0, road, shelf, 3_000),
                moved(4, 0, road, Location::Waste, 1_000),
            ],
        )?;
        tx.apply(
            BRANCH,
            &[
                moved(5, 0, shelf, Location::Customer, 500),
                moved(5, 1, shelf, Location::Customer, 700),
            ],
        )
    });
    let reader = &shop.reader;
    let levels = reader.levels(shelf, None, 10).unwrap();
    assert_eq!(levels, [(ProductId(10), 2_500), (ProductId(11), -700)]);
    assert_eq!(
        reader.levels(shelf, Some(ProductId(10)), 10).unwrap(),
        levels[1..]
    );
    let history = |before, limit| -> Vec<_> {
        let rows = reader
            .movements(BRANCH, ProductId(10), before, limit)
            .unwrap();
        rows.iter().map(|row| (row.doc, row.milli)).collect()
    };
    assert_eq!(
        history(None, 10),
        [(id(5), 500), (id(4), 3_000), (id(4), 1_000)]
    );
    assert_eq!(
        history(None, 2),
        [(id(5), 500), (id(4), 3_000), (id(4), 1_000)],
        "a document is not cut"
    );
    assert_eq!(history(Some(id(5)), 1), [(id(4), 3_000), (id(4), 1_000)]);
    let road: Vec<_> = reader
        .in_transit()
        .unwrap()
        .into_iter()
        .map(|(sender, row)| (sender, row.id))
        .collect();
    assert_eq!(
        road,
        [(CENTRE, transfer(2))],
        "r32_ what has not arrived is on the road"
    );
}

#[test]
fn products_are_searched_in_any_case_and_paged() {
    let shop = shop(|tx| {
        let named = [
            (1, "Kopi Susu"),
            (2, "Teh Manis"),
            (3, "Kopi 50%"),
            (4, "ÉCLAIR"),
            (5, "kopi susu"),
        ];
        for (n, name) in named {
            let mut row = product(n, name);
            if let Entity::Product(row) = &mut row {
                row.category = CategoryId(n % 2);
                row.retired = n == 5;
            }
            tx.put(Scope::Company, n.into(), &row.key(), Some(&row))?;
        }
        Ok(())
    });
    let ids = |filter: &ProductFilter| -> Vec<u32> {
        shop.reader
            .products(filter)
            .unwrap()
            .iter()
            .map(|row| row.id.0)
            .collect()
    };
    let text = |text: &str| ProductFilter {
        text: text.to_owned(),
        limit: 10,
        ..ProductFilter::default()
    };
    let cases = [
        (text(""), vec![3, 1, 2, 4]),
        (text("KOPI"), vec![3, 1]),
        (
            ProductFilter {
                retired: true,
                ..text("kopi")
            },
            vec![3, 1, 5],
        ),
        (text("50%"), vec![3]),
        (text("%"), vec![3]),
        (text("éclair"), vec![4]),
        (text("sku-2"), vec![2]),
        (text("8993"), vec![3]),
        (text("_"), vec![]),
        (
            ProductFilter {
                category: Some(CategoryId(0)),
                ..text("")
            },
            vec![2, 4],
        ),
        (
            ProductFilter {
                after: Some(("Kopi Susu".to_owned(), ProductId(1))),
                ..text("")
            },
            vec![2, 4],
        ),
        (
            ProductFilter {
                limit: 1,
                ..text("")
            },
            vec![3],
        ),
    ];
    for (filter, expected) in cases {
        assert_eq!(ids(&filter), expected, "{filter:?}");
    }
}

#[test]
fn the_rest_is_listed_too() {
    let shop = shop(|tx| {
        let docs = vec![id(2), id(3)];
        tx.apply(
            BRANCH,
            &[Delta::ShiftOpened(shift()), Delta::Cash(cash(9, 50))],
        )?;
        tx.apply(
            CENTRE,
            &[Delta::Repeated(RepeatedRow {
                branch: BRANCH,
                number: number(2),
                docs,
            })],
        )?;
        tx.apply(OTHER, &sale_deltas(8, 1))?;
        let head = tx.head(CENTRE, chain(1))?.unwrap();
        let docs = [doc(1, "a"), doc(2, "b"), doc(3, "c")];
        let places = placed(CENTRE, head, &docs);
        places
            .iter()
            .zip(&docs)
            .try_for_each(|(place, doc)| tx.append(place, doc).map(|_| ()))?;
        tx.apply(
            BRANCH,
            &[Delta::Sealed {
                chain: chain(1),
                seq: 3,
                hash: places[2].hash,
                signature: "ab".to_owned(),
                at: nusa_facts::Millis(1),
            }],
        )
    });
    let reader = &shop.reader;
    assert_eq!(reader.shifts(BRANCH, None, 10).unwrap(), [shift()]);
    assert!(reader.shifts(BRANCH, Some(id(1)), 10).unwrap().is_empty());
    assert_eq!(reader.cash(BRANCH, id(1)).unwrap(), [cash(9, 50)]);
    let repeated = reader.repeated(Some(BRANCH)).unwrap();
    assert_eq!(
        (repeated.len(), &repeated[0].docs),
        (1, &vec![id(2), id(3)])
    );
    assert!(reader.repeated(Some(OTHER)).unwrap().is_empty());
    assert_eq!(reader.seals(BRANCH).unwrap().len(), 1);
    let latest = reader.latest(CENTRE, None, 2).unwrap();
    assert_eq!(
        latest.iter().map(|(_, bytes)| bytes).collect::<Vec<_>>(),
        [&doc(3, "c").bytes, &doc(2, "b").bytes]
    );
    assert_eq!(
        reader.latest(CENTRE, Some(latest[1].0), 9).unwrap()[0].1,
        doc(1, "a").bytes
    );
    let here = reader.digests(Some(BRANCH)).unwrap();
    assert_ne!(
        here,
        reader.digests(None).unwrap(),
        "a branch's own rows are hashed alone"
    );
    reader.quick_check().unwrap();
    let seen: Result<usize, Error> = reader.snapshot(|look| Ok(look.writers()?.len()));
    assert_eq!(seen.unwrap(), 3);
}
