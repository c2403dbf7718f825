//! R24 as far as a running process can see it: how the database of a node writes,
//! and that nothing is told before it is written. `scripts/proof-disk.sh` cuts the power.

use std::{
    os::unix::fs::MetadataExt,
    sync::mpsc::{Receiver, SyncSender, sync_channel},
    time::Duration,
};

use nusa_store::{Durability, Error, Look, Options, SqliteReader, SqliteStore, Store, Tx};
use rusqlite::Connection;

#[test]
fn r24_an_answer_comes_after_the_commit_and_the_commit_is_in_the_log() {
    let directory = tempfile::tempdir().unwrap();
    let options = Options {
        ballast_bytes: 0,
        ..Options::default()
    };
    assert_eq!(
        options.durability,
        Durability::Full,
        "nobody has to ask for it"
    );
    let mut store = SqliteStore::open(directory.path(), &options).unwrap();
    let file = Connection::open(directory.path().join("nusa.db")).unwrap();
    let mode: String = file
        .pragma_query_value(None, "journal_mode", |row| row.get(0))
        .unwrap();
    assert_eq!(mode, "wal");

    let log = directory.path().join("nusa.db-wal");
    let written = || std::fs::metadata(&log).map_or(0, |log| log.size());
    let before = written();
    let reader = SqliteReader::open(directory.path()).unwrap();
    let (inside, seen): (SyncSender<()>, Receiver<()>) = sync_channel(1);
    let (go, on) = sync_channel::<()>(1);
    let clerk = std::thread::spawn(move || {
        let answer = store.transact::<_, Error>(|tx| {
            tx.set_note("sale", Some(b"paid"))?;
            inside.send(()).unwrap();
            on.recv_timeout(Duration::from_secs(30)).unwrap();
            Ok("receipt")
        });
        (answer.unwrap(), store)
    });
    seen.recv_timeout(Duration::from_secs(30)).unwrap();
    assert_eq!(
        reader.note("sale").unwrap(),
        None,
        "not yet paid for anybody"
    );
    go.send(()).unwrap();
    let (answer, store) = clerk.join().unwrap();
    assert_eq!(answer, "receipt");
    assert_eq!(reader.note("sale").unwrap().as_deref(), Some(&b"paid"[..]));
    assert!(written() > before, "the answer stands in the log");

    // What is on the disk now, without a farewell, is enough to read the answer again.
    let copy = tempfile::tempdir().unwrap();
    for name in ["nusa.db", "nusa.db-wal"] {
        std::fs::copy(directory.path().join(name), copy.path().join(name)).unwrap();
    }
    drop(store);
    let mut again = SqliteStore::open(copy.path(), &options).unwrap();
    let kept = again.transact::<_, Error>(|tx| tx.note("sale")).unwrap();
    assert_eq!(kept.as_deref(), Some(&b"paid"[..]));
}
