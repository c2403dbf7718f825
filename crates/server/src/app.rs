//! Everything a handler may use, and the two ways to the node: a command or a
//! task for its writer, a question for its readers. No handler reaches past this.

use std::{ops::Deref, sync::Arc};

use nusa_contract::{Asked, Door, Problem};
use nusa_facts::{Hash, Millis};
use nusa_node::{Answer, Ask, Identity, Node, Writer};
use nusa_rules::Actor;
use nusa_store::{Error as StoreError, SqliteReader, SqliteStore};
use nusa_sync::load::Load;
use tokio::sync::{Semaphore, oneshot, watch};

use crate::{
    blobs::Blobs,
    clock::Clock,
    faces::Faces,
    feed::Feed,
    guests::Guests,
    herd::Herd,
    imports::Imports,
    limits::{MAX_GUESTS, MAX_LIVE, MAX_PEOPLE, MAX_PHONES_LIVE, MAX_PULLS, MAX_PUSHES},
    link::status::LinkStatus,
    live::Live,
    mail::Mails,
    metrics::Metrics,
    press::Press,
    printing::Spool,
    problem::{of_busy, of_fault},
    reached::Reached,
    readers::Readers,
    readiness::Readiness,
    sightings::Sightings,
    tls::Papers,
    who::{
        approvals::Approvals, attempts::Attempts, password::Hashing, pins::Pins, set_up::SetUpLink,
    },
};

/// The writer of a node as this crate knows it.
pub type NodeWriter = Writer<SqliteStore>;

/// Requests at once, by what they are for.
#[derive(Debug)]
pub struct Lanes {
    /// Of people.
    pub people: Semaphore,
    /// Pushes of other nodes.
    pub pushes: Semaphore,
    /// Other requests of nodes.
    pub pulls: Semaphore,
    /// Requests of guests: they are turned away before a till waits (R39).
    pub guests: Semaphore,
    /// Screens that listen.
    pub live: Arc<Semaphore>,
    /// Phones that listen.
    pub phones: Arc<Semaphore>,
    /// Pushes that found no seat.
    pub herd: Herd,
}

impl Default for Lanes {
    fn default() -> Self {
        Self {
            people: Semaphore::new(MAX_PEOPLE),
            pushes: Semaphore::new(MAX_PUSHES),
            pulls: Semaphore::new(MAX_PULLS),
            guests: Semaphore::new(MAX_GUESTS),
            live: Arc::new(Semaphore::new(MAX_LIVE)),
            phones: Arc::new(Semaphore::new(MAX_PHONES_LIVE)),
            herd: Herd::default(),
        }
    }
}

/// What stands behind every handler.
pub struct Parts {
    /// Who this node is.
    pub me: Identity,
    /// The front end.
    pub faces: Faces,
    /// What the node shows with TLS; none without.
    pub papers: Option<Papers>,
    /// Pictures.
    pub blobs: Blobs,
    /// The one who writes.
    pub writer: NodeWriter,
    /// Readers for people.
    pub people: Readers,
    /// Readers for other nodes.
    pub peers: Readers,
    /// Clocks for time-outs and sign-ins.
    pub clock: Clock,
    /// Who failed to sign in.
    pub attempts: Attempts,
    /// PINs of this node.
    pub pins: Pins,
    /// Approvals that hold.
    pub approvals: Approvals,
    /// Which life of this node it is: another one after each start.
    pub life: String,
    /// Where passwords are hashed.
    pub hashing: Hashing,
    /// The link that makes the owner, until it is used.
    pub set_up: SetUpLink,
    /// The door for signed requests of branches.
    pub door: nusa_node::door::Door,
    /// Requests at once.
    pub lanes: Lanes,
    /// Figures.
    pub metrics: Metrics,
    /// The link to the centre.
    pub link: LinkStatus,
    /// Where phones of the house reach the node.
    pub reached: Reached,
    /// What tells screens to look again.
    pub live: Live,
    /// What tells boards and phones what changed.
    pub feed: Feed,
    /// Everything for guests; none at the centre, which serves nobody.
    pub guests: Option<Guests>,
    /// What this node sends by mail.
    pub mails: Mails,
    /// Where PDFs are made.
    pub press: Press,
    /// The bell of the printers' spool.
    pub spool: Spool,
    /// Says when the node stops.
    pub stopped: watch::Receiver<bool>,
    /// Imports under way.
    pub imports: Imports,
    /// What was heard of branches.
    pub sightings: Sightings,
    /// Whether the node was found well.
    pub readiness: Readiness,
}

