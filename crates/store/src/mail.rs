//! What a node sends by mail, in a database of its own beside the journal, for its
//! owner's eyes alone: the server with its secret, the queue, and which sales were
//! thought of. No backup and no export has it. Decides nothing, sends nothing.

use std::{
    path::Path,
    sync::{Mutex, MutexGuard, PoisonError},
};

use nusa_facts::{BranchId, GuestId, MailId, Millis, SaleId, StaffId};
use rusqlite::Connection;

use crate::{
    apart::Apart,
    dialect::{Merge, Table},
    error::Error,
    sql::{self, Cells},
};

/// The name of the database in a node's directory.
pub const MAIL: &str = "mail.db";

const APART: Apart = Apart {
    schema: include_str!("../schema/mail.sql"),
    version: 2,
    climbs: &[
        "ALTER TABLE server ADD COLUMN office TEXT NOT NULL DEFAULT ''; \
               ALTER TABLE mail ADD COLUMN staff INTEGER;",
    ],
    synchronous: "FULL",
};

static SERVER: Table = Table::new(
    "server",
    &["one"],
    &[
        ("host", Merge::Set),
        ("port", Merge::Set),
        ("security", Merge::Set),
        ("login", Merge::Set),
        ("secret", Merge::Set),
        ("sender", Merge::Set),
        ("sender_name", Merge::Set),
        ("reply_to", Merge::Set),
        ("automatic", Merge::Set),
        ("language", Merge::Set),
        ("office", Merge::Set),
    ],
);

static ROW: Table = Table::new(
    "mail",
    &["id"],
    &[
        ("kind", Merge::Keep),
        ("recipient", Merge::Set),
        ("branch", Merge::Keep),
        ("sale", Merge::Keep),
        ("language", Merge::Keep),
        ("guest", Merge::Set),
        ("staff_name", Merge::Keep),
        ("state", Merge::Set),
        ("attempts", Merge::Set),
        ("round", Merge::Set),
        ("code", Merge::Set),
        ("words", Merge::Set),
        ("created_at", Merge::Keep),
        ("since", Merge::Set),
        ("changed_at", Merge::Set),
        ("next_at", Merge::Set),
        ("staff", Merge::Keep),
    ],
);

const COLUMNS: &str = "SELECT id, kind, recipient, branch, sale, language, guest, staff_name, state, attempts, \
                       round, code, words, created_at, since, changed_at, next_at, staff FROM mail";

/// By which server mail goes out, and in whose name.
#[derive(Clone, PartialEq, Eq)]
pub struct MailServer {
    /// Its name or address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// `tls`, `starttls` or `none`.
    pub security: String,
    /// The name under which the node signs in; empty where the server asks for none.
    pub login: String,
    /// What it signs in with; empty where there is none. Never shown, never logged.
    pub secret: String,
    /// The address that mail comes from.
    pub sender: String,
    /// The name beside it; empty for the address alone.
    pub sender_name: String,
    /// Where answers go; empty for the sender.
    pub reply_to: String,
    /// Whether guests get their receipts without anybody asking.
    pub automatic: bool,
    /// The language of such receipts, as a tag.
    pub language: String,
    /// Where others reach the office, for links: `https://pusat.contoh.id`. Empty before somebody told.
    pub office: String,
}

impl std::fmt::Debug for MailServer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "MailServer({}:{})", self.host, self.port)
    }
}

/// A mail of the queue. What it says is made when it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// Its id: of the device that asked, or made of the sale and the address.
    pub id: MailId,
    /// What it is, as a word: `receipt`, `invitation`, `reset`, `password_changed`.
    pub kind: String,
    /// The address; none once it was erased.
    pub to: Option<String>,
    /// Whose sale.
    pub branch: BranchId,
    /// The sale that it shows.
    pub sale: Option<SaleId>,
    /// The language of its own words, as a tag.
    pub language: String,
    /// The phone whose guest it goes to; none where somebody typed the address.
    pub guest: Option<GuestId>,
    /// Who asked; empty where nobody had to.
    pub staff_name: String,
    /// Where it stands, as a word.
    pub state: String,
    /// How often it was tried since it was asked for.
    pub attempts: u32,
    /// How often it was asked for again.
    pub round: u32,
    /// Why it stands there, as a word.
    pub code: Option<String>,
    /// What the server said.
    pub words: Option<String>,
    /// When it was first asked for.
    pub created_at: Millis,
    /// When it was last asked for.
    pub since: Millis,
    /// When it last changed.
    pub changed_at: Millis,
    /// When it is tried again.
    pub next_at: Option<Millis>,
    /// The member of staff whom it is about; none for a receipt.
    pub staff: Option<StaffId>,
}

