//! Notes that hold more than a few bytes are JSON. What cannot be read is a
//! damaged row, never silently nothing. Knows no name of any note.

use nusa_store::{Error as StoreError, Look, Tx};
use serde::{Serialize, de::DeserializeOwned};

/// Reads a note.
///
/// # Errors
/// `Row` when the note is not what this program wrote.
pub(crate) fn read<T: DeserializeOwned>(
    look: &impl Look,
    name: &str,
) -> Result<Option<T>, StoreError> {
    look.note(name)?
        .map(|bytes| parse(name, &bytes))
        .transpose()
}

/// Reads every note whose name begins so, with the rest of its name.
///
/// # Errors
/// `Row` when a note is not what this program wrote.
pub(crate) fn read_all<T: DeserializeOwned>(
    look: &impl Look,
    prefix: &str,
) -> Result<Vec<(String, T)>, StoreError> {
    let notes = look.notes(prefix)?.into_iter();
    notes
        .map(|(name, bytes)| Ok((name[prefix.len()..].to_owned(), parse(&name, &bytes)?)))
        .collect()
}

/// Writes a note.
pub(crate) fn write<T: Serialize>(
    tx: &mut impl Tx,
    name: &str,
    value: &T,
) -> Result<(), StoreError> {
    let bytes = serde_json::to_vec(value)
        .map_err(|error| StoreError::Row(format!("note {name}: {error}")))?;
    tx.set_note(name, Some(&bytes))
}

/// Erases a note.
pub(crate) fn erase(tx: &mut impl Tx, name: &str) -> Result<(), StoreError> {
    tx.set_note(name, None)
}

fn parse<T: DeserializeOwned>(name: &str, bytes: &[u8]) -> Result<T, StoreError> {
    serde_json::from_slice(bytes).map_err(|error| StoreError::Row(format!("note {name}: {error}")))
}
