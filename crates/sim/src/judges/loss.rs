//! Nothing that was acknowledged is lost, but for the documents that lay on no
//! disk at all after a double fault; and nothing that a stranger made is kept.

use std::collections::BTreeSet;

use nusa_facts::Hash;

use crate::{
    survey::Survey,
    witness::{Piece, Witness},
};

/// Looks for every acknowledged document at the centre.
pub fn judge(witness: &Witness, centre: &Survey) -> Vec<String> {
    let mut held: BTreeSet<Piece> = BTreeSet::new();
    let mut hashes: BTreeSet<Hash> = BTreeSet::new();
    for (branch, docs) in &centre.docs {
        held.extend(docs.iter().map(|hash| (*branch, *hash)));
        hashes.extend(docs);
    }
    let lost = witness.acknowledged().keys();
    let lost = lost.filter(|piece| !held.contains(piece) && !witness.gone().contains_key(piece));
    let mut wrong: Vec<String> = lost
        .map(|(branch, hash)| {
            format!(
                "branch {branch} acknowledged {}, the centre lacks it",
                hash.short()
            )
        })
        .collect();
    let forged = witness.forged().iter().filter(|hash| hashes.contains(hash));
    wrong.extend(
        forged.map(|hash| format!("the centre keeps {}, which a stranger made", hash.short())),
    );
    wrong
}
