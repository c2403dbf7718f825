//! After the storm: everything starts, mends and has room again, a night goes by
//! so that what is told once a day is told, and then all must come into step
//! within a bounded time.

use std::collections::BTreeMap;

use nusa_facts::{Head, master::Scope};
use nusa_store::{Error, Look};

use super::{CENTRE_PORT, Happening, Relief, World};
use crate::{agenda::Tick, keeper::Keeper, sea::Port};

/// Milliseconds between the calm and the night, and between two looks.
const EVENING_MS: Tick = 45_000;
const LOOK_MS: Tick = 6_000;

/// Milliseconds of the night: after it it is another business day everywhere.
const NIGHT_MS: Tick = 25 * 3_600_000;

/// Milliseconds after the calm within which all must be in step: many times the longest wait.
const PATIENCE_MS: Tick = 900_000;

/// Looks in a row at which all must be in step, so that nothing is still on its way.
const STEADY: u32 = 3;

impl<K: Keeper> World<K> {
    /// The storm is over.
    pub(crate) fn calm(&mut self) {
        self.is_calm = true;
        self.say(format_args!("calm"));
        self.sea.calm();
        for port in 0..self.sites.len() {
            self.relieve(Relief::Room(port));
            if !self.sites[port].is_outcast {
                self.start(port);
            }
        }
        self.plan(EVENING_MS, Happening::Night);
    }

    /// The shops are closed, and nothing happens until tomorrow.
    pub(crate) fn night(&mut self) {
        self.sun.skip(NIGHT_MS);
        self.say(format_args!("night"));
        for port in 1..self.sites.len() {
            self.pump(port);
        }
        self.steady = 0;
        self.plan(LOOK_MS, Happening::Check);
    }

    /// Is everything in step? Ends the run when it stays so, or when it never comes to be.
    pub(crate) fn check(&mut self) {
        self.confirm_everywhere();
        let in_step = self.is_in_step();
        self.steady = if in_step { self.steady + 1 } else { 0 };
        let late = self.agenda.now() > self.weather.storm_ms + PATIENCE_MS;
        if self.steady >= STEADY || late {
            self.say(format_args!("the end, in step: {in_step}"));
            self.is_over = true;
        } else {
            self.plan(LOOK_MS, Happening::Check);
        }
    }

    /// Whether nobody waits for an answer and every chain ends at the same place on both sides. Says
    /// nothing about content: that is for the judges.
    fn is_in_step(&mut self) -> bool {
        if self.tills.iter().any(|till| !till.is_idle()) || !self.office.is_idle() {
            return false;
        }
        (1..self.sites.len()).all(|port| self.sites[port].is_outcast || self.is_level(port))
    }

    fn is_level(&mut self, port: Port) -> bool {
        let branch = self.sites[port].branch;
        let heads = |world: &mut Self, port: Port| -> Option<Vec<Head>> {
            let node = world.sites[port].node()?;
            let rows = node.store().transact(|tx| tx.chains(branch)).ok()?;
            let mut heads: Vec<Head> =
                rows.into_iter().map(|row| row.head).filter(|head| head.seq > 0).collect();
            heads.sort_by_key(|head| head.chain);
            Some(heads)
        };
        let here = heads(self, port);
        let there = heads(self, CENTRE_PORT);
        let (Some(here), Some(there)) = (here, there) else {
            return false;
        };
        here.iter().all(|head| there.contains(head)) && self.follows_all(port)
    }

    /// Whether a branch has every row of its streams up to the centre's newest change.
    fn follows_all(&mut self, port: Port) -> bool {
        let branch = self.sites[port].branch;
        let scopes = self.centre().map(|node| {
            node.store().transact(|tx| {
                let scopes = nusa_node::streams::streams_for(tx, branch)?;
                let changes = scopes.into_iter().map(|scope| Ok((scope, tx.change(scope)?)));
                changes.collect::<Result<Vec<_>, Error>>()
            })
        });
        let (Some(Ok(scopes)), Some(node)) = (scopes, self.sites[port].node()) else {
            return false;
        };
        let Ok(hello) = node.my_hello(&BTreeMap::new()) else {
            return false;
        };
        let told = |&(scope, change): &(Scope, u64)| {
            hello.streams.iter().any(|own| own.scope == scope && own.change == change)
        };
        scopes.iter().all(told)
    }

    /// An operator at each branch confirms that rows which a restored centre does not have may go (R19).
    fn confirm_everywhere(&mut self) {
        for port in 1..self.sites.len() {
            let Some(node) = self.sites[port].node() else {
                continue;
            };
            let confirmed = node.unconfirmed().and_then(|rows| {
                rows.into_iter().try_for_each(|(scope, _)| node.confirm_drop(scope).map(|_| ()))
            });
            if let Err(fault) = confirmed {
                self.find("soundness", format!("confirming at {port}: {fault}"));
            }
        }
    }
}
