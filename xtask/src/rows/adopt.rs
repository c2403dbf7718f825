//! Writes the tests that are named after a row into that row: what waited is proved from then on.
//! Works on the text, line by line, so that the table keeps its order and its comments.

use std::collections::BTreeMap;

use super::{Test, rows_named};

/// The table with every test that names a row put into it. Rows of other answers stay as they are.
pub fn adopt(table: &str, tests: &[Test]) -> String {
    let mut named: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for test in tests {
        for id in rows_named(&test.function) {
            named.entry(id).or_default().push(test.name());
        }
    }
    let lines = table.lines().map(|line| {
        let id = line.split_once(" = { ").map_or("", |(id, _)| id);
        named
            .get(id)
            .and_then(|tests| with_tests(line, tests))
            .unwrap_or_else(|| line.to_owned())
    });
    lines.map(|line| line + "\n").collect()
}

/// The row's line with the tests added, or nothing when it has them or cannot take them.
fn with_tests(line: &str, tests: &[String]) -> Option<String> {
    let (start, mut names) = match line.split_once(", later = \"") {
        Some((start, _)) => (start, Vec::new()),
        None => {
            let (start, written) = line.split_once(", test = ")?;
            (
                start,
                written
                    .split('"')
                    .skip(1)
                    .step_by(2)
                    .map(str::to_owned)
                    .collect(),
            )
        }
    };
    let before = names.len();
    names.extend(tests.iter().cloned());
    names.sort_unstable();
    names.dedup();
    if names.len() == before {
        return None;
    }
    let quoted: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    let answer = match quoted.as_slice() {
        [one] => one.clone(),
        several => format!("[{}]", several.join(", ")),
    };
    Some(format!("{start}, test = {answer} }}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn test(path: &str, function: &str) -> Test {
        Test {
            path: path.into(),
            function: function.into(),
        }
    }

    #[test]
    fn a_row_takes_its_tests_and_nothing_else_changes() {
        let tests = [
            test("crates/store/src/a.rs", "r13_no_gap"),
            test("crates/store/src/a.rs", "r13_no_gap_on_two"),
            test("crates/nusa/tests/b.rs", "s1_001_sells"),
            test("tests/c.rs", "d1_02_kept"),
            test("crates/store/src/a.rs", "plain"),
        ];
        let cases = [
            (
                "R13 = { what = \"a\", later = \"The core\" }",
                "R13 = { what = \"a\", test = [\"nusa-store::r13_no_gap\", \"nusa-store::r13_no_gap_on_two\"] }",
            ),
            (
                "S1-001 = { what = \"a\", later = \"The core\" }",
                "S1-001 = { what = \"a\", test = \"nusa::s1_001_sells\" }",
            ),
            (
                "D1-02 = { what = \"a\", test = \"nusa-sim::kept\" }",
                "D1-02 = { what = \"a\", test = [\"nusa-sim::kept\", \"tests/c.rs::d1_02_kept\"] }",
            ),
            (
                "D1-02 = { what = \"a\", how = \"why\" }",
                "D1-02 = { what = \"a\", how = \"why\" }",
            ),
            (
                "R14 = { what = \"a\", later = \"x\" }",
                "R14 = { what = \"a\", later = \"x\" }",
            ),
            ("# R13 a comment", "# R13 a comment"),
        ];
        for (before, after) in cases {
            let adopted = adopt(before, &tests);
            assert_eq!(adopted, format!("{after}\n"));
            assert_eq!(
                adopt(&adopted, &tests),
                adopted,
                "adopting twice is adopting once"
            );
        }
    }
}
