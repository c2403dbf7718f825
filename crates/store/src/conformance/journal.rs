//! The journal's part of the contract: order, gaps, pages, places, re-homing.

use nusa_facts::{BranchId, Envelope, Hash, Head, Millis};

use super::{
    must, must_not,
    samples::{BRANCH, chain, doc, id, placed, timed_doc},
};
use crate::ledger::{Appended, Look, Store, Tx};

pub(super) fn run<S: Store>(make: &mut impl FnMut() -> S) {
    an_empty_journal_knows_nothing(&mut make());
    documents_stand_in_their_order(&mut make());
    only_the_next_place_is_taken(&mut make());
    a_page_has_its_limits(&mut make());
    a_document_is_applied_once_however_it_comes(&mut make());
    only_trusted_time_leads_the_clock(&mut make());
    a_forked_tail_moves_with_its_documents_unchanged(&mut make());
    chains_are_opened_once_and_closed(&mut make());
}

fn an_empty_journal_knows_nothing<S: Store>(store: &mut S) {
    must(store, |tx| {
        assert!(tx.writers()?.is_empty() && tx.chains(BRANCH)?.is_empty());
        assert_eq!(tx.head(BRANCH, chain(1))?, None);
        assert_eq!(tx.hash_at(BRANCH, chain(1), 1)?, None);
        assert!(tx.page(BRANCH, chain(1), 0, 10, 1_000)?.is_empty());
        assert!(tx.arrivals(BRANCH, 0, 10)?.is_empty());
        assert_eq!(tx.last_arrival(BRANCH)?, None);
        assert_eq!(tx.newest(BRANCH)?, None);
        Ok(())
    });
}

/// Opens chain 1 of the branch and puts three documents into it.
fn three<S: Store>(store: &mut S) -> Vec<Envelope> {
    let docs = [doc(1, "a"), doc(2, "b"), doc(3, "c")];
    let places = placed(BRANCH, Head::empty(chain(1)), &docs);
    must(store, |tx| {
        tx.open_chain(BRANCH, chain(1), 1)?;
        for (place, doc) in places.iter().zip(&docs) {
            assert_eq!(tx.append(place, doc)?, Appended::New);
        }
        Ok(())
    });
    places
}

fn documents_stand_in_their_order<S: Store>(store: &mut S) {
    let places = three(store);
    must(store, |tx| {
        assert_eq!(tx.writers()?, [BRANCH]);
        assert_eq!(tx.head(BRANCH, chain(1))?, Some(places[2].head()));
        assert_eq!(tx.hash_at(BRANCH, chain(1), 2)?, Some(places[1].hash));
        assert_eq!(tx.hash_at(BRANCH, chain(1), 4)?, None);
        assert_eq!(tx.doc(BRANCH, id(2))?, Some(doc(2, "b").bytes));
        assert_eq!(tx.doc(BranchId(8), id(2))?, None);
        assert_eq!(tx.place(BRANCH, id(3))?, Some(places[2]));
        let came = tx.arrivals(BRANCH, 0, 10)?;
        let bytes: Vec<_> = came.iter().map(|(_, bytes)| bytes.clone()).collect();
        assert_eq!(
            bytes,
            [doc(1, "a").bytes, doc(2, "b").bytes, doc(3, "c").bytes]
        );
        assert!(came.is_sorted_by(|a, b| a.0 < b.0) && 0 < came[0].0);
        assert_eq!(tx.arrivals(BRANCH, came[0].0, 1)?, [came[1].clone()]);
        Ok(())
    });
}

fn only_the_next_place_is_taken<S: Store>(store: &mut S) {
    let places = three(store);
    let after = placed(BRANCH, places[2].head(), &[doc(4, "d"), doc(5, "e")]);
    must_not(store, "a gap", |tx| tx.append(&after[1], &doc(5, "e")));
    must_not(store, "a place twice", |tx| {
        tx.append(&places[2], &doc(3, "c"))
    });
    must_not(store, "another document's place", |tx| {
        tx.append(&after[0], &doc(5, "e"))
    });
    let fork = placed(BRANCH, places[1].head(), &[doc(6, "f")]);
    must_not(store, "a place that is taken", |tx| {
        tx.append(&fork[0], &doc(6, "f"))
    });
    let stray = Envelope {
        prev: Hash::ZERO,
        ..after[0]
    };
    must_not(store, "another past", |tx| tx.append(&stray, &doc(4, "d")));
    let unknown = placed(BRANCH, Head::empty(chain(9)), &[doc(4, "d")]);
    must_not(store, "an unknown chain", |tx| {
        tx.append(&unknown[0], &doc(4, "d"))
    });
    must(store, |tx| {
        assert_eq!(tx.head(BRANCH, chain(1))?, Some(places[2].head()));
        assert_eq!(tx.arrivals(BRANCH, 0, 10)?.len(), 3);
        assert_eq!(tx.append(&after[0], &doc(4, "d"))?, Appended::New);
        Ok(())
    });
}

fn a_page_has_its_limits<S: Store>(store: &mut S) {
    let places = three(store);
    let one = doc(1, "a").bytes.len();
    let cases = [
        (0, 10, 10 * one, vec![1, 2, 3]),
        (0, 2, 10 * one, vec![1, 2]),
        (1, 10, 10 * one, vec![2, 3]),
        (0, 10, 2 * one, vec![1, 2]),
        (0, 10, 1, vec![1]),
        (3, 10, 10 * one, vec![]),
    ];
    must(store, |tx| {
        for (after, docs, bytes, expected) in cases {
            let page = tx.page(BRANCH, chain(1), after, docs, bytes)?;
            let seqs: Vec<u64> = page.iter().map(|(place, _)| place.seq).collect();
            assert_eq!(seqs, expected, "{after} {docs} {bytes}");
        }
        let page = tx.page(BRANCH, chain(1), 1, 1, 1)?;
        assert_eq!(page, [(places[1], doc(2, "b").bytes)]);
        Ok(())
    });
}

