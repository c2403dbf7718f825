//! A branch takes master data in: pages of a tail into the tables at once, pages
//! of a snapshot aside until the last, each in one transaction with its cursor
//! (R17). Nothing here touches a level, a sale or any other projection (D1-02).

use std::collections::BTreeSet;

use nusa_facts::{
    Hash,
    master::{Entity, EntityKey, EntityKind, Scope, Staff},
};
use nusa_store::{Error as StoreError, Look, Store, Tx};
use nusa_sync::{
    messages::{PullPage, PulledRows},
    streams::{Landing, OwnStream},
};

use crate::{
    Node,
    credential::{forget_credential, forget_strangers, keep_credential},
    fault::Fault,
    identity::Identity,
    link,
    link::Followed,
    pin, planned,
    staff::is_of_somebody_else,
    streams,
};

/// Where a stream stands after a page, and the newest change number that the centre had then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pulled {
    /// The stream.
    pub stream: OwnStream,
    /// The centre's change number.
    pub as_of: u64,
}

impl<S: Store> Node<S> {
    /// Takes a page of a stream in, with its cursor in the same transaction.
    ///
    /// # Errors
    /// `page_out_of_place` for an answer that was overtaken, `page_invalid`, `NotHere` at the centre, `Store`.
    pub fn take_pull(&mut self, page: PullPage) -> Result<Pulled, Fault> {
        self.only_branch()?;
        self.store.transact(|tx| {
            let followed = link::stream(tx, page.stream)?.filter(|followed| !followed.leaving);
            let before = followed
                .ok_or_else(|| Fault::peer("page_out_of_place", "this stream is not followed"))?
                .own;
            let taken = before.take(&page);
            let (stream, landing) =
                taken.map_err(|error| Fault::peer("page_out_of_place", error.to_string()))?;
            let as_of = page.as_of;
            land(tx, &before, page, landing)?;
            link::keep_stream(
                tx,
                Followed {
                    own: stream,
                    leaving: false,
                },
            )?;
            settle_leaving(tx)?;
            Ok(Pulled { stream, as_of })
        })
    }

    /// Rows that a restored centre does not have, by stream: they are used until an operator confirms (R19).
    ///
    /// # Errors
    /// `Store` when the disk refuses.
    pub fn unconfirmed(&mut self) -> Result<Vec<(Scope, Vec<EntityKey>)>, Fault> {
        Ok(self.store.transact(|tx| link::all_unconfirmed(tx))?)
    }

    /// An operator confirms that the rows which a restored centre does not have are to go (R19). Tells how
    /// many went.
    ///
    /// # Errors
    /// `Store` when the disk refuses.
    pub fn confirm_drop(&mut self, scope: Scope) -> Result<usize, Fault> {
        self.only_branch()?;
        self.store.transact(|tx| {
            let keys = link::unconfirmed(tx, scope)?;
            let change = tx.change(scope)?;
            for key in &keys {
                drop_row(tx, scope, change, key)?;
            }
            tx.compact(scope, change)?;
            link::keep_unconfirmed(tx, scope, &[])?;
            Ok(keys.len())
        })
    }
}

fn land<T: Tx>(
    tx: &mut T,
    before: &OwnStream,
    page: PullPage,
    landing: Landing,
) -> Result<(), Fault> {
    match landing {
        Landing::Apply => apply(tx, page),
        Landing::Stage { first, last } => {
            if first {
                link::unstage(tx, page.stream)?;
            }
            if !last {
                rows_of(page.clone())?;
                return Ok(link::stage(tx, &page)?);
            }
            let restored = before.generation != 0 && before.generation != page.generation;
            replace(tx, page, restored)
        }
    }
}

fn rows_of(page: PullPage) -> Result<PulledRows, Fault> {
    page.into_rows()
        .map_err(|error| Fault::peer("page_invalid", error.to_string()))
}

fn apply<T: Tx>(tx: &mut T, page: PullPage) -> Result<(), Fault> {
    let (scope, upto) = (page.stream, page.upto);
    let pulled = rows_of(page)?;
    let mut unconfirmed = link::unconfirmed(tx, scope)?;
    let had_some = !unconfirmed.is_empty();
    unconfirmed.retain(|key| {
        !pulled.gone.contains(key) && !pulled.rows.iter().any(|row| row.key() == *key)
    });
    put_all(tx, scope, upto, &pulled)?;
    for key in &pulled.gone {
        drop_row(tx, scope, upto, key)?;
    }
    // A branch tells nobody what left, so it keeps no tombstones.
    tx.compact(scope, upto)?;
    if had_some {
        link::keep_unconfirmed(tx, scope, &unconfirmed)?;
    }
    Ok(())
}

