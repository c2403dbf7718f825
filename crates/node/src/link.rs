//! What a branch keeps about its link with the centre: how far the centre says
//! that it has each chain, how far each stream is followed. These are notes to
//! go on from, never a permission to forget anything (R2).

use nusa_facts::{
    BranchId, BusinessDate, CENTRE, ChainId, DocId,
    master::{EntityKey, Scope},
};
use nusa_store::{ChainRow, Error as StoreError, Look, Tx};
use nusa_sync::{
    messages::{BranchState, PullPage},
    streams::{OwnStream, Staged},
};
use serde::{Deserialize, Serialize};

use crate::note;

const STREAM: &str = "link/stream/";
const CONFIRM: &str = "confirm/";
const STATE: &str = "link/state";
const COMPARED: &str = "link/compared";

/// How a stream is followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Followed {
    pub(crate) own: OwnStream,
    /// The branch is told to follow others; this one goes when they are here (R15).
    pub(crate) leaving: bool,
}

#[derive(Serialize, Deserialize)]
struct KeptStream {
    change: u64,
    generation: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    staged: Option<(u64, u64, u64)>,
    #[serde(default)]
    leaving: bool,
}

/// Every stream that is in the tables or on its way there.
pub(crate) fn followed(look: &impl Look) -> Result<Vec<Followed>, StoreError> {
    let kept: Vec<(String, KeptStream)> = note::read_all(look, STREAM)?;
    kept.into_iter()
        .map(|(name, kept)| read_stream(&name, &kept))
        .collect()
}

/// One of them.
pub(crate) fn stream(look: &impl Look, scope: Scope) -> Result<Option<Followed>, StoreError> {
    let name = scope.to_string();
    let kept: Option<KeptStream> = note::read(look, &format!("{STREAM}{name}"))?;
    kept.map(|kept| read_stream(&name, &kept)).transpose()
}

fn read_stream(name: &str, kept: &KeptStream) -> Result<Followed, StoreError> {
    let scope =
        Scope::parse(name).ok_or_else(|| StoreError::Row(format!("no stream is called {name}")))?;
    let staged = kept.staged.map(|(generation, as_of, upto)| Staged {
        generation,
        as_of,
        upto,
    });
    let own = OwnStream {
        scope,
        change: kept.change,
        generation: kept.generation,
        staged,
    };
    Ok(Followed {
        own,
        leaving: kept.leaving,
    })
}

pub(crate) fn keep_stream<T: Tx>(tx: &mut T, followed: Followed) -> Result<(), StoreError> {
    let Followed { own, leaving } = followed;
    if stream(tx, own.scope)? == Some(followed) {
        return Ok(());
    }
    let staged = own
        .staged
        .map(|staged| (staged.generation, staged.as_of, staged.upto));
    let kept = KeptStream {
        change: own.change,
        generation: own.generation,
        staged,
        leaving,
    };
    note::write(tx, &format!("{STREAM}{}", own.scope), &kept)
}

pub(crate) fn forget_stream<T: Tx>(tx: &mut T, scope: Scope) -> Result<(), StoreError> {
    unstage(tx, scope)?;
    note::erase(tx, &format!("{CONFIRM}{scope}"))?;
    note::erase(tx, &format!("{STREAM}{scope}"))
}

/// Sets a page of a snapshot aside (R17).
pub(crate) fn stage<T: Tx>(tx: &mut T, page: &PullPage) -> Result<(), StoreError> {
    note::write(
        tx,
        &format!("{}{:020}", staged_prefix(page.stream), page.upto),
        page,
    )
}

/// The pages that are set aside, in order.
pub(crate) fn staged(look: &impl Look, scope: Scope) -> Result<Vec<PullPage>, StoreError> {
    Ok(note::read_all(look, &staged_prefix(scope))?
        .into_iter()
        .map(|(_, page)| page)
        .collect())
}

/// Drops the pages that are set aside.
pub(crate) fn unstage<T: Tx>(tx: &mut T, scope: Scope) -> Result<(), StoreError> {
    let names = tx.notes(&staged_prefix(scope))?;
    names.iter().try_for_each(|(name, _)| note::erase(tx, name))
}

