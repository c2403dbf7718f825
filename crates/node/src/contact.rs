//! Who heads a branch and under which number they are reached, and where mail reaches
//! a member of staff: state of the centre beside their rows, outside the journal,
//! because a fact never holds a contact of a person (I13). Never exported, gone when
//! it is erased.

use nusa_facts::{
    BranchId, StaffId,
    master::{EntityKey, EntityKind},
};
use nusa_store::{Error as StoreError, Look, Store};
use serde::{Deserialize, Serialize};

use crate::{Node, fault::Fault, moment::branch_row, note, pass};

const CONTACT: &str = "contact/branch/";
const PERSON: &str = "contact/person/";

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

    /// Keeps where mail reaches a person; none is erased. Links that were sent to another address end. Tells
    /// whether anything changed.
    ///
    /// # Errors
    /// `person_unknown`; `NotHere` at a branch; `Store`.
    pub fn keep_email(&mut self, staff: StaffId, email: Option<&str>) -> Result<bool, Fault> {
        self.only_centre()?;
        self.store.transact(|tx| {
            let key = EntityKey::numbered(EntityKind::Staff, staff.0);
            if tx.entity(&key)?.is_none() {
                return Err(Fault::peer("person_unknown", "no such person"));
            }
            if self::email(tx, staff)?.as_deref() == email {
                return Ok(false);
            }
            pass::end(tx, staff)?;
            let name = format!("{PERSON}{staff}");
            match email {
                Some(email) => note::write(tx, &name, &email)?,
                None => note::erase(tx, &name)?,
            }
            Ok(true)
        })
    }
}

/// Where mail reaches a person.
///
/// # Errors
/// `Store` when the note cannot be read.
pub fn email(look: &impl Look, staff: StaffId) -> Result<Option<String>, StoreError> {
    note::read(look, &format!("{PERSON}{staff}"))
}

/// Where mail reaches people, by person.
///
/// # Errors
/// `Store` when a note cannot be read.
pub fn emails(look: &impl Look) -> Result<Vec<(StaffId, String)>, StoreError> {
    let kept = note::read_all(look, PERSON)?.into_iter();
    let numbered = kept.filter_map(|(id, email)| Some((StaffId(id.parse().ok()?), email)));
    Ok(numbered.collect())
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
