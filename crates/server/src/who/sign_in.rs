//! Sign-ins as they are kept: the hash of a random token, whose it is, until when,
//! and by what device in a few words. Not a fact and not a projection; whoever reads
//! the disk finds no token.

use nusa_facts::{Millis, StaffId, hex};
use nusa_node::credential::credential;
use nusa_store::{Error as StoreError, Look, Tx};
use serde::{Deserialize, Serialize};

use crate::limits::{MAX_SIGN_INS, SEEN_MS, SIGN_IN_MS};

const PREFIX: &str = "session/";

/// Hex digits of a sign-in's name by which people end it: nobody makes a token of them.
const ID_DIGITS: usize = 16;

/// A sign-in. What an older program kept lacks all but the first two.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignIn {
    /// Whose.
    pub staff: StaffId,
    /// Until when, by the machine's clock.
    pub until: Millis,
    /// Since when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Millis>,
    /// When it was last used, give or take a while.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<Millis>,
    /// Browser and system in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device: Option<String>,
    /// Whether it ends with the browser's session.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub passing: bool,
    /// The version of the credential then: a newer password ends it, wherever that was set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<u64>,
}

impl SignIn {
    /// Since when it lasts; for one of an older program as if it had been kept for the usual time.
    fn began(&self) -> Millis {
        let usual = Millis(self.until.0.saturating_sub(SIGN_IN_MS));
        self.since.unwrap_or(usual)
    }

    /// Whether it is time to note that it was used.
    pub fn is_stale(&self, now: Millis) -> bool {
        self.seen
            .is_none_or(|seen| seen.0.saturating_add(SEEN_MS) <= now.0 || seen > now)
    }
}

/// The name under which the sign-in of a token is kept.
pub fn name(token: &str) -> String {
    format!(
        "{PREFIX}{}",
        hex::encode(blake3::hash(token.as_bytes()).as_bytes())
    )
}

/// By what people name the sign-in that is kept under this name.
pub fn id(name: &str) -> &str {
    let digits = name.strip_prefix(PREFIX).unwrap_or_default();
    digits.get(..ID_DIGITS).unwrap_or(digits)
}

/// Which password somebody has now, as a number that only rises.
///
/// # Errors
/// What the disk says.
pub fn version(look: &impl Look, staff: StaffId) -> Result<u64, StoreError> {
    Ok(credential(look, staff)?.map_or(0, |row| row.version))
}

/// The sign-in of a token, while it lasts.
///
/// # Errors
/// What the disk says.
pub fn read(look: &impl Look, name: &str, now: Millis) -> Result<Option<SignIn>, StoreError> {
    let kept = look.note(name)?.and_then(parse);
    let Some(kept) = kept.filter(|kept| kept.until > now) else {
        return Ok(None);
    };
    let lasts = match kept.version {
        Some(then) => then == version(look, kept.staff)?,
        None => true,
    };
    Ok(lasts.then_some(kept))
}

/// A person's sign-ins that last, with their names, the newest first.
///
/// # Errors
/// What the disk says.
pub fn of(
    look: &impl Look,
    staff: StaffId,
    now: Millis,
) -> Result<Vec<(String, SignIn)>, StoreError> {
    let mut own = Vec::new();
    for (name, bytes) in look.notes(PREFIX)? {
        if parse(bytes).is_some_and(|kept| kept.staff == staff)
            && let Some(kept) = read(look, &name, now)?
        {
            own.push((name, kept));
        }
    }
    own.sort_by_key(|(_, kept)| std::cmp::Reverse(kept.began()));
    Ok(own)
}

/// Keeps a sign-in, and forgets those that ended; the person's oldest too, when there are too many.
///
/// # Errors
/// What the disk says.
pub fn keep(tx: &mut impl Tx, name: &str, new: &SignIn, now: Millis) -> Result<(), StoreError> {
    let mut own = Vec::new();
    for (name, bytes) in tx.notes(PREFIX)? {
        match parse(bytes).filter(|kept| kept.until > now) {
            None => tx.set_note(&name, None)?,
            Some(kept) if kept.staff == new.staff => own.push((kept.began(), name)),
            Some(_) => {}
        }
    }
    own.sort();
    let surplus = (own.len() + 1).saturating_sub(MAX_SIGN_INS);
    for (_, name) in own.into_iter().take(surplus) {
        tx.set_note(&name, None)?;
    }
    write(tx, name, new)
}