/// The state of the router; clones share it.
#[derive(Clone)]
pub struct App(Arc<Parts>);

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "App({:?})", self.me)
    }
}

impl Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl App {
    /// Puts the parts together.
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }

    /// Hands a command to the writer and waits until its facts are on disk (I11).
    ///
    /// # Errors
    /// The law's refusal, the disk's fault, `busy` or `stopping`.
    pub async fn obey(
        &self,
        actor: &Actor,
        body_hash: Hash,
        asked: Asked,
    ) -> Result<Answer, Problem> {
        let ask = Ask {
            command: asked.command,
            body_hash,
            actor: actor.clone(),
            what: asked.what,
        };
        let (reply, answer) = oneshot::channel();
        let handed = self.writer.submit(ask, move |result| {
            // Whoever asked may have hung up; what was committed stays committed.
            let _ = reply.send(result);
        });
        handed.map_err(of_busy)?;
        // Whoever asked may hang up meanwhile: the kitchen is told of what was committed all the same.
        let app = self.clone();
        let told = tokio::spawn(async move {
            let answer = answer.await.map_err(|_| stopping())?.map_err(of_fault)?;
            app.tell(&answer).await;
            Ok(answer)
        });
        told.await.map_err(|_| stopping())?
    }

    /// Tells everybody who waits for it what a command wrote.
    async fn tell(&self, answer: &Answer) {
        if let Some(guests) = &self.guests {
            guests.seat_moved(answer).await;
        }
        self.link.committed();
        self.live.answered(answer);
        self.feed.answered(answer);
        self.mails.answered(answer);
    }

    /// Runs other work on the node, between two groups of commands.
    ///
    /// # Errors
    /// `busy` or `stopping`.
    pub async fn on_node<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Node<SqliteStore>) -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let (reply, done) = oneshot::channel();
        let handed = self.writer.task(move |node| {
            // As above: the work is done whether or not somebody still waits.
            let _ = reply.send(work(node));
        });
        handed.map_err(of_busy)?;
        done.await.map_err(|_| stopping())
    }

    /// Asks a person's question.
    ///
    /// # Errors
    /// `busy`, or what the disk says.
    pub async fn look<T: Send + 'static>(
        &self,
        question: impl FnOnce(&SqliteReader) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, Problem> {
        self.people.ask(question).await
    }

    /// What this branch holds for its guests.
    ///
    /// # Errors
    /// `not_here` at the centre.
    pub fn guests(&self) -> Result<&Guests, Problem> {
        let nobody = || Problem::new(Door::NotHere, "guests sit at a branch");
        self.guests.as_ref().ok_or_else(nobody)
    }

    /// The pushes that this node has before it: those that hold a seat until the writer is done with them,
    /// and those that found none and will come back.
    pub fn load(&self) -> Load {
        let seated = MAX_PUSHES - self.lanes.pushes.available_permits().min(MAX_PUSHES);
        Load {
            pushes: seated + self.lanes.herd.count(self.clock.elapsed_ms()),
        }
    }

    /// The wall clock, for sign-ins and for prices that begin now.
    pub fn now(&self) -> Millis {
        self.clock.wall()
    }
}

fn stopping() -> Problem {
    Problem::new(Door::Stopping, "the node is stopping")
}
