//! Writing into the books in memory: journal, streams and notes. Every change is
//! undone with its savepoint or its transaction.

use std::{collections::BTreeMap, sync::Arc};

use nusa_facts::{
    BranchId, ChainId, DocId, Envelope, Hash, Head, Millis, SealedDoc,
    master::{Entity, EntityKey, EntityKind, Scope},
};
use nusa_rules::Delta;
use nusa_store::{Appended, ChainRow, Error, Look, Tx};

use super::{
    MemTx,
    books::{KeptDoc, Stamp},
    keys,
};
use crate::faults::{self, Sabotage};

impl MemTx<'_> {
    fn set_head(&mut self, branch: BranchId, head: Head) -> Result<(), Error> {
        let key = (branch, head.chain);
        let Some(row) = self.books.chains.get(&key) else {
            return Err(Error::Row(format!("chain {} was never opened", head.chain)));
        };
        let row = ChainRow {
            head,
            ..row.clone()
        };
        self.books.chains.set(key, row);
        Ok(())
    }

    /// Moves a head on to an envelope that follows it, or fails.
    fn advance(&mut self, envelope: &Envelope) -> Result<(), Error> {
        let key = (envelope.branch, envelope.chain);
        let before = self.books.chains.get(&key).map(|row| row.head);
        let follows =
            before.is_some_and(|head| head.seq + 1 == envelope.seq && head.hash == envelope.prev);
        if !follows {
            let seq = envelope.seq;
            return Err(Error::Row(format!(
                "{seq} does not follow the head of {:?}",
                envelope.chain
            )));
        }
        self.set_head(envelope.branch, envelope.head())
    }

    /// Finds or keeps the document: under which id it lies, and what is to be done with it.
    fn keep(&mut self, envelope: &Envelope, doc: &SealedDoc) -> (Appended, DocId) {
        let (branch, id) = (envelope.branch, doc.doc.id);
        match self
            .books
            .docs
            .get(&(branch, id))
            .map(|kept| kept.place.doc_hash)
        {
            None => {
                self.add(envelope, doc, id);
                (Appended::New, id)
            }
            Some(hash) if hash == doc.hash && faults::is_on(Sabotage::RehomeTwice) => {
                (Appended::New, id)
            }
            Some(hash) if hash == doc.hash => (Appended::Known, id),
            Some(_) => {
                let mut start = [0; 16];
                start.copy_from_slice(&doc.hash.0[..16]);
                let stand_in = DocId::from_bytes(start);
                if self.books.docs.get(&(branch, stand_in)).is_some() {
                    return (Appended::Known, stand_in);
                }
                self.add(envelope, doc, stand_in);
                (Appended::Clash(stand_in), stand_in)
            }
        }
    }

    fn add(&mut self, envelope: &Envelope, doc: &SealedDoc, id: DocId) {
        let branch = envelope.branch;
        let last = self
            .books
            .arrivals
            .range((branch, 0)..=(branch, u64::MAX))
            .next_back();
        let n = last.map_or(0, |(key, _)| key.1) + 1;
        self.books.arrivals.set((branch, n), id);
        let kept = KeptDoc {
            bytes: Arc::from(doc.bytes.as_slice()),
            place: *envelope,
        };
        self.books.docs.set((branch, id), kept);
        // Poison has no time of its own, and its id is no device's: it must not lead the clock.
        if doc.doc.at.0 > 0 {
            let newest = self.books.newest.get(&branch).copied();
            let (before, at) = newest.unwrap_or((doc.doc.id, Millis(0)));
            let trusted = if doc.doc.clock_suspect {
                at
            } else {
                at.max(doc.doc.at)
            };
            self.books
                .newest
                .set(branch, (before.max(doc.doc.id), trusted));
        }
    }

    /// The first place of a document moves with it when its place was in the tail that is taken out.
    fn move_place(&mut self, branch: BranchId, doc: DocId, cut: (ChainId, u64), to: &Envelope) {
        let key = (branch, doc);
        let Some(kept) = self.books.docs.get(&key).cloned() else {
            return;
        };
        if kept.place.chain == cut.0 && kept.place.seq > cut.1 {
            self.books.docs.set(key, KeptDoc { place: *to, ..kept });
        }
    }

    /// A deliberate fault: a row that comes down to a branch sets the level of its product.
    fn sabotage_levels(&mut self, key: &EntityKey, gone: bool) {
        if gone || key.kind != EntityKind::Product || !faults::is_on(Sabotage::PullSetsStock) {
            return;
        }
        let levels = self.books.levels.iter();
        let of_product = levels.filter(|((_, product, _), _)| product.0.to_string() == key.id);
        let found: Vec<_> = of_product.map(|(place, _)| *place).collect();
        for place in found {
            self.books.levels.set(place, 0);
        }
    }

    /// Takes a row out of a stream as if it had never stood there.
    fn forget_row(&mut self, scope: Scope, key: &EntityKey) {
        if let Some(stamp) = self.books.rows.take(&(scope, key.clone())) {
            self.books.changes.take(&(scope, stamp.change, key.clone()));
            self.books.standing.take(&(key.clone(), scope));
        }
    }

    /// Erases a row that stands in no stream any more.
    fn let_go(&mut self, key: &EntityKey) {
        if self.books.stands_in(key).is_empty() {
            self.books.entities.take(key);
        }
    }

    fn stream_keys(&self, scope: Scope, upto: u64) -> Vec<(u64, EntityKey)> {
        let rows = self.books.changes.range((scope, 0, keys::first_key())..);
        let of_stream = rows.take_while(|(key, ())| key.0 == scope && key.1 <= upto);
        of_stream.map(|(key, ())| (key.1, key.2.clone())).collect()
    }
}

