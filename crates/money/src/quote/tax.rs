//! Steps 7 and 8: taxes, on top of the price or taken out of it (money rules §§ 1, 2, 13).
//!
//! One rounding a tax (on top) or a set of taxes (inside) for the whole bill, then shared.
//! It must not know which tax it is.

use super::working::Working;
use crate::amount::Amount;
use crate::bill::LineTax;
use crate::error::MoneyError;
use crate::rounding::Rounding;
use crate::settings::{DppRounding, PriceMode, Tax};
use crate::share::{share, share_on};

const WHOLE_PPM: i128 = 1_000_000;

/// All taxes; afterwards each line lists what it carries in the order of the settings.
pub(super) fn run(work: &mut Working<'_>) -> Result<(), MoneyError> {
    let taxable = taxable(work)?;
    match work.settings.price_mode {
        PriceMode::Exclusive => on_top(work, &taxable)?,
        PriceMode::Inclusive => inside(work, &taxable)?,
    }
    let taxes = &work.settings.taxes;
    for (total, tax) in work.taxes.iter_mut().zip(taxes) {
        total.dpp = fraction_of(total.base, tax)?;
    }
    Ok(())
}

/// Step 7: what each line brings into the tax.
fn taxable(work: &Working<'_>) -> Result<Vec<Amount>, MoneyError> {
    let on_top = work.settings.composition().service_on_top;
    let taxed = on_top
        && work
            .settings
            .service
            .map_or(false, |service| service.taxable);
    let of = |line: &super::working::WorkLine<'_>| {
        if taxed {
            line.left.plus(line.done.service)
        } else {
            Ok(line.left)
        }
    };
    work.lines.iter().map(of).collect()
}

fn on_top(work: &mut Working<'_>, taxable: &[Amount]) -> Result<(), MoneyError> {
    let settings = work.settings;
    for (index, tax) in settings.taxes.iter().enumerate() {
        let on = carrying(work, |taxes| taxes.contains(&index));
        let weights = pick(taxable, &on)?;
        let base = Amount::sum(weights.iter().copied())?;
        let amount = match settings.dpp_rounding {
            DppRounding::Exact => {
                let rate = i128::from(tax.base_num) * i128::from(tax.rate_ppm);
                let den = i128::from(tax.base_den) * WHOLE_PPM;
                settings
                    .tax_rounding
                    .multiply_divide(i128::from(base.0), rate, den)?
            }
            DppRounding::DppFirst => {
                let dpp = fraction_of(base, tax)?;
                settings.tax_rounding.multiply_divide(
                    i128::from(dpp.0),
                    i128::from(tax.rate_ppm),
                    WHOLE_PPM,
                )?
            }
        };
        let amount = Amount::from_wide(amount)?;
        add(work, index, base, amount)?;
        book(work, index, &on, share_on(amount, &weights)?)?;
    }
    Ok(())
}

fn inside(work: &mut Working<'_>, taxable: &[Amount]) -> Result<(), MoneyError> {
    for set in distinct_sets(work) {
        let on = carrying(work, |taxes| in_order(taxes) == set);
        let weights = pick(taxable, &on)?;
        let held = Amount::sum(weights.iter().copied())?;
        let (rates, den) = common_rates(work, &set)?;
        let sum: i128 = rates.iter().sum();
        let rounding = work.settings.tax_rounding;
        let tax =
            Amount::from_wide(rounding.multiply_divide(i128::from(held.0), sum, den + sum)?)?;
        let base = held.minus(tax)?;
        for (index, amount) in set.iter().zip(share(tax, &rates)?) {
            add(work, *index, base, amount)?;
            book(work, *index, &on, share_on(amount, &weights)?)?;
        }
    }
    Ok(())
}

/// The sets of taxes that lines carry, in the order of the first line of each.
fn distinct_sets(work: &Working<'_>) -> Vec<Vec<usize>> {
    let mut sets: Vec<Vec<usize>> = Vec::new();
    for line in &work.lines {
        let set = in_order(&line.given.taxes);
        if !set.is_empty() && !sets.contains(&set) {
            sets.push(set);
        }
    }
    sets
}

/// The effective rates of a set over their least common denominator.
fn common_rates(work: &Working<'_>, set: &[usize]) -> Result<(Vec<i128>, i128), MoneyError> {
    let taxes: Vec<&Tax> = set
        .iter()
        .filter_map(|index| work.settings.taxes.get(*index))
        .collect();
    // Denominators are at most 1000 and taxes at most 4, so nothing here nears 128 bits.
    let common = taxes.iter().fold(1_i128, |lcm, tax| {
        let den = i128::from(tax.base_den);
        lcm / gcd(lcm, den) * den
    });
    let rate = |tax: &&Tax| {
        i128::from(tax.rate_ppm) * i128::from(tax.base_num) * (common / i128::from(tax.base_den))
    };
    let den = common.checked_mul(WHOLE_PPM).ok_or(MoneyError::Overflow)?;
    Ok((taxes.iter().map(rate).collect(), den))
}

fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 {
        a
    } else {
        gcd(b, a % b)
    }
}

fn fraction_of(base: Amount, tax: &Tax) -> Result<Amount, MoneyError> {
    let (num, den) = (i128::from(tax.base_num), i128::from(tax.base_den));
    Amount::from_wide(Rounding::HalfUp.multiply_divide(i128::from(base.0), num, den)?)
}

fn in_order(taxes: &[usize]) -> Vec<usize> {
    let mut taxes = taxes.to_vec();
    taxes.sort_unstable();
    taxes
}

fn carrying(work: &Working<'_>, carries: impl Fn(&[usize]) -> bool) -> Vec<usize> {
    let lines = work.lines.iter().enumerate();
    lines
        .filter(|(_, line)| carries(&line.given.taxes))
        .map(|(index, _)| index)
        .collect()
}

fn pick(amounts: &[Amount], on: &[usize]) -> Result<Vec<Amount>, MoneyError> {
    on.iter()
        .map(|index| amounts.get(*index).copied().ok_or(MoneyError::UnknownIndex))
        .collect()
}

fn add(work: &mut Working<'_>, tax: usize, base: Amount, amount: Amount) -> Result<(), MoneyError> {
    let total = work.taxes.get_mut(tax).ok_or(MoneyError::UnknownIndex)?;
    total.base = total.base.plus(base)?;
    total.amount = total.amount.plus(amount)?;
    Ok(())
}

fn book(
    work: &mut Working<'_>,
    tax: usize,
    on: &[usize],
    parts: Vec<Amount>,
) -> Result<(), MoneyError> {
    for (index, amount) in on.iter().zip(parts) {
        work.line_mut(*index)?
            .done
            .taxes
            .push(LineTax { tax, amount });
    }
    Ok(())
}
