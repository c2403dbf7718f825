//! Which price holds: of a product's price versions the one for this place, time and quantity.
//!
//! It must not know products: the caller hands over the versions of one product. Time is
//! business time in milliseconds since 1970 UTC and comes in by argument.

use crate::amount::{Amount, Quantity};

/// For whom a price version is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Everywhere.
    Company,
    /// One region, by its id.
    Region(i64),
    /// One branch, by its id.
    Branch(i64),
}

/// Where a price is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// The region the branch lies in, if any.
    pub region: Option<i64>,
    /// The branch.
    pub branch: i64,
}

/// One version of a product's price.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PriceVersion {
    /// Its id; a larger one was made later.
    pub id: i64,
    /// For whom it is.
    pub scope: Scope,
    /// The price.
    pub amount: Amount,
    /// The quantity from which it holds; 0 for always.
    pub min_quantity: Quantity,
    /// From this moment on (ms since 1970 UTC, inclusive).
    pub valid_from: i64,
    /// Up to this moment (exclusive), or without end.
    pub valid_to: Option<i64>,
}

impl Scope {
    fn covers(self, place: Place) -> bool {
        match self {
            Scope::Company => true,
            Scope::Region(region) => place.region == Some(region),
            Scope::Branch(branch) => place.branch == branch,
        }
    }

    /// Company below region below branch.
    fn nearness(self) -> u8 {
        match self {
            Scope::Company => 0,
            Scope::Region(_) => 1,
            Scope::Branch(_) => 2,
        }
    }
}

impl PriceVersion {
    fn holds(&self, place: Place, at: i64, quantity: Quantity) -> bool {
        let begun = self.valid_from <= at;
        let ended = self.valid_to.map_or(false, |end| end <= at);
        begun && !ended && self.scope.covers(place) && self.min_quantity <= quantity
    }
}

/// The version that holds, or none (*Harga belum ada*).
///
/// Of those that cover the place, have begun, have not ended and whose minimum quantity is
/// reached, the order is: the nearest scope (branch, region, company), then the highest
/// minimum quantity, then the latest `valid_from`, then the largest id. So a branch's price
/// always beats the region's, and within a scope a price for many beats a price for one,
/// even one that began later.
pub fn resolve(
    versions: &[PriceVersion],
    place: Place,
    at: i64,
    quantity: Quantity,
) -> Option<&PriceVersion> {
    let holding = versions
        .iter()
        .filter(|version| version.holds(place, at, quantity));
    holding.max_by_key(|version| {
        (
            version.scope.nearness(),
            version.min_quantity,
            version.valid_from,
            version.id,
        )
    })
}
