//! Amounts as receipts and screens show them: `Rp 12.345`, `-Rp 37`, `$ 1.234,50` (money rules § 9).
//!
//! Indonesian separators for every currency. It must not know widths or languages.

use crate::amount::Amount;
use crate::currency::Currency;

/// With the currency's symbol; `space` is the setting `currency_space` (default true).
pub fn with_symbol(amount: Amount, currency: Currency, space: bool) -> String {
    let sign = if amount.0 < 0 { "-" } else { "" };
    let gap = if space { " " } else { "" };
    format!("{sign}{}{gap}{}", currency.symbol, digits(amount, currency))
}

/// Without symbol, for the columns of a receipt: `12.345`, `-37`.
pub fn plain(amount: Amount, currency: Currency) -> String {
    let sign = if amount.0 < 0 { "-" } else { "" };
    format!("{sign}{}", digits(amount, currency))
}

/// The magnitude: dots between thousands, a comma before decimals.
fn digits(amount: Amount, currency: Currency) -> String {
    let decimals = usize::try_from(currency.exponent).unwrap_or(0);
    let magnitude = format!("{:0width$}", amount.0.unsigned_abs(), width = decimals + 1);
    let (whole, fraction) = magnitude.split_at(magnitude.len() - decimals);
    let mut text = String::with_capacity(magnitude.len() * 2);
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place) % 3 == 0 {
            text.push('.');
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push(',');
        text.push_str(fraction);
    }
    text
}
