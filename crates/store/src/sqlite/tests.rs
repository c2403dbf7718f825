//! The SQLite keeper put through the contract of keepers, part by part where a
//! failure rule has a name, and what is its own: a transaction that the disk undid.

use tempfile::TempDir;

use nusa_facts::Head;

use super::*;
use crate::conformance::{
    self, journal as journals, master as streams,
    samples::{BRANCH, chain, doc, placed},
    slices,
};
use crate::ledger::Look;

/// A store in a directory of its own that goes with it.
struct Lent {
    store: SqliteStore,
    _directory: TempDir,
}

impl Store for Lent {
    type Tx<'a> = SqliteTx<'a>;

    fn transact<T, E: From<Error>>(
        &mut self,
        work: impl FnOnce(&mut SqliteTx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.store.transact(work)
    }
}

fn lent() -> Lent {
    let directory = tempfile::tempdir().unwrap();
    let options = Options {
        ballast_bytes: 0,
        ..Options::default()
    };
    let store = SqliteStore::open(directory.path(), &options).unwrap();
    Lent {
        store,
        _directory: directory,
    }
}

#[test]
fn sqlite_keeps_the_contract() {
    conformance::run(lent);
}

#[test]
fn r5_a_forked_tail_moves_and_its_documents_stay() {
    journals::a_forked_tail_moves_with_its_documents_unchanged(&mut lent());
}

#[test]
fn r14_tombstones_go_behind_the_horizon() {
    streams::tombstones_are_forgotten_behind_the_horizon(&mut lent());
}

#[test]
fn r15_a_row_leaves_with_its_last_stream() {
    streams::a_row_goes_when_its_last_stream_lets_it_go(&mut lent());
}

#[test]
fn r17_a_stream_is_replaced_whole_or_not_at_all() {
    streams::a_snapshot_replaces_a_stream_whole_or_not_at_all(&mut lent());
}

#[test]
fn r20_only_trusted_time_is_the_newest() {
    journals::only_trusted_time_leads_the_clock(&mut lent());
}

#[test]
fn r34_what_was_applied_twice_shows_in_the_digests() {
    slices::stock_counted_twice_is_seen(&mut lent);
}

#[test]
fn r25_nothing_is_written_behind_a_transaction_that_the_disk_undid() {
    let mut lent = lent();
    let late = |tx: &mut SqliteTx<'_>| {
        tx.set_note("early", Some(b"1"))?;
        // What SQLite does by itself when a statement meets the end of the disk.
        tx.db.execute_batch("ROLLBACK").unwrap();
        assert!(tx.set_note("late", Some(b"2")).is_err());
        let part: Result<(), Error> = tx.savepoint(|tx| tx.set_note("later", Some(b"3")));
        assert!(matches!(part, Err(Error::Io(_))), "{part:?}");
        tx.full = true;
        assert!(matches!(tx.set_note("late", Some(b"2")), Err(Error::Full)));
        Ok(())
    };
    let done: Result<(), Error> = lent.transact(late);
    assert!(
        matches!(done, Err(Error::Full)),
        "what was undone is never told as kept"
    );
    let notes = lent.transact::<_, Error>(|tx| tx.notes("")).unwrap();
    assert!(notes.is_empty(), "{notes:?}");
}

#[test]
fn r28_a_second_disk_that_fails_is_a_warning_and_the_sale_stands() {
    let mut lent = lent();
    lent.store.tail = Some(Tail::full());
    let place = placed(BRANCH, Head::empty(chain(1)), &[doc(1, "a")])[0];
    let sold = lent.transact::<_, Error>(|tx| {
        tx.open_chain(BRANCH, chain(1), 1)?;
        tx.append(&place, &doc(1, "a"))
    });
    assert_eq!(sold.unwrap(), Appended::New);
    assert_eq!(lent.store.tail_fault(), Some("the disk is full"));
    let head = journal::head(lent.store.db(), BRANCH, chain(1)).unwrap();
    assert_eq!(head, Some(place.head()));
}
