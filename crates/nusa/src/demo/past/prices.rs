//! What the demo's goods cost when: the prices of its catalogue, a few that rose
//! some days ago, and one that will rise tomorrow. Knows no node.

use std::collections::BTreeMap;

use nusa_facts::Millis;

use super::day::{DAY, HOUR};
use crate::demo::catalogue::{self, Ware};

/// A price that becomes another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rise {
    /// The name of the ware.
    pub(super) ware: &'static str,
    /// Rupiah from then on.
    pub(super) amount: i64,
    /// From when.
    pub(super) from: Millis,
}

/// Names, the day of the rise as seen from today, and the price after it.
const RISES: [(&str, i64, i64); 4] = [
    ("Kopi susu gula aren", -12, 26_000),
    ("Rendang", -12, 50_000),
    ("Es campur", -6, 24_000),
    ("Es teh manis", 1, 9_000),
];

/// Days between the announcement of a price and its beginning.
pub(super) const NOTICE: i64 = 2;

/// When a price changes: before anybody comes.
const AT: i64 = 6 * HOUR;

/// Every price at every moment.
#[derive(Clone, Debug)]
pub(super) struct Prices {
    first: BTreeMap<String, i64>,
    /// In the order in which they come.
    pub(super) rises: Vec<Rise>,
}

impl Prices {
    /// The prices around a day that begins at this midnight, for days that begin with the first: what
    /// rose before it, or too early after it to be announced, is not a change.
    pub(super) fn around(first: Millis, today: Millis) -> Self {
        let wares = catalogue::groceries().into_iter().chain(catalogue::menu());
        let known = wares.map(|Ware { name, price, .. }| (name, price));
        let rise = |(ware, days, amount)| Rise {
            ware,
            amount,
            from: Millis(today.0 + days * DAY + AT),
        };
        Self {
            first: known.collect(),
            rises: RISES
                .map(rise)
                .into_iter()
                .filter(|rise| rise.from.0 >= first.0 + NOTICE * DAY)
                .collect(),
        }
    }

    /// What a ware costs at a moment; nothing for a name that is not sold.
    pub(super) fn of(&self, ware: &str, at: Millis) -> Option<i64> {
        let risen = self.rises.iter().rev();
        let mut risen = risen.filter(|rise| rise.ware == ware && rise.from <= at);
        match risen.next() {
            Some(rise) => Some(rise.amount),
            None => self.first.get(ware).copied(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_is_another_from_its_moment_on() {
        let today = Millis(1_790_000_000_000);
        let prices = Prices::around(Millis(today.0 - 28 * DAY), today);
        let rise = prices.rises[0].clone();
        assert_eq!(prices.of(rise.ware, Millis(rise.from.0 - 1)), Some(24_000));
        assert_eq!(prices.of(rise.ware, rise.from), Some(26_000));
        assert_eq!(prices.of("Es teh manis", today), Some(8_000), "not yet");
        assert_eq!(prices.of("Nothing", today), None);
        let short = Prices::around(Millis(today.0 - 7 * DAY), today);
        assert_eq!((prices.rises.len(), short.rises.len()), (4, 1));
        for rise in &prices.rises {
            assert!(prices.first.contains_key(rise.ware), "{}", rise.ware);
        }
    }
}
