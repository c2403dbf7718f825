//! A node's directory: its database, its key, and the mark outside the database
//! by which a copy is noticed (R7). Opens and wakes; serves nothing.

use std::{
    fs,
    path::{Path, PathBuf},
};

use nusa_facts::hex;
use nusa_node::{Identity, Node, Senses, boot::Awake};
use nusa_store::{
    Error as StoreError, Look, Options, SqliteReader, SqliteStore, Store, sqlite::DATABASE,
};
use nusa_sync::sign::DeviceKey;

use crate::{chance, exit::Failure, kept_file, senses::MachineSenses};

/// The private key of the device, 64 hex digits; readable by its owner alone, never in a backup.
const KEY: &str = "device.key";

/// The mark that must equal the one inside the database, 32 hex digits.
const MARK: &str = "incarnation";

/// The directory of one node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    directory: PathBuf,
}

impl Home {
    /// A directory that may hold a node or become one.
    pub fn at(directory: &Path) -> Self {
        Self {
            directory: directory.to_owned(),
        }
    }

    /// A directory that holds a node.
    ///
    /// # Errors
    /// `Usage` when there is none.
    pub fn of_node(directory: &Path) -> Result<Self, Failure> {
        let home = Self::at(directory);
        if home.holds_node() {
            return Ok(home);
        }
        Err(Failure::Usage(format!(
            "there is no node in {}",
            directory.display()
        )))
    }

    /// The path.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// The path of the database.
    pub fn database(&self) -> PathBuf {
        self.directory.join(DATABASE)
    }

    /// Whether there is a database, set up or not.
    pub fn holds_node(&self) -> bool {
        self.database().exists()
    }

    /// Whether the database belongs to a centre or a branch already; false also where there is none.
    ///
    /// # Errors
    /// Whatever the database says.
    pub fn is_set_up(&self) -> Result<bool, Failure> {
        if !self.holds_node() {
            return Ok(false);
        }
        Ok(Identity::read(&self.read()?)?.is_some())
    }

    /// Opens the database for writing and locks the directory.
    ///
    /// # Errors
    /// `Locked`, `Damaged` and `Refused` with words for people.
    pub fn open(&self, options: &Options) -> Result<SqliteStore, Failure> {
        SqliteStore::open(&self.directory, options).map_err(|error| self.about(error.into()))
    }

    /// Opens the database and lets it go again, to see whether somebody else has it.
    ///
    /// # Errors
    /// As for `open`; nothing where there is no node.
    pub fn lock(&self) -> Result<(), Failure> {
        if !self.holds_node() {
            return Ok(());
        }
        self.open(&Options {
            ballast_bytes: 0,
            ..Options::default()
        })
        .map(drop)
    }

    /// Opens the database for reading, beside whoever writes it. One of an earlier program is brought up to
    /// date first, after a copy.
    ///
    /// # Errors
    /// `Damaged` and `Refused` with words for people; `Locked` while an earlier program serves it.
    pub fn read(&self) -> Result<SqliteReader, Failure> {
        if let Err(StoreError::Older { .. }) = SqliteReader::open(&self.directory) {
            self.lock()?;
        }
        self.look()
    }

    /// Opens the database for reading as it lies there.
    ///
    /// # Errors
    /// `Damaged` and `Refused` with words for people, `Refused` also for one of an earlier program.
    pub fn look(&self) -> Result<SqliteReader, Failure> {
        SqliteReader::open(&self.directory).map_err(|error| self.about(error.into()))
    }

    /// Who this directory belongs to.
    ///
    /// # Errors
    /// `Usage` when it was never set up; whatever the database says.
    pub fn identity(&self, look: &impl Look) -> Result<Identity, Failure> {
        let never = || {
            Failure::Usage(format!(
                "{} was never set up as a node",
                self.directory.display()
            ))
        };
        Identity::read(look)?.ok_or_else(never)
    }

    /// Opens the database and wakes the node, with its key. The mark is on disk before this returns.
    ///
    /// # Errors
    /// As for `open`; `Usage` when the directory was never set up.
    pub fn wake(&self) -> Result<Node<SqliteStore>, Failure> {
        self.wake_store(self.open(&Options::default())?)
    }

    /// Wakes the node of a database that was opened here.
    ///
    /// # Errors
    /// `Usage` when the directory was never set up; whatever the disk says.
    pub fn wake_store(&self, store: SqliteStore) -> Result<Node<SqliteStore>, Failure> {
        self.wake_with(store, Box::new(MachineSenses::new()))
    }

    /// The same with other clocks than the machine's.
    ///
    /// # Errors
    /// As for `wake_store`.
    pub fn wake_with(
        &self,
        store: SqliteStore,
        senses: Box<dyn Senses>,
    ) -> Result<Node<SqliteStore>, Failure> {
        self.identity(&store)?;
        let Awake {
            mut node,
            mark,
            was_copied,
        } = Node::wake(store, senses, self.mark()?)?;
        self.keep_mark(mark)?;
        if let Some(key) = self.key()? {
            node.hold_key(key);
        }
        if was_copied {
            tracing::warn!(directory = %self.directory.display(), "this database is a copy; the node goes on in a chain of its own");
        }
        Ok(node)
    }

