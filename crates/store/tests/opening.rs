//! What a node says of the file it finds: somebody else's, a newer program's, a
//! damaged one, one that is in use. It never panics and never writes to them.

use std::{fs, os::unix::fs::PermissionsExt, path::Path};

use nusa_store::{
    Durability, Error, Look, Options, SqliteReader, SqliteStore, Store, Tx,
    backup::{Restoring, Standing},
};
use rusqlite::Connection;

fn options() -> Options {
    Options {
        ballast_bytes: 0,
        ..Options::default()
    }
}

fn open(directory: &Path) -> Result<SqliteStore, Error> {
    SqliteStore::open(directory, &options())
}

/// A directory with a database in it that was closed in order.
fn closed() -> tempfile::TempDir {
    let directory = tempfile::tempdir().unwrap();
    let mut store = open(directory.path()).unwrap();
    for n in 0..200 {
        let name = format!("n/{n}");
        store
            .transact::<_, Error>(|tx| tx.set_note(&name, Some(&[7; 500])))
            .unwrap();
    }
    drop(store);
    directory
}

#[test]
fn a_new_directory_is_made_and_found_again() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("deep/node");
    let mut store = open(&path).unwrap();
    store
        .transact::<_, Error>(|tx| tx.set_note("a", Some(b"1")))
        .unwrap();
    drop(store);
    let mut again = open(&path).unwrap();
    let note = again.transact::<_, Error>(|tx| tx.note("a")).unwrap();
    assert_eq!(note.as_deref(), Some(&b"1"[..]));
    assert_eq!(SqliteReader::open(&path).unwrap().note("a").unwrap(), note);
}

#[test]
fn only_the_owner_reads_a_database_and_its_log() {
    let directory = tempfile::tempdir().unwrap();
    let modes = || {
        ["nusa.db", "nusa.db-wal", "nusa.db-shm"].map(|name| {
            let file = fs::metadata(directory.path().join(name)).unwrap();
            file.permissions().mode() & 0o777
        })
    };
    let mut store = open(directory.path()).unwrap();
    store
        .transact::<_, Error>(|tx| tx.set_note("a", Some(b"1")))
        .unwrap();
    assert_eq!(modes(), [0o600; 3]);
    drop(store);
    let file = directory.path().join("nusa.db");
    fs::set_permissions(file, fs::Permissions::from_mode(0o644)).unwrap();
    let _store = open(directory.path()).unwrap();
    assert_eq!(modes(), [0o600; 3]);
}

#[test]
fn a_directory_belongs_to_one_process() {
    let directory = closed();
    let held = open(directory.path()).unwrap();
    assert!(matches!(open(directory.path()), Err(Error::Locked)));
    drop(held);
    open(directory.path()).unwrap();
}

#[test]
fn only_the_proof_of_power_cuts_asks_for_less_than_all() {
    assert_eq!(Options::default().durability, Durability::Full);
}

