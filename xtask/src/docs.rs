//! What the documents name is there: paths, crates and make targets between backticks, and the
//! paths that stand in code blocks. A document that names what is gone is worse than none.
//! CHANGELOG.md tells of the past and is not read.

use crate::arrows;
use crate::finding::Finding;
use crate::house::{House, SourceFile};
use crate::words;

const ROOTS: &[&str] = &["crates/", "xtask/", "web/", "docs/", "scripts/", "tests/"];
const EXTENSIONS: &[&str] = &[
    "rs", "toml", "md", "sh", "json", "ts", "svelte", "py", "sql", "css", "yml",
];

/// Findings for every name in a document that nothing in the tree answers to.
pub fn check(house: &House) -> Vec<Finding> {
    let documents = house.files().iter().filter(|file| is_document(&file.path));
    documents.flat_map(|file| judge(house, file)).collect()
}

fn is_document(path: &str) -> bool {
    let at_the_root = !path.contains('/') && path != "CHANGELOG.md";
    path.ends_with(".md") && (at_the_root || path.starts_with("docs/"))
}

fn judge(house: &House, file: &SourceFile) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut in_block = false;
    for (at, line) in file.text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            in_block = !in_block;
            continue;
        }
        let named = if in_block { rooted(line) } else { spans(line) };
        for name in named {
            if let Some(text) = fault(house, name) {
                findings.push(Finding::at(&file.path, at + 1, text));
            }
        }
    }
    findings
}

/// What stands between backticks in a line of prose.
fn spans(line: &str) -> Vec<&str> {
    line.split('`').skip(1).step_by(2).collect()
}

/// The words of a code block that can only be paths of this tree.
fn rooted(line: &str) -> Vec<&str> {
    let pieces = line.split(|c: char| c.is_whitespace() || "\"'(),;│├└─".contains(c));
    pieces
        .filter(|piece| {
            ROOTS
                .iter()
                .any(|root| piece.starts_with(root) && piece.len() > root.len())
        })
        .collect()
}

fn fault(house: &House, span: &str) -> Option<String> {
    if let Some(target) = span.strip_prefix("make ") {
        let target = target.split_whitespace().next().unwrap_or_default();
        let there = target.is_empty() || has_target(house, target);
        return (!there).then(|| format!("`make {target}`: the Makefile has no such target"));
    }
    if let Some(name) = crate_named(span) {
        let there =
            house.crate_names().contains(name.as_str()) || arrows::planned(house).contains(&name);
        return (!there).then(|| format!("`{name}`: there is no such crate"));
    }
    let path = path_named(span)?;
    (!exists(house, path)).then(|| format!("`{path}`: there is no such path"))
}

fn has_target(house: &House, target: &str) -> bool {
    let makefile = house.text("Makefile").unwrap_or_default();
    makefile.lines().any(|line| {
        line.split_once(':')
            .is_some_and(|(names, _)| names.split(' ').any(|name| name == target))
    })
}

/// `nusa-money`, or `nusa_money::quote`, as the name of the crate.
fn crate_named(span: &str) -> Option<String> {
    let lower = |c: char| c.is_ascii_lowercase();
    if span
        .strip_prefix("nusa-")
        .is_some_and(|rest| !rest.is_empty() && rest.chars().all(lower))
    {
        return Some(span.to_owned());
    }
    let name = words::leading_name(span);
    let path = span
        .strip_prefix(name)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"));
    let ours = name
        .strip_prefix("nusa_")
        .is_some_and(|rest| !rest.is_empty());
    (path && ours).then(|| name.replace('_', "-"))
}

/// The path that a span names, if it names one of this tree.
fn path_named(span: &str) -> Option<&str> {
    let not_ours = ["../", "target/", "http", "/"]
        .iter()
        .any(|start| span.starts_with(start));
    if not_ours || span.contains(|c: char| c.is_whitespace() || "<>{}…$".contains(c)) {
        return None;
    }
    let path = span.split_once(':').map_or(span, |(path, _)| path);
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    let rooted = ROOTS.iter().any(|root| path.starts_with(root));
    let a_file = path.contains('/') && EXTENSIONS.contains(&extension);
    let a_document = !path.contains('/') && extension == "md";
    (rooted || a_file || a_document).then_some(path)
}

/// True for a file, a folder, or a pattern with one `*` that something matches.
fn exists(house: &House, path: &str) -> bool {
    match path.split_once('*') {
        None => house.has(path),
        Some((start, end)) => {
            let end = end.trim_start_matches(['*', '/']);
            house
                .paths()
                .iter()
                .any(|path| path.starts_with(start) && path.ends_with(end))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn findings(document: &str, text: &str) -> Vec<String> {
        let files = [
            (document, text),
            ("crates/money/src/lib.rs", ""),
            ("xtask/arrows.toml", "planned = [\"nusa-papers\"]"),
            ("Makefile", "test lint: build\n\techo\n"),
        ];
        let packages = json!({ "packages": [{ "name": "nusa-money" }] });
        let house = House::made_of(&files).with_packages(packages);
        check(&house)
            .into_iter()
            .map(|finding| finding.text)
            .collect()
    }

    #[test]
    fn what_is_there_may_be_named() {
        let cases = [
            "the file `crates/money/src/lib.rs`, its folder `crates/money/` and `crates/*/src/lib.rs`",
            "`crates/money/src/lib.rs:12`, `nusa-money`, `nusa_money::quote`, `nusa-papers`",
            "`make test`, `make lint`, `make`",
            "routes such as `/api/v1`, `POST sync/push`, `target/bench.json`, `../shared/data`",
            "`DIR/nusa.db`, `<folder>/x.rs`, `nusa.lock`, `nusa demo`",
            "```\ncrates/           all of it\ncrates/money/src  the engine\n```",
            "crates/gone.rs without backticks is prose",
        ];
        for text in cases {
            assert_eq!(findings("README.md", text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn what_is_gone_is_found() {
        let cases = [
            (
                "`crates/monney/src/lib.rs`",
                "`crates/monney/src/lib.rs`: there is no such path",
            ),
            ("`src/lib.rs`", "`src/lib.rs`: there is no such path"),
            ("`PLAN.md`", "`PLAN.md`: there is no such path"),
            ("`docs/*.md`", "`docs/*.md`: there is no such path"),
            ("`nusa-gone`", "`nusa-gone`: there is no such crate"),
            ("`nusa_gone::x`", "`nusa-gone`: there is no such crate"),
            (
                "`make demo`",
                "`make demo`: the Makefile has no such target",
            ),
            (
                "```\nls crates/gone\n```",
                "`crates/gone`: there is no such path",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(
                findings("docs/a.md", text),
                if text == "`docs/*.md`" {
                    vec![]
                } else {
                    vec![expected]
                },
                "{text}"
            );
            assert_eq!(findings("README.md", text), [expected], "{text}");
            assert!(findings("CHANGELOG.md", text).is_empty());
            assert!(findings("crates/money/README.md", text).is_empty());
        }
    }
}