/// Which mails a list shows, the newest first.
#[derive(Clone, Debug, Default)]
pub struct MailFilter {
    /// Only those that stand so.
    pub state: Option<String>,
    /// Behind this one.
    pub after: Option<(Millis, MailId)>,
    /// How many.
    pub limit: usize,
}

/// The database.
pub struct MailBook(Mutex<Connection>);

impl std::fmt::Debug for MailBook {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MailBook")
    }
}

/// The database within one transaction.
pub struct MailTx<'a>(&'a Connection);

impl std::fmt::Debug for MailTx<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MailTx")
    }
}

impl MailBook {
    /// Opens the file of a directory, or makes it. One that cannot be read is begun anew: a shop sells
    /// without it.
    ///
    /// # Errors
    /// `Io` or `Full` when no file can be made.
    pub fn open(directory: &Path) -> Result<Self, Error> {
        Ok(Self(Mutex::new(APART.open(&directory.join(MAIL))?)))
    }

    fn db(&self) -> MutexGuard<'_, Connection> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does something wholly, on disk when it returns, or not at all.
    ///
    /// # Errors
    /// What the disk says, and what the work says.
    pub fn transact<T>(
        &self,
        work: impl FnOnce(&MailTx<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let mut db = self.db();
        let tx = db.transaction()?;
        let done = work(&MailTx(&tx))?;
        tx.commit()?;
        Ok(done)
    }
}

impl MailTx<'_> {
    /// The server; none before somebody told.
    ///
    /// # Errors
    /// What the disk says.
    pub fn server(&self) -> Result<Option<MailServer>, Error> {
        let question = "SELECT host, port, security, login, secret, sender, sender_name, reply_to, automatic, \
                        language, office FROM server WHERE one = 1";
        sql::first(self.0, question, &[], |cells| {
            Ok(MailServer {
                host: cells.next()?,
                port: cells.next()?,
                security: cells.next()?,
                login: cells.next()?,
                secret: cells.next()?,
                sender: cells.next()?,
                sender_name: cells.next()?,
                reply_to: cells.next()?,
                automatic: cells.next()?,
                language: cells.next()?,
                office: cells.next()?,
            })
        })
    }

    /// The server is now this one.
    ///
    /// # Errors
    /// What the disk says.
    pub fn set_server(&self, server: &MailServer) -> Result<(), Error> {
        sql::upsert(self.0, &SERVER, [server], |server, pen| {
            pen.put_all(&[&1_u8, &server.host, &server.port, &server.security])?;
            pen.put_all(&[&server.login, &server.secret, &server.sender])?;
            pen.put_all(&[&server.sender_name, &server.reply_to])?;
            pen.put_all(&[&server.automatic, &server.language, &server.office])
        })
    }

    /// A mail.
    ///
    /// # Errors
    /// What the disk says.
    pub fn mail(&self, id: MailId) -> Result<Option<Mail>, Error> {
        sql::first(self.0, &format!("{COLUMNS} WHERE id = ?"), &[&id], mail)
    }

    /// A mail is now so, or there now.
    ///
    /// # Errors
    /// What the disk says.
    pub fn put(&self, mail: &Mail) -> Result<(), Error> {
        sql::upsert(self.0, &ROW, [mail], |mail, pen| {
            pen.put_all(&[&mail.id, &mail.kind, &mail.to, &mail.branch, &mail.sale])?;
            pen.put_all(&[&mail.language, &mail.guest, &mail.staff_name])?;
            pen.put_all(&[&mail.state, &mail.attempts, &mail.round])?;
            pen.put_all(&[&mail.code, &mail.words, &mail.created_at])?;
            pen.put_all(&[&mail.since, &mail.changed_at, &mail.next_at, &mail.staff])
        })
    }

