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

/// The words by which a program is ended: Ctrl-C, or the machine's own.
#[cfg(unix)]
#[derive(Debug)]
pub struct Ending {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Ending {
    /// Listens from now on; from now on neither word ends the program by itself.
    ///
    /// # Errors
    /// `Refused` when the machine does not let a program listen.
    pub fn heard() -> Result<Self, Failure> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
        })
    }

    /// Returns when one of them was said.
    pub async fn said(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

/// The word by which a program is ended: Ctrl-C.
#[cfg(not(unix))]
#[derive(Debug)]
pub struct Ending;

#[cfg(not(unix))]
impl Ending {
    /// Listens from now on.
    ///
    /// # Errors
    /// None on this machine.
    pub fn heard() -> Result<Self, Failure> {
        Ok(Self)
    }

    /// Returns when it was said.
    pub async fn said(&mut self) {
        let _ = tokio::signal::ctrl_c().await;
    }
}
