//! The workshop's program: `tidy` prints every breach of the laws of the house, `rows` what is
//! proved and what still waits, `adopt` writes tests named after a row into the table. The same
//! checks run as tests; this is for eyes and hands.

use std::process::ExitCode;

use xtask::CHECKS;
use xtask::house::House;
use xtask::proof::{failing, power_cut};
use xtask::rows::{self, Rows};

const USAGE: &str = "usage: cargo run -p xtask -- tidy | rows [NAME OF A WORK] | adopt
       | power-cut IMAGES | failing-disk POINTS";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["tidy"] => tidy(),
        ["rows"] => list(None),
        ["rows", work] => list(Some(work)),
        ["adopt"] => adopt(),
        ["power-cut", images] => proved(images, power_cut),
        ["failing-disk", points] => proved(points, failing_disk),
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

fn proved(count: &str, prove: fn(usize) -> std::io::Result<Vec<String>>) -> ExitCode {
    let Ok(count) = count.parse() else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    match prove(count) {
        Ok(faults) if faults.is_empty() => ExitCode::SUCCESS,
        Ok(faults) => {
            faults
                .iter()
                .take(20)
                .for_each(|fault| eprintln!("{fault}"));
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("the proof could not be made: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Safe commits must lose nothing; unsafe ones must be seen to lose something.
fn power_cut(images: usize) -> std::io::Result<Vec<String>> {
    let safe = power_cut::prove(images, 300, 17_300, false)?;
    println!(
        "power cuts: {} images, {} told sales, {} faults",
        safe.images,
        safe.told,
        safe.faults.len()
    );
    let blind = power_cut::prove(images.min(40), 300, 17_310, true)?;
    println!(
        "with unsafe commits: {} images, {} faults",
        blind.images,
        blind.faults.len()
    );
    let mut faults = safe.faults;
    if blind.faults.is_empty() {
        faults.push("unsafe commits went unseen: the proof is blind".to_owned());
    }
    Ok(faults)
}

fn failing_disk(points: usize) -> std::io::Result<Vec<String>> {
    let faults = failing::prove(points, 40, 17_320)?;
    println!("failing disk: {points} points, {} faults", faults.len());
    Ok(faults)
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
