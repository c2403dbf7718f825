//! A running node: it executes commands, takes in facts of others, gives and
//! takes master data, and talks through `sync`'s machine. It knows no socket,
//! no URL and no SQL (I3); clock and chance come through `Senses`.

pub mod after_sale;
mod arrive;
pub mod billing;
pub mod boot;
pub mod contact;
pub mod credential;
pub mod customer;
pub mod desk;
pub mod device;
mod dining;
pub mod door;
pub mod enrol;
pub mod errand;
mod evidence;
pub mod execute;
pub mod fault;
pub mod flag;
pub mod follow;
pub mod fork;
pub mod greet;
pub mod hello;
pub mod identity;
pub mod import;
mod ingest;
pub mod journal;
pub mod letterhead;
pub mod limits;
pub mod link;
pub mod mail;
pub mod master;
pub mod menu;
pub mod moment;
mod note;
mod numbers;
mod office;
pub mod pass;
pub mod password;
pub mod pin;
pub mod places;
pub mod planned;
pub mod print;
pub mod pull;
pub mod pulse;
pub mod push;
mod quarantine;
pub mod quote;
pub mod rating;
pub mod rebuild;
pub mod seal;
pub mod send;
pub mod senses;
pub mod sighting;
pub mod staff;
pub mod streams;
pub mod uplink;
pub mod writer;

pub use execute::{Answer, Ask};
pub use fault::Fault;
pub use identity::{Identity, Role};
pub use senses::Senses;
pub use writer::{Busy, Writer};

use nusa_facts::uuid7::IdMaker;
use nusa_store::Store;
use nusa_sync::{clock::BranchClock, load::Load, sign::DeviceKey};

/// A node with its store: everything here runs on one thread.
pub struct Node<S> {
    pub(crate) store: S,
    pub(crate) me: Identity,
    pub(crate) ids: IdMaker,
    pub(crate) senses: Box<dyn Senses>,
    pub(crate) clock: BranchClock,
    pub(crate) key: Option<DeviceKey>,
    pub(crate) load: Load,
}

impl<S: Store> Node<S> {
    /// Who this node is.
    pub fn identity(&self) -> Identity {
        self.me
    }

    /// Gives the node its device's key, with which it seals its chain.
    pub fn hold_key(&mut self, key: DeviceKey) {
        self.key = Some(key);
    }

    /// A secret that only this device can make, for one purpose; none without the device's key.
    pub fn secret(&self, purpose: &str) -> Option<[u8; 32]> {
        self.key.as_ref().map(|key| key.derive(purpose))
    }

    /// Hears from whoever serves it how busy it is; its answers to branches ask them to wait for so long (R11).
    pub fn note_load(&mut self, load: Load) {
        self.load = load;
    }

    /// The store, for what only looks.
    pub fn store(&mut self) -> &mut S {
        &mut self.store
    }
}
