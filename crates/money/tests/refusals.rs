//! Every refusal has a case here, with the smallest bill that meets it.
//!
//! The last test counts them against the list of codes, so that a new code needs a case.

use std::collections::BTreeSet;

use nusa_money::label::{read_label, LabelKind, LabelRule};
use nusa_money::{
    day, qris, quote, refund, settle, share, split_evenly, words, Amount, BillDiscount, Cart,
    CoinRule, Discount, Line, MoneyError, Payment, Promo, Quantity, RefundWay, Returned,
    ReturnedLine, Rounding, Service, ServiceBasis, ServiceMode, Settings, Sold, SoldLine, Tax,
    Tender, TenderKind, ZBill, ZReport,
};

fn pkp() -> Settings {
    let taxes = vec![Tax::ppn(), Tax::pb1(100_000)];
    Settings {
        taxes,
        is_pkp: true,
        ..Settings::default()
    }
}

fn coffee() -> Line {
    Line::new(Amount(10_000), Quantity(1000))
}

fn cart(lines: Vec<Line>) -> Cart {
    Cart {
        lines,
        ..Cart::default()
    }
}

fn refused(settings: &Settings, cart: &Cart) -> MoneyError {
    quote(settings, cart, &Payment::default()).expect_err("a refusal")
}

fn line_refused(change: impl FnOnce(&mut Line)) -> MoneyError {
    let mut line = coffee();
    change(&mut line);
    refused(&pkp(), &cart(vec![coffee(), line]))
}

fn settings_refused(change: impl FnOnce(&mut Settings)) -> MoneyError {
    let mut settings = pkp();
    change(&mut settings);
    let mut line = coffee();
    line.taxes = vec![0];
    refused(&settings, &cart(vec![line]))
}

fn promo_refused(promo: Promo) -> MoneyError {
    let mut half = coffee();
    half.quantity = Quantity(500);
    refused(
        &pkp(),
        &Cart {
            promos: vec![promo],
            ..cart(vec![coffee(), half])
        },
    )
}

fn payment_refused(kind: TenderKind, amount: i64) -> MoneyError {
    let tenders = vec![Tender {
        method: 0,
        kind,
        amount: Amount(amount),
    }];
    settle(
        &pkp(),
        Amount(10_000),
        &Payment {
            tip: Amount::ZERO,
            tenders,
        },
    )
    .expect_err("a refusal")
}

fn service(mode: ServiceMode, ppm: u32, taxable: bool) -> Option<Service> {
    Some(Service {
        ppm,
        mode,
        basis: ServiceBasis::AfterDiscount,
        taxable,
        rounding: Rounding::HalfUp,
    })
}

fn return_refused(index: usize, quantity: i64) -> MoneyError {
    let line = SoldLine {
        quantity: Quantity(1000),
        net: Amount(10_000),
        ..SoldLine::default()
    };
    let sold = Sold {
        lines: vec![line],
        paid: Amount(10_000),
        ..Sold::default()
    };
    let asked = [ReturnedLine {
        index,
        quantity: Quantity(quantity),
    }];
    refund(&sold, &Returned::nothing(&sold), &asked, RefundWay::Cash).expect_err("a refusal")
}

fn label_refused(code: &str, price: i64) -> MoneyError {
    let rule = LabelRule {
        prefix: 20,
        item_digits: 5,
        value_digits: 5,
        kind: LabelKind::Price,
        scale: 1,
    };
    read_label(code, &rule, Amount(price), Quantity(1000)).expect_err("a refusal")
}

fn qris_refused(body: &str, amount: i64) -> MoneyError {
    let covered = format!("{body}6304");
    let payload = format!("{covered}{}", qris::crc_text(covered.as_bytes()));
    qris::with_amount(&payload, Amount(amount), Amount(10_000_000)).expect_err("a refusal")
}

/// A Z over a bill that nobody paid.
fn unpaid_in_z() -> MoneyError {
    let quote = quote(&pkp(), &cart(vec![coffee()]), &Payment::default()).expect("a bill");
    ZReport::of([ZBill {
        bill: &quote.bill,
        settlement: &quote.settlement,
        tenders: &[],
    }])
    .expect_err("a refusal")
}

