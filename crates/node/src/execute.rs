//! A command meets the law: look up, decide, write down, all within one
//! savepoint of the group's transaction. Twice is once (I7).

use nusa_facts::{CommandId, Hash};
use nusa_rules::{Actor, Command};

use crate::journal::Placed;

/// A command with who asks and what came over the wire.
#[derive(Clone, Debug)]
pub struct Ask {
    /// The device's id for it.
    pub command: CommandId,
    /// BLAKE3 of the raw body.
    pub body_hash: Hash,
    /// Who asks.
    pub actor: Actor,
    /// What is asked.
    pub what: Command,
}

/// What a command led to: the documents that answer it, the same ones each time it is asked (I7).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The documents in their places, in order; never empty.
    pub placed: Vec<Placed>,
    /// It was answered before.
    pub replayed: bool,
}
