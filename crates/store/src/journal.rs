//! The journal in tables: chains, places and the documents that lie there. A
//! document is written once and never changed; only its place may move when a
//! forked tail is re-homed (R5). Applies nothing.

use std::collections::{BTreeMap, BTreeSet};

use nusa_facts::{BranchId, ChainId, DocId, Envelope, Hash, Head, Millis, SealedDoc};
use rusqlite::Connection;

use crate::{
    cell::Bind,
    dialect::{Merge, Table},
    error::Error,
    ledger::{Appended, ChainRow},
    limits,
    sql::{self, Cells},
};

static WRITER: Table = Table::new("writer", &["branch"], &[("ord", Merge::Keep)]);

pub(crate) fn chains(db: &Connection, branch: BranchId) -> Result<Vec<ChainRow>, Error> {
    let question =
        "SELECT chain, epoch, seq, hash, is_open FROM chain WHERE branch = ? ORDER BY epoch, chain";
    sql::all(db, question, &[&branch], |cells| {
        let (chain, epoch) = (cells.next()?, cells.next()?);
        let (seq, hash) = (cells.next()?, cells.next()?);
        let head = Head { chain, seq, hash };
        let open = cells.next()?;
        Ok(ChainRow {
            chain,
            epoch,
            head,
            open,
        })
    })
}

pub(crate) fn writers(db: &Connection) -> Result<Vec<BranchId>, Error> {
    let question = "SELECT branch FROM writer ORDER BY branch";
    sql::all(db, question, &[], sql::one)
}

pub(crate) fn head(
    db: &Connection,
    branch: BranchId,
    chain: ChainId,
) -> Result<Option<Head>, Error> {
    let question = "SELECT seq, hash FROM chain WHERE branch = ? AND chain = ?";
    sql::first(db, question, &[&branch, &chain], |cells| {
        let (seq, hash) = (cells.next()?, cells.next()?);
        Ok(Head { chain, seq, hash })
    })
}

pub(crate) fn hash_at(
    db: &Connection,
    branch: BranchId,
    chain: ChainId,
    seq: u64,
) -> Result<Option<Hash>, Error> {
    let question = "SELECT hash FROM envelope WHERE branch = ? AND chain = ? AND seq = ?";
    sql::first(db, question, &[&branch, &chain, &seq], sql::one)
}

pub(crate) fn page(
    db: &Connection,
    branch: BranchId,
    chain: ChainId,
    after: u64,
    max_docs: usize,
    max_bytes: usize,
) -> Result<Vec<(Envelope, Vec<u8>)>, Error> {
    let question = "SELECT e.seq, e.prev, d.hash, e.hash, d.bytes FROM envelope e \
                    JOIN doc d ON d.branch = e.branch AND d.ord = e.ord \
                    WHERE e.branch = ? AND e.chain = ? AND e.seq > ? ORDER BY e.seq LIMIT ?";
    let mut page = Vec::new();
    let mut weight = 0;
    sql::each(
        db,
        question,
        &[&branch, &chain, &after, &max_docs],
        |cells| {
            let envelope = place_of(branch, chain, cells)?;
            let bytes: Vec<u8> = cells.next()?;
            weight += bytes.len();
            let fits = page.is_empty() || weight <= max_bytes;
            if fits {
                page.push((envelope, bytes));
            }
            Ok(fits)
        },
    )?;
    Ok(page)
}

/// Everything that follows a place of a chain.
pub(crate) fn after(
    db: &Connection,
    branch: BranchId,
    chain: ChainId,
    seq: u64,
) -> Result<Vec<(Envelope, Vec<u8>)>, Error> {
    page(db, branch, chain, seq, u32::MAX as usize, usize::MAX)
}

fn place_of(branch: BranchId, chain: ChainId, cells: &mut Cells<'_>) -> rusqlite::Result<Envelope> {
    Ok(Envelope {
        branch,
        chain,
        seq: cells.next()?,
        prev: cells.next()?,
        doc_hash: cells.next()?,
        hash: cells.next()?,
    })
}

pub(crate) fn doc(db: &Connection, branch: BranchId, doc: DocId) -> Result<Option<Vec<u8>>, Error> {
    let question = "SELECT bytes FROM doc WHERE branch = ? AND id = ?";
    sql::first(db, question, &[&branch, &doc], sql::one)
}

pub(crate) fn place(
    db: &Connection,
    branch: BranchId,
    doc: DocId,
) -> Result<Option<Envelope>, Error> {
    let question = "SELECT d.chain, e.seq, e.prev, d.hash, e.hash FROM doc d JOIN envelope e \
                    ON e.branch = d.branch AND e.chain = d.chain AND e.seq = d.seq \
                    WHERE d.branch = ? AND d.id = ?";
    sql::first(db, question, &[&branch, &doc], |cells| {
        let chain = cells.next()?;
        place_of(branch, chain, cells)
    })
}

