//! A watch for proofs that wait on a real program: the one place of the workshop
//! that looks at a clock.

use std::time::{Duration, Instant};

/// A running watch.
#[derive(Clone, Copy, Debug)]
pub struct Watch(Instant);

impl Watch {
    /// Starts now.
    pub fn start() -> Self {
        #[expect(
            clippy::disallowed_methods,
            reason = "a proof waits in real time for a real program"
        )]
        let now = Instant::now();
        Self(now)
    }

    /// How long it has run.
    pub fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}
