//! What nodes note about chains and about each other: seals, enrolments, forks,
//! repeated numbers, quarantine. Knows nothing of how they are found out.

use serde::{Deserialize, Serialize};

use crate::{
    digest::Hash,
    ids::{BranchId, ChainId, DocId},
    sale::ReceiptNo,
};

/// A signature over a chain's head: at shift close and once a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChainSealed {
    /// The chain.
    pub chain: ChainId,
    /// The sealed sequence.
    pub seq: u64,
    /// The hash there.
    pub hash: Hash,
    /// Ed25519 over `"nusa/seal/1" ‖ chain ‖ seq u64 BE ‖ hash`, hex.
    pub signature: String,
}

/// A device became the node of a branch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BranchEnrolled {
    /// The branch.
    pub branch: BranchId,
    /// The chain it was given.
    pub chain: ChainId,
    /// The display number of that chain.
    pub epoch: u32,
    /// The device's Ed25519 public key, hex.
    pub key: String,
}

/// A device's key was taken back (R30).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyRevoked {
    /// The branch.
    pub branch: BranchId,
    /// The public key, hex.
    pub key: String,
    /// Why.
    pub reason: String,
}

/// Two writers went on from one place (R5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForkFound {
    /// The branch.
    pub branch: BranchId,
    /// The forked chain.
    pub chain: ChainId,
    /// The last sequence both agree on.
    pub common_seq: u64,
    /// The hash there.
    pub common_hash: Hash,
}

/// A receipt number that two clones both printed, told apart by the hash on the paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumbersRepeated {
    /// The branch.
    pub branch: BranchId,
    /// The number.
    pub number: ReceiptNo,
    /// The documents that carry it.
    pub docs: Vec<DocId>,
}

/// A fact arrived intact but could not be applied (R4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactQuarantined {
    /// The branch.
    pub branch: BranchId,
    /// The document.
    pub doc: DocId,
    /// Its chain.
    pub chain: ChainId,
    /// Its sequence there.
    pub seq: u64,
    /// The stable code of why, and a sentence.
    pub reason: String,
}

/// A quarantined fact was applied after all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactReapplied {
    /// The branch.
    pub branch: BranchId,
    /// The document.
    pub doc: DocId,
    /// The branch's document that had come in last when this was applied: a rebuild applies it at that
    /// place too. None where that was not noted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Hash>,
}
