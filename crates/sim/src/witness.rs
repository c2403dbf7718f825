//! What the world knows and no node can forget: which documents were ever
//! acknowledged, which of them lay nowhere any more after a double fault, and
//! what was forged. It knows disks by the documents on them.

use std::collections::{BTreeMap, BTreeSet};

use nusa_facts::{BranchId, Hash};

/// A document, wherever it lies: whose it is and the hash of its bytes.
pub type Piece = (BranchId, Hash);

/// The memory of the world.
#[derive(Debug, Default)]
pub struct Witness {
    /// Documents that some node has told somebody, with the bytes.
    acknowledged: BTreeMap<Piece, Vec<u8>>,
    /// Documents that no disk held at some moment: only double faults lose them.
    gone: BTreeMap<Piece, Vec<u8>>,
    /// Documents that a stranger made and nobody may take in.
    forged: BTreeSet<Hash>,
}

impl Witness {
    /// A node has told somebody that this is done.
    pub fn acknowledge(&mut self, branch: BranchId, hash: Hash, bytes: &[u8]) {
        self.acknowledged
            .entry((branch, hash))
            .or_insert_with(|| bytes.to_vec());
    }

    /// A disk was replaced: what lay on the old one and lies nowhere now is gone.
    pub fn vanished(&mut self, piece: Piece, bytes: Vec<u8>) {
        self.gone.insert(piece, bytes);
    }

    /// A stranger made this.
    pub fn forge(&mut self, hash: Hash) {
        self.forged.insert(hash);
    }

    /// Every document that somebody was told of.
    pub fn acknowledged(&self) -> &BTreeMap<Piece, Vec<u8>> {
        &self.acknowledged
    }

    /// Every document that lay nowhere at some moment.
    pub fn gone(&self) -> &BTreeMap<Piece, Vec<u8>> {
        &self.gone
    }

    /// What strangers made.
    pub fn forged(&self) -> &BTreeSet<Hash> {
        &self.forged
    }
}
