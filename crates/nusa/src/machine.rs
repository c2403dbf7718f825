//! The runtime of a command that serves or asks over the network, and the
//! signals that end it.

use tokio::runtime::{Builder, Runtime};

use crate::exit::Failure;

/// A runtime with the machine's cores.
///
/// # Errors
/// `Refused` when the machine starts no more threads.
pub fn runtime() -> Result<Runtime, Failure> {
    Ok(Builder::new_multi_thread().enable_all().build()?)
}

/// Returns when somebody ends the program: Ctrl-C, or the machine's own word.
#[cfg(unix)]
pub async fn ended() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => tokio::select! {
            _ = terminate.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        },
        Err(error) => {
            tracing::warn!(%error, "the machine's word to end cannot be heard; Ctrl-C can");
            let _ = tokio::signal::ctrl_c().await;
        }
    }
}

/// Returns when somebody ends the program with Ctrl-C.
#[cfg(not(unix))]
pub async fn ended() {
    let _ = tokio::signal::ctrl_c().await;
}
