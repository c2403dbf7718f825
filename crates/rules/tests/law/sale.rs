//! Ringing up: prices, shelves, totals, taxes, shifts, numbers.

use nusa_facts::{
    ChainId, Millis, PriceId, ProductId, TillNo,
    master::{CoinStep, Scope, StockPolicy},
    sale::Method,
};
use nusa_rules::{command::WantedLine, refusal::Code};

use crate::shop::*;

#[test]
fn a_sale_says_everything_that_its_receipt_needs() {
    let shop = Shop::new();
    let note = WantedLine {
        note: Some(" tanpa gula ".to_owned()),
        ..line(COFFEE, 2000)
    };
    let ruling = shop.ring(&[note, line(RICE, 1250)]).unwrap();
    let sale = body(&ruling);
    assert_eq!(
        sale.number.to_string(),
        format!("JKT01-1-{}-1", CHAIN.mark())
    );
    assert_eq!(sale.currency, "IDR");
    // 2 × 15,000 with PPN inside (30,000 × 11/111) and 1.25 kg × 13,500.
    let lines: Vec<_> = sale
        .lines
        .iter()
        .map(|line| (line.gross, line.total, line.price_version))
        .collect();
    assert_eq!(
        lines,
        [(30_000, 30_000, PriceId(10)), (16_875, 16_875, PriceId(20))]
    );
    assert_eq!(sale.lines[0].note.as_deref(), Some("tanpa gula"));
    assert_eq!((sale.taxes.len(), sale.taxes[0].amount), (1, 2_973));
    assert_eq!(
        (sale.total, sale.rounding, sale.payable, sale.change),
        (46_875, 25, 46_900, 1_953_100)
    );
    assert_eq!(ruling.shift, Some(shift_row().id));
}

#[test]
fn d1_31_a_receipt_keeps_the_names_of_its_day() {
    let mut shop = Shop::new();
    let sealed = shop.sold(id(1), &[line(COFFEE, 1000)]);
    shop.item(COFFEE).product.name = "Kopi Baru".to_owned();
    shop.item(COFFEE).product.sku = "BARU".to_owned();
    let read = nusa_facts::SealedDoc::read(sealed.bytes).unwrap();
    let nusa_facts::Fact::SaleCompleted(sale) = read.doc.fact else {
        panic!("the document is a sale");
    };
    let kept = &sale.lines[0];
    assert_eq!((kept.name.as_str(), kept.sku.as_str()), ("Kopi", "SKU1"));
    assert_eq!(read.doc.staff.unwrap().name, "Sari");
    assert_eq!(sale.payments[0].method, Method::Cash);
}

#[test]
fn d1_17_a_sale_is_priced_by_the_book_alone() {
    // A command has no field for a price; the total that it expects changes nothing but the answer.
    let shop = Shop::new();
    let lines = [line(COFFEE, 1000)];
    for dreamt in [1, 0, -15_000, 14_999, 15_001, i64::MAX, i64::MIN] {
        let asked = wanted(&lines, vec![pay(Method::Cash, 100_000)], dreamt);
        let refusal = shop.sell(&owner(), &asked).unwrap_err();
        assert_eq!(refusal.code, Code::TotalChanged, "{dreamt}");
        assert!(refusal.facts.contains(&("total", 15_000)), "{refusal:?}");
    }
    let asked = wanted(&lines, vec![pay(Method::Cash, 15_000)], 15_000);
    assert_eq!(
        body(&shop.sell(&cashier(), &asked).unwrap()).lines[0].price,
        15_000
    );
}

