//! Whether what is stored is what was written: pages by the engine's own check,
//! chains by their seals, documents by their hashes. Repairs nothing.

use std::fmt;

use nusa_facts::{BranchId, ChainId, Envelope, Hash, Head};
use rusqlite::Connection;

use crate::{
    error::Error,
    journal,
    ledger::{ChainRow, Look},
    limits,
};

/// A place in a chain that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// Whose chain.
    pub branch: BranchId,
    /// Which chain.
    pub chain: ChainId,
    /// Where.
    pub seq: u64,
    /// What is wrong.
    pub what: &'static str,
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            branch,
            chain,
            seq,
            what,
        } = self;
        write!(
            f,
            "branch {branch}, chain {}, place {seq}: {what}",
            chain.mark()
        )
    }
}

/// Walks every chain from its first place to its head. Takes time: some µs a document.
///
/// # Errors
/// What the disk says; a chain that is not as written is no error but a flaw.
pub fn chains(look: &impl Look) -> Result<Vec<Flaw>, Error> {
    let mut flaws = Vec::new();
    for branch in look.writers()? {
        for row in look.chains(branch)? {
            flaws.extend(walk(look, branch, &row, Head::empty(row.head.chain))?);
        }
    }
    Ok(flaws)
}

fn walk(
    look: &impl Look,
    branch: BranchId,
    row: &ChainRow,
    from: Head,
) -> Result<Option<Flaw>, Error> {
    let chain = row.head.chain;
    let mut head = from;
    loop {
        let page = look.page(
            branch,
            chain,
            head.seq,
            limits::WALK_DOCS,
            limits::WALK_BYTES,
        )?;
        if page.is_empty() {
            break;
        }
        for (envelope, bytes) in &page {
            if let Some(what) = flaw(&head, envelope, bytes) {
                let seq = envelope.seq;
                return Ok(Some(Flaw {
                    branch,
                    chain,
                    seq,
                    what,
                }));
            }
            head = envelope.head();
        }
    }
    let ends = (head != row.head).then_some(Flaw {
        branch,
        chain,
        seq: head.seq,
        what: "the chain ends elsewhere than its head says",
    });
    Ok(ends)
}

fn flaw(head: &Head, envelope: &Envelope, bytes: &[u8]) -> Option<&'static str> {
    if envelope.seq != head.seq + 1 {
        Some("a place is missing")
    } else if envelope.prev != head.hash {
        Some("it does not follow the place before it")
    } else if !envelope.is_sealed() {
        Some("its seal is broken")
    } else if Hash::of_doc(bytes) != envelope.doc_hash {
        Some("its document was changed")
    } else {
        None
    }
}

/// Checks the last places of every chain, `budget` of them in all, at least one a chain (R26).
pub(crate) fn tails(db: &Connection, budget: u64) -> Result<(), Error> {
    let look = Through(db);
    let branches = look.writers()?;
    let mut rows = Vec::new();
    for branch in branches {
        rows.extend(look.chains(branch)?.into_iter().map(|row| (branch, row)));
    }
    let share = budget / u64::try_from(rows.len().max(1)).unwrap_or(u64::MAX);
    for (branch, row) in rows {
        let from = before(db, branch, &row.head, share.max(1))?;
        if let Some(flaw) = walk(&look, branch, &row, from)? {
            return Err(Error::Damaged(flaw.to_string()));
        }
    }
    Ok(())
}

/// The head that a chain had so many places ago.
fn before(db: &Connection, branch: BranchId, head: &Head, places: u64) -> Result<Head, Error> {
    let (chain, seq) = (head.chain, head.seq.saturating_sub(places));
    if seq == 0 {
        return Ok(Head::empty(chain));
    }
    match journal::hash_at(db, branch, chain, seq)? {
        Some(hash) => Ok(Head { chain, seq, hash }),
        None => Err(Error::Damaged(format!(
            "branch {branch} lacks place {seq} of a chain"
        ))),
    }
}

/// A bare connection as somebody who looks.
struct Through<'a>(&'a Connection);

impl crate::sqlite::Seat for Through<'_> {
    fn db(&self) -> &Connection {
        self.0
    }
}

/// The engine's own check of every page.
pub(crate) fn quick_check(db: &Connection) -> Result<(), Error> {
    let said: String = db.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if said == "ok" {
        Ok(())
    } else {
        Err(Error::Damaged(said))
    }
}
