//! What a shift began to print: read from the fact that opened it, so that a sale
//! repeats it only when the settings changed since. Decides nothing.

use nusa_facts::{BranchId, Fact, Letterhead, SealedDoc, ShiftId};
use nusa_store::{Error as StoreError, Look};

/// The letterhead in the fact that opened a shift; none in facts of earlier programs.
///
/// # Errors
/// What the disk says.
pub fn of_shift(
    look: &impl Look,
    branch: BranchId,
    shift: ShiftId,
) -> Result<Option<Letterhead>, StoreError> {
    let Some(bytes) = look.doc(branch, shift)? else {
        return Ok(None);
    };
    let doc = SealedDoc::read(bytes).map_err(|error| StoreError::Row(error.to_string()))?;
    Ok(match doc.doc.fact {
        Fact::ShiftOpened(opened) => opened.letterhead,
        _ => None,
    })
}
