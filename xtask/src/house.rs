//! The tree that the checks read: every file that git tracks or would track, and the packages
//! as cargo sees them. The only file of the checks that touches the disk or starts a program.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// A text file of the repository.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Path from the root, with `/`.
    pub path: String,
    /// The whole text.
    pub text: String,
}

impl SourceFile {
    /// The name after the last dot, or "" for a file without one.
    pub fn extension(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or(&self.path);
        name.rsplit_once('.').map_or("", |(_, extension)| extension)
    }
}

/// Files and packages of the repository at one moment.
#[derive(Debug, Clone)]
pub struct House {
    files: Vec<SourceFile>,
    paths: BTreeSet<String>,
    packages: Value,
}

impl House {
    /// Reads the repository that this crate is part of. Panics where git or cargo cannot answer:
    /// without them no law can be judged.
    pub fn here() -> House {
        let root = root();
        let mut files = Vec::new();
        let mut paths = BTreeSet::new();
        for path in tracked(&root) {
            let Ok(bytes) = std::fs::read(root.join(&path)) else {
                continue; // tracked, but deleted in this work tree
            };
            paths.insert(path.clone());
            if let Ok(text) = String::from_utf8(bytes) {
                files.push(SourceFile { path, text });
            }
        }
        let packages = run(
            &root,
            "cargo",
            &["metadata", "--no-deps", "--format-version", "1"],
        );
        let packages = serde_json::from_slice(&packages).expect("cargo metadata answers in JSON");
        House {
            files,
            paths,
            packages,
        }
    }

    /// A made-up house of the given files and no packages, for a check's own tests.
    pub fn made_of(files: &[(&str, &str)]) -> House {
        House {
            files: files
                .iter()
                .map(|(path, text)| SourceFile {
                    path: (*path).into(),
                    text: (*text).into(),
                })
                .collect(),
            paths: files.iter().map(|(path, _)| (*path).to_owned()).collect(),
            packages: Value::Null,
        }
    }

    /// The same house with the packages that `cargo metadata` would print.
    pub fn with_packages(mut self, packages: Value) -> House {
        self.packages = packages;
        self
    }

    /// Every text file, by path.
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// Every file, the binary ones too.
    pub fn paths(&self) -> &BTreeSet<String> {
        &self.paths
    }

    /// The text of one file, if it is there.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.files
            .iter()
            .find(|file| file.path == path)
            .map(|file| file.text.as_str())
    }

    /// True for a file or a folder of the tree.
    pub fn has(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        self.paths.contains(path) || {
            let folder = format!("{path}/");
            self.paths
                .range(folder.clone()..)
                .next()
                .is_some_and(|next| next.starts_with(&folder))
        }
    }

    /// The packages as `cargo metadata --no-deps` prints them.
    pub fn packages(&self) -> &[Value] {
        self.packages["packages"]
            .as_array()
            .map_or(&[], Vec::as_slice)
    }

    /// The names of the workspace's packages.
    pub fn crate_names(&self) -> BTreeSet<&str> {
        self.packages()
            .iter()
            .filter_map(|package| package["name"].as_str())
            .collect()
    }
}

/// The root of the repository: the folder above this crate's.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent()
        .expect("xtask stands in the root of the workspace")
        .to_owned()
}

/// What git tracks, and what it would track if it were added now.
fn tracked(root: &Path) -> BTreeSet<String> {
    let listed = run(
        root,
        "git",
        &["ls-files", "-z", "-c", "-o", "--exclude-standard"],
    );
    let listed = String::from_utf8_lossy(&listed);
    listed
        .split('\0')
        .filter(|path| !path.is_empty())
        .map(str::to_owned)
        .collect()
}

fn run(root: &Path, program: &str, arguments: &[&str]) -> Vec<u8> {
    let output = Command::new(program)
        .args(arguments)
        .current_dir(root)
        .output()
        .unwrap_or_else(|error| panic!("{program} does not start: {error}"));
    assert!(
        output.status.success(),
        "{program} {arguments:?} failed: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    output.stdout
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_there_when_a_file_is_in_it() {
        let house = House::made_of(&[("crates/money/src/lib.rs", ""), ("Makefile", "")]);
        let cases = [
            ("crates/money/src/lib.rs", true),
            ("crates/money/src", true),
            ("crates/money/", true),
            ("crates", true),
            ("crates/mon", false),
            ("Makefile", true),
            ("docs", false),
        ];
        for (path, expected) in cases {
            assert_eq!(house.has(path), expected, "{path}");
        }
    }

    #[test]
    fn the_extension_is_of_the_name_not_of_a_folder() {
        let file = |path: &str| SourceFile {
            path: path.into(),
            text: String::new(),
        };
        assert_eq!(file("a.b/Makefile").extension(), "");
        assert_eq!(file("web/src/a.svelte.ts").extension(), "ts");
    }
}
