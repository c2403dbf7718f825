//! What guests choose before they order, in a database of its own (R39): who sits
//! at a table, their lines, whom they call. Nothing here is a fact; a commit of it
//! waits for no disk, so that a tap of a guest never makes a till wait. Knows no
//! price and no right.

mod calls;

use std::{
    path::Path,
    sync::{Mutex, MutexGuard, PoisonError},
};

use nusa_facts::{CommandId, DraftLineId, GuestId, Millis, ProductId, TableId};
use rusqlite::Connection;

use crate::{
    apart::Apart,
    dialect::{Merge, Table},
    error::Error,
    sql::{self, Cells},
};

pub use calls::Call;

/// The name of the database in a node's directory.
pub const DRAFTS: &str = "drafts.db";

const APART: Apart = Apart {
    schema: include_str!("../schema/drafts.sql"),
    version: 1,
    climbs: &[],
    synchronous: "NORMAL",
};

static PHONE: Table = Table::new(
    "phone",
    &["table_id", "sitting", "guest"],
    &[("name", Merge::Set), ("at", Merge::Keep)],
);

static LINE: Table = Table::new(
    "draft_line",
    &["table_id", "sitting", "guest", "line"],
    &[
        ("product", Merge::Set),
        ("quantity_milli", Merge::Set),
        ("chosen", Merge::Set),
        ("note", Merge::Set),
        ("at", Merge::Keep),
    ],
);

static LEFT_SITTING: Table = Table::new(
    "left_sitting",
    &["table_id", "sitting"],
    &[("at", Merge::Keep)],
);

static MOVED_SITTING: Table = Table::new(
    "moved_sitting",
    &["table_id", "sitting"],
    &[("to_table", Merge::Set), ("to_sitting", Merge::Set)],
);

/// Times that one follows guests from table to table.
const MAX_MOVES: usize = 16;

/// A sitting of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sitting {
    /// The table.
    pub table: TableId,
    /// The number of the sitting.
    pub n: u32,
}

/// A phone that joined a sitting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phone {
    /// The phone.
    pub guest: GuestId,
    /// The name that the guest gave; empty before.
    pub name: String,
}

/// A line that a guest chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftLine {
    /// The line, named by the phone.
    pub line: DraftLineId,
    /// The product.
    pub product: ProductId,
    /// Thousandths of its unit.
    pub quantity_milli: i64,
    /// What was chosen with it, as text that means nothing here.
    pub chosen: String,
    /// A note for the kitchen; may be empty.
    pub note: String,
    /// When it was last changed.
    pub at: Millis,
}

/// The database of what guests choose.
pub struct Drafts(Mutex<Connection>);

impl std::fmt::Debug for Drafts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Drafts")
    }
}

impl Drafts {
    /// Opens the file of a directory, or makes it. A file that cannot be read is begun anew: what was in it
    /// had not been ordered.
    ///
    /// # Errors
    /// `Io` or `Full` when no file can be made.
    pub fn open(directory: &Path) -> Result<Self, Error> {
        Ok(Self(Mutex::new(APART.open(&directory.join(DRAFTS))?)))
    }

    fn db(&self) -> MutexGuard<'_, Connection> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A phone joins a sitting, or says another name. Tells how many phones sit there then.
    ///
    /// # Errors
    /// What the disk says.
    pub fn join(&self, at: Sitting, phone: &Phone, now: Millis) -> Result<usize, Error> {
        let db = self.db();
        let Sitting { table, n } = at;
        sql::upsert(&db, &PHONE, [phone], |phone, pen| {
            pen.put_all(&[&table, &n, &phone.guest, &phone.name, &now])
        })?;
        count(&db, at)
    }

    /// The phones of a sitting, in the order in which they came.
    ///
    /// # Errors
    /// What the disk says.
    pub fn phones(&self, at: Sitting) -> Result<Vec<Phone>, Error> {
        phones(&self.db(), at)
    }

