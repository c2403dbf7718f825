//! What a judge found wrong: who found it, when, and what differs.

use nusa_node::Fault;
use nusa_store::Error;

use crate::agenda::Tick;

/// A broken promise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The judge.
    pub judge: &'static str,
    /// When it was found, milliseconds since the simulation began.
    pub at: Tick,
    /// What differs.
    pub what: String,
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} at {} ms: {}", self.judge, self.at, self.what)
    }
}

/// Whether a fault can come of bad luck: the shop says no, the disk is full, the peer is wrong. What
/// else stops a node is a broken promise, whatever happened before.
pub fn is_grave(fault: &Fault) -> bool {
    match fault {
        Fault::Refused(_) | Fault::Peer { .. } | Fault::NotHere(_) => false,
        Fault::Store(error) => is_grave_disk(error),
        Fault::Unfit(_) | Fault::Doc(_) => true,
    }
}

/// The same for a disk.
pub fn is_grave_disk(error: &Error) -> bool {
    !matches!(error, Error::Full)
}
