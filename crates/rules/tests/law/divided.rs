//! Bills that are divided: the parts sum to the bill, and are paid as they were
//! divided, whatever changes after that.

use std::collections::BTreeSet;

use nusa_facts::{
    Fact,
    bill::{BillPart, BillSplit},
    master::CoinStep,
};
use nusa_rules::{
    Before, Refusal, Ruling,
    bill::{
        OwedLine, PartLine, PayBill, Reductions, SplitBill, WantedPart, decide_rejoin,
        decide_split, quote_bill,
    },
    command::Discount,
    deltas,
    refusal::Code,
    rows::{BillRow, BillState},
};
use proptest::prelude::*;

use crate::{
    bills::{BILL, bill, desk, ordered, owed, paid, payment, restaurant, supper},
    shop::*,
};

fn part(n: u8, lines: &[(u16, u32)]) -> WantedPart {
    let lines = lines.iter().map(|(line, weight)| PartLine {
        ordered: ordered(1, *line),
        weight: *weight,
    });
    WantedPart {
        bill: id(n),
        payer: None,
        lines: lines.collect(),
    }
}

fn split_of(parts: Vec<WantedPart>) -> SplitBill {
    SplitBill {
        bill: id(BILL),
        version: 4,
        reductions: Reductions::default(),
        parts,
    }
}

fn divided(shop: &Shop, lines: Vec<OwedLine>, parts: Vec<WantedPart>) -> Result<Ruling, Refusal> {
    let row = bill();
    let known = BTreeSet::from([id(BILL)]);
    let desk = desk(shop, &row, lines);
    decide_split(&desk, &known, &cashier(), &shop.moment, &split_of(parts))
}

fn split_fact(ruling: &Ruling) -> &BillSplit {
    match &ruling.fact {
        Fact::BillSplit(fact) => fact,
        other => panic!("not a division: {}", other.kind()),
    }
}

#[test]
fn a_shared_plate_is_divided_to_the_last_rupiah() {
    let shop = restaurant();
    let thirds = vec![
        part(2, &[(0, 1), (1, 1)]),
        part(3, &[(0, 1)]),
        part(4, &[(0, 1)]),
    ];
    let ruling = divided(&shop, supper(&shop), thirds).unwrap();
    let fact = split_fact(&ruling);
    let shares = |of: fn(&BillPart) -> i64| fact.parts.iter().map(of).collect::<Vec<_>>();
    assert_eq!(
        shares(|part| part.lines[0].quantity_milli),
        [667, 667, 666],
        "two coffees among three"
    );
    assert_eq!(shares(|part| part.lines[0].net), [10_000; 3]);
    assert_eq!(fact.parts[0].lines[0].of_milli, Some(2_000));
    assert_eq!(fact.parts[0].lines[1].of_milli, None);
    let sum: i64 = shares(|part| part.total).iter().sum();
    assert_eq!(sum, 56_228);
}

