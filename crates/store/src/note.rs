//! Notes of the node itself by name: keys, cursors, sessions, incarnation. They
//! are no projection, survive a rebuild, and mean nothing to this crate.

use rusqlite::Connection;

use crate::{
    dialect::{Merge, Table},
    error::Error,
    sql,
};

static NOTE: Table = Table::new("note", &["name"], &[("body", Merge::Set)]);

pub(crate) fn note(db: &Connection, name: &str) -> Result<Option<Vec<u8>>, Error> {
    let question = "SELECT body FROM note WHERE name = ?";
    sql::first(db, question, &[&name], sql::one)
}

pub(crate) fn notes(db: &Connection, prefix: &str) -> Result<Vec<(String, Vec<u8>)>, Error> {
    // The last character of Unicode sorts behind whatever a name goes on with.
    let end = format!("{prefix}\u{10FFFF}");
    let question = "SELECT name, body FROM note WHERE name >= ? AND name < ? ORDER BY name";
    sql::all(db, question, &[&prefix, &end], |cells| {
        Ok((cells.next()?, cells.next()?))
    })
}

pub(crate) fn set_note(db: &Connection, name: &str, value: Option<&[u8]>) -> Result<(), Error> {
    match value {
        Some(body) => sql::upsert(db, &NOTE, [body], |body, pen| pen.put_all(&[&name, body])),
        None => sql::run(db, "DELETE FROM note WHERE name = ?", &[&name]).map(|_| ()),
    }
}
