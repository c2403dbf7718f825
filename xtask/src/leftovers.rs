//! Nothing half-done is left in the tree: no stub, no debug print, no test that is switched off,
//! no mark that says "later".

use crate::finding::Finding;
use crate::house::{House, SourceFile};
use crate::layers::{self, Language};
use crate::words;

const RUST: &[&str] = &["todo!", "unimplemented!", "dbg!", "#[ignore"];
const SCRIPT: &[&str] = &[".skip(", ".only(", "console.log(", "debugger;"];
const MARKS: &[&str] = &["TODO", "FIXME", "XXX", "HACK"];

/// Findings for everything that was left behind.
pub fn check(house: &House) -> Vec<Finding> {
    house.files().iter().flat_map(judge).collect()
}

fn judge(file: &SourceFile) -> Vec<Finding> {
    let Some(language) = Language::of(file.extension()) else {
        return match file.extension() {
            "md" | "sh" | "py" | "toml" | "sql" | "css" => {
                find(file, &without_spans(&file.text), MARKS)
            }
            _ => Vec::new(),
        };
    };
    let layers = layers::split(&file.text, language);
    let calls = if language == Language::Rust {
        RUST
    } else {
        SCRIPT
    };
    let mut findings = find(file, &layers.code, calls);
    findings.extend(find(file, &layers.comments, MARKS));
    findings
}

fn find(file: &SourceFile, text: &str, left: &[&str]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (at, line) in text.lines().enumerate() {
        for word in left.iter().filter(|word| words::has_word(line, word)) {
            let text = format!("`{word}` was left behind: finish it or take it out");
            findings.push(Finding::at(&file.path, at + 1, text));
        }
    }
    findings
}

/// The text without what stands between backticks: there a word is named, not used.
fn without_spans(text: &str) -> String {
    let lines = text
        .lines()
        .map(|line| line.split('`').step_by(2).collect::<Vec<_>>().join(" "));
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_left_behind_is_found() {
        let cases = [
            ("a.rs", "fn f() { todo!() }", 1),
            ("a.rs", "fn f() { unimplemented!(\"x\"); dbg!(1); }", 2),
            ("a.rs", "#[ignore = \"slow\"]\n#[test]\nfn f() {}", 1),
            ("a.rs", "// TODO: finish\n/* FIXME */\nlet a = 1; // XXX", 3),
            ("a.rs", "let mark = \"TODO\"; // todo lists are a thing", 0),
            ("a.ts", "it.only('x'); test.skip('y'); console.log(1);", 3),
            ("a.ts", "only(x); console.error(1);", 0),
            (
                "a.md",
                "We write no `TODO` here.\nTODO: this one counts\n",
                1,
            ),
            ("a.sh", "# FIXME\n", 1),
            ("a.csv", "TODO", 0),
        ];
        for (path, text, expected) in cases {
            let found = check(&House::made_of(&[(path, text)]));
            assert_eq!(found.len(), expected, "{path}: {text:?}: {found:?}");
        }
    }
}
