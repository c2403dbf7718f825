//! What a product, a price and a tax may say.

use nusa_facts::master::{Price, Product, Tax};
use nusa_money::{
    TaxKind,
    amount::{MAX_PRICE, MAX_QUANTITY},
};

use super::row::RowAt;
use crate::{
    Moment, Refusal,
    limits::{MAX_CODE_CHARS, MAX_TAXES, WHOLE_PPM},
    price::kind_of,
    text,
};

/// The largest denominator of a tax's base, a figure of the money engine.
const MAX_BASE_DEN: i64 = 1_000;

/// A product. PPN may only be charged where a branch is PKP, and no product carries PPN and PB1.
pub(super) fn product(at: RowAt, row: &mut Product, ppn_allowed: bool) -> Result<(), Refusal> {
    at.ensure(row.id.0 > 0, "id", "products number from 1")?;
    at.code("sku", &mut row.sku)?;
    row.barcode = row.barcode.trim().to_owned();
    if !row.barcode.is_empty() {
        at.code("barcode", &mut row.barcode)?;
    }
    at.text("name", &mut row.name)?;
    row.unit = text::bounded(&at.field("unit"), &row.unit, MAX_CODE_CHARS)?;
    at.ensure(
        row.taxes.len() <= MAX_TAXES,
        "taxes",
        "at most 4 taxes a product",
    )?;
    for (index, tax) in row.taxes.iter().enumerate() {
        at.ensure(is_tax_code(tax), "taxes", "not a tax code")?;
        at.ensure(
            !row.taxes[..index].contains(tax),
            "taxes",
            "a tax is named twice",
        )?;
    }
    let carries = |kind| row.taxes.iter().any(|code| kind_of(code) == kind);
    let (ppn, pb1) = (carries(TaxKind::Ppn), carries(TaxKind::Pb1));
    at.ensure(
        !(ppn && pb1),
        "taxes",
        "PPN_WITH_PB1: a product carries one of them",
    )?;
    at.ensure(
        !ppn || ppn_allowed,
        "taxes",
        "PPN_NOT_PKP: no branch may collect PPN",
    )
}

/// A version of a price; 0 is a price, too.
pub(super) fn price(at: RowAt, row: &Price) -> Result<(), Refusal> {
    at.ensure(row.id.0 > 0, "id", "prices number from 1")?;
    at.ensure(
        (0..=MAX_PRICE).contains(&row.amount),
        "amount",
        "not a price",
    )?;
    let per = (1..=MAX_QUANTITY).contains(&row.per_milli);
    at.ensure(per, "per_milli", "a price is for a quantity above zero")?;
    let least = (0..=MAX_QUANTITY).contains(&row.min_milli);
    at.ensure(least, "min_milli", "not a least quantity")?;
    let ends_later = row.valid_to.is_none_or(|end| end > row.valid_from);
    at.ensure(ends_later, "valid_to", "a price ends after it begins")
}

/// A price that has begun keeps what it says for ever; only its end may be set. A new price is a
/// new version, so no change touches another version or place (D1-07, D1-08).
pub(super) fn price_stays(
    at: RowAt,
    row: &Price,
    was: &Price,
    moment: &Moment,
) -> Result<(), Refusal> {
    let begun = was.valid_from <= moment.at;
    let same = Price {
        valid_to: was.valid_to,
        ..row.clone()
    } == *was;
    let detail = "a price that has begun is not rewritten: end it and write a new version";
    at.ensure(!begun || same, "amount", detail)?;
    let detail = "a price stays with its product";
    at.ensure(row.product == was.product, "product", detail)
}

/// A tax with its dates.
pub(super) fn tax(at: RowAt, row: &mut Tax) -> Result<(), Refusal> {
    at.ensure(row.id.0 > 0, "id", "taxes number from 1")?;
    row.code = row.code.trim().to_owned();
    at.ensure(is_tax_code(&row.code), "code", "not a tax code")?;
    at.text("name", &mut row.name)?;
    let rate = (0..=WHOLE_PPM).contains(&row.rate_ppm);
    at.ensure(rate, "rate_ppm", "a rate is 0 to 1,000,000 ppm")?;
    let den = (1..=MAX_BASE_DEN).contains(&row.base_den);
    at.ensure(den, "base_den", "a denominator is 1 to 1000")?;
    let num = (0..=row.base_den).contains(&row.base_num);
    at.ensure(num, "base_num", "a base is at most the whole")?;
    let ends_later = row.valid_to.is_none_or(|end| end > row.valid_from);
    at.ensure(ends_later, "valid_to", "a tax ends after it begins")
}

fn is_tax_code(code: &str) -> bool {
    let letter = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    !code.is_empty() && code.len() <= MAX_CODE_CHARS && code.chars().all(letter)
}
