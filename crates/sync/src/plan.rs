//! What a branch does with the centre's answer: push from the cursor it was
//! told, fetch a tail that it lacks, narrow a disagreement, split a fork. The
//! cursor always comes from the answer, and may go back (R2, R3).

use nusa_facts::{ChainId, Hash, Head};

use crate::messages::{ChainAnswer, ForkPoint, PushAnswer, Verdict};

/// A chain of this branch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnChain {
    /// How far it goes here.
    pub head: Head,
    /// Whether new facts are written on it; at most one is.
    pub open: bool,
}

/// One thing to do about one chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Send pages from this sequence on.
    Push {
        /// The chain.
        chain: ChainId,
        /// The first sequence that the centre lacks.
        from_seq: u64,
    },
    /// Fetch what the centre has and this node lacks (R6).
    FetchTail {
        /// The chain.
        chain: ChainId,
        /// The last sequence that is here.
        after: u64,
    },
    /// Say hello with a locator between the two (see `locator`).
    Narrow {
        /// The chain.
        chain: ChainId,
        /// The last sequence known to be common and the first known to differ.
        between: (u64, u64),
    },
    /// Keep the chain up to the common place and re-home the rest on a new one (R5).
    Split {
        /// The forked chain.
        chain: ChainId,
        /// The last common sequence.
        common_seq: u64,
        /// The hash there.
        common_hash: Hash,
    },
    /// Say hello again: the answer does not fit to what is here any more.
    Greet {
        /// The chain.
        chain: ChainId,
    },
}

impl Step {
    /// The chain it is about.
    pub fn chain(&self) -> ChainId {
        match *self {
            Self::Push { chain, .. }
            | Self::FetchTail { chain, .. }
            | Self::Narrow { chain, .. }
            | Self::Split { chain, .. }
            | Self::Greet { chain } => chain,
        }
    }
}

/// What to do after a hello: at most one step a chain, closed chains by their id, the open one last.
/// `hash_at` tells the hash of an envelope of this node.
///
/// # Errors
/// Whatever reading a hash fails with.
pub fn plan<E>(
    ours: &[OwnChain],
    answers: &[ChainAnswer],
    mut hash_at: impl FnMut(ChainId, u64) -> Result<Option<Hash>, E>,
) -> Result<Vec<Step>, E> {
    let own = |chain| ours.iter().find(|own| own.head.chain == chain);
    let is_open = |chain| own(chain).is_some_and(|own| own.open);
    let mut steps = Vec::new();
    for answer in answers {
        let chain = answer.chain();
        let head = own(chain).map_or(Head::empty(chain), |own| own.head);
        steps.extend(step(&head, answer, |seq| hash_at(chain, seq))?);
    }
    steps.sort_by_key(|step| (is_open(step.chain()), step.chain()));
    steps.dedup_by_key(|step| step.chain());
    Ok(steps)
}

/// What to do about a chain after a push page was answered.
///
/// # Errors
/// Whatever reading a hash fails with.
pub fn after_push<E>(
    head: &Head,
    answer: &PushAnswer,
    hash_at: impl FnMut(u64) -> Result<Option<Hash>, E>,
) -> Result<Option<Step>, E> {
    let answer = ChainAnswer {
        cursor: answer.head(head.chain),
        verdict: Verdict::Ahead,
    };
    step(head, &answer, hash_at)
}

/// What to do about a chain after the centre refused a page as a fork.
///
/// # Errors
/// Whatever reading a hash fails with.
pub fn after_fork<E>(
    head: &Head,
    fork: ForkPoint,
    hash_at: impl FnMut(u64) -> Result<Option<Hash>, E>,
) -> Result<Option<Step>, E> {
    at_fork(head, fork, hash_at).map(Some)
}

fn step<E>(
    head: &Head,
    answer: &ChainAnswer,
    mut hash_at: impl FnMut(u64) -> Result<Option<Hash>, E>,
) -> Result<Option<Step>, E> {
    let chain = head.chain;
    let cursor = answer.cursor;
    if let Verdict::Fork(fork) = answer.verdict {
        return at_fork(head, fork, hash_at).map(Some);
    }
    if cursor.seq > head.seq {
        return Ok(Some(match answer.verdict {
            Verdict::Behind => Step::FetchTail {
                chain,
                after: head.seq,
            },
            _ => Step::Greet { chain },
        }));
    }
    if !holds(head, cursor.seq, cursor.hash, &mut hash_at)? {
        let between = (0, cursor.seq);
        return Ok(Some(Step::Narrow { chain, between }));
    }
    let from_seq = cursor.seq + 1;
    Ok((head.seq > cursor.seq).then_some(Step::Push { chain, from_seq }))
}

/// Splits only where this node's own hash says that the common place is common: a chain is never
/// cut on a word that does not fit to it.
fn at_fork<E>(
    head: &Head,
    fork: ForkPoint,
    mut hash_at: impl FnMut(u64) -> Result<Option<Hash>, E>,
) -> Result<Step, E> {
    let chain = head.chain;
    let ForkPoint {
        common_seq,
        common_hash,
        differs_seq,
    } = fork;
    let plausible = common_seq < differs_seq && differs_seq <= head.seq;
    if !plausible || !holds(head, common_seq, common_hash, &mut hash_at)? {
        return Ok(Step::Greet { chain });
    }
    Ok(if fork.is_exact() {
        Step::Split {
            chain,
            common_seq,
            common_hash,
        }
    } else {
        let between = (common_seq, differs_seq);
        Step::Narrow { chain, between }
    })
}

/// Whether this node's chain has this hash at this sequence.
fn holds<E>(
    head: &Head,
    seq: u64,
    hash: Hash,
    hash_at: &mut impl FnMut(u64) -> Result<Option<Hash>, E>,
) -> Result<bool, E> {
    Ok(match seq {
        0 => hash == Hash::ZERO,
        seq if seq == head.seq => hash == head.hash,
        seq => hash_at(seq)? == Some(hash),
    })
}
