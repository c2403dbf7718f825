//! The workshop's program: `tidy` prints every breach of the laws of the house, `rows` what is
//! proved and what still waits. The same checks run as tests; this is for eyes.

use std::process::ExitCode;

use xtask::CHECKS;
use xtask::house::House;
use xtask::rows::Rows;

const USAGE: &str = "usage: cargo run -p xtask -- tidy | rows [NAME OF A WORK]";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["tidy"] => tidy(),
        ["rows"] => rows(None),
        ["rows", work] => rows(Some(work)),
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

fn rows(work: Option<&str>) -> ExitCode {
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
