//! A person's password: at the centre kept beside the row of staff, which is put anew
//! into its streams so that branches fetch how the person signs in. Whom a branch
//! added has one there, which never leaves it. The fact of a password names the person
//! and nothing of it (I13).

use nusa_facts::{
    BranchId, CENTRE, StaffId,
    master::{EntityKey, EntityKind},
};
use nusa_store::{Store, Tx};
use nusa_sync::messages::CredentialRow;

use crate::{Node, credential, execute::Office, fault::Fault, journal, master, pass, staff};

impl<S: Store> Node<S> {
    /// Keeps the argon2id text of a person's new password; a PIN stays as it was, and links with which they
    /// could have chosen one end.
    ///
    /// # Errors
    /// `person_unknown`, `NotHere` at a branch which did not add the person, `Store`.
    pub fn set_password(&mut self, staff: StaffId, password_hash: String) -> Result<(), Fault> {
        let here = self.me.branch;
        if here != CENTRE {
            return self
                .store
                .transact(|tx| keep_local(tx, here, staff, password_hash));
        }
        let (store, mut office) = self.at_work();
        store.transact(|tx| change(&mut office, tx, staff, password_hash))
    }
}

/// Keeps a new password within a transaction.
pub(crate) fn change<T: Tx>(
    office: &mut Office<'_>,
    tx: &mut T,
    staff: StaffId,
    password_hash: String,
) -> Result<(), Fault> {
    let key = EntityKey::numbered(EntityKind::Staff, staff.0);
    let unknown = || Fault::peer("person_unknown", "no such person");
    let row = tx.entity(&key)?.ok_or_else(unknown)?;
    let known = credential::credential(tx, staff)?;
    let version = known.as_ref().map(|row| row.version);
    let now = office.moment(tx)?;
    let fresh = CredentialRow {
        staff,
        version: credential::next_version(version, now.at),
        password_hash,
        pin_hash: known.and_then(|row| row.pin_hash),
    };
    credential::keep_credential(tx, &fresh)?;
    pass::end(tx, staff)?;
    let mut drafts = Vec::new();
    for scope in tx.streams_of(&key)? {
        drafts.push(master::stand(tx, scope, &row)?);
    }
    journal::record(tx, &mut office.pen, office.branch, now, drafts)?;
    Ok(())
}

/// Keeps the password of somebody whom this branch added.
fn keep_local<T: Tx>(
    tx: &mut T,
    here: BranchId,
    staff: StaffId,
    password_hash: String,
) -> Result<(), Fault> {
    if !staff::is_of_branch(tx, here, staff)? {
        return Err(Fault::NotHere("this password is kept at the centre"));
    }
    let known = credential::credential(tx, staff)?;
    let fresh = CredentialRow {
        staff,
        version: known.map_or(1, |row| row.version + 1),
        password_hash,
        pin_hash: None,
    };
    Ok(credential::keep_credential(tx, &fresh)?)
}
