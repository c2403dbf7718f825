//! Each source file opens by saying what it is and what it must not know.

use crate::finding::Finding;
use crate::house::{House, SourceFile};

/// Findings for source files that start without a word.
pub fn check(house: &House) -> Vec<Finding> {
    let silent = |file: &&SourceFile| opening(file).is_some_and(|opens| !opens);
    let text = "opens without a comment that says what it is and what it must not know";
    house
        .files()
        .iter()
        .filter(silent)
        .map(|file| Finding::of(&file.path, text))
        .collect()
}

/// Whether the file opens with a comment; nothing for files that need none.
fn opening(file: &SourceFile) -> Option<bool> {
    let first = first_line(&file.text);
    match file.extension() {
        "rs" => Some(says_something(first, "//!")),
        "ts" | "js" | "mjs" | "css" => {
            Some(says_something(first, "//") || says_something(first, "/*"))
        }
        "svelte" => Some(says_something(first, "<!--")),
        "sh" => Some(says_something(first, "#")),
        "py" => Some(says_something(first, "#") || first.starts_with("\"\"\"")),
        "sql" => Some(says_something(first, "--")),
        _ => None,
    }
}

/// The first line that is not empty and not the line that names the interpreter.
fn first_line(text: &str) -> &str {
    let lines = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.starts_with("#!/"));
    lines
        .into_iter()
        .find(|line| !line.is_empty())
        .unwrap_or_default()
}

fn says_something(line: &str, mark: &str) -> bool {
    line.strip_prefix(mark).is_some_and(|rest| {
        let alone = rest.trim_matches(|c: char| !c.is_alphanumeric()).is_empty();
        !alone || (mark != "//!" && rest.is_empty()) || rest == "*"
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_an_opening_is_found() {
        let cases = [
            ("a.rs", "//! What it is.\nfn f() {}", 0),
            ("a.rs", "\n//! What it is.\n", 0),
            ("a.rs", "// A plain comment is not of the module.\n", 1),
            ("a.rs", "//!\n", 1),
            ("a.rs", "use std::fmt;\n//! late\n", 1),
            ("a.rs", "", 1),
            ("a.ts", "// What it is.\n", 0),
            ("a.ts", "/**\n * What it is.\n */", 0),
            ("a.ts", "import x from 'y';", 1),
            ("a.svelte", "<!-- What it is. -->\n<script>", 0),
            ("a.svelte", "<script>", 1),
            ("a.sh", "#!/usr/bin/env bash\n# What it does.\n", 0),
            ("a.sh", "#!/usr/bin/env bash\nset -eu\n", 1),
            (
                "a.py",
                "#!/usr/bin/env python3\n\"\"\"What it does.\"\"\"\n",
                0,
            ),
            ("a.py", "import sys\n", 1),
            ("a.md", "no law\n", 0),
        ];
        for (path, text, expected) in cases {
            let found = check(&House::made_of(&[(path, text)]));
            assert_eq!(found.len(), expected, "{path}: {text:?}");
        }
    }
}
