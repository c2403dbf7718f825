//! Throwing the projections away and replaying the facts (I6), and proving that
//! nothing changes by it. The decisions about quarantine are facts too and are
//! followed, not taken again.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use nusa_facts::{
    BranchId, CENTRE, DocId, Envelope, Fact, Hash, Head, SealedDoc, sync_facts::FactReapplied,
};
use nusa_store::{Error as StoreError, Look, Store, Tx};

use crate::{Node, fault::Fault, journal, limits::REPLAY_STEP};

/// What a verification found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Documents read.
    pub docs: u64,
    /// Envelopes whose seals were checked.
    pub envelopes: u64,
    /// Documents that changed nothing, because they are put aside, by writer and hash.
    pub aside: BTreeSet<(BranchId, Hash)>,
    /// What is wrong, in sentences; empty when the node is sound.
    pub differences: Vec<String>,
}

/// Documents put aside, and those of them that were applied after all, as the centre's facts say.
#[derive(Default)]
struct Decisions {
    aside: BTreeSet<(BranchId, DocId)>,
    reapplied: BTreeMap<BranchId, VecDeque<FactReapplied>>,
}

/// What a replay has done so far.
#[derive(Default)]
struct Done {
    docs: u64,
    aside: BTreeSet<(BranchId, Hash)>,
}

/// What a dry run ends with: its transaction must not be kept.
enum DryRun {
    Done(Verdict),
    Failed(Fault),
}

impl From<StoreError> for DryRun {
    fn from(error: StoreError) -> Self {
        Self::Failed(Fault::Store(error))
    }
}

impl From<Fault> for DryRun {
    fn from(fault: Fault) -> Self {
        Self::Failed(fault)
    }
}

impl<S: Store> Node<S> {
    /// Replays every fact into empty projections, in one transaction. `progress` hears of documents done.
    ///
    /// # Errors
    /// `Store` when the disk refuses; nothing is changed then.
    pub fn rebuild(&mut self, mut progress: impl FnMut(u64)) -> Result<u64, Fault> {
        self.store
            .transact(|tx| Ok(replay(tx, &mut progress)?.docs))
    }

    /// Checks every seal and every document's hash, replays all facts beside the live tables and compares
    /// them table by table. Changes nothing.
    ///
    /// # Errors
    /// `Store` when the disk refuses.
    pub fn verify(&mut self, mut progress: impl FnMut(u64)) -> Result<Verdict, Fault> {
        let outcome: Result<(), DryRun> = self.store.transact(|tx| {
            let mut verdict = Verdict::default();
            check_chains(tx, &mut verdict)?;
            let live = tx.digests()?;
            Done {
                docs: verdict.docs,
                aside: verdict.aside,
            } = replay(tx, &mut progress)?;
            compare(&live, &tx.digests()?, &mut verdict);
            Err(DryRun::Done(verdict))
        });
        match outcome {
            Err(DryRun::Done(verdict)) => Ok(verdict),
            Err(DryRun::Failed(fault)) => Err(fault),
            Ok(()) => Err(Fault::NotHere("a verification always ends its dry run")),
        }
    }
}

fn compare(live: &[(String, Hash)], replayed: &[(String, Hash)], verdict: &mut Verdict) {
    for ((table, was), (_, is)) in live.iter().zip(replayed) {
        if was != is {
            verdict
                .differences
                .push(format!("table {table} differs from its facts"));
        }
    }
}

fn replay<T: Tx>(tx: &mut T, progress: &mut impl FnMut(u64)) -> Result<Done, Fault> {
    tx.clear_projections()?;
    let mut decisions = Decisions::default();
    let mut done = Done::default();
    for branch in centre_first(tx)? {
        replay_branch(tx, branch, &mut decisions, &mut done, progress)?;
    }
    for branch in centre_first(tx)? {
        while reapply_next(tx, branch, &mut decisions, &mut done)? {}
    }
    Ok(done)
}

/// The centre's facts decide about the others', so they are replayed first.
fn centre_first(look: &impl Look) -> Result<Vec<BranchId>, StoreError> {
    let mut writers = look.writers()?;
    writers.sort_by_key(|&branch| (branch != CENTRE, branch));
    Ok(writers)
}

