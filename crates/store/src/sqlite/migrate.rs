//! From any former schema to the newest, in one transaction, after a copy of the
//! database was laid beside it (R23). A step that fails leaves the old file as it was.

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::{backup, error::Error, verify};

/// One version of the schema: what leads to it from the one before.
pub(super) struct Step {
    pub(super) version: u32,
    pub(super) sql: &'static str,
}

/// Every version, in order. A released file is never edited; a change is a new file.
pub(super) const STEPS: &[Step] = &[
    Step {
        version: 1,
        sql: include_str!("../../schema/0001.sql"),
    },
    Step {
        version: 2,
        sql: include_str!("../../schema/0002.sql"),
    },
    Step {
        version: 3,
        sql: include_str!("../../schema/0003.sql"),
    },
    Step {
        version: 4,
        sql: include_str!("../../schema/0004.sql"),
    },
    Step {
        version: 5,
        sql: include_str!("../../schema/0005.sql"),
    },
    Step {
        version: 6,
        sql: include_str!("../../schema/0006.sql"),
    },
    Step {
        version: 7,
        sql: include_str!("../../schema/0007.sql"),
    },
    Step {
        version: 8,
        sql: include_str!("../../schema/0008.sql"),
    },
    Step {
        version: 9,
        sql: include_str!("../../schema/0009.sql"),
    },
    Step {
        version: 10,
        sql: include_str!("../../schema/0010.sql"),
    },
];

/// The version of the file; 0 for a new one.
pub(super) fn version(db: &Connection) -> Result<u32, Error> {
    Ok(db.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// Brings the file to the last of the steps.
///
/// # Errors
/// `Newer` when the file is ahead of the steps; what the disk says otherwise, the file unchanged.
pub(super) fn migrate(db: &Connection, path: &Path, steps: &[Step]) -> Result<(), Error> {
    let found = version(db)?;
    let known = steps.last().map_or(0, |step| step.version);
    if found > known {
        return Err(Error::Newer { found, known });
    }
    if found == known {
        return Ok(());
    }
    if found > 0 {
        backup::copy(db, &copy_of(path, found))?;
    }
    climb(db, found, steps)
}

/// Brings a copy that nobody uses to the newest version; the original is its own former version.
///
/// # Errors
/// As for the steps of a database in use.
pub(crate) fn bring_up_to_date(copy: &Path) -> Result<(), Error> {
    let db = Connection::open(copy)?;
    let found = version(&db)?;
    let known = STEPS.last().map_or(0, |step| step.version);
    if found >= known {
        return Ok(());
    }
    verify::quick_check(&db)?;
    climb(&db, found, STEPS)
}

/// Where the copy of a former version lies; it stays, so that an older program can be put back.
fn copy_of(path: &Path, version: u32) -> PathBuf {
    path.with_extension(format!("before-{version}.db"))
}

/// All steps above a version, or none of them.
fn climb(db: &Connection, found: u32, steps: &[Step]) -> Result<(), Error> {
    db.execute_batch("BEGIN IMMEDIATE")?;
    let climbed = take_steps(db, found, steps);
    if climbed.is_err() && !db.is_autocommit() {
        db.execute_batch("ROLLBACK")?;
    }
    climbed
}

fn take_steps(db: &Connection, found: u32, steps: &[Step]) -> Result<(), Error> {
    for step in steps.iter().filter(|step| step.version > found) {
        db.execute_batch(step.sql)?;
        db.pragma_update(None, "user_version", step.version)?;
    }
    db.pragma_update(None, "application_id", super::header::APPLICATION)?;
    Ok(db.execute_batch("COMMIT")?)
}

#[cfg(test)]
mod tests;
