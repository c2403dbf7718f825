//! The part of the contract about all or nothing.

use nusa_facts::{
    Head,
    master::{EntityKind, Scope},
};

use super::{
    must,
    samples::{BRANCH, chain, doc, id, placed, product, sale_deltas},
};
use crate::{
    error::Error,
    ledger::{Look, Store, Tx},
};

pub(super) fn run<S: Store>(make: &mut impl FnMut() -> S) {
    what_fails_leaves_nothing(&mut make());
    a_savepoint_is_undone_alone(&mut make());
    whatever_is_written_is_counted(&mut make());
    what_was_undone_is_not_remembered(&mut make());
    savepoints_nest(&mut make());
}

fn no() -> Error {
    Error::Io("as the test wants it".to_owned())
}

fn fill<T: Tx>(tx: &mut T, n: u32) -> Result<(), Error> {
    let head = match tx.head(BRANCH, chain(1))? {
        Some(head) => head,
        None => {
            tx.open_chain(BRANCH, chain(1), 1)?;
            Head::empty(chain(1))
        }
    };
    let doc = doc(n, "x");
    tx.append(&placed(BRANCH, head, std::slice::from_ref(&doc))[0], &doc)?;
    tx.apply(BRANCH, &sale_deltas(n, 1_000))?;
    tx.next_change(Scope::Company)?;
    tx.next_number(EntityKind::Product)?;
    tx.set_note(&format!("n/{n}"), Some(b"x"))
}

/// What stands: places, sales, change number, notes.
fn standing<T: Tx>(tx: &T) -> Result<(u64, usize, u64, usize), Error> {
    let seq = tx.head(BRANCH, chain(1))?.map_or(0, |head| head.seq);
    let sales = (1..10)
        .filter(|n| matches!(tx.sale(BRANCH, id(*n)), Ok(Some(_))))
        .count();
    Ok((
        seq,
        sales,
        tx.change(Scope::Company)?,
        tx.notes("n/")?.len(),
    ))
}

fn whatever_is_written_is_counted<S: Store>(store: &mut S) {
    must(store, |tx| {
        let before = tx.written();
        standing(tx)?;
        assert_eq!(tx.written(), before, "a look writes nothing");
        fill(tx, 1)?;
        let filled = tx.written();
        assert!(filled > before);
        tx.set_note("n/1", None)?;
        assert!(tx.written() > filled, "what is taken away counts, too");
        Ok(())
    });
}

/// Puts a product into the company's stream, and looks at it so that whoever remembers rows has seen it.
fn named<T: Tx>(tx: &mut T, name: &str) -> Result<(), Error> {
    let row = product(1, name);
    let change = tx.next_change(Scope::Company)?;
    tx.put(Scope::Company, change, &row.key(), Some(&row))?;
    assert_eq!(tx.entity(&row.key())?, Some(row));
    Ok(())
}

fn what_was_undone_is_not_remembered<S: Store>(store: &mut S) {
    let key = product(1, "").key();
    let failed: Result<(), Error> = store.transact(|tx| {
        named(tx, "undone with its transaction")?;
        Err(no())
    });
    assert!(failed.is_err());
    must(store, |tx| {
        assert_eq!(tx.entity(&key)?, None);
        named(tx, "kept")?;
        let refused: Result<(), Error> = tx.savepoint(|tx| {
            named(tx, "undone with its savepoint")?;
            Err(no())
        });
        assert!(refused.is_err());
        assert_eq!(tx.entity(&key)?, Some(product(1, "kept")));
        Ok(())
    });
}

fn what_fails_leaves_nothing<S: Store>(store: &mut S) {
    must(store, |tx| fill(tx, 1));
    let before = super::digests(store);
    let failed: Result<(), Error> = store.transact(|tx| {
        fill(tx, 2)?;
        assert_eq!(
            standing(tx)?,
            (2, 2, 2, 2),
            "a transaction sees what it wrote"
        );
        Err(no())
    });
    assert!(failed.is_err());
    assert_eq!(must(store, |tx| standing(tx)), (1, 1, 1, 1));
    assert_eq!(super::digests(store), before);
}

fn a_savepoint_is_undone_alone<S: Store>(store: &mut S) {
    must(store, |tx| {
        fill(tx, 1)?;
        let refused: Result<(), Error> = tx.savepoint(|tx| {
            fill(tx, 2)?;
            Err(no())
        });
        assert!(refused.is_err());
        assert_eq!(standing(tx)?, (1, 1, 1, 1));
        tx.savepoint(|tx| fill(tx, 3))?;
        assert_eq!(
            tx.next_number(EntityKind::Product)?,
            3,
            "numbers go back with their savepoint"
        );
        Ok(())
    });
    assert_eq!(must(store, |tx| standing(tx)), (2, 2, 2, 2));
}

fn savepoints_nest<S: Store>(store: &mut S) {
    must(store, |tx| {
        let outer: Result<(), Error> = tx.savepoint(|tx| {
            fill(tx, 1)?;
            tx.savepoint(|tx| fill(tx, 2))?;
            let inner: Result<(), Error> = tx.savepoint(|tx| {
                fill(tx, 3)?;
                Err(no())
            });
            assert!(inner.is_err());
            assert_eq!(standing(tx)?, (2, 2, 2, 2));
            Err(no())
        });
        assert!(outer.is_err());
        tx.savepoint(|tx| fill(tx, 4))
    });
    assert_eq!(must(store, |tx| standing(tx)), (1, 1, 1, 1));
}
