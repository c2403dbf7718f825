//! Which version of a price holds at a branch in business time, and which taxes
//! are in force there (money.md §§ 0 and 11). Knows no sale.

use std::collections::BTreeMap;

use nusa_facts::{
    CENTRE, Millis, RegionId,
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

/// The price for the company as a whole, for whom no region and no branch has another: what an office
/// shows beside a product.
pub fn company_price_at(prices: &[Price], at: Millis, quantity_milli: i64) -> Option<&Price> {
    let versions: Vec<book::PriceVersion> = prices.iter().map(version).collect();
    let nowhere = book::Place {
        region: None,
        branch: i64::from(CENTRE.0),
    };
    let held = book::resolve(&versions, nowhere, at.0, Quantity(quantity_milli))?;
    prices.iter().find(|price| i64::from(price.id.0) == held.id)
}

/// How a version stands among those of its own scope and least quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It holds now.
    InForce,
    /// It begins later.
    Later,
    /// It has ended.
    Ended,
    /// A version that began later holds in its place.
    Replaced,
}

/// How a version stands among the versions of its product.
pub fn standing(prices: &[Price], of: &Price, at: Millis) -> Standing {
    if of.valid_to.is_some_and(|end| end <= at) {
        return Standing::Ended;
    }
    if of.valid_from > at {
        return Standing::Later;
    }
    let alike = |price: &&Price| price.scope == of.scope && price.min_milli == of.min_milli;
    let rivals: Vec<book::PriceVersion> = prices.iter().filter(alike).map(version).collect();
    let held = book::resolve(&rivals, home(of.scope), at.0, Quantity(of.min_milli));
    match held {
        Some(held) if held.id == i64::from(of.id.0) => Standing::InForce,
        _ => Standing::Replaced,
    }
}

/// A place that a scope covers.
fn home(scope: Scope) -> book::Place {
    let (region, branch) = match scope {
        Scope::Company => (None, i64::from(CENTRE.0)),
        Scope::Region(region) => (Some(i64::from(region.0)), i64::from(CENTRE.0)),
        Scope::Branch(branch) => (None, i64::from(branch.0)),
    };
    book::Place { region, branch }
}

/// Why a version holds, or does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It holds: no other version applies.
    OnlyOne,
    /// It holds: its scope is the nearest.
    NearestScope,
    /// It holds: its least quantity is the highest that is reached.
    HighestMinimum,
    /// It holds: it began last.
    BegunLast,
    /// It holds: its number is the latest.
    LatestNumber,
    /// Another scope is nearer.
    ScopeFarther,
    /// Another version's least quantity is higher and reached.
    MinimumLower,
    /// Another version began later.
    BegunEarlier,
    /// Another version of the same beginning has a later number.
    OlderNumber,
    /// It has not begun.
    NotBegun,
    /// It has ended.
    Ended,
    /// Its least quantity is not reached.
    MinimumNotReached,
    /// It is for another region.
    OtherRegion,
    /// It is for another branch.
    OtherBranch,
}

/// A version with the verdict on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict<'a> {
    /// The version.
    pub price: &'a Price,
    /// Whether it applies here, now and to this quantity.
    pub applies: bool,
    /// Whether it is the one that holds.
    pub holds: bool,
    /// Why, or why not.
    pub reason: Reason,
}

/// Why this price, here, now: every version with the verdict on it. The one that holds comes first,
/// then those that lost, the nearest loser first, then those that do not apply. The verdicts are those
/// of `price_at`: the same resolution is asked about all versions and about each alone.
pub fn explain<'a>(
    prices: &'a [Price],
    branch: &Branch,
    moment: &Moment,
    quantity_milli: i64,
) -> Vec<Verdict<'a>> {
    let held = price_at(prices, branch, moment, quantity_milli);
    let applies = |price: &Price| {
        let alone = std::slice::from_ref(price);
        price_at(alone, branch, moment, quantity_milli).is_some()
    };
    let mut rest: Vec<&Price> = prices.iter().filter(|price| applies(price)).collect();
    let mut verdicts = Vec::with_capacity(prices.len());
    // The best of what is left, again and again: each loser is told by the one that beats it first.
    while let Some(best) = best_of(&rest, branch, moment, quantity_milli) {
        rest.retain(|price| price.id != best.id);
        let holds = held.is_some_and(|held| held.id == best.id);
        let reason = match held {
            Some(held) if holds => won(held, best_of(&rest, branch, moment, quantity_milli)),
            Some(held) => lost(best, held),
            None => Reason::OnlyOne,
        };
        verdicts.push(Verdict {
            price: best,
            applies: true,
            holds,
            reason,
        });
    }
    let never = prices.iter().filter(|price| !applies(price));
    verdicts.extend(never.map(|price| Verdict {
        price,
        applies: false,
        holds: false,
        reason: excluded(price, branch, moment),
    }));
    verdicts
}

fn best_of<'a>(
    prices: &[&'a Price],
    branch: &Branch,
    moment: &Moment,
    quantity_milli: i64,
) -> Option<&'a Price> {
    let rows: Vec<Price> = prices.iter().map(|price| (*price).clone()).collect();
    let best = price_at(&rows, branch, moment, quantity_milli)?.id;
    prices.iter().copied().find(|price| price.id == best)
}

fn nearness(scope: Scope) -> u8 {
    match scope {
        Scope::Company => 0,
        Scope::Region(_) => 1,
        Scope::Branch(_) => 2,
    }
}

fn won(held: &Price, second: Option<&Price>) -> Reason {
    match second {
        None => Reason::OnlyOne,
        Some(second) => match lost(second, held) {
            Reason::ScopeFarther => Reason::NearestScope,
            Reason::MinimumLower => Reason::HighestMinimum,
            Reason::BegunEarlier => Reason::BegunLast,
            _ => Reason::LatestNumber,
        },
    }
}

fn lost(price: &Price, to: &Price) -> Reason {
    if nearness(price.scope) != nearness(to.scope) {
        Reason::ScopeFarther
    } else if price.min_milli != to.min_milli {
        Reason::MinimumLower
    } else if price.valid_from != to.valid_from {
        Reason::BegunEarlier
    } else {
        Reason::OlderNumber
    }
}

fn excluded(price: &Price, branch: &Branch, moment: &Moment) -> Reason {
    match price.scope {
        Scope::Region(region) if region != branch.region => return Reason::OtherRegion,
        Scope::Branch(other) if other != branch.id => return Reason::OtherBranch,
        _ => {}
    }
    if price.valid_to.is_some_and(|end| end <= moment.at) {
        Reason::Ended
    } else if price.valid_from > moment.at {
        Reason::NotBegun
    } else {
        Reason::MinimumNotReached
    }
}

/// The next moment after this one at which another version holds, or none does, with that version.
pub fn next_change<'a>(
    prices: &'a [Price],
    branch: &Branch,
    moment: &Moment,
    quantity_milli: i64,
) -> Option<(Millis, Option<&'a Price>)> {
    let now = price_at(prices, branch, moment, quantity_milli).map(|price| price.id);
    let mut turns: Vec<Millis> = prices
        .iter()
        .flat_map(|price| [Some(price.valid_from), price.valid_to])
        .flatten()
        .filter(|turn| *turn > moment.at)
        .collect();
    turns.sort();
    turns.into_iter().find_map(|at| {
        let then = Moment { at, ..*moment };
        let held = price_at(prices, branch, &then, quantity_milli);
        (held.map(|price| price.id) != now).then_some((at, held))
    })
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
