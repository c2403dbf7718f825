//! What a floor must not mention, read from its code: the pure crates know no clock, chance,
//! file, network or log (I1) and no float (I12), only the store speaks SQL (I2, I3), the node
//! knows no socket (I3). Tests inside a crate may use what its code may not.

use crate::finding::Finding;
use crate::house::{House, SourceFile};
use crate::layers::{self, Language, Layers};
use crate::words;

/// Where an absence is looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sheet {
    Code,
    Strings,
}

/// Words that must not stand in the sources of some crates, and why.
struct Absence {
    folders: &'static [&'static str],
    sheet: Sheet,
    words: &'static [&'static str],
    why: &'static str,
}

const PURE: &[&str] = &["money", "facts", "rules", "sync"];

const ABSENCES: &[Absence] = &[
    Absence {
        folders: PURE,
        sheet: Sheet::Code,
        words: &[
            "std::time",
            "SystemTime",
            "Instant",
            "Timestamp::now",
            "Zoned::now",
        ],
        why: "I1: time comes in by argument (a span may be a core::time::Duration)",
    },
    Absence {
        folders: PURE,
        sheet: Sheet::Code,
        words: &[
            "rand",
            "getrandom",
            "RandomState",
            "HashMap",
            "HashSet",
            "now_v7",
            "new_v4",
        ],
        why: "I1: dice and ids come in by argument, and a hash map iterates by chance",
    },
    Absence {
        folders: PURE,
        sheet: Sheet::Code,
        words: &[
            "std::fs",
            "std::io",
            "std::net",
            "std::env",
            "std::process",
            "std::thread",
        ],
        why: "I1: no file, no network, no environment, no thread",
    },
    Absence {
        folders: PURE,
        sheet: Sheet::Code,
        words: &[
            "tokio", "rusqlite", "axum", "hyper", "tracing", "log::", "async fn",
        ],
        why: "I1: no runtime, no database, no log: the caller decides what is shown",
    },
    Absence {
        folders: PURE,
        sheet: Sheet::Code,
        words: &["println!", "eprintln!", "print!", "eprint!"],
        why: "I1: what is to be said is returned",
    },
    Absence {
        folders: PURE,
        sheet: Sheet::Code,
        words: &["f32", "f64"],
        why: "I12: money and quantity are integers",
    },
    Absence {
        folders: &[
            "money", "facts", "rules", "sync", "contract", "node", "server", "nusa",
        ],
        sheet: Sheet::Strings,
        words: &[
            "SELECT ",
            "INSERT INTO ",
            "DELETE FROM ",
            "CREATE TABLE ",
            "PRAGMA ",
        ],
        why: "I2, I3: all SQL is the store's",
    },
    Absence {
        folders: &["node"],
        sheet: Sheet::Code,
        words: &["std::net", "TcpStream", "TcpListener", "axum", "hyper"],
        why: "I3: the node knows no socket and no URL",
    },
];

/// The modules that `std::` groups may not open in a pure crate (`use std::{fs, ...}`).
const GROUPED: &[&str] = &["time", "fs", "io", "net", "env", "process", "thread"];

/// Findings for every word in a crate that must not know it.
pub fn check(house: &House) -> Vec<Finding> {
    house
        .files()
        .iter()
        .filter(|file| file.extension() == "rs")
        .flat_map(judge)
        .collect()
}

fn judge(file: &SourceFile) -> Vec<Finding> {
    let Some(folder) = source_of(&file.path) else {
        return Vec::new();
    };
    let shipped = without_tests(&file.text);
    let layers = layers::split(shipped, Language::Rust);
    let mut findings = Vec::new();
    for absence in ABSENCES
        .iter()
        .filter(|absence| absence.folders.contains(&folder))
    {
        for (at, line) in sheet(&layers, absence.sheet).lines().enumerate() {
            for word in absence
                .words
                .iter()
                .filter(|word| words::has_word(line, word))
            {
                let text = format!("`{}`: {}", word.trim(), absence.why);
                findings.push(Finding::at(&file.path, at + 1, text));
            }
        }
    }
    if PURE.contains(&folder) {
        findings.extend(grouped_imports(file, &layers.code));
    }
    findings
}

