//! The tree stands alone: no path of somebody's machine, no address of a package registry.
//! Lock files may name the public registries, as their tools write them, and no mirror.

use crate::finding::Finding;
use crate::house::{House, SourceFile};

/// Folders that exist on one machine only, when they open a path. Put together from pieces so
/// that this file does not break its own law.
const FOLDERS: &[&str] = &[
    concat!("/wo", "rk/"),
    concat!("/ro", "ot/"),
    concat!("/ho", "me/"),
    concat!("/Us", "ers/"),
];

const REGISTRIES: &[&str] = &[
    concat!("index.crates", ".io"),
    concat!("static.crates", ".io"),
    concat!("pypi", ".org"),
    concat!("pythonhosted", ".org"),
    concat!("registry.npmjs", ".org"),
    concat!("deb.debian", ".org"),
    concat!("proxy.golang", ".org"),
];

/// Where a lock file may say a package comes from.
const PUBLIC_SOURCES: &[&str] = &[
    concat!("registry+https://github.com/rust-lang/crates", ".io-index"),
    concat!("https://registry.npmjs", ".org/"),
];

/// Findings for everything that is true on one machine only.
pub fn check(house: &House) -> Vec<Finding> {
    house.files().iter().flat_map(judge).collect()
}

fn judge(file: &SourceFile) -> Vec<Finding> {
    let lock = file.path.ends_with("Cargo.lock") || file.path.ends_with("package-lock.json");
    let fault = if lock { lock_fault } else { text_fault };
    let lines = file.text.lines().enumerate();
    lines
        .filter_map(|(at, line)| fault(line).map(|text| Finding::at(&file.path, at + 1, text)))
        .collect()
}

fn text_fault(line: &str) -> Option<String> {
    if let Some(folder) = FOLDERS.iter().find(|folder| opens_a_path(line, folder)) {
        return Some(format!("`{folder}` is a path of one machine"));
    }
    let registry = REGISTRIES.iter().find(|host| line.contains(*host))?;
    Some(format!(
        "`{registry}`: name a package, never its registry's address"
    ))
}

/// True where the folder stands at the start of a path and is followed by a name.
fn opens_a_path(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + folder.len()..].chars().next();
        let starts = !before.is_some_and(|c| c.is_alphanumeric() || "_-.})/".contains(c));
        starts && after.is_some_and(|c| c.is_alphanumeric() || c == '.')
    })
}

fn lock_fault(line: &str) -> Option<String> {
    let line = line.trim();
    let source = line
        .strip_prefix("source = ")
        .or_else(|| line.strip_prefix("\"resolved\": "))?;
    let source = source.trim_matches(|c| c == '"' || c == ',');
    let public = PUBLIC_SOURCES
        .iter()
        .any(|public| source.starts_with(public));
    (!public).then(|| "a package from a source that is not the public registry".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_true_on_one_machine_only_is_found() {
        let work = concat!("cd /wo", "rk/nusa");
        let home = concat!("\"/ho", "me/ani/x\"");
        let host = concat!("url = https://pypi", ".org/simple");
        let mirror = "source = \"registry+https://mirror.example/index\"";
        let public = concat!(
            "source = \"registry+https://github.com/rust-lang/crates",
            ".io-index\""
        );
        let cases = [
            ("a.sh", work, 1),
            ("a.rs", home, 1),
            ("a.md", host, 1),
            (
                "a.md",
                concat!("the frame/wo", "rk/shop is fine, and so is /api/v1"),
                0,
            ),
            ("a.ts", concat!("route('/ho", "me/')"), 0),
            ("Cargo.lock", public, 0),
            ("Cargo.lock", mirror, 1),
            (
                "web/package-lock.json",
                "\"resolved\": \"https://mirror.example/a.tgz\",",
                1,
            ),
        ];
        for (path, text, expected) in cases {
            let found = check(&House::made_of(&[(path, text)]));
            assert_eq!(found.len(), expected, "{path}: {text}: {found:?}");
        }
    }
}