#[test]
fn r22_a_newer_database_is_refused_untouched() {
    let directory = closed();
    let path = directory.path().join("nusa.db");
    Connection::open(&path)
        .unwrap()
        .pragma_update(None, "user_version", 900)
        .unwrap();
    let before = fs::read(&path).unwrap();
    let refused = open(directory.path());
    assert!(
        matches!(refused, Err(Error::Newer { found: 900, .. })),
        "{refused:?}"
    );
    let refused = SqliteReader::open(directory.path());
    assert!(matches!(refused, Err(Error::Newer { found: 900, .. })));
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn a_foreign_file_is_refused_untouched() {
    let other = |path: &Path| {
        let db = Connection::open(path).unwrap();
        db.execute_batch("CREATE TABLE theirs (a); PRAGMA application_id = 77")
            .unwrap();
    };
    let nameless = |path: &Path| {
        Connection::open(path)
            .unwrap()
            .execute_batch("CREATE TABLE theirs (a)")
            .unwrap();
    };
    let text = |path: &Path| fs::write(path, "Nama,Harga\n".repeat(100)).unwrap();
    let cases: [&dyn Fn(&Path); 3] = [&other, &nameless, &text];
    for make in cases {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("nusa.db");
        make(&path);
        let before = fs::read(&path).unwrap();
        let refused = open(directory.path()).unwrap_err();
        assert!(matches!(refused, Error::Foreign(_)), "{refused:?}");
        assert!(
            refused
                .to_string()
                .starts_with("this is not a Nusa database")
        );
        assert_eq!(fs::read(&path).unwrap(), before);
    }
}

#[test]
fn r26_a_damaged_file_is_told_and_never_a_panic() {
    let whole = fs::read(closed().path().join("nusa.db")).unwrap();
    let mut refused = 0;
    for at in (0..whole.len()).step_by(997) {
        let directory = tempfile::tempdir().unwrap();
        let mut bytes = whole.clone();
        let end = (at + 64).min(bytes.len());
        bytes[at..end].iter_mut().for_each(|byte| *byte ^= 0xa5);
        fs::write(directory.path().join("nusa.db"), bytes).unwrap();
        match open(directory.path()) {
            Ok(mut store) => {
                let _ = store.transact::<_, Error>(|tx| Ok((tx.notes("")?, tx.writers()?)));
            }
            Err(error) => {
                refused += 1;
                let known = matches!(
                    error,
                    Error::Damaged(_) | Error::Foreign(_) | Error::Newer { .. } | Error::Row(_)
                );
                assert!(known, "at {at}: {error:?}");
            }
        }
    }
    assert!(20 < refused, "only {refused} wounds were seen");
}

#[test]
fn r26_a_cut_file_and_an_overwritten_head_are_damaged() {
    let directory = closed();
    let path = directory.path().join("nusa.db");
    let whole = fs::read(&path).unwrap();
    let mut headless = whole.clone();
    headless[..16].fill(0);
    let mut rotten = whole.clone();
    rotten[4096..8192].fill(0x5a);
    let cases = [
        whole[..60].to_vec(),
        whole[..whole.len() / 2].to_vec(),
        headless,
        rotten,
    ];
    for (case, bytes) in cases.into_iter().enumerate() {
        fs::write(&path, bytes).unwrap();
        let refused = open(directory.path()).unwrap_err();
        assert!(
            matches!(refused, Error::Damaged(_)),
            "case {case}: {refused:?}"
        );
        assert!(refused.to_string().starts_with("the database is damaged"));
    }
}

#[test]
fn r26_a_damaged_file_is_set_aside_for_a_backup_and_never_deleted() {
    let directory = closed();
    let copy = directory.path().join("nusa.backup");
    let reader = SqliteReader::open(directory.path()).unwrap();
    reader.backup(&copy).unwrap();
    let facts = reader.digests(None).unwrap();
    drop(reader);
    let path = directory.path().join("nusa.db");
    let log = directory.path().join("nusa.db-wal");
    for (n, damaged) in [(1, Some("rotten")), (2, Some("rotten again")), (3, None)] {
        match damaged {
            Some(words) => fs::write(&path, words).unwrap(),
            // Somebody deleted the database and left its log behind.
            None => fs::remove_file(&path).unwrap(),
        }
        fs::write(&log, "what the engine had not moved over yet").unwrap();
        let restoring = Restoring::prepare(&copy, directory.path(), Standing::SetAside).unwrap();
        let held = open(directory.path()).unwrap_err();
        assert!(matches!(held, Error::Locked), "{held:?}");
        let aside = restoring.finish().unwrap().unwrap();
        let aside = aside.to_str().unwrap();
        assert!(aside.ends_with(&format!("nusa.damaged-{n}.db")), "{aside}");
        assert_eq!(fs::read_to_string(aside).ok().as_deref(), damaged);
        let words = fs::read_to_string(format!("{aside}-wal")).unwrap();
        assert!(words.starts_with("what the engine"), "{words}");
        let restored = SqliteReader::open(directory.path()).unwrap();
        assert_eq!(restored.digests(None).unwrap(), facts);
    }
    let in_use = open(directory.path()).unwrap();
    let refused = Restoring::prepare(&copy, directory.path(), Standing::SetAside).unwrap_err();
    assert!(matches!(refused, Error::Locked), "{refused:?}");
    drop(in_use);
    let bad = directory.path().join("bad.backup");
    fs::write(&bad, "milk and eggs").unwrap();
    let refused = Restoring::prepare(&bad, directory.path(), Standing::SetAside).unwrap_err();
    assert!(matches!(refused, Error::Foreign(_)), "{refused:?}");
    assert!(path.exists(), "a bad backup moves nothing aside");
}
