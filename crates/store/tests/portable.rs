//! The SQL of this crate stays inside what SQLite and the MySQL protocol both
//! take. Words of one dialect stand in the schema and in the dialect alone.

use std::{fs, path::Path};

const OF_ONE_DIALECT: &[(&str, &str)] = &[
    ("ON CONFLICT", "an upsert is the dialect's"),
    ("INSERT OR", "an upsert is the dialect's"),
    ("REPLACE INTO", "it deletes first"),
    ("RETURNING", "MySQL has none"),
    ("IFNULL", "COALESCE is everybody's"),
    (" || ", "to MySQL it means OR"),
    ("GLOB ", "LIKE is everybody's"),
    ("ROWID", "MySQL has none"),
    ("DATETIME(", "time comes in by argument"),
    ("STRFTIME", "time comes in by argument"),
    ("NULLS LAST", "MySQL has none"),
    ("FULL JOIN", "MySQL has none"),
    ("AS INTEGER", "CAST takes SIGNED in both"),
];

/// Files that speak SQLite on purpose.
const SPEAK_SQLITE: &[&str] = &["dialect.rs", "backup.rs", "verify.rs", "plans.rs"];

fn sources(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn queries_speak_what_both_dialects_take() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&source, &mut files);
    assert!(20 < files.len());
    for file in files {
        let name = file.file_name().unwrap().to_str().unwrap();
        let engine = file.starts_with(source.join("sqlite"));
        if engine || SPEAK_SQLITE.contains(&name) {
            continue;
        }
        let text = fs::read_to_string(&file).unwrap();
        for quoted in quoted(&text) {
            for (word, why) in OF_ONE_DIALECT {
                assert!(
                    !quoted.contains(word),
                    "{}: {word}: {why}: {quoted}",
                    file.display()
                );
            }
        }
    }
}

/// What stands between quotes, outside of comments.
fn quoted(text: &str) -> Vec<String> {
    let code = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    let code = code
        .collect::<Vec<_>>()
        .join("\n")
        .replace("\\\"", "")
        .replace("'\"'", "");
    code.split('"')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

#[test]
fn quotes_are_found_over_lines_and_not_in_comments() {
    let text = "// \"no\"\nlet a = \"x \\\n  y\"; f(\"z\\\"\")";
    assert_eq!(quoted(text), ["x \\\n  y", "z"]);
}
