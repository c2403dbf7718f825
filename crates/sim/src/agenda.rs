//! The one scheduler: what is to happen, by simulated time, and in the order in
//! which it was planned where times are equal. Knows no clock of the machine.

use std::{cmp::Reverse, collections::BinaryHeap};

/// Milliseconds since the simulation began.
pub type Tick = u64;

/// What is to happen.
#[derive(Debug)]
pub struct Agenda<T> {
    now: Tick,
    planned: u64,
    heap: BinaryHeap<Reverse<Entry<T>>>,
}

#[derive(Debug)]
struct Entry<T> {
    due: Tick,
    order: u64,
    what: T,
}

impl<T> PartialEq for Entry<T> {
    fn eq(&self, other: &Self) -> bool {
        (self.due, self.order) == (other.due, other.order)
    }
}

impl<T> Eq for Entry<T> {}

impl<T> PartialOrd for Entry<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Entry<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.due, self.order).cmp(&(other.due, other.order))
    }
}

impl<T> Default for Agenda<T> {
    fn default() -> Self {
        Self {
            now: 0,
            planned: 0,
            heap: BinaryHeap::new(),
        }
    }
}

impl<T> Agenda<T> {
    /// The simulated time.
    pub fn now(&self) -> Tick {
        self.now
    }

    /// How many things were ever planned.
    pub fn planned(&self) -> u64 {
        self.planned
    }

    /// Plans something for so many milliseconds from now.
    pub fn plan(&mut self, wait: Tick, what: T) {
        self.planned += 1;
        self.heap.push(Reverse(Entry {
            due: self.now.saturating_add(wait),
            order: self.planned,
            what,
        }));
    }

    /// The next thing; the time moves on to it. None when nothing is planned.
    pub fn take_next(&mut self) -> Option<T> {
        let Reverse(entry) = self.heap.pop()?;
        self.now = self.now.max(entry.due);
        Some(entry.what)
    }

    /// When the next thing is due.
    pub fn due(&self) -> Option<Tick> {
        self.heap.peek().map(|Reverse(entry)| entry.due)
    }

    /// Lets the time stand at a later moment although nothing happens then.
    pub fn wait_until(&mut self, moment: Tick) {
        self.now = self.now.max(moment);
    }
}

#[cfg(test)]
mod tests {
    use super::Agenda;

    #[test]
    fn what_is_planned_happens_by_time_and_then_by_order() {
        let mut agenda = Agenda::default();
        for (wait, what) in [(5, "c"), (0, "a"), (5, "d"), (2, "b")] {
            agenda.plan(wait, what);
        }
        let mut seen = Vec::new();
        while let Some(what) = agenda.take_next() {
            seen.push((agenda.now(), what));
            if what == "b" {
                agenda.plan(1, "b2");
            }
        }
        assert_eq!(seen, [(0, "a"), (2, "b"), (3, "b2"), (5, "c"), (5, "d")]);
    }
}
