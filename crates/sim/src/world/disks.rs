//! Disks that go back in time: backups put back by hand or by the command, and a
//! centre that loses its last commits, with or without noticing. Whatever then
//! lies nowhere any more was lost by a double fault, and only that.

use std::collections::BTreeMap;

use nusa_facts::{BranchId, CENTRE, Hash};
use nusa_store::{Error, Look, Store};

use super::{
    CENTRE_PORT, World,
    site::{Backup, Power},
};
use crate::{finding::is_grave, keeper::Keeper, sea::Port};

/// Documents of a disk, by writer and hash, with their bytes.
type Pieces = BTreeMap<(BranchId, Hash), Vec<u8>>;

/// Documents read at once.
const STEP: usize = 1_000;

impl<K: Keeper> World<K> {
    /// Now and then somebody copies a disk, the centre's more often than a branch's.
    pub(crate) fn sometimes_back_up(&mut self) {
        for port in 0..self.sites.len() {
            let likely = if port == CENTRE_PORT { 500 } else { 250 };
            if self.dice.chance(likely) {
                self.back_up(port);
            }
        }
    }

    fn back_up(&mut self, port: Port) {
        let site = &mut self.sites[port];
        let mark = site.mark;
        let Some(node) = site.node() else {
            return;
        };
        match node.store().image(&mut self.yard) {
            Ok(image) => self.sites[port].backup = Some(Backup { image, mark }),
            Err(error) => self.find("disk", format!("no backup of {port}: {error}")),
        }
    }

    /// An old disk is put back with the mark that lay beside it: the node cannot know (R6).
    pub(crate) fn old_disk(&mut self, port: Port) -> bool {
        self.put_back(port, true)
    }

    /// The command restores a backup: the mark beside it is gone, and the node knows (R7).
    pub(crate) fn restore(&mut self, port: Port) -> bool {
        self.put_back(port, false)
    }

    fn put_back(&mut self, port: Port, with_mark: bool) -> bool {
        let site = &mut self.sites[port];
        let Some(backup) = site.backup.take() else {
            return false;
        };
        self.stop(port);
        let mark = backup.mark.filter(|_| with_mark);
        self.replace_disk(port, backup.image, mark);
        self.start_later(port, 8_000);
        true
    }

    /// The centre comes back with an older state and does not know it (R2).
    pub(crate) fn roll_back(&mut self) -> bool {
        let put_back = self.put_back(CENTRE_PORT, true);
        if put_back {
            self.start(CENTRE_PORT);
        }
        put_back
    }

    /// The centre is restored from a backup and counts anew (R2, R19).
    pub(crate) fn restore_centre(&mut self) -> bool {
        if !self.put_back(CENTRE_PORT, false) {
            return false;
        }
        self.start(CENTRE_PORT);
        let restored = self.centre().map(|node| node.restored());
        if let Some(Err(fault)) = restored
            && is_grave(&fault)
        {
            self.find("soundness", format!("restoring the centre: {fault}"));
        }
        true
    }

    /// Puts another disk into a machine that does not run, and notes what lies nowhere any more.
    pub(crate) fn replace_disk(&mut self, port: Port, image: K::Image, mark: Option<[u8; 16]>) {
        let before = self.pieces_at(port);
        let site = &mut self.sites[port];
        site.power = Power::Off(image);
        site.mark = mark;
        self.answers.forget(port);
        self.note_vanished(before);
    }

    /// Of these documents, those that no disk of their writer and not the centre's holds are gone.
    pub(crate) fn note_vanished(&mut self, mut pieces: Pieces) {
        for port in 0..self.sites.len() {
            let site = &self.sites[port];
            let holds = site.branch == CENTRE || !site.is_outcast;
            if pieces.is_empty() || !holds {
                continue;
            }
            let held = self.pieces_at(port);
            pieces.retain(|piece, _| !held.contains_key(piece));
        }
        self.tally.vanished += pieces.len() as u64;
        for (piece, bytes) in pieces {
            self.say(format_args!("gone: {} {}", piece.0, piece.1.short()));
            self.witness.vanished(piece, bytes);
        }
    }

    /// Every document on a disk, whether its machine runs or not.
    pub(crate) fn pieces_at(&mut self, port: Port) -> Pieces {
        let site = &mut self.sites[port];
        let read = match &mut site.power {
            Power::On(node) => pieces(node.store()),
            Power::Off(image) => {
                K::open(&mut self.yard, image).and_then(|mut store| pieces(&mut store))
            }
        };
        match read {
            Ok(pieces) => pieces,
            Err(error) => {
                self.find(
                    "disk",
                    format!("the disk of {port} cannot be read: {error}"),
                );
                Pieces::new()
            }
        }
    }
}

fn pieces<S: Store>(store: &mut S) -> Result<Pieces, Error> {
    store.transact(|tx| {
        let mut pieces = Pieces::new();
        for writer in tx.writers()? {
            let mut after = 0;
            loop {
                let step = tx.arrivals(writer, after, STEP)?;
                let Some(&(last, _)) = step.last() else {
                    break;
                };
                after = last;
                let hashed = step
                    .into_iter()
                    .map(|(_, bytes)| ((writer, Hash::of_doc(&bytes)), bytes));
                pieces.extend(hashed);
            }
        }
        Ok(pieces)
    })
}
