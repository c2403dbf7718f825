//! Applying a fact again that was put aside. Whether it fits by now is told by
//! its deltas; here only who may try, and with what.

use nusa_facts::{BranchId, DocId, Fact, Hash, sync_facts::FactReapplied};

use crate::{Actor, Moment, Refusal, Right, Ruling, refusal::Code, rows::QuarantineRow};

/// What the law looks at when a fact is to be applied again.
#[derive(Clone, Debug)]
pub struct RepairDesk<'a> {
    /// The fact as it lies in quarantine now.
    pub put_aside: Option<&'a QuarantineRow>,
    /// The document of its branch that came in last.
    pub last: Option<Hash>,
}

/// Lets a fact out of quarantine. The node applies it in the same transaction or not at all.
///
/// # Errors
/// `Forbidden`, `FactUnknown`.
pub fn decide_reapply(
    desk: &RepairDesk<'_>,
    actor: &Actor,
    moment: &Moment,
    branch: BranchId,
    doc: DocId,
) -> Result<Ruling, Refusal> {
    actor.must_everywhere(Right::RepairFacts)?;
    let named = |row: &&QuarantineRow| row.branch == branch && row.doc == doc;
    if desk.put_aside.filter(named).is_none() {
        let detail = "no such fact is put aside";
        return Err(Refusal::at(Code::FactUnknown, "doc", detail));
    }
    let fact = Fact::FactReapplied(FactReapplied {
        branch,
        doc,
        after: desk.last,
    });
    Ok(Ruling::at_branch(moment, fact))
}
