//! A branch's program that is broken or newer than the centre's writes facts
//! into its chain that cannot be applied. They must travel, be kept, and block
//! nothing (R4, R22).

use nusa_facts::{Envelope, SealedDoc};
use nusa_node::identity;
use nusa_store::{Error, Look, Tx};

use super::World;
use crate::{finding::is_grave_disk, keeper::Keeper, poison, sea::Port};

impl<K: Keeper> World<K> {
    /// A broken program writes a fact that cannot be applied, or bytes that are no fact.
    pub(crate) fn poison(&mut self, port: Port) -> bool {
        let (branch, at) = (self.sites[port].branch, self.wall());
        let doc = if self.dice.chance(250) {
            poison::garbage(&mut self.dice)
        } else {
            poison::unfit(&mut self.dice, branch, at)
        };
        doc.is_some_and(|doc| self.write_unapplied(port, &doc))
    }

    /// A newer program writes a fact of a kind that nobody here knows.
    pub(crate) fn newer(&mut self, port: Port) -> bool {
        let at = self.wall();
        poison::newer(&mut self.dice, at).is_some_and(|doc| self.write_unapplied(port, &doc))
    }

    fn write_unapplied(&mut self, port: Port, doc: &SealedDoc) -> bool {
        let branch = self.sites[port].branch;
        let Some(node) = self.sites[port].node() else {
            return false;
        };
        let written = node.store().transact(|tx| {
            let Some(chain) = identity::open_chain(tx, branch)? else {
                return Ok(false);
            };
            let Some(head) = tx.head(branch, chain)? else {
                return Ok(false);
            };
            tx.append(&Envelope::seal(branch, &head, doc.hash), doc)?;
            Ok::<_, Error>(true)
        });
        match written {
            Ok(true) => {
                let (kind, short) = (doc.doc.fact.kind(), doc.hash.short());
                self.say(format_args!(
                    "{port} writes {kind} {short} that cannot be applied"
                ));
                self.witness.acknowledge(branch, doc.hash, &doc.bytes);
                self.committed(port);
                true
            }
            Ok(false) => false,
            Err(error) => {
                if is_grave_disk(&error) {
                    self.find("soundness", format!("poison at {port}: {error}"));
                }
                false
            }
        }
    }
}
