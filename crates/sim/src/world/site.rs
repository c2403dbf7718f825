//! The place of a node: its disk, the mark and the key beside it, its clock, and
//! the node itself while the machine runs.

use std::collections::BTreeMap;

use nusa_facts::{BranchId, CENTRE, ChainId, Head};
use nusa_node::{Ask, Fault, Node, boot::Awake, door::Door, uplink::Uplink};
use nusa_sync::{nonce::NonceSource, sign::DeviceKey};

use super::{CENTRE_PORT, Happening, World};
use crate::{
    agenda::Tick,
    finding::is_grave,
    keeper::Keeper,
    sea::Port,
    senses::{SeedSenses, Skew},
};

/// The place of a node.
pub struct Site<K: Keeper> {
    /// Whose place it is.
    pub branch: BranchId,
    /// Its key was taken back: the branch has another place now (R30).
    pub is_outcast: bool,
    pub(crate) power: Power<K>,
    pub(crate) mark: Option<[u8; 16]>,
    pub(crate) key: [u8; 32],
    pub(crate) skew: Skew,
    pub(crate) is_full: bool,
    /// Counts the starts of the machine.
    pub(crate) life: u64,
    pub(crate) woke: Tick,
    pub(crate) link: Option<Link>,
    pub(crate) door: Option<Door>,
    pub(crate) desk: Vec<(usize, Ask)>,
    pub(crate) backup: Option<Backup<K>>,
}

/// Whether the machine runs.
pub(crate) enum Power<K: Keeper> {
    Off(K::Image),
    On(Box<Node<K>>),
}

/// The branch's link and its driver's memory.
pub(crate) struct Link {
    pub(crate) uplink: Uplink,
    pub(crate) nonces: NonceSource,
    pub(crate) key: DeviceKey,
    /// The highest cursors that were ever told: remembered for a deliberate fault only.
    pub(crate) heard: BTreeMap<ChainId, Head>,
    pub(crate) pump_at: Option<Tick>,
}

/// A copy of a disk, with the mark that lay beside it.
pub(crate) struct Backup<K: Keeper> {
    pub(crate) image: K::Image,
    pub(crate) mark: Option<[u8; 16]>,
}

impl<K: Keeper> Site<K> {
    /// The place of a machine that has not run yet.
    pub(crate) fn new(branch: BranchId, image: K::Image, key: [u8; 32]) -> Self {
        Self {
            branch,
            is_outcast: false,
            power: Power::Off(image),
            mark: None,
            key,
            skew: Skew::default(),
            is_full: false,
            life: 0,
            woke: 0,
            link: None,
            door: None,
            desk: Vec::new(),
            backup: None,
        }
    }

    /// Whether the machine runs.
    pub fn is_awake(&self) -> bool {
        matches!(self.power, Power::On(_))
    }

    /// The node, while the machine runs.
    pub fn node(&mut self) -> Option<&mut Node<K>> {
        match &mut self.power {
            Power::On(node) => Some(node),
            Power::Off(_) => None,
        }
    }

    /// The node with its link.
    pub(crate) fn linked(&mut self) -> Option<(&mut Node<K>, &mut Link)> {
        match (&mut self.power, &mut self.link) {
            (Power::On(node), Some(link)) => Some((node, link)),
            _ => None,
        }
    }
}

impl<K: Keeper> World<K> {
    /// The machine stops this moment. Whatever was being asked or answered is lost with it.
    pub(crate) fn stop(&mut self, port: Port) {
        let site = &mut self.sites[port];
        let Power::On(node) = &mut site.power else {
            return;
        };
        match node.store().image(&mut self.yard) {
            Ok(image) => site.power = Power::Off(image),
            Err(error) => return self.find("disk", format!("no image of {port}: {error}")),
        }
        site.life += 1;
        site.link = None;
        site.door = None;
        site.desk.clear();
        self.say(format_args!("stop {port}"));
    }

    /// The machine starts. When the disk does not let it, it is tried again later.
    pub(crate) fn start(&mut self, port: Port) {
        if self.sites[port].is_awake() {
            return;
        }
        match self.wake(port) {
            Ok(was_copied) => {
                self.say(format_args!("start {port}, copied: {was_copied}"));
                self.pump(port);
            }
            Err(fault) if is_grave(&fault) => self.find("start", format!("{port}: {fault}")),
            Err(_) => self.plan(2_000, Happening::Relief(super::Relief::Start(port))),
        }
    }

    fn wake(&mut self, port: Port) -> Result<bool, Fault> {
        let dice = self.dice.split();
        let site = &mut self.sites[port];
        let Power::Off(image) = &site.power else {
            return Ok(false);
        };
        let mut store = K::open(&mut self.yard, image)?;
        store.set_full(site.is_full)?;
        let senses = Box::new(SeedSenses::new(&self.sun, &site.skew, dice));
        let Awake {
            mut node,
            mark,
            was_copied,
        } = Node::wake(store, senses, site.mark)?;
        site.mark = Some(mark);
        site.life += 1;
        site.woke = self.sun.now();
        if site.branch == CENTRE {
            site.door = Some(Door::new(self.dice.roll()));
            node.run_errands()?;
        } else {
            node.hold_key(DeviceKey::from_dice(site.key));
            let uplink = Uplink::new(&mut node);
            let nonces = NonceSource::default();
            let key = DeviceKey::from_dice(site.key);
            site.link = Some(Link {
                uplink,
                nonces,
                key,
                heard: BTreeMap::new(),
                pump_at: None,
            });
        }
        site.power = Power::On(Box::new(node));
        Ok(was_copied)
    }

    pub(crate) fn centre(&mut self) -> Option<&mut Node<K>> {
        self.sites[CENTRE_PORT].node()
    }

    /// What a node does from time to time: the daily seal of its chain.
    pub(crate) fn chores(&mut self, port: Port) {
        let pause = self.pause(60_000);
        self.plan(pause, Happening::Chores(port));
        let Some(node) = self.sites[port].node() else {
            return;
        };
        let done = if port == CENTRE_PORT {
            node.compact_streams()
        } else {
            node.seal_daily()
        };
        if let Err(fault) = done
            && is_grave(&fault)
        {
            self.find("chores", format!("{port}: {fault}"));
        }
        self.committed(port);
    }
}
