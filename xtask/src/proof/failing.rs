//! A disk that fails once, at many different calls: the program may refuse or
//! stop with a clear word, but never crash, never lose what it told, and its
//! nodes must verify afterwards (R25, R26).

use std::{collections::BTreeSet, io};

use super::{
    nodes,
    record::{self, Event},
    trade::{self, Trade},
};
use crate::house::root;

const WAYS: [&str; 3] = ["eio", "enospc", "short"];

/// Fails `points` different calls, one a run, spread over a whole run.
///
/// # Errors
/// The program cannot be run.
pub fn prove(points: usize, baskets: usize, port: u16) -> io::Result<Vec<String>> {
    let place = root().join("target/proof/failing");
    let whole = Trade {
        baskets,
        port,
        unsafe_commits: false,
        failure: None,
    };
    let calls = count(&record::read(&trade::run(&whole, &place)?.record)?);
    let mut faults = Vec::new();
    for point in 0..points {
        let at = 1 + calls * point / points;
        let with = WAYS[point % WAYS.len()];
        let run = trade::run(
            &Trade {
                failure: Some((at, with)),
                ..whole.clone()
            },
            &place,
        )?;
        let mut wrong = Vec::new();
        if !matches!(run.status.code(), Some(0 | 1 | 3)) || run.said.contains("panicked") {
            wrong.push(format!("ended with {}: {}", run.status, run.said.trim()));
        }
        let told: BTreeSet<_> = record::read(&run.record)?
            .iter()
            .flat_map(nodes::told)
            .collect();
        wrong.extend(nodes::judge(&run.data, &told)?);
        faults.extend(
            wrong
                .into_iter()
                .map(|fault| format!("{with} at call {at}: {fault}")),
        );
    }
    Ok(faults)
}

fn count(events: &[Event]) -> usize {
    events
        .iter()
        .filter(|event| matches!(event, Event::Write { .. } | Event::Synced { .. }))
        .count()
}
