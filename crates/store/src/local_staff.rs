//! People whom a branch added to its staff by itself. Whether the centre has taken them
//! over, their rows of staff say.

use nusa_facts::{BranchId, StaffId};
use nusa_rules::rows::LocalStaffRow;
use rusqlite::Connection;

use crate::{
    dialect::{Merge, Table},
    error::Error,
    sql,
};

static LOCAL_STAFF: Table = Table::new(
    "local_staff",
    &["branch", "number"],
    &[
        ("person", Merge::Set),
        ("login", Merge::Set),
        ("name", Merge::Set),
        ("role", Merge::Set),
        ("active", Merge::Set),
        ("set_by", Merge::Set),
        ("set_at", Merge::Set),
        ("doc", Merge::Set),
    ],
);

fn read(cells: &mut sql::Cells<'_>) -> rusqlite::Result<LocalStaffRow> {
    Ok(LocalStaffRow {
        number: cells.next()?,
        person: cells.next()?,
        login: cells.next()?,
        name: cells.next()?,
        role: cells.next()?,
        active: cells.next()?,
        set_by: cells.next()?,
        set_at: cells.next()?,
        doc: cells.next()?,
    })
}

/// Everybody whom a branch added, by branch and number.
pub(crate) fn all(db: &Connection) -> Result<Vec<LocalStaffRow>, Error> {
    let question = "SELECT number, person, login, name, role, active, set_by, set_at, doc \
                    FROM local_staff ORDER BY branch, number";
    sql::all(db, question, &[], read)
}

/// Whom a branch gave this number.
pub(crate) fn one(
    db: &Connection,
    branch: BranchId,
    number: StaffId,
) -> Result<Option<LocalStaffRow>, Error> {
    let question = "SELECT number, person, login, name, role, active, set_by, set_at, doc \
                    FROM local_staff WHERE branch = ? AND number = ?";
    sql::first(db, question, &[&branch, &number], read)
}

pub(crate) fn write<'d>(
    db: &Connection,
    branch: BranchId,
    rows: impl IntoIterator<Item = &'d LocalStaffRow>,
) -> Result<(), Error> {
    sql::upsert(db, &LOCAL_STAFF, rows, |row, pen| {
        pen.put_all(&[&branch, &row.number, &row.person, &row.login])?;
        pen.put_all(&[&row.name, &row.role, &row.active])?;
        pen.put_all(&[&row.set_by, &row.set_at, &row.doc])
    })
}