impl Tx for MemTx<'_> {
    fn savepoint<T, E: From<Error>>(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, E> {
        let marks = self.books.mark();
        let done = work(self);
        if done.is_err() {
            self.books.undo_to(&marks);
        }
        done
    }

    fn written(&self) -> u64 {
        self.books.changed() as u64
    }

    fn open_chain(&mut self, branch: BranchId, chain: ChainId, epoch: u32) -> Result<(), Error> {
        let row = ChainRow {
            chain,
            epoch,
            head: Head::empty(chain),
            open: true,
        };
        if self.books.chains.get(&(branch, chain)).is_some() {
            return Err(Error::Row(format!(
                "{chain:?} of branch {branch} stands already"
            )));
        }
        self.books.chains.set((branch, chain), row);
        Ok(())
    }

    fn close_chain(&mut self, branch: BranchId, chain: ChainId) -> Result<(), Error> {
        if let Some(row) = self.books.chains.get(&(branch, chain)).cloned() {
            self.books
                .chains
                .set((branch, chain), ChainRow { open: false, ..row });
        }
        Ok(())
    }

    fn append(&mut self, envelope: &Envelope, doc: &SealedDoc) -> Result<Appended, Error> {
        self.take_room()?;
        if envelope.doc_hash != doc.hash {
            return Err(Error::Row("an envelope names another document".to_owned()));
        }
        self.advance(envelope)?;
        let (appended, id) = self.keep(envelope, doc);
        let place = (envelope.branch, envelope.chain, envelope.seq);
        self.books.envelopes.set(place, (*envelope, id));
        Ok(appended)
    }

    fn rehome(
        &mut self,
        branch: BranchId,
        from: ChainId,
        after: u64,
        into: &[Envelope],
    ) -> Result<(), Error> {
        let tail = self
            .books
            .envelopes
            .take_range(keys::envelopes(branch, from, after));
        let hash = match after {
            0 => Hash::ZERO,
            seq => match self.books.envelopes.get(&(branch, from, seq)) {
                Some((envelope, _)) => envelope.hash,
                None => return Err(Error::Row(format!("chain {from} has no sequence {seq}"))),
            },
        };
        let chain = from;
        self.set_head(
            branch,
            Head {
                chain,
                seq: after,
                hash,
            },
        )?;
        let mut left: BTreeMap<Hash, DocId> = tail
            .iter()
            .map(|(_, (old, doc))| (old.doc_hash, *doc))
            .collect();
        for envelope in into {
            let Some(doc) = left.remove(&envelope.doc_hash) else {
                return Err(Error::Row(
                    "a re-homed envelope names no document of the tail".to_owned(),
                ));
            };
            self.advance(envelope)?;
            let place = (branch, envelope.chain, envelope.seq);
            self.books.envelopes.set(place, (*envelope, doc));
            self.move_place(branch, doc, (from, after), envelope);
        }
        if left.is_empty() {
            Ok(())
        } else {
            Err(Error::Row(
                "a document of the forked tail was left without a place".to_owned(),
            ))
        }
    }

    fn apply(&mut self, branch: BranchId, deltas: &[Delta]) -> Result<(), Error> {
        deltas
            .iter()
            .try_for_each(|delta| self.books.apply(branch, delta))
    }

    fn clear_projections(&mut self) -> Result<(), Error> {
        self.books.clear_derived();
        Ok(())
    }

    fn digests(&self) -> Result<Vec<(String, Hash)>, Error> {
        Ok(self.books.digests())
    }

    fn next_change(&mut self, scope: Scope) -> Result<u64, Error> {
        let same_moment = faults::is_on(Sabotage::ChangeByTime) && self.change(scope)? >= 5;
        self.books
            .heads
            .change(scope, |head| *head += u64::from(!same_moment));
        Ok(self.books.heads.get(&scope).copied().unwrap_or(1))
    }

    fn next_number(&mut self, kind: EntityKind) -> Result<u32, Error> {
        self.books.numbers.change(kind, |number| *number += 1);
        Ok(self.books.numbers.get(&kind).copied().unwrap_or(1))
    }

    fn put(
        &mut self,
        scope: Scope,
        change: u64,
        key: &EntityKey,
        now: Option<&Entity>,
    ) -> Result<(), Error> {
        self.forget_row(scope, key);
        let gone = now.is_none();
        self.sabotage_levels(key, gone);
        if gone && faults::is_on(Sabotage::NoTombstones) {
            self.let_go(key);
            return Ok(());
        }
        self.books
            .rows
            .set((scope, key.clone()), Stamp { change, gone });
        self.books.changes.set((scope, change, key.clone()), ());
        let head = self.books.heads.get(&scope).copied().unwrap_or(0);
        self.books.heads.set(scope, head.max(change));
        match now {
            Some(row) if row.key() == *key => {
                self.books.standing.set((key.clone(), scope), ());
                self.books.entities.set(key.clone(), Arc::new(row.clone()));
            }
            Some(_) => return Err(Error::Row(format!("{key:?} is not the key of its row"))),
            None => self.let_go(key),
        }
        Ok(())
    }

    fn drop_stream(&mut self, scope: Scope) -> Result<(), Error> {
        for (_, key) in self.stream_keys(scope, u64::MAX) {
            self.forget_row(scope, &key);
            self.let_go(&key);
        }
        self.books.heads.take(&scope);
        self.books.horizons.take(&scope);
        Ok(())
    }

    fn compact(&mut self, scope: Scope, upto: u64) -> Result<(), Error> {
        for (_, key) in self.stream_keys(scope, upto) {
            let row = self.books.rows.get(&(scope, key.clone()));
            if row.is_some_and(|stamp| stamp.gone) {
                self.forget_row(scope, &key);
            }
        }
        let horizon = self.books.horizons.get(&scope).copied().unwrap_or(0);
        self.books.horizons.set(scope, horizon.max(upto));
        Ok(())
    }

    /// Nobody in the simulator asks when something came in.
    fn took_in(&mut self, _: BranchId, _: Millis) -> Result<(), Error> {
        Ok(())
    }

    fn forget_received(&mut self, _: Millis) -> Result<(), Error> {
        Ok(())
    }

    fn set_note(&mut self, name: &str, value: Option<&[u8]>) -> Result<(), Error> {
        match value {
            Some(value) => self.books.notes.set(name.to_owned(), Arc::from(value)),
            None => drop(self.books.notes.take(&name.to_owned())),
        }
        Ok(())
    }
}
