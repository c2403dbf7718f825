//! A clock that is moved forward by hand and goes on by itself in between, for
//! nodes whose days have gone by already. Everybody of one company shares it.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use nusa_facts::Millis;
use nusa_node::Senses;
use nusa_sync::clock::Mono;

use crate::{chance, clock::Stopwatch};

/// The clock; clones share it.
#[derive(Clone, Debug)]
pub struct Tide {
    begins: Millis,
    since: Stopwatch,
    skipped_ms: Arc<AtomicU64>,
}

impl Tide {
    /// A clock that stands at this moment now.
    pub fn at(begins: Millis) -> Self {
        Self {
            begins,
            since: Stopwatch::start(),
            skipped_ms: Arc::new(AtomicU64::new(0)),
        }
    }

    /// Moves it to a moment; one that has gone by changes nothing.
    pub fn reach(&self, moment: Millis) {
        let ahead = moment.0.saturating_sub(self.now().0);
        let ahead = u64::try_from(ahead).unwrap_or(0);
        self.skipped_ms.fetch_add(ahead, Ordering::Relaxed);
    }

    /// How it stands.
    pub fn now(&self) -> Millis {
        let gone = i64::try_from(self.gone_ms()).unwrap_or(i64::MAX);
        Millis(self.begins.0.saturating_add(gone))
    }

    /// What a node feels by it.
    pub fn senses(&self) -> Box<dyn Senses> {
        Box::new(TideSenses(self.clone()))
    }

    fn gone_ms(&self) -> u64 {
        let skipped = self.skipped_ms.load(Ordering::Relaxed);
        skipped.saturating_add(self.since.millis())
    }
}

struct TideSenses(Tide);

impl Senses for TideSenses {
    fn wall(&mut self) -> Millis {
        self.0.now()
    }

    fn elapsed(&mut self) -> Mono {
        Mono(self.0.gone_ms())
    }

    fn dice(&mut self) -> u64 {
        chance::dice()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_clocks_of_everybody_move_together_and_never_back() {
        let tide = Tide::at(Millis(1_000));
        let (mut one, mut other) = (tide.senses(), tide.senses());
        let before = one.elapsed();
        tide.reach(Millis(90_000));
        assert!(other.wall() >= Millis(90_000) && other.wall() < Millis(95_000));
        assert!(one.elapsed().since(before) >= 89_000);
        tide.reach(Millis(5));
        assert!(one.wall() >= Millis(90_000));
    }
}
