//! A person's password at the centre: kept beside the row of staff, which is put
//! anew into its streams so that branches fetch how the person signs in. The
//! fact of it names the person and nothing of the password (I13).

use nusa_facts::{
    StaffId,
    master::{EntityKey, EntityKind},
};
use nusa_store::{Store, Tx};
use nusa_sync::messages::CredentialRow;

use crate::{Node, credential, execute::Office, fault::Fault, journal, master, pass};

impl<S: Store> Node<S> {
    /// Keeps the argon2id text of a person's new password; a PIN stays as it was, and links with which they
    /// could have chosen one end.
    ///
    /// # Errors
    /// `person_unknown`, `NotHere` at a branch, `Store`.
    pub fn set_password(&mut self, staff: StaffId, password_hash: String) -> Result<(), Fault> {
        self.only_centre()?;
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
    let (version, pin_hash) = known.map_or((0, None), |row| (row.version, row.pin_hash));
    let fresh = CredentialRow {
        staff,
        version: version + 1,
        password_hash,
        pin_hash,
    };
    credential::keep_credential(tx, &fresh)?;
    pass::end(tx, staff)?;
    let now = office.moment(tx)?;
    let mut drafts = Vec::new();
    for scope in tx.streams_of(&key)? {
        drafts.push(master::stand(tx, scope, &row)?);
    }
    journal::record(tx, &mut office.pen, office.branch, now, drafts)?;
    Ok(())
}
