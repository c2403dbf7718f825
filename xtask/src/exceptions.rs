//! Every lint that is switched off says why, and the clock is read in one file of a crate:
//! `clock.rs`. Tests may wait by the clock; they say so too.

use crate::finding::Finding;
use crate::house::{House, SourceFile};
use crate::layers::{self, Language};

/// Findings for exceptions without a reason, and for clocks outside a `clock.rs`.
pub fn check(house: &House) -> Vec<Finding> {
    house
        .files()
        .iter()
        .filter(|file| file.extension() == "rs")
        .flat_map(judge)
        .collect()
}

fn judge(file: &SourceFile) -> Vec<Finding> {
    let code = layers::split(&file.text, Language::Rust).code;
    let mut findings = Vec::new();
    for (at, attribute) in attributes(&code) {
        let line = code[..at].matches('\n').count() + 1;
        let compact: String = attribute.chars().filter(|c| !c.is_whitespace()).collect();
        let says_why = compact.contains("reason=") || commented(file, line);
        if !says_why {
            let text = "an exception says why: add `reason = \"...\"`";
            findings.push(Finding::at(&file.path, line, text));
        }
        if compact.contains("disallowed_methods") && !may_read_the_clock(&file.path) {
            let text = "only clock.rs of a crate, and tests, may call a banned method";
            findings.push(Finding::at(&file.path, line, text));
        }
    }
    findings
}

/// In `money`, whose old compiler knows no `reason`, the comment above the attribute says why.
fn commented(file: &SourceFile, line: usize) -> bool {
    let above = file
        .text
        .lines()
        .nth(line.wrapping_sub(2))
        .unwrap_or_default();
    file.path.starts_with("crates/money/") && above.trim_start().starts_with("//")
}

/// Each attribute that switches a lint off, with its offset.
fn attributes(code: &str) -> Vec<(usize, &str)> {
    let opens = ["[allow(", "[expect("];
    let mut found: Vec<(usize, &str)> = opens
        .iter()
        .flat_map(|open| code.match_indices(open))
        .filter(|(at, _)| code[..*at].ends_with('#') || code[..*at].ends_with("#!"))
        .map(|(at, _)| {
            let end = code[at..].find(")]").map_or(code.len(), |end| at + end);
            (at, &code[at..end])
        })
        .collect();
    found.sort_unstable();
    found
}

fn may_read_the_clock(path: &str) -> bool {
    let mut parts = path.split('/');
    path.ends_with("/clock.rs") || parts.any(|part| part == "tests" || part == "tests.rs")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exception_has_a_reason_and_the_clock_one_file() {
        let clock =
            "#[expect(clippy::disallowed_methods, reason = \"the one clock\")]\nfn now() {}";
        let cases = [
            ("crates/node/src/clock.rs", clock, 0),
            ("crates/node/tests/uplink.rs", clock, 0),
            ("crates/node/src/uplink.rs", clock, 1),
            (
                "crates/node/src/uplink.rs",
                "#[allow(dead_code)]\nfn f() {}",
                1,
            ),
            ("crates/node/src/uplink.rs", "#![allow(missing_docs)]", 1),
            (
                "crates/node/src/uplink.rs",
                "#[expect(\n    dead_code,\n    reason = \"x\"\n)]",
                0,
            ),
            (
                "crates/node/src/uplink.rs",
                "// #[allow(dead_code)] is not to be used\n",
                0,
            ),
            ("crates/node/src/uplink.rs", "result.expect(\"open\")", 0),
            (
                "crates/node/src/clock.rs",
                "#[allow(clippy::disallowed_methods)]",
                1,
            ),
            ("crates/node/src/a.rs", "// why\n#[allow(dead_code)]", 1),
            ("crates/money/src/a.rs", "// why\n#[allow(dead_code)]", 0),
            (
                "crates/money/src/a.rs",
                "use std::fmt;\n#[allow(dead_code)]",
                1,
            ),
            ("crates/money/src/a.rs", "#![allow(dead_code)]", 1),
        ];
        for (path, text, expected) in cases {
            let found = check(&House::made_of(&[(path, text)]));
            assert_eq!(found.len(), expected, "{path}: {text}: {found:?}");
        }
    }
}
