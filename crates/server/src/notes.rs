//! Notes of the door itself that hold more than a few bytes, as JSON: printers,
//! favourites. What cannot be read is a damaged row, never silently nothing.

use nusa_store::{Error as StoreError, Look, Tx};
use serde::{Serialize, de::DeserializeOwned};

/// Reads a note.
///
/// # Errors
/// `Row` when the note is not what this program wrote.
pub fn read<T: DeserializeOwned>(look: &impl Look, name: &str) -> Result<Option<T>, StoreError> {
    look.note(name)?
        .map(|bytes| parse(name, &bytes))
        .transpose()
}

/// Writes a note.
///
/// # Errors
/// What the disk says.
pub fn write<T: Serialize>(tx: &mut impl Tx, name: &str, value: &T) -> Result<(), StoreError> {
    let bytes = serde_json::to_vec(value)
        .map_err(|error| StoreError::Row(format!("note {name}: {error}")))?;
    tx.set_note(name, Some(&bytes))
}

/// Erases a note.
///
/// # Errors
/// What the disk says.
pub fn erase(tx: &mut impl Tx, name: &str) -> Result<(), StoreError> {
    tx.set_note(name, None)
}

fn parse<T: DeserializeOwned>(name: &str, bytes: &[u8]) -> Result<T, StoreError> {
    serde_json::from_slice(bytes).map_err(|error| StoreError::Row(format!("note {name}: {error}")))
}
