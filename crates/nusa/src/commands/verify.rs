//! `nusa verify`: every seal and every document's hash, and all facts replayed
//! beside the live tables. Nothing is changed.

use std::path::Path;

use nusa_node::rebuild::Verdict;

use crate::{exit::Failure, home::Home, progress::Progress};

/// Verifies a node's directory and says what was found.
///
/// # Errors
/// `Refused` when anything differs; `Damaged` when the file cannot be read.
pub fn run(data: &Path) -> Result<(), Failure> {
    let verdict = verify(data)?;
    println!("{} facts, {} seals", verdict.docs, verdict.envelopes);
    if !verdict.aside.is_empty() {
        println!("{} facts are put aside", verdict.aside.len());
    }
    if verdict.differences.is_empty() {
        println!("every table is what its facts say");
        return Ok(());
    }
    Err(Failure::Refused(verdict.differences.join("\n")))
}

/// Verifies a node's directory.
///
/// # Errors
/// `Locked` while the node runs; whatever the disk says.
pub fn verify(data: &Path) -> Result<Verdict, Failure> {
    let mut node = Home::of_node(data)?.wake()?;
    let progress = Progress::begin("facts", 0);
    let verdict = node.verify(|done| progress.at(done));
    progress.end();
    Ok(verdict?)
}