#[test]
fn d1_13_oversell_is_refused_when_strict() {
    let mut shop = Shop::new();
    // Ten cups are there; what counts is what all lines of the product take together.
    let cases: [(&[i64], Option<&str>); 5] = [
        (&[10_000], None),
        (&[11_000], Some("lines[0].quantity_milli")),
        (&[4_000, 6_000], None),
        (&[4_000, 7_000], Some("lines[0].quantity_milli")),
        (&[25_000], Some("lines[0].quantity_milli")),
    ];
    for (quantities, field) in cases {
        let lines: Vec<_> = quantities
            .iter()
            .map(|&milli| line(COFFEE, milli))
            .collect();
        match (shop.ring(&lines), field) {
            (Ok(_), None) => {}
            (Err(refusal), Some(field)) => {
                assert_eq!(refusal.code, Code::StockShort, "{quantities:?}");
                assert_eq!(refusal.field.as_deref(), Some(field));
                assert!(refusal.facts.contains(&("level_milli", 10_000)));
            }
            (outcome, _) => panic!("{quantities:?}: {outcome:?}"),
        }
    }
    shop.item(COFFEE).level_milli = -3_000;
    assert_eq!(said(shop.ring(&[line(COFFEE, 1000)])).0, Code::StockShort);
    assert!(
        shop.ring(&[line(BAG, 5_000)]).is_ok(),
        "no stock is kept of bags"
    );
}

#[test]
fn r33_a_lenient_branch_sells_below_zero() {
    let mut shop = Shop::new();
    shop.branch.stock_policy = StockPolicy::Lenient;
    shop.item(COFFEE).level_milli = -3_000;
    assert!(shop.ring(&[line(COFFEE, 25_000)]).is_ok());
}

#[test]
fn d1_29_a_product_without_a_price_is_refused_and_the_rest_is_sold() {
    let mut shop = Shop::new();
    shop.item(RICE).prices.clear();
    let refused = shop.ring(&[line(COFFEE, 1000), line(RICE, 1000)]);
    assert_eq!(
        said(refused),
        (Code::PriceMissing, "lines[1].product".to_owned())
    );
    assert!(shop.ring(&[line(COFFEE, 1000)]).is_ok());
}

#[test]
fn d1_12_a_retired_or_unknown_product_is_not_sold() {
    let mut shop = Shop::new();
    shop.item(COFFEE).product.retired = true;
    let cases = [
        (line(COFFEE, 1000), Code::ProductRetired),
        (line(ProductId(99), 1000), Code::ProductUnknown),
    ];
    for (line, code) in cases {
        assert_eq!(
            said(shop.ring(&[line])),
            (code, "lines[0].product".to_owned())
        );
    }
}

#[test]
fn r16_a_price_switches_at_its_minute_and_the_old_one_stays_in_the_sale() {
    let mut shop = Shop::new();
    let mut next = price(11, COFFEE, Scope::Company, 17_000);
    next.valid_from = Millis(TEN.0 + HOUR);
    shop.item(COFFEE).prices.push(next);
    let cases = [
        (TEN.0, 15_000, 10),
        (TEN.0 + HOUR - 1, 15_000, 10),
        (TEN.0 + HOUR, 17_000, 11),
    ];
    for (at, amount, version) in cases {
        shop.moment = moment_at(Millis(at));
        let ruling = shop.ring(&[line(COFFEE, 1000)]).unwrap();
        let sold = &body(&ruling).lines[0];
        assert_eq!(
            (sold.price, sold.price_version),
            (amount, PriceId(version)),
            "{at}"
        );
    }
}

