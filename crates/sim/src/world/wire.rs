//! Between branches and the centre: links are driven, requests signed, carried,
//! let in at the door and worked on, and answers brought back. Bodies travel as
//! the bytes that were signed.

use std::collections::BTreeMap;

use nusa_facts::{BranchId, ChainId, Fact, Head, SealedDoc};
use nusa_node::{
    Fault, Node,
    device::{Caller, Standing},
    door::{Door, NotAdmitted, Signed},
    pull::{self, Served},
    push::PushRefusal,
    uplink::{Incoming, Outgoing, Turn},
};
use nusa_sync::{
    backoff::Asked,
    messages::{Hello, PullQuery, PushPage, PushedEnvelope, Verdict},
    nonce::Nonce,
    sign::{DeviceKey, SignedRequest},
    uplink::{Failure, Ticket},
};

use super::{CENTRE_PORT, Happening, World};
use crate::{
    faults::{self, Sabotage},
    finding::{is_grave, is_grave_disk},
    keeper::Keeper,
    sea::{Port, Way},
};

/// Turns of a link in one moment above which it runs in a circle.
const MOST_TURNS: usize = 200;

/// Requests that a listener remembers.
const OVERHEARD: usize = 24;

/// What kind of request it is; what has no body says all in its path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Route {
    Hello,
    Push,
    Tail(ChainId, u64),
    Pull(PullQuery),
}

/// What comes back of a request: the answer or the failure, and the next nonce where that was stale.
pub(crate) type Back = (Result<Incoming, Failure>, Option<Nonce>);

/// A request as it lies on the wire.
#[derive(Clone, Debug)]
pub(crate) struct Parcel {
    /// Who waits for the answer, in which life and under which ticket; nobody for a stranger's.
    pub(crate) from: Option<(Port, u64, Ticket)>,
    pub(crate) branch: BranchId,
    pub(crate) key: String,
    pub(crate) nonce: Nonce,
    pub(crate) signature: String,
    pub(crate) path: String,
    pub(crate) body: Vec<u8>,
    pub(crate) route: Route,
}

impl Parcel {
    /// Writes and signs a request.
    pub(crate) fn new(
        branch: BranchId,
        key: &DeviceKey,
        nonce: Nonce,
        outgoing: &Outgoing,
    ) -> Self {
        let (route, path, body) = written(outgoing);
        let mut parcel = Self {
            from: None,
            branch,
            key: key.public(),
            nonce,
            signature: String::new(),
            path,
            body,
            route,
        };
        parcel.signature = key.sign(&parcel.signed().request);
        parcel
    }

    /// The request with its four headers.
    pub(crate) fn signed(&self) -> Signed<'_> {
        let is_post = matches!(self.route, Route::Hello | Route::Push);
        Signed {
            branch: self.branch,
            key: &self.key,
            request: SignedRequest {
                method: if is_post { "POST" } else { "GET" },
                path: &self.path,
                nonce: self.nonce,
                body: &self.body,
            },
            signature: &self.signature,
        }
    }
}

fn written(outgoing: &Outgoing) -> (Route, String, Vec<u8>) {
    // Our own messages can always be written.
    let body = |bytes: serde_json::Result<Vec<u8>>| bytes.unwrap_or_default();
    match outgoing {
        Outgoing::Hello(hello) => (
            Route::Hello,
            "/api/v1/sync/hello".to_owned(),
            body(serde_json::to_vec(hello)),
        ),
        Outgoing::Push(page) => (
            Route::Push,
            "/api/v1/sync/push".to_owned(),
            body(serde_json::to_vec(page)),
        ),
        Outgoing::Tail { chain, after } => {
            let path = format!("/api/v1/sync/tail?chain={chain}&after={after}");
            (Route::Tail(*chain, *after), path, Vec::new())
        }
        Outgoing::Pull(query) => {
            let PullQuery {
                stream,
                after,
                generation,
                snapshot,
            } = query;
            let path = format!(
                "/api/v1/sync/pull?stream={stream}&after={after}&generation={generation}&snapshot={snapshot:?}"
            );
            (Route::Pull(*query), path, Vec::new())
        }
    }
}

impl<K: Keeper> World<K> {
    pub(crate) fn pump_due(&mut self, port: Port, life: u64) {
        if self.sites[port].life == life {
            if let Some(link) = &mut self.sites[port].link {
                link.pump_at = None;
            }
            self.pump(port);
        }
    }

