//! A running node: it executes commands, takes in facts of others, gives and
//! takes master data, and talks through `sync`'s machine. It knows no socket,
//! no URL and no SQL (I3); clock and chance come through `Senses`.

pub mod boot;
pub mod desk;
pub mod execute;
pub mod fault;
pub mod identity;
pub mod import;
pub mod journal;
pub mod limits;
pub mod master;
pub mod moment;
pub mod quote;
pub mod rebuild;
pub mod seal;
pub mod senses;
pub mod writer;

pub use execute::{Answer, Ask};
pub use fault::Fault;
pub use identity::{Identity, Role};
pub use senses::Senses;
pub use writer::{Busy, Writer};

use nusa_facts::uuid7::IdMaker;
use nusa_store::Store;
use nusa_sync::{clock::BranchClock, sign::DeviceKey};

/// A node with its store: everything here runs on one thread.
pub struct Node<S> {
    pub(crate) store: S,
    pub(crate) me: Identity,
    pub(crate) ids: IdMaker,
    pub(crate) senses: Box<dyn Senses>,
    pub(crate) clock: BranchClock,
    pub(crate) key: Option<DeviceKey>,
}

impl<S: Store> Node<S> {
    /// Who this node is.
    pub fn identity(&self) -> Identity {
        self.me
    }

    /// The store, for what only looks.
    pub fn store(&mut self) -> &mut S {
        &mut self.store
    }
}
