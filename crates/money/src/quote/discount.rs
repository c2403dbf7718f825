//! Steps 4 and 5: discounts of the lines, then of the bill (money rules § 5).
//!
//! It must not know who granted them.

use super::working::{rate_of, Column, Working};
use crate::amount::Amount;
use crate::cart::Discount;
use crate::error::MoneyError;
use crate::rounding::Rounding;

/// Each line's own discount; afterwards the lines remember what was left before the bill's.
pub(super) fn run_lines(work: &mut Working<'_>) -> Result<(), MoneyError> {
    let rounding = work.settings.discount_rounding;
    for line in &mut work.lines {
        if let Some(discount) = line.given.discount {
            let part = of(discount, line.left, rounding)?;
            line.take(part, Column::LineDiscount)?;
        }
        line.before_bill = line.left;
    }
    Ok(())
}

/// The bill discounts in their order, each shared to the discountable lines.
pub(super) fn run_bill(work: &mut Working<'_>) -> Result<(), MoneyError> {
    let cart = work.cart;
    let touched = cart
        .lines
        .iter()
        .enumerate()
        .filter(|(_, line)| line.discountable);
    let on: Vec<usize> = touched.map(|(index, _)| index).collect();
    for entry in &cart.bill_discounts {
        let pool = Amount::sum(work.lefts(&on)?)?;
        let mut total = of(entry.discount, pool, work.settings.discount_rounding)?;
        if let Some(cap) = entry.cap {
            total = total.min(cap);
        }
        if pool < entry.min_spend {
            total = Amount::ZERO;
        }
        work.spread(total, &on, Column::BillDiscount)?;
        work.bill_discounts.push(total);
    }
    Ok(())
}

fn of(discount: Discount, left: Amount, rounding: Rounding) -> Result<Amount, MoneyError> {
    match discount {
        Discount::Percent(ppm) => rate_of(left, ppm, rounding),
        Discount::Amount(amount) => Ok(amount.min(left)),
    }
}
