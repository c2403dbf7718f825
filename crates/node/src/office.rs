//! A node at work: its store on one side, everything else it needs for a
//! decision on the other, so that a transaction can be open while it writes.

use nusa_store::Store;

use crate::{Node, execute::Office, fault::Fault, identity::Role, journal::Pen};

impl<S: Store> Node<S> {
    /// The store, and the node without it.
    pub(crate) fn at_work(&mut self) -> (&mut S, Office<'_>) {
        let Self {
            store,
            me,
            ids,
            senses,
            clock,
            key,
            load,
        } = self;
        let pen = Pen {
            ids,
            senses: senses.as_mut(),
        };
        (
            store,
            Office {
                branch: me.branch,
                pen,
                clock,
                key: key.as_ref(),
                load: *load,
            },
        )
    }

    pub(crate) fn only_centre(&self) -> Result<(), Fault> {
        match self.me.role {
            Role::Centre => Ok(()),
            Role::Branch => Err(Fault::NotHere("only the centre does this")),
        }
    }

    pub(crate) fn only_branch(&self) -> Result<(), Fault> {
        match self.me.role {
            Role::Branch => Ok(()),
            Role::Centre => Err(Fault::NotHere("only a branch does this")),
        }
    }
}

impl Office<'_> {
    /// Milliseconds that a branch is asked to wait before its next push (R11).
    pub(crate) fn next_push_in_ms(&mut self) -> u64 {
        let Self { load, pen, .. } = self;
        load.wait_ms(|| pen.senses.dice())
    }
}
