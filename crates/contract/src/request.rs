//! Requests as they come, each parsed into a command of the law: bounded texts,
//! whole numbers, nothing left to check for shape. Unknown fields are refused,
//! so that a misspelt one is not silently lost.

pub mod catalogue;
pub mod goods;
pub mod lists;
pub mod node;
pub mod people;
pub mod sale;
pub mod shift;
pub mod till;

use nusa_facts::CommandId;
use nusa_rules::Command;

/// A command and the id that its device gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The device's id.
    pub command: CommandId,
    /// What is asked.
    pub what: Command,
}

impl Asked {
    pub(crate) fn new(command: CommandId, what: Command) -> Self {
        Self { command, what }
    }
}
