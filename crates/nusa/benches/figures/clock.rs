//! A watch and what is made of its times: whole microseconds and rates. The one
//! place of the bench that looks at a clock.

use std::time::{Duration, Instant};

/// A running watch.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Watch(Instant);

impl Watch {
    /// Starts now.
    pub(crate) fn start() -> Self {
        #[expect(clippy::disallowed_methods, reason = "a bench measures real time")]
        let now = Instant::now();
        Self(now)
    }

    /// How long it has run.
    pub(crate) fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}

/// So many things in so long, a second.
pub(crate) fn per_second(things: i64, taken: Duration) -> i64 {
    let micros = i64::try_from(taken.as_micros()).unwrap_or(i64::MAX).max(1);
    things.saturating_mul(1_000_000) / micros
}

/// A percentile of times in microseconds, 0 for none.
pub(crate) fn percentile(times: &mut [Duration], percent: usize) -> i64 {
    times.sort_unstable();
    let at = (times.len() * percent / 100).min(times.len().saturating_sub(1));
    times.get(at).map_or(0, |time| {
        i64::try_from(time.as_micros()).unwrap_or(i64::MAX)
    })
}
