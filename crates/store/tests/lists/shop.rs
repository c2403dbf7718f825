//! A database with two branches and a centre, read beside its writer.

use nusa_facts::{BranchId, CENTRE};
use nusa_store::{
    Error, Options, SqliteReader, SqliteStore, Store, Tx,
    conformance::samples::{BRANCH, chain},
    sqlite::SqliteTx,
};

pub(crate) const OTHER: BranchId = BranchId(9);

pub(crate) struct Shop {
    pub(crate) reader: SqliteReader,
    _store: SqliteStore,
    _directory: tempfile::TempDir,
}

pub(crate) fn shop(fill: impl FnOnce(&mut SqliteTx<'_>) -> Result<(), Error>) -> Shop {
    let directory = tempfile::tempdir().unwrap();
    let options = Options {
        ballast_bytes: 0,
        ..Options::default()
    };
    let mut store = SqliteStore::open(directory.path(), &options).unwrap();
    store
        .transact(|tx| {
            tx.open_chain(CENTRE, chain(1), 1)?;
            tx.open_chain(BRANCH, chain(1), 1)?;
            tx.open_chain(OTHER, chain(2), 1)?;
            fill(tx)
        })
        .unwrap();
    let reader = SqliteReader::open(directory.path()).unwrap();
    Shop {
        reader,
        _store: store,
        _directory: directory,
    }
}