    /// A guest's line is now so; the last write wins. Nothing of it takes the line away. Tells whether the
    /// line found room.
    ///
    /// # Errors
    /// What the disk says.
    pub fn put(
        &self,
        at: Sitting,
        guest: GuestId,
        line: &DraftLine,
        most: usize,
    ) -> Result<bool, Error> {
        let db = self.db();
        let Sitting { table, n } = at;
        if line.quantity_milli == 0 {
            let order = "DELETE FROM draft_line WHERE table_id = ? AND sitting = ? AND guest = ? AND line = ?";
            sql::run(&db, order, &[&table, &n, &guest, &line.line])?;
            return Ok(true);
        }
        let others = "SELECT COUNT(*) FROM draft_line WHERE table_id = ? AND sitting = ? AND guest = ? AND line <> ?";
        let others: usize =
            sql::first(&db, others, &[&table, &n, &guest, &line.line], sql::one)?.unwrap_or(0);
        if others >= most {
            return Ok(false);
        }
        sql::upsert(&db, &LINE, [line], |row, pen| {
            let (product, milli) = (&row.product, &row.quantity_milli);
            pen.put_all(&[&table, &n, &guest, &row.line])?;
            pen.put_all(&[product, milli, &row.chosen, &row.note, &row.at])
        })?;
        Ok(true)
    }

    /// Everything that a guest chose is forgotten and these lines stand instead.
    ///
    /// # Errors
    /// What the disk says; then nothing changed.
    pub fn replace(&self, at: Sitting, guest: GuestId, lines: &[DraftLine]) -> Result<(), Error> {
        self.clear(at, guest, None)?;
        for line in lines {
            self.put(at, guest, line, usize::MAX)?;
        }
        Ok(())
    }

    /// Takes lines of a guest away, all of them when none is named.
    ///
    /// # Errors
    /// What the disk says.
    pub fn clear(
        &self,
        at: Sitting,
        guest: GuestId,
        lines: Option<&[DraftLineId]>,
    ) -> Result<(), Error> {
        let db = self.db();
        let Sitting { table, n } = at;
        match lines {
            None => {
                let order =
                    "DELETE FROM draft_line WHERE table_id = ? AND sitting = ? AND guest = ?";
                sql::run(&db, order, &[&table, &n, &guest])?;
            }
            Some(lines) => {
                let order = "DELETE FROM draft_line WHERE table_id = ? AND sitting = ? AND guest = ? AND line = ?";
                for line in lines {
                    sql::run(&db, order, &[&table, &n, &guest, line])?;
                }
            }
        }
        Ok(())
    }

    /// What a guest chose, in the order of choosing.
    ///
    /// # Errors
    /// What the disk says.
    pub fn lines(&self, at: Sitting, guest: GuestId) -> Result<Vec<DraftLine>, Error> {
        let question = "SELECT line, product, quantity_milli, chosen, note, at FROM draft_line \
                        WHERE table_id = ? AND sitting = ? AND guest = ? ORDER BY at, line";
        sql::all(&self.db(), question, &[&at.table, &at.n, &guest], line)
    }

    /// A phone sends an order under this command; the first who does is remembered.
    ///
    /// # Errors
    /// What the disk says.
    pub fn sends(&self, at: Sitting, guest: GuestId, command: CommandId) -> Result<(), Error> {
        let db = self.db();
        if sender(&db, command)?.is_some() {
            return Ok(());
        }
        let order = "INSERT INTO sent (command, table_id, sitting, guest) VALUES (?, ?, ?, ?)";
        sql::run(&db, order, &[&command, &at.table, &at.n, &guest])?;
        Ok(())
    }

    /// The phone that sent an order under this command; none for an order that no phone sent.
    ///
    /// # Errors
    /// What the disk says.
    pub fn sender(&self, command: CommandId) -> Result<Option<GuestId>, Error> {
        sender(&self.db(), command)
    }

    /// The name that a phone's guest gave last.
    ///
    /// # Errors
    /// What the disk says.
    pub fn name_of(&self, guest: GuestId) -> Result<Option<String>, Error> {
        let question =
            "SELECT name FROM phone WHERE guest = ? AND name <> '' ORDER BY at DESC LIMIT 1";
        sql::first(&self.db(), question, &[&guest], sql::one)
    }

    /// The commands of all orders that a phone sent, as long as their sittings are kept.
    ///
    /// # Errors
    /// What the disk says.
    pub fn sent_by(&self, guest: GuestId) -> Result<Vec<CommandId>, Error> {
        let question = "SELECT command FROM sent WHERE guest = ? ORDER BY command";
        sql::all(&self.db(), question, &[&guest], sql::one)
    }

    /// Every sitting of which something is kept.
    ///
    /// # Errors
    /// What the disk says.
    pub fn sittings(&self) -> Result<Vec<Sitting>, Error> {
        let question = "SELECT table_id, sitting FROM phone UNION SELECT table_id, sitting FROM draft_line \
                        UNION SELECT table_id, sitting FROM call UNION SELECT table_id, sitting FROM sent";
        sql::all(&self.db(), question, &[], sitting)
    }