fn replay_branch<T: Tx>(
    tx: &mut T,
    branch: BranchId,
    decisions: &mut Decisions,
    done: &mut Done,
    progress: &mut impl FnMut(u64),
) -> Result<(), Fault> {
    let mut after = 0;
    loop {
        let step = tx.arrivals(branch, after, REPLAY_STEP)?;
        let Some(&(last, _)) = step.last() else {
            return Ok(());
        };
        after = last;
        for (_, bytes) in step {
            let doc = SealedDoc::read_any(bytes)?;
            decisions.hear(branch, &doc.doc.fact);
            if decisions.aside.contains(&(branch, doc.doc.id)) {
                done.aside.insert((branch, doc.hash));
            } else {
                // What was not put aside did fit then. If it does not now, a fact that had been let out of
                // quarantine before, nobody noted where, is still missing.
                while !apply_one(tx, branch, &doc, done)?
                    && reapply_next(tx, branch, decisions, done)?
                {}
            }
            while decisions.is_due(branch, doc.hash) && reapply_next(tx, branch, decisions, done)? {
            }
            done.docs += 1;
        }
        progress(done.docs);
    }
}

impl Decisions {
    fn hear(&mut self, writer: BranchId, fact: &Fact) {
        match fact {
            Fact::FactQuarantined(aside) if writer == CENTRE => {
                self.aside.insert((aside.branch, aside.doc));
            }
            Fact::FactReapplied(again) if writer == CENTRE => {
                let waiting = self.reapplied.entry(again.branch).or_default();
                waiting.push_back(again.clone());
            }
            _ => {}
        }
    }

    /// Whether the next fact that was let out of quarantine was so after this document: where facts
    /// contradict each other, who comes first holds.
    fn is_due(&self, branch: BranchId, arrived: Hash) -> bool {
        let waiting = self.reapplied.get(&branch);
        let next = waiting.and_then(VecDeque::front);
        next.is_some_and(|again| again.after == Some(arrived))
    }
}

/// Applies the next fact of a branch that was let out of quarantine; false when there is none.
fn reapply_next<T: Tx>(
    tx: &mut T,
    branch: BranchId,
    decisions: &mut Decisions,
    done: &mut Done,
) -> Result<bool, Fault> {
    let waiting = decisions.reapplied.get_mut(&branch);
    let Some(again) = waiting.and_then(VecDeque::pop_front) else {
        return Ok(false);
    };
    let bytes = tx.doc(branch, again.doc)?;
    let bytes = bytes.ok_or_else(|| missing(again.doc))?;
    apply_one(tx, branch, &SealedDoc::read_any(bytes)?, done)?;
    Ok(true)
}

/// Applies a document; false when it does not fit.
fn apply_one<T: Tx>(
    tx: &mut T,
    branch: BranchId,
    doc: &SealedDoc,
    done: &mut Done,
) -> Result<bool, Fault> {
    let envelope = tx
        .place(branch, doc.doc.id)?
        .ok_or_else(|| missing(doc.doc.id))?;
    // Another document has this one's id, so this one was never applied.
    if envelope.doc_hash != doc.hash {
        done.aside.insert((branch, doc.hash));
        return Ok(true);
    }
    match journal::changes_of(tx, branch, doc)? {
        Ok(deltas) => {
            tx.apply(branch, &deltas)?;
            done.aside.remove(&(branch, doc.hash));
            Ok(true)
        }
        Err(_) => {
            done.aside.insert((branch, doc.hash));
            Ok(false)
        }
    }
}

fn missing(doc: DocId) -> Fault {
    Fault::Store(StoreError::Damaged(format!(
        "document {doc} has no place or no bytes"
    )))
}

fn check_chains(look: &impl Look, verdict: &mut Verdict) -> Result<(), StoreError> {
    for branch in look.writers()? {
        for chain in look.chains(branch)? {
            let mut head = Head::empty(chain.chain);
            check_chain(look, branch, &mut head, verdict)?;
            if head != chain.head {
                verdict.differences.push(format!(
                    "chain {} of branch {branch} ends elsewhere than noted",
                    chain.chain
                ));
            }
        }
    }
    Ok(())
}

fn check_chain(
    look: &impl Look,
    branch: BranchId,
    head: &mut Head,
    verdict: &mut Verdict,
) -> Result<(), StoreError> {
    loop {
        let page = look.page(branch, head.chain, head.seq, REPLAY_STEP, usize::MAX)?;
        if page.is_empty() {
            return Ok(());
        }
        for (envelope, bytes) in page {
            if !is_sound(&envelope, head, &bytes) {
                let place = format!(
                    "branch {branch}, chain {}, sequence {}",
                    envelope.chain, envelope.seq
                );
                verdict
                    .differences
                    .push(format!("the seal is broken at {place}"));
                return Ok(());
            }
            *head = envelope.head();
            verdict.envelopes += 1;
        }
    }
}

fn is_sound(envelope: &Envelope, head: &Head, bytes: &[u8]) -> bool {
    envelope.follows(head) && envelope.doc_hash == Hash::of_doc(bytes)
}
