//! Sales by filter and page, and reports from roll-ups.

use nusa_facts::{BranchId, BusinessDate, ProductId, StaffId, sale::Method};
use nusa_rules::Delta;
use nusa_store::{
    Period, Rank, SaleFilter, Tx,
    conformance::samples::{BRANCH, cash, day, id, sale_deltas, shift},
};

use crate::shop::{OTHER, Shop, shop};

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
    let cases: &[(&str, &[u32])] = &[
        ("limit=100", &[8, 7, 6, 5, 4, 3, 2]),
        ("limit=3", &[8, 7, 6]),
        ("limit=0", &[8]),
        ("limit=9 branch=9", &[8, 7]),
        ("limit=9 branch=9 to=2026-11-23", &[7]),
        ("limit=9 from=2026-11-24", &[8]),
        ("limit=9 from=2026-11-24 to=2026-11-23", &[]),
        ("limit=9 method=qris", &[8]),
        ("limit=9 method=debit", &[]),
        ("limit=2 shift=1", &[7, 6]),
        ("limit=2 branch=7 after=2026-11-23/5", &[4, 3]),
        ("limit=2 branch=7 after=2026-11-23/3", &[2]),
        ("limit=9 after=2026-11-24/8", &[7, 6, 5, 4, 3, 2]),
    ];
    for (words, expected) in cases {
        let rows = shop.reader.sales(&filter(words)).unwrap();
        let found: Vec<_> = rows.into_iter().map(|(_, row)| row.id).collect();
        let expected: Vec<_> = expected.iter().copied().map(id).collect();
        assert_eq!(found, expected, "{words}");
    }
}

fn filter(words: &str) -> SaleFilter {
    let mut filter = SaleFilter::default();
    for (name, value) in words.split(' ').map(|word| word.split_once('=').unwrap()) {
        let number = || value.parse().unwrap();
        match name {
            "branch" => filter.branch = Some(BranchId(number())),
            "from" => filter.from = BusinessDate::parse(value),
            "to" => filter.to = BusinessDate::parse(value),
            "method" => filter.method = Method::parse(value),
            "shift" => filter.shift = Some(id(number())),
            "limit" => filter.limit = value.parse().unwrap(),
            _ => {
                let (day, sale) = value.split_once('/').unwrap();
                filter.after = Some((BusinessDate::parse(day).unwrap(), id(sale.parse().unwrap())));
            }
        }
    }
    filter
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
