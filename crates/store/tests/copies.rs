//! R26, R27, R28: copies of a database in use, restoring one, and the second file
//! of documents that the centre does not have.

use std::{fs, io::Write, path::Path};

use nusa_facts::Head;
use nusa_store::{
    Error, Look, Options, SqliteReader, SqliteStore, Store, Tx,
    backup::{Restoring, Standing},
    conformance::samples::{BRANCH, chain, doc, placed, sale_deltas},
    tail,
};

fn store(directory: &Path, tail: Option<&Path>) -> SqliteStore {
    let tail = tail.map(Path::to_owned);
    SqliteStore::open(
        directory,
        &Options {
            ballast_bytes: 0,
            tail,
            ..Options::default()
        },
    )
    .unwrap()
}

fn sell<T: Tx>(tx: &mut T, n: u32) -> Result<(), Error> {
    let head = match tx.head(BRANCH, chain(1))? {
        Some(head) => head,
        None => {
            tx.open_chain(BRANCH, chain(1), 1)?;
            Head::empty(chain(1))
        }
    };
    let doc = doc(n, "x");
    tx.append(&placed(BRANCH, head, std::slice::from_ref(&doc))[0], &doc)?;
    tx.apply(BRANCH, &sale_deltas(n, 1_000))
}

#[test]
fn r27_a_backup_is_a_whole_moment_of_a_database_in_use() {
    let directory = tempfile::tempdir().unwrap();
    let mut node = store(&directory.path().join("a"), None);
    (1..=5).for_each(|n| node.transact(|tx| sell(tx, n)).unwrap());
    let copy = directory.path().join("nusa.backup");
    let reader = SqliteReader::open(node.directory()).unwrap();
    reader.backup(&copy).unwrap();
    assert!(
        matches!(reader.backup(&copy), Err(Error::Taken(_))),
        "a backup is never overwritten"
    );
    let then = reader.digests(None).unwrap();
    node.transact(|tx| sell(tx, 6)).unwrap();

    let there = directory.path().join("b");
    let restore = || Restoring::prepare(&copy, &there, Standing::Kept);
    assert_eq!(restore().unwrap().finish().unwrap(), None);
    assert!(
        matches!(restore(), Err(Error::Taken(_))),
        "a database is never overwritten"
    );
    let restored = SqliteReader::open(&there).unwrap();
    assert_eq!(restored.digests(None).unwrap(), then);
    assert_ne!(reader.digests(None).unwrap(), then);
    assert_eq!(restored.head(BRANCH, chain(1)).unwrap().unwrap().seq, 5);
    store(&there, None).transact(|tx| sell(tx, 7)).unwrap();
}

#[test]
fn r27_a_backup_with_a_changed_document_is_not_restored() {
    let directory = tempfile::tempdir().unwrap();
    let mut node = store(&directory.path().join("a"), None);
    node.transact(|tx| sell(tx, 1)).unwrap();
    let copy = directory.path().join("nusa.backup");
    SqliteReader::open(node.directory())
        .unwrap()
        .backup(&copy)
        .unwrap();
    let forged = rusqlite::Connection::open(&copy).unwrap();
    forged
        .execute("UPDATE doc SET bytes = ?", [doc(1, "y").bytes])
        .unwrap();
    drop(forged);
    let there = directory.path().join("b");
    let refused = Restoring::prepare(&copy, &there, Standing::Kept).unwrap_err();
    assert!(matches!(refused, Error::Damaged(_)), "{refused:?}");
    assert!(refused.to_string().contains("its document was changed"));
}

