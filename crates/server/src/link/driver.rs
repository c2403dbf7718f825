//! The driver of a branch's link: asks the node's machine what it wants, lets the
//! carrier carry it, brings the answer back. It decides nothing but who waits for
//! what; a sale wakes it, so that a push leaves well within five seconds.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use nusa_node::{
    Busy, Fault, Node,
    uplink::{Incoming, Turn, Uplink},
};
use nusa_store::SqliteStore;
use nusa_sync::uplink::{Badge, Failure, Ticket};
use tokio::{
    sync::{oneshot, watch},
    task::JoinSet,
};

use crate::{
    app::NodeWriter,
    link::{
        carrier::Carrier,
        letter::{self, Answered},
        post::Post,
    },
};

/// The longest sleep: a clock that was set is noticed.
const LONGEST: Duration = Duration::from_secs(5);

/// After the disk or the writer failed.
const BREATH: Duration = Duration::from_secs(1);

/// What a request under way brings.
type Landed = (Ticket, Result<Box<Incoming>, Failure>);

/// Drives one link.
pub struct Driver<C> {
    writer: NodeWriter,
    post: Post<C>,
    uplink: Arc<Mutex<Uplink>>,
    flights: JoinSet<Landed>,
}

impl<C> std::fmt::Debug for Driver<C> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Driver")
    }
}

/// The node did not take the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NoWork {
    /// Too much waits for it: the machine counts what was not told as lost, and tries again by itself.
    Busy,
    /// It does not take work any more.
    Stopped,
}

impl From<Busy> for NoWork {
    fn from(busy: Busy) -> Self {
        match busy {
            Busy::Full => Self::Busy,
            Busy::Stopped => Self::Stopped,
        }
    }
}

/// What the machine said, with the wait as a span.
enum Pulse {
    Sent,
    Wait(Duration),
}

impl<C: Carrier> Driver<C> {
    /// A driver for a node's link.
    pub fn new(writer: NodeWriter, post: Post<C>, uplink: Uplink) -> Self {
        let uplink = Arc::new(Mutex::new(uplink));
        Self {
            writer,
            post,
            uplink,
            flights: JoinSet::new(),
        }
    }

    /// Drives until the node stops.
    pub async fn run(mut self, mut stop: watch::Receiver<bool>) {
        while !*stop.borrow() {
            let step = tokio::select! {
                step = self.step() => step,
                _ = stop.wait_for(|stopped| *stopped) => return,
            };
            match step {
                Ok(()) => {}
                Err(NoWork::Busy) => tokio::time::sleep(BREATH).await,
                Err(NoWork::Stopped) => return,
            }
        }
    }

    /// Drives until nothing is left to send or to fetch; whether that was reached before `patience` was over.
    pub async fn settle(&mut self, patience: Duration) -> bool {
        let settled = async {
            loop {
                match self.turn().await {
                    Err(NoWork::Stopped) => return false,
                    Err(NoWork::Busy) => tokio::time::sleep(BREATH).await,
                    Ok(Pulse::Sent) => {}
                    Ok(Pulse::Wait(_)) if self.flights.is_empty() && self.is_in_step().await => {
                        return true;
                    }
                    Ok(Pulse::Wait(wait)) => self.wait(wait).await,
                }
            }
        };
        tokio::time::timeout(patience, settled)
            .await
            .unwrap_or(false)
    }

    async fn is_in_step(&self) -> bool {
        matches!(self.badge().await, Ok(Some(Badge::Connected)))
    }

    async fn step(&mut self) -> Result<(), NoWork> {
        match self.turn().await? {
            Pulse::Sent => Ok(()),
            Pulse::Wait(wait) => {
                if let Some(badge) = self.badge().await? {
                    let state = self
                        .uplink
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .state();
                    self.post.status().tell(badge, state);
                }
                self.wait(wait).await;
                Ok(())
            }
        }
    }

    async fn badge(&self) -> Result<Option<Badge>, NoWork> {
        self.on_link(|uplink, node| uplink.badge(node).ok()).await
    }

