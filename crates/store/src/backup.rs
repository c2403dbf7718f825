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
    sqlite::{self, DATABASE, Seat, SqliteReader},
    verify,
};

impl SqliteReader {
    /// Writes a whole and checked copy of this moment of the database into a new file.
    ///
    /// # Errors
    /// `Io` when the file stands already, `Full` when there is no room; then no file is left.
    pub fn backup(&self, to: &Path) -> Result<(), Error> {
        if to.exists() {
            return Err(Error::Io(format!("{} stands already", to.display())));
        }
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

/// Lays a checked backup into a directory that has no database; one of an earlier program is brought up to
/// date on the way, and the backup stays as it is. The caller then opens it and gives it a new incarnation
/// and a new chain (R7).
///
/// # Errors
/// `Io` when the directory has a database already; what `check` says of the backup.
pub fn restore(backup: &Path, directory: &Path) -> Result<(), Error> {
    let to = directory.join(DATABASE);
    if to.exists() {
        return Err(Error::Io(format!("{} stands already", to.display())));
    }
    match check(backup) {
        Ok(()) | Err(Error::Older { .. }) => {}
        Err(error) => return Err(error),
    }
    fs::create_dir_all(directory)?;
    let unfinished = to.with_extension("unfinished");
    fs::copy(backup, &unfinished)?;
    let checked = sqlite::bring_up_to_date(&unfinished).and_then(|()| check(&unfinished));
    if let Err(error) = checked {
        remove(&unfinished)?;
        return Err(error);
    }
    settle(&unfinished, &to)
}

/// Moves the database of a directory aside, with its log, and tells its new path. Nothing is
/// deleted: what can still be read of it is somebody's sales (R26).
///
/// # Errors
/// `Io` when there is no database or it cannot be renamed.
pub fn set_aside(directory: &Path) -> Result<PathBuf, Error> {
    let from = directory.join(DATABASE);
    let free = |n: &u32| !directory.join(format!("nusa.damaged-{n}.db")).exists();
    let n = (1..=u32::MAX).find(free).unwrap_or(u32::MAX);
    let to = directory.join(format!("nusa.damaged-{n}.db"));
    fs::rename(&from, &to)?;
    for log in ["-wal", "-shm"] {
        let old = with_ending(&from, log);
        if old.exists() {
            fs::rename(old, with_ending(&to, log))?;
        }
    }
    Ok(to)
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}
