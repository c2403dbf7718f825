//! The centre answers a hello: how far it has each chain of the branch (R2),
//! where copies part (R5), which streams the branch must follow (R15).

use nusa_facts::{Head, master::Scope};
use nusa_rules::Moment;
use nusa_store::{Error as StoreError, Look, Store, Tx};
use nusa_sync::{
    locator,
    messages::{
        BranchState, ChainAnswer, ChainClaim, Hello, HelloAnswer, Protocols, StreamAnswer, Verdict,
    },
};

use crate::{
    Node,
    device::{Caller, Standing},
    enrol::finish_rotation,
    evidence,
    execute::Office,
    fault::Fault,
    identity,
    moment::branch_row,
    push::note_fork,
    streams,
};

impl<S: Store> Node<S> {
    /// Answers a hello.
    ///
    /// # Errors
    /// `hello_invalid`, `protocol_unknown`, `branch_unknown`, `NotHere` at a branch, `Store`.
    pub fn hello(&mut self, caller: &Caller, hello: &Hello) -> Result<HelloAnswer, Fault> {
        self.only_centre()?;
        hello
            .check()
            .map_err(|error| Fault::peer("hello_invalid", error.to_string()))?;
        let unknown = || {
            Fault::peer(
                "protocol_unknown",
                "this centre and this branch speak no common protocol",
            )
        };
        let protocol = Protocols::OURS.agree(hello.protocols).ok_or_else(unknown)?;
        let (store, mut office) = self.at_work();
        store.transact(|tx| {
            let now = office.moment(tx)?;
            if caller.standing == Standing::Current {
                finish_rotation(&mut office, tx, now, caller)?;
            }
            let chains = chains(tx, caller, hello)?;
            note_forks(&mut office, tx, now, caller, &chains)?;
            Ok(HelloAnswer {
                protocol,
                generation: identity::generation(tx)?,
                now: now.at,
                next_push_in_ms: office.next_push_in_ms(),
                spread_ms: 0,
                chains,
                streams: told_streams(tx, caller, hello)?,
                state: state(tx, caller)?,
            })
        })
    }

    /// The centre was restored from a backup: it counts anew from here, and every cursor that it told
    /// before is doubtful (R2, R19).
    ///
    /// # Errors
    /// `NotHere` at a branch; `Store`.
    pub fn restored(&mut self) -> Result<u64, Fault> {
        self.only_centre()?;
        let (store, office) = self.at_work();
        let dice = office.pen.senses.dice();
        store.transact(|tx| {
            let before = identity::generation(tx)?;
            // Never zero, which means "none", and never the one before.
            let generation = match dice >> 1 | 1 {
                same if same == before => same ^ 2,
                fresh => fresh,
            };
            identity::set_generation(tx, generation)?;
            Ok(generation)
        })
    }
}

fn chains(
    look: &impl Look,
    caller: &Caller,
    hello: &Hello,
) -> Result<Vec<ChainAnswer>, StoreError> {
    let branch = caller.branch;
    let mut answers = Vec::with_capacity(hello.chains.len());
    for claim in &hello.chains {
        answers.push(answer(look, caller, claim)?);
    }
    if caller.standing == Standing::Revoked {
        return Ok(answers);
    }
    let evidence = evidence::chains(look, branch)?;
    for row in look.chains(branch)? {
        let is_claimed = answers.iter().any(|answer| answer.chain() == row.chain);
        if !is_claimed && row.head.seq > 0 && !evidence.contains(&row.chain) {
            answers.push(ChainAnswer {
                cursor: row.head,
                verdict: Verdict::Behind,
            });
        }
    }
    Ok(answers)
}

fn answer(
    look: &impl Look,
    caller: &Caller,
    claim: &ChainClaim,
) -> Result<ChainAnswer, StoreError> {
    let chain = claim.head.chain;
    if caller.standing == Standing::Revoked
        && let Some(heard) = evidence::heard(look, caller, chain)?
    {
        let verdict = verdict_of_evidence(&claim.head, &heard);
        return Ok(ChainAnswer {
            cursor: heard,
            verdict,
        });
    }
    let cursor = look.head(caller.branch, chain)?;
    locator::answer(claim, cursor, |seq| look.hash_at(caller.branch, chain, seq))
}

/// Evidence is taken in whatever order it comes; nothing is ever given back of it.
fn verdict_of_evidence(head: &Head, heard: &Head) -> Verdict {
    if head.seq > heard.seq {
        Verdict::Ahead
    } else {
        Verdict::Agrees
    }
}

fn note_forks<T: Tx>(
    office: &mut Office<'_>,
    tx: &mut T,
    now: Moment,
    caller: &Caller,
    chains: &[ChainAnswer],
) -> Result<(), Fault> {
    if caller.standing == Standing::Revoked {
        return Ok(());
    }
    for answer in chains {
        if let Verdict::Fork(fork) = &answer.verdict {
            note_fork(office, tx, now, caller.branch, answer.chain(), fork)?;
        }
    }
    Ok(())
}

/// The streams with their newest change numbers, and with their digests when the branch asks for them (R15).
fn told_streams<T: Tx>(
    tx: &mut T,
    caller: &Caller,
    hello: &Hello,
) -> Result<Vec<StreamAnswer>, StoreError> {
    if caller.standing == Standing::Revoked {
        return Ok(Vec::new());
    }
    let scopes = streams::streams_for(tx, caller.branch)?;
    scopes
        .into_iter()
        .map(|scope| told(tx, scope, hello.compare))
        .collect()
}

fn told<T: Tx>(tx: &mut T, scope: Scope, with_digest: bool) -> Result<StreamAnswer, StoreError> {
    let digest = if with_digest {
        Some(streams::centre_digest(tx, scope)?)
    } else {
        None
    };
    Ok(StreamAnswer {
        scope,
        change: tx.change(scope)?,
        digest,
    })
}

fn state(look: &impl Look, caller: &Caller) -> Result<BranchState, StoreError> {
    if caller.standing == Standing::Revoked {
        return Ok(BranchState::Revoked);
    }
    let active = branch_row(look, caller.branch)?.is_some_and(|row| row.active);
    Ok(if active {
        BranchState::Active
    } else {
        BranchState::Closed
    })
}
