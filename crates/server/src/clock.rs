//! The one file of this crate that reads a clock: for time-outs, sign-ins and
//! figures. Business time is the node's.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::{Instant, SystemTime, UNIX_EPOCH},
};

use nusa_facts::Millis;

/// The machine's clocks, as the door needs them.
#[derive(Clone, Debug)]
pub struct Clock {
    origin: Instant,
    ahead_ms: Arc<AtomicI64>,
}

impl Clock {
    /// A clock that counts from now.
    pub fn start() -> Self {
        Self::ahead_by(Arc::default())
    }

    /// A clock that goes ahead of the machine's by as many milliseconds as this hand says, so that nobody has
    /// to wait for three days to see them pass.
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place of this crate that reads the clock"
    )]
    pub fn ahead_by(ahead_ms: Arc<AtomicI64>) -> Self {
        Self {
            origin: Instant::now(),
            ahead_ms,
        }
    }

    fn ahead(&self) -> i64 {
        self.ahead_ms.load(Ordering::Relaxed)
    }

    /// The wall clock, wrong or right.
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place of this crate that reads the clock"
    )]
    pub fn wall(&self) -> Millis {
        let since = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        let wall = i64::try_from(since.as_millis()).unwrap_or(i64::MAX);
        Millis(wall.saturating_add(self.ahead()))
    }

    /// Milliseconds since the start; never goes back.
    pub fn elapsed_ms(&self) -> u64 {
        let since = u64::try_from(self.origin.elapsed().as_millis()).unwrap_or(u64::MAX);
        since.saturating_add_signed(self.ahead())
    }

    /// Microseconds since the start.
    pub fn elapsed_us(&self) -> u64 {
        u64::try_from(self.origin.elapsed().as_micros()).unwrap_or(u64::MAX)
    }
}