/// The snapshot is whole: it takes the place of the stream at once (R17).
fn replace<T: Tx>(tx: &mut T, last: PullPage, restored: bool) -> Result<(), Fault> {
    let (scope, upto) = (last.stream, last.upto);
    let mut pages = link::staged(tx, scope)?;
    pages.push(last);
    let pages: Vec<PulledRows> = pages.into_iter().map(rows_of).collect::<Result<_, _>>()?;
    let before = if restored {
        streams::standing(tx, scope)?
    } else {
        Vec::new()
    };
    tx.drop_stream(scope)?;
    let mut there = BTreeSet::new();
    for pulled in &pages {
        put_all(tx, scope, upto, pulled)?;
        there.extend(pulled.rows.iter().map(Entity::key));
    }
    let mut missing = Vec::new();
    for row in before {
        if !there.contains(&row.key()) && !has_served(tx, &row)? {
            missing.push(row);
        }
    }
    for row in &missing {
        tx.put(scope, upto, &row.key(), Some(row))?;
    }
    let keys: Vec<EntityKey> = missing.iter().map(Entity::key).collect();
    link::keep_unconfirmed(tx, scope, &keys)?;
    forget_strangers(tx)?;
    pin::forget_strangers(tx)?;
    Ok(link::unstage(tx, scope)?)
}

/// A transfer that was received here, or a table's plan that was followed, need not be told any more.
fn has_served(look: &impl Look, row: &Entity) -> Result<bool, StoreError> {
    match row {
        Entity::Transfer(notice) => Ok(look.arrival(notice.to, notice.id)?.is_some()),
        Entity::Table(plan) => planned::is_seen(look, plan),
        _ => Ok(false),
    }
}

fn put_all<T: Tx>(
    tx: &mut T,
    scope: Scope,
    change: u64,
    pulled: &PulledRows,
) -> Result<(), StoreError> {
    for row in &pulled.rows {
        tx.put(scope, change, &row.key(), Some(row))?;
        if let Entity::Staff(staff) = row {
            forget_if_strange(tx, staff)?;
        }
    }
    pulled
        .credentials
        .iter()
        .try_for_each(|row| keep_credential(tx, row))
}

/// Forgets how somebody signed in here who works elsewhere now, or whose number is another person's.
fn forget_if_strange<T: Tx>(tx: &mut T, staff: &Staff) -> Result<(), StoreError> {
    let here = Identity::read(tx)?.map(|me| me.branch);
    let works_here = staff
        .grants
        .iter()
        .any(|grant| grant.branch.is_none() || grant.branch == here);
    if !works_here || is_of_somebody_else(tx, staff)? {
        forget_credential(tx, staff.id)?;
        pin::forget_pin(tx, staff.id)?;
    }
    Ok(())
}

fn drop_row<T: Tx>(
    tx: &mut T,
    scope: Scope,
    change: u64,
    key: &EntityKey,
) -> Result<(), StoreError> {
    tx.put(scope, change, key, None)?;
    if key.kind == EntityKind::Staff {
        forget_strangers(tx)?;
        pin::forget_strangers(tx)?;
    }
    Ok(())
}

/// Drops the streams that are not to be followed any more, once every stream that takes their place is
/// here: a branch that moves to another region is never without prices (R15).
pub(crate) fn settle_leaving<T: Tx>(tx: &mut T) -> Result<(), StoreError> {
    let all = link::followed(tx)?;
    let whole = all
        .iter()
        .filter(|followed| !followed.leaving)
        .all(|followed| followed.own.generation != 0);
    if !whole {
        return Ok(());
    }
    for left in all.iter().filter(|followed| followed.leaving) {
        tx.drop_stream(left.own.scope)?;
        link::forget_stream(tx, left.own.scope)?;
        forget_strangers(tx)?;
        pin::forget_strangers(tx)?;
    }
    Ok(())
}

/// The digest of a followed stream, without the rows that only this branch still has.
pub(crate) fn own_digest(look: &impl Look, scope: Scope) -> Result<Hash, StoreError> {
    let extra = link::unconfirmed(look, scope)?;
    let rows = streams::standing(look, scope)?;
    streams::digest(rows.iter().filter(|row| !extra.contains(&row.key())))
}