/// The crate whose shipped sources the path belongs to: not its tests, benches or examples.
fn source_of(path: &str) -> Option<&str> {
    let (folder, rest) = path.strip_prefix("crates/")?.split_once('/')?;
    let inside = rest.strip_prefix("src/")?;
    let in_tests = inside
        .split('/')
        .any(|part| part == "tests" || part == "tests.rs");
    (!in_tests).then_some(folder)
}

/// A file up to its inline test module, which stands last by custom.
fn without_tests(text: &str) -> &str {
    let end = text
        .match_indices("#[cfg(test)]\nmod ")
        .map(|(at, _)| at)
        .find(|&at| {
            let line = text[at..].lines().nth(1).unwrap_or_default();
            (at == 0 || text[..at].ends_with('\n')) && line.ends_with('{')
        });
    &text[..end.unwrap_or(text.len())]
}

fn sheet(layers: &Layers, sheet: Sheet) -> &str {
    match sheet {
        Sheet::Code => &layers.code,
        Sheet::Strings => &layers.strings,
    }
}

fn grouped_imports(file: &SourceFile, code: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (start, _) in code.match_indices("use std::{") {
        let group = code[start..].split(';').next().unwrap_or_default();
        for name in GROUPED.iter().filter(|name| words::has_word(group, name)) {
            let line = code[..start].matches('\n').count() + 1;
            let text = format!("`std::{{{name}}}`: I1: a pure crate knows no std::{name}");
            findings.push(Finding::at(&file.path, line, text));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_absence_is_seen_where_it_must_hold_and_nowhere_else() {
        let pure = "crates/rules/src/sale.rs";
        let cases = [
            (pure, "use std::time::SystemTime;", 2),
            (pure, "fn f(at: Instant) {}", 1),
            (pure, "use std::fs;", 1),
            (
                pure,
                "use std::{\n    collections::BTreeMap,\n    fs,\n};",
                1,
            ),
            (pure, "use std::{collections::BTreeMap, fmt};", 0),
            (pure, "let a = std::env::var(\"A\");", 1),
            (pure, "println!(\"paid\");", 1),
            (pure, "let price: f64 = x;", 1),
            (pure, "use std::collections::HashMap;", 1),
            (pure, "tracing::info!(\"x\");", 1),
            (
                pure,
                "// no clock: SystemTime stays outside\nlet a = \"std::fs\";",
                0,
            ),
            (pure, "let operand = brand;", 0),
            (
                pure,
                "fn f() {}\n\n#[cfg(test)]\nmod tests {\n    use std::fs;\n}\n",
                0,
            ),
            (pure, "#[cfg(test)]\nmod tests;\n\nuse std::fs;\n", 1),
            (pure, "let q = \"SELECT 1\";", 1),
            ("crates/rules/src/sale/tests.rs", "use std::fs;", 0),
            ("crates/rules/tests/table.rs", "use std::fs;", 0),
            (
                "crates/store/src/sales.rs",
                "let q = \"SELECT 1\"; use std::fs;",
                0,
            ),
            ("crates/server/src/sales.rs", "let q = \"SELECT 1\";", 1),
            (
                "crates/server/src/sales.rs",
                "let q = \"INSERT INTO sales\";",
                1,
            ),
            (
                "crates/server/src/sales.rs",
                "// SELECT is the store's\n",
                0,
            ),
            ("crates/node/src/uplink.rs", "use std::net::TcpStream;", 2),
            ("crates/server/src/listen.rs", "use std::net::TcpStream;", 0),
        ];
        for (path, text, expected) in cases {
            let found = check(&House::made_of(&[(path, text)]));
            assert_eq!(found.len(), expected, "{path}: {text}: {found:?}");
        }
    }

    #[test]
    fn every_pure_crate_is_held_to_it() {
        for folder in PURE {
            let path = format!("crates/{folder}/src/lib.rs");
            let found = check(&House::made_of(&[(
                &path,
                "\nlet now = SystemTime::now();",
            )]));
            assert_eq!(
                found.first().map(|finding| finding.line),
                Some(2),
                "{folder}"
            );
        }
    }
}
