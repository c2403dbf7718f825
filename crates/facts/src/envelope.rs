//! A document's place in a chain: who wrote it, in which chain, at which
//! sequence, after what. Knows the document only by its hash, so that a forked
//! tail can be re-homed without touching a byte of what was printed.

use serde::{Deserialize, Serialize};

use crate::{
    chain::Head,
    digest::Hash,
    ids::{BranchId, ChainId},
};

/// A fact in its place. `hash` seals everything before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Envelope {
    /// Who writes the chain.
    pub branch: BranchId,
    /// The chain.
    pub chain: ChainId,
    /// 1 for the first; no gap, ever.
    pub seq: u64,
    /// The hash of the envelope before, zeros for the first.
    pub prev: Hash,
    /// The hash of the document's bytes.
    pub doc_hash: Hash,
    /// `BLAKE3("nusa/env/1" ‖ branch[16] ‖ chain[16] ‖ seq u64 BE ‖ prev[32] ‖ doc_hash[32])`.
    pub hash: Hash,
}

impl Envelope {
    /// Puts a document after the head of its chain.
    pub fn seal(branch: BranchId, after: &Head, doc_hash: Hash) -> Self {
        let seq = after.seq + 1;
        let hash = place_hash(branch, after.chain, seq, after.hash, doc_hash);
        Self {
            branch,
            chain: after.chain,
            seq,
            prev: after.hash,
            doc_hash,
            hash,
        }
    }

    /// Whether the hash is the one that the other fields give.
    pub fn is_sealed(&self) -> bool {
        place_hash(self.branch, self.chain, self.seq, self.prev, self.doc_hash) == self.hash
    }

    /// Whether this envelope is the next one after the head, and sealed.
    pub fn follows(&self, head: &Head) -> bool {
        self.chain == head.chain
            && self.seq == head.seq + 1
            && self.prev == head.hash
            && self.is_sealed()
    }

    /// The head of the chain that ends with this envelope.
    pub fn head(&self) -> Head {
        Head {
            chain: self.chain,
            seq: self.seq,
            hash: self.hash,
        }
    }
}

fn place_hash(branch: BranchId, chain: ChainId, seq: u64, prev: Hash, doc_hash: Hash) -> Hash {
    let parts: [&[u8]; 5] = [
        &branch.hash_bytes(),
        &chain.0,
        &seq.to_be_bytes(),
        &prev.0,
        &doc_hash.0,
    ];
    Hash::under("nusa/env/1", &parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_of_the_place_is_under_the_seal() {
        let chain = ChainId([7; 16]);
        let first = Envelope::seal(BranchId(3), &Head::empty(chain), Hash::of_doc(b"a"));
        let second = Envelope::seal(BranchId(3), &first.head(), Hash::of_doc(b"b"));
        assert!(second.follows(&first.head()) && !second.follows(&Head::empty(chain)));
        let other = Hash::of_doc(b"c");
        let forged = [
            Envelope {
                branch: BranchId(4),
                ..second
            },
            Envelope {
                chain: ChainId([8; 16]),
                ..second
            },
            Envelope { seq: 3, ..second },
            Envelope {
                prev: other,
                ..second
            },
            Envelope {
                doc_hash: other,
                ..second
            },
            Envelope {
                hash: other,
                ..second
            },
        ];
        for envelope in forged {
            assert!(!envelope.is_sealed(), "{envelope:?}");
        }
    }
}
