//! How long a file and a function may be, and the ratchet for those that are longer: a row of
//! `xtask/ratchet.toml` says the present size, and only a smaller one may take its place.
//! Reads braces, not grammar: formatted code is regular enough.

use std::collections::BTreeMap;

use toml::Table;

use crate::finding::Finding;
use crate::house::{House, SourceFile};
use crate::layers::{self, Language};
use crate::words;

/// One idea a file.
const MAX_FILE_LINES: usize = 500;
/// A function that does not fit a screen is two functions.
const MAX_FUNCTION_LINES: usize = 70;

const RATCHET: &str = "xtask/ratchet.toml";
const MEASURED: &[&str] = &["rs", "ts", "js", "svelte", "css", "py", "sh"];

/// Made by a program of the API's description, and held fresh by a test; nobody reads or splits it.
const MADE: &str = "web/src/api/schema.d.ts";

/// A thing with a size: its key in the ratchet and where it stands.
struct Sized {
    key: String,
    path: String,
    line: usize,
    lines: usize,
}

/// Findings for everything over its limit or its ratchet row, and for rows that are too wide.
pub fn check(house: &House) -> Vec<Finding> {
    let ratchet: Table = match house.text(RATCHET).unwrap_or_default().parse() {
        Ok(table) => table,
        Err(error) => return vec![Finding::of(RATCHET, format!("does not parse: {error}"))],
    };
    let measured = || {
        house
            .files()
            .iter()
            .filter(|file| MEASURED.contains(&file.extension()) && file.path != MADE)
    };
    let files = measured().map(file_size).collect();
    let functions = measured().flat_map(function_sizes).collect();
    let mut findings = judge("file", files, MAX_FILE_LINES, &rows(&ratchet, "files"));
    let rows = rows(&ratchet, "functions");
    findings.extend(judge("function", functions, MAX_FUNCTION_LINES, &rows));
    findings
}

fn rows(ratchet: &Table, section: &str) -> BTreeMap<String, usize> {
    let section = ratchet.get(section).and_then(toml::Value::as_table);
    let rows = section.into_iter().flatten();
    rows.map(|(key, lines)| {
        let lines = lines
            .as_integer()
            .and_then(|lines| usize::try_from(lines).ok());
        (key.clone(), lines.unwrap_or(0))
    })
    .collect()
}

fn judge(
    what: &str,
    sizes: Vec<Sized>,
    limit: usize,
    rows: &BTreeMap<String, usize>,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut unused: BTreeMap<&String, usize> =
        rows.iter().map(|(key, size)| (key, *size)).collect();
    for Sized {
        key,
        path,
        line,
        lines,
    } in sizes.into_iter().filter(|size| size.lines > limit)
    {
        let text = match unused.remove(&key) {
            None => format!("{what} of {lines} lines, {limit} is the most: split it"),
            Some(row) if lines > row => {
                format!("{what} grew from {row} to {lines} lines: the ratchet only goes down")
            }
            Some(row) if lines < row => {
                format!("{what} shrank to {lines} lines: write that into {RATCHET}")
            }
            Some(_) => continue,
        };
        findings.push(Finding::at(&path, line, text));
    }
    for (key, _) in unused {
        findings.push(Finding::of(
            RATCHET,
            format!("{key} is within the limit: take its row out"),
        ));
    }
    findings
}

fn file_size(file: &SourceFile) -> Sized {
    let lines = file.text.lines().count();
    Sized {
        key: file.path.clone(),
        path: file.path.clone(),
        line: 0,
        lines,
    }
}

/// Every function with a body in a Rust file, from its `fn` line to its closing brace.
fn function_sizes(file: &SourceFile) -> Vec<Sized> {
    if file.extension() != "rs" {
        return Vec::new();
    }
    let code = layers::split(&file.text, Language::Rust).code;
    let mut sizes = Vec::new();
    for (start, name) in functions(&code) {
        let Some(length) = body_end(&code[start..]) else {
            continue;
        };
        sizes.push(Sized {
            key: format!("{}::{name}", file.path),
            path: file.path.clone(),
            line: code[..start].matches('\n').count() + 1,
            lines: code[start..start + length].lines().count(),
        });
    }
    sizes
}