    /// Asks the machine once, and lets fly what it wants.
    async fn turn(&mut self) -> Result<Pulse, NoWork> {
        let said = self.on_link(|uplink, node| {
            let turn = uplink.next(node);
            let now = node.elapsed();
            turn.map(|turn| (turn, now))
        });
        match said.await? {
            Err(fault) => {
                log(&fault);
                Ok(Pulse::Wait(BREATH))
            }
            Ok((Turn::Wait { until }, now)) => {
                let wait = Duration::from_millis(until.since(now));
                Ok(Pulse::Wait(wait.clamp(Duration::from_millis(1), LONGEST)))
            }
            Ok((Turn::Send { ticket, outgoing }, _)) => {
                match letter::write(&outgoing) {
                    Ok((kind, letter)) => self.fly(ticket, kind, letter),
                    Err(_) => self.land(ticket, Err(Failure::Refused)).await?,
                }
                Ok(Pulse::Sent)
            }
        }
    }

    fn fly(&mut self, ticket: Ticket, kind: letter::Kind, letter: letter::Letter) {
        let post = self.post.clone();
        self.flights.spawn(async move {
            let Ok(answer) = post.deliver(letter).await else {
                return (ticket, Err(Failure::Unreachable));
            };
            match letter::read(kind, &answer) {
                Answered::Incoming(incoming) => (ticket, Ok(incoming)),
                Answered::Failed(failure) => (ticket, Err(failure)),
                Answered::Stale(next) => {
                    post.learn(next);
                    (ticket, Err(Failure::NonceStale))
                }
            }
        });
    }

    /// Waits for an answer, a commit, a hint, or the moment that the machine named.
    async fn wait(&mut self, wait: Duration) {
        let told = tokio::select! {
            Some(landed) = self.flights.join_next(), if !self.flights.is_empty() => match landed {
                Ok((ticket, outcome)) => self.land(ticket, outcome).await,
                // A flight that panicked is counted as lost by the machine itself, when its time is over.
                Err(_) => Ok(()),
            },
            hinted = self.post.status().awaited() => self.woken(hinted).await,
            () = tokio::time::sleep(wait) => Ok(()),
        };
        if told.is_err() {
            tokio::time::sleep(BREATH).await;
        }
    }

    async fn land(
        &self,
        ticket: Ticket,
        outcome: Result<Box<Incoming>, Failure>,
    ) -> Result<(), NoWork> {
        let has_rows = matches!(outcome.as_deref(), Ok(Incoming::Pulled(_)));
        let told = self.on_link(move |uplink, node| match outcome {
            Ok(incoming) => uplink.answered(node, ticket, *incoming),
            Err(failure) => {
                uplink.failed(node, ticket, failure);
                Ok(())
            }
        });
        if let Err(fault) = told.await? {
            log(&fault);
        } else if has_rows {
            self.post.status().came_in();
        }
        Ok(())
    }

    async fn woken(&self, hinted: bool) -> Result<(), NoWork> {
        let told = self.on_link(move |uplink, node| {
            if hinted {
                uplink.hint(node);
            }
            uplink.committed(node)
        });
        if let Err(fault) = told.await? {
            log(&fault);
        }
        Ok(())
    }

    /// Works on the machine, on the node's own thread.
    async fn on_link<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Uplink, &mut Node<SqliteStore>) -> T + Send + 'static,
    ) -> Result<T, NoWork> {
        let uplink = Arc::clone(&self.uplink);
        let (reply, done) = oneshot::channel();
        let handed = self.writer.task(move |node| {
            let mut uplink = uplink.lock().unwrap_or_else(PoisonError::into_inner);
            // The driver may have been stopped meanwhile; the machine has what it needs either way.
            let _ = reply.send(work(&mut uplink, node));
        });
        handed?;
        done.await.map_err(|_| NoWork::Stopped)
    }
}

fn log(fault: &Fault) {
    tracing::warn!(%fault, "the link met a fault; it goes on");
}
