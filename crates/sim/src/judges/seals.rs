//! Every chain is contiguous from 1 and every envelope seals the one before:
//! the hashes are computed here from the bytes of contract.md, not by the code
//! that wrote them.

use nusa_facts::{Envelope, Hash};

use crate::{
    sea::Port,
    survey::{Library, Survey, SurveyedChain},
};

/// Looks at every chain of a node.
pub fn judge(port: Port, survey: &Survey, library: &Library) -> Vec<String> {
    let mut wrong = Vec::new();
    for chain in &survey.chains {
        wrong.extend(
            chain_wrong(chain).map(|what| format!("{port}, branch {}: {what}", chain.branch)),
        );
    }
    for (branch, docs) in &survey.docs {
        let false_hash = docs
            .iter()
            .find(|hash| doc_hash(&library.doc(hash).bytes) != **hash);
        wrong.extend(
            false_hash
                .map(|hash| format!("{port}, branch {branch}: {hash} is no hash of its bytes")),
        );
    }
    wrong
}

fn chain_wrong(chain: &SurveyedChain) -> Option<String> {
    let mut before = [0; 32];
    for (n, (envelope, bytes)) in (1_u64..).zip(&chain.envelopes) {
        let place = format!("chain {}, sequence {n}", chain.row.chain);
        if envelope.seq != n || envelope.branch != chain.branch || envelope.chain != chain.row.chain
        {
            return Some(format!("{place}: {envelope:?} stands there"));
        }
        if envelope.prev.0 != before {
            return Some(format!("{place} does not seal the one before"));
        }
        if envelope.doc_hash != *bytes {
            return Some(format!("{place} seals another document"));
        }
        if place_hash(envelope) != envelope.hash {
            return Some(format!("{place}: the seal is broken"));
        }
        before = envelope.hash.0;
    }
    let head = chain.row.head;
    let ends = (chain.envelopes.len() as u64, before);
    (ends != (head.seq, head.hash.0))
        .then(|| format!("chain {} ends elsewhere than noted", chain.row.chain))
}

fn place_hash(envelope: &Envelope) -> Hash {
    let mut hasher = blake3::Hasher::new();
    hasher.update(b"nusa/env/1");
    hasher.update(&[0; 12]);
    hasher.update(&envelope.branch.0.to_be_bytes());
    hasher.update(&envelope.chain.0);
    hasher.update(&envelope.seq.to_be_bytes());
    hasher.update(&envelope.prev.0);
    hasher.update(&envelope.doc_hash.0);
    Hash(*hasher.finalize().as_bytes())
}

fn doc_hash(bytes: &[u8]) -> Hash {
    let mut hasher = blake3::Hasher::new();
    hasher.update(b"nusa/doc/1");
    hasher.update(bytes);
    Hash(*hasher.finalize().as_bytes())
}
