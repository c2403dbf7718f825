//! How people sign in at this one node with a few digits: a note beside their
//! rows, hashed with a pepper that only this device can make. It is never a fact,
//! never a row of a stream, and worth nothing on another device (I13).

use nusa_facts::StaffId;
use nusa_store::{Error as StoreError, Look, Tx};
use serde::{Deserialize, Serialize};

use crate::{note, staff};

const PIN: &str = "pin/";

/// A person's PIN as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptPin {
    /// The argon2id text.
    pub hash: String,
    /// Names the pepper under which it was hashed; another device has another.
    pub pepper: String,
}

/// The PIN of a person, if they have one that was set under this pepper.
///
/// # Errors
/// `Store` when the note cannot be read.
pub fn pin(look: &impl Look, staff: StaffId, pepper: &str) -> Result<Option<KeptPin>, StoreError> {
    let kept: Option<KeptPin> = note::read(look, &name(staff))?;
    Ok(kept.filter(|kept| kept.pepper == pepper))
}

/// Keeps a person's PIN in the place of the former one.
///
/// # Errors
/// `Store` when the disk refuses.
pub fn keep_pin(tx: &mut impl Tx, staff: StaffId, kept: &KeptPin) -> Result<(), StoreError> {
    note::write(tx, &name(staff), kept)
}

/// Forgets a person's PIN.
///
/// # Errors
/// `Store` when the disk refuses.
pub fn forget_pin(tx: &mut impl Tx, staff: StaffId) -> Result<(), StoreError> {
    note::erase(tx, &name(staff))
}

/// Forgets the PINs of people of whom nothing is here any more.
pub(crate) fn forget_strangers<T: Tx>(tx: &mut T) -> Result<(), StoreError> {
    for (name, _) in tx.notes(PIN)? {
        if !staff::is_somebody(tx, &name[PIN.len()..])? {
            note::erase(tx, &name)?;
        }
    }
    Ok(())
}

fn name(staff: StaffId) -> String {
    format!("{PIN}{staff}")
}
