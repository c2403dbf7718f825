//! Who heads a branch and under which number they are reached: state of the centre
//! beside the branch's row, outside the journal, because a fact never holds a
//! contact of a person (I13). Never exported, gone when it is erased.

use nusa_facts::BranchId;
use nusa_store::{Error as StoreError, Look, Store};
use serde::{Deserialize, Serialize};

use crate::{Node, fault::Fault, moment::branch_row, note};

const CONTACT: &str = "contact/branch/";

/// A branch's contact.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Who heads it.
    pub head: String,
    /// Under which number.
    pub phone: String,
}

impl<S: Store> Node<S> {
    /// Keeps a branch's contact; an empty one is erased.
    ///
    /// # Errors
    /// `branch_unknown`; `NotHere` at a branch; `Store`.
    pub fn keep_contact(&mut self, branch: BranchId, contact: &Contact) -> Result<(), Fault> {
        self.only_centre()?;
        let name = format!("{CONTACT}{branch}");
        self.store.transact(|tx| {
            if branch_row(tx, branch)?.is_none() {
                return Err(Fault::peer("branch_unknown", "there is no such branch"));
            }
            if *contact == Contact::default() {
                return Ok(note::erase(tx, &name)?);
            }
            Ok(note::write(tx, &name, contact)?)
        })
    }
}

/// Every contact that is kept, by branch.
///
/// # Errors
/// `Store` when a note cannot be read.
pub fn contacts(look: &impl Look) -> Result<Vec<(BranchId, Contact)>, StoreError> {
    let kept = note::read_all(look, CONTACT)?.into_iter();
    let numbered = kept.filter_map(|(name, contact): (String, Contact)| {
        Some((BranchId(name.parse().ok()?), contact))
    });
    Ok(numbered.collect())
}
