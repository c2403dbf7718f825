//! After healing the centre has what the branches have: every document of a
//! branch exactly once, every chain of it to the same end, and the other way
//! round.

use std::collections::{BTreeMap, BTreeSet};

use nusa_facts::{BranchId, CENTRE, Fact, Hash};

use crate::{
    sea::Port,
    survey::{Library, Survey, SurveyedChain},
};

/// The reason under which documents of a stolen device lie in a chain that no branch is told of.
const EVIDENCE: &str = "key_revoked";

/// Compares a branch's journal with the centre's.
pub fn judge(
    port: Port,
    branch: BranchId,
    own: &Survey,
    centre: &Survey,
    library: &Library,
) -> Vec<String> {
    let mut wrong = Vec::new();
    let here = counted(own, branch);
    let there = counted(centre, branch);
    for (side, docs) in [("the branch", &here), ("the centre", &there)] {
        let twice = docs.iter().filter(|(_, count)| **count > 1);
        wrong.extend(
            twice.map(|(hash, _)| format!("{side} of {port} holds {} twice", hash.short())),
        );
    }
    let missing = here.keys().filter(|hash| !there.contains_key(hash));
    wrong.extend(missing.map(|hash| format!("the centre lacks {} of {port}", hash.short())));
    let evidence = evidence(centre, branch, library);
    let lacking = there
        .keys()
        .filter(|hash| !here.contains_key(hash) && !evidence.contains(*hash));
    wrong.extend(lacking.map(|hash| format!("{port} lacks {} of its own branch", hash.short())));
    for chain in own.chains.iter().filter(|chain| chain.branch == branch) {
        wrong.extend(chain_wrong(chain, centre).map(|what| format!("{port}: {what}")));
    }
    wrong
}

fn counted(survey: &Survey, branch: BranchId) -> BTreeMap<Hash, u32> {
    let mut counts = BTreeMap::new();
    for hash in survey.docs.get(&branch).into_iter().flatten() {
        *counts.entry(*hash).or_default() += 1;
    }
    counts
}

/// Documents that are at the centre as evidence, whether they were applied after all or not.
fn evidence(centre: &Survey, branch: BranchId, library: &Library) -> BTreeSet<Hash> {
    let facts = centre.docs.get(&CENTRE).into_iter().flatten();
    let marked = facts.filter_map(|hash| match &library.doc(hash).doc.fact {
        Fact::FactQuarantined(fact)
            if fact.branch == branch && fact.reason.starts_with(EVIDENCE) =>
        {
            Some(fact.doc)
        }
        _ => None,
    });
    let ids: BTreeSet<_> = marked.collect();
    let docs = centre.docs.get(&branch).into_iter().flatten();
    docs.filter(|hash| ids.contains(&library.doc(hash).doc.id))
        .copied()
        .collect()
}

fn chain_wrong(own: &SurveyedChain, centre: &Survey) -> Option<String> {
    if own.envelopes.is_empty() {
        return None;
    }
    let id = own.row.chain;
    let there = centre
        .chains
        .iter()
        .find(|chain| chain.branch == own.branch && chain.row.chain == id);
    let Some(there) = there else {
        return Some(format!("the centre has no chain {id}"));
    };
    let (here, there) = (own.row.head, there.row.head);
    (here != there).then(|| {
        format!(
            "chain {id} ends at {} here and at {} there",
            here.seq, there.seq
        )
    })
}
