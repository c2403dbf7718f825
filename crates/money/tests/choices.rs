//! Which price, which tax version and which order of discounts: tables of cases.

use nusa_money::dated_tax::{valid_on, DatedTax};
use nusa_money::price::resolve;
use nusa_money::{
    currency, quote, settle, text, Amount, BillDiscount, Cart, CivilDate, CoinRule, Discount, Line,
    Payment, Place, PriceVersion, Promo, Quantity, Scope, Settings, Tax, Tender, TenderKind,
};

const PLACE: Place = Place {
    region: Some(3),
    branch: 7,
};

/// `(id, scope, min quantity, valid from, valid to)`; the amount is the id.
fn versions(rows: &[(i64, Scope, i64, i64, Option<i64>)]) -> Vec<PriceVersion> {
    let version =
        |&(id, scope, min, valid_from, valid_to): &(i64, Scope, i64, i64, Option<i64>)| {
            PriceVersion {
                id,
                scope,
                amount: Amount(id),
                min_quantity: Quantity(min),
                valid_from,
                valid_to,
            }
        };
    rows.iter().map(version).collect()
}

#[test]
fn the_price_that_holds_is_the_nearest_then_the_largest_then_the_latest() {
    use Scope::{Branch, Company, Region};
    let list = versions(&[
        (1, Company, 0, 100, None),
        (2, Company, 0, 200, Some(300)),
        (3, Company, 12_000, 100, None),
        (4, Region(3), 0, 400, Some(500)),
        (5, Region(9), 0, 0, None),
        (6, Branch(7), 24_000, 100, None),
        (7, Branch(8), 0, 0, None),
        (8, Region(3), 0, 400, Some(500)),
    ]);
    let cases = [
        ("before all of them", 99, 1_000, None),
        ("the first moment", 100, 1_000, Some(1)),
        ("a later one while it lasts", 200, 1_000, Some(2)),
        ("its last moment", 299, 1_000, Some(2)),
        ("its end is not in it", 300, 1_000, Some(1)),
        ("a dozen beats a later price for one", 250, 12_000, Some(3)),
        ("not quite a dozen", 250, 11_999, Some(2)),
        (
            "the region beats the company's dozen; of two equals the newer id",
            450,
            12_000,
            Some(8),
        ),
        (
            "the branch beats the region once its quantity is reached",
            450,
            24_000,
            Some(6),
        ),
        ("the region's end", 500, 1_000, Some(1)),
    ];
    for (what, at, quantity, expected) in cases {
        let held = resolve(&list, PLACE, at, Quantity(quantity)).map(|version| version.id);
        assert_eq!(held, expected, "{what}");
    }
    let nowhere = Place {
        region: None,
        branch: 1,
    };
    assert_eq!(
        resolve(&list, nowhere, 450, Quantity(1000)).map(|version| version.id),
        Some(1)
    );
    assert_eq!(resolve(&[], PLACE, 450, Quantity(1000)), None);
}

#[test]
fn luxury_goods_had_the_small_base_in_january_2025_only() {
    let day = |year, month, day| CivilDate { year, month, day };
    let version = |base_num, valid_from, valid_to| DatedTax {
        tax: Tax {
            code: "PPN_MEWAH".into(),
            base_num,
            ..Tax::ppn()
        },
        valid_from,
        valid_to,
    };
    let list = [
        version(12, day(2025, 2, 1), None),
        version(11, day(2025, 1, 1), Some(day(2025, 1, 31))),
    ];
    let cases = [
        (day(2024, 12, 31), None),
        (day(2025, 1, 1), Some(11)),
        (day(2025, 1, 31), Some(11)),
        (day(2025, 2, 1), Some(12)),
    ];
    for (date, expected) in cases {
        assert_eq!(
            valid_on(&list, "PPN_MEWAH", date).map(|tax| tax.base_num),
            expected,
            "{date}"
        );
    }
    assert_eq!(valid_on(&list, "PPN", day(2025, 1, 1)), None);
}

#[test]
fn bill_discounts_run_rates_first_and_the_largest_first() {
    let amount = |off| BillDiscount::new(Discount::Amount(Amount(off)));
    let rate = |ppm| BillDiscount::new(Discount::Percent(ppm));
    let first = BillDiscount {
        cap: Some(Amount(1)),
        ..rate(50_000)
    };
    let mut list = [
        amount(5_000),
        first,
        amount(9_000),
        rate(100_000),
        rate(50_000),
    ];
    BillDiscount::put_in_order(&mut list);
    assert_eq!(
        list,
        [
            rate(100_000),
            first,
            rate(50_000),
            amount(9_000),
            amount(5_000)
        ]
    );
}

