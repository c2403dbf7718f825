//! Sign-ins as they are kept: the hash of a random token, whose it is and until
//! when. Not a fact and not a projection; whoever reads the disk finds no token.

use nusa_facts::{Millis, StaffId, hex};
use nusa_store::{Error as StoreError, Look, Tx};
use serde::{Deserialize, Serialize};

use crate::limits::MAX_SIGN_INS;

const PREFIX: &str = "session/";

/// A sign-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignIn {
    /// Whose.
    pub staff: StaffId,
    /// Until when, by the machine's clock.
    pub until: Millis,
}

/// The name under which the sign-in of a token is kept.
pub fn name(token: &str) -> String {
    format!(
        "{PREFIX}{}",
        hex::encode(blake3::hash(token.as_bytes()).as_bytes())
    )
}

/// The sign-in of a token, while it lasts.
///
/// # Errors
/// What the disk says.
pub fn read(look: &impl Look, name: &str, now: Millis) -> Result<Option<SignIn>, StoreError> {
    Ok(look
        .note(name)?
        .and_then(parse)
        .filter(|kept| kept.until > now))
}

/// Keeps a sign-in, and forgets those that ended; the person's oldest too, when there are too many.
///
/// # Errors
/// What the disk says.
pub fn keep(tx: &mut impl Tx, name: &str, new: SignIn, now: Millis) -> Result<(), StoreError> {
    let mut own = Vec::new();
    for (name, bytes) in tx.notes(PREFIX)? {
        match parse(bytes).filter(|kept| kept.until > now) {
            None => tx.set_note(&name, None)?,
            Some(kept) if kept.staff == new.staff => own.push((kept.until, name)),
            Some(_) => {}
        }
    }
    own.sort();
    let surplus = (own.len() + 1).saturating_sub(MAX_SIGN_INS);
    for (_, name) in own.into_iter().take(surplus) {
        tx.set_note(&name, None)?;
    }
    let bytes = serde_json::to_vec(&new).map_err(|error| StoreError::Row(error.to_string()))?;
    tx.set_note(name, Some(&bytes))
}

/// Ends a sign-in.
///
/// # Errors
/// What the disk says.
pub fn end(tx: &mut impl Tx, name: &str) -> Result<(), StoreError> {
    tx.set_note(name, None)
}

/// Ends every sign-in of a person: the password changed.
///
/// # Errors
/// What the disk says.
pub fn end_all(tx: &mut impl Tx, staff: StaffId) -> Result<(), StoreError> {
    for (name, bytes) in tx.notes(PREFIX)? {
        if parse(bytes).is_none_or(|kept| kept.staff == staff) {
            tx.set_note(&name, None)?;
        }
    }
    Ok(())
}

/// A sign-in that cannot be read is none: its owner signs in again.
fn parse(bytes: Vec<u8>) -> Option<SignIn> {
    serde_json::from_slice(&bytes).ok()
}

#[cfg(test)]
mod tests {
    use nusa_store::{Options, SqliteStore, Store};

    use super::*;

    fn until(staff: u32, until: i64) -> SignIn {
        SignIn {
            staff: StaffId(staff),
            until: Millis(until),
        }
    }

    #[test]
    fn a_sign_in_ends_by_time_by_its_number_and_by_the_password() {
        let directory = tempfile::tempdir().unwrap();
        let options = Options {
            ballast_bytes: 0,
            ..Options::default()
        };
        let mut store = SqliteStore::open(directory.path(), &options).unwrap();
        let (now, late) = (Millis(10), Millis(100));
        let done: Result<(), StoreError> = store.transact(|tx| {
            keep(tx, &name("ani"), until(1, 50), now)?;
            assert!(
                tx.note(&name("ani"))?.is_some(),
                "the token itself is nowhere"
            );
            assert_eq!(read(tx, &name("ani"), now)?, Some(until(1, 50)));
            assert_eq!(read(tx, &name("budi"), now)?, None);
            assert_eq!(read(tx, &name("ani"), late)?, None);
            keep(tx, &name("budi"), until(2, 500), late)?;
            assert_eq!(tx.notes(PREFIX)?.len(), 1, "what ended is forgotten");
            for n in 0..=MAX_SIGN_INS {
                let own = until(3, 500 + i64::try_from(n).unwrap_or(0));
                keep(tx, &name(&format!("citra {n}")), own, late)?;
            }
            assert_eq!(
                read(tx, &name("citra 0"), late)?,
                None,
                "the oldest makes room"
            );
            assert_eq!(tx.notes(PREFIX)?.len(), 1 + MAX_SIGN_INS);
            end_all(tx, StaffId(3))?;
            assert_eq!(tx.notes(PREFIX)?.len(), 1);
            end(tx, &name("budi"))?;
            assert!(tx.notes(PREFIX)?.is_empty());
            Ok(())
        });
        done.unwrap();
    }
}
