//! A branch sends the tails that the centre lacks and takes in those that it
//! lacks itself. It goes on from what the centre answers, never from its own
//! idea (R3), and forgets nothing that was taken in (R2).

use nusa_facts::{ChainId, Envelope, SealedDoc, uuid7::IdMaker};
use nusa_store::{Error as StoreError, Look, Store, Tx};
use nusa_sync::{
    accept::{self, Ending},
    limits::{MAX_PAGE_BYTES, MAX_PUSH_DOCS},
    messages::{ForkPoint, PushAnswer, PushPage, PushedEnvelope, TailPage, push},
    plan::{self, Step},
};

use crate::{Node, fault::Fault, greet::own_head, identity, ingest::Intake, link};

impl<S: Store> Node<S> {
    /// A page of a chain from a sequence on, as full as its bounds allow; none when nothing is there to send.
    ///
    /// # Errors
    /// `NotHere` at the centre; `Store`.
    pub fn page_to_push(
        &mut self,
        chain: ChainId,
        from_seq: u64,
    ) -> Result<Option<PushPage>, Fault> {
        self.only_branch()?;
        let me = self.me.branch;
        self.store.transact(|tx| {
            let docs = tx.page(
                me,
                chain,
                from_seq.saturating_sub(1),
                MAX_PUSH_DOCS,
                MAX_PAGE_BYTES,
            )?;
            let pushed = docs
                .into_iter()
                .map(|(envelope, bytes)| PushedEnvelope::new(&envelope, bytes));
            let pushed: Vec<_> = pushed
                .collect::<Result<_, _>>()
                .map_err(|error| StoreError::Row(error.to_string()))?;
            let (envelopes, _) = push::fill(pushed);
            let Some(first_seq) = envelopes.first().map(|first| first.seq) else {
                return Ok(None);
            };
            Ok(Some(PushPage {
                generation: identity::generation(tx)?,
                chain,
                first_seq,
                envelopes,
            }))
        })
    }

    /// Reads the answer to a page; tells what is next for this chain.
    ///
    /// # Errors
    /// `NotHere` at the centre; `Store`.
    pub fn take_push(
        &mut self,
        chain: ChainId,
        answer: &PushAnswer,
    ) -> Result<Option<Step>, Fault> {
        self.only_branch()?;
        let me = self.me.branch;
        Ok(self.store.transact(|tx| {
            link::keep_cursor(tx, chain, answer.cursor)?;
            let head = own_head(tx, me, chain)?;
            plan::after_push(&head, answer, |seq| tx.hash_at(me, chain, seq))
        })?)
    }

    /// Reads the centre's word that a page contradicts what it has; tells what is next for this chain.
    ///
    /// # Errors
    /// `NotHere` at the centre; `Store`.
    pub fn take_fork(&mut self, chain: ChainId, fork: ForkPoint) -> Result<Option<Step>, Fault> {
        self.only_branch()?;
        let me = self.me.branch;
        Ok(self.store.transact(|tx| {
            let head = own_head(tx, me, chain)?;
            plan::after_fork(&head, fork, |seq| tx.hash_at(me, chain, seq))
        })?)
    }

    /// Takes in a page of the tail that this node lacks of its own branch (R6, R8): seals are verified, what
    /// is new is applied. Tells what is next for this chain.
    ///
    /// # Errors
    /// `page_invalid`, `NotHere` at the centre, `Store`.
    pub fn take_tail(&mut self, page: TailPage) -> Result<Option<Step>, Fault> {
        self.only_branch()?;
        page.check()
            .map_err(|error| Fault::peer("page_invalid", error.to_string()))?;
        let me = self.me.branch;
        let (step, newest) = self.store.transact(|tx| {
            let step = tail(tx, me, page)?;
            Ok::<_, Fault>((step, tx.newest(me)?))
        })?;
        // What another device of this branch wrote may be newer than anything this one has made.
        self.ids = IdMaker::after(newest.map(|(doc, _)| doc.0));
        Ok(step)
    }
}

fn tail<T: Tx>(
    tx: &mut T,
    me: nusa_facts::BranchId,
    page: TailPage,
) -> Result<Option<Step>, Fault> {
    let chain = page.chain;
    let head = own_head(tx, me, chain)?;
    let judged = accept::accept(me, &head, &page, |seq| tx.hash_at(me, chain, seq))?;
    if !judged.fresh.is_empty() && tx.head(me, chain)?.is_none() {
        let epoch = tx
            .chains(me)?
            .iter()
            .map(|row| row.epoch)
            .max()
            .unwrap_or(0)
            + 1;
        tx.open_chain(me, chain, epoch)?;
        tx.close_chain(me, chain)?;
    }
    let mut intake = Intake::new(me);
    let fresh = page
        .envelopes
        .into_iter()
        .skip(judged.fresh.start)
        .take(judged.fresh.len());
    let mut after = head.seq;
    for pushed in fresh {
        let envelope: Envelope = pushed.envelope();
        let doc = SealedDoc::read_any(pushed.doc.into_bytes())?;
        intake.take(tx, &envelope, &doc)?;
        after = envelope.seq;
    }
    intake.flush(tx)?;
    Ok(match judged.ending {
        Ending::Whole if !page.more => None,
        Ending::Whole if after > head.seq => Some(Step::FetchTail { chain, after }),
        _ => Some(Step::Greet { chain }),
    })
}