fn a_document_is_applied_once_however_it_comes<S: Store>(store: &mut S) {
    let places = three(store);
    let again = placed(
        BRANCH,
        Head::empty(chain(2)),
        &[doc(2, "b"), doc(2, "forged")],
    );
    let third = placed(BRANCH, again[1].head(), &[doc(2, "forged")]);
    let stand_in = must(store, |tx| {
        tx.open_chain(BRANCH, chain(2), 2)?;
        assert_eq!(tx.append(&again[0], &doc(2, "b"))?, Appended::Known);
        let Appended::Clash(stand_in) = tx.append(&again[1], &doc(2, "forged"))? else {
            panic!("another document under a known id is a clash");
        };
        assert_eq!(tx.append(&third[0], &doc(2, "forged"))?, Appended::Known);
        Ok(stand_in)
    });
    must(store, |tx| {
        assert_eq!(tx.place(BRANCH, id(2))?, Some(places[1]));
        assert_eq!(tx.doc(BRANCH, id(2))?, Some(doc(2, "b").bytes));
        assert_eq!(stand_in.bytes()[..], doc(2, "forged").hash.0[..16]);
        assert_eq!(tx.doc(BRANCH, stand_in)?, Some(doc(2, "forged").bytes));
        assert_eq!(tx.arrivals(BRANCH, 0, 10)?.len(), 4);
        let page = tx.page(BRANCH, chain(2), 0, 10, 100_000)?;
        let whole = |(place, bytes): &(Envelope, Vec<u8>)| Hash::of_doc(bytes) == place.doc_hash;
        assert!(
            page.len() == 3 && page.iter().all(whole),
            "every place has its own document"
        );
        Ok(())
    });
}

pub(crate) fn only_trusted_time_leads_the_clock<S: Store>(store: &mut S) {
    let docs = [
        timed_doc(1, "a", Millis(5_000), false),
        timed_doc(3, "b", Millis(9_000), true),
        timed_doc(2, "c", Millis(4_000), false),
    ];
    let places = placed(BRANCH, Head::empty(chain(1)), &docs);
    let expected = [(id(1), 5_000), (id(3), 5_000), (id(3), 5_000)];
    must(store, |tx| {
        tx.open_chain(BRANCH, chain(1), 1)?;
        for ((place, doc), (newest, at)) in places.iter().zip(&docs).zip(expected) {
            tx.append(place, doc)?;
            assert_eq!(tx.newest(BRANCH)?, Some((newest, Millis(at))));
            assert_eq!(tx.last_arrival(BRANCH)?, Some(doc.hash));
        }
        Ok(())
    });
}

pub(crate) fn a_forked_tail_moves_with_its_documents_unchanged<S: Store>(store: &mut S) {
    let places = three(store);
    let tail = [doc(2, "b"), doc(3, "c")];
    let into = placed(BRANCH, Head::empty(chain(2)), &tail);
    let strange = placed(BRANCH, Head::empty(chain(2)), &[doc(2, "b"), doc(9, "z")]);
    must(store, |tx| tx.open_chain(BRANCH, chain(2), 2));
    must_not(store, "a stranger's place", |tx| {
        tx.rehome(BRANCH, chain(1), 1, &strange)
    });
    must_not(store, "a document left out", |tx| {
        tx.rehome(BRANCH, chain(1), 1, &into[..1])
    });
    must(store, |tx| tx.rehome(BRANCH, chain(1), 1, &into));
    must(store, |tx| {
        assert_eq!(tx.head(BRANCH, chain(1))?, Some(places[0].head()));
        assert_eq!(tx.head(BRANCH, chain(2))?, Some(into[1].head()));
        assert_eq!(tx.hash_at(BRANCH, chain(1), 2)?, None);
        assert_eq!(tx.place(BRANCH, id(1))?, Some(places[0]));
        assert_eq!(tx.place(BRANCH, id(3))?, Some(into[1]));
        assert_eq!(tx.arrivals(BRANCH, 0, 10)?.len(), 3);
        let page = tx.page(BRANCH, chain(2), 0, 10, 100_000)?;
        assert_eq!(page[1], (into[1], doc(3, "c").bytes));
        let next = placed(BRANCH, places[0].head(), &[doc(4, "d")]);
        assert_eq!(tx.append(&next[0], &doc(4, "d"))?, Appended::New);
        Ok(())
    });
}

fn chains_are_opened_once_and_closed<S: Store>(store: &mut S) {
    must(store, |tx| {
        tx.open_chain(BRANCH, chain(2), 2)?;
        tx.open_chain(BRANCH, chain(1), 1)?;
        tx.open_chain(BranchId(3), chain(1), 1)?;
        tx.close_chain(BRANCH, chain(1))
    });
    must_not(store, "a chain twice", |tx| {
        tx.open_chain(BRANCH, chain(2), 3)
    });
    must(store, |tx| {
        assert_eq!(tx.writers()?, [BranchId(3), BRANCH]);
        let rows: Vec<_> = tx
            .chains(BRANCH)?
            .iter()
            .map(|row| (row.epoch, row.open))
            .collect();
        assert_eq!(rows, [(1, false), (2, true)]);
        assert_eq!(tx.head(BRANCH, chain(2))?, Some(Head::empty(chain(2))));
        Ok(())
    });
}
