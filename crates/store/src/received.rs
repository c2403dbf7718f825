//! When the centre took in what branches sent, one row a page: up to which
//! document of the branch's order everything was here. Knows no sale.

use nusa_facts::{BranchId, DocId, Millis};
use rusqlite::Connection;

use crate::{
    dialect::{Merge, Table},
    error::Error,
    sql,
};

static RECEIVED: Table = Table::new("received", &["branch", "upto"], &[("at", Merge::Keep)]);

/// Notes that what is here of a branch now had come in by this moment.
pub(crate) fn took_in(db: &Connection, branch: BranchId, at: Millis) -> Result<(), Error> {
    let question = "SELECT ord FROM writer WHERE branch = ?";
    let Some(upto) = sql::first(db, question, &[&branch], sql::one::<u64>)? else {
        return Ok(());
    };
    sql::upsert(db, &RECEIVED, [upto], |upto, pen| {
        pen.put_all(&[&branch, upto, &at])
    })
}

pub(crate) fn forget(db: &Connection, before: Millis) -> Result<(), Error> {
    sql::run(db, "DELETE FROM received WHERE at < ?", &[&before]).map(drop)
}

/// When a document of a branch came in; none when that was before the first page that is noted, or
/// when it was written here.
pub(crate) fn received_at(
    db: &Connection,
    branch: BranchId,
    doc: DocId,
) -> Result<Option<Millis>, Error> {
    let question = "SELECT ord FROM doc WHERE branch = ? AND id = ?";
    let Some(ord) = sql::first(db, question, &[&branch, &doc], sql::one::<u64>)? else {
        return Ok(None);
    };
    let question = "SELECT at FROM received WHERE branch = ? AND upto >= ? ORDER BY upto LIMIT 1";
    sql::first(db, question, &[&branch, &ord], sql::one)
}

/// A page that came in: whose, from behind which place of the branch's order, to which, and when.
type Page = (BranchId, u64, u64, Millis);

/// The pages that came in last, of one branch or of all.
fn pages(db: &Connection, branch: Option<BranchId>, limit: usize) -> Result<Vec<Page>, Error> {
    let of_all =
        "SELECT branch, upto, at FROM received ORDER BY at DESC, branch, upto DESC LIMIT ?";
    let of_one =
        "SELECT branch, upto, at FROM received WHERE branch = ? ORDER BY upto DESC LIMIT ?";
    let read = |cells: &mut sql::Cells<'_>| Ok((cells.next()?, cells.next()?, cells.next()?));
    let ends: Vec<(BranchId, u64, Millis)> = match branch {
        None => sql::all(db, of_all, &[&limit], read)?,
        Some(branch) => sql::all(db, of_one, &[&branch, &limit], read)?,
    };
    let before =
        "SELECT upto FROM received WHERE branch = ? AND upto < ? ORDER BY upto DESC LIMIT 1";
    let page = |(branch, upto, at): (BranchId, u64, Millis)| {
        let behind = sql::first(db, before, &[&branch, &upto], sql::one)?;
        Ok((branch, behind.unwrap_or(0), upto, at))
    };
    ends.into_iter().map(page).collect()
}

/// Documents by when they came in, the latest first: those of the last `pages` pages, at most
/// `of_a_page` of each.
pub(crate) fn latest(
    db: &Connection,
    branch: Option<BranchId>,
    count: usize,
    of_a_page: usize,
) -> Result<Vec<(BranchId, DocId, Millis)>, Error> {
    let question =
        "SELECT id FROM doc WHERE branch = ? AND ord > ? AND ord <= ? ORDER BY ord DESC LIMIT ?";
    let mut found = Vec::new();
    for (branch, behind, upto, at) in pages(db, branch, count)? {
        let ids = sql::all(
            db,
            question,
            &[&branch, &behind, &upto, &of_a_page],
            sql::one,
        )?;
        found.extend(ids.into_iter().map(|id| (branch, id, at)));
    }
    Ok(found)
}
