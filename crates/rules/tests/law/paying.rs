//! What is taken off a sale, and how it is paid.

use nusa_facts::sale::Method;
use nusa_rules::{
    command::{Discount, WantedLine},
    refusal::Code,
};

use crate::shop::*;

#[test]
fn a_cashier_discounts_up_to_the_limit_and_a_manager_beyond() {
    let shop = Shop::new();
    // The limit is 5 %: of a cup at 15,000 it is 750; of the discountable bill likewise.
    let cases = [
        (Discount::Percent(50_000), true),
        (Discount::Percent(50_001), false),
        (Discount::Amount(750), true),
        (Discount::Amount(751), false),
        (Discount::Amount(0), true),
        (Discount::Amount(1_000_000), false),
    ];
    for (discount, allowed) in cases {
        let cup = WantedLine {
            discount: Some(discount),
            ..line(COFFEE, 1000)
        };
        let mut on_line = shop.paid_in_cash(&[cup, line(BAG, 1000)]);
        let mut on_bill = shop.paid_in_cash(&[line(COFFEE, 1000), line(BAG, 1000)]);
        on_bill.bill_discount = Some(discount);
        for (asked, field) in [
            (&mut on_line, "lines[0].discount"),
            (&mut on_bill, "bill_discount"),
        ] {
            let quoted = nusa_rules::sale::quote_sale(
                &shop.desk(),
                &shop.moment,
                &asked.lines,
                asked.bill_discount,
                &[],
            );
            asked.expected_total = quoted.unwrap().total;
            assert!(
                shop.sell(&manager(), asked).is_ok(),
                "{discount:?} by a manager"
            );
            match shop.sell(&cashier(), asked) {
                Ok(_) => assert!(allowed, "{field} {discount:?}"),
                Err(refusal) => {
                    assert!(!allowed, "{field} {discount:?}: {refusal}");
                    assert_eq!(refusal.code, Code::DiscountTooHigh);
                    assert_eq!(refusal.field.as_deref(), Some(field));
                }
            }
        }
    }
}

#[test]
fn a_discount_that_cannot_be_is_refused() {
    let shop = Shop::new();
    let cases = [
        Discount::Percent(-1),
        Discount::Percent(1_000_001),
        Discount::Amount(-1),
        Discount::Amount(i64::MAX),
        Discount::Percent(i64::MIN),
    ];
    for discount in cases {
        let cup = WantedLine {
            discount: Some(discount),
            ..line(COFFEE, 1000)
        };
        let field = "lines[0].discount".to_owned();
        assert_eq!(
            said(shop.quote(&[cup])),
            (Code::AmountInvalid, field),
            "{discount:?}"
        );
    }
}

#[test]
fn payments_cover_the_total_and_only_cash_gives_change() {
    let shop = Shop::new();
    let cash = |amount| pay(Method::Cash, amount);
    let qris = |amount| pay(Method::Qris, amount);
    let on_account = |reference: Option<&str>| nusa_facts::sale::Payment {
        reference: reference.map(str::to_owned),
        ..pay(Method::OnAccount, 46_875)
    };
    // 46,875 in all: 46,900 in cash, exact otherwise.
    let cases = [
        (vec![cash(46_900)], Ok(0)),
        (vec![cash(46_899)], Err((Code::PaymentShort, "payments"))),
        (vec![cash(100_000)], Ok(53_100)),
        (vec![qris(46_875)], Ok(0)),
        (vec![qris(46_876)], Err((Code::PaymentOver, "payments"))),
        (vec![qris(46_874)], Err((Code::PaymentShort, "payments"))),
        (vec![qris(46_874), cash(0)], Ok(0)),
        (vec![cash(100_000), qris(6_875)], Ok(60_000)),
        (vec![pay(Method::Voucher, 50_000)], Ok(0)),
        (vec![], Err((Code::PaymentShort, "payments"))),
        (
            vec![cash(-1)],
            Err((Code::AmountInvalid, "payments[0].amount")),
        ),
        (
            vec![cash(46_900), qris(0)],
            Err((Code::AmountInvalid, "payments[1].amount")),
        ),
        (
            vec![cash(i64::MAX)],
            Err((Code::AmountInvalid, "payments[0].amount")),
        ),
        (vec![on_account(Some("Ibu Made"))], Ok(0)),
        (
            vec![on_account(None)],
            Err((Code::ReferenceMissing, "payments[0].reference")),
        ),
        (
            vec![on_account(Some(&"x".repeat(201)))],
            Err((Code::TextInvalid, "payments[0].reference")),
        ),
        (vec![cash(2_345); 21], Err((Code::LinesTooMany, "payments"))),
    ];
    let lines = [line(COFFEE, 2000), line(RICE, 1250)];
    for (payments, expected) in cases {
        let sold = shop.sell(&cashier(), &wanted(&lines, payments.clone(), 46_875));
        match (sold, expected) {
            (Ok(ruling), Ok(change)) => assert_eq!(body(&ruling).change, change, "{payments:?}"),
            (Err(refusal), Err((code, field))) => {
                assert_eq!(refusal.code, code, "{payments:?}");
                assert_eq!(refusal.field.as_deref(), Some(field), "{payments:?}");
            }
            (outcome, _) => panic!("{payments:?}: {outcome:?}"),
        }
    }
}

#[test]
fn what_costs_nothing_needs_no_payment() {
    let mut shop = Shop::new();
    shop.item(BAG).prices[0].amount = 0;
    let ruling = shop.sell(&cashier(), &wanted(&[line(BAG, 1000)], vec![], 0));
    assert_eq!(body(&ruling.unwrap()).payable, 0);
}

#[test]
fn a_quote_says_what_is_left_to_pay() {
    let shop = Shop::new();
    let lines = [line(COFFEE, 2000), line(RICE, 1250)];
    let quote = |payments: &[nusa_facts::sale::Payment]| {
        nusa_rules::sale::quote_sale(&shop.desk(), &shop.moment, &lines, None, payments).unwrap()
    };
    let none = quote(&[]);
    assert_eq!(
        (none.total, none.balance, none.rounding),
        (46_875, 46_875, 0)
    );
    let part = quote(&[pay(Method::Qris, 20_000), pay(Method::Cash, 20_000)]);
    assert_eq!(
        (part.rounding, part.payable, part.balance),
        (25, 46_900, 6_900)
    );
}
