//! The golden vectors of the primitives: roundings, labels, QRIS, days, texts.
//!
//! Short codes of refusal in the file are the ends of the engine's codes.

use nusa_money::label::{read_label, LabelKind, LabelRule};
use nusa_money::{currency, day, qris, share, text, Amount, CoinRule, MoneyError, Quantity};

use crate::vectors::{rounding, DayExpect, Golden, LabelExpect, QrisExpect, RuleRow};

/// QRIS pays at most this in one transaction (money rules § 8).
const QRIS_LIMIT: Amount = Amount(10_000_000);

#[test]
fn every_rounding_is_as_expected() {
    for row in Golden::read().round {
        assert_eq!(
            rounding(&row.mode).divide(row.num, row.den),
            Ok(row.expect),
            "{}",
            row.id
        );
    }
}

#[test]
fn every_share_is_as_expected() {
    for row in Golden::read().alloc {
        let weights: Vec<Amount> = row.weights.iter().copied().map(Amount).collect();
        let parts = share::share_on(Amount(row.total), &weights).expect("parts");
        let numbers: Vec<i64> = parts.iter().map(|part| part.0).collect();
        assert_eq!(numbers, row.expect, "{}", row.id);
    }
}

#[test]
fn every_cash_rounding_is_as_expected() {
    for row in Golden::read().cash_round {
        let rule = CoinRule {
            step: row.step,
            threshold: row.threshold,
        };
        assert_eq!(
            rule.apply(Amount(row.amount)),
            Ok(Amount(row.expect)),
            "{}",
            row.id
        );
    }
}

#[test]
fn every_label_is_as_expected() {
    for row in Golden::read().barcodes {
        let (rule, price) = (label_rule(&row.rule), Amount(row.unit_price));
        let done = match read_label(&row.code, &rule, price, Quantity(1000)) {
            Ok(label) => LabelExpect {
                item: label.item,
                value: label.value,
                gross: label.gross.0,
                qty_milli: label.quantity.0,
                error: None,
            },
            Err(error) => LabelExpect {
                error: Some(short(error, "LABEL_")),
                ..LabelExpect::default()
            },
        };
        assert_eq!(done, row.expect, "{} {}", row.id, row.title);
    }
}

fn label_rule(row: &RuleRow) -> LabelRule {
    LabelRule {
        prefix: row.prefix.parse().expect("two digits"),
        item_digits: row.item_digits,
        value_digits: row.value_digits,
        kind: match row.kind.as_str() {
            "price" => LabelKind::Price,
            "weight" => LabelKind::Weight,
            other => panic!("label kind {other}"),
        },
        scale: row.scale,
    }
}

#[test]
fn every_qris_is_as_expected() {
    for row in Golden::read().qris {
        let mut done = QrisExpect::default();
        if let Some(text) = &row.text {
            done.crc = Some(qris::crc_text(text.as_bytes()));
        }
        if let Some(payload) = &row.r#static {
            match qris::with_amount(payload, Amount(row.amount), QRIS_LIMIT) {
                Ok(stated) => done.payload = Some(stated),
                Err(error) => done.error = Some(short(error, "QRIS_")),
            }
        }
        assert_eq!(done, row.expect, "{} {}", row.id, row.title);
    }
}

#[test]
fn every_business_day_is_as_expected() {
    for row in Golden::read().business_days {
        let at = epoch_ms(&row.utc);
        let done = DayExpect {
            local: day::local_time(at, row.offset_min)
                .expect("a local time")
                .to_string(),
            business_date: day::business_date(at, row.offset_min, row.cutoff_min)
                .expect("a date")
                .to_string(),
        };
        assert_eq!(done, row.expect, "{}", row.id);
    }
}

#[test]
fn every_text_is_as_expected() {
    for row in Golden::read().formats {
        let currency = currency::by_code(&row.currency).expect("a known currency");
        assert_eq!(
            text::with_symbol(Amount(row.amount), currency, row.space),
            row.expect,
            "{}",
            row.id
        );
    }
}

fn short(error: MoneyError, prefix: &str) -> String {
    error
        .code()
        .strip_prefix(prefix)
        .expect("a code of this family")
        .to_lowercase()
}

/// `2026-03-14T16:59:59Z` in milliseconds, by counting days one year and month at a time: slow
/// and plain, so that it shares nothing with the engine's calendar.
fn epoch_ms(utc: &str) -> i64 {
    let part = |from: usize, to: usize| utc[from..to].parse::<i64>().expect("digits");
    let leap = |year: i64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let (year, month, day) = (part(0, 4), part(5, 7), part(8, 10));
    let years: i64 = (1970..year)
        .map(|year| if leap(year) { 366 } else { 365 })
        .sum();
    let lengths = [
        31,
        if leap(year) { 29 } else { 28 },
        31,
        30,
        31,
        30,
        31,
        31,
        30,
        31,
        30,
        31,
    ];
    let months: i64 = lengths.iter().zip(1..month).map(|(length, _)| length).sum();
    let days = years + months + day - 1;
    (((days * 24 + part(11, 13)) * 60 + part(14, 16)) * 60 + part(17, 19)) * 1000
}
