//! Why a node could not do what it was asked: the shop says no, the disk says
//! no, the peer is wrong, or it is not this node's to do. Knows no HTTP.

use nusa_facts::DocError;
use nusa_rules::{Refusal, Unfit};
use nusa_store::Error as StoreError;

/// Anything that stops a request. Nothing of the request was kept.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The law refused.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The disk refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A document could not be written or read.
    #[error(transparent)]
    Doc(#[from] DocError),
    /// The node's own fact did not fit its own law: a fault of the program, so nothing is kept.
    #[error("an own fact is unfit: {0}")]
    Unfit(#[from] Unfit),
    /// The peer said something that cannot be.
    #[error("{code}: {detail}")]
    Peer {
        /// A stable code.
        code: &'static str,
        /// What is wrong.
        detail: String,
    },
    /// This node has no such role, or is not enrolled yet.
    #[error("{0}")]
    NotHere(&'static str),
}

impl Fault {
    /// A fault of the peer.
    pub fn peer(code: &'static str, detail: impl Into<String>) -> Self {
        Self::Peer {
            code,
            detail: detail.into(),
        }
    }
}
