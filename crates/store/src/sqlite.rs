//! The keeper of journals on SQLite: one writer, one durable transaction at a
//! time. Only master rows are remembered between two looks, until one is written
//! or anything is undone. Knows no thread and no runtime.

mod header;
mod lock;
mod migrate;
mod open;
mod reader;

use std::path::{Path, PathBuf};

use nusa_facts::{
    BranchId, ChainId, Envelope, Hash, Millis, SealedDoc,
    master::{Entity, EntityKey, EntityKind, Scope},
};
use nusa_rules::Delta;
use rusqlite::Connection;

pub(crate) use self::{lock::Lock, migrate::bring_up_to_date};
pub use self::{
    open::{Durability, Options},
    reader::SqliteReader,
};
use crate::{
    ballast::{Ballast, Room},
    digest,
    error::Error,
    journal,
    kept::Kept,
    ledger::{Appended, Store, Tx},
    master, note, received, slice, sql,
    tail::Tail,
};

/// Whoever holds a connection and may look through it.
pub trait Seat {
    /// The connection.
    fn db(&self) -> &Connection;

    /// What it remembers; none for whoever does not see every write.
    fn kept(&self) -> Option<&Kept> {
        None
    }
}

/// What a transaction appended.
type Fresh = Vec<(Envelope, Vec<u8>)>;

/// The name of the database in a node's directory.
pub const DATABASE: &str = "nusa.db";

/// The version of the database engine, as people write it.
pub fn engine() -> &'static str {
    rusqlite::version()
}

/// A node's database, opened for writing.
pub struct SqliteStore {
    db: Connection,
    kept: Kept,
    directory: PathBuf,
    ballast: Ballast,
    tail: Option<Tail>,
    tail_fault: Option<String>,
    /// Held as long as the store lives; the last field, so that it is let go after the database.
    _lock: Lock,
}

impl std::fmt::Debug for SqliteStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SqliteStore")
            .field("directory", &self.directory)
            .finish_non_exhaustive()
    }
}

impl SqliteStore {
    /// The directory of this store.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// How much room the disk has and whether the ballast is still there (R25).
    ///
    /// # Errors
    /// `Io` when the file system does not answer.
    pub fn room(&self) -> Result<Room, Error> {
        self.ballast.room()
    }

    /// Gives the ballast up, so that a full disk still takes the close of a shift (R25).
    ///
    /// # Errors
    /// `Io` when the file cannot be removed.
    pub fn free_ballast(&mut self) -> Result<(), Error> {
        self.ballast.free()
    }

    /// Sets the ballast aside again when there is room; whether it is there now.
    ///
    /// # Errors
    /// `Io` when the file cannot be made for another reason than want of room.
    pub fn refill_ballast(&mut self) -> Result<bool, Error> {
        self.ballast.fill()
    }

    /// Lets the second tail file hold exactly what follows these places of the branch's chains: what the
    /// centre has is forgotten, and what the file lacks is written there, such as facts from before there was
    /// one (R26).
    ///
    /// # Errors
    /// `Io` or `Full` when the file cannot be written anew; the old one then stands.
    pub fn level_tail(
        &mut self,
        branch: BranchId,
        acknowledged: Vec<(ChainId, u64)>,
    ) -> Result<(), Error> {
        let Some(tail) = &mut self.tail else {
            return Ok(());
        };
        if tail.is_level(&acknowledged) {
            return Ok(());
        }
        let mut unsent = Vec::new();
        for (chain, after) in &acknowledged {
            unsent.extend(journal::after(&self.db, branch, *chain, *after)?);
        }
        tail.rewrite(acknowledged, unsent)
    }

    /// Why the second tail file was not written last time; none when it was, or when there is none.
    pub fn tail_fault(&self) -> Option<&str> {
        self.tail_fault.as_deref()
    }

    /// Lets the database grow to so many pages of 4 KiB and no more, as on a disk that ends there;
    /// none for no limit. For proofs of R25.
    ///
    /// # Errors
    /// `Io` when the database does not answer.
    pub fn limit_pages(&mut self, pages: Option<u32>) -> Result<(), Error> {
        let pages = pages.unwrap_or(u32::MAX - 1);
        Ok(self
            .db
            .pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()))?)
    }

    fn keep_tail(&mut self, fresh: &[(Envelope, Vec<u8>)]) {
        // The sale is on disk already: a second copy that fails is a warning, not a refusal.
        if let Some(tail) = &mut self.tail {
            self.tail_fault = tail.append(fresh).err().map(|error| error.to_string());
        }
    }
}

impl Seat for SqliteStore {
    fn db(&self) -> &Connection {
        &self.db
    }
}

impl Store for SqliteStore {
    type Tx<'a> = SqliteTx<'a>;

    fn transact<T, E: From<Error>>(
        &mut self,
        work: impl FnOnce(&mut SqliteTx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        sql::run(&self.db, "BEGIN IMMEDIATE", &[])?;
        let fresh = self.tail.as_ref().map(|_| Vec::new());
        let mut tx = SqliteTx {
            db: &self.db,
            kept: &self.kept,
            fresh,
            full: false,
            ended: false,
        };
        let done = work(&mut tx)?;
        let fresh = tx.commit()?;
        if let Some(fresh) = fresh {
            self.keep_tail(&fresh);
        }
        Ok(done)
    }
}

/// One transaction. Dropped without a commit, it is undone.
pub struct SqliteTx<'a> {
    db: &'a Connection,
    kept: &'a Kept,
    /// What was appended, when a second tail file wants it.
    fresh: Option<Fresh>,
    full: bool,
    ended: bool,
}

