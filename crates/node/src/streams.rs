//! The streams of master data as the centre keeps them: who may follow which,
//! how their rows are read in steps, digested (R15) and compacted (R14).

use nusa_facts::{
    BranchId, Hash, Millis,
    master::{Entity, EntityKind, Scope},
};
use nusa_store::{Changed, Error as StoreError, Look, Store, Tx};
use nusa_sync::streams;
use serde::{Deserialize, Serialize};

use crate::{
    Node,
    fault::Fault,
    limits::{RECEIVED_MS, STREAM_STEP, TOMBSTONE_MS},
    moment::branch_row,
    note,
};

/// The streams that a branch must follow: company, its region, its own. Empty for no branch.
///
/// # Errors
/// `Store` when the disk refuses.
pub fn streams_for(look: &impl Look, branch: BranchId) -> Result<Vec<Scope>, StoreError> {
    let row = branch_row(look, branch)?;
    Ok(row.map_or_else(Vec::new, |row| {
        vec![
            Scope::Company,
            Scope::Region(row.region),
            Scope::Branch(branch),
        ]
    }))
}

/// The rows of a stream above a change number, read in steps so that nobody holds more than is used.
pub(crate) struct Rows<'a, L> {
    look: &'a L,
    scope: Scope,
    after: u64,
    step: std::vec::IntoIter<Changed>,
    ended: bool,
}

impl<'a, L: Look> Rows<'a, L> {
    pub(crate) fn new(look: &'a L, scope: Scope, after: u64) -> Self {
        Self {
            look,
            scope,
            after,
            step: Vec::new().into_iter(),
            ended: false,
        }
    }

    fn read(&mut self) -> Result<(), StoreError> {
        let mut limit = STREAM_STEP;
        loop {
            let mut rows = self.look.changes(self.scope, self.after, limit)?;
            self.ended = rows.len() < limit;
            let last = rows.last().map_or(self.after, |row| row.change);
            if !self.ended {
                // A step ends between two change numbers, since the next one begins above a number.
                rows.retain(|row| row.change < last);
            }
            if let Some(last) = rows.last() {
                self.after = last.change;
            }
            if self.ended || !rows.is_empty() {
                self.step = rows.into_iter();
                return Ok(());
            }
            limit *= 2;
        }
    }
}

impl<L: Look> Iterator for Rows<'_, L> {
    type Item = Result<Changed, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(row) = self.step.next() {
                return Some(Ok(row));
            }
            if self.ended {
                return None;
            }
            if let Err(error) = self.read() {
                self.ended = true;
                return Some(Err(error));
            }
        }
    }
}

/// The rows that now stand in a stream.
pub(crate) fn standing(look: &impl Look, scope: Scope) -> Result<Vec<Entity>, StoreError> {
    Rows::new(look, scope, 0)
        .filter_map(|row| row.map(|row| row.now).transpose())
        .collect()
}

/// The digest of a stream's rows (R15).
///
/// # Errors
/// `Store` when the disk refuses.
pub fn digest<'a>(rows: impl IntoIterator<Item = &'a Entity>) -> Result<Hash, StoreError> {
    streams::digest(rows).map_err(|error| StoreError::Row(error.to_string()))
}

#[derive(Serialize, Deserialize)]
struct Digested {
    change: u64,
    hash: Hash,
}

/// The centre's digest of a stream, computed once for each change number.
pub(crate) fn centre_digest<T: Tx>(tx: &mut T, scope: Scope) -> Result<Hash, StoreError> {
    let change = tx.change(scope)?;
    let name = format!("digest/{scope}");
    let known: Option<Digested> = note::read(tx, &name)?;
    if let Some(known) = known.filter(|known| known.change == change) {
        return Ok(known.hash);
    }
    let hash = digest(&standing(tx, scope)?)?;
    note::write(tx, &name, &Digested { change, hash })?;
    Ok(hash)
}

/// Where a stream stood at some moment, so that the age of a tombstone is known.
#[derive(Clone, Copy, Serialize, Deserialize)]
struct Mark {
    at: Millis,
    change: u64,
}

impl<S: Store> Node<S> {
    /// Forgets tombstones older than 180 days and raises the streams' horizons (R14). Called once a day.
    ///
    /// # Errors
    /// `NotHere` at a branch; `Store`.
    pub fn compact_streams(&mut self) -> Result<(), Fault> {
        self.only_centre()?;
        let (store, mut office) = self.at_work();
        store.transact(|tx| {
            let now = office.moment(tx)?.at;
            for scope in every_stream(tx)? {
                compact(tx, scope, now)?;
            }
            Ok(tx.forget_received(Millis(now.0.saturating_sub(RECEIVED_MS)))?)
        })
    }
}

fn every_stream(look: &impl Look) -> Result<Vec<Scope>, StoreError> {
    let mut scopes = vec![Scope::Company];
    for row in look
        .entities(EntityKind::Region)?
        .into_iter()
        .chain(look.entities(EntityKind::Branch)?)
    {
        match row {
            Entity::Region(region) => scopes.push(Scope::Region(region.id)),
            Entity::Branch(branch) => scopes.push(Scope::Branch(branch.id)),
            _ => {}
        }
    }
    Ok(scopes)
}

fn compact<T: Tx>(tx: &mut T, scope: Scope, now: Millis) -> Result<(), StoreError> {
    let name = format!("compact/{scope}");
    let mut marks: Vec<Mark> = note::read(tx, &name)?.unwrap_or_default();
    let change = tx.change(scope)?;
    let is_old = |mark: &Mark| now.0.saturating_sub(mark.at.0) >= TOMBSTONE_MS;
    let upto = marks
        .iter()
        .filter(|mark| is_old(mark))
        .map(|mark| mark.change)
        .max();
    if let Some(upto) = upto {
        tx.compact(scope, upto)?;
    }
    marks.retain(|mark| !is_old(mark));
    if marks.last().is_none_or(|mark| mark.change != change) {
        marks.push(Mark { at: now, change });
    }
    note::write(tx, &name, &marks)
}