#[test]
fn the_nearest_scope_and_the_reached_quantity_choose_the_price() {
    let mut shop = Shop::new();
    let dozen = nusa_facts::master::Price {
        min_milli: 12_000,
        ..price(12, COFFEE, Scope::Company, 12_000)
    };
    let per_three = nusa_facts::master::Price {
        per_milli: 3000,
        ..price(13, BAG, Scope::Company, 1_000)
    };
    shop.item(COFFEE).prices.push(dozen);
    shop.item(COFFEE).level_milli = 100_000;
    shop.item(BAG).prices = vec![per_three];
    let total = |shop: &Shop, lines: &[WantedLine]| shop.quote(lines).unwrap().total;
    assert_eq!(total(&shop, &[line(COFFEE, 11_000)]), 11 * 15_000);
    // Two lines of six are a dozen.
    assert_eq!(
        total(&shop, &[line(COFFEE, 6_000), line(COFFEE, 6_000)]),
        12 * 12_000
    );
    assert_eq!(total(&shop, &[line(BAG, 4_000)]), 1_333);
    let here = price(14, COFFEE, Scope::Branch(HERE), 16_000);
    let region = price(15, COFFEE, Scope::Region(REGION), 14_000);
    let other = price(16, COFFEE, Scope::Branch(THERE), 1);
    shop.item(COFFEE).prices.extend([region.clone(), other]);
    assert_eq!(total(&shop, &[line(COFFEE, 12_000)]), 12 * 14_000);
    shop.item(COFFEE).prices.extend([here, region]);
    assert_eq!(total(&shop, &[line(COFFEE, 1_000)]), 16_000);
}

#[test]
fn quantities_are_above_zero_bounded_and_whole_where_the_unit_is() {
    let shop = Shop::new();
    let cases = [
        (COFFEE, 0),
        (COFFEE, -1_000),
        (COFFEE, 500),
        (RICE, 0),
        (RICE, -250),
        (COFFEE, 1_000_001_000),
        (RICE, i64::MAX),
        (COFFEE, i64::MIN),
    ];
    for (product, milli) in cases {
        let refused = shop.ring(&[line(BAG, 1000), line(product, milli)]);
        let field = "lines[1].quantity_milli".to_owned();
        assert_eq!(said(refused), (Code::QuantityInvalid, field), "{milli}");
    }
}

#[test]
fn a_sale_has_lines_but_not_too_many() {
    let shop = Shop::new();
    assert_eq!(
        said(shop.ring(&[])),
        (Code::LinesMissing, "lines".to_owned())
    );
    assert!(shop.ring(&vec![line(BAG, 1000); 200]).is_ok());
    let refused = shop.ring(&vec![line(BAG, 1000); 201]);
    assert_eq!(said(refused), (Code::LinesTooMany, "lines".to_owned()));
}

#[test]
fn a_shop_that_is_not_pkp_charges_no_ppn() {
    let mut shop = Shop::new();
    shop.branch.is_pkp = false;
    let refusal = shop.ring(&[line(COFFEE, 1000)]).unwrap_err();
    assert_eq!(
        (refusal.code, refusal.detail.as_str()),
        (Code::MoneyRefused, "PPN_NOT_PKP")
    );
    assert!(shop.ring(&[line(RICE, 1000)]).is_ok());
}

#[test]
fn a_tax_holds_by_local_time_and_the_later_row_of_a_code_wins() {
    let mut shop = Shop::new();
    shop.branch.tax_inclusive = false;
    let local_ten = TEN.0 + 420 * 60_000;
    let mut newer = ppn();
    newer.id = nusa_facts::TaxId(2);
    newer.rate_ppm = 0;
    newer.valid_from = Millis(local_ten + 1);
    shop.taxes.push(newer);
    let tax = |shop: &Shop| shop.quote(&[line(COFFEE, 1000)]).unwrap().taxes[0].amount;
    assert_eq!(tax(&shop), 1_650);
    shop.moment.at = Millis(TEN.0 + 1);
    assert_eq!(tax(&shop), 0);
    // The end is the first millisecond without the tax.
    for tax in &mut shop.taxes {
        tax.valid_to = Some(Millis(local_ten + 1));
    }
    assert!(shop.quote(&[line(COFFEE, 1000)]).unwrap().taxes.is_empty());
}