#[test]
fn r26_a_changed_document_is_seen_at_the_next_start() {
    let directory = tempfile::tempdir().unwrap();
    let mut node = store(directory.path(), None);
    (1..=3).for_each(|n| node.transact(|tx| sell(tx, n)).unwrap());
    drop(node);
    let forge = |order: &str| {
        let db = rusqlite::Connection::open(directory.path().join("nusa.db")).unwrap();
        db.execute_batch(order).unwrap();
    };
    let cases = [
        (
            "UPDATE doc SET bytes = CAST('{}' AS BLOB) WHERE ord = 3",
            "its document was changed",
        ),
        (
            "UPDATE envelope SET prev = zeroblob(32) WHERE seq = 2",
            "does not follow",
        ),
        (
            "UPDATE envelope SET hash = zeroblob(32) WHERE seq = 3",
            "its seal is broken",
        ),
        ("DELETE FROM envelope WHERE seq = 2", "a place is missing"),
        ("DELETE FROM envelope WHERE seq = 3", "ends elsewhere"),
    ];
    let whole = fs::read(directory.path().join("nusa.db")).unwrap();
    for (order, expected) in cases {
        forge(order);
        let options = Options {
            ballast_bytes: 0,
            ..Options::default()
        };
        let told = SqliteStore::open(directory.path(), &options)
            .unwrap_err()
            .to_string();
        assert!(told.contains(expected), "{order}: {told}");
        fs::write(directory.path().join("nusa.db"), &whole).unwrap();
    }
}

#[test]
fn r26_r28_the_second_file_has_what_the_centre_lacks() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("usb/tail.jsonl");
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let mut node = store(&directory.path().join("a"), Some(&path));
    (1..=3).for_each(|n| node.transact(|tx| sell(tx, n)).unwrap());
    let undone: Result<(), Error> = node.transact(|tx| {
        sell(tx, 4)?;
        Err(Error::Full)
    });
    assert!(undone.is_err());
    node.transact::<_, Error>(|tx| {
        let refused: Result<(), Error> = tx.savepoint(|tx| {
            sell(tx, 5)?;
            Err(Error::Full)
        });
        assert!(refused.is_err());
        sell(tx, 6)
    })
    .unwrap();
    assert_eq!(node.tail_fault(), None);
    let seqs = || {
        tail::read(&path)
            .unwrap()
            .iter()
            .map(|(place, _)| place.seq)
            .collect::<Vec<_>>()
    };
    assert_eq!(seqs(), [1, 2, 3, 4], "what was undone is not in it");
    assert_eq!(tail::read(&path).unwrap()[3].1, doc(6, "x").bytes);

    node.level_tail(BRANCH, vec![(chain(9), 4)]).unwrap();
    assert_eq!(
        seqs(),
        [1, 2, 3, 4],
        "another chain says nothing of this one"
    );
    node.level_tail(BRANCH, vec![(chain(1), 2)]).unwrap();
    assert_eq!(seqs(), [3, 4]);
    drop(node);
    fs::OpenOptions::new()
        .append(true)
        .open(&path)
        .unwrap()
        .write_all(b"{\"branch\":7,")
        .unwrap();
    assert_eq!(seqs(), [3, 4], "a torn line is nobody's");
    let mut node = store(&directory.path().join("a"), Some(&path));
    node.transact(|tx| sell(tx, 7)).unwrap();
    assert_eq!(seqs(), [3, 4, 5]);

    fs::remove_file(&path).unwrap();
    drop(node);
    let mut node = store(&directory.path().join("a"), Some(&path));
    node.transact(|tx| sell(tx, 8)).unwrap();
    assert_eq!(seqs(), [6], "a new stick knows only what is new");
    node.level_tail(BRANCH, vec![(chain(1), 1)]).unwrap();
    assert_eq!(
        seqs(),
        [2, 3, 4, 5, 6],
        "until it is told what the centre lacks"
    );
}

#[test]
fn r28_a_stick_that_is_not_there_stops_nothing_and_is_caught_up_with_when_it_comes() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("usb/tail.jsonl");
    let mut node = store(&directory.path().join("a"), Some(&path));
    assert!(node.tail_fault().is_some(), "a missing stick is told");
    (1..=2).for_each(|n| node.transact(|tx| sell(tx, n)).unwrap());
    assert!(node.tail_fault().is_some());
    node.level_tail(BRANCH, vec![(chain(1), 0)]).unwrap_err();
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    node.transact(|tx| sell(tx, 3)).unwrap();
    assert_eq!(node.tail_fault(), None);
    let seqs = || {
        let held = tail::read(&path).unwrap();
        held.iter().map(|(place, _)| place.seq).collect::<Vec<_>>()
    };
    assert_eq!(seqs(), [3]);
    node.level_tail(BRANCH, vec![(chain(1), 0)]).unwrap();
    assert_eq!(seqs(), [1, 2, 3]);
}
