//! A document's bytes are kept as they came, whoever wrote them and whatever
//! they say (R4, R22), within their one bound.

use crate::files::golden_docs;
use nusa_facts::{Doc, DocError, Fact, Hash, SealedDoc, limits::MAX_DOC_BYTES};
use proptest::prelude::*;

fn golden(name: &str) -> Vec<u8> {
    let found = golden_docs().into_iter().find(|golden| golden.name == name);
    found.unwrap().bytes
}

fn sale() -> Doc {
    SealedDoc::read(golden("till_registered.v1.json"))
        .unwrap()
        .doc
}

/// The document with a name so long that it has this many bytes.
fn of_size(bytes: usize) -> Doc {
    let mut doc = sale();
    let Fact::TillRegistered(body) = &mut doc.fact else {
        panic!("a till is registered");
    };
    body.name.clear();
    let empty = doc.clone().seal().unwrap().bytes.len();
    let Fact::TillRegistered(body) = &mut doc.fact else {
        panic!("a till is registered");
    };
    body.name = "x".repeat(bytes - empty);
    doc
}

fn swapped(name: &str, from: &str, to: &str) -> Vec<u8> {
    let text = String::from_utf8(golden(name)).unwrap();
    assert!(text.contains(from), "{name} has no {from}");
    text.replacen(from, to, 1).into_bytes()
}

#[test]
fn r22_fields_that_are_not_known_keep_their_bytes() {
    let cases = [
        swapped(
            "till_registered.v1.json",
            r#""v":1"#,
            r#""v":1,"mood":"good""#,
        ),
        swapped(
            "till_registered.v1.json",
            r#""till":2,"#,
            r#""colour" : [ 1.50, null ],"till":2,"#,
        ),
    ];
    for bytes in cases {
        let read = SealedDoc::read(bytes.clone()).unwrap();
        assert_eq!(read.doc.fact, sale().fact);
        assert_eq!(read.hash, Hash::of_doc(&bytes));
        assert_ne!(read.hash, Hash::of_doc(&golden("till_registered.v1.json")));
        assert_eq!(read.bytes, bytes);
    }
}

#[test]
fn r22_kinds_and_versions_that_are_not_known_are_kept_and_named() {
    let name = "till_registered.v1.json";
    let cases = [
        (
            swapped(name, "till_registered", "till_painted"),
            "till_painted",
        ),
        (swapped(name, r#""v":1"#, r#""v":2"#), "till_registered"),
        (
            swapped(name, r#""name":"Kasir depan""#, r#""name":7"#),
            "till_registered",
        ),
    ];
    for (bytes, word) in cases {
        let read = SealedDoc::read(bytes.clone()).unwrap();
        let Fact::Unknown { kind, .. } = &read.doc.fact else {
            panic!("{word} is read as {:?}", read.doc.fact);
        };
        assert_eq!(kind, word);
        assert_eq!(read.doc.id, sale().id, "the head is readable all the same");
        assert_eq!(read.bytes, bytes);
        assert!(matches!(read.doc.seal(), Err(DocError::Shape(_))));
    }
}

#[test]
fn a_document_has_at_most_its_bound_of_bytes() {
    let fits = of_size(MAX_DOC_BYTES).seal().unwrap();
    assert_eq!(fits.bytes.len(), MAX_DOC_BYTES);
    assert!(SealedDoc::read(fits.bytes).is_ok());
    let too_large =
        |error| matches!(error, DocError::TooLarge(bytes) if bytes == MAX_DOC_BYTES + 1);
    assert!(of_size(MAX_DOC_BYTES + 1).seal().is_err_and(too_large));
    let bytes = vec![b' '; MAX_DOC_BYTES + 1];
    assert!(SealedDoc::read(bytes.clone()).is_err_and(too_large));
    assert!(SealedDoc::read_any(bytes).is_err_and(too_large));
    assert!(SealedDoc::read_any(vec![b' '; MAX_DOC_BYTES]).is_ok());
}

#[test]
fn r04_poison_has_a_name_of_its_own_and_is_kept() {
    let mut nested = swapped(
        "till_registered.v1.json",
        r#"{"till":2,"#,
        &"[".repeat(5_000),
    );
    nested.extend("]".repeat(5_000).into_bytes());
    let cases = [b"".to_vec(), b"null".to_vec(), b"\xff\xfe".to_vec(), nested];
    for bytes in cases {
        let read = SealedDoc::read_any(bytes.clone()).unwrap();
        assert!(matches!(read.doc.fact, Fact::Unknown { .. }));
        assert_eq!(read.bytes, bytes);
        assert_eq!(read.doc.id.bytes()[..], read.hash.0[..16]);
    }
}

fn damage() -> impl Strategy<Value = Vec<u8>> {
    let docs: Vec<_> = golden_docs().into_iter().map(|doc| doc.bytes).collect();
    let strokes =
        proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..3_u8), 1..6);
    (proptest::sample::select(docs), strokes).prop_map(|(mut bytes, strokes)| {
        for (place, byte, how) in strokes {
            let at = place.index(bytes.len().max(1));
            match how {
                0 => bytes.truncate(at),
                1 => bytes.insert(at.min(bytes.len()), byte),
                _ => bytes
                    .iter_mut()
                    .skip(at)
                    .take(1)
                    .for_each(|old| *old = byte),
            }
        }
        bytes
    })
}

proptest! {
    #[test]
    fn r04_any_bytes_are_read_and_kept(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        let read = SealedDoc::read_any(bytes.clone()).unwrap();
        prop_assert_eq!(read.hash, Hash::of_doc(&bytes));
        prop_assert_eq!(read.bytes, bytes);
    }

    #[test]
    fn r04_damaged_documents_are_read_and_kept(bytes in damage()) {
        let read = SealedDoc::read_any(bytes.clone()).unwrap();
        prop_assert_eq!(read.hash, Hash::of_doc(&bytes));
        prop_assert_eq!(read.bytes, bytes);
    }
}
