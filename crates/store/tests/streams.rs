//! R13 on a real database: many who write through the one writer, and a reader
//! beside them that pulls and must never miss a change.

use std::{
    collections::BTreeMap,
    path::Path,
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

use nusa_facts::master::Scope;
use nusa_store::{
    Error, Look, Options, SqliteReader, SqliteStore, Store, Tx, conformance::samples::category,
};

const WRITERS: u32 = 16;
const ROUNDS: u32 = 12;

fn write(store: &Mutex<SqliteStore>, writer: u32) {
    for round in 0..ROUNDS {
        let mut store = store.lock().unwrap();
        let done: Result<(), Error> = store.transact(|tx| {
            let row = category(writer * 100 + round);
            let change = tx.next_change(Scope::Company)?;
            tx.put(Scope::Company, change, &row.key(), Some(&row))?;
            // Every third transaction is undone: its number must be given again.
            if round % 3 == 2 {
                Err(Error::Full)
            } else {
                Ok(())
            }
        });
        assert_eq!(done.is_ok(), round % 3 != 2);
    }
}

/// Pulls until the writers are done and nothing is left; every row it was told, by change number.
fn pull(directory: &Path, done: &AtomicBool) -> BTreeMap<u64, String> {
    let reader = SqliteReader::open(directory).unwrap();
    let mut told = BTreeMap::new();
    let mut cursor = 0;
    loop {
        let last = done.load(Ordering::Acquire);
        let page = reader.changes(Scope::Company, cursor, 5).unwrap();
        if page.is_empty() && last {
            return told;
        }
        for row in page {
            assert!(cursor < row.change, "a change came twice or out of order");
            cursor = row.change;
            told.insert(row.change, row.key.id);
        }
    }
}

#[test]
fn r13_a_puller_never_misses_a_change_of_sixteen_writers() {
    let directory = tempfile::tempdir().unwrap();
    let options = Options {
        ballast_bytes: 0,
        ..Options::default()
    };
    let store = Mutex::new(SqliteStore::open(directory.path(), &options).unwrap());
    let done = AtomicBool::new(false);
    let told = thread::scope(|scope| {
        let puller = scope.spawn(|| pull(directory.path(), &done));
        let writers: Vec<_> = (0..WRITERS)
            .map(|n| {
                scope.spawn({
                    let store = &store;
                    move || write(store, n)
                })
            })
            .collect();
        writers
            .into_iter()
            .for_each(|writer| writer.join().unwrap());
        done.store(true, Ordering::Release);
        puller.join().unwrap()
    });
    let rows = u64::from(WRITERS * ROUNDS * 2 / 3);
    assert!(
        told.keys().copied().eq(1..=rows),
        "numbers without a gap, every one told"
    );
    let mut ids: Vec<_> = told.into_values().collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len() as u64, rows);
}
