//! Every former version climbs to the newest with what was in it; a step that
//! fails leaves the file as it was.

use std::path::PathBuf;

use rusqlite::Connection;
use tempfile::TempDir;

use super::{STEPS, Step, copy_of, migrate, version};
use crate::{
    conformance::samples::{BRANCH, chain, doc, placed, sale_deltas},
    digest,
    error::Error,
    journal, slice,
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
    slice::apply(db, BRANCH, &sale_deltas(2, 700)).unwrap();
}

fn schema(db: &Connection) -> Vec<String> {
    let question = "SELECT type || ' ' || name FROM sqlite_schema ORDER BY 1";
    let mut statement = db.prepare(question).unwrap();
    let names = statement.query_map([], |row| row.get(0)).unwrap();
    names.map(Result::unwrap).collect()
}

#[test]
fn r23_every_former_version_climbs_with_all_that_is_in_it() {
    let (_fresh, path, newest) = database();
    migrate(&newest, &path, STEPS).unwrap();
    for former in 1..STEPS.len() {
        let (_directory, path, db) = database();
        migrate(&db, &path, &STEPS[..former]).unwrap();
        fill(&db);
        let before = digest::digests(&db, None).unwrap();
        migrate(&db, &path, STEPS).unwrap();
        assert_eq!(version(&db).unwrap(), STEPS.last().unwrap().version);
        assert_eq!(schema(&db), schema(&newest), "from version {former}");
        assert_eq!(digest::digests(&db, None).unwrap(), before);
        let copy = Connection::open(copy_of(&path, STEPS[former - 1].version)).unwrap();
        assert_eq!(version(&copy).unwrap(), STEPS[former - 1].version);
        assert_eq!(
            digest::digests(&copy, None).unwrap(),
            before,
            "the copy is whole"
        );
    }
}

#[test]
fn r23_a_step_that_fails_leaves_the_old_file() {
    const BROKEN: &[Step] = &[
        Step {
            version: 1,
            sql: STEPS[0].sql,
        },
        Step {
            version: 2,
            sql: STEPS[1].sql,
        },
        Step {
            version: 3,
            sql: STEPS[2].sql,
        },
        Step {
            version: 4,
            sql: "CREATE TABLE half (a INTEGER) STRICT; DROP TABLE nowhere;",
        },
    ];
    let (_directory, path, db) = database();
    migrate(&db, &path, STEPS).unwrap();
    fill(&db);
    let before = (digest::digests(&db, None).unwrap(), schema(&db));
    assert!(migrate(&db, &path, BROKEN).is_err());
    assert!(db.is_autocommit(), "nothing is left open");
    assert_eq!(version(&db).unwrap(), 3);
    assert_eq!((digest::digests(&db, None).unwrap(), schema(&db)), before);
    migrate(&db, &path, STEPS).unwrap();
    slice::apply(&db, BRANCH, &sale_deltas(3, 700)).unwrap();
}

#[test]
fn r22_a_newer_file_is_left_alone() {
    let (_directory, path, db) = database();
    migrate(&db, &path, STEPS).unwrap();
    let refused = migrate(&db, &path, &STEPS[..1]);
    assert!(
        matches!(refused, Err(Error::Newer { found: 3, known: 1 })),
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
