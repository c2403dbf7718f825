//! What a run consisted of, for the figures at its end. Judges nothing.

use std::collections::BTreeMap;

use crate::trouble::Trouble;

/// Counts of one run, or of many.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// Things that happened.
    pub steps: u64,
    /// Commands that were answered with documents, repeats left out.
    pub commands: u64,
    /// Sales among them.
    pub sales: u64,
    /// Commands that were refused.
    pub refusals: u64,
    /// Commands that were answered again.
    pub repeats: u64,
    /// Requests that the centre worked on.
    pub requests: u64,
    /// Messages that the sea lost.
    pub lost: u64,
    /// Messages that the sea doubled.
    pub doubled: u64,
    /// Forks that were told to a branch.
    pub forks: u64,
    /// Documents that lay nowhere after a double fault.
    pub vanished: u64,
    /// Facts that the centre put aside.
    pub aside: u64,
    /// Receipt numbers that stand on two receipts.
    pub repeated_numbers: u64,
    /// Troubles by kind.
    pub troubles: BTreeMap<Trouble, u64>,
}

impl Tally {
    /// Adds another run.
    pub fn add(&mut self, other: &Self) {
        self.steps += other.steps;
        self.commands += other.commands;
        self.sales += other.sales;
        self.refusals += other.refusals;
        self.repeats += other.repeats;
        self.requests += other.requests;
        self.lost += other.lost;
        self.doubled += other.doubled;
        self.forks += other.forks;
        self.vanished += other.vanished;
        self.aside += other.aside;
        self.repeated_numbers += other.repeated_numbers;
        for (trouble, count) in &other.troubles {
            *self.troubles.entry(*trouble).or_default() += count;
        }
    }

    /// How many troubles there were.
    pub fn faults(&self) -> u64 {
        self.troubles.values().sum()
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(
            f,
            "{} steps, {} commands ({} sales), {} refusals, {} repeats answered again",
            self.steps, self.commands, self.sales, self.refusals, self.repeats
        )?;
        writeln!(
            f,
            "{} requests, {} messages lost, {} doubled, {} forks told, {} facts put aside",
            self.requests, self.lost, self.doubled, self.forks, self.aside
        )?;
        writeln!(
            f,
            "{} receipt numbers repeated, {} documents lost to double faults",
            self.repeated_numbers, self.vanished
        )?;
        write!(f, "{} troubles:", self.faults())?;
        for (trouble, count) in &self.troubles {
            write!(f, " {trouble:?} {count}")?;
        }
        Ok(())
    }
}
