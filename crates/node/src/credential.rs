//! How people sign in, as notes beside the rows of staff: never a fact, never a
//! row of a stream (I13). A lower version never replaces a higher one.

use nusa_facts::{BranchId, Millis, StaffId, master::Staff};
use nusa_store::{Error as StoreError, Look, Tx};
use nusa_sync::messages::CredentialRow;
use serde::{Deserialize, Serialize};

use crate::{note, staff};

const CREDENTIAL: &str = "credential/";

#[derive(Serialize, Deserialize)]
struct Kept {
    version: u64,
    password_hash: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pin_hash: Option<String>,
}

/// How a person signs in; none when they cannot.
///
/// # Errors
/// `Store` when the note cannot be read.
pub fn credential(look: &impl Look, staff: StaffId) -> Result<Option<CredentialRow>, StoreError> {
    let kept: Option<Kept> = note::read(look, &name(staff))?;
    Ok(kept.map(
        |Kept {
             version,
             password_hash,
             pin_hash,
         }| CredentialRow {
            staff,
            version,
            password_hash,
            pin_hash,
        },
    ))
}

/// The version of a person's next password at the centre: the moment, so that a centre which was restored, or
/// takes somebody over from a branch that counts from 1, gives none that anybody has already.
pub fn next_version(known: Option<u64>, now: Millis) -> u64 {
    let now = u64::try_from(now.0).unwrap_or(0);
    now.max(known.map_or(1, |version| version + 1))
}

/// Keeps how a person signs in, unless a newer version is known.
///
/// # Errors
/// `Store` when the disk refuses.
pub fn keep_credential(tx: &mut impl Tx, row: &CredentialRow) -> Result<(), StoreError> {
    if credential(tx, row.staff)?.is_some_and(|known| known.version >= row.version) {
        return Ok(());
    }
    let kept = Kept {
        version: row.version,
        password_hash: row.password_hash.clone(),
        pin_hash: row.pin_hash.clone(),
    };
    note::write(tx, &name(row.staff), &kept)
}

/// Forgets how a person signs in.
pub(crate) fn forget_credential(tx: &mut impl Tx, staff: StaffId) -> Result<(), StoreError> {
    note::erase(tx, &name(staff))
}

/// The credential of a person whose row goes to a branch, if one of the grants is for that branch.
pub(crate) fn for_branch(
    look: &impl Look,
    staff: &Staff,
    branch: BranchId,
) -> Result<Option<CredentialRow>, StoreError> {
    let granted = staff
        .grants
        .iter()
        .any(|grant| grant.branch.is_none_or(|of| of == branch));
    if granted {
        credential(look, staff.id)
    } else {
        Ok(None)
    }
}

/// Erases the credentials of people of whom nothing is here any more.
pub(crate) fn forget_strangers<T: Tx>(tx: &mut T) -> Result<(), StoreError> {
    for (name, _) in tx.notes(CREDENTIAL)? {
        if !staff::is_somebody(tx, &name[CREDENTIAL.len()..])? {
            note::erase(tx, &name)?;
        }
    }
    Ok(())
}

fn name(staff: StaffId) -> String {
    format!("{CREDENTIAL}{staff}")
}
