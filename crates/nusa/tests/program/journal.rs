//! Facts on a stick: exported at a branch, taken in by a centre that lacks them.

use std::fs;

use nusa::home::Home;
use nusa_store::Look;

use crate::place::{Place, nusa};

/// Facts of a branch that a centre has.
fn facts(place: &Place, centre: &str, branch: u32) -> u64 {
    let reader = Home::at(&place.path(centre)).read().unwrap();
    let chains = reader.chains(nusa_facts::BranchId(branch)).unwrap();
    chains.iter().map(|row| row.head.seq).sum()
}

#[test]
fn a_stick_brings_what_the_link_did_not() {
    let place = Place::new();
    place.demo(30).must(0);
    let early = place.word("early.backup");
    nusa(["backup", &place.word("demo/centre"), &early]).must(0);
    place.demo(30).must(0);
    let stick = place.word("stick.jsonl");
    nusa([
        "export",
        "journal",
        "--data",
        &place.word("demo/JKT01"),
        "--out",
        &stick,
    ])
    .must(0);
    nusa([
        "export",
        "journal",
        "--data",
        &place.word("demo/JKT01"),
        "--out",
        &stick,
    ])
    .must(1);

    let centre = place.word("restored");
    nusa(["restore", &early, "--data", &centre]).must(0);
    let (before, all) = (
        facts(&place, "restored", 1),
        facts(&place, "demo/centre", 1),
    );
    assert!(before < all, "{before} of {all}");
    for _ in 0..2 {
        let told = nusa(["import", "journal", &stick, "--data", &centre])
            .must(0)
            .out;
        assert!(told.contains("0 of them put aside"), "{told}");
        assert_eq!(facts(&place, "restored", 1), all);
    }
    nusa(["verify", "--data", &centre]).must(0);
}

#[test]
fn a_stick_that_was_tampered_with_is_refused() {
    let place = Place::new();
    place.demo(20).must(0);
    let early = place.word("early.backup");
    nusa(["backup", &place.word("demo/centre"), &early]).must(0);
    place.demo(20).must(0);
    let stick = place.word("stick.jsonl");
    nusa([
        "export",
        "journal",
        "--data",
        &place.word("demo/JKT01"),
        "--out",
        &stick,
    ])
    .must(0);
    let text = fs::read_to_string(&stick).unwrap();
    let lines: Vec<_> = text.lines().collect();
    let last = lines[lines.len() - 1];
    let without = |gone: usize| {
        lines
            .iter()
            .enumerate()
            .filter(|(n, _)| *n != gone)
            .map(|(_, line)| format!("{line}\n"))
            .collect()
    };
    let cases: [(&str, String); 4] = [
        (
            "a changed amount",
            text.replace(
                last,
                &last
                    .replacen(":1", ":2", 1)
                    .replace("total\\\":", "total\\\":9"),
            ),
        ),
        ("a missing fact", without(lines.len() - 3)),
        ("no fact", format!("{text}milk\n")),
        (
            "a hash",
            text.replace(last, &last.replacen("\"hash\":\"", "\"hash\":\"00", 1)),
        ),
    ];
    for (name, spoilt) in cases {
        let centre = place.word(name);
        nusa(["restore", &early, "--data", &centre]).must(0);
        let file = place.file("spoilt.jsonl", &spoilt);
        let ended = nusa(["import", "journal", &file, "--data", &centre]);
        assert_eq!(ended.code, 1, "{name}: {ended:?}");
        nusa(["verify", "--data", &centre]).must(0);
    }
}

#[test]
fn only_what_follows_a_sequence_is_exported_when_asked() {
    let place = Place::new();
    place.demo(20).must(0);
    let export = |name: &str, since: &str| {
        let file = place.word(name);
        nusa([
            "export",
            "journal",
            "--data",
            &place.word("demo/SBY01"),
            "--out",
            &file,
            "--since",
            since,
        ])
        .must(0);
        fs::read_to_string(file).unwrap().lines().count()
    };
    let all = export("all", "0");
    assert_eq!(
        (export("tail", "5"), export("none", "100000")),
        (all - 5, 0)
    );
}
