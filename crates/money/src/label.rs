//! Labels of shop scales: 13 digits that hold an item and a price or a weight (money rules § 7).
//!
//! The layout is a rule the shop sets. It must not know products: the item is digits.

use crate::amount::{Amount, Quantity, MAX_PRICE};
use crate::error::MoneyError;
use crate::rounding::Rounding;

/// Digits of a label, check digit included.
pub const LABEL_DIGITS: usize = 13;

/// What the value digits say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LabelKind {
    /// A price: the gross of the line, exactly.
    Price,
    /// A weight: the quantity of the line.
    Weight,
}

/// How a label is laid out: `prefix(2) + item + value + check digit`. When item and value
/// leave digits between them (a price check digit), those are not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LabelRule {
    /// The first two digits, 0…99 (GS1 keeps 20…29 for the shop).
    pub prefix: u8,
    /// Number of item digits.
    pub item_digits: usize,
    /// Number of value digits.
    pub value_digits: usize,
    /// What the value says.
    pub kind: LabelKind,
    /// What one of the value is worth: storage units of money, or thousandths.
    pub scale: i64,
}

/// What a label says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The item's digits, leading zeros kept.
    pub item: String,
    /// The value as printed.
    pub value: i64,
    /// The gross of the line; for a price label exactly what it says.
    pub gross: Amount,
    /// The quantity; for a price label computed, only for stock.
    pub quantity: Quantity,
}

/// A scanned label read by its rule, of a product that costs `price` for `per`.
///
/// # Errors
/// [`MoneyError::LabelFormat`], [`MoneyError::LabelCheckDigit`], [`MoneyError::LabelNoPrice`],
/// [`MoneyError::AmountBounds`] and [`MoneyError::QuantityBounds`] for a price out of bounds,
/// [`MoneyError::Overflow`].
pub fn read_label(
    code: &str,
    rule: &LabelRule,
    price: Amount,
    per: Quantity,
) -> Result<Label, MoneyError> {
    let digits = digits_of(code)?;
    let item_end = rule
        .item_digits
        .checked_add(2)
        .ok_or(MoneyError::LabelFormat)?;
    let value_start = (LABEL_DIGITS - 1)
        .checked_sub(rule.value_digits)
        .ok_or(MoneyError::LabelFormat)?;
    if item_end > value_start || rule.scale < 1 || rule.prefix > 99 {
        return Err(MoneyError::LabelFormat);
    }
    check_digit(&digits)?;
    let number = |from: usize, to: usize| {
        let part = digits.get(from..to).ok_or(MoneyError::LabelFormat)?;
        Ok::<i64, MoneyError>(
            part.iter()
                .fold(0, |number, digit| number * 10 + i64::from(*digit)),
        )
    };
    if number(0, 2)? != i64::from(rule.prefix) {
        return Err(MoneyError::LabelFormat);
    }
    price.within(MAX_PRICE)?;
    if per.checked()? == Quantity::ZERO {
        return Err(MoneyError::QuantityBounds);
    }
    let value = number(value_start, LABEL_DIGITS - 1)?;
    let scaled = value.checked_mul(rule.scale).ok_or(MoneyError::Overflow)?;
    let (gross, quantity) = match rule.kind {
        LabelKind::Price => (Amount(scaled), quantity_of(Amount(scaled), price, per)?),
        LabelKind::Weight => (gross_of(Quantity(scaled), price, per)?, Quantity(scaled)),
    };
    let item = code
        .get(2..item_end)
        .ok_or(MoneyError::LabelFormat)?
        .to_owned();
    Ok(Label {
        item,
        value,
        gross,
        quantity,
    })
}

fn digits_of(code: &str) -> Result<Vec<u8>, MoneyError> {
    if code.len() != LABEL_DIGITS || !code.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(MoneyError::LabelFormat);
    }
    Ok(code.bytes().map(|byte| byte - b'0').collect())
}

/// d1 + 3·d2 + d3 + … + d13 must be a multiple of 10.
fn check_digit(digits: &[u8]) -> Result<(), MoneyError> {
    let weighted = digits.iter().enumerate().map(|(place, digit)| {
        let weight = if place % 2 == 0 { 1 } else { 3 };
        weight * u32::from(*digit)
    });
    if weighted.sum::<u32>() % 10 != 0 {
        return Err(MoneyError::LabelCheckDigit);
    }
    Ok(())
}

fn quantity_of(gross: Amount, price: Amount, per: Quantity) -> Result<Quantity, MoneyError> {
    if price == Amount::ZERO {
        return Err(MoneyError::LabelNoPrice);
    }
    let (gross, per) = (i128::from(gross.0), i128::from(per.0));
    let quantity = Rounding::HalfUp.multiply_divide(gross, per, i128::from(price.0))?;
    i64::try_from(quantity)
        .map(Quantity)
        .map_err(|_| MoneyError::Overflow)
}

fn gross_of(quantity: Quantity, price: Amount, per: Quantity) -> Result<Amount, MoneyError> {
    let (price, quantity) = (i128::from(price.0), i128::from(quantity.0));
    Amount::from_wide(Rounding::HalfUp.multiply_divide(price, quantity, i128::from(per.0))?)
}
