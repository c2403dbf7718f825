//! The table of everything that was promised: `tests/rows.toml` maps each row of the features
//! (S1-, S2-), of the defects that must be impossible (D1-, D2-) and of the failure rules (R) to
//! the test that proves it, to the work that will bring it, or to the reason why no test can.

use std::collections::{BTreeMap, BTreeSet};

use toml::{Table, Value};

use crate::finding::Finding;
use crate::house::House;
use crate::layers::{self, Language};
use crate::words;

mod adopt;

pub use adopt::adopt;

/// Where the table is.
pub const ROWS: &str = "tests/rows.toml";

/// What a row answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Proved by these tests, each `crate::function` or a path and a function.
    Tests(Vec<String>),
    /// Brought by the work of this name.
    Later(String),
    /// True by design, with the reason.
    How(String),
}

/// The file as read: the ids that must be there, the works that may be waited for, the rows.
#[derive(Debug, Default)]
pub struct Rows {
    expected: BTreeSet<String>,
    works: BTreeSet<String>,
    answers: BTreeMap<String, Answer>,
}

impl Rows {
    /// Reads the file of the house. The error is a finding about what cannot be read.
    pub fn read(house: &House) -> Result<Rows, Finding> {
        let text = house
            .text(ROWS)
            .ok_or_else(|| Finding::of(ROWS, "the table is missing"))?;
        let fault = |error: String| Finding::of(ROWS, error);
        let table: Table = text.parse().map_err(|error| fault(format!("{error}")))?;
        let mut rows = Rows {
            works: strings(table.get("works")),
            ..Rows::default()
        };
        for (family, ranges) in section(&table, "expected") {
            rows.expected.extend(ids(family, ranges).map_err(fault)?);
        }
        for (id, answer) in section(&table, "rows") {
            let answer = read_answer(answer).ok_or_else(|| {
                fault(format!(
                    "{id} answers none or several of `test`, `later` and `how`"
                ))
            })?;
            rows.answers.insert(id.clone(), answer);
        }
        Ok(rows)
    }

    /// The ids that wait for a work, in order.
    pub fn waiting_for<'a>(&'a self, work: &'a str) -> impl Iterator<Item = &'a str> {
        let waits = move |answer: &Answer| matches!(answer, Answer::Later(name) if name == work);
        self.answers
            .iter()
            .filter(move |(_, answer)| waits(answer))
            .map(|(id, _)| id.as_str())
    }

    /// How many rows have a test, wait for each work, or are true by design.
    pub fn summary(&self) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        for answer in self.answers.values() {
            let name = match answer {
                Answer::Tests(_) => "proved by a test".to_owned(),
                Answer::Later(work) => format!("later: {work}"),
                Answer::How(_) => "true by design".to_owned(),
            };
            *counts.entry(name).or_insert(0) += 1;
        }
        counts
    }
}

/// Findings for rows that are missing or strange, tests that are not there, and tests that name a
/// row which does not know of them.
pub fn check(house: &House) -> Vec<Finding> {
    let rows = match Rows::read(house) {
        Ok(rows) => rows,
        Err(finding) => return vec![finding],
    };
    let tests = tests(house);
    let of = |text: String| Finding::of(ROWS, text);
    let mut findings = Vec::new();
    for id in rows
        .expected
        .iter()
        .filter(|id| !rows.answers.contains_key(*id))
    {
        findings.push(of(format!("{id} is missing")));
    }
    for id in rows
        .answers
        .keys()
        .filter(|id| !rows.expected.contains(*id))
    {
        findings.push(of(format!("{id} is no row of any list")));
    }
    for (id, answer) in &rows.answers {
        match answer {
            Answer::Tests(names) => {
                let gone = names
                    .iter()
                    .filter(|name| !tests.iter().any(|test| test.is(name)));
                findings.extend(gone.map(|name| of(format!("{id}: there is no test {name}"))));
            }
            Answer::Later(work) if !rows.works.contains(work) => {
                findings.push(of(format!(
                    "{id} waits for \"{work}\", which is no work of ours"
                )));
            }
            Answer::How(why) if why.split_whitespace().count() < 4 => {
                findings.push(of(format!(
                    "{id}: say in a sentence why no test can prove it"
                )));
            }
            Answer::Later(_) | Answer::How(_) => {}
        }
    }
    findings.extend(unmapped(&rows, &tests));
    findings
}

/// Tests whose name starts with a row's id while the row does not name any test of that id.
fn unmapped(rows: &Rows, tests: &[Test]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for test in tests {
        for id in rows_named(&test.function) {
            let mapped = match rows.answers.get(&id) {
                None => {
                    let text = format!("{} names {id}, which is no row", test.function);
                    findings.push(Finding::of(&test.path, text));
                    continue;
                }
                Some(Answer::Tests(names)) => names.iter().any(|name| test.is(name)),
                Some(_) => false,
            };
            if !mapped {
                let text = format!("{} stands for {id}: name it in {ROWS}", test.name());
                findings.push(Finding::of(&test.path, text));
            }
        }
    }
    findings
}

/// A test function of the tree.
#[derive(Debug)]
pub struct Test {
    path: String,
    function: String,
}

impl Test {
    /// The name under which a row knows the test.
    fn name(&self) -> String {
        let folder = self
            .path
            .strip_prefix("crates/")
            .and_then(|path| path.split('/').next());
        let place = match folder {
            Some("nusa") => "nusa".to_owned(),
            Some(folder) => format!("nusa-{folder}"),
            None => self.path.clone(),
        };
        format!("{place}::{}", self.function)
    }

