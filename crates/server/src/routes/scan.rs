//! Documents of a writer from the newest back, picked by their kind: for what is
//! rare among sales and needs no table of its own. Looks at a bounded number of
//! documents at once and goes on from a cursor.

use nusa_facts::{BranchId, SealedDoc};
use nusa_store::{Error as StoreError, SqliteReader};

/// Documents read at once.
const STEP: usize = 500;

/// Documents that one question looks at: some tens of milliseconds of a disk's work.
const MOST: usize = 20_000;

/// What was found, and where to go on; nothing when the journal's beginning was reached.
pub(super) struct Found<T> {
    pub(super) items: Vec<T>,
    pub(super) next: Option<String>,
}

/// Looks through the documents of a writer for those of some kinds, newest first.
pub(super) fn scan<T>(
    look: &SqliteReader,
    branch: BranchId,
    before: Option<u64>,
    kinds: &[&str],
    rows: usize,
    mut pick: impl FnMut(u64, &SealedDoc) -> Option<T>,
) -> Result<Found<T>, StoreError> {
    let marks: Vec<String> = kinds
        .iter()
        .map(|kind| format!("\"kind\":\"{kind}\""))
        .collect();
    let (mut items, mut place, mut seen) = (Vec::new(), before, 0);
    loop {
        let step = look.latest(branch, place, STEP)?;
        if step.is_empty() {
            return Ok(Found { items, next: None });
        }
        for (order, bytes) in step {
            place = Some(order);
            seen += 1;
            if marks.iter().any(|mark| holds(&bytes, mark.as_bytes())) {
                let doc = SealedDoc::read_any(bytes)
                    .map_err(|error| StoreError::Row(error.to_string()))?;
                items.extend(pick(order, &doc));
            }
            if items.len() == rows {
                let next = Some(order.to_string());
                return Ok(Found { items, next });
            }
        }
        if seen >= MOST {
            let next = place.map(|order| order.to_string());
            return Ok(Found { items, next });
        }
    }
}

/// Whether the bytes hold the mark: a document says its kind near its beginning.
fn holds(bytes: &[u8], mark: &[u8]) -> bool {
    bytes.windows(mark.len()).any(|window| window == mark)
}
