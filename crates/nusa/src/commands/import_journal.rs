//! `nusa import journal`: facts that `export journal` took out, into the centre,
//! through the same acceptance as a push: seals checked, contiguous, idempotent,
//! what cannot be applied put aside.

use std::{
    fs::File,
    io::{BufRead, BufReader, Read},
    path::Path,
};

use nusa_node::{
    Node,
    device::{self, Caller, Standing},
    push::PushRefusal,
};
use nusa_store::{SqliteStore, Store};
use nusa_sync::{
    limits::{MAX_PAGE_BYTES, MAX_PUSH_DOCS},
    messages::{PushPage, PushedEnvelope},
};

use crate::{exit::Failure, home::Home, progress::Progress};

/// Bytes of one line at most: the largest document with every character escaped.
const MAX_LINE: u64 = 1 << 20;

/// Imports a file.
///
/// # Errors
/// `Refused` at the first line that the centre does not take; what stood before it was taken.
pub fn run(file: &Path, data: &Path) -> Result<(), Failure> {
    let unreadable = |error: std::io::Error| Failure::Usage(format!("{}: {error}", file.display()));
    let lines = Lines {
        reader: BufReader::new(File::open(file).map_err(unreadable)?),
        number: 0,
    };
    let mut intake = Intake {
        node: Home::of_node(data)?.wake()?,
        page: Vec::new(),
        bytes: 0,
        facts: 0,
        aside: 0,
    };
    let progress = Progress::begin("facts", 0);
    let read = intake.take_all(lines, &progress);
    let sent = intake.send();
    progress.end();
    sent?;
    read.map_err(|failure| intake.after_what_was_taken(failure))?;
    println!(
        "{} facts are at the centre, {} of them put aside",
        intake.facts, intake.aside
    );
    Ok(())
}

/// The lines of a file, each a fact in its place.
struct Lines<R> {
    reader: BufReader<R>,
    number: u64,
}

impl<R: Read> Lines<R> {
    fn line(&mut self) -> Result<Option<PushedEnvelope>, Failure> {
        let mut text = Vec::new();
        self.number += 1;
        (&mut self.reader)
            .take(MAX_LINE)
            .read_until(b'\n', &mut text)?;
        if text.is_empty() {
            return Ok(None);
        }
        let wrong = |error| {
            Failure::Refused(format!(
                "line {} holds no exported fact: {error}",
                self.number
            ))
        };
        serde_json::from_slice(&text).map(Some).map_err(wrong)
    }
}

impl<R: Read> Iterator for Lines<R> {
    type Item = Result<PushedEnvelope, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        self.line().transpose()
    }
}

struct Intake {
    node: Node<SqliteStore>,
    page: Vec<PushedEnvelope>,
    bytes: usize,
    facts: u64,
    aside: usize,
}

impl Intake {
    fn take_all<R: Read>(&mut self, lines: Lines<R>, progress: &Progress) -> Result<(), Failure> {
        for line in lines {
            self.take(line?)?;
            progress.at(self.facts);
        }
        Ok(())
    }

    /// A file that a power cut tore off ends in half a line; whoever brings it learns what of it counts.
    fn after_what_was_taken(&self, failure: Failure) -> Failure {
        failure.and(&format!(
            "the {} facts before it are at the centre, {} of them put aside",
            self.facts, self.aside
        ))
    }

    fn take(&mut self, envelope: PushedEnvelope) -> Result<(), Failure> {
        let goes_on = self.page.last().is_none_or(|last| {
            last.branch == envelope.branch
                && last.chain == envelope.chain
                && last.seq.checked_add(1) == Some(envelope.seq)
        });
        let bytes = envelope.wire_bytes();
        let fits = self.page.len() < MAX_PUSH_DOCS && self.bytes + bytes < MAX_PAGE_BYTES / 2;
        if !goes_on || !fits {
            self.send()?;
        }
        self.bytes += bytes;
        self.page.push(envelope);
        Ok(())
    }

    /// Hands a page in as if the branch had pushed it.
    fn send(&mut self) -> Result<(), Failure> {
        self.bytes = 0;
        let envelopes = std::mem::take(&mut self.page);
        let (Some(first), Some(last)) = (envelopes.first(), envelopes.last()) else {
            return Ok(());
        };
        let (branch, chain, first_seq, last_seq) = (first.branch, first.chain, first.seq, last.seq);
        let caller = self.caller(branch)?;
        let generation = self
            .node
            .store()
            .transact(|tx| nusa_node::identity::generation(tx))?;
        let count = envelopes.len() as u64;
        let answer = self
            .node
            .push(
                &caller,
                PushPage {
                    generation,
                    chain,
                    first_seq,
                    envelopes,
                },
            )
            .map_err(refused)?;
        if answer.cursor < last_seq {
            let lacks = answer.cursor + 1;
            return Err(Failure::Refused(format!(
                "branch {branch}: the centre lacks place {lacks} of chain {chain}; export from there on"
            )));
        }
        self.facts += count;
        self.aside += answer.quarantined.len();
        Ok(())
    }

    /// Whoever brings the file speaks for the branch: the seals prove what its node wrote.
    fn caller(&mut self, branch: nusa_facts::BranchId) -> Result<Caller, Failure> {
        let known = self
            .node
            .store()
            .transact(|tx| device::devices(tx, branch))?;
        let current = known
            .into_iter()
            .find(|device| device.standing == Standing::Current);
        current.ok_or_else(|| {
            Failure::Refused(format!("no device was ever enrolled for branch {branch}"))
        })
    }
}

fn refused(refusal: PushRefusal) -> Failure {
    match refusal {
        PushRefusal::Fault(fault) => fault.into(),
        other => Failure::Refused(other.to_string()),
    }
}
