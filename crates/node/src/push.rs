//! The centre takes a page of a branch's facts in: one transaction for cursor,
//! facts, roll-ups and stock (R1), contiguous and idempotent (R3). What does not
//! fit is put aside and blocks nothing (R4); a fork is noticed and told (R5).

use std::collections::BTreeSet;

use nusa_facts::{
    BranchId, CENTRE, DocId, Envelope, Fact, Head, SealedDoc,
    sync_facts::{FactReapplied, ForkFound},
};
use nusa_rules::Moment;
use nusa_store::{Error as StoreError, Store, Tx};
use nusa_sync::{
    accept::{self, Acceptance, Ending},
    messages::{ForkPoint, PageError, PushAnswer, PushPage, PushedEnvelope},
};

use crate::{
    Node,
    device::{Caller, Standing},
    enrol, errand, evidence,
    execute::Office,
    fault::Fault,
    flag, identity,
    ingest::{Intake, Taken},
    journal::{self, Draft},
    note,
    numbers::Numbers,
    planned,
    quarantine::{self, Aside},
};

/// Why a page was not taken in, or not as a whole.
#[derive(Debug, thiserror::Error)]
pub enum PushRefusal {
    /// The page contradicts what is stored: 409 `fork` (R5).
    #[error("the chain parts after sequence {}", .0.common_seq)]
    Fork(ForkPoint),
    /// The page is out of bounds; nothing was looked up.
    #[error(transparent)]
    Page(#[from] PageError),
    /// The page breaks the protocol; what stood before that place was taken in.
    #[error(transparent)]
    Broken(#[from] accept::Fault),
    /// Anything else; nothing was kept.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<StoreError> for PushRefusal {
    fn from(error: StoreError) -> Self {
        Self::Fault(Fault::Store(error))
    }
}

/// How a page ended, and whether it left errands.
struct Outcome {
    answer: Result<PushAnswer, PushRefusal>,
    errands: bool,
}

impl<S: Store> Node<S> {
    /// Takes a page of a branch's facts in. What it caused for other branches follows in transactions of
    /// their own, again after a restart if need be.
    ///
    /// # Errors
    /// See `PushRefusal`.
    pub fn push(&mut self, caller: &Caller, page: PushPage) -> Result<PushAnswer, PushRefusal> {
        self.only_centre()?;
        page.check()?;
        let (store, mut office) = self.at_work();
        let outcome = store.transact(|tx| match caller.standing {
            Standing::Revoked => keep_evidence(&mut office, tx, caller, page),
            Standing::Current | Standing::Retiring => {
                take_page(&mut office, tx, caller.branch, page)
            }
        })?;
        if outcome.errands {
            self.run_errands()?;
        }
        outcome.answer
    }
}

fn take_page<T: Tx>(
    office: &mut Office<'_>,
    tx: &mut T,
    branch: BranchId,
    page: PushPage,
) -> Result<Outcome, Fault> {
    let chain = page.chain;
    let known = tx.head(branch, chain)?;
    let head = known.unwrap_or(Head::empty(chain));
    let judged = accept::accept(branch, &head, &page, |seq| tx.hash_at(branch, chain, seq))?;
    if known.is_none() && !judged.fresh.is_empty() {
        enrol::open_next(tx, branch, chain)?;
    }
    let Acceptance { fresh, ending, .. } = judged;
    let docs = read(
        page.envelopes
            .into_iter()
            .skip(fresh.start)
            .take(fresh.len()),
    )?;
    let mut work = Work {
        office,
        tx,
        branch,
        errands: false,
    };
    let asides = work.take_in(&docs)?;
    if !docs.is_empty() {
        let now = work.office.moment(work.tx)?.at;
        work.tx.took_in(branch, now)?;
    }
    let answer = match ending {
        Ending::Whole | Ending::Gap => Ok(work.answer(chain, &asides)?),
        Ending::Fault(fault) => Err(PushRefusal::Broken(fault)),
        Ending::Fork(fork) => {
            let now = work.office.moment(work.tx)?;
            note_fork(work.office, work.tx, now, branch, chain, &fork)?;
            Err(PushRefusal::Fork(fork))
        }
    };
    Ok(Outcome {
        answer,
        errands: work.errands,
    })
}

/// The page of a revoked device: nothing of it touches the branch's chains or projections (R30).
fn keep_evidence<T: Tx>(
    office: &mut Office<'_>,
    tx: &mut T,
    caller: &Caller,
    page: PushPage,
) -> Result<Outcome, Fault> {
    let before = page
        .envelopes
        .first()
        .map_or(nusa_facts::Hash::ZERO, |first| first.prev);
    let start = Head {
        chain: page.chain,
        seq: page.first_seq - 1,
        hash: before,
    };
    let judged = accept::accept(caller.branch, &start, &page, |_| Ok::<_, StoreError>(None))?;
    let docs = read(page.envelopes.into_iter().take(judged.fresh.end))?;
    let asides = evidence::keep(tx, caller, &docs)?;
    let mut work = Work {
        office,
        tx,
        branch: caller.branch,
        errands: false,
    };
    work.note_asides(&asides)?;
    let answer = match judged.ending {
        Ending::Fault(fault) => Err(PushRefusal::Broken(fault)),
        _ => {
            let mut answer = work.answer(page.chain, &asides)?;
            let heard =
                evidence::heard(work.tx, caller, page.chain)?.unwrap_or(Head::empty(page.chain));
            (answer.cursor, answer.head_hash) = (heard.seq, heard.hash);
            Ok(answer)
        }
    };
    Ok(Outcome {
        answer,
        errands: false,
    })
}

fn read(pushed: impl Iterator<Item = PushedEnvelope>) -> Result<Vec<(Envelope, SealedDoc)>, Fault> {
    pushed
        .map(|pushed| {
            Ok((
                pushed.envelope(),
                SealedDoc::read_any(pushed.doc.into_bytes())?,
            ))
        })
        .collect()
}

/// One page under work.
struct Work<'a, 'o, T> {
    office: &'a mut Office<'o>,
    tx: &'a mut T,
    branch: BranchId,
    errands: bool,
}

impl<T: Tx> Work<'_, '_, T> {
    fn take_in(&mut self, docs: &[(Envelope, SealedDoc)]) -> Result<Vec<Aside>, Fault> {
        let mut intake = Intake::new(self.branch);
        let mut numbers = Numbers::default();
        let mut evidence = None;
        let mut asides = Vec::new();
        let mut applied = Vec::with_capacity(docs.len());
        for (place, doc) in docs {
            match intake.take(self.tx, place, doc)? {
                Taken::Applied => {
                    numbers.note(self.tx, place, doc)?;
                    applied.push(doc);
                }
                Taken::Known => {
                    intake.flush(self.tx)?;
                    self.vouch(&mut evidence, doc.doc.id)?;
                }
                Taken::Aside(id, unfit) => asides.push(Aside {
                    place: *place,
                    doc: id,
                    unfit,
                }),
            }
        }
        intake.flush(self.tx)?;
        self.note_asides(&asides)?;
        let repeated = numbers.repeated(self.tx, self.branch)?;
        self.record(repeated)?;
        self.follow(&applied)?;
        Ok(asides)
    }

    /// A device that may speak sends what a revoked one had sent before: what was evidence is a fact of the
    /// branch after all.
    fn vouch(&mut self, evidence: &mut Option<BTreeSet<DocId>>, doc: DocId) -> Result<(), Fault> {
        let evidence = match evidence {
            Some(known) => known,
            None => evidence.insert(evidence::put_aside(self.tx, self.branch)?),
        };
        if !evidence.remove(&doc) {
            return Ok(());
        }
        match quarantine::apply_again(self.tx, self.branch, doc) {
            Err(Fault::Refused(_)) => Ok(()),
            applied => {
                let branch = self.branch;
                let after = self.tx.last_arrival(branch)?;
                let fact = Fact::FactReapplied(FactReapplied { branch, doc, after });
                let mut drafts = vec![Draft::own(fact)];
                drafts.extend(applied?);
                self.record(drafts)
            }
        }
    }

    fn note_asides(&mut self, asides: &[Aside]) -> Result<(), Fault> {
        self.record(asides.iter().map(Aside::draft).collect())
    }

    /// What else the centre does about facts that it has applied.
    fn follow(&mut self, applied: &[&SealedDoc]) -> Result<(), Fault> {
        flag::check_prices(self.tx, self.branch, applied)?;
        for doc in applied {
            match &doc.doc.fact {
                Fact::TransferDispatched(sent) => {
                    self.errands |= errand::tell_receiver(self.tx, sent)?
                }
                Fact::TransferReceived(arrived) => {
                    flag::check_arrival(self.tx, self.branch, doc.doc.id, arrived)?;
                    let told = errand::forget_notice(self.tx, self.branch, arrived.transfer)?;
                    self.record(told.into_iter().collect())?;
                }
                Fact::TableSet(set) => {
                    let told = planned::finish(self.tx, self.branch, set)?;
                    self.record(told.into_iter().collect())?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Writes facts of the centre's own.
    fn record(&mut self, drafts: Vec<Draft>) -> Result<(), Fault> {
        if drafts.is_empty() {
            return Ok(());
        }
        let now = self.office.moment(self.tx)?;
        journal::record(self.tx, &mut self.office.pen, CENTRE, now, drafts)?;
        Ok(())
    }

    fn answer(
        &mut self,
        chain: nusa_facts::ChainId,
        asides: &[Aside],
    ) -> Result<PushAnswer, StoreError> {
        let head = self
            .tx
            .head(self.branch, chain)?
            .unwrap_or(Head::empty(chain));
        Ok(PushAnswer {
            generation: identity::generation(self.tx)?,
            cursor: head.seq,
            head_hash: head.hash,
            next_push_in_ms: self.office.next_push_in_ms(),
            quarantined: asides.iter().map(Aside::told).collect(),
        })
    }
}

/// Notes that two writers went on from one place, once for each place that is known exactly.
pub(crate) fn note_fork<T: Tx>(
    office: &mut Office<'_>,
    tx: &mut T,
    now: Moment,
    branch: BranchId,
    chain: nusa_facts::ChainId,
    fork: &ForkPoint,
) -> Result<(), Fault> {
    let name = format!("fork/{branch}/{chain}/{}", fork.common_seq);
    if !fork.is_exact() || tx.note(&name)?.is_some() {
        return Ok(());
    }
    note::write(tx, &name, &now.at)?;
    let (common_seq, common_hash) = (fork.common_seq, fork.common_hash);
    let fact = Fact::ForkFound(ForkFound {
        branch,
        chain,
        common_seq,
        common_hash,
    });
    journal::record(tx, &mut office.pen, CENTRE, now, vec![Draft::own(fact)])?;
    Ok(())
}
