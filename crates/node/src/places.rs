//! Branches as the others know them: a number, a code and a name, so that goods
//! can be sent from one to another and found again by name. Each follows its
//! branch's row in the same change; here is how they are read, and how those of
//! branches that are older than the places are written once.

use nusa_facts::{
    BranchId,
    master::{Entity, EntityKey, EntityKind, Place},
};
use nusa_rules::master::{missing_places, streams};
use nusa_store::{Error as StoreError, Look, Store};

use crate::{Node, fault::Fault, journal, master, moment::branch_row};

/// A branch as this node knows it: its own by its settings, the others by their places.
///
/// # Errors
/// What the store says.
pub fn place_row(look: &impl Look, branch: BranchId) -> Result<Option<Place>, StoreError> {
    if let Some(own) = branch_row(look, branch)? {
        return Ok(Some(Place::from(&own)));
    }
    let key = EntityKey::numbered(EntityKind::Place, branch.0);
    Ok(look.entity(&key)?.and_then(|entity| match entity {
        Entity::Place(place) => Some(place),
        _ => None,
    }))
}

impl<S: Store> Node<S> {
    /// Writes the places of branches that were written before there were any; tells how many those were.
    ///
    /// # Errors
    /// `NotHere` at a branch; `Store` when the disk refuses.
    pub fn write_missing_places(&mut self) -> Result<usize, Fault> {
        self.only_centre()?;
        let (store, mut office) = self.at_work();
        store.transact(|tx| {
            let branches = tx.entities(EntityKind::Branch)?;
            let missing = missing_places(&branches, &tx.entities(EntityKind::Place)?);
            if missing.is_empty() {
                return Ok(0);
            }
            let moment = office.moment(tx)?;
            let mut drafts = Vec::with_capacity(missing.len());
            for place in &missing {
                for scope in streams(place) {
                    drafts.push(master::stand(tx, scope, place)?);
                }
            }
            journal::record(tx, &mut office.pen, office.branch, moment, drafts)?;
            Ok(missing.len())
        })
    }
}
