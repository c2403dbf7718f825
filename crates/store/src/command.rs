//! The index of answered commands (I7): never pruned, rebuilt from facts. Knows
//! no command's content.

use nusa_facts::{BranchId, CommandId};
use nusa_rules::rows::CommandRow;
use rusqlite::Connection;

use crate::{
    dialect::{Merge, Table},
    error::Error,
    sql,
};

static COMMAND: Table = Table::new(
    "command",
    &["branch", "id"],
    &[("hash", Merge::Keep), ("doc", Merge::Keep)],
);

pub(crate) fn command(
    db: &Connection,
    branch: BranchId,
    id: CommandId,
) -> Result<Option<CommandRow>, Error> {
    let question = "SELECT hash, doc FROM command WHERE branch = ? AND id = ?";
    sql::first(db, question, &[&branch, &id], |cells| {
        let (hash, doc) = (cells.next()?, cells.next()?);
        Ok(CommandRow { id, hash, doc })
    })
}

pub(crate) fn write<'d>(
    db: &Connection,
    branch: BranchId,
    rows: impl IntoIterator<Item = &'d CommandRow>,
) -> Result<(), Error> {
    sql::upsert(db, &COMMAND, rows, |row, pen| {
        pen.put_all(&[&branch, &row.id, &row.hash, &row.doc])
    })
}
