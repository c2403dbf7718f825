//! A command meets the law: look up, decide, write down, all within the
//! transaction of its group. One that fails leaves nothing and takes nobody with
//! it. Twice is once (I7).

use nusa_facts::{BranchId, CENTRE, CommandId, Hash, SealedDoc, master::Branch};
use nusa_rules::{Actor, Command, Moment, Refusal, Ruling, fresh, refusal::Code, rows::CommandRow};
use nusa_store::{Error as StoreError, Look, Store, Tx};
use nusa_sync::clock::BranchClock;

use crate::{
    Node, desk,
    fault::Fault,
    identity, journal,
    journal::{Draft, Pen, Placed},
    link, master, moment, quarantine, seal,
};

/// A command with who asks and what came over the wire.
#[derive(Clone, Debug)]
pub struct Ask {
    /// The device's id for it.
    pub command: CommandId,
    /// BLAKE3 of the raw body.
    pub body_hash: Hash,
    /// Who asks.
    pub actor: Actor,
    /// What is asked.
    pub what: Command,
}

/// What a command led to: the documents that answer it, the same ones each time it is asked (I7).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The documents in their places, in order; never empty.
    pub placed: Vec<Placed>,
    /// It was answered before.
    pub replayed: bool,
}

impl<S: Store> Node<S> {
    /// Executes a group of commands in one transaction. Each has its own outcome.
    ///
    /// # Errors
    /// `Store` when the disk refuses: then nothing of the whole group was kept.
    pub fn execute_group(
        &mut self,
        asks: &[Ask],
    ) -> Result<Vec<Result<Answer, Fault>>, StoreError> {
        let Self {
            store,
            me,
            ids,
            senses,
            clock,
            key,
            load,
        } = self;
        let mut office = Office {
            branch: me.branch,
            pen: Pen {
                ids,
                senses: senses.as_mut(),
            },
            clock,
            key: key.as_ref(),
            load: *load,
        };
        match asks {
            [alone] => match store.transact(|tx| office.answer(tx, alone)) {
                Err(Fault::Store(error)) => Err(error),
                outcome => Ok(vec![outcome]),
            },
            asks => match store.transact(|tx| office.together(tx, asks)) {
                Ok(outcomes) => Ok(outcomes),
                Err(Undone::Disk(error)) => Err(error),
                Err(Undone::HalfDone) => store.transact(|tx| office.one_by_one(tx, asks)),
            },
        }
    }

    /// Executes one command.
    ///
    /// # Errors
    /// Whatever stops it; nothing of it was kept.
    pub fn execute(&mut self, ask: &Ask) -> Result<Answer, Fault> {
        let mut results = self.execute_group(std::slice::from_ref(ask))?;
        results
            .pop()
            .unwrap_or(Err(Fault::NotHere("a group of one has one answer")))
    }
}

/// Everything of a node but its store, while a transaction is open.
pub(crate) struct Office<'a> {
    pub(crate) branch: BranchId,
    pub(crate) pen: Pen<'a>,
    pub(crate) clock: &'a mut BranchClock,
    pub(crate) key: Option<&'a nusa_sync::sign::DeviceKey>,
    pub(crate) load: nusa_sync::load::Load,
}

/// Why a group that went without savepoints was undone as a whole.
enum Undone {
    /// The disk refused.
    Disk(StoreError),
    /// A command wrote something and then failed: the group is done again, each with its savepoint.
    HalfDone,
}

impl From<StoreError> for Undone {
    fn from(error: StoreError) -> Self {
        Self::Disk(error)
    }
}

