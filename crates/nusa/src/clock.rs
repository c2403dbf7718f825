//! The one place of the program that reads the machine's clock. Everything else
//! gets its time by argument or through `senses`.
#![expect(
    clippy::disallowed_methods,
    reason = "this is the clock.rs of the program"
)]

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use nusa_facts::Millis;

/// The wall clock, right or wrong.
pub fn wall() -> Millis {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    Millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

/// Measures how long something takes, by the clock that only goes on.
#[derive(Clone, Copy, Debug)]
pub struct Stopwatch(Instant);

impl Stopwatch {
    /// Starts to measure.
    pub fn start() -> Self {
        Self(Instant::now())
    }

    /// What has gone by.
    pub fn elapsed(self) -> Duration {
        self.0.elapsed()
    }

    /// Whole milliseconds that have gone by.
    pub fn millis(self) -> u64 {
        u64::try_from(self.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}
