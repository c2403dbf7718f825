//! What the centre hears of each branch while it runs: when, from which program,
//! and how many facts the branch has that the centre has not. Kept in memory and
//! written down once in a while; knows no route.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use nusa_facts::{BranchId, ChainId, Millis};
use nusa_node::sighting::Sighting;
use nusa_sync::messages::{Hello, HelloAnswer};

use crate::limits::KEEP_SIGHTING_MS;

/// How far a chain goes at the branch, and how far here.
type Reach = (u64, u64);

#[derive(Clone, Debug)]
struct Seen {
    at: Millis,
    program: String,
    chains: BTreeMap<ChainId, Reach>,
    kept: Millis,
}

impl Seen {
    fn sighting(&self) -> Sighting {
        let missing = |(there, here): &Reach| there.saturating_sub(*here);
        Sighting {
            at: self.at,
            program: self.program.clone(),
            backlog: self.chains.values().map(missing).sum(),
        }
    }
}

/// Every branch that was heard since the start.
#[derive(Debug, Default)]
pub struct Sightings(Mutex<BTreeMap<BranchId, Seen>>);

impl Sightings {
    fn seen(&self) -> MutexGuard<'_, BTreeMap<BranchId, Seen>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A branch said hello and was answered; gives what is to be written down, once in a while.
    pub fn hello(
        &self,
        branch: BranchId,
        hello: &Hello,
        answer: &HelloAnswer,
        now: Millis,
    ) -> Option<Sighting> {
        let here: BTreeMap<ChainId, u64> = answer
            .chains
            .iter()
            .map(|told| (told.chain(), told.cursor.seq))
            .collect();
        let reach = |head: nusa_facts::Head| {
            let known = here.get(&head.chain).copied().unwrap_or(0);
            (head.chain, (head.seq, known))
        };
        let mut all = self.seen();
        let kept = all.get(&branch).map_or(Millis(0), |seen| seen.kept);
        let mut seen = Seen {
            at: now,
            program: hello.program.clone(),
            chains: hello.chains.iter().map(|claim| reach(claim.head)).collect(),
            kept,
        };
        let is_due = now.0.saturating_sub(kept.0) >= KEEP_SIGHTING_MS;
        if is_due {
            seen.kept = now;
        }
        let sighting = is_due.then(|| seen.sighting());
        all.insert(branch, seen);
        sighting
    }

    /// A page of a branch was taken in up to this place.
    pub fn pushed(&self, branch: BranchId, chain: ChainId, cursor: u64, now: Millis) {
        if let Some(seen) = self.seen().get_mut(&branch) {
            seen.at = now;
            let reach = seen.chains.entry(chain).or_default();
            *reach = (reach.0.max(cursor), cursor);
        }
    }

    /// What was heard of every branch since the start.
    pub fn all(&self) -> BTreeMap<BranchId, Sighting> {
        let seen = self.seen();
        seen.iter()
            .map(|(branch, seen)| (*branch, seen.sighting()))
            .collect()
    }
}
