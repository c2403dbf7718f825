//! The program `nusa-sim`: plays seeds and says what came of them. Exit 0 when
//! every promise was kept, 1 when one was broken, 2 for a wrong call.

mod clock;
mod order;

use std::process::ExitCode;

use clock::Stopwatch;
use nusa_sim::{Outcome, core, tally::Tally, trace::Tail, whole};
use order::{Order, USAGE};

fn main() -> ExitCode {
    match Order::read(std::env::args().skip(1)) {
        Ok(order) => obey(&order),
        Err(wrong) => {
            eprintln!("nusa-sim: {wrong}\n\n{USAGE}");
            ExitCode::from(2)
        }
    }
}

fn obey(order: &Order) -> ExitCode {
    if order.help {
        println!("{USAGE}");
        return ExitCode::SUCCESS;
    }
    if let Err(wrong) = sabotage(order) {
        eprintln!("nusa-sim: {wrong}");
        return ExitCode::from(2);
    }
    let watch = Stopwatch::start();
    let tail = if order.trace { Tail::Print } else { Tail::Drop };
    let mut tally = Tally::default();
    let mut broken = 0_u64;
    for seed in order.seeds() {
        let outcome = play(order, seed, tail.clone());
        tally.add(&outcome.tally);
        if !outcome.findings.is_empty() {
            broken += 1;
            report(order, &outcome);
        } else if order.is_single() {
            println!(
                "seed {seed}: kept, trace {} ({} lines)",
                outcome.mark, outcome.lines
            );
        }
    }
    let count = order.seeds().end - order.seeds().start;
    let millis = watch.elapsed().as_millis().max(1);
    let rate = u128::from(count) * 10_000 / millis;
    println!(
        "{count} seeds, {broken} broken, {}.{} seeds/s",
        rate / 10,
        rate % 10
    );
    println!("{tally}");
    if broken == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    }
}

/// Switches a deliberate fault on, in a program that was built to have them.
#[cfg(feature = "faults")]
fn sabotage(order: &Order) -> Result<(), String> {
    use nusa_sim::faults::{Sabotage, switch};
    let Some(name) = &order.fault else {
        return Ok(());
    };
    let names = || Sabotage::ALL.map(|(name, _)| name).join(", ");
    let fault = Sabotage::parse(name).ok_or_else(|| format!("faults are: {}", names()))?;
    switch(Some(fault));
    Ok(())
}

/// A program without faults refuses to switch one on.
#[cfg(not(feature = "faults"))]
fn sabotage(order: &Order) -> Result<(), String> {
    match &order.fault {
        None => Ok(()),
        Some(_) => Err("this program has no faults: build it with --features faults".to_owned()),
    }
}

fn play(order: &Order, seed: u64, tail: Tail) -> Outcome {
    if order.whole {
        whole(seed, tail)
    } else {
        core(seed, tail)
    }
}

fn report(order: &Order, outcome: &Outcome) {
    let seed = outcome.seed;
    println!(
        "seed {seed}: BROKEN, trace {} ({} lines)",
        outcome.mark, outcome.lines
    );
    for finding in outcome.findings.iter().take(12) {
        println!("  {finding}");
    }
    let more = outcome.findings.len().saturating_sub(12);
    if more > 0 {
        println!("  and {more} more");
    }
    println!(
        "  see it happen: nusa-sim --seed {seed} --trace{}",
        order.again()
    );
}
