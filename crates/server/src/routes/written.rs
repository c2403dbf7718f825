//! From the documents that answer a command to the view of its answer: the first
//! one, or all.

use nusa_contract::{Door, Problem, answer::Written};
use nusa_node::Answer;

/// The first document of an answer.
///
/// # Errors
/// `internal` for an answer without one, which the node never gives.
pub(super) fn first(answer: &Answer) -> Result<Written<'_>, Problem> {
    let first = answer
        .placed
        .first()
        .ok_or_else(|| Problem::new(Door::Internal, "the command wrote nothing"))?;
    Ok(Written {
        envelope: &first.envelope,
        doc: &first.doc,
    })
}

/// Every document of an answer.
pub(super) fn all(answer: &Answer) -> Vec<Written<'_>> {
    answer
        .placed
        .iter()
        .map(|placed| Written {
            envelope: &placed.envelope,
            doc: &placed.doc,
        })
        .collect()
}
