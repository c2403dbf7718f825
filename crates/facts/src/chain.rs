//! The head of a chain: how far a stream goes and what it ends with. Two nodes
//! compare heads and send each other the tails they lack.

use serde::{Deserialize, Serialize};

use crate::{digest::Hash, ids::ChainId};

/// The last place of a chain. An empty chain has sequence 0 and the zero hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The chain.
    pub chain: ChainId,
    /// The sequence of its last envelope, 0 when it is empty.
    pub seq: u64,
    /// The hash of its last envelope.
    pub hash: Hash,
}

impl Head {
    /// The head of a chain that has no envelope yet.
    pub fn empty(chain: ChainId) -> Self {
        Self {
            chain,
            seq: 0,
            hash: Hash::ZERO,
        }
    }
}
