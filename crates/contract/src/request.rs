//! Requests as they come, each parsed into a command of the law: bounded texts,
//! whole numbers, nothing left to check for shape. Unknown fields are refused,
//! so that a misspelt one is not silently lost.

pub mod account;
pub mod audit;
pub mod bills;
pub mod branches;
pub mod catalogue;
pub mod customers;
pub mod goods;
pub mod guests;
pub mod kitchen;
pub mod labels;
pub mod lists;
pub mod local_staff;
pub mod mail;
pub mod modifiers;
pub mod node;
pub mod orders;
pub mod paper;
pub mod people;
pub mod pictures;
pub mod pin;
pub mod prices;
pub mod products;
pub mod ratings;
pub mod reports;
pub mod sale;
pub mod shift;
pub mod stock;
pub mod till;
pub mod till_device;

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
    /// A command and its id.
    pub fn new(command: CommandId, what: Command) -> Self {
        Self { command, what }
    }
}
