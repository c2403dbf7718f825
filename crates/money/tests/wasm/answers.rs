//! The same rows to the native words and to the WebAssembly: the answers must be the same words,
//! for good bills, for bills at the bounds and for rows that follow no layout.

use std::io::Write;
use std::process::{Command, Stdio};

use nusa_money::{quote, words, MoneyError};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use crate::{bills, rows};

/// Good bills with their return and split, bills at the bounds, spoilt rows, rows of chance: this many of each.
const ROUNDS: usize = 200;

type Row = (&'static str, Vec<i64>);

fn native(name: &str, row: &[i64]) -> Vec<i64> {
    let (_, function) = words::FUNCTIONS
        .iter()
        .find(|(known, _)| *known == name)
        .expect("a known function");
    function(row)
}

fn draw<S: Strategy>(runner: &mut TestRunner, strategy: &S) -> S::Value {
    strategy.new_tree(runner).expect("a value").current()
}

/// Numbers that are small, at a bound, or any.
fn word() -> impl Strategy<Value = i64> {
    prop_oneof![6 => 0..5_i64, 2 => 0..200_000_i64, 1 => any::<i64>(), 1 => Just(i64::MAX), 1 => Just(-1_i64)]
}

fn all_rows() -> Vec<Row> {
    let mut runner = TestRunner::deterministic();
    let (good, extreme) = (bills::paid_bill(), bills::extreme_bill());
    let spoil = (any::<prop::sample::Index>(), word());
    let chance = vec(word(), 0..14);
    let mut all: Vec<Row> = Vec::new();
    for _ in 0..ROUNDS {
        let (settings, cart, payment) = draw(&mut runner, &good);
        let done = quote(&settings, &cart, &payment).expect("a bill within bounds");
        all.push(("refund", rows::refund(&settings, &cart, &done)));
        all.push(("split_by_items", rows::split_by_items(&done.bill)));
        let row = rows::quote(&settings, &cart, &payment);
        let (place, wrong) = draw(&mut runner, &spoil);
        let mut spoilt = row.clone();
        spoilt[place.index(row.len())] = wrong;
        let (settings, cart, payment) = draw(&mut runner, &extreme);
        let bound = rows::quote(&settings, &cart, &payment);
        all.extend([("quote", row), ("quote", spoilt), ("quote", bound)]);
        all.extend(
            words::FUNCTIONS
                .iter()
                .map(|(name, _)| (*name, draw(&mut runner, &chance))),
        );
    }
    all
}

fn in_wasm(rows: &[Row]) -> Vec<Vec<i64>> {
    let number = |word: &i64| word.to_string();
    let line = |(name, row): &Row| {
        let words: Vec<String> = std::iter::once((*name).to_owned())
            .chain(row.iter().map(number))
            .collect();
        words.join(" ")
    };
    let asked: Vec<String> = rows.iter().map(line).collect();
    let runner = crate::root().join("crates/money/wasm/answer.mjs");
    let mut node = Command::new("node")
        .arg(runner)
        .arg(crate::committed())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node is needed: install Node 20 or later");
    let mut input = node.stdin.take().expect("a pipe");
    let feed = std::thread::spawn(move || input.write_all(asked.join("\n").as_bytes()));
    let said = node.wait_with_output().expect("an end");
    feed.join()
        .expect("the rows are written")
        .expect("the rows are written");
    assert!(said.status.success());
    let answers = String::from_utf8(said.stdout).expect("text");
    let words = |line: &str| {
        line.split(' ')
            .map(|word| word.parse().expect("a number"))
            .collect()
    };
    answers.lines().map(words).collect()
}

#[test]
fn the_wasm_answers_as_the_native_engine_does() {
    let rows = all_rows();
    let answers = in_wasm(&rows);
    assert_eq!(answers.len(), rows.len());
    let mut good = 0;
    for ((name, row), answer) in rows.iter().zip(&answers) {
        assert_eq!(answer, &native(name, row), "{name} of {row:?}");
        good += usize::from(answer[0] == 0);
    }
    // Most of the good bills and many of the rest must really be answered, or nothing is compared.
    assert!(
        good > 4 * ROUNDS,
        "only {good} of {} rows were answered",
        rows.len()
    );
}

proptest! {
    #[test]
    fn words_say_what_the_types_say((settings, cart, payment) in bills::extreme_bill()) {
        let answer = words::quote(&rows::quote(&settings, &cart, &payment));
        match quote(&settings, &cart, &payment) {
            Err(error) => prop_assert_eq!(answer, vec![error.number()]),
            Ok(quote) => {
                prop_assert_eq!(answer[0], 0);
                prop_assert_eq!(answer[3], i64::try_from(quote.bill.lines.len()).expect("a small number"));
                let done = quote.settlement;
                let tail = [quote.bill.total, done.tip, done.due, done.noncash, done.voucher_forfeited,
                    done.rounding, done.payable, done.cash, done.change, done.balance];
                prop_assert_eq!(&answer[answer.len() - tail.len()..], &tail.map(|amount| amount.0));
            }
        }
    }

    #[test]
    fn a_row_cut_or_lengthened_is_malformed((settings, cart, payment) in bills::paid_bill(), cut in any::<prop::sample::Index>()) {
        let row = rows::quote(&settings, &cart, &payment);
        let malformed = vec![MoneyError::Malformed.number()];
        prop_assert_eq!(words::quote(&row[..cut.index(row.len())]), malformed.clone());
        let longer: Vec<i64> = row.into_iter().chain([0]).collect();
        prop_assert_eq!(words::quote(&longer), malformed);
    }
}
