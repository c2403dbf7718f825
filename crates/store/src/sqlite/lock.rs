//! The lock of a node's directory: one process at a time. The system lets it go
//! when the process ends, however it ends, so that no stale file locks anybody out.

use std::{
    fs::{File, OpenOptions, TryLockError},
    path::Path,
};

use crate::error::Error;

/// The name of the locked file in the directory.
const NAME: &str = "nusa.lock";

/// The directory is this process's as long as this lives.
#[derive(Debug)]
pub(crate) struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the directory; `Locked` when another process (or another store) has it.
    pub(crate) fn take(directory: &Path) -> Result<Self, Error> {
        let mut options = OpenOptions::new();
        let file = options
            .create(true)
            .truncate(false)
            .write(true)
            .open(directory.join(NAME))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(Error::Locked),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }
}
