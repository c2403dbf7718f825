//! The first day: the centre is founded, its master data written, every branch
//! enrolled by a one-time code, and everybody set in motion.

use nusa_facts::{BranchId, CENTRE};
use nusa_node::{Fault, boot, enrol};
use nusa_rules::Command;
use nusa_store::Error;
use nusa_sync::{
    messages::{Enrol, Enrolled, Protocols},
    sign::DeviceKey,
};

use super::{CENTRE_PORT, Happening, Site, World, site::Power};
use crate::{
    catalogue,
    keeper::Keeper,
    sea::Port,
    senses::{SeedSenses, Skew},
    till::Till,
};

impl<K: Keeper> World<K> {
    /// Founds the chain. Nothing goes wrong yet: what would is a broken promise.
    pub(crate) fn found(&mut self) {
        if let Err(fault) = self.try_found() {
            self.find("founding", fault.to_string());
        }
    }

    fn try_found(&mut self) -> Result<(), Fault> {
        let centre = self.blank_site(CENTRE)?;
        self.sites.push(centre);
        self.on_disk(CENTRE_PORT, |store, mut senses| {
            boot::found_centre(store, &mut senses)
        })?;
        self.start(CENTRE_PORT);
        self.write_catalogue()?;
        for branch in 1..=self.weather.branches {
            let port = self.enrol_new(BranchId(branch))?;
            for _ in 0..self.weather.tills {
                self.new_till(port);
            }
        }
        self.set_in_motion();
        Ok(())
    }

    fn blank_site(&mut self, branch: BranchId) -> Result<Site<K>, Error> {
        let image = K::blank(&mut self.yard)?;
        let mut key = [0; 32];
        key[..16].copy_from_slice(&self.dice.bytes16());
        key[16..].copy_from_slice(&self.dice.bytes16());
        Ok(Site::new(branch, image, key))
    }

    /// Does something to a disk whose machine does not run.
    fn on_disk<T>(
        &mut self,
        port: Port,
        work: impl FnOnce(&mut K, SeedSenses) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let senses = SeedSenses::new(&self.sun, &Skew::default(), self.dice.split());
        let site = &mut self.sites[port];
        let Power::Off(image) = &site.power else {
            return Err(Fault::NotHere("the machine runs"));
        };
        let mut store = K::open(&mut self.yard, image)?;
        let done = work(&mut store, senses)?;
        site.power = Power::Off(store.image(&mut self.yard)?);
        Ok(done)
    }

    fn write_catalogue(&mut self) -> Result<(), Fault> {
        let now = self.wall();
        let rows = catalogue::rows(&mut self.dice, self.weather.branches, now);
        let ask = self.office.ask(Command::ChangeMaster { rows }, now);
        let node = self
            .centre()
            .ok_or(Fault::NotHere("the centre does not run"))?;
        node.execute(&ask)?;
        self.office.hear(ask.command);
        Ok(())
    }

    /// Makes a new machine the node of a branch (R8). The centre must run.
    pub(crate) fn enrol_new(&mut self, branch: BranchId) -> Result<Port, Fault> {
        let site = self.blank_site(branch)?;
        let key = site.key;
        self.sites.push(site);
        let port = self.sites.len() - 1;
        let enrolled = self.enrolment(branch, key)?;
        self.on_disk(port, |store, _| enrol::become_branch(store, &enrolled))?;
        self.say(format_args!(
            "branch {branch} is at {port}, chain {}",
            enrolled.chain
        ));
        self.start(port);
        self.plan(1_000, Happening::Chores(port));
        Ok(port)
    }

    /// Enrols a machine again that stands: it keeps what it has and goes on in another chain.
    pub(crate) fn enrol_again(
        &mut self,
        port: Port,
        branch: BranchId,
        key: [u8; 32],
    ) -> Result<(), Fault> {
        let enrolled = self.enrolment(branch, key)?;
        self.on_disk(port, |store, _| enrol::become_branch(store, &enrolled))
    }

    fn enrolment(&mut self, branch: BranchId, key: [u8; 32]) -> Result<Enrolled, Fault> {
        let site = &mut self.sites[CENTRE_PORT];
        let door = site.door.as_ref();
        let public = DeviceKey::from_dice(key).public();
        let nonce = door.map(|door| door.next_nonce(&public));
        let (Some(node), Some(nonce)) = (site.node(), nonce) else {
            return Err(Fault::NotHere("the centre does not run"));
        };
        let code = node.create_enrol_code(branch)?.code;
        let ask = Enrol {
            code,
            key: public,
            program: "sim".to_owned(),
            protocols: Protocols::OURS,
        };
        node.enrol(&ask, nonce)
    }

    /// Puts a new device to work at a node.
    pub(crate) fn new_till(&mut self, port: Port) {
        let branch = self.sites[port].branch;
        let dice = self.dice.split();
        self.tills
            .push(Till::new(port, branch, dice, self.serves_guests));
        self.set_till_in_motion(self.tills.len() - 1);
    }

    pub(crate) fn set_till_in_motion(&mut self, till: usize) {
        let first = self.pause(2_000);
        self.plan(first, Happening::TillTurn(till));
        self.plan(3_000, Happening::TillResend(till));
    }

    fn set_in_motion(&mut self) {
        self.plan(2_500, Happening::OfficeTurn);
        self.plan(5_000, Happening::Chores(CENTRE_PORT));
        let trouble = self.pause(self.weather.trouble_pause_ms);
        self.plan(trouble, Happening::Trouble);
        self.plan(self.weather.storm_ms, Happening::Calm);
    }
}
