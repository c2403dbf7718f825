//! Step 3: promos, in the order given, each on what the former left (money rules § 5).
//!
//! It must not know when a promo holds or for whom; the caller has decided that.

use super::working::{rate_of, times_quantity, Column, Working};
use crate::amount::{Amount, Quantity};
use crate::cart::Promo;
use crate::error::MoneyError;
use crate::rounding::Rounding;

/// All promos of the cart.
pub(super) fn run(work: &mut Working<'_>) -> Result<(), MoneyError> {
    let cart = work.cart;
    for promo in &cart.promos {
        let total = match promo {
            Promo::LinePercent { lines, ppm } => line_percent(work, lines, *ppm)?,
            Promo::Tier {
                lines,
                min_quantity,
                price,
            } => tier(work, lines, *min_quantity, *price)?,
            Promo::GroupPercent { lines, ppm, cap } => {
                let total = rate_of(pool(work, lines)?, *ppm, work.settings.discount_rounding)?;
                together(work, lines, cap.map_or(total, |cap| total.min(cap)))?
            }
            Promo::BuyXGetY { lines, buy, free } => {
                let total = cheapest_pieces(work, lines, *buy, *free)?;
                let total = total.min(pool(work, lines)?);
                together(work, lines, total)?
            }
            Promo::Bundle { lines, price } => {
                let total = pool(work, lines)?.minus(*price)?.max(Amount::ZERO);
                together(work, lines, total)?
            }
        };
        work.promos.push(total);
    }
    Ok(())
}

fn pool(work: &Working<'_>, on: &[usize]) -> Result<Amount, MoneyError> {
    Amount::sum(work.lefts(on)?)
}

fn together(work: &mut Working<'_>, on: &[usize], total: Amount) -> Result<Amount, MoneyError> {
    work.spread(total, on, Column::Promo)?;
    Ok(total)
}

fn line_percent(work: &mut Working<'_>, on: &[usize], ppm: u32) -> Result<Amount, MoneyError> {
    let rounding = work.settings.discount_rounding;
    let mut total = Amount::ZERO;
    for index in on {
        let line = work.line_mut(*index)?;
        let part = rate_of(line.left, ppm, rounding)?;
        line.take(part, Column::Promo)?;
        total = total.plus(part)?;
    }
    Ok(total)
}

fn tier(
    work: &mut Working<'_>,
    on: &[usize],
    from: Quantity,
    price: Amount,
) -> Result<Amount, MoneyError> {
    let mut quantity = Quantity::ZERO;
    for index in on {
        quantity = quantity.plus(work.line(*index)?.given.quantity)?;
    }
    if quantity < from {
        return Ok(Amount::ZERO);
    }
    let rounding = work.settings.line_rounding;
    let mut total = Amount::ZERO;
    for index in on {
        let line = work.line_mut(*index)?;
        let unit = line.unit.minus(line.given.price)?.plus(price)?;
        let instead = times_quantity(unit, line.given, rounding)?;
        let part = line.left.minus(instead)?.max(Amount::ZERO);
        line.take(part, Column::Promo)?;
        total = total.plus(part)?;
    }
    Ok(total)
}

/// What the free pieces cost. Pieces are counted in runs of one price, so that a million of
/// them is no more work than one. A price that is for several pieces counts for one of them.
fn cheapest_pieces(
    work: &Working<'_>,
    on: &[usize],
    buy: u32,
    free: u32,
) -> Result<Amount, MoneyError> {
    let mut runs = Vec::with_capacity(on.len());
    for index in on {
        let line = work.line(*index)?;
        let per = i128::from(line.given.per.0);
        let piece = Rounding::HalfUp.multiply_divide(i128::from(line.unit.0), 1000, per)?;
        runs.push((piece, i128::from(line.given.quantity.0 / 1000)));
    }
    runs.sort_unstable();
    let pieces: i128 = runs.iter().map(|(_, count)| count).sum();
    let mut to_give = pieces / (i128::from(buy) + i128::from(free)) * i128::from(free);
    let mut total = 0_i128;
    for (piece, count) in runs {
        let given = count.min(to_give);
        to_give -= given;
        total = piece
            .checked_mul(given)
            .and_then(|part| total.checked_add(part))
            .ok_or(MoneyError::Overflow)?;
    }
    Amount::from_wide(total)
}
