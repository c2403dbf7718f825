//! How a device becomes the node of a branch (R8): a one-time code against a
//! chain and the first nonce. The private key never leaves the device.

use nusa_facts::{BranchId, ChainId, Head, Millis};
use serde::{Deserialize, Serialize};

use crate::{messages::hello::Protocols, nonce::Nonce};

/// What a device asks with. The request bears no signature: the code is the proof.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrol {
    /// The one-time code, as the centre's screen showed it.
    pub code: String,
    /// The device's Ed25519 public key, 64 hex digits.
    pub key: String,
    /// The program's version.
    pub program: String,
    /// What it speaks.
    pub protocols: Protocols,
}

/// What the device becomes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrolled {
    /// The branch.
    pub branch: BranchId,
    /// The branch's code on receipts.
    pub code: String,
    /// The protocol of all that follows.
    pub protocol: u16,
    /// The centre's generation.
    pub generation: u64,
    /// The chain on which this device writes.
    pub chain: ChainId,
    /// The display number of that chain.
    pub epoch: u32,
    /// The first nonce.
    pub nonce: Nonce,
    /// The centre's time.
    pub now: Millis,
    /// The branch's earlier chains as the centre has them; the device fetches them.
    pub chains: Vec<Head>,
}
