//! Labels of a shop's scale: what they say is what is paid and what leaves the shelf.

use nusa_facts::{
    Fact,
    master::{Price, Scope},
    sale::SaleLine,
    till_settings::{LabelLayout, LabelValue},
};
use nusa_rules::{
    Before,
    command::{HowMuch, WantedLine},
    deltas,
    refusal::Code,
};

use crate::{forged::reseal, shop::*};

/// A label of 13 digits: prefix, item, value, and the digit that proves them.
fn label(prefix: u8, item: u32, value: u32) -> String {
    let body = format!("{prefix:02}{item:05}{value:05}");
    let weighted = body.bytes().enumerate().map(|(place, digit)| {
        let weight = if place % 2 == 0 { 1 } else { 3 };
        weight * u32::from(digit - b'0')
    });
    let check = (10 - weighted.sum::<u32>() % 10) % 10;
    format!("{body}{check}")
}

fn scanned(product: nusa_facts::ProductId, code: &str) -> WantedLine {
    WantedLine {
        how_much: HowMuch::Label(code.to_owned()),
        ..line(product, 0)
    }
}

/// A shop whose scale prints weights under 20 and prices, in tens, under 21; rice is item 2.
fn shop() -> Shop {
    let layout = |prefix, kind, scale| LabelLayout {
        prefix,
        item_digits: 5,
        value_digits: 5,
        kind,
        scale,
    };
    let mut shop = Shop::new();
    shop.branch.till.labels = vec![
        layout(20, LabelValue::Weight, 1),
        layout(21, LabelValue::Price, 10),
    ];
    shop.item(RICE).product.sku = "00002".to_owned();
    shop
}

#[test]
fn a_price_label_is_paid_to_the_last_unit_and_its_weight_leaves_the_shelf() {
    let shop = shop();
    let code = label(21, 2, 2_940);
    let ruling = shop.ring(&[scanned(RICE, &code)]).unwrap();
    let sold = &body(&ruling).lines[0];
    // 29,400 at 13,500 a kilogram is 2.1777… kg, and 2.178 kg would have been 29,403.
    assert_eq!(
        (sold.gross, sold.total, sold.quantity_milli),
        (29_400, 29_400, 2_178)
    );
    assert_eq!(sold.label.as_deref(), Some(code.as_str()));
    assert_eq!((sold.price, sold.per_milli), (13_500, 1_000));
}

#[test]
fn a_label_excuses_no_other_gross_than_its_weight_gives() {
    let shop = shop();
    let sold = shop.sold(id(1), &[scanned(RICE, &label(21, 2, 2_940))]);
    let verdict = |edit: fn(&mut SaleLine)| {
        let forged = reseal(&sold, |doc| {
            if let Fact::SaleCompleted(sale) = &mut doc.fact {
                edit(&mut sale.lines[0]);
            }
        });
        deltas(HERE, &forged, &Before::default())
            .map_err(|unfit| unfit.code)
            .err()
    };
    assert_eq!(verdict(|_| {}), None);
    assert_eq!(verdict(|line| line.label = None), Some("sums_differ"));
    assert_eq!(
        verdict(|line| line.quantity_milli -= 1),
        Some("sums_differ")
    );
    assert_eq!(verdict(|line| line.price = 0), Some("sums_differ"));
}

#[test]
fn a_price_per_hundred_grams_weighs_the_same() {
    let mut shop = shop();
    let price = &mut shop.item(RICE).prices[0];
    (price.amount, price.per_milli) = (1_350, 100);
    let ruling = shop.ring(&[scanned(RICE, &label(21, 2, 2_940))]).unwrap();
    let sold = &body(&ruling).lines[0];
    assert_eq!((sold.gross, sold.quantity_milli), (29_400, 2_178));
}

#[test]
fn a_weight_label_costs_what_its_weight_costs() {
    let shop = shop();
    let typed = shop.ring(&[line(RICE, 1_250)]).unwrap();
    let read = shop.ring(&[scanned(RICE, &label(20, 2, 1_250))]).unwrap();
    let (typed, read) = (&body(&typed).lines[0], &body(&read).lines[0]);
    assert_eq!(
        (typed.gross, typed.quantity_milli),
        (read.gross, read.quantity_milli)
    );
    assert_eq!((typed.label.is_some(), read.label.is_some()), (false, true));
}

#[test]
fn a_price_for_much_reaches_what_is_weighed_here_and_not_what_the_scale_has_priced() {
    let mut shop = shop();
    // The ordinary price is the one without a least quantity, also where another begins with one unit.
    for (id, min_milli, amount) in [(21, 1_000, 13_000), (22, 5_000, 12_000)] {
        let cheap = Price {
            min_milli,
            ..price(id, RICE, Scope::Company, amount)
        };
        shop.item(RICE).prices.push(cheap);
    }
    let lines = [scanned(RICE, &label(21, 2, 2_940)), line(RICE, 4_000)];
    let ruling = shop.ring(&lines).unwrap();
    let prices: Vec<_> = body(&ruling)
        .lines
        .iter()
        .map(|line| (line.price, line.gross))
        .collect();
    assert_eq!(prices, [(13_500, 29_400), (12_000, 48_000)]);
}

#[test]
fn a_label_that_is_not_this_products_own_is_refused_at_its_field() {
    let good = label(21, 2, 2_940);
    let mut wrong_digit = good.clone();
    wrong_digit.replace_range(12.., if good.ends_with('0') { "1" } else { "0" });
    let cases = [
        (RICE, wrong_digit),
        (RICE, label(21, 3, 2_940)),
        (COFFEE, good.clone()),
        (RICE, label(22, 2, 2_940)),
        (RICE, good[..12].to_owned()),
        (RICE, "21é".to_owned()),
        (RICE, "x".to_owned()),
    ];
    for (product, code) in cases {
        let outcome = shop().ring(&[line(BAG, 1_000), scanned(product, &code)]);
        assert_eq!(
            said(outcome),
            (Code::LabelInvalid, "lines[1].label".to_owned()),
            "{code}"
        );
    }
}

#[test]
fn a_label_cannot_make_a_quantity_that_nobody_could_ask_for() {
    let mut shop = shop();
    let nothing = shop.ring(&[scanned(RICE, &label(21, 2, 0))]);
    let at_label = (Code::QuantityInvalid, "lines[0].label".to_owned());
    assert_eq!(said(nothing), at_label);
    // The shelf holds 25.5 kg; a label of 40 kg does not get past it.
    let too_much = shop.ring(&[scanned(RICE, &label(20, 2, 40_000))]);
    assert_eq!(said(too_much).0, Code::StockShort);
    shop.item(RICE).product.fractional = false;
    let part = shop.ring(&[scanned(RICE, &label(20, 2, 1_250))]);
    assert_eq!(said(part).0, Code::QuantityInvalid);
    shop.item(RICE).prices.clear();
    let unpriced = shop.ring(&[scanned(RICE, &label(21, 2, 2_940))]);
    assert_eq!(said(unpriced).0, Code::PriceMissing);
}

#[test]
fn a_branch_that_names_no_layout_reads_weights_under_every_shop_prefix() {
    let mut shop = shop();
    shop.branch.till.labels.clear();
    let ruling = shop.ring(&[scanned(RICE, &label(27, 2, 500))]).unwrap();
    assert_eq!(body(&ruling).lines[0].quantity_milli, 500);
    let outside = shop.ring(&[scanned(RICE, &label(30, 2, 500))]);
    assert_eq!(said(outside).0, Code::LabelInvalid);
}
