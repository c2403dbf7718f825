//! The one place of this crate that looks at the machine's clock: to tell how
//! many seeds go by in a second. Nothing in a run may call it.

use std::time::{Duration, Instant};

/// A stopwatch of the program, not of any node.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stopwatch(Instant);

impl Stopwatch {
    /// Starts now.
    #[expect(
        clippy::disallowed_methods,
        reason = "the figures at the end are about the machine, not about the simulated time"
    )]
    pub(crate) fn start() -> Self {
        Self(Instant::now())
    }

    /// How long it has run.
    pub(crate) fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}
