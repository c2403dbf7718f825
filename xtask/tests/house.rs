//! The laws of the house on the real tree, one test a law. What each law means and how it fails
//! stands in the module of its name.

use xtask::finding::Finding;
use xtask::house::House;
use xtask::rows::Rows;

/// Fails with every finding on a line of its own.
fn kept(check: fn(&House) -> Vec<Finding>) {
    let findings = check(&House::here());
    let list: Vec<String> = findings.iter().map(ToString::to_string).collect();
    assert!(
        list.is_empty(),
        "{} breaches:\n{}",
        list.len(),
        list.join("\n")
    );
}

#[test]
fn arrows() {
    kept(xtask::arrows::check);
}

#[test]
fn names() {
    kept(xtask::names::check);
}

#[test]
fn sizes() {
    kept(xtask::sizes::check);
}

#[test]
fn absences() {
    kept(xtask::absences::check);
}

#[test]
fn exceptions() {
    kept(xtask::exceptions::check);
}

#[test]
fn manifests() {
    kept(xtask::manifests::check);
}

#[test]
fn openings() {
    kept(xtask::openings::check);
}

#[test]
fn leftovers() {
    kept(xtask::leftovers::check);
}

#[test]
fn machine() {
    kept(xtask::machine::check);
}

#[test]
fn docs() {
    kept(xtask::docs::check);
}

#[test]
fn architecture() {
    kept(xtask::architecture::check);
}

#[test]
fn glossary() {
    kept(xtask::glossary::check);
}

#[test]
fn rows() {
    kept(xtask::rows::check);
}

/// Works that have landed: no row may wait for one of them any longer.
const LANDED: &[&str] = &["The core"];

#[test]
fn no_row_waits_for_what_has_landed() {
    let rows = Rows::read(&House::here()).expect("tests/rows.toml reads");
    let waiting: Vec<&str> = LANDED
        .iter()
        .flat_map(|work| rows.waiting_for(work))
        .collect();
    for id in rows.waiting_for("The core") {
        println!("{id} waits for the core");
    }
    assert!(
        waiting.is_empty(),
        "rows of landed work without a test: {waiting:?}"
    );
}

/// The list that `xtask tidy` walks and the tests above are the same laws.
#[test]
fn every_law_is_a_test() {
    let here = include_str!("house.rs");
    for (name, _) in xtask::CHECKS {
        assert!(
            here.contains(&format!("kept(xtask::{name}::check)")),
            "{name} has no test"
        );
    }
}
