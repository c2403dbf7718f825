//! Receipt numbers of a till on a chain run from 1 without a gap, and the centre
//! names exactly those that stand on more than one receipt. A number may only be
//! missing with the document of a double fault that carried it.

use std::collections::{BTreeMap, BTreeSet};

use nusa_facts::{BranchId, CENTRE, DocId, Fact, SealedDoc, TillNo, sale::ReceiptNo};

use super::applied;
use crate::{
    survey::{Library, Survey},
    witness::Witness,
};

/// A number of a series, in an order: code, mark, till, number.
type Key = (String, String, TillNo, u64);

/// Looks at every number of a branch at the centre; tells also how many are repeated.
pub fn judge(
    branch: BranchId,
    centre: &Survey,
    library: &Library,
    witness: &Witness,
) -> (Vec<String>, u64) {
    let mut carriers: BTreeMap<Key, BTreeSet<DocId>> = BTreeMap::new();
    for doc in applied(library, centre, branch) {
        if let Some(number) = number_of(&doc.doc.fact) {
            carriers.entry(key(number)).or_default().insert(doc.doc.id);
        }
    }
    let mut wrong = gaps(branch, centre, library, witness);
    let expected: BTreeMap<Key, BTreeSet<DocId>> = carriers
        .into_iter()
        .filter(|(_, docs)| docs.len() > 1)
        .collect();
    let named = named(branch, centre, library);
    for (number, docs) in &expected {
        if named.get(number) != Some(docs) {
            let (docs, told) = (docs.len(), named.get(number).map_or(0, BTreeSet::len));
            wrong.push(format!(
                "branch {branch}: {number:?} is on {docs} receipts, the centre names {told}"
            ));
        }
    }
    for number in named.keys().filter(|number| !expected.contains_key(number)) {
        wrong.push(format!(
            "branch {branch}: {number:?} is named as repeated and is not"
        ));
    }
    (wrong, expected.len() as u64)
}

/// Every number that was ever printed counts here, also on what is put aside or gone.
fn gaps(branch: BranchId, centre: &Survey, library: &Library, witness: &Witness) -> Vec<String> {
    let mut series: BTreeMap<(String, String, TillNo), BTreeSet<u64>> = BTreeMap::new();
    let mut note = |fact: &Fact| {
        if let Some(number) = number_of(fact) {
            let (code, mark, till, n) = key(number);
            series.entry((code, mark, till)).or_default().insert(n);
        }
    };
    for hash in centre.docs.get(&branch).into_iter().flatten() {
        note(&library.doc(hash).doc.fact);
    }
    for ((_, _), bytes) in witness.gone().iter().filter(|(piece, _)| piece.0 == branch) {
        if let Ok(doc) = SealedDoc::read(bytes.clone()) {
            note(&doc.doc.fact);
        }
    }
    let mut wrong = Vec::new();
    for (name, numbers) in series {
        let gap = (1..)
            .zip(&numbers)
            .find(|(expected, found)| expected != *found);
        wrong.extend(gap.map(|(expected, found)| {
            format!("branch {branch}: series {name:?} goes on with {found} where {expected} is due")
        }));
    }
    wrong
}

/// What the centre's facts name as repeated; a later fact about a number holds.
fn named(branch: BranchId, centre: &Survey, library: &Library) -> BTreeMap<Key, BTreeSet<DocId>> {
    let mut named = BTreeMap::new();
    for hash in centre.docs.get(&CENTRE).into_iter().flatten() {
        if let Fact::NumbersRepeated(fact) = &library.doc(hash).doc.fact
            && fact.branch == branch
        {
            named.insert(key(&fact.number), fact.docs.iter().copied().collect());
        }
    }
    named
}

fn number_of(fact: &Fact) -> Option<&ReceiptNo> {
    match fact {
        Fact::SaleCompleted(sale) => Some(&sale.number),
        Fact::SaleRefunded(refund) => Some(&refund.number),
        _ => None,
    }
}

fn key(number: &ReceiptNo) -> Key {
    (
        number.branch.clone(),
        number.mark.clone(),
        number.till,
        number.n,
    )
}