/// Byte offsets of each `fn name` with the name; function pointer types have none.
fn functions(code: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("fn ") {
        let free = !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let name = words::leading_name(&code[at + 3..]);
        if free && !name.is_empty() {
            found.push((at, name));
        }
    }
    found
}

/// Length up to the brace that closes the body, nothing for a declaration without one.
fn body_end(code: &str) -> Option<usize> {
    let mut braces = 0_usize;
    let mut brackets = 0_usize;
    for (at, c) in code.char_indices() {
        match c {
            '(' | '[' => brackets += 1,
            ')' | ']' => brackets = brackets.saturating_sub(1),
            ';' if braces == 0 && brackets == 0 => return None,
            '{' => braces += 1,
            '}' if braces == 1 => return Some(at + 1),
            '}' => braces = braces.saturating_sub(1),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(path: &str, text: &str, ratchet: &str) -> Vec<String> {
        let house = House::made_of(&[(path, text), (RATCHET, ratchet)]);
        check(&house).iter().map(ToString::to_string).collect()
    }

    /// A function of exactly so many lines.
    fn function(lines: usize) -> String {
        format!("fn long() {{\n{}}}\n", "    step();\n".repeat(lines - 2))
    }

    #[test]
    fn the_limits_are_inclusive() {
        assert!(findings("a.rs", &"//\n".repeat(500), "").is_empty());
        assert!(findings("a.md", &"x\n".repeat(900), "").is_empty());
        assert!(findings("a.rs", &function(70), "").is_empty());
        let found = findings("a.rs", &"//\n".repeat(501), "");
        assert_eq!(
            found,
            ["a.rs: file of 501 lines, 500 is the most: split it"]
        );
        let found = findings("a.rs", &format!("//!\n\n{}", function(71)), "");
        assert_eq!(
            found,
            ["a.rs:3: function of 71 lines, 70 is the most: split it"]
        );
    }

    #[test]
    fn the_ratchet_only_goes_down() {
        let row = |lines: usize| format!("[functions]\n\"a.rs::long\" = {lines}\n");
        let cases = [
            (80, 80, vec![]),
            (
                81,
                80,
                vec!["a.rs:1: function grew from 80 to 81 lines: the ratchet only goes down"],
            ),
            (
                79,
                80,
                vec!["a.rs:1: function shrank to 79 lines: write that into xtask/ratchet.toml"],
            ),
            (
                70,
                80,
                vec!["xtask/ratchet.toml: a.rs::long is within the limit: take its row out"],
            ),
        ];
        for (lines, ratchet, expected) in cases {
            assert_eq!(findings("a.rs", &function(lines), &row(ratchet)), expected);
        }
        let files = "[files]\n\"a.rs\" = 600\n";
        assert!(findings("a.rs", &"//\n".repeat(600), files).is_empty());
        assert_eq!(findings("a.rs", &"//\n".repeat(601), files).len(), 1);
        assert_eq!(findings("a.rs", "", "[files").len(), 1);
    }

    #[test]
    fn the_end_of_a_body_is_its_own_brace() {
        let cases = [
            ("fn a();\nfn b() {}", vec![("b", 1)]),
            (
                "fn a(x: [u8; 2]) -> u8 {\n  if x { 1 } else { 2 }\n}\nfn b() {\n}",
                vec![("a", 3), ("b", 2)],
            ),
            ("fn a() {\n  let s = \"}\"; // }\n  '}';\n}", vec![("a", 4)]),
            ("fn a() {\n  fn b() {\n  }\n}", vec![("a", 4), ("b", 2)]),
            ("type F = fn (u8) -> u8;\nlet often = 1;", vec![]),
        ];
        for (text, expected) in cases {
            let file = SourceFile {
                path: "a.rs".into(),
                text: text.into(),
            };
            let found: Vec<(String, usize)> = function_sizes(&file)
                .into_iter()
                .map(|size| (size.key, size.lines))
                .collect();
            let expected: Vec<(String, usize)> = expected
                .iter()
                .map(|(name, lines)| (format!("a.rs::{name}"), *lines))
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
