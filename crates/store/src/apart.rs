//! Databases of a node's directory that stand apart from the journal: opened, or
//! begun anew when they cannot be read. Knows no table of theirs.

use std::{fs, io::ErrorKind, os::unix::fs::OpenOptionsExt, path::Path, time::Duration};

use rusqlite::Connection;

use crate::{error::Error, limits};

/// What such a database is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Apart {
    /// The tables, each made where it is missing.
    pub(crate) schema: &'static str,
    /// The version of the tables.
    pub(crate) version: u32,
    /// What makes tables of version 1, 2, … those of the next one; what a schema adds by itself needs none.
    pub(crate) climbs: &'static [&'static str],
    /// How much of a commit is on disk when it returns: `FULL` or `NORMAL`.
    pub(crate) synchronous: &'static str,
}

impl Apart {
    /// Opens the file, or makes it for its owner alone. A file that cannot be read is begun anew.
    ///
    /// # Errors
    /// `Io` or `Full` when no file can be made.
    pub(crate) fn open(self, path: &Path) -> Result<Connection, Error> {
        match self.begin(path) {
            Ok(db) => Ok(db),
            Err(error @ (Error::Io(_) | Error::Full)) => Err(error),
            Err(_) => {
                for ending in ["", "-wal", "-shm"] {
                    let mut name = path.as_os_str().to_owned();
                    name.push(ending);
                    match fs::remove_file(&name) {
                        Err(error) if error.kind() != ErrorKind::NotFound => {
                            return Err(error.into());
                        }
                        _ => {}
                    }
                }
                self.begin(path)
            }
        }
    }

    fn begin(self, path: &Path) -> Result<Connection, Error> {
        // SQLite gives the log the mode of its database.
        let mut options = fs::OpenOptions::new();
        options.create(true).append(true).mode(0o600).open(path)?;
        let db = Connection::open(path)?;
        db.busy_timeout(Duration::from_millis(limits::BUSY_MS))?;
        let _: String =
            db.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))?;
        db.pragma_update(None, "synchronous", self.synchronous)?;
        // What is erased here is erased because somebody wants it gone.
        db.pragma_update(None, "secure_delete", true)?;
        let found: u32 = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
        if found > self.version {
            return Err(Error::Newer {
                found,
                known: self.version,
            });
        }
        self.climb(&db, found)?;
        db.execute_batch(self.schema)?;
        db.pragma_update(None, "user_version", self.version)?;
        Ok(db)
    }

    /// Makes tables of a former version those of this one, each step wholly or not at all.
    fn climb(self, db: &Connection, found: u32) -> Result<(), Error> {
        for version in found.max(1)..self.version {
            let index = usize::try_from(version - 1).unwrap_or(usize::MAX);
            let step = self.climbs.get(index).copied().unwrap_or_default();
            if found > 0 {
                let next = version + 1;
                db.execute_batch(&format!(
                    "BEGIN IMMEDIATE; {step} PRAGMA user_version = {next}; COMMIT;"
                ))?;
            }
        }
        Ok(())
    }
}
