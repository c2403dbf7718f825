//! Facts that arrived intact and could not be applied (R4): the centre says so
//! by facts of its own, and applies them again when an operator asks.

use nusa_facts::{BranchId, DocId, Envelope, Fact, SealedDoc, sync_facts::FactQuarantined};
use nusa_rules::{
    Unfit,
    refusal::{Code, Refusal},
};
use nusa_store::Tx;
use nusa_sync::messages::Quarantined;

use crate::{fault::Fault, journal, journal::Draft, numbers};

/// Characters of a reason that a fact carries: the code and a sentence, never a page of somebody's text.
const MAX_REASON_CHARS: usize = 200;

/// A document that is put aside, with the place in which it arrived.
#[derive(Clone, Debug)]
pub(crate) struct Aside {
    pub(crate) place: Envelope,
    pub(crate) doc: DocId,
    pub(crate) unfit: Unfit,
}

impl Aside {
    /// The centre's fact about it.
    pub(crate) fn draft(&self) -> Draft {
        let reason = self
            .unfit
            .to_string()
            .chars()
            .take(MAX_REASON_CHARS)
            .collect();
        Draft::own(Fact::FactQuarantined(FactQuarantined {
            branch: self.place.branch,
            doc: self.doc,
            chain: self.place.chain,
            seq: self.place.seq,
            reason,
        }))
    }

    /// What the branch is told.
    pub(crate) fn told(&self) -> Quarantined {
        Quarantined {
            doc: self.doc,
            seq: self.place.seq,
            reason: self.unfit.code.to_owned(),
        }
    }
}

/// Applies a document that was put aside. The fact that says so is the caller's, in the same transaction, and
/// so are the facts that this gives back.
///
/// # Errors
/// `FactUnknown` when there is no such document, or it still does not fit: then nothing is kept.
pub(crate) fn apply_again<T: Tx>(
    tx: &mut T,
    branch: BranchId,
    doc: DocId,
) -> Result<Vec<Draft>, Fault> {
    let unknown = || Refusal::at(Code::FactUnknown, "doc", "no such document is here");
    let bytes = tx.doc(branch, doc)?.ok_or_else(unknown)?;
    let sealed = SealedDoc::read_any(bytes)?;
    if sealed.doc.id != doc {
        let detail = "another document has its id, so it can never be applied";
        return Err(Refusal::at(Code::FactUnknown, "doc", detail).into());
    }
    let changes = journal::changes_of(tx, branch, &sealed)?;
    let changes = changes.map_err(|unfit| Refusal::at(Code::FactUnknown, "doc", still(&unfit)))?;
    tx.apply(branch, &changes)?;
    Ok(numbers::repeated_by(tx, branch, &sealed)?)
}

fn still(unfit: &Unfit) -> String {
    format!("it still cannot be applied: {unfit}")
}
