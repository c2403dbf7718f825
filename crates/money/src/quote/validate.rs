//! Step 1: what a bill may hold (money rules §§ 1–6 and § 13 step 1).
//!
//! It refuses; it never corrects.

use crate::amount::{Amount, Quantity, MAX_AMOUNT, MAX_PRICE};
use crate::cart::{BillDiscount, Cart, Discount, Line, Payment, Promo};
use crate::coin::CoinRule;
use crate::error::MoneyError;
use crate::settings::{Service, ServiceMode, Settings, Tax, TaxKind};

/// Lines on a bill, a figure of the money rules.
pub(super) const MAX_LINES: usize = 1000;
/// Promos, and bill discounts, on a bill; more is a mistake of the caller.
const MAX_REDUCTIONS: usize = 100;
/// Taxes on a line, a figure of the money rules; it also bounds the common denominator.
const MAX_TAXES_ON_LINE: usize = 4;
/// Taxes in the settings of a bill.
const MAX_TAXES: usize = 16;
/// Toppings on a line.
const MAX_MODIFIERS: usize = 50;
/// Tenders of a bill.
const MAX_TENDERS: usize = 100;
/// Largest denominator of a tax base fraction, so that four of them still have a small
/// common multiple.
const MAX_BASE_DEN: u32 = 1000;
/// One whole, in parts per million.
const WHOLE_PPM: u32 = 1_000_000;

/// The settings of the bill.
pub(super) fn settings(settings: &Settings) -> Result<(), MoneyError> {
    at_most(settings.taxes.len(), MAX_TAXES)?;
    settings.taxes.iter().try_for_each(tax)?;
    settings.service.map_or(Ok(()), service)?;
    coins(settings)
}

/// The coin rules alone, for a settlement without a bill.
pub(super) fn coins(settings: &Settings) -> Result<(), MoneyError> {
    settings.cash_rounding.map_or(Ok(()), CoinRule::check)?;
    settings.noncash_rounding.map_or(Ok(()), CoinRule::check)
}

/// The cart under those settings.
pub(super) fn cart(settings: &Settings, cart: &Cart) -> Result<(), MoneyError> {
    at_most(cart.lines.len(), MAX_LINES)?;
    at_most(cart.promos.len(), MAX_REDUCTIONS)?;
    at_most(cart.bill_discounts.len(), MAX_REDUCTIONS)?;
    cart.lines
        .iter()
        .try_for_each(|given| line(settings, given))?;
    cart.promos
        .iter()
        .try_for_each(|given| promo(cart, given))?;
    cart.bill_discounts.iter().try_for_each(bill_discount)
}

/// The tip and the tenders.
pub(super) fn payment(payment: &Payment) -> Result<(), MoneyError> {
    at_most(payment.tenders.len(), MAX_TENDERS)?;
    payment.tip.within(MAX_AMOUNT)?;
    payment
        .tenders
        .iter()
        .try_for_each(|tender| tender.amount.within(MAX_AMOUNT).map(drop))
}

fn tax(tax: &Tax) -> Result<(), MoneyError> {
    rate(tax.rate_ppm)?;
    if tax.base_den < 1 || tax.base_den > MAX_BASE_DEN || tax.base_num > tax.base_den {
        return Err(MoneyError::RateBounds);
    }
    Ok(())
}

fn service(service: Service) -> Result<(), MoneyError> {
    if service.mode == ServiceMode::Inclusive && !service.taxable {
        return Err(MoneyError::ServiceInclusiveUntaxed);
    }
    rate(service.ppm)
}

fn line(settings: &Settings, line: &Line) -> Result<(), MoneyError> {
    line.price.within(MAX_PRICE)?;
    at_most(line.modifiers.len(), MAX_MODIFIERS)?;
    line.modifiers
        .iter()
        .try_for_each(|price| price.within(MAX_PRICE).map(drop))?;
    line.quantity.checked()?;
    if line.per.checked()? == Quantity::ZERO {
        return Err(MoneyError::QuantityBounds);
    }
    line.discount.map_or(Ok(()), discount)?;
    optional(line.gross_override)?;
    line_taxes(settings, line)
}

fn line_taxes(settings: &Settings, line: &Line) -> Result<(), MoneyError> {
    at_most(line.taxes.len(), MAX_TAXES_ON_LINE)?;
    each_once(&line.taxes, settings.taxes.len())?;
    let carries = |kind| {
        let is = |index: &usize| {
            settings
                .taxes
                .get(*index)
                .map_or(false, |tax| tax.kind == kind)
        };
        line.taxes.iter().any(is)
    };
    if carries(TaxKind::Ppn) && !settings.is_pkp {
        return Err(MoneyError::PpnNotPkp);
    }
    if carries(TaxKind::Ppn) && carries(TaxKind::Pb1) {
        return Err(MoneyError::PpnWithPb1);
    }
    Ok(())
}

fn promo(cart: &Cart, promo: &Promo) -> Result<(), MoneyError> {
    each_once(promo.lines(), cart.lines.len())?;
    match promo {
        Promo::LinePercent { ppm, .. } => rate(*ppm),
        Promo::GroupPercent { ppm, cap, .. } => rate(*ppm).and_then(|()| optional(*cap)),
        Promo::Tier {
            min_quantity,
            price,
            ..
        } => {
            // Many lines may add up to more than one line may hold, so only the sign counts.
            if min_quantity.0 < 0 {
                return Err(MoneyError::QuantityBounds);
            }
            price.within(MAX_PRICE).map(drop)
        }
        Promo::Bundle { price, .. } => price.within(MAX_AMOUNT).map(drop),
        Promo::BuyXGetY { lines, buy, free } => {
            if *buy < 1 || *free < 1 {
                return Err(MoneyError::BxgyShape);
            }
            let whole = |index: &usize| {
                cart.lines
                    .get(*index)
                    .map_or(false, |line| line.quantity.is_whole())
            };
            if lines.iter().all(whole) {
                Ok(())
            } else {
                Err(MoneyError::BxgyFraction)
            }
        }
    }
}

fn bill_discount(entry: &BillDiscount) -> Result<(), MoneyError> {
    discount(entry.discount)?;
    optional(entry.cap)?;
    entry.min_spend.within(MAX_AMOUNT).map(drop)
}

fn discount(given: Discount) -> Result<(), MoneyError> {
    match given {
        Discount::Percent(ppm) => rate(ppm),
        Discount::Amount(amount) => amount.within(MAX_AMOUNT).map(drop),
    }
}

fn rate(ppm: u32) -> Result<(), MoneyError> {
    if ppm > WHOLE_PPM {
        return Err(MoneyError::RateBounds);
    }
    Ok(())
}

fn optional(amount: Option<Amount>) -> Result<(), MoneyError> {
    amount.map_or(Ok(()), |amount| amount.within(MAX_AMOUNT).map(drop))
}

fn at_most(count: usize, limit: usize) -> Result<(), MoneyError> {
    if count > limit {
        return Err(MoneyError::TooMany);
    }
    Ok(())
}

fn each_once(indexes: &[usize], count: usize) -> Result<(), MoneyError> {
    let mut seen = vec![false; count];
    for index in indexes {
        match seen.get_mut(*index) {
            Some(seen) if !*seen => *seen = true,
            _ => return Err(MoneyError::UnknownIndex),
        }
    }
    Ok(())
}
