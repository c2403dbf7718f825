//! What the program says about its running: one JSON object a line on standard
//! error, as loud as `NUSA_LOG` wants. Answers for people go to standard output.

use tracing_subscriber::{EnvFilter, fmt, layer::SubscriberExt, util::SubscriberInitExt};

/// Starts to log. `NUSA_LOG` takes `error`, `warn`, `info`, `debug`, `trace`, or rules such as
/// `info,nusa_server=debug`; what cannot be read counts as the level given here.
pub fn start(unless_told: &str) {
    let wanted = std::env::var("NUSA_LOG")
        .ok()
        .and_then(|rules| EnvFilter::try_new(rules).ok());
    let filter = wanted.unwrap_or_else(|| EnvFilter::new(unless_told));
    let lines = fmt::layer()
        .json()
        .flatten_event(true)
        .with_writer(std::io::stderr);
    // A second start within one process, as tests have it, keeps the first.
    let _ = tracing_subscriber::registry()
        .with(filter)
        .with(lines)
        .try_init();
}