    /// The mails that stand so, the oldest first.
    ///
    /// # Errors
    /// What the disk says.
    pub fn standing(&self, state: &str) -> Result<Vec<Mail>, Error> {
        let question = format!("{COLUMNS} WHERE state = ? ORDER BY created_at, id");
        sql::all(self.0, &question, &[&state], mail)
    }

    /// The mails of a sale, the newest first.
    ///
    /// # Errors
    /// What the disk says.
    pub fn of_sale(&self, sale: SaleId) -> Result<Vec<Mail>, Error> {
        let question = format!("{COLUMNS} WHERE sale = ? ORDER BY created_at DESC, id DESC");
        sql::all(self.0, &question, &[&sale], mail)
    }

    /// The mails to a guest's phone or to an address.
    ///
    /// # Errors
    /// What the disk says.
    pub fn to_guest(&self, guest: GuestId, address: Option<&str>) -> Result<Vec<Mail>, Error> {
        let question = format!("{COLUMNS} WHERE guest = ? OR lower(recipient) = lower(?)");
        sql::all(self.0, &question, &[&guest, &address], mail)
    }

    /// The mails about a member of staff, the newest first.
    ///
    /// # Errors
    /// What the disk says.
    pub fn of_staff(&self, staff: StaffId) -> Result<Vec<Mail>, Error> {
        let question = format!("{COLUMNS} WHERE staff = ? ORDER BY created_at DESC, id DESC");
        sql::all(self.0, &question, &[&staff], mail)
    }

    /// A page of a list, the newest first.
    ///
    /// # Errors
    /// What the disk says.
    pub fn list(&self, filter: &MailFilter) -> Result<Vec<Mail>, Error> {
        let (at, id) = filter.after.unzip();
        let question = format!(
            "{COLUMNS} WHERE (?1 IS NULL OR state = ?1) AND (?2 IS NULL OR (created_at, id) < (?2, ?3)) \
             ORDER BY created_at DESC, id DESC LIMIT ?4"
        );
        sql::all(
            self.0,
            &question,
            &[&filter.state, &at, &id, &filter.limit],
            mail,
        )
    }

    /// Mails that stand so and have not changed since then lose their address.
    ///
    /// # Errors
    /// What the disk says.
    pub fn erase_addresses(&self, state: &str, before: Millis) -> Result<usize, Error> {
        let order = "UPDATE mail SET recipient = NULL, guest = NULL, words = NULL \
                     WHERE state = ? AND changed_at < ? AND recipient IS NOT NULL";
        sql::run(self.0, order, &[&state, &before])
    }

    /// Mails that stand so and have not changed since then are forgotten.
    ///
    /// # Errors
    /// What the disk says.
    pub fn forget(&self, state: &str, before: Millis) -> Result<usize, Error> {
        let order = "DELETE FROM mail WHERE state = ? AND changed_at < ?";
        sql::run(self.0, order, &[&state, &before])
    }

    /// Notes that a sale was thought of; tells whether it was not before.
    ///
    /// # Errors
    /// What the disk says.
    pub fn think_of(&self, sale: SaleId, now: Millis) -> Result<bool, Error> {
        let order = "INSERT INTO thought_of (sale, at) SELECT ?1, ?2 \
                     WHERE NOT EXISTS (SELECT 1 FROM thought_of WHERE sale = ?1)";
        Ok(sql::run(self.0, order, &[&sale, &now])? > 0)
    }

    /// Forgets which sales were thought of before then.
    ///
    /// # Errors
    /// What the disk says.
    pub fn forget_thoughts(&self, before: Millis) -> Result<usize, Error> {
        sql::run(self.0, "DELETE FROM thought_of WHERE at < ?", &[&before])
    }
}

fn mail(cells: &mut Cells<'_>) -> rusqlite::Result<Mail> {
    Ok(Mail {
        id: cells.next()?,
        kind: cells.next()?,
        to: cells.next()?,
        branch: cells.next()?,
        sale: cells.next()?,
        language: cells.next()?,
        guest: cells.next()?,
        staff_name: cells.next()?,
        state: cells.next()?,
        attempts: cells.next()?,
        round: cells.next()?,
        code: cells.next()?,
        words: cells.next()?,
        created_at: cells.next()?,
        since: cells.next()?,
        changed_at: cells.next()?,
        next_at: cells.next()?,
        staff: cells.next()?,
    })
}

#[cfg(test)]
mod tests;