proptest! {
    #[test]
    fn the_parts_of_a_bill_sum_to_it(
        quantities in prop::collection::vec(1_i64..30, 1..12),
        rows in prop::collection::vec(prop::collection::vec(0_u32..4, 4), 12),
        ppm in 0_i64..=50_000,
    ) {
        let shop = restaurant();
        let plenty: Vec<_> = quantities.iter().map(|n| (BAG, n * 1_000)).collect();
        let mut lines = owed(&shop, 1, &plenty);
        for (n, line) in lines.iter_mut().enumerate() {
            if n % 2 == 0 {
                line.line.product = COFFEE;
            }
        }
        let mut parts: Vec<WantedPart> = (0..4).map(|n| part(n + 2, &[])).collect();
        for (line, row) in rows.iter().take(lines.len()).enumerate() {
            for (p, weight) in row.iter().enumerate() {
                // Somebody takes each line, and everybody takes something.
                let weight = if line % 4 == p { weight + 1 } else { *weight };
                if weight > 0 {
                    let ordered = ordered(1, u16::try_from(line).unwrap());
                    parts[p].lines.push(PartLine { ordered, weight });
                }
            }
        }
        parts.retain(|part| !part.lines.is_empty());
        prop_assume!(parts.len() > 1);
        let row = bill();
        let desk = desk(&shop, &row, lines);
        let wanted = SplitBill {
            reductions: Reductions { lines: Vec::new(), bill: Some(Discount::Percent(ppm)) },
            ..split_of(parts)
        };
        let whole = quote_bill(&desk, &shop.moment, &wanted.reductions, &[]).unwrap();
        let ruling = decide_split(&desk, &BTreeSet::new(), &cashier(), &shop.moment, &wanted).unwrap();
        let fact = split_fact(&ruling).clone();
        let sum = |of: fn(&BillPart) -> i64| fact.parts.iter().map(of).sum::<i64>();
        prop_assert_eq!(sum(|part| part.total), whole.total);
        prop_assert_eq!(sum(|part| part.gross), whole.gross);
        prop_assert_eq!(sum(|part| part.discount), whole.discount);
        prop_assert_eq!(sum(|part| part.service), whole.service);
        for (t, tax) in whole.taxes.iter().enumerate() {
            let taxes = || fact.parts.iter().map(|part| &part.taxes[t]);
            prop_assert_eq!(taxes().map(|tax| tax.amount).sum::<i64>(), tax.amount);
            prop_assert_eq!(taxes().map(|tax| tax.base).sum::<i64>(), tax.base);
        }
        let sealed = ruling.seal(&cashier(), &shop.moment, stamp(id(9))).unwrap();
        let mut before = Before::default();
        before.bills[0] = Some(row);
        prop_assert!(deltas(HERE, &sealed, &before).is_ok(), "what the law wrote is fit");
    }
}

#[test]
fn a_part_is_paid_as_it_was_divided_whatever_changes_after_that() {
    let mut shop = restaurant();
    let halves = vec![part(2, &[(0, 1)]), part(3, &[(1, 1)])];
    let ruling = divided(&shop, supper(&shop), halves).unwrap();
    let split = split_fact(&ruling).clone();
    shop.branch.service = None;
    shop.branch.cash_rounding = Some(CoinStep {
        step: 1_000,
        threshold: 500,
    });
    shop.taxes.clear();
    let row = BillRow {
        id: id(2),
        parent: Some(id(BILL)),
        split: Some(id(9)),
        ..bill()
    };
    let lines = supper(&shop);
    let mut desk = desk(&shop, &row, lines);
    desk.split = Some(&split);
    let wanted = payment(&shop, &desk);
    let ruling = paid(&shop, &desk, &wanted).unwrap();
    let sale = body(&ruling);
    assert_eq!(sale.total, split.parts[0].total);
    assert_eq!(sale.bill.as_ref().unwrap().bill, id(2));
    assert_eq!(sale.priced_by.cash_step, Some((1_000, 500)));
    let sealed = ruling.clone().seal(&cashier(), &shop.moment, stamp(id(10)));
    assert!(deltas(HERE, &sealed.unwrap(), &Before::default()).is_ok());
    let less = PayBill {
        reductions: Reductions {
            bill: Some(Discount::Percent(1)),
            ..Reductions::default()
        },
        ..wanted
    };
    assert_eq!(
        said(paid(&shop, &desk, &less)),
        (Code::BillFixed, "bill_discount".to_owned())
    );
    let again = SplitBill {
        bill: id(2),
        ..split_of(vec![part(5, &[(0, 1)]), part(6, &[(1, 1)])])
    };
    let outcome = decide_split(&desk, &BTreeSet::new(), &cashier(), &shop.moment, &again);
    assert_eq!(said(outcome), (Code::BillFixed, "bill".to_owned()));
}

