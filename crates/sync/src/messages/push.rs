//! Pages of envelopes: up in a push, down as the tail that a branch lacks. A
//! document travels as a JSON string, so that its bytes stay as they were
//! written. Knows bounds and shape; `accept` judges the content.

use nusa_facts::{BranchId, ChainId, DocId, Envelope, Hash, Head, limits::MAX_DOC_BYTES};
use serde::{Deserialize, Serialize};

use crate::limits::{MAX_PAGE_BYTES, MAX_PUSH_DOCS};

/// A fact in its place, with its bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PushedEnvelope {
    /// Who wrote the chain.
    pub branch: BranchId,
    /// The chain.
    pub chain: ChainId,
    /// The sequence, from 1.
    pub seq: u64,
    /// The hash of the envelope before.
    pub prev: Hash,
    /// The hash of the document's bytes.
    pub doc_hash: Hash,
    /// The envelope's own hash.
    pub hash: Hash,
    /// The document, byte for byte.
    pub doc: String,
}

/// What a branch sends up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PushPage {
    /// The centre's generation as the branch knows it.
    pub generation: u64,
    /// The chain.
    pub chain: ChainId,
    /// The sequence of the first envelope.
    pub first_seq: u64,
    /// Envelopes without a gap.
    pub envelopes: Vec<PushedEnvelope>,
}

/// The tail that a branch lacks of its own chain (R6): a push page the other way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TailPage {
    /// The centre's generation.
    pub generation: u64,
    /// The chain.
    pub chain: ChainId,
    /// The sequence of the first envelope.
    pub first_seq: u64,
    /// Envelopes without a gap.
    pub envelopes: Vec<PushedEnvelope>,
    /// Whether the chain goes on after this page.
    pub more: bool,
}

/// A document that arrived intact and was put aside (R4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quarantined {
    /// The document.
    pub doc: DocId,
    /// Its sequence in the pushed chain.
    pub seq: u64,
    /// The stable code of why.
    pub reason: String,
}

/// How far the centre has the chain now. The branch goes on from here, whatever it believed (R3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushAnswer {
    /// The centre's generation.
    pub generation: u64,
    /// The last sequence that the centre has.
    pub cursor: u64,
    /// The hash there.
    pub head_hash: Hash,
    /// Milliseconds that the branch should wait before its next push.
    pub next_push_in_ms: u64,
    /// What of this page was put aside.
    pub quarantined: Vec<Quarantined>,
}

impl PushAnswer {
    /// The centre's head of the chain that was pushed.
    pub fn head(&self, chain: ChainId) -> Head {
        Head {
            chain,
            seq: self.cursor,
            hash: self.head_hash,
        }
    }
}

/// Why a page is refused before it is judged, or cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PageError {
    /// More documents than a page may hold.
    #[error("a page of {0} documents is larger than {MAX_PUSH_DOCS}")]
    TooMany(usize),
    /// More bytes than a page may hold.
    #[error("a page of {0} bytes is larger than {MAX_PAGE_BYTES}")]
    TooLarge(usize),
    /// A sequence that no chain reaches.
    #[error("a sequence is at least 1 and below 2^63")]
    Sequence,
    /// A document that is not text cannot travel.
    #[error("document at sequence {0} is not UTF-8")]
    NotText(u64),
}

impl PushedEnvelope {
    /// Puts an envelope and its document's bytes together.
    ///
    /// # Errors
    /// `NotText` for bytes that are not UTF-8.
    pub fn new(envelope: &Envelope, doc: Vec<u8>) -> Result<Self, PageError> {
        let doc = String::from_utf8(doc).map_err(|_| PageError::NotText(envelope.seq))?;
        Ok(Self {
            branch: envelope.branch,
            chain: envelope.chain,
            seq: envelope.seq,
            prev: envelope.prev,
            doc_hash: envelope.doc_hash,
            hash: envelope.hash,
            doc,
        })
    }

    /// The envelope without the document.
    pub fn envelope(&self) -> Envelope {
        Envelope {
            branch: self.branch,
            chain: self.chain,
            seq: self.seq,
            prev: self.prev,
            doc_hash: self.doc_hash,
            hash: self.hash,
        }
    }

    /// Bytes that it takes on the wire, at most.
    pub fn wire_bytes(&self) -> usize {
        ENVELOPE_BYTES + escaped_len(&self.doc)
    }
}

/// Names, digits and hashes of one envelope in JSON, without the document.
const ENVELOPE_BYTES: usize = 360;

/// Names and numbers around a page's envelopes.
const PAGE_BYTES: usize = 200;

/// Bytes of a text as a JSON string, at most.
pub(super) fn escaped_len(text: &str) -> usize {
    let extra = |byte: u8| match byte {
        b'"' | b'\\' => 1,
        0..0x20 => 5,
        _ => 0,
    };
    text.len() + text.bytes().map(extra).sum::<usize>() + 2
}

/// Takes as many envelopes as one page may hold. Says also whether some were left.
pub fn fill(envelopes: impl IntoIterator<Item = PushedEnvelope>) -> (Vec<PushedEnvelope>, bool) {
    let mut taken = Vec::new();
    let mut bytes = PAGE_BYTES;
    for envelope in envelopes {
        bytes += envelope.wire_bytes();
        if taken.len() == MAX_PUSH_DOCS || (bytes > MAX_PAGE_BYTES && !taken.is_empty()) {
            return (taken, true);
        }
        taken.push(envelope);
    }
    (taken, false)
}

impl PushPage {
    /// Checks the bounds of what came from outside, before any hash is computed.
    ///
    /// # Errors
    /// What is out of bounds, see `PageError`.
    pub fn check(&self) -> Result<(), PageError> {
        check(self.first_seq, &self.envelopes)
    }
}

impl TailPage {
    /// Checks the bounds of what came from outside, before any hash is computed.
    ///
    /// # Errors
    /// What is out of bounds, see `PageError`.
    pub fn check(&self) -> Result<(), PageError> {
        check(self.first_seq, &self.envelopes)
    }
}

fn check(first_seq: u64, envelopes: &[PushedEnvelope]) -> Result<(), PageError> {
    if envelopes.len() > MAX_PUSH_DOCS {
        return Err(PageError::TooMany(envelopes.len()));
    }
    let bytes = envelopes
        .iter()
        .map(PushedEnvelope::wire_bytes)
        .sum::<usize>()
        + PAGE_BYTES;
    let alone_too_large = envelopes.len() == 1 && envelopes[0].doc.len() > MAX_DOC_BYTES;
    if (bytes > MAX_PAGE_BYTES && envelopes.len() > 1) || alone_too_large {
        return Err(PageError::TooLarge(bytes));
    }
    let last = first_seq.checked_add(envelopes.len() as u64);
    match last {
        Some(last) if first_seq > 0 && last <= i64::MAX as u64 => Ok(()),
        _ => Err(PageError::Sequence),
    }
}