pub(crate) fn arrivals(
    db: &Connection,
    branch: BranchId,
    after: u64,
    max_docs: usize,
) -> Result<Vec<(u64, Vec<u8>)>, Error> {
    let question = "SELECT ord, bytes FROM doc WHERE branch = ? AND ord > ? ORDER BY ord LIMIT ?";
    sql::all(db, question, &[&branch, &after, &max_docs], |cells| {
        Ok((cells.next()?, cells.next()?))
    })
}

pub(crate) fn last_arrival(db: &Connection, branch: BranchId) -> Result<Option<Hash>, Error> {
    let question = "SELECT d.hash FROM writer w JOIN doc d ON d.branch = w.branch AND d.ord = w.ord \
                    WHERE w.branch = ?";
    sql::first(db, question, &[&branch], sql::one)
}

/// Documents of a branch, the latest arrival first, before an order number when the list goes on.
pub(crate) fn latest(
    db: &Connection,
    branch: BranchId,
    before: Option<u64>,
    limit: usize,
) -> Result<Vec<(u64, Vec<u8>)>, Error> {
    let question =
        "SELECT ord, bytes FROM doc WHERE branch = ? AND ord < ? ORDER BY ord DESC LIMIT ?";
    let before = before.map_or(i64::MAX, |ord| i64::try_from(ord).unwrap_or(i64::MAX));
    let limit = limit.clamp(1, limits::LIST_ROWS);
    sql::all(db, question, &[&branch, &before, &limit], |cells| {
        Ok((cells.next()?, cells.next()?))
    })
}

pub(crate) fn newest(db: &Connection, branch: BranchId) -> Result<Option<(DocId, Millis)>, Error> {
    let standing = standing(db, branch)?;
    let trusted = standing.trusted_at.unwrap_or_default();
    Ok(standing.newest.map(|newest| (newest, trusted)))
}

/// How far a writer's journal has come.
#[derive(Default)]
struct Standing {
    ord: u64,
    newest: Option<DocId>,
    trusted_at: Option<Millis>,
}

fn standing(db: &Connection, branch: BranchId) -> Result<Standing, Error> {
    let question = "SELECT ord, newest, trusted_at FROM writer WHERE branch = ?";
    let found = sql::first(db, question, &[&branch], |cells| {
        Ok(Standing {
            ord: cells.next()?,
            newest: cells.next()?,
            trusted_at: cells.next()?,
        })
    })?;
    Ok(found.unwrap_or_default())
}

pub(crate) fn open_chain(
    db: &Connection,
    branch: BranchId,
    chain: ChainId,
    epoch: u32,
) -> Result<(), Error> {
    if head(db, branch, chain)?.is_some() {
        return Err(Error::Row(format!(
            "{chain:?} of branch {branch} stands already"
        )));
    }
    sql::upsert(db, &WRITER, [branch], |branch, pen| {
        pen.put_all(&[branch, &0_u64])
    })?;
    let order =
        "INSERT INTO chain (branch, chain, epoch, seq, hash, is_open) VALUES (?, ?, ?, 0, ?, 1)";
    sql::run(db, order, &[&branch, &chain, &epoch, &Hash::ZERO])?;
    Ok(())
}

pub(crate) fn close_chain(db: &Connection, branch: BranchId, chain: ChainId) -> Result<(), Error> {
    let order = "UPDATE chain SET is_open = 0 WHERE branch = ? AND chain = ?";
    sql::run(db, order, &[&branch, &chain])?;
    Ok(())
}

pub(crate) fn append(
    db: &Connection,
    envelope: &Envelope,
    doc: &SealedDoc,
) -> Result<Appended, Error> {
    if envelope.doc_hash != doc.hash {
        return Err(Error::Row("an envelope names another document".to_owned()));
    }
    advance(db, envelope)?;
    let (appended, ord) = keep(db, envelope, doc)?;
    lay(db, envelope, ord)?;
    Ok(appended)
}

/// Moves the head of a chain from the place before the envelope to it, or fails: a compare-and-set,
/// so that no second writer of whatever kind can put two documents into one place.
fn advance(db: &Connection, envelope: &Envelope) -> Result<(), Error> {
    let order = "UPDATE chain SET seq = ?, hash = ? WHERE branch = ? AND chain = ? AND seq = ? AND hash = ?";
    let before = envelope.seq.saturating_sub(1);
    let moved = sql::run(
        db,
        order,
        &[
            &envelope.seq,
            &envelope.hash,
            &envelope.branch,
            &envelope.chain,
            &before,
            &envelope.prev,
        ],
    )?;
    if moved == 1 {
        Ok(())
    } else {
        let (branch, chain, seq) = (envelope.branch, envelope.chain, envelope.seq);
        let words = format!("{seq} does not follow the head of {chain:?} of branch {branch}");
        Err(Error::Row(words))
    }
}

fn lay(db: &Connection, envelope: &Envelope, ord: u64) -> Result<(), Error> {
    let order =
        "INSERT INTO envelope (branch, chain, seq, prev, hash, ord) VALUES (?, ?, ?, ?, ?, ?)";
    let place: [&dyn Bind; 6] = [
        &envelope.branch,
        &envelope.chain,
        &envelope.seq,
        &envelope.prev,
        &envelope.hash,
        &ord,
    ];
    sql::run(db, order, &place)?;
    Ok(())
}

