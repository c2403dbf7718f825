//! Whole copies of a database while it is in use (R27), and what a restore needs
//! of the store: a copy that was checked before it stands. Which chain a restored
//! node goes on with is not known here (R7).

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

use rusqlite::Connection;

use crate::{
    error::Error,
    sqlite::{self, DATABASE, Lock, Seat, SqliteReader},
    verify,
};

impl SqliteReader {
    /// Writes a whole and checked copy of this moment of the database into a new file.
    ///
    /// # Errors
    /// `Taken` when the file stands already, `Full` when there is no room; then no file is left.
    pub fn backup(&self, to: &Path) -> Result<(), Error> {
        must_be_free(to)?;
        copy(self.db(), to)?;
        check(to)
    }
}

/// Copies a database into a file; a half copy never has its name.
pub(crate) fn copy(db: &Connection, to: &Path) -> Result<(), Error> {
    let unfinished = to.with_extension("unfinished");
    remove(&unfinished)?;
    let copied = vacuum(db, &unfinished).and_then(|()| settle(&unfinished, to));
    if copied.is_err() {
        remove(&unfinished)?;
    }
    copied
}

fn vacuum(db: &Connection, to: &Path) -> Result<(), Error> {
    let name = to
        .to_str()
        .ok_or_else(|| Error::Io("a path that is no text".to_owned()))?;
    db.execute("VACUUM INTO ?", [name])?;
    Ok(())
}

/// Gives a finished file its name, on disk before anybody relies on it.
fn settle(from: &Path, to: &Path) -> Result<(), Error> {
    File::open(from)?.sync_all()?;
    fs::rename(from, to)?;
    match to.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => Ok(File::open(parent)?.sync_all()?),
        _ => Ok(()),
    }
}

fn remove(path: &Path) -> Result<(), Error> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

/// Whether a copy is whole: its pages, and the seals and documents of every chain.
///
/// # Errors
/// `Damaged` with what is wrong; what opening a reader says.
pub fn check(copy: &Path) -> Result<(), Error> {
    let reader = SqliteReader::open_file(copy)?;
    verify::quick_check(reader.db())?;
    match verify::chains(&reader)?.into_iter().next() {
        None => Ok(()),
        Some(flaw) => Err(Error::Damaged(flaw.to_string())),
    }
}

/// What becomes of a database that stands where a backup is restored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It stays, and nothing is restored.
    Kept,
    /// It is moved aside once the backup was checked (R26).
    SetAside,
}

/// A checked copy of a backup beside the place where it will stand, with the directory held.
#[derive(Debug)]
pub struct Restoring {
    directory: PathBuf,
    unfinished: PathBuf,
    _held: Lock,
}

impl Restoring {
    /// Checks a backup and copies it into a directory, under a name that nobody opens. One of an earlier
    /// program is brought up to date on the way; the backup stays as it is.
    ///
    /// # Errors
    /// `Taken` when the directory has a database that is to be kept, `Locked` while a process works on it;
    /// what `check` says of the backup.
    pub fn prepare(backup: &Path, directory: &Path, standing: Standing) -> Result<Self, Error> {
        let to = directory.join(DATABASE);
        if standing == Standing::Kept {
            must_be_free(&to)?;
        }
        match check(backup) {
            Ok(()) | Err(Error::Older { .. }) => {}
            Err(error) => return Err(error),
        }
        fs::create_dir_all(directory)?;
        let restoring = Self {
            directory: directory.to_owned(),
            unfinished: to.with_extension("unfinished"),
            _held: Lock::take(directory)?,
        };
        fs::copy(backup, &restoring.unfinished)?;
        sqlite::bring_up_to_date(&restoring.unfinished)?;
        check(&restoring.unfinished)?;
        Ok(restoring)
    }

    /// Moves what stands there aside and puts the copy in its place; tells where the old database is now.
    /// Before this the caller does away with the mark by which the old one was known, and after it opens
    /// the new one, which then goes on in a chain of its own (R7).
    ///
    /// # Errors
    /// What the disk says.
    pub fn finish(self) -> Result<Option<PathBuf>, Error> {
        let aside = set_aside(&self.directory)?;
        settle(&self.unfinished, &self.directory.join(DATABASE))?;
        Ok(aside)
    }
}

impl Drop for Restoring {
    fn drop(&mut self) {
        // What could not be finished is only a copy; the next one is written over it.
        let _ = remove(&self.unfinished);
    }
}

/// Moves what a directory has of a database aside and tells its new path. Nothing is deleted: what can still
/// be read of it is somebody's sales (R26). A log without its database goes too, or the engine would take it
/// for the log of the next one.
fn set_aside(directory: &Path) -> Result<Option<PathBuf>, Error> {
    let from = directory.join(DATABASE);
    let parts = ["", "-wal", "-shm"];
    let stands = |path: &Path| parts.iter().any(|part| with_ending(path, part).exists());
    if !stands(&from) {
        return Ok(None);
    }
    let named = |n| directory.join(format!("nusa.damaged-{n}.db"));
    let n = (1..=u32::MAX)
        .find(|&n| !stands(&named(n)))
        .unwrap_or(u32::MAX);
    let to = named(n);
    for part in parts {
        let old = with_ending(&from, part);
        if old.exists() {
            fs::rename(old, with_ending(&to, part))?;
        }
    }
    Ok(Some(to))
}

fn must_be_free(path: &Path) -> Result<(), Error> {
    if path.exists() {
        return Err(Error::Taken(path.display().to_string()));
    }
    Ok(())
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}
