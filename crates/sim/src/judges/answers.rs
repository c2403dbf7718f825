//! Twice is once (I7): the same command gets the same documents, however often
//! it is asked, at whatever distance, also after a restart. Knows only what was
//! answered before; a disk that was put back is allowed not to remember.

use std::collections::BTreeMap;

use nusa_facts::{CommandId, Hash};
use nusa_node::{Answer, Ask};

use crate::sea::Port;

/// What every node has answered.
#[derive(Debug, Default)]
pub struct AnswerBook {
    given: BTreeMap<(Port, CommandId), Vec<Hash>>,
}

impl AnswerBook {
    /// The disk of this node is another one now.
    pub fn forget(&mut self, port: Port) {
        self.given.retain(|(at, _), _| *at != port);
    }
}

/// Compares an answer with the one that was given before.
pub fn judge(book: &mut AnswerBook, port: Port, ask: &Ask, answer: &Answer) -> Option<String> {
    let docs: Vec<Hash> = answer.placed.iter().map(|placed| placed.doc.hash).collect();
    if docs.is_empty() {
        return Some(format!("{port} answers {} with nothing", ask.command));
    }
    let other = answer
        .placed
        .iter()
        .find(|placed| placed.doc.doc.command != ask.command);
    if let Some(other) = other {
        let (doc, command) = (other.doc.doc.id, ask.command);
        return Some(format!(
            "{port} answers {command} with document {doc} of another command"
        ));
    }
    match book.given.get(&(port, ask.command)) {
        Some(before) if *before != docs => {
            let short = |docs: &[Hash]| docs.iter().map(Hash::short).collect::<Vec<_>>().join(" ");
            let (was, is) = (short(before), short(&docs));
            Some(format!(
                "{port} answered {} with {was} and now with {is}",
                ask.command
            ))
        }
        Some(_) => None,
        None => {
            book.given.insert((port, ask.command), docs);
            None
        }
    }
}