    /// Founds a centre in a new directory.
    ///
    /// # Errors
    /// `Refused` when the directory belongs to a node already; whatever the disk says.
    pub fn found_centre(&self, store: &mut SqliteStore) -> Result<(), Failure> {
        nusa_node::boot::found_centre(store, &mut MachineSenses::new())?;
        let mark = store.transact(|tx| nusa_node::identity::incarnation(tx))?;
        mark.map_or(Ok(()), |mark| self.keep_mark(mark))
    }

    /// The device's key, where this device has one.
    ///
    /// # Errors
    /// `Damaged` for a file that holds no key.
    pub fn key(&self) -> Result<Option<DeviceKey>, Failure> {
        Ok(self.hex_file(KEY)?.map(DeviceKey::from_dice))
    }

    /// The device's key, drawn now where there is none yet.
    ///
    /// # Errors
    /// What the disk says.
    pub fn make_key(&self) -> Result<DeviceKey, Failure> {
        if let Some(key) = self.key()? {
            return Ok(key);
        }
        let dice = chance::bytes();
        self.keep_key(dice)?;
        Ok(DeviceKey::from_dice(dice))
    }

    /// Keeps a device's key.
    ///
    /// # Errors
    /// What the disk says.
    pub fn keep_key(&self, dice: [u8; 32]) -> Result<(), Failure> {
        self.write(KEY, &dice)
    }

    fn mark(&self) -> Result<Option<[u8; 16]>, Failure> {
        // A mark that cannot be read is as good as none: the node goes on in a new chain.
        Ok(self.hex_file(MARK).unwrap_or_default())
    }

    fn keep_mark(&self, mark: [u8; 16]) -> Result<(), Failure> {
        if self.mark()? == Some(mark) {
            return Ok(());
        }
        self.write(MARK, &mark)
    }

    /// Does away with the mark, so that whatever database is opened here next counts as a copy (R7).
    ///
    /// # Errors
    /// What the disk says.
    pub fn forget_mark(&self) -> Result<(), Failure> {
        Ok(kept_file::remove(&self.directory.join(MARK))?)
    }

    fn write(&self, name: &str, bytes: &[u8]) -> Result<(), Failure> {
        fs::create_dir_all(&self.directory)?;
        let text = format!("{}\n", hex::encode(bytes));
        Ok(kept_file::write(
            &self.directory.join(name),
            text.as_bytes(),
        )?)
    }

    fn hex_file<const N: usize>(&self, name: &str) -> Result<Option<[u8; N]>, Failure> {
        let path = self.directory.join(name);
        kept_file::read(&path)?
            .map(|bytes| read_hex(&path, &bytes))
            .transpose()
    }

    fn about(&self, failure: Failure) -> Failure {
        failure.about(&self.directory.display().to_string())
    }
}

/// Reads a file of hex digits, such as a device key that was saved apart.
///
/// # Errors
/// `Damaged` for anything else.
pub fn read_hex<const N: usize>(path: &Path, bytes: &[u8]) -> Result<[u8; N], Failure> {
    let text = std::str::from_utf8(bytes).unwrap_or_default().trim();
    let none = || {
        Failure::Damaged(format!(
            "{} does not hold {} hex digits",
            path.display(),
            N * 2
        ))
    };
    hex::decode(text).ok_or_else(none)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r07_a_database_without_its_mark_goes_on_in_another_chain() {
        let place = tempfile::tempdir().unwrap();
        let home = Home::at(&place.path().join("centre"));
        let mut store = home.open(&quiet()).unwrap();
        home.found_centre(&mut store).unwrap();
        drop(home.wake_store(store).unwrap());
        let mark = home.mark().unwrap().unwrap();
        let senses = || Box::new(MachineSenses::new());
        let same = Node::wake(home.open(&quiet()).unwrap(), senses(), Some(mark)).unwrap();
        assert!(!same.was_copied && same.mark == mark);
        drop(same);
        let copied = Node::wake(home.open(&quiet()).unwrap(), senses(), None).unwrap();
        assert!(copied.was_copied && copied.mark != mark);
    }

    #[test]
    fn a_key_is_made_once_and_only_its_owner_reads_it() {
        let place = tempfile::tempdir().unwrap();
        let home = Home::at(place.path());
        assert!(home.key().unwrap().is_none());
        let made = home.make_key().unwrap().public();
        assert_eq!(home.make_key().unwrap().public(), made);
        fs::write(place.path().join(KEY), "nonsense").unwrap();
        assert!(matches!(home.key(), Err(Failure::Damaged(_))));
    }

    #[test]
    fn what_holds_no_node_is_said_so() {
        let place = tempfile::tempdir().unwrap();
        assert!(matches!(
            Home::of_node(place.path()),
            Err(Failure::Usage(_))
        ));
    }

    fn quiet() -> Options {
        Options {
            ballast_bytes: 0,
            ..Options::default()
        }
    }
}
