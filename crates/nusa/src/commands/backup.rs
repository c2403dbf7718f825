//! `nusa backup`: a whole, checked copy of a node's database at one moment, also
//! while the node runs (R27). The device's key never gets in.

use std::path::Path;

use crate::{exit::Failure, home::Home};

/// Writes a backup.
///
/// # Errors
/// `Refused` when the file stands already or the disk is full, `Usage` for a directory that was never set up;
/// then no file is left.
pub fn run(data: &Path, file: &Path) -> Result<(), Failure> {
    let home = Home::of_node(data)?;
    let reader = home.read()?;
    home.identity(&reader)?;
    reader.backup(file)?;
    println!(
        "backed up to {}; the device key is not in it: keep device.key apart",
        file.display()
    );
    Ok(())
}