#[test]
fn a_discount_begins_at_its_minimum_and_ends_at_its_cap() {
    let cases = [
        // price, minimum, cap, discount of 10 %
        (10_000, 10_000, None, 1_000),
        (9_999, 10_000, None, 0),
        (10_000, 0, Some(999), 999),
        (10_000, 0, Some(1_001), 1_000),
    ];
    for (price, minimum, cap, expected) in cases {
        let entry = BillDiscount {
            cap: cap.map(Amount),
            min_spend: Amount(minimum),
            ..BillDiscount::new(Discount::Percent(100_000))
        };
        let cart = Cart {
            lines: vec![Line::new(Amount(price), Quantity(1000))],
            bill_discounts: vec![entry],
            ..Cart::default()
        };
        let bill = quote(&Settings::default(), &cart, &Payment::default())
            .expect("a bill")
            .bill;
        assert_eq!(
            bill.bill_discounts,
            [Amount(expected)],
            "{entry:?} on {price}"
        );
    }
}

#[test]
fn a_piece_of_three_for_ten_thousand_is_free_at_the_price_of_one() {
    let mut line = Line::new(Amount(10_000), Quantity(6_000));
    line.per = Quantity(3_000);
    let promos = vec![Promo::BuyXGetY {
        lines: vec![0],
        buy: 5,
        free: 1,
    }];
    let cart = Cart {
        lines: vec![line],
        promos,
        ..Cart::default()
    };
    let bill = quote(&Settings::default(), &cart, &Payment::default())
        .expect("a bill")
        .bill;
    assert_eq!(
        (bill.gross, bill.promos[0]),
        (Amount(20_000), Amount(3_333))
    );
}

#[test]
fn a_million_pieces_are_no_more_work_than_one() {
    let lines = vec![Line::new(Amount(1), Quantity(1_000_000_000)); 1000];
    let promos = vec![Promo::BuyXGetY {
        lines: (0..1000).collect(),
        buy: 1,
        free: 1,
    }];
    let cart = Cart {
        lines,
        promos,
        ..Cart::default()
    };
    let bill = quote(&Settings::default(), &cart, &Payment::default())
        .expect("a bill")
        .bill;
    assert_eq!(bill.total, Amount(500_000_000));
}

#[test]
fn an_open_bill_is_settled_without_its_lines() {
    let cash = |amount| Tender {
        method: 0,
        kind: TenderKind::Cash,
        amount: Amount(amount),
    };
    let cases = [
        // total, tip, cash, rounding, change, balance
        (31_763, 0, vec![], 0, 0, 31_763),
        (31_763, 0, vec![cash(50_000)], 37, 18_200, 0),
        (31_763, 0, vec![cash(20_000), cash(20_000)], 37, 8_200, 0),
        (31_749, 0, vec![cash(30_000)], -49, 0, 1_700),
        (31_749, 51, vec![cash(31_800)], 0, 0, 0),
        (0, 0, vec![cash(0)], 0, 0, 0),
    ];
    for (total, tip, tenders, rounding, change, balance) in cases {
        let payment = Payment {
            tip: Amount(tip),
            tenders,
        };
        let done = settle(&Settings::default(), Amount(total), &payment).expect("a settlement");
        let got = (done.rounding.0, done.change.0, done.balance.0);
        assert_eq!(got, (rounding, change, balance), "{total} with {payment:?}");
    }
}

#[test]
fn the_three_usual_coin_rules() {
    for (rule, expected) in [
        (CoinRule::nearest(100), [31_700, 31_700, 31_800, 31_800]),
        (CoinRule::down(100), [31_700, 31_700, 31_700, 31_700]),
        (CoinRule::up(100), [31_700, 31_800, 31_800, 31_800]),
        (CoinRule::nearest(5), [31_700, 31_750, 31_750, 31_765]),
    ] {
        for (amount, expected) in [31_700, 31_749, 31_750, 31_763].into_iter().zip(expected) {
            assert_eq!(
                rule.apply(Amount(amount)),
                Ok(Amount(expected)),
                "{amount} by {rule:?}"
            );
        }
    }
}

/// Day after day through two eras of 400 years, counted by hand.
#[test]
fn the_calendar_knows_every_day_from_1600_to_2400() {
    let leap = |year: i32| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let mut days = -135_140;
    for year in 1600..=2400 {
        let february = if leap(year) { 29 } else { 28 };
        for (month, length) in (1..).zip([31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]) {
            for day in 1..=length {
                assert_eq!(
                    CivilDate::from_days(days),
                    Ok(CivilDate { year, month, day }),
                    "day {days}"
                );
                days += 1;
            }
        }
    }
    assert_eq!(
        CivilDate::from_days(0)
            .map(|date| date.to_string())
            .as_deref(),
        Ok("1970-01-01")
    );
}

#[test]
fn amounts_in_columns_have_no_symbol() {
    let usd = currency::by_code("USD").expect("a known currency");
    let cases = [
        (0, currency::IDR, "0"),
        (-37, currency::IDR, "-37"),
        (999, currency::IDR, "999"),
        (1_000, currency::IDR, "1.000"),
        (i64::MIN, currency::IDR, "-9.223.372.036.854.775.808"),
        (-5, usd, "-0,05"),
        (100_000, usd, "1.000,00"),
    ];
    for (amount, currency, expected) in cases {
        assert_eq!(text::plain(Amount(amount), currency), expected);
    }
    // ISO 4217 keeps this code for "no currency".
    assert_eq!(currency::by_code("XXX"), None);
}