fn write(tx: &mut impl Tx, name: &str, kept: &SignIn) -> Result<(), StoreError> {
    let bytes = serde_json::to_vec(kept).map_err(|error| StoreError::Row(error.to_string()))?;
    tx.set_note(name, Some(&bytes))
}

/// Notes that a sign-in was used, if it still lasts.
///
/// # Errors
/// What the disk says.
pub fn used(tx: &mut impl Tx, name: &str, now: Millis) -> Result<(), StoreError> {
    match read(tx, name, now)? {
        Some(kept) => {
            let seen = Some(now);
            write(tx, name, &SignIn { seen, ..kept })
        }
        None => Ok(()),
    }
}

/// Ends a sign-in.
///
/// # Errors
/// What the disk says.
pub fn end(tx: &mut impl Tx, name: &str) -> Result<(), StoreError> {
    tx.set_note(name, None)
}

/// Ends the sign-ins of a person that are chosen by their names; tells how many.
///
/// # Errors
/// What the disk says.
pub fn end_chosen(
    tx: &mut impl Tx,
    staff: StaffId,
    chosen: impl Fn(&str) -> bool,
) -> Result<usize, StoreError> {
    let mut ended = 0;
    for (name, bytes) in tx.notes(PREFIX)? {
        if parse(bytes).is_none_or(|kept| kept.staff == staff) && chosen(&name) {
            tx.set_note(&name, None)?;
            ended += 1;
        }
    }
    Ok(ended)
}

/// Ends every sign-in of a person: the password changed.
///
/// # Errors
/// What the disk says.
pub fn end_all(tx: &mut impl Tx, staff: StaffId) -> Result<(), StoreError> {
    end_chosen(tx, staff, |_| true).map(|_| ())
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
            since: None,
            seen: None,
            device: None,
            passing: false,
            version: None,
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
            keep(tx, &name("ani"), &until(1, 50), now)?;
            assert!(
                tx.note(&name("ani"))?.is_some(),
                "the token itself is nowhere"
            );
            assert_eq!(read(tx, &name("ani"), now)?, Some(until(1, 50)));
            assert_eq!(read(tx, &name("budi"), now)?, None);
            assert_eq!(read(tx, &name("ani"), late)?, None);
            keep(tx, &name("budi"), &until(2, 500), late)?;
            assert_eq!(tx.notes(PREFIX)?.len(), 1, "what ended is forgotten");
            for n in 0..=MAX_SIGN_INS {
                let own = until(3, 500 + i64::try_from(n).unwrap_or(0));
                keep(tx, &name(&format!("citra {n}")), &own, late)?;
            }
            assert_eq!(
                read(tx, &name("citra 0"), late)?,
                None,
                "the oldest makes room"
            );
            assert_eq!(tx.notes(PREFIX)?.len(), 1 + MAX_SIGN_INS);
            end_all(tx, StaffId(3))?;
            assert_eq!(tx.notes(PREFIX)?.len(), 1);
            let old = br#"{"staff":4,"until":900}"#;
            tx.set_note(&name("dedi"), Some(old))?;
            used(tx, &name("dedi"), late)?;
            let dedi = read(tx, &name("dedi"), late)?.unwrap();
            assert_eq!(
                (dedi.seen, dedi.since),
                (Some(late), None),
                "an older program's"
            );
            assert!(!dedi.is_stale(late) && dedi.is_stale(Millis(late.0 + SEEN_MS)));
            let other = end_chosen(tx, StaffId(5), |_| true)?;
            let own = end_chosen(tx, StaffId(4), |other| id(other) == id(&name("dedi")))?;
            assert_eq!((other, own), (0, 1));
            used(tx, &name("dedi"), late)?;
            assert_eq!(
                read(tx, &name("dedi"), late)?,
                None,
                "what ended stays ended"
            );
            end(tx, &name("budi"))?;
            assert!(tx.notes(PREFIX)?.is_empty());
            Ok(())
        });
        done.unwrap();
    }
}
