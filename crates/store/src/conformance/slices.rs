//! The contract's promise behind every rebuild (I6): the same facts give the same
//! projections, however they are cut into slices and transactions.

use nusa_facts::{BranchId, sale::Method, stock::Location};
use nusa_rules::{
    Delta,
    rows::{RepeatedRow, SaleState, TillRow},
};

use super::{
    digests, must,
    samples::{BRANCH, cash, chain, id, movement, number, sale_deltas, shift, till},
};
use crate::ledger::{Look, Store, Tx};

pub(super) fn run<S: Store>(make: &mut impl FnMut() -> S) {
    slices_do_not_matter(make);
    a_replay_gives_the_same_rows(&mut make());
    stock_counted_twice_is_seen(make);
}

/// The deltas of a small day, one list a fact.
fn facts() -> Vec<Vec<Delta>> {
    let mut facts = vec![vec![
        Delta::Till(TillRow {
            till: till(),
            name: "Depan".to_owned(),
            retired: false,
        }),
        Delta::ShiftOpened(shift()),
    ]];
    facts.extend((2..7).map(|n| sale_deltas(n, i64::from(n) * 500)));
    facts.push(vec![Delta::Cash(cash(8, 300))]);
    facts.push(vec![
        Delta::SaleState {
            sale: id(3),
            state: SaleState::PartlyRefunded,
            refunded: 100,
        },
        Delta::Returned {
            sale: id(3),
            line: 0,
            milli: 2_000,
        },
        Delta::Moved(movement(
            9,
            0,
            Location::Customer,
            Location::Branch(BRANCH),
            2_000,
        )),
        Delta::Moved(movement(
            9,
            0,
            Location::Branch(BRANCH),
            Location::Waste,
            2_000,
        )),
    ]);
    facts.push(vec![
        Delta::SaleState {
            sale: id(3),
            state: SaleState::Refunded,
            refunded: 1_400,
        },
        Delta::Series {
            mark: chain(1).mark(),
            till: till(),
            last: 6,
            closed: true,
        },
    ]);
    let docs = vec![id(2), id(4)];
    facts.push(vec![Delta::Repeated(RepeatedRow {
        branch: BRANCH,
        number: number(2),
        docs,
    })]);
    facts
}

fn slices_do_not_matter<S: Store>(make: &mut impl FnMut() -> S) {
    let empty = digests(&mut make());
    let mut found = Vec::new();
    for step in [1, 2, 3, facts().len()] {
        let mut store = make();
        for slice in facts().chunks(step) {
            must(&mut store, |tx| tx.apply(BRANCH, &slice.concat()));
        }
        found.push(digests(&mut store));
    }
    assert!(
        found.iter().all(|digests| *digests == found[0]),
        "a slice changes the rows"
    );
    assert_ne!(found[0], empty);
}

fn a_replay_gives_the_same_rows<S: Store>(store: &mut S) {
    must(store, |tx| {
        tx.set_note("kept", Some(b"x"))?;
        tx.apply(BRANCH, &facts().concat())?;
        tx.apply(BranchId(8), &sale_deltas(2, 700))
    });
    let live = digests(store);
    must(store, |tx| tx.clear_projections());
    assert_ne!(digests(store), live);
    must(store, |tx| {
        assert_eq!(tx.sale(BRANCH, id(3))?, None);
        assert_eq!(tx.note("kept")?.as_deref(), Some(&b"x"[..]));
        tx.apply(BranchId(8), &sale_deltas(2, 700))?;
        tx.apply(BRANCH, &facts().concat())
    });
    assert_eq!(digests(store), live);
}

/// A document that was applied twice must show in the digests, not hide in a sum.
pub(crate) fn stock_counted_twice_is_seen<S: Store>(make: &mut impl FnMut() -> S) {
    let (mut once, mut twice) = (make(), make());
    must(&mut once, |tx| tx.apply(BRANCH, &sale_deltas(2, 700)));
    for _ in 0..2 {
        must(&mut twice, |tx| tx.apply(BRANCH, &sale_deltas(2, 700)));
    }
    let (once, twice) = (digests(&mut once), digests(&mut twice));
    let differ: Vec<_> = once.iter().zip(&twice).filter(|(a, b)| a != b).collect();
    assert!(
        differ.len() >= 6,
        "levels and every roll-up differ: {differ:?}"
    );
    assert_eq!(
        Method::ALL.len(),
        7,
        "a new method needs its word in the projections"
    );
}
