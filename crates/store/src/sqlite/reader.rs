//! A connection that only reads: for lists, reports and whoever must not wait for
//! the writer. Each call sees one moment; several looks at one moment are a snapshot.

use std::{path::Path, time::Duration};

use rusqlite::{Connection, OpenFlags};

use super::{DATABASE, Seat, header, migrate, open};
use crate::{error::Error, limits};

/// Reads a node's database beside its writer.
pub struct SqliteReader {
    db: Connection,
}

impl std::fmt::Debug for SqliteReader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SqliteReader").finish_non_exhaustive()
    }
}

impl Seat for SqliteReader {
    fn db(&self) -> &Connection {
        &self.db
    }
}

impl SqliteReader {
    /// Opens the database of a directory for reading. It must have been made by a store.
    ///
    /// # Errors
    /// `Foreign`, `Newer` and `Damaged` as for a store; `Older` for one that no store of this
    /// program has opened yet, `Io` when there is none.
    pub fn open(directory: &Path) -> Result<Self, Error> {
        Self::open_file(&directory.join(DATABASE))
    }

    /// Opens a database by the path of its file, e.g. a backup.
    ///
    /// # Errors
    /// As for `open`.
    pub fn open_file(path: &Path) -> Result<Self, Error> {
        header::check(path)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = Connection::open_with_flags(path, flags)?;
        db.busy_timeout(Duration::from_millis(limits::BUSY_MS))?;
        let owner: u32 = db.pragma_query_value(None, "application_id", |row| row.get(0))?;
        if owner != header::APPLICATION {
            return Err(Error::Foreign("it belongs to another program".to_owned()));
        }
        let found = migrate::version(&db)?;
        let known = migrate::STEPS.last().map_or(0, |step| step.version);
        if known < found {
            return Err(Error::Newer { found, known });
        }
        if found < known {
            return Err(Error::Older { found, known });
        }
        db.pragma_update(None, "cache_size", -i64::from(limits::READER_CACHE_KIB))?;
        open::plan_once(&db)?;
        Ok(Self { db })
    }

    /// Looks several times at one moment of the database.
    ///
    /// # Errors
    /// What the work says, or what the disk says.
    pub fn snapshot<T, E: From<Error>>(
        &self,
        work: impl FnOnce(&Self) -> Result<T, E>,
    ) -> Result<T, E> {
        let moment = self.db.unchecked_transaction().map_err(Error::from)?;
        let seen = work(self)?;
        moment.finish().map_err(Error::from)?;
        Ok(seen)
    }
}
