//! The manifests of the crates: every crate takes the workspace's lints, every outside version is
//! named once, in the workspace, and `money` stays what an old compiler can read.

use toml::Table;

use crate::finding::Finding;
use crate::house::{House, SourceFile};

const MONEY: &str = "crates/money/Cargo.toml";

/// Findings for manifests that go their own way.
pub fn check(house: &House) -> Vec<Finding> {
    let manifests = house.files().iter().filter(|file| is_member(&file.path));
    manifests.flat_map(judge).collect()
}

fn is_member(path: &str) -> bool {
    path == "xtask/Cargo.toml" || (path.starts_with("crates/") && path.ends_with("/Cargo.toml"))
}

fn judge(file: &SourceFile) -> Vec<Finding> {
    let manifest: Table = match file.text.parse() {
        Ok(manifest) => manifest,
        Err(error) => return vec![Finding::of(&file.path, format!("does not parse: {error}"))],
    };
    let texts = if file.path == MONEY {
        money(&manifest)
    } else {
        member(&manifest)
    };
    texts
        .into_iter()
        .map(|text| Finding::of(&file.path, text))
        .collect()
}

fn member(manifest: &Table) -> Vec<String> {
    let mut texts = Vec::new();
    let lints = manifest
        .get("lints")
        .and_then(|lints| lints.get("workspace"));
    if lints.and_then(toml::Value::as_bool) != Some(true) {
        texts.push("takes no lints from the workspace: add `[lints] workspace = true`".into());
    }
    for section in ["dependencies", "dev-dependencies", "build-dependencies"] {
        let dependencies = manifest.get(section).and_then(toml::Value::as_table);
        for (name, how) in dependencies.into_iter().flatten() {
            let named_once = how.get("workspace").and_then(toml::Value::as_bool) == Some(true);
            if !named_once {
                texts.push(format!(
                    "{name} names its own version: take it from the workspace"
                ));
            }
        }
    }
    texts
}

/// `money` is compiled by Rust 1.63 for the browser: nothing inherited, nothing imported.
fn money(manifest: &Table) -> Vec<String> {
    let package = manifest.get("package");
    let field = |name: &str| package.and_then(|package| package.get(name)?.as_str());
    let mut texts = Vec::new();
    if field("edition") != Some("2021") || field("rust-version") != Some("1.63") {
        texts.push("money keeps to edition 2021 and rust-version 1.63".into());
    }
    if manifest
        .get("dependencies")
        .and_then(toml::Value::as_table)
        .is_some_and(|d| !d.is_empty())
    {
        texts.push("money has no dependency".into());
    }
    if manifest.contains_key("lints") {
        texts.push("money inherits nothing: an old cargo cannot read `lints`".into());
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn manifests_that_go_their_own_way_are_found() {
        let node = "crates/node/Cargo.toml";
        let good_money = "[package]\nedition = \"2021\"\nrust-version = \"1.63\"\n[dependencies]\n";
        let cases = [
            (
                node,
                "[lints]\nworkspace = true\n[dependencies]\nserde.workspace = true\n",
                0,
            ),
            (node, "[dependencies]\n", 1),
            (node, "[lints]\nworkspace = false\n", 1),
            (
                node,
                "[lints]\nworkspace = true\n[dependencies]\nserde = \"1\"\n",
                1,
            ),
            (
                node,
                "[lints]\nworkspace = true\n[dev-dependencies]\na = { path = \"b\" }\n",
                1,
            ),
            (node, "[lints", 1),
            ("xtask/Cargo.toml", "[dependencies]\n", 1),
            ("crates/money/fuzz.toml", "[lints", 0),
            (MONEY, good_money, 0),
            (
                MONEY,
                "[package]\nedition = \"2024\"\nrust-version = \"1.95\"\n",
                1,
            ),
            (MONEY, &format!("{good_money}serde = \"1\"\n"), 1),
            (
                MONEY,
                &format!("{good_money}[lints]\nworkspace = true\n"),
                1,
            ),
        ];
        for (path, text, expected) in cases {
            let found = check(&House::made_of(&[(path, text)]));
            assert_eq!(found.len(), expected, "{path}: {text}: {found:?}");
        }
    }
}
