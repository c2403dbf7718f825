//! Names that say nothing are refused: a file, folder or module is called after the one idea it
//! holds. Also `mod.rs`: a module is `foo.rs` beside `foo/`.

use crate::finding::Finding;
use crate::house::House;
use crate::layers::{self, Language};
use crate::words;

const EMPTY_NAMES: &[&str] = &[
    "util", "utils", "helper", "helpers", "common", "misc", "manager", "managers", "service",
    "services",
];

/// Findings for every path and every module with a name that says nothing.
pub fn check(house: &House) -> Vec<Finding> {
    let mut findings = Vec::new();
    for path in house.paths() {
        if let Some(name) = path.split('/').map(stem).find(|name| is_empty_name(name)) {
            let text = format!("`{name}` says nothing: call it after the one idea it holds");
            findings.push(Finding::of(path, text));
        }
        if path.ends_with("/mod.rs") {
            findings.push(Finding::of(
                path,
                "a module is foo.rs beside foo/, never mod.rs",
            ));
        }
    }
    for file in house.files().iter().filter(|file| file.extension() == "rs") {
        let code = layers::split(&file.text, Language::Rust).code;
        for (at, line) in code.lines().enumerate() {
            for name in words::names_after(line, &["mod"]) {
                if is_empty_name(name) {
                    let text = format!("module `{name}` says nothing: name its one idea");
                    findings.push(Finding::at(&file.path, at + 1, text));
                }
            }
        }
    }
    findings
}

fn stem(component: &str) -> &str {
    component.split('.').next().unwrap_or(component)
}

fn is_empty_name(name: &str) -> bool {
    EMPTY_NAMES.contains(&name.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_say_nothing_are_found() {
        let cases = [
            ("crates/money/src/utils.rs", "", 1),
            ("crates/money/src/helpers/tax.rs", "", 1),
            ("web/src/Common.svelte", "", 1),
            ("crates/node/src/service.rs", "", 1),
            ("crates/node/src/orders/mod.rs", "", 1),
            (
                "crates/node/src/lib.rs",
                "mod misc;\npub(crate) mod manager {}\n",
                2,
            ),
            (
                "crates/node/src/lib.rs",
                "// mod misc is a bad name\nmod services_paid;\n",
                0,
            ),
            ("crates/money/src/service_charge.rs", "", 0),
            ("crates/money/src/commonwealth.rs", "", 0),
        ];
        for (path, text, expected) in cases {
            let found = check(&House::made_of(&[(path, text)]));
            assert_eq!(found.len(), expected, "{path}: {found:?}");
        }
    }
}
