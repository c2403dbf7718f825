//! The part of the contract about what guests say: which lines were spoken of, and that the first word of a
//! line stays.

use nusa_facts::{BranchId, DocId, ProductId, bill::OrderedLine, rating::Lack};
use nusa_rules::{
    Delta,
    rows::{RatingRow, Stars},
};

use super::{
    digests, must,
    samples::{BRANCH, day, id},
};
use crate::ledger::{Look, Store, Tx};

pub(super) fn run<S: Store>(make: &mut impl FnMut() -> S) {
    the_first_word_of_a_line_stays(&mut make());
    slices_do_not_matter_to_what_is_said(make);
}

/// What a guest says of a dish.
pub(crate) fn word(doc: u32, n: u16, stars: u8) -> RatingRow {
    RatingRow {
        doc: id(doc),
        n,
        business_date: day(),
        at: nusa_facts::Millis(i64::from(doc)),
        bill: id(1),
        label: Some("B2".to_owned()),
        guest: Some("Ali".to_owned()),
        dish: Some(Stars {
            product: ProductId(u32::from(n) + 1),
            name: "Kopi".to_owned(),
            stars,
        }),
        lacks: vec![Lack::Slow, Lack::Small],
        comment: None,
    }
}

/// The deltas of a document that rates one line.
pub(crate) fn said(doc: u32, line: u16, stars: u8) -> [Delta; 3] {
    let row = word(doc, 0, stars);
    [
        Delta::Starred {
            date: day(),
            product: ProductId(1),
            stars,
        },
        Delta::LineRated {
            ordered: OrderedLine { order: id(3), line },
            doc: row.doc,
        },
        Delta::Rating(row),
    ]
}

fn the_first_word_of_a_line_stays<S: Store>(store: &mut S) {
    let rated = |store: &mut S| -> Vec<(u16, DocId)> {
        must(store, |tx| {
            assert!(tx.rated(BranchId(8), id(3))?.is_empty());
            assert!(tx.rated(BRANCH, id(4))?.is_empty());
            tx.rated(BRANCH, id(3))
        })
    };
    must(store, |tx| tx.apply(BRANCH, &said(7, 2, 5)));
    must(store, |tx| tx.apply(BRANCH, &said(8, 0, 1)));
    assert_eq!(rated(store), [(0, id(8)), (2, id(7))]);
    must(store, |tx| tx.apply(BRANCH, &said(9, 2, 1)));
    assert_eq!(rated(store), [(0, id(8)), (2, id(7))]);
}

fn slices_do_not_matter_to_what_is_said<S: Store>(make: &mut impl FnMut() -> S) {
    let words = [said(7, 2, 5), said(8, 2, 5), said(9, 1, 4)];
    let (mut one, mut many) = (make(), make());
    must(&mut one, |tx| tx.apply(BRANCH, &words.concat()));
    for word in &words {
        must(&mut many, |tx| tx.apply(BRANCH, word));
    }
    assert_eq!(digests(&mut one), digests(&mut many));
}
