//! The hello: a branch says how far each of its chains and streams goes, the
//! centre says how far it has them and since when it counts. No clock is
//! compared; the centre's time is told, never asked.

use nusa_facts::{ChainId, Hash, Head, Millis, master::Scope};
use serde::{Deserialize, Serialize};

use crate::limits::{
    MAX_CHAINS, MAX_LOCATOR, MAX_STREAMS, MAX_VERSION_CHARS, PROTOCOL_MAX, PROTOCOL_MIN,
};

/// The protocols that a node speaks, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Protocols {
    /// The oldest.
    pub min: u16,
    /// The newest.
    pub max: u16,
}

impl Protocols {
    /// What this program speaks.
    pub const OURS: Self = Self {
        min: PROTOCOL_MIN,
        max: PROTOCOL_MAX,
    };

    /// The newest protocol that both speak (R22); `None` when one of them is too old.
    pub fn agree(self, other: Self) -> Option<u16> {
        let newest = self.max.min(other.max);
        (newest >= self.min && newest >= other.min).then_some(newest)
    }
}

/// A sequence of a chain and the hash there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The sequence, from 1.
    pub seq: u64,
    /// The hash of the envelope there.
    pub hash: Hash,
}

/// One chain as the branch has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChainClaim {
    /// How far it goes.
    pub head: Head,
    /// Places below the head, falling, by which a common place is found (see `locator`).
    pub locator: Vec<Place>,
}

/// How far a branch follows a stream of master data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StreamCursor {
    /// The stream.
    pub scope: Scope,
    /// The change number up to which everything is known, 0 for nothing.
    pub change: u64,
}

/// What a branch opens every conversation with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hello {
    /// The program's version.
    pub program: String,
    /// What it speaks.
    pub protocols: Protocols,
    /// The centre's generation as the branch last knew it, 0 for none.
    pub generation: u64,
    /// Every chain of the branch, the closed ones too.
    pub chains: Vec<ChainClaim>,
    /// Every stream it follows.
    pub streams: Vec<StreamCursor>,
    /// Whether the digests of the streams are wanted: once a business day, until they were compared (R15).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub compare: bool,
}

/// Why a hello is refused before anything is looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HelloError {
    /// More than one message may carry.
    #[error("a hello with too many {0}")]
    TooMany(&'static str),
    /// A locator whose places do not fall, or that goes above its head.
    #[error("a locator falls from its head to 1")]
    Locator,
    /// One chain claimed twice.
    #[error("a chain is claimed once")]
    Twice,
}

impl Hello {
    /// Checks the bounds of what came from outside.
    ///
    /// # Errors
    /// What is out of bounds, see `HelloError`.
    pub fn check(&self) -> Result<(), HelloError> {
        let too_many = |what| Err(HelloError::TooMany(what));
        if self.program.chars().count() > MAX_VERSION_CHARS {
            return too_many("characters of a version");
        }
        if self.chains.len() > MAX_CHAINS {
            return too_many("chains");
        }
        if self.streams.len() > MAX_STREAMS {
            return too_many("streams");
        }
        let mut seen = std::collections::BTreeSet::new();
        for claim in &self.chains {
            if claim.locator.len() > MAX_LOCATOR {
                return too_many("places");
            }
            let seqs = || claim.locator.iter().map(|place| place.seq);
            let falls = seqs().is_sorted_by(|a, b| a > b);
            if !falls || seqs().any(|seq| seq == 0 || seq > claim.head.seq) {
                return Err(HelloError::Locator);
            }
            if !seen.insert(claim.head.chain) {
                return Err(HelloError::Twice);
            }
        }
        Ok(())
    }
}

/// Where two copies of a chain part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForkPoint {
    /// The last sequence known to be common, 0 for the empty beginning.
    pub common_seq: u64,
    /// The hash there, zeros for the beginning.
    pub common_hash: Hash,
    /// The first sequence known to differ; the next one after the common one when the point is exact.
    pub differs_seq: u64,
}

impl ForkPoint {
    /// Whether nothing is unknown between what is common and what differs.
    pub fn is_exact(&self) -> bool {
        self.common_seq.checked_add(1) == Some(self.differs_seq)
    }
}

/// What the centre can say about a claimed chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Verdict {
    /// Both end at the same place.
    Agrees,
    /// The branch's head is an ancestor of the centre's: the branch lacks a tail (R6).
    Behind,
    /// The centre's cursor is below the branch's head, and no claimed place contradicts it.
    Ahead,
    /// Two writers went on from one place (R5).
    Fork(ForkPoint),
    /// The centre has no such chain; its cursor is the beginning.
    Unknown,
}

/// One chain as the centre has it. Chains that the branch did not claim are told too, as `Behind`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChainAnswer {
    /// The centre's cursor: the branch goes on from it, even when it went back (R2).
    pub cursor: Head,
    /// How the claim stands to it.
    pub verdict: Verdict,
}

impl ChainAnswer {
    /// The chain.
    pub fn chain(&self) -> ChainId {
        self.cursor.chain
    }
}

/// A stream that the branch must follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StreamAnswer {
    /// The stream.
    pub scope: Scope,
    /// The centre's newest change number in it.
    pub change: u64,
    /// The digest of its rows (see `streams::digest`), told when the branch asks for it (R15).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<Hash>,
}

/// How the centre sees the branch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BranchState {
    /// It trades.
    Active,
    /// It was closed; its facts are still taken in.
    Closed,
    /// Its key was taken back; its facts are taken in as evidence (R30).
    Revoked,
}

/// The centre's answer to a hello.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HelloAnswer {
    /// The protocol of all that follows.
    pub protocol: u16,
    /// Changes when the centre was restored; every cursor is then doubtful (R2, R19).
    pub generation: u64,
    /// The centre's time.
    pub now: Millis,
    /// Milliseconds that the branch should wait before its next push.
    pub next_push_in_ms: u64,
    /// Milliseconds over which it should spread itself on top, 0 for none (R11).
    #[serde(default)]
    pub spread_ms: u64,
    /// Every chain of the branch.
    pub chains: Vec<ChainAnswer>,
    /// Every stream that the branch must follow; others it drops (R15).
    pub streams: Vec<StreamAnswer>,
    /// How the centre sees the branch.
    pub state: BranchState,
}