    /// The guests of a sitting left: what they chose and whom they called is forgotten at once, who they are
    /// and what they ordered after a while, so that they can still say how it was. What was left before
    /// `before` is forgotten wholly.
    ///
    /// # Errors
    /// What the disk says.
    pub fn leave(&self, at: Sitting, now: Millis, before: Millis) -> Result<(), Error> {
        let db = self.db();
        for table in ["draft_line", "call"] {
            let order = format!("DELETE FROM {table} WHERE table_id = ? AND sitting = ?");
            sql::run(&db, &order, &[&at.table, &at.n])?;
        }
        sql::upsert(&db, &LEFT_SITTING, [at], |at, pen| {
            pen.put_all(&[&at.table, &at.n, &now])
        })?;
        let question = "SELECT table_id, sitting FROM left_sitting WHERE at < ?";
        for at in sql::all(&db, question, &[&before], sitting)? {
            forget(&db, at)?;
        }
        Ok(())
    }

    /// The guests of a sitting went to another one: their phones sit there now, with what they chose and
    /// whom they called.
    ///
    /// # Errors
    /// What the disk says.
    pub fn go(&self, from: Sitting, to: Sitting) -> Result<(), Error> {
        let db = self.db();
        sql::upsert(&db, &MOVED_SITTING, [from], |from, pen| {
            pen.put_all(&[&from.table, &from.n, &to.table, &to.n])
        })?;
        let there = "SELECT guest, name, at FROM phone WHERE table_id = ? AND sitting = ?";
        let phones = sql::all(&db, there, &[&from.table, &from.n], |cells| {
            Ok::<(GuestId, String, Millis), _>((cells.next()?, cells.next()?, cells.next()?))
        })?;
        sql::upsert(&db, &PHONE, &phones, |(guest, name, at), pen| {
            pen.put_all(&[&to.table, &to.n, guest, name, at])
        })?;
        for table in ["draft_line", "call"] {
            let order = format!(
                "UPDATE {table} SET table_id = ?, sitting = ? WHERE table_id = ? AND sitting = ?"
            );
            sql::run(&db, &order, &[&to.table, &to.n, &from.table, &from.n])?;
        }
        Ok(())
    }

    /// The sitting in which the guests of this one sit now; the same where they did not go elsewhere.
    ///
    /// # Errors
    /// What the disk says.
    pub fn whither(&self, at: Sitting) -> Result<Sitting, Error> {
        let db = self.db();
        let question =
            "SELECT to_table, to_sitting FROM moved_sitting WHERE table_id = ? AND sitting = ?";
        let mut here = at;
        // Nobody changes tables so often in one evening: a ring of notes ends here.
        for _ in 0..MAX_MOVES {
            match sql::first(&db, question, &[&here.table, &here.n], sitting)? {
                Some(next) => here = next,
                None => break,
            }
        }
        Ok(here)
    }

    /// A guest's name is forgotten wherever it stands.
    ///
    /// # Errors
    /// What the disk says.
    pub fn forget_name(&self, guest: GuestId) -> Result<(), Error> {
        let order = "UPDATE phone SET name = '' WHERE guest = ?";
        sql::run(&self.db(), order, &[&guest]).map(drop)
    }
}

fn sitting(cells: &mut Cells<'_>) -> rusqlite::Result<Sitting> {
    Ok(Sitting {
        table: cells.next()?,
        n: cells.next()?,
    })
}

fn phones(db: &Connection, at: Sitting) -> Result<Vec<Phone>, Error> {
    let question =
        "SELECT guest, name FROM phone WHERE table_id = ? AND sitting = ? ORDER BY at, guest";
    sql::all(db, question, &[&at.table, &at.n], |cells| {
        Ok(Phone {
            guest: cells.next()?,
            name: cells.next()?,
        })
    })
}

fn forget(db: &Connection, at: Sitting) -> Result<(), Error> {
    for table in [
        "phone",
        "draft_line",
        "call",
        "sent",
        "left_sitting",
        "moved_sitting",
    ] {
        let order = format!("DELETE FROM {table} WHERE table_id = ? AND sitting = ?");
        sql::run(db, &order, &[&at.table, &at.n])?;
    }
    Ok(())
}

fn count(db: &Connection, at: Sitting) -> Result<usize, Error> {
    let question = "SELECT COUNT(*) FROM phone WHERE table_id = ? AND sitting = ?";
    Ok(sql::first(db, question, &[&at.table, &at.n], sql::one)?.unwrap_or(0))
}