#[test]
fn a_division_leaves_nothing_over_and_names_everything_once() {
    let shop = restaurant();
    let many = (2..30).map(|n| part(n, &[(0, 1), (1, 1)])).collect();
    let cases = [
        (
            vec![part(2, &[(0, 1), (1, 1)])],
            Code::LinesMissing,
            "parts",
        ),
        (many, Code::LinesTooMany, "parts"),
        (
            vec![part(2, &[(0, 1)]), part(3, &[(0, 1)])],
            Code::LinesMissing,
            "parts",
        ),
        (
            vec![part(2, &[(0, 1), (1, 1)]), part(3, &[])],
            Code::LinesMissing,
            "parts[1].lines",
        ),
        (
            vec![part(2, &[(0, 1)]), part(2, &[(1, 1)])],
            Code::LineRepeated,
            "parts[1].bill",
        ),
        (
            vec![part(2, &[(0, 1)]), part(BILL, &[(1, 1)])],
            Code::LineRepeated,
            "parts[1].bill",
        ),
        (
            vec![part(2, &[(0, 1)]), part(3, &[(1, 1), (1, 1)])],
            Code::LineRepeated,
            "parts[1].lines[1]",
        ),
        (
            vec![part(2, &[(0, 1)]), part(3, &[(1, 1), (9, 1)])],
            Code::OrderUnknown,
            "parts[1].lines[1]",
        ),
        (
            vec![part(2, &[(0, 1)]), part(3, &[(1, 1_001)])],
            Code::QuantityInvalid,
            "parts[1].lines[0].weight",
        ),
    ];
    for (parts, code, field) in cases {
        let outcome = divided(&shop, supper(&shop), parts);
        assert_eq!(said(outcome), (code, field.to_owned()));
    }
}

#[test]
fn a_forged_part_is_unfit() {
    let shop = restaurant();
    let halves = || vec![part(2, &[(0, 1)]), part(3, &[(0, 1), (1, 1)])];
    let forge = |change: &dyn Fn(&mut BillPart)| {
        let mut ruling = divided(&shop, supper(&shop), halves()).unwrap();
        let Fact::BillSplit(fact) = &mut ruling.fact else {
            panic!("a division")
        };
        change(&mut fact.parts[0]);
        let sealed = ruling.seal(&cashier(), &shop.moment, stamp(id(9))).unwrap();
        let mut before = Before::default();
        before.bills[0] = Some(bill());
        deltas(HERE, &sealed, &before)
            .map(drop)
            .map_err(|unfit| unfit.code)
    };
    assert_eq!(forge(&|_| ()), Ok(()));
    assert_eq!(forge(&|part| part.total -= 1), Err("sums_differ"));
    assert_eq!(forge(&|part| part.lines[0].net -= 1), Err("sums_differ"));
    assert_eq!(forge(&|part| part.taxes[0].amount += 1), Err("sums_differ"));
    let more = |part: &mut BillPart| part.lines[0].quantity_milli = 2_001;
    assert_eq!(forge(&more), Err("sums_differ"));
}

#[test]
fn a_division_of_a_bill_that_is_not_open_is_unfit() {
    let shop = restaurant();
    let parts = vec![part(2, &[(0, 1)]), part(3, &[(1, 1)])];
    let ruling = divided(&shop, supper(&shop), parts).unwrap();
    let sealed = ruling.seal(&cashier(), &shop.moment, stamp(id(9))).unwrap();
    let judge = |row: Option<BillRow>| {
        let mut before = Before::default();
        before.bills[0] = row;
        deltas(HERE, &sealed, &before)
            .map(drop)
            .map_err(|unfit| unfit.code)
    };
    assert_eq!(judge(Some(bill())), Ok(()));
    assert_eq!(judge(None), Err("bill_unknown"));
    for state in [BillState::Paid, BillState::Split, BillState::Joined] {
        let row = BillRow { state, ..bill() };
        assert_eq!(judge(Some(row)), Err("bill_not_open"));
    }
}

#[test]
fn parts_become_one_again_as_long_as_none_is_paid() {
    let row = BillRow {
        state: BillState::Split,
        ..bill()
    };
    let part = |state| BillRow {
        id: id(2),
        state,
        ..bill()
    };
    let rejoin = |row: Option<&BillRow>, parts: &[BillRow]| {
        decide_rejoin(HERE, row, parts, &cashier(), &moment())
    };
    assert!(rejoin(Some(&row), &[part(BillState::Open)]).is_ok());
    let paid = rejoin(Some(&row), &[part(BillState::Open), part(BillState::Paid)]);
    assert_eq!(said(paid).0, Code::BillPaid);
    assert_eq!(said(rejoin(Some(&bill()), &[])).0, Code::NothingChanges);
    assert_eq!(said(rejoin(None, &[])).0, Code::BillUnknown);
}
