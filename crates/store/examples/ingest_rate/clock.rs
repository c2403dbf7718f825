//! How long work takes, on the wall and on the processor. The only file of the
//! measurement that reads a clock.

use std::time::Instant;

use nusa_store::Error;

/// Microseconds that the work takes.
#[expect(clippy::disallowed_methods, reason = "a measurement reads the clock")]
pub(crate) fn timed(work: impl FnOnce() -> Result<(), Error>) -> Result<u128, Error> {
    let start = Instant::now();
    work()?;
    Ok(start.elapsed().as_micros())
}

/// Microseconds that this thread has been on a processor: what the work costs on a busy machine.
pub(crate) fn on_processor() -> Result<u128, Error> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat")?;
    let nanos: Option<u128> = text.split(' ').next().and_then(|first| first.parse().ok());
    nanos
        .map(|nanos| nanos / 1_000)
        .ok_or_else(|| Error::Io("no schedstat".to_owned()))
}