fn sender(db: &Connection, command: CommandId) -> Result<Option<GuestId>, Error> {
    let question = "SELECT guest FROM sent WHERE command = ?";
    sql::first(db, question, &[&command], sql::one)
}

fn line(cells: &mut Cells<'_>) -> rusqlite::Result<DraftLine> {
    Ok(DraftLine {
        line: cells.next()?,
        product: cells.next()?,
        quantity_milli: cells.next()?,
        chosen: cells.next()?,
        note: cells.next()?,
        at: cells.next()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(n: u32) -> Sitting {
        Sitting {
            table: TableId::from_bytes([7; 16]),
            n,
        }
    }

    fn guest(n: u8) -> GuestId {
        GuestId::from_bytes([n; 16])
    }

    fn chosen(line: u8, quantity_milli: i64) -> DraftLine {
        DraftLine {
            line: DraftLineId::from_bytes([line; 16]),
            product: ProductId(u32::from(line)),
            quantity_milli,
            chosen: "[]".to_owned(),
            note: String::new(),
            at: Millis(i64::from(line)),
        }
    }

    #[test]
    fn the_last_write_of_a_guests_line_wins_and_others_keep_theirs() {
        let directory = tempfile::tempdir().unwrap();
        let drafts = Drafts::open(directory.path()).unwrap();
        let (ani, budi) = (guest(1), guest(2));
        assert!(drafts.put(at(1), ani, &chosen(1, 1000), 2).unwrap());
        assert!(drafts.put(at(1), budi, &chosen(1, 3000), 2).unwrap());
        assert!(drafts.put(at(1), ani, &chosen(2, 1000), 2).unwrap());
        assert!(drafts.put(at(1), ani, &chosen(1, 2000), 2).unwrap());
        assert!(
            !drafts.put(at(1), ani, &chosen(3, 1000), 2).unwrap(),
            "there is room for two"
        );
        assert!(drafts.put(at(1), ani, &chosen(2, 0), 2).unwrap());
        drop(drafts);
        let drafts = Drafts::open(directory.path()).unwrap();
        assert_eq!(drafts.lines(at(1), ani).unwrap(), [chosen(1, 2000)]);
        assert_eq!(drafts.lines(at(1), budi).unwrap(), [chosen(1, 3000)]);
        assert!(drafts.lines(at(2), ani).unwrap().is_empty());
        drafts.leave(at(1), Millis(5), Millis(0)).unwrap();
        assert!(drafts.lines(at(1), ani).unwrap().is_empty());
        assert!(drafts.sittings().unwrap().is_empty());
    }

    #[test]
    fn the_first_phone_that_sends_an_order_is_remembered_for_a_while_after_its_sitting() {
        let directory = tempfile::tempdir().unwrap();
        let drafts = Drafts::open(directory.path()).unwrap();
        let command = CommandId::from_bytes([9; 16]);
        assert_eq!(drafts.sender(command).unwrap(), None);
        drafts.sends(at(1), guest(1), command).unwrap();
        drafts.sends(at(1), guest(2), command).unwrap();
        drop(drafts);
        let drafts = Drafts::open(directory.path()).unwrap();
        assert_eq!(drafts.sender(command).unwrap(), Some(guest(1)));
        assert_eq!(drafts.sittings().unwrap(), [at(1)]);
        let ani = Phone {
            guest: guest(1),
            name: "Ani".to_owned(),
        };
        drafts.join(at(1), &ani, Millis(1)).unwrap();
        drafts.leave(at(1), Millis(100), Millis(0)).unwrap();
        drafts.leave(at(2), Millis(150), Millis(100)).unwrap();
        assert_eq!(drafts.sent_by(guest(1)).unwrap(), [command]);
        assert_eq!(drafts.name_of(guest(1)).unwrap().as_deref(), Some("Ani"));
        drafts.forget_name(guest(1)).unwrap();
        assert_eq!(drafts.name_of(guest(1)).unwrap(), None);
        drafts.leave(at(3), Millis(160), Millis(101)).unwrap();
        assert_eq!(drafts.sender(command).unwrap(), None);
        assert!(drafts.phones(at(1)).unwrap().is_empty());
    }

    #[test]
    fn a_file_that_cannot_be_read_is_begun_anew() {
        let directory = tempfile::tempdir().unwrap();
        std::fs::write(directory.path().join(DRAFTS), vec![b'x'; 8192]).unwrap();
        let drafts = Drafts::open(directory.path()).unwrap();
        assert!(drafts.sittings().unwrap().is_empty());
    }
}