    /// Lets a link do what it wants now, and plans when it wants something again.
    pub(crate) fn pump(&mut self, port: Port) {
        for _ in 0..MOST_TURNS {
            let turn = match self.sites[port].linked() {
                Some((node, link)) => link.uplink.next(node),
                None => return,
            };
            match turn {
                Ok(Turn::Send { ticket, outgoing }) => self.send(port, ticket, &outgoing),
                Ok(Turn::Wait { until }) => {
                    let due = self.sites[port].woke + until.0;
                    return self.pump_later(port, due.saturating_sub(self.sun.now()));
                }
                Err(fault) => {
                    if is_grave(&fault) {
                        self.find("soundness", format!("link of {port}: {fault}"));
                    }
                    return self.pump_later(port, 1_000);
                }
            }
        }
        self.find("soundness", format!("the link of {port} runs in a circle"));
    }

    fn pump_later(&mut self, port: Port, wait: u64) {
        let due = self.sun.now() + wait.max(1);
        let life = self.sites[port].life;
        let Some(link) = &mut self.sites[port].link else {
            return;
        };
        if link
            .pump_at
            .is_none_or(|at| at > due || at < self.sun.now())
        {
            link.pump_at = Some(due);
            self.plan(wait.max(1), Happening::Pump(port, life));
        }
    }

    fn send(&mut self, port: Port, ticket: Ticket, outgoing: &Outgoing) {
        let site = &mut self.sites[port];
        let Some(link) = &mut site.link else {
            return;
        };
        let nonce = link.nonces.take();
        let mut parcel = Parcel::new(site.branch, &link.key, nonce, outgoing);
        self.overheard.push(parcel.clone());
        if self.overheard.len() > OVERHEARD {
            self.overheard.remove(0);
        }
        parcel.from = Some((port, site.life, ticket));
        for wait in self.sea.carry(&self.weather, port, Way::Up) {
            self.plan(wait, Happening::Request(Box::new(parcel.clone())));
        }
    }

    /// A request arrives at the centre; its answer goes back the way it came.
    pub(crate) fn request(&mut self, parcel: Parcel) {
        let site = &mut self.sites[CENTRE_PORT];
        let door = site.door.take();
        let served = match (site.node(), &door) {
            (Some(node), Some(door)) => serve(node, door, &parcel),
            _ => Outcome {
                answer: Err(Failure::Unreachable),
                next: None,
                grave: None,
            },
        };
        self.sites[CENTRE_PORT].door = door;
        self.tally.requests += 1;
        self.note_request(&parcel, &served);
        let Some((port, life, ticket)) = parcel.from else {
            return;
        };
        for wait in self.sea.carry(&self.weather, port, Way::Down) {
            let answer = Box::new((served.answer.clone(), served.next));
            self.plan(wait, Happening::Answer(port, life, ticket, answer));
        }
    }

    fn note_request(&mut self, parcel: &Parcel, served: &Outcome) {
        if let Some(what) = &served.grave {
            self.find(
                "soundness",
                format!("the centre, {:?}: {what}", parcel.route),
            );
        }
        let (branch, route) = (parcel.branch, &parcel.route);
        let from = parcel.from.map_or(0, |(port, _, _)| port);
        match &served.answer {
            Ok(Incoming::Pushed(answer)) => {
                self.tally.aside += answer.quarantined.len() as u64;
                let cursor = answer.cursor;
                self.say(format_args!(
                    "centre takes a page of {branch} from {from}, cursor {cursor}"
                ));
            }
            Ok(Incoming::Forked(fork)) => {
                self.tally.forks += 1;
                self.say(format_args!("centre tells {from} a fork: {fork:?}"));
            }
            Ok(_) => self.say(format_args!("centre answers {from}: {route:?}")),
            Err(failure) => self.say(format_args!("centre to {from}, {route:?}: {failure:?}")),
        }
    }

    /// An answer arrives at a branch; one for a former life of it arrives nowhere.
    pub(crate) fn answer(&mut self, port: Port, life: u64, ticket: Ticket, (answer, next): Back) {
        if self.sites[port].life != life {
            return;
        }
        let Some((node, link)) = self.sites[port].linked() else {
            return;
        };
        if let Some(next) = next {
            link.nonces.learn(next);
        }
        let taken = match answer {
            Ok(mut incoming) => {
                if faults::is_on(Sabotage::OwnCursor) {
                    keep_highest(&mut link.heard, &mut incoming);
                }
                link.uplink.answered(node, ticket, incoming)
            }
            Err(failure) => {
                link.uplink.failed(node, ticket, failure);
                Ok(())
            }
        };
        if let Err(fault) = taken {
            self.say(format_args!("{port} cannot use an answer: {fault}"));
            if is_grave(&fault) {
                self.find("soundness", format!("{port}, an answer: {fault}"));
            }
        }
        self.pump(port);
    }
}

