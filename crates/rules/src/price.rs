//! Which version of a price holds at a branch in business time, and which taxes
//! are in force there (money.md §§ 0 and 11). Knows no sale.

use std::collections::BTreeMap;

use nusa_facts::{
    RegionId,
    master::{Branch, Price, Scope, Tax},
};
use nusa_money::{self as money, Amount, Quantity, TaxKind, price as book};

use crate::{Moment, Refusal};

/// The version that holds at the branch for this much of the product, or none (*Harga belum ada*).
///
/// The most specific scope wins (branch, region, company), then the highest minimum quantity that
/// is reached, then the latest beginning, then the latest number.
pub fn price_at<'a>(
    prices: &'a [Price],
    branch: &Branch,
    moment: &Moment,
    quantity_milli: i64,
) -> Option<&'a Price> {
    let versions: Vec<book::PriceVersion> = prices.iter().map(version).collect();
    let place = book::Place {
        region: Some(i64::from(branch.region.0)),
        branch: i64::from(branch.id.0),
    };
    let quantity = Quantity(quantity_milli);
    let held = book::resolve(&versions, place, moment.at.0, quantity)?;
    prices.iter().find(|price| i64::from(price.id.0) == held.id)
}

fn version(price: &Price) -> book::PriceVersion {
    let scope = match price.scope {
        Scope::Company => book::Scope::Company,
        Scope::Region(RegionId(id)) => book::Scope::Region(i64::from(id)),
        Scope::Branch(branch) => book::Scope::Branch(i64::from(branch.0)),
    };
    book::PriceVersion {
        id: i64::from(price.id.0),
        scope,
        amount: Amount(price.amount),
        min_quantity: Quantity(price.min_milli),
        valid_from: price.valid_from.0,
        valid_to: price.valid_to.map(|end| end.0),
    }
}

/// The taxes in force at the moment's local time, one a code, in order of their numbers. Of two
/// rows of one code the one that began later holds.
pub fn taxes_at<'a>(taxes: &'a [Tax], moment: &Moment) -> Vec<&'a Tax> {
    let offset = i64::from(moment.tz_offset_min) * 60_000;
    let local = moment.at.0.saturating_add(offset);
    let mut by_code: BTreeMap<&str, &Tax> = BTreeMap::new();
    for tax in taxes.iter().filter(|tax| holds(tax, local)) {
        let best = by_code.entry(&tax.code).or_insert(tax);
        if (best.valid_from, best.id) < (tax.valid_from, tax.id) {
            *best = tax;
        }
    }
    let mut held: Vec<&Tax> = by_code.into_values().collect();
    held.sort_by_key(|tax| tax.id);
    held
}

fn holds(tax: &Tax, local: i64) -> bool {
    tax.valid_from.0 <= local && tax.valid_to.is_none_or(|end| local < end.0)
}

/// What the law calls a tax of that code: only PPN needs a PKP, and no line carries PPN and PB1.
pub fn kind_of(code: &str) -> TaxKind {
    match code {
        "PPN" | "PPN_MEWAH" => TaxKind::Ppn,
        "PB1" | "PBJT" => TaxKind::Pb1,
        _ => TaxKind::Other,
    }
}

/// A tax as the money engine takes it.
///
/// # Errors
/// `MoneyRefused` for a rate or a base that cannot be.
pub(crate) fn tax_of(tax: &Tax) -> Result<money::Tax, Refusal> {
    let narrow =
        |value: i64| u32::try_from(value).map_err(|_| Refusal::from(money::MoneyError::RateBounds));
    Ok(money::Tax {
        code: tax.code.clone(),
        kind: kind_of(&tax.code),
        rate_ppm: narrow(tax.rate_ppm)?,
        base_num: narrow(tax.base_num)?,
        base_den: narrow(tax.base_den)?,
    })
}
