//! After the storm: everything starts, mends and has room again, a night goes by
//! so that what is told once a day is told, and then all must come into step
//! within a bounded time.

use std::collections::BTreeMap;

use nusa_facts::{Head, master::Scope};
use nusa_node::device;
use nusa_store::{Error, Look};
use nusa_sync::sign::DeviceKey;

use super::{CENTRE_PORT, Happening, Relief, World};
use crate::{agenda::Tick, keeper::Keeper, sea::Port, trouble::Trouble};

/// Milliseconds between the calm and the night, and between two looks.
const EVENING_MS: Tick = 33_000;
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
        self.enrol_strangers();
        self.plan(EVENING_MS, Happening::Night);
    }

    /// A centre that went back behind an enrolment does not know that device any more: an operator enrols
    /// it again with another code, and it goes on in another chain (R8).
    fn enrol_strangers(&mut self) {
        for port in 1..self.sites.len() {
            let site = &self.sites[port];
            let (branch, key) = (site.branch, site.key);
            if site.is_outcast || self.is_known(key) {
                continue;
            }
            self.stop(port);
            if let Err(fault) = self.enrol_again(port, branch, key) {
                self.find("soundness", format!("enrolling {port} again: {fault}"));
            }
            self.start(port);
        }
    }

    fn is_known(&mut self, key: [u8; 32]) -> bool {
        let public = DeviceKey::from_dice(key).public();
        let Some(node) = self.centre() else {
            return true;
        };
        let device = node.store().transact(|tx| device::device(tx, &public));
        device.is_ok_and(|device| device.is_some())
    }

    /// The shops are closed, and nothing happens until tomorrow.
    pub(crate) fn night(&mut self) {
        self.judge_evening();
        self.sun.skip(NIGHT_MS);
        self.say(format_args!("night"));
        for port in 1..self.sites.len() {
            self.pump(port);
        }
        self.steady = 0;
        self.plan(LOOK_MS, Happening::Check);
    }

    /// Before the night, after which differences are looked for and healed, there must be none already,
    /// unless a centre lost changes without knowing it (R2, R15).
    fn judge_evening(&mut self) {
        let lost = self.tally.troubles.contains_key(&Trouble::Rollback);
        if !lost && self.out_of_step().is_none() {
            self.confirm_everywhere();
            for port in 1..self.sites.len() {
                if !self.sites[port].is_outcast {
                    self.judge_master(port);
                }
            }
        }
    }

    /// Is everything in step? Ends the run when it stays so, or when it never comes to be.
    pub(crate) fn check(&mut self) {
        self.confirm_everywhere();
        let waits_for = self.out_of_step();
        self.steady = if waits_for.is_none() {
            self.steady + 1
        } else {
            0
        };
        let late = self.agenda.now() > self.weather.storm_ms + PATIENCE_MS;
        if late && let Some(what) = waits_for {
            self.find("in step", what);
        }
        if self.steady >= STEADY || late {
            self.say(format_args!("the end"));
            self.is_over = true;
        } else {
            self.plan(LOOK_MS, Happening::Check);
        }
    }

    /// What is not in step: somebody who waits for an answer, a chain that ends elsewhere than at the
    /// centre, a stream that is not followed to its end. Says nothing about content: that is for the
    /// judges.
    fn out_of_step(&mut self) -> Option<String> {
        let waiting = self.tills.iter().position(|till| !till.is_idle());
        if let Some(till) = waiting {
            let port = self.tills[till].port;
            return Some(format!("till {till} at {port} still waits for an answer"));
        }
        if !self.office.is_idle() {
            return Some("the office still waits for an answer".to_owned());
        }
        let live = (1..self.sites.len()).filter(|&port| !self.sites[port].is_outcast);
        let live: Vec<Port> = live.collect();
        live.into_iter().find_map(|port| {
            self.chain_out_of_step(port)
                .or_else(|| self.stream_out_of_step(port))
        })
    }

    fn chain_out_of_step(&mut self, port: Port) -> Option<String> {
        let branch = self.sites[port].branch;
        let heads = |world: &mut Self, port: Port| -> Option<Vec<Head>> {
            let node = world.sites[port].node()?;
            let rows = node.store().transact(|tx| tx.chains(branch)).ok()?;
            Some(
                rows.into_iter()
                    .map(|row| row.head)
                    .filter(|head| head.seq > 0)
                    .collect(),
            )
        };
        let here = heads(self, port);
        let there = heads(self, CENTRE_PORT);
        let (Some(here), Some(there)) = (here, there) else {
            return Some(format!("{port} or the centre does not run"));
        };
        let apart = here.iter().find(|head| !there.contains(head));
        apart.map(|head| {
            let (chain, seq) = (head.chain, head.seq);
            let found = there
                .iter()
                .find(|head| head.chain == chain)
                .map(|head| head.seq);
            format!("chain {chain} of {port} ends at {seq}, at the centre at {found:?}")
        })
    }

    /// A stream of which a branch has not every row up to the centre's newest change.
    fn stream_out_of_step(&mut self, port: Port) -> Option<String> {
        let branch = self.sites[port].branch;
        let scopes = self.centre().map(|node| {
            node.store().transact(|tx| {
                let scopes = nusa_node::streams::streams_for(tx, branch)?;
                let changes = scopes
                    .into_iter()
                    .map(|scope| Ok((scope, tx.change(scope)?)));
                changes.collect::<Result<Vec<_>, Error>>()
            })
        });
        let (Some(Ok(scopes)), Some(node)) = (scopes, self.sites[port].node()) else {
            return Some(format!("{port} or the centre does not run"));
        };
        let Ok(hello) = node.my_hello(&BTreeMap::new()) else {
            return Some(format!("{port} has no word for a hello"));
        };
        let own = |scope: Scope| {
            hello
                .streams
                .iter()
                .find(|own| own.scope == scope)
                .map(|own| own.change)
        };
        let apart = scopes
            .iter()
            .find(|(scope, change)| own(*scope) != Some(*change));
        apart.map(|&(scope, change)| {
            format!(
                "{port} follows {scope} to {:?}, the centre is at {change}",
                own(scope)
            )
        })
    }

    /// An operator at each branch confirms that rows which a restored centre does not have may go (R19).
    fn confirm_everywhere(&mut self) {
        for port in 1..self.sites.len() {
            let Some(node) = self.sites[port].node() else {
                continue;
            };
            let confirmed = node.unconfirmed().and_then(|rows| {
                rows.into_iter()
                    .try_for_each(|(scope, _)| node.confirm_drop(scope).map(|_| ()))
            });
            if let Err(fault) = confirmed {
                self.find("soundness", format!("confirming at {port}: {fault}"));
            }
        }
    }
}
