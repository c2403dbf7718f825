//! When the centre last heard of each branch, kept now and then so that a restart
//! does not forget it. A note of the centre for people's eyes; nothing is decided
//! by it.

use nusa_facts::{BranchId, Millis};
use nusa_store::{Error as StoreError, Look, Store};
use serde::{Deserialize, Serialize};

use crate::{Node, fault::Fault, note};

const SIGHTING: &str = "sighting/";

/// What a branch last said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sighting {
    /// When the centre heard it.
    pub at: Millis,
    /// Its program and version.
    pub program: String,
    /// Facts that it had and the centre had not.
    pub backlog: u64,
}

impl<S: Store> Node<S> {
    /// Keeps what a branch last said.
    ///
    /// # Errors
    /// `NotHere` at a branch; `Store`.
    pub fn keep_sighting(&mut self, branch: BranchId, seen: &Sighting) -> Result<(), Fault> {
        self.only_centre()?;
        let name = format!("{SIGHTING}{branch}");
        Ok(self.store.transact(|tx| note::write(tx, &name, seen))?)
    }
}

/// What is kept of every branch.
///
/// # Errors
/// `Store` when a note cannot be read.
pub fn sightings(look: &impl Look) -> Result<Vec<(BranchId, Sighting)>, StoreError> {
    let kept = note::read_all(look, SIGHTING)?.into_iter();
    let numbered = kept.filter_map(|(name, seen): (String, Sighting)| {
        let branch = name.parse().ok()?;
        Some((BranchId(branch), seen))
    });
    Ok(numbered.collect())
}