/// Finds or keeps the document, with its number in the order of arrival.
fn keep(db: &Connection, envelope: &Envelope, doc: &SealedDoc) -> Result<(Appended, u64), Error> {
    let branch = envelope.branch;
    match known(db, branch, doc.doc.id)? {
        None => Ok((Appended::New, add(db, envelope, doc, doc.doc.id)?)),
        Some((ord, hash)) if hash == doc.hash => Ok((Appended::Known, ord)),
        Some(_) => {
            let stand_in = stand_in(&doc.hash);
            match known(db, branch, stand_in)? {
                Some((ord, _)) => Ok((Appended::Known, ord)),
                None => Ok((Appended::Clash(stand_in), add(db, envelope, doc, stand_in)?)),
            }
        }
    }
}

/// The id under which a document lies whose own id is taken: the start of its hash, as for poison.
fn stand_in(hash: &Hash) -> DocId {
    let mut id = [0; 16];
    id.copy_from_slice(&hash.0[..16]);
    DocId::from_bytes(id)
}

fn known(db: &Connection, branch: BranchId, id: DocId) -> Result<Option<(u64, Hash)>, Error> {
    let question = "SELECT ord, hash FROM doc WHERE branch = ? AND id = ?";
    sql::first(db, question, &[&branch, &id], |cells| {
        Ok((cells.next()?, cells.next()?))
    })
}

fn add(db: &Connection, envelope: &Envelope, doc: &SealedDoc, id: DocId) -> Result<u64, Error> {
    let before = standing(db, envelope.branch)?;
    let ord = before.ord + 1;
    // Poison has no time of its own, and its id is no device's: it must not lead the clock.
    let timed = doc.doc.at.0 > 0;
    let newest = before.newest.max(timed.then_some(doc.doc.id));
    let trusted = timed && !doc.doc.clock_suspect;
    let trusted_at = before.trusted_at.max(trusted.then_some(doc.doc.at));
    let order = "UPDATE writer SET ord = ?, newest = ?, trusted_at = ? WHERE branch = ?";
    sql::run(db, order, &[&ord, &newest, &trusted_at, &envelope.branch])?;
    let order =
        "INSERT INTO doc (branch, ord, id, hash, chain, seq, bytes) VALUES (?, ?, ?, ?, ?, ?, ?)";
    let row: [&dyn Bind; 7] = [
        &envelope.branch,
        &ord,
        &id,
        &doc.hash,
        &envelope.chain,
        &envelope.seq,
        &doc.bytes,
    ];
    sql::run(db, order, &row)?;
    Ok(ord)
}

pub(crate) fn rehome(
    db: &Connection,
    branch: BranchId,
    from: ChainId,
    after: u64,
    into: &[Envelope],
) -> Result<(), Error> {
    let tail = tail_of(db, branch, from, after)?;
    cut(db, branch, from, after)?;
    for envelope in into {
        let Some(&ord) = tail.get(&envelope.doc_hash) else {
            return Err(Error::Row(
                "a re-homed envelope names no document of the tail".to_owned(),
            ));
        };
        advance(db, envelope)?;
        lay(db, envelope, ord)?;
        let order = "UPDATE doc SET chain = ?, seq = ? \
                     WHERE branch = ? AND ord = ? AND chain = ? AND seq > ?";
        sql::run(
            db,
            order,
            &[&envelope.chain, &envelope.seq, &branch, &ord, &from, &after],
        )?;
    }
    let homed = into
        .iter()
        .map(|envelope| envelope.doc_hash)
        .collect::<BTreeSet<_>>();
    if homed.len() == tail.len() {
        Ok(())
    } else {
        Err(Error::Row(
            "a document of the forked tail was left without a place".to_owned(),
        ))
    }
}

fn tail_of(
    db: &Connection,
    branch: BranchId,
    chain: ChainId,
    after: u64,
) -> Result<BTreeMap<Hash, u64>, Error> {
    let question = "SELECT d.hash, e.ord FROM envelope e \
                    JOIN doc d ON d.branch = e.branch AND d.ord = e.ord \
                    WHERE e.branch = ? AND e.chain = ? AND e.seq > ?";
    let rows = sql::all(db, question, &[&branch, &chain, &after], |cells| {
        Ok((cells.next()?, cells.next()?))
    })?;
    Ok(rows.into_iter().collect())
}

/// Ends a chain after a place: the envelopes behind it go, their documents stay.
fn cut(db: &Connection, branch: BranchId, chain: ChainId, after: u64) -> Result<(), Error> {
    let hash = match after {
        0 => Hash::ZERO,
        after => hash_at(db, branch, chain, after)?
            .ok_or_else(|| Error::Row(format!("{chain:?} has no place {after}")))?,
    };
    let order = "DELETE FROM envelope WHERE branch = ? AND chain = ? AND seq > ?";
    sql::run(db, order, &[&branch, &chain, &after])?;
    let order = "UPDATE chain SET seq = ?, hash = ? WHERE branch = ? AND chain = ?";
    sql::run(db, order, &[&after, &hash, &branch, &chain])?;
    Ok(())
}
