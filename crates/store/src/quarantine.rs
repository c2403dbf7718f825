//! Facts that the centre put aside, and the seals that nodes put on their
//! chains. Judges neither: who puts aside and who signs is told by facts.

use nusa_facts::{BranchId, ChainId, DocId, Hash, Millis};
use nusa_rules::rows::QuarantineRow;
use rusqlite::Connection;

use crate::{
    dialect::{Merge, Table},
    error::Error,
    sql::{self, Cells},
};

static QUARANTINE: Table = Table::new(
    "quarantine",
    &["branch", "doc"],
    &[
        ("chain", Merge::Set),
        ("seq", Merge::Set),
        ("reason", Merge::Set),
        ("at", Merge::Set),
    ],
);

static SEAL: Table = Table::new(
    "seal",
    &["branch", "chain", "seq"],
    &[
        ("hash", Merge::Set),
        ("signature", Merge::Set),
        ("at", Merge::Set),
    ],
);

macro_rules! put_aside {
    ($rest:literal) => {
        concat!(
            "SELECT branch, doc, chain, seq, reason, at FROM quarantine ",
            $rest
        )
    };
}

fn read(cells: &mut Cells<'_>) -> rusqlite::Result<QuarantineRow> {
    Ok(QuarantineRow {
        branch: cells.next()?,
        doc: cells.next()?,
        chain: cells.next()?,
        seq: cells.next()?,
        reason: cells.next()?,
        at: cells.next()?,
    })
}

pub(crate) fn quarantined(
    db: &Connection,
    branch: Option<BranchId>,
) -> Result<Vec<QuarantineRow>, Error> {
    match branch {
        None => sql::all(db, put_aside!("ORDER BY branch, doc"), &[], read),
        Some(branch) => sql::all(
            db,
            put_aside!("WHERE branch = ? ORDER BY branch, doc"),
            &[&branch],
            read,
        ),
    }
}

/// A chain's head that its writer signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealRow {
    /// The chain.
    pub chain: ChainId,
    /// The sealed sequence.
    pub seq: u64,
    /// The hash there.
    pub hash: Hash,
    /// The signature, hex.
    pub signature: String,
    /// When.
    pub at: Millis,
}

/// The seals of a branch's chains.
pub(crate) fn seals(db: &Connection, branch: BranchId) -> Result<Vec<SealRow>, Error> {
    let question = "SELECT chain, seq, hash, signature, at FROM seal WHERE branch = ? \
                    ORDER BY chain, seq";
    sql::all(db, question, &[&branch], |cells| {
        Ok(SealRow {
            chain: cells.next()?,
            seq: cells.next()?,
            hash: cells.next()?,
            signature: cells.next()?,
            at: cells.next()?,
        })
    })
}

pub(crate) fn write(db: &Connection, row: &QuarantineRow) -> Result<(), Error> {
    sql::upsert(db, &QUARANTINE, [row], |row, pen| {
        pen.put_all(&[&row.branch, &row.doc, &row.chain])?;
        pen.put_all(&[&row.seq, &row.reason, &row.at])
    })
}

pub(crate) fn lift(db: &Connection, branch: BranchId, doc: DocId) -> Result<(), Error> {
    let order = "DELETE FROM quarantine WHERE branch = ? AND doc = ?";
    sql::run(db, order, &[&branch, &doc])?;
    Ok(())
}

pub(crate) fn write_seal(db: &Connection, branch: BranchId, row: &SealRow) -> Result<(), Error> {
    sql::upsert(db, &SEAL, [row], |row, pen| {
        pen.put_all(&[&branch, &row.chain, &row.seq])?;
        pen.put_all(&[&row.hash, &row.signature, &row.at])
    })
}
