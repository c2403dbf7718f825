//! What happens at a branch on one day: who opens which till, what is bought
//! when, what goes wrong now and then. Follows from the seed and the date alone;
//! knows no node.

use crate::demo::{
    baskets::{self, Basket},
    dice::Dice,
};

/// Milliseconds of a minute.
pub(super) const MINUTE: i64 = 60_000;
/// Milliseconds of an hour.
pub(super) const HOUR: i64 = 60 * MINUTE;
/// Milliseconds of a day.
pub(super) const DAY: i64 = 24 * HOUR;

/// When the doors open, local.
const OPENS: i64 = 8 * HOUR;

/// Sales on Monday to Sunday in percent of an ordinary day.
const WEEK: [usize; 7] = [90, 92, 95, 100, 112, 135, 125];

/// How buyers pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Paying {
    Cash,
    Qris,
    Debit,
    Ewallet,
}

/// One thing that happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// A till's shift begins; the hand is an index of the branch's people.
    Open { till: u8, hand: usize },
    /// It ends with a count that differs by so much from what should be there.
    Close { till: u8, hand: usize, off: i64 },
    /// Something is bought.
    Sell {
        till: u8,
        hand: usize,
        basket: Basket,
        paying: Paying,
        /// Whether something is taken off a bill that is large enough.
        kind: bool,
    },
    /// The last sale of the till was a mistake.
    Void { till: u8 },
    /// One piece of the last sale of the till comes back.
    Refund { till: u8 },
    /// Cash is taken for an errand.
    Errand { till: u8, amount: i64 },
    /// A party sits down at a table and orders.
    Sit { party: usize, basket: Basket },
    /// The kitchen begins with what it ordered.
    Cook { party: usize },
    /// It is served.
    Serve { party: usize },
    /// It pays and leaves.
    Settle {
        party: usize,
        till: u8,
        hand: usize,
        paying: Paying,
    },
    /// It says how it was.
    Say { party: usize },
}

impl Act {
    /// The party whose act it is.
    pub(super) fn party(&self) -> Option<usize> {
        match self {
            Self::Sit { party, .. }
            | Self::Cook { party }
            | Self::Serve { party }
            | Self::Settle { party, .. }
            | Self::Say { party } => Some(*party),
            _ => None,
        }
    }
}

/// Something that happens, and when: milliseconds after the local midnight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Event {
    pub(super) at: i64,
    pub(super) act: Act,
}

/// How a branch lives.
#[derive(Clone, Debug)]
pub(super) struct Life {
    /// What it sells, the most wanted first.
    pub(super) wares: Vec<String>,
    /// Sales of an ordinary day.
    pub(super) sales: usize,
    /// Parties that eat at its tables; none where it has none.
    pub(super) parties: usize,
    /// How the sales spread over the hours from opening on.
    pub(super) hours: [u32; 14],
}

/// A stretch of a till with one hand: from and to after midnight.
const STRETCHES: [(u8, usize, i64, i64); 3] = [
    (1, 0, OPENS - 10 * MINUTE, 15 * HOUR),
    (1, 1, 15 * HOUR + 5 * MINUTE, 22 * HOUR + 10 * MINUTE),
    (2, 1, 11 * HOUR, 14 * HOUR + 50 * MINUTE),
];

/// The events of a day in order; `days` counts them since 1970.
pub(super) fn day(life: &Life, days: i64, seed: u64) -> Vec<Event> {
    let mut dice = Dice::new(seed ^ (days.unsigned_abs() << 8));
    let mut events = stretches(&mut dice);
    let weekday = usize::try_from((days + 3).rem_euclid(7)).unwrap_or(0);
    let count = life.sales * WEEK[weekday] * (90 + dice.below(21)) / 10_000;
    let baskets = baskets::generated(&life.wares, count, dice.roll());
    for basket in baskets {
        let hour = i64::try_from(dice.weighted(&life.hours)).unwrap_or(0);
        let within = i64::try_from(dice.below(59 * 60_000)).unwrap_or(0);
        sale(&mut events, &mut dice, basket, OPENS + hour * HOUR + within);
    }
    for (party, basket) in (0..).zip(baskets::generated(&life.wares, life.parties, dice.roll())) {
        events.extend(supper(party, basket, &mut dice));
    }
    events.sort_by_key(|event| event.at);
    events
}

