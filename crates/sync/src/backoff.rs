//! When to try again: exponential waits with jitter, a budget of quick
//! repetitions so that a sick centre is not beaten to death (R42), and the waits
//! that the centre asks for (R11). Time and dice come in by argument.

use crate::{
    clock::Mono,
    limits::{
        BACKOFF_FIRST_MS, BACKOFF_MOST_MS, MAX_ASKED_WAIT_MS, MAX_SPREAD_MS, RETRY_BUDGET_PERCENT,
        RETRY_SAVINGS,
    },
};

/// A wait that the centre asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Milliseconds to wait at least.
    pub wait_ms: u64,
    /// Milliseconds over which to spread on top; 0 when the centre asks for no spreading.
    pub spread_ms: u64,
}

impl Asked {
    /// The moment until which to wait: full jitter over the spread, both within their limits.
    pub fn until(&self, now: Mono, dice: u64) -> Mono {
        let wait = self.wait_ms.min(MAX_ASKED_WAIT_MS);
        let spread = self.spread_ms.min(MAX_SPREAD_MS);
        now.plus(wait + dice % (spread + 1))
    }
}

const WHOLE: u32 = 100;

/// Waits between the tries of one kind of request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backoff {
    failures: u32,
    savings: u32,
}

impl Default for Backoff {
    fn default() -> Self {
        Self {
            failures: 0,
            savings: RETRY_SAVINGS * WHOLE,
        }
    }
}

impl Backoff {
    /// A request succeeded: the waits begin anew, and a tenth of a repetition is earned.
    pub fn succeeded(&mut self) {
        self.failures = 0;
        self.savings = (self.savings + RETRY_BUDGET_PERCENT).min(RETRY_SAVINGS * WHOLE);
    }

    /// A request failed: the moment of the next try. Doubling waits with jitter over their upper
    /// half; when the budget is spent, the longest wait at once.
    pub fn failed(&mut self, now: Mono, dice: u64) -> Mono {
        let doublings = self.failures.min(16);
        self.failures = self.failures.saturating_add(1);
        let growing = (BACKOFF_FIRST_MS << doublings).min(BACKOFF_MOST_MS);
        let most = match self.savings.checked_sub(WHOLE) {
            Some(left) => {
                self.savings = left;
                growing
            }
            None => BACKOFF_MOST_MS,
        };
        now.plus(most / 2 + dice % (most / 2 + 1))
    }

    /// Failures since the last success.
    pub fn failures(&self) -> u32 {
        self.failures
    }

    /// Forgets the failures, not the spent budget: somebody says that the link is back.
    pub fn restart(&mut self) {
        self.failures = 0;
    }
}
