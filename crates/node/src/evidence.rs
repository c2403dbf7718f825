//! What a device sends after its key was taken back (R30). It is kept word for
//! word and put aside, in a chain of evidence that the centre seals itself: the
//! branch's own chains are for those who may write them, and a stolen device
//! can neither fork nor block them.

use std::collections::BTreeSet;

use nusa_facts::{BranchId, ChainId, DocId, Envelope, Hash, Head, SealedDoc};
use nusa_rules::Unfit;
use nusa_store::{Appended, Error as StoreError, Look, Tx};
use serde::{Deserialize, Serialize};

use crate::{
    device::{self, Caller, Standing},
    ingest, note,
    quarantine::Aside,
};

/// The code with which evidence is put aside.
const REASON: &str = "key_revoked";

#[derive(Serialize, Deserialize)]
struct Heard {
    seq: u64,
    hash: Hash,
}

/// The chain in which a key's evidence lies.
fn chain_of(key: &str) -> ChainId {
    let mut hasher = blake3::Hasher::new();
    hasher.update(b"nusa/evidence/1");
    hasher.update(key.as_bytes());
    let mut id = [0; 16];
    id.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    ChainId(id)
}

/// The chains of a branch that are evidence: no device is told of them.
pub(crate) fn chains(look: &impl Look, branch: BranchId) -> Result<Vec<ChainId>, StoreError> {
    let devices = device::devices(look, branch)?.into_iter();
    Ok(devices
        .filter(|device| device.standing == Standing::Revoked)
        .map(|device| chain_of(&device.key))
        .collect())
}

/// The documents of a branch that are put aside because of the device that sent them.
pub(crate) fn put_aside(look: &impl Look, branch: BranchId) -> Result<BTreeSet<DocId>, StoreError> {
    let rows = look.quarantined(Some(branch))?.into_iter();
    let evidence = rows.filter(|row| row.reason.split(':').next() == Some(REASON));
    Ok(evidence.map(|row| row.doc).collect())
}

/// How far a revoked device's own chain was heard; none when nothing was.
pub(crate) fn heard(
    look: &impl Look,
    caller: &Caller,
    chain: ChainId,
) -> Result<Option<Head>, StoreError> {
    let heard: Option<Heard> = note::read(look, &name(caller, chain))?;
    Ok(heard.map(|Heard { seq, hash }| Head { chain, seq, hash }))
}

/// Keeps the documents of a page that are not known yet. Idempotent by their ids.
pub(crate) fn keep<T: Tx>(
    tx: &mut T,
    caller: &Caller,
    docs: &[(Envelope, SealedDoc)],
) -> Result<Vec<Aside>, StoreError> {
    let chain = chain_of(&caller.key);
    let mut asides = Vec::new();
    let mut head = open(tx, caller.branch, chain)?;
    for (_, doc) in docs {
        if is_known(tx, caller.branch, doc)? {
            continue;
        }
        let place = Envelope::seal(caller.branch, &head, doc.hash);
        head = place.head();
        let id = match tx.append(&place, doc)? {
            Appended::Clash(id) => id,
            Appended::New | Appended::Known => doc.doc.id,
        };
        let unfit = Unfit::new(REASON, "it came from a device whose key was taken back");
        asides.push(Aside {
            place,
            doc: id,
            unfit,
        });
    }
    if let Some((last, _)) = docs.last() {
        let heard = Heard {
            seq: last.seq,
            hash: last.hash,
        };
        note::write(tx, &name(caller, last.chain), &heard)?;
    }
    Ok(asides)
}

/// Whether these very bytes lie here, under their own id or under the one that stands in for it.
fn is_known(look: &impl Look, branch: BranchId, doc: &SealedDoc) -> Result<bool, StoreError> {
    for id in [doc.doc.id, ingest::stand_in(&doc.hash)] {
        if look
            .doc(branch, id)?
            .is_some_and(|bytes| bytes == doc.bytes)
        {
            return Ok(true);
        }
    }
    Ok(false)
}

fn open<T: Tx>(tx: &mut T, branch: BranchId, chain: ChainId) -> Result<Head, StoreError> {
    if let Some(head) = tx.head(branch, chain)? {
        return Ok(head);
    }
    let epoch = tx
        .chains(branch)?
        .iter()
        .map(|row| row.epoch)
        .max()
        .unwrap_or(0)
        + 1;
    tx.open_chain(branch, chain, epoch)?;
    tx.close_chain(branch, chain)?;
    Ok(Head::empty(chain))
}

fn name(caller: &Caller, chain: ChainId) -> String {
    format!("evidence/{}/{chain}", caller.key)
}