fn malformed() -> MoneyError {
    let number = words::quote(&[0, 9])[0];
    *MoneyError::ALL
        .iter()
        .find(|error| error.number() == number)
        .expect("a known number")
}

fn too_many_lines() -> MoneyError {
    refused(&pkp(), &cart(vec![coffee(); 1001]))
}

fn discount_refused(discount: Discount) -> MoneyError {
    let bill_discounts = vec![BillDiscount::new(discount)];
    let cart = Cart {
        bill_discounts,
        ..cart(vec![coffee()])
    };
    refused(&pkp(), &cart)
}

fn huge(line: &mut Line) {
    line.price = Amount(1_000_000_000_000);
    line.per = Quantity(1);
    line.quantity = Quantity(1_000_000_000);
}

/// What is tried, what it met, and the code that must come back.
type Case = (&'static str, MoneyError, &'static str);

macro_rules! table {
    ($name:ident: $($what:literal => $refusal:expr, $code:literal;)*) => {
        fn $name() -> Vec<Case> {
            vec![$(($what, $refusal, $code)),*]
        }
    };
}

table! { lines:
    "a product beyond 64 bits" => line_refused(huge), "OVERFLOW";
    "a negative price" => line_refused(|line| line.price = Amount(-1)), "AMOUNT_BOUNDS";
    "a price too large" => line_refused(|line| line.price = Amount(1_000_000_000_001)), "AMOUNT_BOUNDS";
    "a negative topping" => line_refused(|line| line.modifiers = vec![Amount(-1)]), "AMOUNT_BOUNDS";
    "a negative stated gross" => line_refused(|line| line.gross_override = Some(Amount(-1))), "AMOUNT_BOUNDS";
    "a negative quantity" => line_refused(|line| line.quantity = Quantity(-1)), "QUANTITY_BOUNDS";
    "a quantity too large" => line_refused(|line| line.quantity = Quantity(1_000_000_001)), "QUANTITY_BOUNDS";
    "a price for nothing" => line_refused(|line| line.per = Quantity(0)), "QUANTITY_BOUNDS";
    "1001 lines" => too_many_lines(), "TOO_MANY";
    "five taxes on a line" => line_refused(|line| line.taxes = vec![0; 5]), "TOO_MANY";
    "an unknown tax" => line_refused(|line| line.taxes = vec![2]), "UNKNOWN_INDEX";
    "a tax twice" => line_refused(|line| line.taxes = vec![0, 0]), "UNKNOWN_INDEX";
    "PPN and PB1 on a line" => line_refused(|line| line.taxes = vec![0, 1]), "PPN_WITH_PB1";
}

table! { rates_and_settings:
    "a discount of 101 %" => discount_refused(Discount::Percent(1_010_000)), "RATE_BOUNDS";
    "a tax of 101 %" => settings_refused(|settings| settings.taxes[0].rate_ppm = 1_010_000), "RATE_BOUNDS";
    "a base of 13/12" => settings_refused(|settings| settings.taxes[0].base_num = 13), "RATE_BOUNDS";
    "a base of 1/0" => settings_refused(|settings| settings.taxes[0].base_den = 0), "RATE_BOUNDS";
    "a service of 101 %" =>
        settings_refused(|settings| settings.service = service(ServiceMode::Exclusive, 1_010_000, true)),
        "RATE_BOUNDS";
    "service inside and untaxed" =>
        settings_refused(|settings| settings.service = service(ServiceMode::Inclusive, 50_000, false)),
        "SERVICE_INCLUSIVE_UNTAXED";
    "a coin of nothing" =>
        settings_refused(|settings| settings.cash_rounding = Some(CoinRule { step: 0, threshold: 0 })),
        "COIN_RULE_BOUNDS";
    "a threshold above the coin" =>
        settings_refused(|settings| settings.noncash_rounding = Some(CoinRule { step: 100, threshold: 101 })),
        "COIN_RULE_BOUNDS";
    "PPN in a shop that is not PKP" => settings_refused(|settings| settings.is_pkp = false), "PPN_NOT_PKP";
}

