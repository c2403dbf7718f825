//! Deliberate faults, one at a time, so that every judge can be seen to catch
//! something. They exist only in a test build; elsewhere nothing can switch one
//! on. Those of the keeper and of the wire are done here, those of the protocol
//! in the crate that they break.

use std::cell::Cell;

/// A fault that can be switched on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sabotage {
    /// A page that begins beyond the cursor is taken in.
    AcceptGaps,
    /// Seals and documents are believed unread.
    NoHashCheck,
    /// Requests are let in whatever their signature says.
    NoSignatureCheck,
    /// An answered command is not known any more and is carried out again.
    NoIdempotence,
    /// The index of commands does not survive a start.
    IndexForgotten,
    /// A branch goes on from the highest cursor that it ever heard.
    OwnCursor,
    /// A branch deletes what the centre has acknowledged.
    DeleteAfterAck,
    /// A page with a fact that cannot be applied is refused.
    PoisonBlocks,
    /// Roll-ups are written outside the transaction of their facts.
    RollupOutside,
    /// A document that is known under another place is applied again.
    RehomeTwice,
    /// Receipt numbers are counted outside the savepoint of their sale.
    NumberOutside,
    /// A row of master data that comes down sets the level of its product.
    PullSetsStock,
    /// The price of the branch itself is overlooked.
    WrongScope,
    /// What leaves a stream leaves no tombstone.
    NoTombstones,
    /// Changes of one moment get one number.
    ChangeByTime,
}

impl Sabotage {
    /// Every fault with its name.
    pub const ALL: [(&'static str, Self); 15] = [
        ("accept-gaps", Self::AcceptGaps),
        ("no-hash-check", Self::NoHashCheck),
        ("no-signature-check", Self::NoSignatureCheck),
        ("no-idempotence", Self::NoIdempotence),
        ("index-forgotten", Self::IndexForgotten),
        ("own-cursor", Self::OwnCursor),
        ("delete-after-ack", Self::DeleteAfterAck),
        ("poison-blocks", Self::PoisonBlocks),
        ("rollup-outside", Self::RollupOutside),
        ("rehome-twice", Self::RehomeTwice),
        ("number-outside", Self::NumberOutside),
        ("pull-sets-stock", Self::PullSetsStock),
        ("wrong-scope", Self::WrongScope),
        ("no-tombstones", Self::NoTombstones),
        ("change-by-time", Self::ChangeByTime),
    ];

    /// The fault of that name.
    pub fn parse(name: &str) -> Option<Self> {
        let found = Self::ALL.iter().find(|(known, _)| *known == name);
        found.map(|(_, fault)| *fault)
    }
}

thread_local! {
    static ON: Cell<Option<Sabotage>> = const { Cell::new(None) };
}

/// Whether this fault is switched on in this thread; never outside a test build.
pub(crate) fn is_on(fault: Sabotage) -> bool {
    cfg!(any(test, feature = "faults")) && ON.get() == Some(fault)
}

/// Switches one fault on in this thread, or all off.
#[cfg(any(test, feature = "faults"))]
pub fn switch(fault: Option<Sabotage>) {
    use nusa_sync::faults;
    ON.set(fault);
    faults::switch(match fault {
        Some(Sabotage::AcceptGaps) => Some(faults::Fault::AcceptGaps),
        Some(Sabotage::NoHashCheck) => Some(faults::Fault::NoHashCheck),
        _ => None,
    });
}

#[cfg(test)]
mod tests {
    use super::{Sabotage, switch};
    use crate::{core, trace::Tail};

    /// Seeds within which a fault must be caught.
    const WITHIN: u64 = 60;

    fn caught(faults: &[Sabotage]) {
        let mut slipped = Vec::new();
        for &fault in faults {
            switch(Some(fault));
            let first = (0..WITHIN).find_map(|seed| {
                let outcome = core(seed, Tail::Drop);
                outcome
                    .findings
                    .first()
                    .map(|finding| (seed, finding.judge))
            });
            switch(None);
            match first {
                Some((seed, judge)) => println!("{fault:?}: caught by {judge} with seed {seed}"),
                None => slipped.push(fault),
            }
        }
        assert!(
            slipped.is_empty(),
            "no judge saw {slipped:?} within {WITHIN} seeds"
        );
    }

    fn half(second: bool) -> Vec<Sabotage> {
        let middle = Sabotage::ALL.len() / 2;
        let (one, other) = Sabotage::ALL.split_at(middle);
        let part = if second { other } else { one };
        part.iter().map(|(_, fault)| *fault).collect()
    }

    #[test]
    fn seeds_with_a_fault_of_the_protocol_or_the_index_are_caught() {
        caught(&half(false));
    }

    #[test]
    fn seeds_with_a_fault_of_the_keeper_or_the_streams_are_caught() {
        caught(&half(true));
    }
}