fn staged_prefix(scope: Scope) -> String {
    format!("link/staged/{scope}/")
}

/// Rows of a stream that a restored centre does not have, kept until an operator confirms (R19).
pub(crate) fn unconfirmed(look: &impl Look, scope: Scope) -> Result<Vec<EntityKey>, StoreError> {
    Ok(note::read(look, &format!("{CONFIRM}{scope}"))?.unwrap_or_default())
}

pub(crate) fn keep_unconfirmed<T: Tx>(
    tx: &mut T,
    scope: Scope,
    keys: &[EntityKey],
) -> Result<(), StoreError> {
    let name = format!("{CONFIRM}{scope}");
    if keys.is_empty() {
        note::erase(tx, &name)
    } else {
        note::write(tx, &name, &keys)
    }
}

/// Every stream with rows that wait for a confirmation.
pub(crate) fn all_unconfirmed(
    look: &impl Look,
) -> Result<Vec<(Scope, Vec<EntityKey>)>, StoreError> {
    let kept: Vec<(String, Vec<EntityKey>)> = note::read_all(look, CONFIRM)?;
    Ok(kept
        .into_iter()
        .filter_map(|(name, keys)| Some((Scope::parse(&name)?, keys)))
        .collect())
}

/// How far the centre last said that it has a chain.
pub(crate) fn cursor(look: &impl Look, chain: ChainId) -> Result<u64, StoreError> {
    Ok(note::read(look, &cursor_name(chain))?.unwrap_or(0))
}

pub(crate) fn keep_cursor<T: Tx>(tx: &mut T, chain: ChainId, seq: u64) -> Result<(), StoreError> {
    if cursor(tx, chain)? == seq {
        return Ok(());
    }
    note::write(tx, &cursor_name(chain), &seq)
}

fn cursor_name(chain: ChainId) -> String {
    format!("link/cursor/{chain}")
}

/// How far the centre has said that it has each chain of a branch.
///
/// # Errors
/// `Store` when the disk refuses.
pub fn acknowledged(look: &impl Look, branch: BranchId) -> Result<Vec<(ChainId, u64)>, StoreError> {
    let chains = look.chains(branch)?;
    let place = |row: ChainRow| Ok((row.chain, cursor(look, row.chain)?));
    chains.into_iter().map(place).collect()
}

/// How many facts of a branch the centre has not said that it has.
///
/// # Errors
/// `Store` when the disk refuses.
pub fn unsent(look: &impl Look, branch: BranchId) -> Result<u64, StoreError> {
    let mut count = 0;
    for row in look.chains(branch)? {
        count += row.head.seq.saturating_sub(cursor(look, row.chain)?);
    }
    Ok(count)
}

/// Whether the centre has said that it has a document of a branch; always so where this node is the centre.
///
/// # Errors
/// `Store` when the disk refuses.
pub fn is_at_centre(
    look: &impl Look,
    here: BranchId,
    branch: BranchId,
    doc: DocId,
) -> Result<bool, StoreError> {
    if here == CENTRE {
        return Ok(true);
    }
    Ok(match look.place(branch, doc)? {
        Some(place) => cursor(look, place.chain)? >= place.seq,
        None => false,
    })
}

/// How the centre last saw this branch.
///
/// # Errors
/// `Store` when the note cannot be read.
pub fn state(look: &impl Look) -> Result<BranchState, StoreError> {
    Ok(note::read(look, STATE)?.unwrap_or(BranchState::Active))
}

pub(crate) fn keep_state<T: Tx>(tx: &mut T, now: BranchState) -> Result<(), StoreError> {
    if state(tx)? == now {
        return Ok(());
    }
    note::write(tx, STATE, &now)
}

/// The business day on which the streams were last compared with the centre's digests (R15).
pub(crate) fn compared(look: &impl Look) -> Result<Option<BusinessDate>, StoreError> {
    note::read(look, COMPARED)
}

pub(crate) fn keep_compared<T: Tx>(tx: &mut T, today: BusinessDate) -> Result<(), StoreError> {
    if compared(tx)? == Some(today) {
        return Ok(());
    }
    note::write(tx, COMPARED, &today)
}