table! { reductions_and_payments:
    "a negative discount" => discount_refused(Discount::Amount(Amount(-1))), "AMOUNT_BOUNDS";
    "a promo on no line" => promo_refused(Promo::LinePercent { lines: vec![2], ppm: 1 }), "UNKNOWN_INDEX";
    "half a piece in buy 2 get 1" =>
        promo_refused(Promo::BuyXGetY { lines: vec![0, 1], buy: 2, free: 1 }), "BXGY_FRACTION";
    "buy 0 get 1" => promo_refused(Promo::BuyXGetY { lines: vec![0], buy: 0, free: 1 }), "BXGY_SHAPE";
    "buy 1 get 0" => promo_refused(Promo::BuyXGetY { lines: vec![0], buy: 1, free: 0 }), "BXGY_SHAPE";
    "a negative tender" => payment_refused(TenderKind::Cash, -1), "AMOUNT_BOUNDS";
    "a card for more than is left" => payment_refused(TenderKind::NonCash, 10_001), "NONCASH_OVER";
    "a debt for more than is left" => payment_refused(TenderKind::OnAccount, 10_001), "NONCASH_OVER";
    "a Z over an unpaid bill" => unpaid_in_z(), "IDENTITY";
    "a return of no line" => return_refused(1, 1000), "UNKNOWN_INDEX";
    "a return of nothing" => return_refused(0, 0), "RETURN_BOUNDS";
    "a return of too much" => return_refused(0, 1001), "RETURN_BOUNDS";
    "a split into none" => split_evenly(Amount(1), 0, 1).expect_err("a refusal"), "SPLIT_SHAPE";
}

table! { texts_and_primitives:
    "a label too short" => label_refused("200012346580", 100), "LABEL_FORMAT";
    "a label of another prefix" => label_refused("2100456234504", 100), "LABEL_FORMAT";
    "a label read wrongly" => label_refused("2000123465808", 100), "LABEL_CHECK_DIGIT";
    "a price label without a price" => label_refused("2000123465807", 0), "LABEL_NO_PRICE";
    "a QRIS cut short" => qris_refused("000201010211599", 1000), "QRIS_FORMAT";
    "a QRIS read wrongly" =>
        qris::with_amount("00020163040000", Amount(1), Amount(1)).expect_err("a refusal"), "QRIS_CRC";
    "a QRIS with an amount" => qris_refused("00020101021154031005802ID", 1000), "QRIS_NOT_STATIC";
    "a QRIS with a fee" => qris_refused("000201010211550202", 1000), "QRIS_FEE";
    "a QRIS for nothing" => qris_refused("0002010102115802ID", 0), "QRIS_AMOUNT";
    "a QRIS above the limit" => qris_refused("0002010102115802ID", 10_000_001), "QRIS_LIMIT";
    "a cut-off at noon" => day::business_date(0, 420, 720).expect_err("a refusal"), "TIME_BOUNDS";
    "an offset of a day" => day::local_time(0, 1440).expect_err("a refusal"), "TIME_BOUNDS";
    "a moment beyond the calendar" => day::local_time(i64::MAX, 420).expect_err("a refusal"), "TIME_BOUNDS";
    "a division by nothing" => Rounding::HalfUp.divide(1, 0).expect_err("a refusal"), "DIVISOR";
    "a share on nothing" =>
        share::share_on(Amount(1), &[Amount::ZERO]).expect_err("a refusal"), "NOTHING_TO_SHARE_ON";
    "words of no layout" => malformed(), "MALFORMED";
}

fn cases() -> Vec<Case> {
    [
        lines(),
        rates_and_settings(),
        reductions_and_payments(),
        texts_and_primitives(),
    ]
    .concat()
}

#[test]
fn every_refusal_says_its_code() {
    for (what, error, code) in cases() {
        assert_eq!(error.code(), code, "{what}");
    }
}

#[test]
fn every_code_has_a_case_and_a_number_of_its_own() {
    let tried: BTreeSet<&str> = cases().iter().map(|(_, _, code)| *code).collect();
    let known: BTreeSet<&str> = MoneyError::ALL.iter().map(|error| error.code()).collect();
    assert_eq!(tried, known);
    let numbers: Vec<i64> = MoneyError::ALL.iter().map(|error| error.number()).collect();
    let expected: Vec<i64> = (1..).take(numbers.len()).collect();
    assert_eq!(
        numbers, expected,
        "numbers are those of the WebAssembly border: add at the end only"
    );
}
