//! Voids and refunds from outside that are not the share of the sale they name.

use nusa_facts::{
    Doc, Fact, SealedDoc, TillNo,
    sale::{Method, SaleRefunded, SaleVoided},
};
use nusa_rules::{
    Before,
    command::{BackLine, RefundSale},
    delta::Need,
    deltas,
    refund::{RefundDesk, decide_refund},
    rows::SaleState,
};

use crate::{books::Books, random::void_of, shop::*};

/// What the books say of a sale of two coffees and 1.25 kg of rice, document 1.
fn sold() -> (Shop, Before) {
    let shop = Shop::new();
    let mut books = Books::default();
    let sale = shop.sold(id(1), &[line(COFFEE, 2000), line(RICE, 1250)]);
    books.take(HERE, &sale).unwrap();
    (shop, books.before(Need::Sale(id(1))))
}

/// The honest refund of one coffee in cash, document 2.
fn refund(shop: &Shop, before: &Before) -> SealedDoc {
    let desk = RefundDesk {
        branch: &shop.branch,
        chain: shop.chain,
        till: shop.till.as_ref(),
        shift: shop.shift.as_ref(),
        series_last: 1,
        sale: before.sale.clone(),
        elsewhere: false,
        returned: before.returned.clone(),
    };
    let wanted = RefundSale {
        till: till(),
        sale: id(1),
        lines: vec![BackLine {
            line: 0,
            quantity_milli: 1000,
            restock: true,
        }],
        method: Method::Cash,
        reason: "rusak".to_owned(),
    };
    let ruling = decide_refund(&desk, &manager(), &shop.moment, &wanted).unwrap();
    ruling.seal(&manager(), &shop.moment, stamp(id(2))).unwrap()
}

fn verdict(doc: Doc, before: &Before) -> &'static str {
    let sealed = doc.seal().unwrap();
    deltas(HERE, &sealed, before).map_or_else(|unfit| unfit.code, |_| "fit")
}

fn in_state(before: &Before, state: SaleState) -> Before {
    let mut before = before.clone();
    if let Some((row, _)) = &mut before.sale {
        row.state = state;
    }
    before
}

#[test]
fn d1_16_a_forged_refund_is_put_aside_not_applied() {
    type Edit = fn(&mut SaleRefunded);
    let cases: [(Edit, &str); 17] = [
        (|_| {}, "fit"),
        (|fact| fact.paid += 100, "sums_differ"),
        (|fact| fact.paid = i64::MAX, "sums_differ"),
        (|fact| fact.total = 1, "sums_differ"),
        (|fact| fact.rounding = 100, "sums_differ"),
        (|fact| fact.fully_refunded = true, "sums_differ"),
        (|fact| fact.lines[0].net += 1, "sums_differ"),
        (|fact| fact.lines[0].taxes.clear(), "sums_differ"),
        (|fact| fact.lines[0].quantity_milli = 2000, "sums_differ"),
        (|fact| fact.original.n = 7, "sums_differ"),
        (
            |fact| fact.lines[0].quantity_milli = 2001,
            "return_too_much",
        ),
        (
            |fact| fact.lines[0].quantity_milli = -1,
            "negative_quantity",
        ),
        (|fact| fact.lines[0].product = RICE, "lines_invalid"),
        (|fact| fact.lines[0].line = 9, "lines_invalid"),
        (
            |fact| fact.lines.push(fact.lines[0].clone()),
            "lines_invalid",
        ),
        (|fact| fact.number.n = 0, "number_invalid"),
        (|fact| fact.sale = id(7), "sale_unknown"),
    ];
    let (shop, before) = sold();
    for (n, (edit, expected)) in cases.into_iter().enumerate() {
        let mut doc = refund(&shop, &before).doc;
        if let Fact::SaleRefunded(fact) = &mut doc.fact {
            edit(fact);
        }
        assert_eq!(verdict(doc, &before), expected, "case {n}");
    }
}

#[test]
fn what_came_back_before_counts_against_a_refund() {
    let (shop, before) = sold();
    let honest = refund(&shop, &before).doc;
    let mut came_back = before.clone();
    came_back.returned.insert(0, 2000);
    assert_eq!(verdict(honest.clone(), &came_back), "return_too_much");
    let voided = in_state(&before, SaleState::Voided);
    assert_eq!(verdict(honest.clone(), &voided), "sale_voided");
    let mut other_till = honest;
    other_till.till = TillNo::new(2);
    assert_eq!(verdict(other_till, &before), "till_missing");
}

#[test]
fn d1_16_a_forged_void_is_put_aside_not_applied() {
    type Edit = fn(&mut SaleVoided);
    let cases: [(Edit, &str); 5] = [
        (|_| {}, "fit"),
        (|fact| fact.total = 1, "sums_differ"),
        (|fact| fact.payable += 1, "sums_differ"),
        (|fact| fact.number.n = 7, "sums_differ"),
        (|fact| fact.sale = id(7), "sale_unknown"),
    ];
    let (shop, before) = sold();
    for (n, (edit, expected)) in cases.into_iter().enumerate() {
        let mut doc = void_of(&shop, &before).doc;
        if let Fact::SaleVoided(fact) = &mut doc.fact {
            edit(fact);
        }
        assert_eq!(verdict(doc, &before), expected, "case {n}");
    }
}

#[test]
fn a_void_is_booked_where_its_sale_was_and_once() {
    let (shop, before) = sold();
    let honest = void_of(&shop, &before).doc;
    let elsewhere = Doc {
        shift: Some(id(0xf1)),
        ..honest.clone()
    };
    let tomorrow = Doc {
        business_date: moment_at(nusa_facts::Millis(TEN.0 + 24 * HOUR)).business_date,
        ..honest.clone()
    };
    let cases = [
        (elsewhere, SaleState::Completed, "void_too_late"),
        (tomorrow, SaleState::Completed, "void_too_late"),
        (honest.clone(), SaleState::Voided, "sale_voided"),
        (honest.clone(), SaleState::Refunded, "sale_refunded"),
        (honest, SaleState::PartlyRefunded, "sale_refunded"),
    ];
    for (doc, state, expected) in cases {
        assert_eq!(verdict(doc, &in_state(&before, state)), expected);
    }
}
