//! What a node does with a page of envelopes: the centre with a push, a branch
//! with its own missing tail. Judges only the transport (bounds, seals, place);
//! what a document means for the shop never refuses it (R4).

use std::ops::Range;

use nusa_facts::{BranchId, ChainId, Hash, Head, limits::MAX_DOC_BYTES};

use crate::faults;
use crate::messages::{ForkPoint, PushPage, PushedEnvelope, TailPage};

/// The part of a page that is judged.
#[derive(Clone, Copy, Debug)]
pub struct Page<'a> {
    /// The chain that it says it belongs to.
    pub chain: ChainId,
    /// The sequence of its first envelope.
    pub first_seq: u64,
    /// Its envelopes.
    pub envelopes: &'a [PushedEnvelope],
}

impl<'a> From<&'a PushPage> for Page<'a> {
    fn from(page: &'a PushPage) -> Self {
        Self {
            chain: page.chain,
            first_seq: page.first_seq,
            envelopes: &page.envelopes,
        }
    }
}

impl<'a> From<&'a TailPage> for Page<'a> {
    fn from(page: &'a TailPage) -> Self {
        Self {
            chain: page.chain,
            first_seq: page.first_seq,
            envelopes: &page.envelopes,
        }
    }
}

/// What is wrong with an envelope that no honest node sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// Written by another branch than the one that signed.
    #[error("it was written by another branch")]
    Branch,
    /// Of another chain than the page's.
    #[error("it is of another chain")]
    Chain,
    /// Not the next sequence, or not after the envelope before it.
    #[error("it does not follow the one before it")]
    Order,
    /// The hash is not the one that the fields give.
    #[error("its seal is broken")]
    Seal,
    /// The document is not the one that was sealed.
    #[error("its document is not the sealed one")]
    Doc,
    /// The document is larger than any node writes.
    #[error("its document is too large")]
    Size,
}

/// The first envelope of a page that broke the protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("envelope {index} of the page is refused: {wrong}")]
pub struct Fault {
    /// Its index in the page.
    pub index: usize,
    /// What is wrong.
    pub wrong: Wrong,
}

/// How a page ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Everything was taken in or known already.
    Whole,
    /// The page begins beyond the head: the cursor is the answer, nothing else (R3).
    Gap,
    /// The page contradicts what is stored: 409 `fork` (R5).
    Fork(ForkPoint),
    /// The page breaks the protocol from here on; what stood before is kept.
    Fault(Fault),
}

/// What to do with a page. The cursor afterwards is the head plus what is fresh.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acceptance {
    /// Envelopes that are stored already, with the same hash (R1).
    pub duplicates: usize,
    /// Indexes of the envelopes to append, in one transaction with everything they cause.
    pub fresh: Range<usize>,
    /// How the page ended.
    pub ending: Ending,
}

/// Judges a page against the chain's head and what is stored below it.
///
/// # Errors
/// Whatever reading a stored hash fails with.
pub fn accept<'a, E>(
    branch: BranchId,
    head: &Head,
    page: impl Into<Page<'a>>,
    mut stored: impl FnMut(u64) -> Result<Option<Hash>, E>,
) -> Result<Acceptance, E> {
    let page = page.into();
    let mut duplicates = 0;
    let mut end = 0;
    let mut ending = Ending::Whole;
    for index in 0..page.envelopes.len() {
        let judged = match misplaced(branch, head, page, index) {
            Some(wrong) => Judged::Wrong(wrong),
            None => judge(head, page, index, &mut stored)?,
        };
        match judged {
            Judged::Known => duplicates += 1,
            Judged::Fresh => end = index + 1,
            Judged::Gap => ending = Ending::Gap,
            Judged::Fork(fork) => ending = Ending::Fork(fork),
            Judged::Wrong(wrong) => ending = Ending::Fault(Fault { index, wrong }),
        }
        if ending != Ending::Whole {
            break;
        }
    }
    let fresh = duplicates..end.max(duplicates);
    Ok(Acceptance {
        duplicates,
        fresh,
        ending,
    })
}

enum Judged {
    Known,
    Fresh,
    Gap,
    Fork(ForkPoint),
    Wrong(Wrong),
}

/// What can be said without looking anything up.
fn misplaced(branch: BranchId, head: &Head, page: Page<'_>, index: usize) -> Option<Wrong> {
    let pushed = &page.envelopes[index];
    if pushed.branch != branch {
        return Some(Wrong::Branch);
    }
    if pushed.chain != page.chain || pushed.chain != head.chain {
        return Some(Wrong::Chain);
    }
    let wanted = page.first_seq.checked_add(index as u64);
    let after = index
        .checked_sub(1)
        .map(|before| page.envelopes[before].hash);
    let starts = pushed.seq == 1 && pushed.prev != Hash::ZERO;
    if wanted != Some(pushed.seq)
        || pushed.seq == 0
        || starts
        || after.is_some_and(|hash| hash != pushed.prev)
    {
        return Some(Wrong::Order);
    }
    None
}

fn judge<E>(
    head: &Head,
    page: Page<'_>,
    index: usize,
    stored: &mut impl FnMut(u64) -> Result<Option<Hash>, E>,
) -> Result<Judged, E> {
    let pushed = &page.envelopes[index];
    if pushed.seq > head.seq {
        let next = index > 0 || pushed.seq == head.seq + 1;
        return Ok(match sealed_wrong(pushed) {
            _ if !next && !faults::is_on(faults::Fault::AcceptGaps) => Judged::Gap,
            Some(wrong) => Judged::Wrong(wrong),
            None if index > 0 || pushed.prev == head.hash || !next => Judged::Fresh,
            None => Judged::Fork(differs_from(head.seq)),
        });
    }
    if hash_below(head, pushed.seq, stored)? == Some(pushed.hash) {
        return Ok(Judged::Known);
    }
    if let Some(wrong) = sealed_wrong(pushed) {
        return Ok(Judged::Wrong(wrong));
    }
    let before = pushed.seq - 1;
    let common = before == 0 || hash_below(head, before, stored)? == Some(pushed.prev);
    Ok(Judged::Fork(if common {
        ForkPoint {
            common_seq: before,
            common_hash: pushed.prev,
            differs_seq: pushed.seq,
        }
    } else {
        differs_from(before)
    }))
}

/// Nothing is known to be common but the empty beginning.
fn differs_from(differs_seq: u64) -> ForkPoint {
    ForkPoint {
        common_seq: 0,
        common_hash: Hash::ZERO,
        differs_seq,
    }
}

fn hash_below<E>(
    head: &Head,
    seq: u64,
    stored: &mut impl FnMut(u64) -> Result<Option<Hash>, E>,
) -> Result<Option<Hash>, E> {
    if seq == head.seq {
        Ok(Some(head.hash))
    } else {
        stored(seq)
    }
}

fn sealed_wrong(pushed: &PushedEnvelope) -> Option<Wrong> {
    if faults::is_on(faults::Fault::NoHashCheck) {
        return None;
    }
    if !pushed.envelope().is_sealed() {
        Some(Wrong::Seal)
    } else if pushed.doc.len() > MAX_DOC_BYTES {
        Some(Wrong::Size)
    } else if Hash::of_doc(pushed.doc.as_bytes()) != pushed.doc_hash {
        Some(Wrong::Doc)
    } else {
        None
    }
}
