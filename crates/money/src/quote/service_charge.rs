//! Steps 6 and 9: the service charge, on top of the price or inside it (money rules § 3).
//!
//! One rounding for the bill, then shared; it must not know order types.

use super::working::{rate_of, Working};
use crate::amount::Amount;
use crate::error::MoneyError;
use crate::settings::{PriceMode, Service, ServiceBasis, ServiceMode};
use crate::share::share_on;

const WHOLE_PPM: i128 = 1_000_000;

/// Step 6: service added to the bill.
pub(super) fn on_top(work: &mut Working<'_>) -> Result<(), MoneyError> {
    let service = match of_mode(work, ServiceMode::Exclusive) {
        Some(service) => service,
        None => return Ok(()),
    };
    let served = work.lines.iter().filter(|line| line.given.service);
    let weights: Vec<Amount> = served
        .map(|line| match service.basis {
            ServiceBasis::AfterDiscount => line.left,
            ServiceBasis::BeforeBillDiscount => line.before_bill,
            ServiceBasis::Gross => line.done.gross,
        })
        .collect();
    let total = rate_of(
        Amount::sum(weights.iter().copied())?,
        service.ppm,
        service.rounding,
    )?;
    book(work, total, &weights)
}

/// Step 9: service already inside the price; a memo that adds nothing.
pub(super) fn inside(work: &mut Working<'_>) -> Result<(), MoneyError> {
    let service = match of_mode(work, ServiceMode::Inclusive) {
        Some(service) => service,
        None => return Ok(()),
    };
    let tax_inside = work.settings.price_mode == PriceMode::Inclusive;
    let mut weights = Vec::new();
    for line in work.lines.iter().filter(|line| line.given.service) {
        let tax = Amount::sum(line.done.taxes.iter().map(|tax| tax.amount))?;
        weights.push(if tax_inside {
            line.left.minus(tax)?
        } else {
            line.left
        });
    }
    let (sum, ppm) = (
        Amount::sum(weights.iter().copied())?,
        i128::from(service.ppm),
    );
    let total = service
        .rounding
        .multiply_divide(i128::from(sum.0), ppm, WHOLE_PPM + ppm)?;
    book(work, Amount::from_wide(total)?, &weights)
}

fn of_mode(work: &Working<'_>, mode: ServiceMode) -> Option<Service> {
    work.settings.service.filter(|service| service.mode == mode)
}

fn book(work: &mut Working<'_>, total: Amount, weights: &[Amount]) -> Result<(), MoneyError> {
    let parts = share_on(total, weights)?;
    let served = work.lines.iter_mut().filter(|line| line.given.service);
    for (line, part) in served.zip(parts) {
        line.done.service = part;
    }
    work.service = total;
    Ok(())
}
