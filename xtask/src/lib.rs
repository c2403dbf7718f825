//! The laws of the house as functions: each check reads the tree and answers with findings.
//! `tests/house.rs` runs them on the real tree, each check's own tests on small made-up ones.
//! Knows files and text only: nothing of sales, money or nodes.

pub mod finding;
pub mod house;
pub mod layers;
pub mod words;

pub mod absences;
pub mod architecture;
pub mod arrows;
pub mod clock;
pub mod docs;
pub mod exceptions;
pub mod glossary;
pub mod leftovers;
pub mod machine;
pub mod manifests;
pub mod names;
pub mod openings;
pub mod proof;
pub mod rows;
pub mod sizes;

use finding::Finding;
use house::House;

/// A law: the house in, everything that breaks the law out. An empty answer means kept.
pub type Check = fn(&House) -> Vec<Finding>;

/// Every law with the name under which `xtask tidy` prints it.
pub const CHECKS: &[(&str, Check)] = &[
    ("arrows", arrows::check),
    ("names", names::check),
    ("sizes", sizes::check),
    ("absences", absences::check),
    ("exceptions", exceptions::check),
    ("manifests", manifests::check),
    ("openings", openings::check),
    ("leftovers", leftovers::check),
    ("machine", machine::check),
    ("docs", docs::check),
    ("architecture", architecture::check),
    ("glossary", glossary::check),
    ("rows", rows::check),
];
