//! UUIDv7 that never goes back, whatever the clock does (R20). The caller brings
//! the time and the dice; the maker only keeps order.

use uuid::Uuid;

use crate::time::Millis;

/// Makes ids that sort in the order in which they were made.
#[derive(Clone, Debug, Default)]
pub struct IdMaker {
    last: u64,
}

const COUNTER_BITS: u32 = 12;

impl IdMaker {
    /// A maker that goes on after the newest id that is stored.
    pub fn after(newest: Option<Uuid>) -> Self {
        Self {
            last: newest.map_or(0, stamp_of),
        }
    }

    /// The next id: the clock's millisecond, or one step after the last id when the clock stands or goes back.
    pub fn next(&mut self, now: Millis, dice: u64) -> Uuid {
        let millis = u64::try_from(now.0).unwrap_or(0) & ((1 << 48) - 1);
        let wanted = millis << COUNTER_BITS;
        self.last = if wanted > self.last {
            wanted
        } else {
            self.last + 1
        };
        let millis = self.last >> COUNTER_BITS;
        let counter = self.last & ((1 << COUNTER_BITS) - 1);
        let high = millis << 16 | 0x7000 | counter;
        let low = 0x8000_0000_0000_0000 | dice >> 2;
        Uuid::from_u64_pair(high, low)
    }
}

fn stamp_of(id: Uuid) -> u64 {
    let (high, _) = id.as_u64_pair();
    (high >> 16) << COUNTER_BITS | high & 0x0fff
}

#[cfg(test)]
mod tests {
    use super::{IdMaker, Millis};

    #[test]
    fn r20_ids_rise_though_the_clock_stands_jumps_or_goes_back() {
        let mut maker = IdMaker::default();
        let times = [1000, 1000, 999, 5000, 1, 1, 5000, 5001];
        let ids: Vec<_> = times.iter().map(|&t| maker.next(Millis(t), 7)).collect();
        assert!(ids.is_sorted_by(|a, b| a < b), "{ids:?}");
        assert!(ids.iter().all(|id| id.get_version_num() == 7));
        let mut again = IdMaker::after(ids.last().copied());
        assert!(again.next(Millis(3), 0) > ids[7]);
    }

    #[test]
    fn more_ids_than_a_millisecond_holds_spill_into_the_next() {
        let mut maker = IdMaker::default();
        let ids: Vec<_> = (0..10_000).map(|n| maker.next(Millis(42), n)).collect();
        assert!(ids.is_sorted_by(|a, b| a < b));
    }
}
