//! The deltas of what nodes note about chains: seals, and the centre's decisions
//! about quarantine and repeated numbers.

use nusa_facts::{
    CENTRE,
    sync_facts::{ChainSealed, FactQuarantined, FactReapplied, NumbersRepeated},
};

use super::Placed;
use crate::{
    Delta, Unfit,
    rows::{QuarantineRow, RepeatedRow},
};

/// A chain's head was signed.
pub(super) fn sealed(placed: Placed<'_>, fact: &ChainSealed, out: &mut Vec<Delta>) {
    out.push(Delta::Sealed {
        chain: fact.chain,
        seq: fact.seq,
        hash: fact.hash,
        signature: fact.signature.clone(),
        at: placed.doc().at,
    });
}

/// Refuses a branch that speaks for the centre.
pub(super) fn by_the_centre(placed: Placed<'_>) -> Result<(), Unfit> {
    if placed.branch == CENTRE {
        return Ok(());
    }
    let detail = format!("{} is the centre's to say", placed.doc().fact.kind());
    Err(Unfit::new("not_the_centre", detail))
}

/// A fact was put aside.
pub(super) fn quarantined(
    placed: Placed<'_>,
    fact: &FactQuarantined,
    out: &mut Vec<Delta>,
) -> Result<(), Unfit> {
    by_the_centre(placed)?;
    out.push(Delta::Quarantined(QuarantineRow {
        branch: fact.branch,
        doc: fact.doc,
        chain: fact.chain,
        seq: fact.seq,
        reason: fact.reason.clone(),
        at: placed.doc().at,
    }));
    Ok(())
}

/// A fact that was put aside was applied.
pub(super) fn reapplied(
    placed: Placed<'_>,
    fact: &FactReapplied,
    out: &mut Vec<Delta>,
) -> Result<(), Unfit> {
    by_the_centre(placed)?;
    out.push(Delta::Reapplied {
        branch: fact.branch,
        doc: fact.doc,
    });
    Ok(())
}

/// A number stands on two receipts.
pub(super) fn repeated(
    placed: Placed<'_>,
    fact: &NumbersRepeated,
    out: &mut Vec<Delta>,
) -> Result<(), Unfit> {
    by_the_centre(placed)?;
    let mut docs = fact.docs.clone();
    docs.sort_unstable();
    docs.dedup();
    out.push(Delta::Repeated(RepeatedRow {
        branch: fact.branch,
        number: fact.number.clone(),
        docs,
    }));
    Ok(())
}
