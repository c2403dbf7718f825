//! What a branch and its settings may say.

use nusa_facts::master::{Branch, CoinStep, ServiceCharge};
use nusa_money::{CoinRule, currency};

use super::{row::RowAt, till_settings};
use crate::{
    Refusal,
    limits::{
        MAX_BRANCH_CODE_CHARS, MAX_CUTOFF_MIN, MAX_RECEIPT_CHARS, MAX_RECEIPT_LINES, MAX_TZ_MIN,
        WHOLE_PPM,
    },
};

/// A branch with its settings.
pub(super) fn settings(at: RowAt, row: &mut Branch) -> Result<(), Refusal> {
    row.code = row.code.trim().to_owned();
    at.ensure(
        is_branch_code(&row.code),
        "code",
        "a branch's code is 1 to 6 upper-case letters and digits",
    )?;
    at.text("name", &mut row.name)?;
    at.blank_or_text("address", &mut row.address)?;
    let offset = (-MAX_TZ_MIN..=MAX_TZ_MIN).contains(&row.tz_offset_min);
    at.ensure(offset, "tz_offset_min", "no place has that offset")?;
    let cutoff = row.cutoff_min <= MAX_CUTOFF_MIN;
    at.ensure(cutoff, "cutoff_min", "a day turns before noon")?;
    let known = currency::by_code(&row.currency).is_some();
    at.ensure(known, "currency", "the currency is not known")?;
    service(at, row.service)?;
    coins(at, "cash_rounding", row.cash_rounding)?;
    coins(at, "noncash_rounding", row.noncash_rounding)?;
    let limit = (0..=WHOLE_PPM).contains(&row.cashier_discount_ppm);
    at.ensure(
        limit,
        "cashier_discount_ppm",
        "a limit is 0 to 1,000,000 ppm",
    )?;
    paper(at, "header", &row.header)?;
    paper(at, "footer", &row.footer)?;
    till_settings::settings(at, &mut row.till)
}

/// The sums of a branch are in one currency for ever.
pub(super) fn currency_stays(at: RowAt, row: &Branch, was: &Branch) -> Result<(), Refusal> {
    let detail = "a branch keeps its currency; its sums would mix";
    at.ensure(row.currency == was.currency, "currency", detail)
}

/// A branch's code stands on its receipts, and their numbers must not begin anew.
pub(super) fn code_stays(at: RowAt, row: &Branch, was: &Branch) -> Result<(), Refusal> {
    let detail = "a branch keeps its code; it stands on its receipts";
    at.ensure(row.code == was.code, "code", detail)
}

fn is_branch_code(code: &str) -> bool {
    let letter = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit();
    (1..=MAX_BRANCH_CODE_CHARS).contains(&code.len()) && code.chars().all(letter)
}

fn service(at: RowAt, service: Option<ServiceCharge>) -> Result<(), Refusal> {
    let Some(service) = service else {
        return Ok(());
    };
    let rate = (0..=WHOLE_PPM).contains(&service.ppm);
    at.ensure(rate, "service.ppm", "a rate is 0 to 1,000,000 ppm")?;
    at.ensure(
        service.taxable || !service.inclusive,
        "service.taxable",
        "SERVICE_INCLUSIVE_UNTAXED: a charge inside the price is taxed",
    )
}

fn coins(at: RowAt, name: &str, coin: Option<CoinStep>) -> Result<(), Refusal> {
    let right = coin.is_none_or(|coin| {
        let rule = CoinRule {
            step: coin.step,
            threshold: coin.threshold,
        };
        rule.check().is_ok()
    });
    at.ensure(right, name, "a threshold is 1 to the step")
}

fn paper(at: RowAt, name: &str, lines: &[String]) -> Result<(), Refusal> {
    let few = lines.len() <= MAX_RECEIPT_LINES;
    at.ensure(few, name, "at most 10 lines")?;
    let prints = |line: &String| {
        line.chars().count() <= MAX_RECEIPT_CHARS && !line.chars().any(char::is_control)
    };
    at.ensure(
        lines.iter().all(prints),
        name,
        "a line has at most 48 characters, none of them control characters",
    )
}