impl Office<'_> {
    /// Without savepoints, which cost every sale of a busy shop: nearly always a command that fails has
    /// written nothing that would have to be undone.
    fn together<T: Tx>(
        &mut self,
        tx: &mut T,
        asks: &[Ask],
    ) -> Result<Vec<Result<Answer, Fault>>, Undone> {
        let mut outcomes = Vec::with_capacity(asks.len());
        for ask in asks {
            let before = tx.written();
            match self.answer(tx, ask) {
                Err(Fault::Store(error)) => return Err(Undone::Disk(error)),
                Err(_) if tx.written() != before => return Err(Undone::HalfDone),
                outcome => outcomes.push(outcome),
            }
        }
        Ok(outcomes)
    }

    /// Each with a savepoint: the outer error rolls the whole group back, the inner one only its command.
    fn one_by_one<T: Tx>(
        &mut self,
        tx: &mut T,
        asks: &[Ask],
    ) -> Result<Vec<Result<Answer, Fault>>, StoreError> {
        let one = |ask| match tx.savepoint(|tx| self.answer(tx, ask)) {
            Err(Fault::Store(error)) => Err(error),
            outcome => Ok(outcome),
        };
        asks.iter().map(one).collect()
    }

    fn answer<T: Tx>(&mut self, tx: &mut T, ask: &Ask) -> Result<Answer, Fault> {
        if let Some(row) = tx.command(self.branch, ask.command)? {
            return replay(tx, self.branch, ask, &row);
        }
        let (settings, moment) = self.here_and_now(tx)?;
        let placed = match &ask.what {
            Command::ChangeMaster { rows } => master::change(self, tx, ask, moment, rows)?,
            what => {
                if self.branch != CENTRE && fresh::is_risky(what) {
                    fresh::decide_fresh(link::compared(tx)?, &moment, what)?;
                }
                let ruling = desk::decide(tx, (self.branch, settings), &ask.actor, &moment, what)?;
                let draft = draft(ruling, ask);
                journal::record(tx, &mut self.pen, self.branch, moment, vec![draft])?
            }
        };
        self.follow(tx, ask, moment, &placed)?;
        Ok(Answer {
            placed,
            replayed: false,
        })
    }

    /// What else happens at this node in the same commit.
    fn follow<T: Tx>(
        &mut self,
        tx: &mut T,
        ask: &Ask,
        moment: Moment,
        placed: &[Placed],
    ) -> Result<(), Fault> {
        match &ask.what {
            Command::CloseShift { .. } => seal::seal_head(self, tx, moment),
            Command::DispatchTransfer { .. } => master::announce(self, tx, moment, placed),
            Command::ReapplyFact { branch, doc } => {
                let drafts = quarantine::apply_again(tx, *branch, *doc)?;
                journal::record(tx, &mut self.pen, self.branch, moment, drafts).map(drop)
            }
            _ => Ok(()),
        }
    }

    pub(crate) fn moment(&mut self, look: &impl Look) -> Result<Moment, StoreError> {
        Ok(self.here_and_now(look)?.1)
    }

    /// This node's own row, and the moment by it.
    fn here_and_now(&mut self, look: &impl Look) -> Result<(Option<Branch>, Moment), StoreError> {
        let settings = moment::branch_row(look, self.branch)?;
        let moment = moment::moment(self.clock, self.pen.senses, settings.as_ref());
        Ok((settings, moment))
    }
}

pub(crate) fn draft(ruling: Ruling, ask: &Ask) -> Draft {
    Draft {
        till: ruling.till,
        shift: ruling.shift,
        business_date: Some(ruling.business_date),
        staff: ask.actor.signature(),
        approved_by: ruling.approved_by,
        command: Some((ask.command, ask.body_hash)),
        fact: ruling.fact,
    }
}

/// The stored answer of a command: the documents that carry its id, which lie together in their chain.
fn replay(
    look: &impl Look,
    branch: BranchId,
    ask: &Ask,
    row: &CommandRow,
) -> Result<Answer, Fault> {
    if row.hash != ask.body_hash {
        return Err(Refusal::new(
            Code::CommandReused,
            "this command id was used for another body",
        )
        .into());
    }
    let gone = || StoreError::Row(format!("the answer of command {} is gone", row.id));
    let first = look.place(branch, row.doc)?.ok_or_else(gone)?;
    let mut placed = Vec::new();
    let mut after = first.seq - 1;
    while let Some((envelope, bytes)) = look.page(branch, first.chain, after, 1, usize::MAX)?.pop()
    {
        let doc = SealedDoc::read_any(bytes)?;
        if doc.doc.command != row.id {
            break;
        }
        after = envelope.seq;
        placed.push(Placed { envelope, doc });
    }
    if placed.is_empty() {
        Err(gone().into())
    } else {
        Ok(Answer {
            placed,
            replayed: true,
        })
    }
}

/// Whether this node may write at all, told before anything is decided.
pub(crate) fn writing_chain(
    look: &impl Look,
    branch: BranchId,
) -> Result<nusa_facts::ChainId, Fault> {
    identity::open_chain(look, branch)?.ok_or(Fault::NotHere("this node has no open chain"))
}
