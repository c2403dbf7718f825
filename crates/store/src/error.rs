//! What the disk says when it says no. Each kind has its own exit code and its
//! own words for people; none carries SQL to the outside.

use rusqlite::{Error as Sqlite, ErrorCode};

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
    /// The file was made by an earlier program, and whoever only reads brings nothing up to date (R23).
    #[error("the database is of the older version {found}; this program writes {known}")]
    Older {
        /// The file's version.
        found: u32,
        /// The version that this program reads.
        known: u32,
    },
    /// A file stands where a new one was to be written; it is left as it is.
    #[error("{0} stands already")]
    Taken(String),
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

impl From<Sqlite> for Error {
    fn from(error: Sqlite) -> Self {
        match error {
            Sqlite::SqliteFailure(code, _) => of_code(code),
            Sqlite::SqlInputError { error, .. } => of_code(error),
            other => Self::Row(other.to_string()),
        }
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Self::Full,
            _ => Self::Io(error.to_string()),
        }
    }
}

/// The engine's own sentence for a code names no table and no statement.
fn of_code(code: rusqlite::ffi::Error) -> Error {
    let words = code.to_string();
    match code.code {
        ErrorCode::DiskFull => Error::Full,
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Error::Locked,
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => Error::Damaged(words),
        ErrorCode::SystemIoFailure
        | ErrorCode::CannotOpen
        | ErrorCode::PermissionDenied
        | ErrorCode::ReadOnly
        | ErrorCode::OutOfMemory => Error::Io(words),
        _ => Error::Row(words),
    }
}

#[cfg(test)]
mod tests {
    use rusqlite::ffi;

    use super::Error;

    #[test]
    fn every_code_of_the_engine_has_a_kind_and_shows_no_sql() {
        let cases = [
            (ffi::SQLITE_FULL, "the disk is full"),
            (ffi::SQLITE_BUSY, "the directory is in use"),
            (ffi::SQLITE_CORRUPT, "the database is damaged"),
            (ffi::SQLITE_NOTADB, "the database is damaged"),
            (ffi::SQLITE_IOERR_WRITE, "the disk failed"),
            (ffi::SQLITE_CANTOPEN, "the disk failed"),
            (ffi::SQLITE_READONLY, "the disk failed"),
            (ffi::SQLITE_CONSTRAINT_PRIMARYKEY, "a stored row"),
        ];
        for (code, begins) in cases {
            let message = Some("SELECT secret FROM till".to_owned());
            let told = rusqlite::Error::SqliteFailure(ffi::Error::new(code), message);
            let words = Error::from(told).to_string();
            assert!(words.starts_with(begins), "{code}: {words}");
            assert!(!words.contains("SELECT"), "{words}");
        }
    }
}
