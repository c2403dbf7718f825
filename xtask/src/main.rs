//! The workshop's program: `tidy` prints every breach of the laws of the house, `rows` what is
//! proved and what still waits, `adopt` writes tests named after a row into the table. The same
//! checks run as tests; this is for eyes and hands.

use std::process::ExitCode;

use xtask::CHECKS;
use xtask::house::House;
use xtask::rows::{self, Rows};

const USAGE: &str = "usage: cargo run -p xtask -- tidy | rows [NAME OF A WORK] | adopt";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["tidy"] => tidy(),
        ["rows"] => list(None),
        ["rows", work] => list(Some(work)),
        ["adopt"] => adopt(),
        _ => {
            eprintln!("{USAGE}");
            ExitCode::from(2)
        }
    }
}

fn tidy() -> ExitCode {
    let house = House::here();
    let mut found = 0;
    for (name, check) in CHECKS {
        for finding in check(&house) {
            println!("{name}: {finding}");
            found += 1;
        }
    }
    println!(
        "{found} breaches of {} laws in {} files",
        CHECKS.len(),
        house.files().len()
    );
    if found == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn list(work: Option<&str>) -> ExitCode {
    match Rows::read(&House::here()) {
        Ok(rows) => {
            for (answer, count) in rows.summary() {
                println!("{count:>4}  {answer}");
            }
            for id in work.into_iter().flat_map(|work| rows.waiting_for(work)) {
                println!("{id}");
            }
            ExitCode::SUCCESS
        }
        Err(finding) => {
            eprintln!("{finding}");
            ExitCode::FAILURE
        }
    }
}

fn adopt() -> ExitCode {
    let house = House::here();
    let before = house.text(rows::ROWS).unwrap_or_default();
    let after = rows::adopt(before, &rows::tests(&house));
    if after != before
        && let Err(error) = std::fs::write(xtask::house::root().join(rows::ROWS), &after)
    {
        eprintln!("{}: {error}", rows::ROWS);
        return ExitCode::FAILURE;
    }
    list(None)
}
