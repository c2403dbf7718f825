//! `nusa rebuild`: the projections are thrown away and every fact is replayed, in
//! one transaction (I6).

use std::path::Path;

use crate::{exit::Failure, home::Home, progress::Progress};

/// Rebuilds a node's tables.
///
/// # Errors
/// Whatever the disk says; then nothing was changed.
pub fn run(data: &Path) -> Result<(), Failure> {
    let mut node = Home::of_node(data)?.wake()?;
    let progress = Progress::begin("facts", 0);
    let replayed = node.rebuild(|done| progress.at(done));
    progress.end();
    println!("{} facts replayed", replayed?);
    Ok(())
}
