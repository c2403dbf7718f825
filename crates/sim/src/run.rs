//! One seed from its first to its last moment, and what came of it.

use nusa_store::SqliteStore;

use crate::{
    finding::Finding, keeper::Keeper, memory::MemStore, tally::Tally, trace::Tail, world::World,
};

/// What came of a seed.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The seed.
    pub seed: u64,
    /// The hash of everything that happened, the same for every run of the seed.
    pub mark: String,
    /// How many lines that were.
    pub lines: u64,
    /// What it consisted of.
    pub tally: Tally,
    /// What is wrong; empty when every promise was kept.
    pub findings: Vec<Finding>,
}

/// Plays one seed with nodes over books in memory.
pub fn core(seed: u64, tail: Tail) -> Outcome {
    run::<MemStore>(seed, tail)
}

/// Plays one seed with nodes over SQLite.
pub fn whole(seed: u64, tail: Tail) -> Outcome {
    run::<SqliteStore>(seed, tail)
}

/// Plays one seed and calls the judges.
fn run<K: Keeper>(seed: u64, tail: Tail) -> Outcome {
    let mut world: World<K> = World::new(seed, tail);
    world.play();
    world.judge();
    world.outcome(seed)
}

impl<K: Keeper> World<K> {
    fn outcome(mut self, seed: u64) -> Outcome {
        self.tally.lost = self.sea.lost;
        self.tally.doubled = self.sea.doubled;
        Outcome {
            seed,
            mark: self.trace.mark(),
            lines: self.trace.lines(),
            tally: self.tally,
            findings: self.findings,
        }
    }
}
