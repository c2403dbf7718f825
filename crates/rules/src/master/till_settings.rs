//! What the settings of a branch's tills may say. The shop's QRIS is read to the
//! last digit of its checksum, because a wrong code sends money to nobody.

use std::collections::BTreeSet;

use nusa_facts::till_settings::{LabelLayout, TillSettings};
use nusa_money::{Amount, label::LABEL_DIGITS, qris};

use super::row::RowAt;
use crate::{
    Refusal,
    limits::{LABEL_PREFIXES, MAX_LABELS, MAX_NPWP_CHARS, MAX_QRIS_CHARS, RECEIPT_COLUMNS},
};

/// The settings of the tills.
pub(super) fn settings(at: RowAt, row: &mut TillSettings) -> Result<(), Refusal> {
    row.npwp = row.npwp.trim().to_owned();
    let number = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-');
    let npwp = row.npwp.len() <= MAX_NPWP_CHARS && row.npwp.chars().all(number);
    at.ensure(npwp, "till.npwp", "an NPWP has digits, dots and dashes")?;
    let columns = RECEIPT_COLUMNS.contains(&row.columns);
    at.ensure(
        columns,
        "till.columns",
        "a line has 32, 42 or 48 characters",
    )?;
    let twice = |(n, method)| row.methods[..n].contains(method);
    at.ensure(
        !row.methods.iter().enumerate().any(twice),
        "till.methods",
        "a method stands twice",
    )?;
    if let Some(qris) = &mut row.qris {
        qris.payload = qris.payload.trim().to_owned();
        static_code(at, &qris.payload)?;
    }
    at.ensure(
        row.labels.len() <= MAX_LABELS,
        "till.labels",
        "at most 10 labels",
    )?;
    let prefixes: BTreeSet<u8> = row.labels.iter().map(|label| label.prefix).collect();
    at.ensure(
        prefixes.len() == row.labels.len(),
        "till.labels",
        "a prefix stands twice",
    )?;
    row.labels.iter().try_for_each(|label| layout(at, label))
}

/// A static code that can state an amount; the reason of a refusal is the money engine's.
fn static_code(at: RowAt, payload: &str) -> Result<(), Refusal> {
    let field = "till.qris.payload";
    let short = payload.len() <= MAX_QRIS_CHARS;
    at.ensure(short, field, "a QRIS is not so long")?;
    match qris::with_amount(payload, Amount(1), Amount(1)) {
        Ok(_) => Ok(()),
        Err(error) => Err(at.invalid(field, error.code())),
    }
}

fn layout(at: RowAt, label: &LabelLayout) -> Result<(), Refusal> {
    let field = "till.labels";
    let prefix = LABEL_PREFIXES.contains(&label.prefix);
    at.ensure(prefix, field, "a shop's own labels begin with 20 to 29")?;
    let parts = [label.item_digits, label.value_digits];
    let digits: usize = parts.into_iter().map(usize::from).sum();
    // Two digits of the prefix and one that checks.
    let fits = parts.iter().all(|digits| *digits > 0) && digits + 3 <= LABEL_DIGITS;
    at.ensure(fits, field, "item and value have at most 10 digits")?;
    at.ensure(label.scale >= 1, field, "a scale is 1 or more")
}
