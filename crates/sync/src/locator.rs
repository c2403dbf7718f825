//! Finding the place where two copies of a chain part: a locator of places that
//! double their distance from the head, and rounds that cut what is still
//! unknown into parts. Knows hashes by sequence, not where they are stored.

use nusa_facts::{Hash, Head};

use crate::{
    limits::NARROW_PARTS,
    messages::{ChainAnswer, ChainClaim, ForkPoint, Place, Verdict},
};

/// The sequences of a locator below a head: 1, 2, 4, 8 … before it, and the first.
pub fn backwards(head: u64) -> Vec<u64> {
    let mut seqs = Vec::new();
    let mut back = 1_u64;
    while back < head {
        seqs.push(head - back);
        back = back.saturating_mul(2);
    }
    if seqs.last().is_some_and(|&last| last > 1) {
        seqs.push(1);
    }
    seqs
}

/// The sequences of a narrower locator: `low` is known to be common, `high` to differ.
pub fn between(low: u64, high: u64) -> Vec<u64> {
    let wide = high.saturating_sub(low);
    let parts = wide.clamp(1, NARROW_PARTS);
    let part = |k: u64| {
        let offset = u128::from(wide) * u128::from(k) / u128::from(parts);
        low + u64::try_from(offset).unwrap_or(wide)
    };
    let mut seqs: Vec<u64> = (0..=parts).rev().map(part).filter(|&seq| seq > 0).collect();
    seqs.dedup();
    seqs
}

/// The branch's claim of one chain; `span` narrows the locator to what a former round left unknown.
///
/// # Errors
/// Whatever reading a hash fails with.
pub fn claim<E>(
    head: Head,
    span: Option<(u64, u64)>,
    mut hash_at: impl FnMut(u64) -> Result<Option<Hash>, E>,
) -> Result<ChainClaim, E> {
    let seqs = match span {
        Some((low, high)) => between(low, high.min(head.seq)),
        None => backwards(head.seq),
    };
    let mut locator = Vec::with_capacity(seqs.len());
    for seq in seqs {
        locator.extend(hash_at(seq)?.map(|hash| Place { seq, hash }));
    }
    Ok(ChainClaim { head, locator })
}

/// The centre's answer to a claim. `cursor` is its own head of the chain, `None` for a chain that it
/// does not have. Reads one hash where the branch is simply in step.
///
/// # Errors
/// Whatever reading a hash fails with.
pub fn answer<E>(
    claim: &ChainClaim,
    cursor: Option<Head>,
    stored: impl FnMut(u64) -> Result<Option<Hash>, E>,
) -> Result<ChainAnswer, E> {
    let head = claim.head;
    let Some(cursor) = cursor.filter(|cursor| cursor.seq > 0) else {
        let verdict = if head.seq == 0 {
            Verdict::Agrees
        } else {
            Verdict::Unknown
        };
        let cursor = Head::empty(head.chain);
        return Ok(ChainAnswer { cursor, verdict });
    };
    let verdict = match common_place(claim, &cursor, stored)? {
        Some(fork) => Verdict::Fork(fork),
        None if head.seq == cursor.seq => Verdict::Agrees,
        None if head.seq < cursor.seq => Verdict::Behind,
        None => Verdict::Ahead,
    };
    Ok(ChainAnswer { cursor, verdict })
}

/// Walks the claimed places down to the first that agrees; `None` when the highest one does.
fn common_place<E>(
    claim: &ChainClaim,
    cursor: &Head,
    mut stored: impl FnMut(u64) -> Result<Option<Hash>, E>,
) -> Result<Option<ForkPoint>, E> {
    let head = Place {
        seq: claim.head.seq,
        hash: claim.head.hash,
    };
    let mut differs = None;
    let mut common = (0, Hash::ZERO);
    let places = std::iter::once(&head).chain(&claim.locator);
    for place in places.filter(|place| (1..=cursor.seq).contains(&place.seq)) {
        let ours = if place.seq == cursor.seq {
            Some(cursor.hash)
        } else {
            stored(place.seq)?
        };
        if ours == Some(place.hash) {
            common = (place.seq, place.hash);
            break;
        }
        differs = Some(place.seq);
    }
    Ok(differs.map(|differs_seq| ForkPoint {
        common_seq: common.0,
        common_hash: common.1,
        differs_seq,
    }))
}
