//! The part of the contract about a node's own notes.

use super::must;
use crate::ledger::{Look, Store, Tx};

pub(super) fn run<S: Store>(make: &mut impl FnMut() -> S) {
    notes_are_set_replaced_erased_and_listed(&mut make());
}

fn notes_are_set_replaced_erased_and_listed<S: Store>(store: &mut S) {
    must(store, |tx| {
        for (name, value) in [
            ("k/b", "1"),
            ("k/a", "2"),
            ("k", "3"),
            ("k/é", "4"),
            ("l", "5"),
        ] {
            tx.set_note(name, Some(value.as_bytes()))?;
        }
        tx.set_note("k/a", Some(b""))?;
        tx.set_note("l", None)?;
        tx.set_note("never", None)
    });
    must(store, |tx| {
        let names = |prefix| {
            tx.notes(prefix)
                .map(|all| all.into_iter().map(|(name, _)| name))
        };
        assert!(names("k/")?.eq(["k/a", "k/b", "k/é"]));
        assert!(names("")?.eq(["k", "k/a", "k/b", "k/é"]));
        assert_eq!(tx.note("k/a")?, Some(Vec::new()), "an empty note is a note");
        assert_eq!(tx.note("l")?, None);
        Ok(())
    });
}
