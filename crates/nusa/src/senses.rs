//! How a node of this program feels time and chance: by the machine's clock and
//! the machine's dice.

use nusa_facts::Millis;
use nusa_node::Senses;
use nusa_sync::clock::Mono;

use crate::{
    chance,
    clock::{self, Stopwatch},
};

/// Clock and dice of the machine.
#[derive(Debug)]
pub struct MachineSenses {
    since: Stopwatch,
}

impl MachineSenses {
    /// Senses whose monotonic time begins now.
    pub fn new() -> Self {
        Self {
            since: Stopwatch::start(),
        }
    }
}

impl Default for MachineSenses {
    fn default() -> Self {
        Self::new()
    }
}

impl Senses for MachineSenses {
    fn wall(&mut self) -> Millis {
        clock::wall()
    }

    fn elapsed(&mut self) -> Mono {
        Mono(self.since.millis())
    }

    fn dice(&mut self) -> u64 {
        chance::dice()
    }
}
