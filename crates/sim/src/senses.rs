//! Clock and dice of one simulated node: the simulation's time, wrong by as much
//! as the weather says, and chance from the seed.

use std::sync::{
    Arc,
    atomic::{AtomicI64, AtomicU64, Ordering},
};

use nusa_facts::Millis;
use nusa_node::Senses;
use nusa_sync::clock::Mono;

use crate::{agenda::Tick, dice::Dice};

/// The wall clock of the world when a simulation begins: a Monday, 05:00 UTC.
pub const BEGINNING: Millis = Millis(1_767_589_200_000);

/// The time that every node of a simulation shares. It runs with the agenda, but for the nights,
/// in which nothing happens and which are skipped.
#[derive(Clone, Debug, Default)]
pub struct Sun {
    now: Arc<AtomicU64>,
    nights: Arc<AtomicU64>,
}

impl Sun {
    /// Moves the time on with the agenda.
    pub fn set(&self, tick: Tick) {
        let nights = self.nights.load(Ordering::Relaxed);
        self.now.store(tick + nights, Ordering::Relaxed);
    }

    /// Skips some hours in which nothing happens.
    pub fn skip(&self, ms: Tick) {
        self.nights.fetch_add(ms, Ordering::Relaxed);
        self.now.fetch_add(ms, Ordering::Relaxed);
    }

    /// Milliseconds since the simulation began, nights included.
    pub fn now(&self) -> Tick {
        self.now.load(Ordering::Relaxed)
    }

    /// The true wall time.
    pub fn wall(&self) -> Millis {
        Millis(BEGINNING.0.saturating_add_unsigned(self.now()))
    }
}

/// By how much one machine's wall clock is wrong, milliseconds.
#[derive(Clone, Debug, Default)]
pub struct Skew(Arc<AtomicI64>);

impl Skew {
    /// Sets the clock of the machine.
    pub fn set(&self, ms: i64) {
        self.0.store(ms, Ordering::Relaxed);
    }

    /// By how much it is wrong.
    pub fn get(&self) -> i64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// What a simulated node feels.
#[derive(Debug)]
pub struct SeedSenses {
    sun: Sun,
    skew: Skew,
    woke: Tick,
    dice: Dice,
}

impl SeedSenses {
    /// The senses of a node that wakes now.
    pub fn new(sun: &Sun, skew: &Skew, dice: Dice) -> Self {
        Self {
            sun: sun.clone(),
            skew: skew.clone(),
            woke: sun.now(),
            dice,
        }
    }
}

impl Senses for SeedSenses {
    fn wall(&mut self) -> Millis {
        Millis(self.sun.wall().0.saturating_add(self.skew.get()))
    }

    fn elapsed(&mut self) -> Mono {
        Mono(self.sun.now() - self.woke)
    }

    fn dice(&mut self) -> u64 {
        self.dice.roll()
    }
}
