//! The check of the rows on small tables: each way of being wrong is found.

use super::*;

const HEAD: &str = "works = [\"The core\", \"The shop\"]\n\
    [expected]\nS1 = { ranges = [\"001-002\"], count = 2 }\nR = { ranges = [\"13\"], count = 1 }\n\
    [rows]\n";

const TESTED: &str =
    "//! Tests.\n#[test]\nfn sells() {}\n\n#[test]\nfn r13_no_gap() {}\n\nfn plain() {}\n";

fn findings(rows: &str, tests: &str) -> Vec<String> {
    let table = format!("{HEAD}{rows}");
    let files = [(ROWS, table.as_str()), ("crates/store/src/sale.rs", tests)];
    check(&House::made_of(&files))
        .iter()
        .map(ToString::to_string)
        .collect()
}

fn rows(s1: &str, s2: &str, r13: &str) -> String {
    format!("S1-001 = {{ {s1} }}\nS1-002 = {{ {s2} }}\nR13 = {{ {r13} }}\n")
}

const NO_GAP: &str = "test = \"nusa-store::r13_no_gap\"";
const LATER: &str = "later = \"The shop\"";

#[test]
fn a_whole_table_passes() {
    let how = "how = \"by design: there is nothing to look at\"";
    let several = "test = [\"nusa-store::sells\", \"crates/store/src/sale.rs::r13_no_gap\"]";
    for table in [rows(LATER, how, NO_GAP), rows(several, LATER, NO_GAP)] {
        assert_eq!(findings(&table, TESTED), Vec::<String>::new());
    }
}

#[test]
fn each_fault_is_found() {
    let cases = [
        (
            format!("S1-001 = {{ {LATER} }}\nR13 = {{ {NO_GAP} }}\n"),
            "tests/rows.toml: S1-002 is missing",
        ),
        (
            format!("{}S1-003 = {{ {LATER} }}\n", rows(LATER, LATER, NO_GAP)),
            "tests/rows.toml: S1-003 is no row of any list",
        ),
        (
            rows("test = \"nusa-store::gone\"", LATER, NO_GAP),
            "tests/rows.toml: S1-001: there is no test nusa-store::gone",
        ),
        (
            rows("test = \"nusa-store::plain\"", LATER, NO_GAP),
            "tests/rows.toml: S1-001: there is no test nusa-store::plain",
        ),
        (
            rows("test = \"nusa-node::sells\"", LATER, NO_GAP),
            "tests/rows.toml: S1-001: there is no test nusa-node::sells",
        ),
        (
            rows("later = \"Some day\"", LATER, NO_GAP),
            "tests/rows.toml: S1-001 waits for \"Some day\", which is no work of ours",
        ),
        (
            rows("how = \"by design\"", LATER, NO_GAP),
            "tests/rows.toml: S1-001: say in a sentence why no test can prove it",
        ),
        (
            rows("what = \"nothing\"", LATER, NO_GAP),
            "tests/rows.toml: S1-001 answers none or several of `test`, `later` and `how`",
        ),
        (
            rows(&format!("{LATER}, {NO_GAP}"), LATER, NO_GAP),
            "tests/rows.toml: S1-001 answers none or several of `test`, `later` and `how`",
        ),
        (
            rows(LATER, LATER, LATER),
            "crates/store/src/sale.rs: nusa-store::r13_no_gap stands for R13: name it in tests/rows.toml",
        ),
    ];
    for (table, expected) in cases {
        assert_eq!(findings(&table, TESTED), [expected], "{table}");
    }
}

#[test]
fn a_test_cannot_name_a_row_that_is_none() {
    let found = findings(
        &rows(LATER, LATER, NO_GAP),
        &format!("{TESTED}#[test]\nfn r99_x() {{}}\n"),
    );
    assert_eq!(
        found,
        ["crates/store/src/sale.rs: r99_x names R99, which is no row"]
    );
}

#[test]
fn the_lists_are_counted() {
    let table = HEAD.replace("count = 2", "count = 3");
    let found = check(&House::made_of(&[(ROWS, &table)]));
    assert!(
        found[0].text.contains("counts 3 rows, its ranges hold 2"),
        "{found:?}"
    );
    assert_eq!(check(&House::made_of(&[])).len(), 1);
}

#[test]
fn rows_are_read_from_test_names() {
    let cases = [
        ("r13_late", &["R13"][..]),
        ("r1_again", &["R01"]),
        ("r01_again", &["R01"]),
        ("d1_03_no_deadlock", &["D1-03"]),
        ("s1_7_error_page", &["S1-007"]),
        ("s2_080_numbered", &["S2-080"]),
        ("s1_060_s1_061_sorted", &["S1-060", "S1-061"]),
        ("s1_060_and_d1_37_paged", &["S1-060", "D1-37"]),
        ("s1_060_to_s1_062_by_hand", &["S1-060"]),
        ("rounds_half_up", &[]),
        ("d1_sale", &[]),
        ("s3_001_x", &[]),
    ];
    for (function, expected) in cases {
        assert_eq!(rows_named(function), expected, "{function}");
    }
}

#[test]
fn only_what_runs_is_a_test() {
    let text = "#[test]\nfn a() {}\n#[tokio::test(flavor = \"x\")]\nasync fn b() {}\n\
        proptest! {\n    #[test]\n    fn c(x in 0..9) {}\n}\nfn d() {}\n\
        #[test]\n#[should_panic]\nfn e() {}\n// #[test]\nfn f() {}\n#[cfg(test)]\nfn g() {}\n";
    let spec = "test('s1_002_shown', async () => {});\n// test('f', x);\nconst test = 'g';\n";
    let house = House::made_of(&[("a.rs", text), ("b.spec.ts", spec), ("c.ts", spec)]);
    let names: Vec<String> = tests(&house)
        .into_iter()
        .map(|test| test.function)
        .collect();
    assert_eq!(names, ["a", "b", "c", "e", "s1_002_shown"]);
}

#[test]
fn the_waiting_rows_are_listed() {
    let table = format!(
        "{HEAD}{}",
        rows("later = \"The core\"", LATER, "later = \"The core\"")
    );
    let read = Rows::read(&House::made_of(&[(ROWS, &table)])).expect("reads");
    assert_eq!(
        read.waiting_for("The core").collect::<Vec<_>>(),
        ["R13", "S1-001"]
    );
    assert_eq!(read.summary().get("later: The shop"), Some(&1));
}