/// A party at a table, from noon to the evening: one after the other, so that each has a table of its own.
fn supper(party: usize, basket: Basket, dice: &mut Dice) -> Vec<Event> {
    const PAYING: [Paying; 3] = [Paying::Cash, Paying::Qris, Paying::Debit];
    let mut minutes =
        |least: i64, more: usize| MINUTE * (least + i64::try_from(dice.below(more)).unwrap_or(0));
    let nth = i64::try_from(party).unwrap_or(0);
    let sits = 12 * HOUR + nth * 55 * MINUTE + minutes(0, 30);
    let begins = sits + minutes(1, 5);
    let served = begins + minutes(6, 12);
    let leaves = served + minutes(20, 30);
    let said = leaves + minutes(1, 10);
    let paying = PAYING[dice.weighted(&[4, 4, 1])];
    let Some(hand) = hand(1, leaves) else {
        return Vec::new();
    };
    let settle = Act::Settle {
        party,
        till: 1,
        hand,
        paying,
    };
    let acts = [
        (sits, Act::Sit { party, basket }),
        (begins, Act::Cook { party }),
        (served, Act::Serve { party }),
        (leaves, settle),
        (said, Act::Say { party }),
    ];
    acts.map(|(at, act)| Event { at, act }).into()
}

fn stretches(dice: &mut Dice) -> Vec<Event> {
    const OFF: [i64; 8] = [0, 0, 0, 0, 0, -2_000, 1_000, -5_000];
    let mut events = Vec::new();
    for (till, hand, from, to) in STRETCHES {
        let off = OFF[dice.below(OFF.len())];
        events.push(Event {
            at: from,
            act: Act::Open { till, hand },
        });
        events.push(Event {
            at: to,
            act: Act::Close { till, hand, off },
        });
    }
    let amount = 10_000 + i64::try_from(dice.below(6)).unwrap_or(0) * 5_000;
    let at = 13 * HOUR;
    events.push(Event {
        at,
        act: Act::Errand { till: 1, amount },
    });
    events
}

/// A sale, and now and then what comes after it.
fn sale(events: &mut Vec<Event>, dice: &mut Dice, basket: Basket, at: i64) {
    const PAYING: [Paying; 4] = [Paying::Cash, Paying::Qris, Paying::Debit, Paying::Ewallet];
    let at_second = (11 * HOUR + MINUTE..14 * HOUR + 45 * MINUTE).contains(&at);
    let till = if at_second && dice.below(2) == 0 {
        2
    } else {
        1
    };
    let Some(hand) = hand(till, at) else { return };
    let paying = PAYING[dice.weighted(&[52, 32, 10, 6])];
    let kind = dice.below(100) < 3;
    let after = match dice.below(1_000) {
        0..7 => Some(Act::Void { till }),
        7..13 => Some(Act::Refund { till }),
        _ => None,
    };
    let act = Act::Sell {
        till,
        hand,
        basket,
        paying,
        kind,
    };
    events.push(Event { at, act });
    events.extend(after.map(|act| Event { at: at + 1, act }));
}

/// Who stands at a till at a moment of the day.
fn hand(till: u8, at: i64) -> Option<usize> {
    let stands = |&&(number, _, from, to): &&(u8, usize, i64, i64)| {
        number == till && (from..to).contains(&at)
    };
    STRETCHES.iter().find(stands).map(|&(_, hand, _, _)| hand)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn life() -> Life {
        Life {
            wares: (0..40).map(|n| format!("ware {n}")).collect(),
            sales: 100,
            parties: 9,
            hours: [1; 14],
        }
    }

    #[test]
    fn a_day_is_the_same_each_time_and_another_day_is_another() {
        let one = day(&life(), 20_000, 7);
        assert_eq!(one, day(&life(), 20_000, 7));
        assert_ne!(one, day(&life(), 20_001, 7));
        let sales = one
            .iter()
            .filter(|event| matches!(event.act, Act::Sell { .. }))
            .count();
        assert!((70..150).contains(&sales), "{sales}");
    }

    #[test]
    fn nothing_is_rung_up_where_nobody_stands() {
        for days in 20_000..20_030 {
            let (mut open, mut parties) = ([None; 3], BTreeSet::new());
            for event in day(&life(), days, 7) {
                match event.act {
                    Act::Open { till, hand } => {
                        assert!(open[usize::from(till)].replace(hand).is_none());
                    }
                    Act::Close { till, hand, .. } => {
                        assert_eq!(open[usize::from(till)].take(), Some(hand));
                    }
                    Act::Sell { till, hand, .. } | Act::Settle { till, hand, .. } => {
                        assert_eq!(open[usize::from(till)], Some(hand));
                    }
                    Act::Void { till } | Act::Refund { till } | Act::Errand { till, .. } => {
                        assert!(open[usize::from(till)].is_some());
                    }
                    Act::Sit { party, .. } => assert!(parties.insert(party)),
                    Act::Say { party } => assert!(parties.remove(&party)),
                    Act::Cook { .. } | Act::Serve { .. } => {}
                }
            }
            assert_eq!(open, [None; 3], "every till is closed at night");
            assert!(parties.is_empty(), "everybody left");
        }
    }
}
