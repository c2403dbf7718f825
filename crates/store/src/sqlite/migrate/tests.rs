//! Every former version climbs to the newest with what was in it; a step that
//! fails leaves the file as it was.

use std::path::PathBuf;

use nusa_rules::Delta;
use rusqlite::Connection;
use tempfile::TempDir;

use super::{STEPS, Step, copy_of, migrate, version};
use crate::{
    backup::{Restoring, Standing},
    conformance::samples::{BRANCH, chain, doc, placed, sale_deltas},
    digest,
    error::Error,
    journal, slice,
    sqlite::{Seat, SqliteReader},
};

fn database() -> (TempDir, PathBuf, Connection) {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("nusa.db");
    let db = Connection::open(&path).unwrap();
    (directory, path, db)
}

/// Puts a day's work into a database of whatever version.
fn fill(db: &Connection) {
    journal::open_chain(db, BRANCH, chain(1), 1).unwrap();
    let head = journal::head(db, BRANCH, chain(1)).unwrap().unwrap();
    let place = placed(BRANCH, head, &[doc(1, "a")])[0];
    journal::append(db, &place, &doc(1, "a")).unwrap();
    let is_series = |delta: &Delta| matches!(delta, Delta::Series { .. });
    let (series, others): (Vec<_>, Vec<_>) = sale_deltas(2, 700).into_iter().partition(is_series);
    slice::apply(db, BRANCH, &others).unwrap();
    if version(db).unwrap() < BY_MARK {
        let old = "INSERT INTO series (branch, chain, till, last, closed) VALUES (7, ?, 1, 2, 0)";
        db.execute(old, [chain(1).0]).unwrap();
    } else {
        slice::apply(db, BRANCH, &series).unwrap();
    }
}

/// The first version whose series are known by their marks.
const BY_MARK: u32 = 3;

/// Everything in a file, table by table, whatever its version.
fn contents(db: &Connection) -> Vec<String> {
    let tables = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name";
    let mut rows = Vec::new();
    for table in strings(db, tables) {
        let columns = strings(
            db,
            &format!("SELECT name FROM pragma_table_info('{table}')"),
        );
        let quoted: Vec<_> = columns
            .iter()
            .map(|name| format!("quote({name})"))
            .collect();
        let row = quoted.join(" || ',' || ");
        rows.extend(strings(
            db,
            &format!("SELECT '{table}: ' || {row} FROM {table} ORDER BY 1"),
        ));
    }
    rows
}

fn strings(db: &Connection, question: &str) -> Vec<String> {
    let mut statement = db.prepare(question).unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.map(Result::unwrap).collect()
}

fn schema(db: &Connection) -> Vec<String> {
    strings(
        db,
        "SELECT type || ' ' || name FROM sqlite_schema ORDER BY 1",
    )
}

#[test]
fn r23_every_former_version_climbs_with_all_that_is_in_it() {
    let (_fresh, path, newest) = database();
    migrate(&newest, &path, STEPS).unwrap();
    fill(&newest);
    for former in 1..STEPS.len() {
        let (_directory, path, db) = database();
        migrate(&db, &path, &STEPS[..former]).unwrap();
        fill(&db);
        let before = contents(&db);
        migrate(&db, &path, STEPS).unwrap();
        assert_eq!(version(&db).unwrap(), STEPS.last().unwrap().version);
        assert_eq!(schema(&db), schema(&newest), "from version {former}");
        assert_eq!(contents(&db), contents(&newest), "from version {former}");
        let copy = Connection::open(copy_of(&path, STEPS[former - 1].version)).unwrap();
        assert_eq!(version(&copy).unwrap(), STEPS[former - 1].version);
        assert_eq!(contents(&copy), before, "the copy is whole");
    }
}

#[test]
fn r23_r27_a_backup_of_every_former_version_is_restored_and_stays_as_it_is() {
    let (_fresh, path, newest) = database();
    migrate(&newest, &path, STEPS).unwrap();
    fill(&newest);
    for former in 1..=STEPS.len() {
        let (_directory, file, db) = database();
        migrate(&db, &file, &STEPS[..former]).unwrap();
        fill(&db);
        drop(db);
        let bytes = std::fs::read(&file).unwrap();
        let restored = tempfile::tempdir().unwrap();
        let there = restored.path().join("node");
        Restoring::prepare(&file, &there, Standing::Kept)
            .and_then(Restoring::finish)
            .unwrap();
        let reader = SqliteReader::open(&there).unwrap();
        assert_eq!(
            contents(reader.db()),
            contents(&newest),
            "from version {former}"
        );
        assert_eq!(std::fs::read(&file).unwrap(), bytes);
        let left = std::fs::read_dir(&there).unwrap();
        let mut left: Vec<_> = left.map(|file| file.unwrap().file_name()).collect();
        left.sort();
        assert_eq!(
            left,
            ["nusa.db", "nusa.lock"],
            "nothing half done lies beside it"
        );
    }
}

#[test]
fn r23_who_only_reads_an_older_file_is_told_so() {
    let (directory, path, db) = database();
    migrate(&db, &path, &STEPS[..1]).unwrap();
    drop(db);
    let refused = SqliteReader::open(directory.path()).unwrap_err();
    assert!(
        matches!(refused, Error::Older { found: 1, .. }),
        "{refused:?}"
    );
}

#[test]
fn r23_a_step_that_fails_leaves_the_old_file() {
    let newest = STEPS.len();
    let mut broken: Vec<Step> = STEPS.iter().map(|step| Step { ..*step }).collect();
    broken.push(Step {
        version: STEPS[newest - 1].version + 1,
        sql: "CREATE TABLE half (a INTEGER) STRICT; DROP TABLE nowhere;",
    });
    let (_directory, path, db) = database();
    migrate(&db, &path, STEPS).unwrap();
    fill(&db);
    let before = (contents(&db), schema(&db));
    assert!(migrate(&db, &path, &broken).is_err());
    assert!(db.is_autocommit(), "nothing is left open");
    assert_eq!(version(&db).unwrap(), STEPS[newest - 1].version);
    assert_eq!((contents(&db), schema(&db)), before);
    migrate(&db, &path, STEPS).unwrap();
    slice::apply(&db, BRANCH, &sale_deltas(3, 700)).unwrap();
}

#[test]
fn r22_a_newer_file_is_left_alone() {
    let (_directory, path, db) = database();
    migrate(&db, &path, STEPS).unwrap();
    let last = STEPS.last().unwrap().version;
    let refused = migrate(&db, &path, &STEPS[..1]);
    assert!(
        matches!(refused, Err(Error::Newer { found, known: 1 }) if found == last),
        "{refused:?}"
    );
}

#[test]
fn every_table_is_a_projection_or_is_named_as_none() {
    let (_directory, path, db) = database();
    migrate(&db, &path, STEPS).unwrap();
    let tables = schema(&db)
        .into_iter()
        .filter_map(|row| row.strip_prefix("table ").map(str::to_owned));
    let projections = digest::PROJECTIONS
        .iter()
        .map(|projection| projection.table);
    let mut named: Vec<&str> = projections.chain(digest::OTHERS.iter().copied()).collect();
    named.sort_unstable();
    assert!(tables.eq(named));
}
