//! What every keeper of journals must do, as one test that any keeper can be put
//! through: the SQLite one here, the simulator's map there. Knows only the traits;
//! a keeper that passes cannot be told from another by the code above it.

mod bills;
pub(crate) mod journal;
pub(crate) mod master;
mod notes;
mod orders;
mod projections;
pub(crate) mod ratings;
pub mod samples;
pub(crate) mod slices;
mod transactions;

use crate::{
    error::Error,
    ledger::{Store, Tx},
};

/// Puts a keeper through the whole contract; each part begins with a new, empty one.
///
/// # Panics
/// Where the keeper does otherwise.
pub fn run<S: Store>(mut make: impl FnMut() -> S) {
    journal::run(&mut make);
    transactions::run(&mut make);
    projections::run(&mut make);
    orders::run(&mut make);
    bills::run(&mut make);
    ratings::run(&mut make);
    slices::run(&mut make);
    master::run(&mut make);
    notes::run(&mut make);
}

/// Does something in a transaction of its own that must succeed.
pub(crate) fn must<S: Store, T>(
    store: &mut S,
    work: impl FnOnce(&mut S::Tx<'_>) -> Result<T, Error>,
) -> T {
    store
        .transact(work)
        .expect("the keeper refused what it must do")
}

/// Does something that must be refused, and with it the whole transaction.
pub(crate) fn must_not<S: Store, T>(
    store: &mut S,
    what: &str,
    work: impl FnOnce(&mut S::Tx<'_>) -> Result<T, Error>,
) {
    assert!(
        store.transact(work).is_err(),
        "the keeper did what it must refuse: {what}"
    );
}

/// The digests of a keeper's projections.
pub(crate) fn digests<S: Store>(store: &mut S) -> Vec<(String, nusa_facts::Hash)> {
    must(store, |tx| tx.digests())
}
