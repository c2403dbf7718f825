//! Two writers went on from one place: this node keeps what both have, puts its
//! own tail into a new chain and goes on selling there (R5). Neither a byte of a
//! document nor the hash on a receipt changes.

use nusa_facts::{BranchId, ChainId, Envelope, Hash, Head};
use nusa_store::{Error as StoreError, Look, Store, Tx};

use crate::{Node, fault::Fault, identity, limits::REPLAY_STEP};

impl<S: Store> Node<S> {
    /// Keeps a chain up to the common place and re-homes the rest. If this node was writing the forked
    /// chain, it writes the new one from now on. Tells the new chain; none when the chain does not have
    /// that place, or nothing after it, any more.
    ///
    /// # Errors
    /// `NotHere` at the centre; `Store`.
    pub fn split(
        &mut self,
        chain: ChainId,
        common_seq: u64,
        common_hash: Hash,
    ) -> Result<Option<ChainId>, Fault> {
        self.only_branch()?;
        let fresh = ChainId(self.senses.bytes16());
        let me = self.me.branch;
        Ok(self.store.transact(|tx| {
            let Some(row) = tx.chains(me)?.into_iter().find(|row| row.chain == chain) else {
                return Ok(None);
            };
            let here = if common_seq == 0 {
                Some(Hash::ZERO)
            } else {
                tx.hash_at(me, chain, common_seq)?
            };
            if here != Some(common_hash) || row.head.seq <= common_seq {
                return Ok(None);
            }
            let envelopes = resealed(tx, me, chain, common_seq, fresh)?;
            begin(tx, me, fresh, row.open)?;
            tx.rehome(me, chain, common_seq, &envelopes)?;
            Ok::<_, StoreError>(Some(fresh))
        })?)
    }
}

/// The tail's documents in their new places.
fn resealed(
    look: &impl Look,
    me: BranchId,
    chain: ChainId,
    after: u64,
    into: ChainId,
) -> Result<Vec<Envelope>, StoreError> {
    let mut envelopes = Vec::new();
    let (mut after, mut head) = (after, Head::empty(into));
    loop {
        let page = look.page(me, chain, after, REPLAY_STEP, usize::MAX)?;
        let Some((last, _)) = page.last() else {
            return Ok(envelopes);
        };
        after = last.seq;
        for (old, _) in page {
            let envelope = Envelope::seal(me, &head, old.doc_hash);
            head = envelope.head();
            envelopes.push(envelope);
        }
    }
}

/// The chain for the tail: the one to write if the forked one was, else one that is only kept.
fn begin<T: Tx>(tx: &mut T, me: BranchId, fresh: ChainId, open: bool) -> Result<(), StoreError> {
    if open {
        return identity::begin_chain(tx, me, fresh);
    }
    let epoch = tx
        .chains(me)?
        .iter()
        .map(|row| row.epoch)
        .max()
        .unwrap_or(0)
        + 1;
    tx.open_chain(me, fresh, epoch)?;
    tx.close_chain(me, fresh)
}