    /// True when `name` (`crate::function`, or `path/to/file.rs::function`) means this test.
    fn is(&self, name: &str) -> bool {
        let Some((place, function)) = name.rsplit_once("::") else {
            return false;
        };
        let folder = match place.strip_prefix("nusa-") {
            Some(folder) => format!("crates/{folder}/"),
            None if place == "nusa" => "crates/nusa/".to_owned(),
            None => place.to_owned(),
        };
        let here = if folder.ends_with('/') {
            self.path.starts_with(&folder)
        } else {
            self.path == folder
        };
        here && self.function == function
    }
}

/// Every test of the tree: functions of Rust, and what the front end runs.
pub fn tests(house: &House) -> Vec<Test> {
    let mut tests = functions(house);
    tests.extend(specs(house));
    tests
}

/// Every `test('name', …)` of the front end's files of tests.
fn specs(house: &House) -> Vec<Test> {
    let is_spec = |path: &str| path.ends_with(".spec.ts") || path.ends_with(".test.ts");
    let mut tests = Vec::new();
    for file in house.files().iter().filter(|file| is_spec(&file.path)) {
        let named = file.text.lines().filter_map(|line| {
            let rest = line.trim_start().strip_prefix("test('")?;
            rest.split_once('\'').map(|(name, _)| name)
        });
        tests.extend(named.map(|name| Test {
            path: file.path.clone(),
            function: name.to_owned(),
        }));
    }
    tests
}

/// Every function under a `#[test]`, a property test too.
fn functions(house: &House) -> Vec<Test> {
    let mut tests = Vec::new();
    for file in house.files().iter().filter(|file| file.extension() == "rs") {
        let code = layers::split(&file.text, Language::Rust).code;
        let mut under_attribute = false;
        for line in code.lines().map(str::trim) {
            if line.starts_with("#[") {
                under_attribute |= line.contains("test]") || line.contains("test(");
                continue;
            }
            if let Some(name) = words::names_after(line, &["fn"]).first()
                && under_attribute
            {
                tests.push(Test {
                    path: file.path.clone(),
                    function: (*name).to_owned(),
                });
            }
            under_attribute &= line.is_empty();
        }
    }
    tests
}

/// The rows at the start of a test's name: `s1_060_s1_061_...` and `s1_060_and_s1_061_...` name two.
fn rows_named(function: &str) -> Vec<String> {
    let mut parts = function.split('_').filter(|part| *part != "and");
    let mut rows = Vec::new();
    while let Some(id) = row_named(&mut parts) {
        rows.push(id);
    }
    rows
}

/// `r13_...` as R13, `d1_03_...` as D1-03, `s1_126_...` as S1-126.
fn row_named<'a>(parts: &mut impl Iterator<Item = &'a str>) -> Option<String> {
    let first = parts.next()?;
    let number = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    if let Some(rule) = first.strip_prefix('r').filter(|rule| number(rule)) {
        return Some(format!("R{rule:0>2}"));
    }
    let family = ["s1", "s2", "d1", "d2"]
        .into_iter()
        .find(|family| *family == first)?;
    let row = parts.next().filter(|row| number(row))?;
    let width = if family.starts_with('s') { 3 } else { 2 };
    Some(format!("{}-{row:0>width$}", family.to_uppercase()))
}

fn section<'a>(table: &'a Table, name: &str) -> impl Iterator<Item = (&'a String, &'a Value)> {
    table
        .get(name)
        .and_then(Value::as_table)
        .into_iter()
        .flatten()
}

fn strings(list: Option<&Value>) -> BTreeSet<String> {
    let list = list
        .and_then(Value::as_array)
        .map_or(&[][..], Vec::as_slice);
    list.iter()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}

fn read_answer(row: &Value) -> Option<Answer> {
    let one = |name: &str| row.get(name).and_then(Value::as_str).map(str::to_owned);
    let tests = match row.get("test") {
        Some(Value::Array(_)) => Some(strings(row.get("test")).into_iter().collect()),
        Some(_) => Some(vec![one("test")?]),
        None => None,
    };
    match (tests, one("later"), one("how")) {
        (Some(tests), None, None) if !tests.is_empty() => Some(Answer::Tests(tests)),
        (None, Some(work), None) => Some(Answer::Later(work)),
        (None, None, Some(how)) => Some(Answer::How(how)),
        _ => None,
    }
}

/// The ids of a family from its ranges (`["001-009", "020"]`); their number must be `count`.
fn ids(family: &str, list: &Value) -> Result<Vec<String>, String> {
    let broken = || format!("expected.{family} wants `ranges` and `count`");
    let ranges = list
        .get("ranges")
        .and_then(Value::as_array)
        .ok_or_else(broken)?;
    let count = list
        .get("count")
        .and_then(Value::as_integer)
        .ok_or_else(broken)?;
    let mut ids = Vec::new();
    for range in ranges {
        let range = range.as_str().ok_or_else(broken)?;
        let (first, last) = range.split_once('-').unwrap_or((range, range));
        let width = first.len();
        let bound = |text: &str| text.parse::<u16>().map_err(|_| broken());
        let dash = if family == "R" { "" } else { "-" };
        ids.extend((bound(first)?..=bound(last)?).map(|n| format!("{family}{dash}{n:0>width$}")));
    }
    if usize::try_from(count) != Ok(ids.len()) {
        return Err(format!(
            "expected.{family} counts {count} rows, its ranges hold {}",
            ids.len()
        ));
    }
    Ok(ids)
}

#[cfg(test)]
mod tests;
