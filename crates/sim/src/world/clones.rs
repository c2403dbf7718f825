//! Machines that are two at once, or somebody else's: a branch's image is cloned
//! and both sell (R5), a machine is stolen and a new one enrolled (R8, R30).

use super::{CENTRE_PORT, Site, World};
use crate::{finding::is_grave, keeper::Keeper, sea::Port};

/// Places of one branch at most: more clones would only repeat the same test.
const MOST_PLACES: usize = 3;

impl<K: Keeper> World<K> {
    /// The whole machine is cloned: disk, mark and key. Each copy has tills of its own from now on.
    pub(crate) fn clone_site(&mut self, port: Port) -> bool {
        let branch = self.sites[port].branch;
        if self.sites[port].is_outcast || self.places_of(branch).len() >= MOST_PLACES {
            return false;
        }
        let site = &mut self.sites[port];
        let (mark, key, skew) = (site.mark, site.key, site.skew.get());
        let Some(node) = site.node() else {
            return false;
        };
        let image = match node.store().image(&mut self.yard) {
            Ok(image) => image,
            Err(error) => {
                self.find("disk", format!("no clone of {port}: {error}"));
                return false;
            }
        };
        let mut copy = Site::new(branch, image, key);
        copy.mark = mark;
        copy.skew.set(skew);
        self.sites.push(copy);
        let clone = self.sites.len() - 1;
        self.say(format_args!("{clone} is a clone of {port}"));
        self.start(clone);
        let devices: Vec<usize> = (0..self.tills.len())
            .filter(|&till| self.tills[till].port == port)
            .collect();
        for till in devices.into_iter().take(2) {
            let dice = self.dice.split();
            let twin = self.tills[till].twin(clone, dice);
            self.tills.push(twin);
            self.set_till_in_motion(self.tills.len() - 1);
        }
        true
    }

    /// The only machine of a branch is stolen, and a new one is enrolled in its stead. The thief may
    /// leave it running.
    pub(crate) fn stolen(&mut self, port: Port) -> bool {
        let branch = self.sites[port].branch;
        let alone = self.places_of(branch).len() == 1;
        if !alone || self.sites[port].is_outcast || !self.sites[CENTRE_PORT].is_awake() {
            return false;
        }
        let fresh = match self.enrol_new(branch) {
            Ok(fresh) => fresh,
            Err(fault) => {
                if is_grave(&fault) {
                    self.find("soundness", format!("a new device of {branch}: {fault}"));
                }
                // The machine was bought in vain.
                self.sites.pop();
                return false;
            }
        };
        self.sites[port].is_outcast = true;
        self.sites[port].desk.clear();
        let pieces = self.pieces_at(port);
        self.note_vanished(pieces);
        if self.dice.chance(500) {
            self.stop(port);
        }
        for till in self.tills.iter_mut().filter(|till| till.port == port) {
            till.move_to(fresh);
        }
        true
    }
}
