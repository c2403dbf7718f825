//! How busy a centre is, and how long it asks a branch to wait for it (R11, R42):
//! about as long as it takes to work off those who wait already, jittered so that
//! they do not come back together, bounded, and not at all while it is idle. Who
//! serves counts, dice come by argument; nothing is known of lanes or sockets.

use crate::limits::{EASY_PUSHES, MAX_SPREAD_MS, PUSH_MS};

/// The pushes that a centre has before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Load {
    /// Pushes that are under way, wait, or were turned away a moment ago and will come back.
    pub pushes: usize,
}

impl Load {
    /// Milliseconds that a branch should wait before its next push, 0 for an idle centre. The dice are
    /// thrown only when there is something to wait for.
    pub fn wait_ms(&self, dice: impl FnOnce() -> u64) -> u64 {
        if self.pushes <= EASY_PUSHES {
            return 0;
        }
        let most = PUSH_MS
            .saturating_mul(self.pushes as u64)
            .min(MAX_SPREAD_MS);
        most / 2 + dice() % (most / 2 + 1)
    }
}