impl std::fmt::Debug for SqliteTx<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SqliteTx")
            .field("full", &self.full)
            .finish_non_exhaustive()
    }
}

impl Drop for SqliteTx<'_> {
    fn drop(&mut self) {
        if !self.ended {
            self.kept.forget();
        }
        if !self.ended && !self.db.is_autocommit() {
            // Nothing was promised of this transaction; a rollback that fails is done by the next opening.
            let _ = self.db.execute_batch("ROLLBACK");
        }
    }
}

impl SqliteTx<'_> {
    /// A disk that fails may undo the whole transaction at once; what came after it would then be
    /// written outside of any. So every write asks first.
    fn alive(&self) -> Result<(), Error> {
        match (self.db.is_autocommit(), self.full) {
            (false, _) => Ok(()),
            (true, true) => Err(Error::Full),
            (true, false) => Err(Error::Io("the disk undid the transaction".to_owned())),
        }
    }

    fn write<T>(&mut self, work: impl FnOnce(&Connection) -> Result<T, Error>) -> Result<T, Error> {
        self.alive()?;
        let written = work(self.db);
        self.full |= matches!(written, Err(Error::Full));
        written
    }

    /// Writes master rows.
    fn write_master<T>(
        &mut self,
        work: impl FnOnce(&Connection) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.kept.forget();
        self.write(work)
    }

    fn commit(mut self) -> Result<Option<Fresh>, Error> {
        self.write(|db| sql::run(db, "COMMIT", &[]))?;
        self.ended = true;
        Ok(self.fresh.take())
    }
}

impl Seat for SqliteTx<'_> {
    fn db(&self) -> &Connection {
        self.db
    }

    fn kept(&self) -> Option<&Kept> {
        Some(self.kept)
    }
}

impl Tx for SqliteTx<'_> {
    fn savepoint<T, E: From<Error>>(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, E> {
        self.write(|db| sql::run(db, "SAVEPOINT part", &[]))?;
        let kept = self.fresh.as_ref().map_or(0, Vec::len);
        let done = work(self);
        if done.is_ok() {
            self.write(|db| sql::run(db, "RELEASE part", &[]))?;
            return done;
        }
        self.kept.forget();
        if let Some(fresh) = &mut self.fresh {
            fresh.truncate(kept);
        }
        if !self.db.is_autocommit() {
            self.write(|db| sql::run(db, "ROLLBACK TO part", &[]))?;
            self.write(|db| sql::run(db, "RELEASE part", &[]))?;
        }
        done
    }

    fn written(&self) -> u64 {
        self.db.total_changes()
    }

    fn open_chain(&mut self, branch: BranchId, chain: ChainId, epoch: u32) -> Result<(), Error> {
        self.write(|db| journal::open_chain(db, branch, chain, epoch))
    }

    fn close_chain(&mut self, branch: BranchId, chain: ChainId) -> Result<(), Error> {
        self.write(|db| journal::close_chain(db, branch, chain))
    }

    fn append(&mut self, envelope: &Envelope, doc: &SealedDoc) -> Result<Appended, Error> {
        let appended = self.write(|db| journal::append(db, envelope, doc))?;
        if let Some(fresh) = &mut self.fresh {
            fresh.push((*envelope, doc.bytes.clone()));
        }
        Ok(appended)
    }

    fn rehome(
        &mut self,
        branch: BranchId,
        from: ChainId,
        after: u64,
        into: &[Envelope],
    ) -> Result<(), Error> {
        self.write(|db| journal::rehome(db, branch, from, after, into))
    }

    fn apply(&mut self, branch: BranchId, deltas: &[Delta]) -> Result<(), Error> {
        self.write(|db| slice::apply(db, branch, deltas))
    }

    fn clear_projections(&mut self) -> Result<(), Error> {
        self.write(digest::clear)
    }

    fn digests(&self) -> Result<Vec<(String, Hash)>, Error> {
        digest::digests(self.db, None)
    }

    fn next_change(&mut self, scope: Scope) -> Result<u64, Error> {
        self.write(|db| master::next_change(db, scope))
    }

    fn next_number(&mut self, kind: EntityKind) -> Result<u32, Error> {
        self.write(|db| master::next_number(db, kind))
    }

    fn put(
        &mut self,
        scope: Scope,
        change: u64,
        key: &EntityKey,
        now: Option<&Entity>,
    ) -> Result<(), Error> {
        self.write_master(|db| master::put(db, scope, change, key, now))
    }

    fn drop_stream(&mut self, scope: Scope) -> Result<(), Error> {
        self.write_master(|db| master::drop_stream(db, scope))
    }

    fn compact(&mut self, scope: Scope, upto: u64) -> Result<(), Error> {
        self.write_master(|db| master::compact(db, scope, upto))
    }

    fn took_in(&mut self, branch: BranchId, at: Millis) -> Result<(), Error> {
        self.write(|db| received::took_in(db, branch, at))
    }

    fn forget_received(&mut self, before: Millis) -> Result<(), Error> {
        self.write(|db| received::forget(db, before))
    }

    fn set_note(&mut self, name: &str, value: Option<&[u8]>) -> Result<(), Error> {
        self.write(|db| note::set_note(db, name, value))
    }
}

#[cfg(test)]
mod tests;
