//! The steps that are still to be done upwards, at most one a chain. A hello's
//! plan replaces them, except where a page said something newer meanwhile.

use std::collections::BTreeSet;

use nusa_facts::ChainId;

use crate::plan::Step;

/// Steps in the order in which they are done.
#[derive(Clone, Debug, Default)]
pub(super) struct StepQueue {
    steps: Vec<Step>,
    /// Chains about which something was learned after the hello in flight was sent.
    newer: BTreeSet<ChainId>,
}

impl StepQueue {
    /// A hello is sent: what is learned from now on is newer than its answer.
    pub(super) fn hello_sent(&mut self) {
        self.newer.clear();
    }

    /// Takes a hello's plan in.
    pub(super) fn replan(&mut self, steps: Vec<Step>) {
        self.steps.retain(|step| self.newer.contains(&step.chain()));
        let newer = &self.newer;
        let told = steps
            .into_iter()
            .filter(|step| !newer.contains(&step.chain()));
        let kept = std::mem::take(&mut self.steps);
        self.steps = told.chain(kept).collect();
    }

    /// Takes the step in that an answer about one chain led to.
    pub(super) fn learned(&mut self, chain: ChainId, step: Option<Step>) {
        self.newer.insert(chain);
        self.steps.retain(|step| step.chain() != chain);
        self.steps.extend(step);
    }

    /// Whether something was learned about the chain since the last hello was sent.
    pub(super) fn is_newer(&self, chain: ChainId) -> bool {
        self.newer.contains(&chain)
    }

    pub(super) fn first(&self) -> Option<Step> {
        self.steps.first().copied()
    }

    pub(super) fn has(&self, chain: ChainId) -> bool {
        self.steps.iter().any(|step| step.chain() == chain)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    pub(super) fn clear(&mut self) {
        self.steps.clear();
    }
}
