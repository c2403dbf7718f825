//! Golden files: one sealed document of every kind and version, byte for byte as
//! it was first written. They are never edited; a new version gets a new file.

use crate::files::{Golden, golden_docs, golden_text};
use nusa_facts::{BranchId, ChainId, Envelope, Fact, Hash, Head, SealedDoc, fact::VERSION};
use serde_json::Value;

fn read(golden: &Golden) -> SealedDoc {
    SealedDoc::read(golden.bytes.clone()).unwrap_or_else(|error| panic!("{}: {error}", golden.name))
}

#[test]
fn every_kind_has_a_golden_document_of_this_version() {
    let names: Vec<_> = golden_docs()
        .into_iter()
        .map(|golden| golden.name)
        .collect();
    for kind in Fact::KINDS {
        let wanted = format!("{kind}.v{VERSION}.json");
        assert!(names.contains(&wanted), "there is no golden/{wanted}");
    }
}

#[test]
fn a_golden_document_is_read_and_sealed_to_the_same_bytes_and_hash() {
    for golden in golden_docs() {
        let read = read(&golden);
        let kind = golden.name.split('.').next().unwrap();
        assert_eq!(read.doc.fact.kind(), kind, "{}", golden.name);
        let unreadable = matches!(read.doc.fact, Fact::Unknown { .. });
        assert!(!unreadable, "{}: {:?}", golden.name, read.doc.fact);
        let sealed = read.doc.clone().seal().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        assert_eq!(text(sealed.bytes), text(golden.bytes), "{}", golden.name);
        assert_eq!(sealed.hash, read.hash, "{}", golden.name);
    }
}

#[test]
fn the_hashes_of_the_golden_documents_stand_as_they_were_first_written() {
    let computed: String = golden_docs()
        .iter()
        .map(|golden| format!("{}  {}\n", read(golden).hash, golden.name))
        .collect();
    assert_eq!(computed, golden_text("hashes.txt"));
}

#[test]
fn a_chain_has_the_hashes_that_were_first_written() {
    let chain = ChainId(*b"nusa/golden/1...");
    let branch = BranchId(7);
    let mut head = Head::empty(chain);
    let mut written = String::new();
    for text in ["{}", r#"{"kind":"sale"}"#, ""] {
        let envelope = Envelope::seal(branch, &head, Hash::of_doc(text.as_bytes()));
        written += &serde_json::to_string(&envelope).unwrap();
        written += "\n";
        head = envelope.head();
    }
    assert_eq!(written, golden_text("chain.v1.jsonl"));
}

/// Computes the golden chain again from the words of the contract alone.
#[test]
fn an_envelope_is_sealed_as_the_contract_says() {
    let mut prev = [0; 32];
    for (line, seq) in golden_text("chain.v1.jsonl").lines().zip(1_u64..) {
        let envelope: Envelope = serde_json::from_str(line).unwrap();
        let bytes = [
            b"nusa/env/1".as_slice(),
            &[0; 12],
            &7_u32.to_be_bytes(),
            b"nusa/golden/1...",
            &seq.to_be_bytes(),
            &prev,
            &envelope.doc_hash.0,
        ]
        .concat();
        assert_eq!(envelope.seq, seq);
        assert_eq!(envelope.hash.0, *blake3::hash(&bytes).as_bytes(), "{seq}");
        prev = envelope.hash.0;
    }
    let doc = blake3::hash(b"nusa/doc/1{}");
    assert_eq!(Hash::of_doc(b"{}").0, *doc.as_bytes());
}

/// Words that no key of a fact may contain (I13). A hash of a document is a fact's business, a
/// hash of a credential is not: those have no key of their own that these words would miss.
const FORBIDDEN_WORDS: [&str; 14] = [
    "password",
    "passwd",
    "pin",
    "credential",
    "secret",
    "argon2",
    "pepper",
    "salt",
    "token",
    "cookie",
    "otp",
    "email",
    "mail",
    "phone",
];

/// Marks of a credential or a contact inside a text.
const FORBIDDEN_MARKS: [&str; 4] = ["@", "$argon2", "+62", "://"];

fn private_parts(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                let word = |word: &str| FORBIDDEN_WORDS.contains(&word);
                if key.split('_').any(word) {
                    found.push(key.clone());
                }
                private_parts(value, found);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| private_parts(value, found)),
        Value::String(text) if FORBIDDEN_MARKS.iter().any(|mark| text.contains(mark)) => {
            found.push(text.clone());
        }
        _ => {}
    }
}

#[test]
fn i13_no_golden_fact_holds_a_credential_or_a_contact() {
    for golden in golden_docs() {
        let value: Value = serde_json::from_slice(&golden.bytes).unwrap();
        let mut found = Vec::new();
        private_parts(&value, &mut found);
        assert!(found.is_empty(), "{}: {found:?}", golden.name);
    }
}

#[test]
fn i13_the_search_finds_what_it_looks_for() {
    let cases = [
        r#"{"staff":{"password_hash":"x"}}"#,
        r#"{"body":{"rows":[{"pin":"1"}]}}"#,
        r#"{"email":""}"#,
        r#"{"contact":"a@b.example"}"#,
        r#"{"note":"$argon2id$v=19"}"#,
        r#"{"reset_token":1}"#,
        r#"{"phone":null}"#,
    ];
    for case in cases {
        let mut found = Vec::new();
        private_parts(&serde_json::from_str(case).unwrap(), &mut found);
        assert_eq!(found.len(), 1, "{case}: {found:?}");
    }
}