#[test]
fn a_till_in_use_and_an_open_shift_are_needed() {
    let shop = Shop::new();
    let no_till = Shop {
        till: None,
        ..shop.clone()
    };
    let mut retired = shop.clone();
    retired.till.as_mut().unwrap().retired = true;
    let no_shift = Shop {
        shift: None,
        ..shop.clone()
    };
    let mut other_till = shop.clone();
    other_till.shift.as_mut().unwrap().till = TillNo::new(2).unwrap();
    let mut closed_branch = shop.clone();
    closed_branch.branch.active = false;
    let cases = [
        (no_till, Code::TillUnknown),
        (retired, Code::TillUnknown),
        (no_shift.clone(), Code::ShiftNotOpen),
        (other_till, Code::ShiftNotOpen),
        (closed_branch, Code::BranchClosed),
    ];
    for (shop, code) in cases {
        assert_eq!(said(shop.ring(&[line(COFFEE, 1000)])).0, code);
    }
    let mut free = no_shift;
    free.branch.shift_required = false;
    let ruling = free.ring(&[line(COFFEE, 1000)]).unwrap();
    assert_eq!(
        (ruling.shift, ruling.business_date),
        (None, free.moment.business_date)
    );
}

#[test]
fn r21_a_sale_after_midnight_belongs_to_the_day_of_its_shift() {
    let mut shop = Shop::new();
    shop.moment = moment_at(Millis(TEN.0 + 20 * HOUR));
    let ruling = shop.ring(&[line(COFFEE, 1000)]).unwrap();
    assert_eq!(ruling.business_date, shift_row().business_date);
    assert_ne!(ruling.business_date, shop.moment.business_date);
}

#[test]
fn d1_10_the_numbers_of_two_chains_and_of_two_tills_never_meet() {
    let mut shop = Shop::new();
    let mut numbers = std::collections::BTreeSet::new();
    for chain in [CHAIN, ChainId([0x77; 16])] {
        for till in [1, 2] {
            let till = TillNo::new(till).unwrap();
            shop.chain = chain;
            shop.till.as_mut().unwrap().till = till;
            shop.shift.as_mut().unwrap().till = till;
            for last in 0..50 {
                shop.series_last = last;
                let mut asked = shop.paid_in_cash(&[line(COFFEE, 1000)]);
                asked.till = till;
                let ruling = shop.sell(&cashier(), &asked).unwrap();
                assert!(numbers.insert(body(&ruling).number.to_string()));
            }
        }
    }
    assert_eq!(numbers.len(), 200);
}

#[test]
fn r35_a_number_is_one_more_than_the_last_of_its_series() {
    let mut shop = Shop::new();
    for last in [0, 1, 41, 1_000_000] {
        shop.series_last = last;
        let ruling = shop.ring(&[line(COFFEE, 1000)]).unwrap();
        assert_eq!(body(&ruling).number.n, last + 1);
    }
    shop.series_last = u64::MAX;
    assert_eq!(said(shop.ring(&[line(COFFEE, 1000)])).0, Code::TillUnknown);
}

#[test]
fn a_sale_too_large_for_a_document_is_refused_whole() {
    let mut shop = Shop::new();
    shop.item(BAG).product.name = "長".repeat(200);
    let ruling = shop.ring(&vec![line(BAG, 1000); 200]).unwrap();
    let refused = ruling.seal(&cashier(), &shop.moment, stamp(id(1)));
    assert_eq!(said(refused).0, Code::DocTooLarge);
}

#[test]
fn great_amounts_are_refused_not_wrapped() {
    let mut shop = Shop::new();
    shop.branch.cash_rounding = Some(CoinStep {
        step: 1,
        threshold: 1,
    });
    shop.branch.stock_policy = StockPolicy::Lenient;
    for amount in [1_000_000_000_000, i64::MAX, -1] {
        shop.item(RICE).prices[0].amount = amount;
        let quoted = shop.quote(&vec![line(RICE, 1_000_000_000); 200]);
        assert!(quoted.is_err() || quoted.unwrap().total > 0, "{amount}");
    }
}
