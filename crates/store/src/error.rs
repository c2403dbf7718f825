//! What the disk says when it says no. Each kind has its own exit code and its
//! own words for people; none carries SQL to the outside.

/// Why the store could not do what it was told.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No room left: nothing was written (R25).
    #[error("the disk is full")]
    Full,
    /// Another process holds the directory.
    #[error("the directory is in use by another process")]
    Locked,
    /// The file is damaged (R26).
    #[error("the database is damaged: {0}")]
    Damaged(String),
    /// The file was made by a newer program (R22).
    #[error("the database is of version {found}; this program knows up to {known}")]
    Newer {
        /// The file's version.
        found: u32,
        /// The newest that this program reads.
        known: u32,
    },
    /// The file is no database of Nusa.
    #[error("this is not a Nusa database: {0}")]
    Foreign(String),
    /// Reading or writing failed; nothing of the transaction was kept.
    #[error("the disk failed: {0}")]
    Io(String),
    /// A row breaks the shape that this program wrote: a fault of the program or of the file.
    #[error("a stored row cannot be read: {0}")]
    Row(String),
}
