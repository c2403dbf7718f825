//! Opening a node's database: the lock, the header, the engine's version, the
//! settings that make a commit durable, the schema, and the check of what is there.

use std::{
    fs, io,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    time::Duration,
};

use rusqlite::{Connection, OpenFlags, config::DbConfig};

use super::{DATABASE, SqliteStore, header, lock::Lock, migrate};
use crate::{ballast::Ballast, error::Error, kept::Kept, limits, tail::Tail, verify};

/// SQLite below it may corrupt a file in WAL mode.
const ENGINE: i32 = 3_051_003;

/// How much of a commit is on disk when it returns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Durability {
    /// All of it (R24). The only value for a shop.
    #[default]
    Full,
    /// Acknowledged sales are lost in a power cut. Exists so that the proof of R24 can be seen to fail.
    LosesSalesForProof,
}

/// How a store is opened.
#[derive(Clone, Debug)]
pub struct Options {
    /// How much of a commit is on disk when it returns.
    pub durability: Durability,
    /// Bytes to set aside against a full disk; 0 for none (R25).
    pub ballast_bytes: u64,
    /// A second file for documents that the centre does not have yet, ideally on a second disk (R26, R28).
    pub tail: Option<PathBuf>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            durability: Durability::Full,
            ballast_bytes: limits::BALLAST_BYTES,
            tail: None,
        }
    }
}

impl SqliteStore {
    /// Opens the database of a directory, or makes it.
    ///
    /// # Errors
    /// `Locked` when another process has the directory, `Foreign`, `Newer` and `Damaged` for a file that
    /// this program must not write to, `Full` and `Io` for what the disk says.
    pub fn open(directory: &Path, options: &Options) -> Result<Self, Error> {
        fs::create_dir_all(directory)?;
        let lock = Lock::take(directory)?;
        let path = directory.join(DATABASE);
        header::check(&path)?;
        let db = Connection::open_with_flags(&path, flags())?;
        hide(&path)?;
        check_engine()?;
        check_owner(&db)?;
        configure(&db, options.durability)?;
        migrate::migrate(&db, &path, migrate::STEPS)?;
        check(&db, &path)?;
        let mut ballast = Ballast::at(directory, options.ballast_bytes);
        ballast.fill()?;
        let mut tail = options.tail.as_deref().map(Tail::at);
        // A stick that is not there is a warning: a shop opens without it (R28).
        let tail_fault = tail.as_mut().and_then(|tail| tail.open().err());
        let tail_fault = tail_fault.map(|error| error.to_string());
        let directory = directory.to_owned();
        Ok(Self {
            db,
            kept: Kept::default(),
            directory,
            ballast,
            tail,
            tail_fault,
            _lock: lock,
        })
    }
}

/// Takes the database from everybody else's eyes: it holds trade and how people sign in. The log gets the
/// mode of its database when it is made; one that is left from before is hidden too.
fn hide(path: &Path) -> Result<(), Error> {
    for ending in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        let mode = match fs::metadata(&name) {
            Ok(file) => file.permissions().mode(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(error.into()),
        };
        if mode & 0o077 != 0 {
            fs::set_permissions(&name, fs::Permissions::from_mode(mode & 0o700))?;
        }
    }
    Ok(())
}

fn flags() -> OpenFlags {
    OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
}

fn check_engine() -> Result<(), Error> {
    let found = rusqlite::version_number();
    if ENGINE <= found {
        Ok(())
    } else {
        let words = format!("SQLite {} may corrupt files", rusqlite::version());
        Err(Error::Io(words))
    }
}

/// Whether the file is ours: it says so, or it has nothing in it yet.
fn check_owner(db: &Connection) -> Result<(), Error> {
    let owner: u32 = db.pragma_query_value(None, "application_id", |row| row.get(0))?;
    if owner == header::APPLICATION {
        return Ok(());
    }
    let tables: i64 = db.query_row("SELECT COUNT(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if owner == 0 && tables == 0 && migrate::version(db)? == 0 {
        Ok(())
    } else {
        Err(Error::Foreign("it belongs to another program".to_owned()))
    }
}

fn configure(db: &Connection, durability: Durability) -> Result<(), Error> {
    let synchronous = match durability {
        Durability::Full => "FULL",
        Durability::LosesSalesForProof => "NORMAL",
    };
    db.busy_timeout(Duration::from_millis(limits::BUSY_MS))?;
    let mode: String = db.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))?;
    if mode != "wal" {
        return Err(Error::Io(format!(
            "this disk cannot keep a write-ahead log ({mode})"
        )));
    }
    db.pragma_update(None, "synchronous", synchronous)?;
    db.pragma_update(None, "wal_autocheckpoint", limits::CHECKPOINT_PAGES)?;
    db.pragma_update(None, "cache_size", -i64::from(limits::WRITER_CACHE_KIB))?;
    db.pragma_update(None, "temp_store", "MEMORY")?;
    // What somebody wanted erased is overwritten where that costs no other write.
    let _: i64 = db.pragma_update_and_check(None, "secure_delete", "FAST", |row| row.get(0))?;
    db.pragma_update(None, "cell_size_check", true)?;
    db.pragma_update(None, "trusted_schema", false)?;
    plan_once(db)?;
    Ok(())
}

/// Each statement is parsed and planned once and kept. Without the second line SQLite would do both anew
/// whenever a key of its `WHERE` changes, which was a fifth of the processor time of a sale.
pub(super) fn plan_once(db: &Connection) -> rusqlite::Result<()> {
    db.set_prepared_statement_cache_capacity(limits::PREPARED);
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(())
}

/// What is checked at every start: the whole of a small file, of a large one the end of the journal (R26).
fn check(db: &Connection, path: &Path) -> Result<(), Error> {
    if fs::metadata(path)?.len() <= limits::QUICK_CHECK_MAX_BYTES {
        verify::quick_check(db)?;
    }
    verify::tails(db, limits::TAIL_ENVELOPES)
}