/// What the centre makes of a request.
struct Outcome {
    answer: Result<Incoming, Failure>,
    next: Option<Nonce>,
    grave: Option<String>,
}

impl Outcome {
    fn of(fault: &Fault) -> Self {
        let busy = matches!(fault, Fault::Store(_));
        Self {
            answer: Err(if busy {
                Failure::Busy(Asked::default())
            } else {
                Failure::Refused
            }),
            next: None,
            grave: is_grave(fault).then(|| fault.to_string()),
        }
    }

    fn done(answer: Result<Incoming, Failure>) -> Self {
        Self {
            answer,
            next: None,
            grave: None,
        }
    }
}

fn serve<K: Keeper>(node: &mut Node<K>, door: &Door, parcel: &Parcel) -> Outcome {
    let admitted = node.store().transact(|tx| door.admit(tx, &parcel.signed()));
    match admitted {
        Ok(caller) => work(node, &caller, parcel).unwrap_or_else(|fault| Outcome::of(&fault)),
        Err(NotAdmitted::Stale(stale)) => Outcome {
            answer: Err(Failure::NonceStale),
            next: Some(stale.next),
            grave: None,
        },
        Err(NotAdmitted::Store(error)) => Outcome {
            answer: Err(Failure::Busy(Asked::default())),
            next: None,
            grave: is_grave_disk(&error).then(|| error.to_string()),
        },
        Err(NotAdmitted::KeyUnknown | NotAdmitted::Signature)
            if faults::is_on(Sabotage::NoSignatureCheck) =>
        {
            let standing = Standing::Current;
            let (branch, key) = (parcel.branch, parcel.key.clone());
            let caller = Caller {
                branch,
                key,
                standing,
            };
            work(node, &caller, parcel).unwrap_or_else(|fault| Outcome::of(&fault))
        }
        Err(NotAdmitted::KeyUnknown | NotAdmitted::Signature) => {
            Outcome::done(Err(Failure::Refused))
        }
    }
}

/// Whether a document is one that nobody here can apply, for a deliberate fault.
fn is_poison(pushed: &PushedEnvelope) -> bool {
    SealedDoc::read_any(pushed.doc.clone().into_bytes())
        .is_ok_and(|doc| matches!(doc.doc.fact, Fact::Unknown { .. }))
}

/// A deliberate fault: the highest cursor that was ever heard goes before the one that is told.
fn keep_highest(heard: &mut BTreeMap<ChainId, Head>, incoming: &mut Incoming) {
    let Incoming::Hello(answer) = incoming else {
        return;
    };
    for told in &mut answer.chains {
        let highest = heard.entry(told.chain()).or_insert(told.cursor);
        if highest.seq > told.cursor.seq {
            told.cursor = *highest;
            told.verdict = Verdict::Agrees;
        } else {
            *highest = told.cursor;
        }
    }
}

fn work<K: Keeper>(node: &mut Node<K>, caller: &Caller, parcel: &Parcel) -> Result<Outcome, Fault> {
    let unreadable = |error: serde_json::Error| Fault::peer("body_invalid", error.to_string());
    let answer = match parcel.route {
        Route::Hello => {
            let hello: Hello = serde_json::from_slice(&parcel.body).map_err(unreadable)?;
            Incoming::Hello(node.hello(caller, &hello)?)
        }
        Route::Push => {
            let page: PushPage = serde_json::from_slice(&parcel.body).map_err(unreadable)?;
            if faults::is_on(Sabotage::PoisonBlocks) && page.envelopes.iter().any(is_poison) {
                return Ok(Outcome::done(Err(Failure::Refused)));
            }
            match node.push(caller, page) {
                Ok(answer) => Incoming::Pushed(answer),
                Err(PushRefusal::Fork(fork)) => Incoming::Forked(fork),
                Err(PushRefusal::Fault(fault)) => return Err(fault),
                Err(PushRefusal::Page(_) | PushRefusal::Broken(_)) => {
                    return Ok(Outcome::done(Err(Failure::Refused)));
                }
            }
        }
        Route::Tail(chain, after) => Incoming::Tail(
            node.store()
                .transact(|tx| pull::tail(tx, caller, chain, after))?,
        ),
        Route::Pull(query) => match node.store().transact(|tx| pull::pull(tx, caller, &query))? {
            Served::Page(page) => Incoming::Pulled(page),
            Served::Elsewhere => return Ok(Outcome::done(Err(Failure::Busy(Asked::default())))),
        },
    };
    Ok(Outcome::done(Ok(answer)))
}
