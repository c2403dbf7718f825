//! Business time: the wall clock corrected by the centre, and what stands in
//! for it when it cannot be believed (R20). Wall and monotonic time come in by
//! argument; nothing is refused for time, and no time is ever bumped.

use nusa_facts::Millis;

use crate::limits::{CLOCK_ROUND_TRIP_MS, CLOCK_SKEW_SHOWN_MS, CLOCK_TRUST_MS};

/// Milliseconds of a clock that only goes on, from an unknown beginning: good for waits, not for dates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mono(pub u64);

impl Mono {
    /// So many milliseconds later.
    pub fn plus(self, ms: u64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// Milliseconds since an earlier moment, 0 when it is not earlier.
    pub fn since(self, earlier: Self) -> u64 {
        self.0.saturating_sub(earlier.0)
    }
}

/// Both clocks of the machine at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clocks {
    /// The wall clock as it stands.
    pub wall: Millis,
    /// The clock that only goes on.
    pub mono: Mono,
}

/// The time for a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BusinessTime {
    /// The fact's `at`.
    pub at: Millis,
    /// The fact's `clock_suspect`; the badge says *Jam tidak wajar*.
    pub suspect: bool,
}

/// A branch's idea of the time. What must outlive a restart is `offset_ms` and the newest fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BranchClock {
    offset_ms: i64,
    newest: Option<Millis>,
    trusted: Option<(Millis, Mono)>,
}

impl BranchClock {
    /// A clock at the start of the program: the last known offset of the centre and the time of the
    /// newest fact whose clock was not suspect.
    pub fn new(offset_ms: i64, newest: Option<Millis>) -> Self {
        Self {
            offset_ms,
            newest,
            trusted: None,
        }
    }

    /// The time now. The corrected wall clock, unless it stands more than 24 h before the newest
    /// fact or has jumped more than 24 h against the monotonic one; then the newest trusted time
    /// plus what has gone by since.
    pub fn read(&mut self, clocks: Clocks) -> BusinessTime {
        let wall = self.corrected(clocks.wall);
        let first = (self.newest.unwrap_or(wall), clocks.mono);
        let (anchor, mono) = self.trusted.unwrap_or(first);
        let elapsed = i64::try_from(clocks.mono.since(mono)).unwrap_or(i64::MAX);
        let expected = Millis(anchor.0.saturating_add(elapsed));
        let off = wall.0.saturating_sub(expected.0);
        let jumped = self.trusted.is_some() && off.saturating_abs() > CLOCK_TRUST_MS;
        let before = |newest: Millis| newest.0.saturating_sub(wall.0) > CLOCK_TRUST_MS;
        if jumped || self.newest.is_some_and(before) {
            self.trusted = Some((anchor, mono));
            return BusinessTime {
                at: expected,
                suspect: true,
            };
        }
        self.trusted = Some((wall, clocks.mono));
        self.newest = self.newest.max(Some(wall));
        BusinessTime {
            at: wall,
            suspect: false,
        }
    }

    /// Learns the centre's time from an answer to a request that was sent at `sent`. The centre is
    /// believed: what was newest before counts no more. An answer that was long on the road says
    /// nothing.
    pub fn learn(&mut self, centre: Millis, sent: Mono, clocks: Clocks) {
        let road = clocks.mono.since(sent);
        if road > CLOCK_ROUND_TRIP_MS {
            return;
        }
        let now = Millis(centre.0.saturating_add((road / 2) as i64));
        self.offset_ms = now.0.saturating_sub(clocks.wall.0);
        self.newest = Some(now);
        self.trusted = Some((now, clocks.mono));
    }

    /// Milliseconds to add to the wall clock; to be stored.
    pub fn offset_ms(&self) -> i64 {
        self.offset_ms
    }

    /// Whether the machine's clock is so far from the centre's that screens should show it.
    pub fn is_skewed(&self) -> bool {
        self.offset_ms.saturating_abs() > CLOCK_SKEW_SHOWN_MS
    }

    fn corrected(&self, wall: Millis) -> Millis {
        Millis(wall.0.saturating_add(self.offset_ms))
    }
}
