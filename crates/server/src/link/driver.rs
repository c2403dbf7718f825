//! The driver of a branch's link: asks the node's machine what it wants, lets the
//! carrier carry it, brings the answer back. It decides nothing but who waits for
//! what; a sale wakes it, so that a push leaves well within five seconds, and a
//! centre that is back is noticed within seconds.

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
    time::Instant,
};

use crate::{
    app::NodeWriter,
    dice,
    link::{
        carrier::{Carrier, Lost},
        letter::{self, Answered},
        post::Post,
    },
};

/// The longest sleep: a clock that was set is noticed.
const LONGEST: Duration = Duration::from_secs(5);

/// After the disk or the writer failed.
const BREATH: Duration = Duration::from_secs(1);

/// Between a commit and the machine's hearing of it: a busy shop commits hundreds of times a second, and
/// the thread that writes is asked once for all of them.
const GATHERING: Duration = Duration::from_millis(50);

/// Between two knocks at a centre that is not there, and the most by which a wait is longer: a link that
/// comes back is noticed within two seconds where its address refuses in between, and within some more where
/// it is silent, however long the waits have grown.
const KNOCK: Duration = Duration::from_secs(1);
const KNOCK_SPREAD_MS: u64 = 500;

/// What a request is answered with, as the machine understands it.
type Outcome = Result<Box<Incoming>, Failure>;

/// What a request under way brings.
type Landed = (Ticket, Result<Outcome, Lost>);

/// Drives one link.
pub struct Driver<C> {
    writer: NodeWriter,
    post: Post<C>,
    uplink: Arc<Mutex<Uplink>>,
    flights: JoinSet<Landed>,
    /// Knocks at a centre that is not there. A sick one, which takes requests and answers none, is left
    /// to the growing waits (R42).
    knocks: JoinSet<()>,
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
    Wait(Duration, Option<Badge>),
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
            knocks: JoinSet::new(),
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
                    Ok(Pulse::Wait(_, Some(Badge::Connected))) if self.flights.is_empty() => {
                        return true;
                    }
                    Ok(Pulse::Wait(wait, _)) => self.wait(wait).await,
                }
            }
        };
        tokio::time::timeout(patience, settled)
            .await
            .unwrap_or(false)
    }

    async fn step(&mut self) -> Result<(), NoWork> {
        match self.turn().await? {
            Pulse::Sent => Ok(()),
            Pulse::Wait(wait, badge) => {
                if let Some(badge) = badge {
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

    /// Asks the machine once, and lets fly what it wants.
    async fn turn(&mut self) -> Result<Pulse, NoWork> {
        let said = self.on_link(|uplink, node| {
            let turn = uplink.next(node)?;
            let badge = matches!(turn, Turn::Wait { .. }).then(|| uplink.badge(node).ok());
            Ok::<_, Fault>((turn, node.elapsed(), badge.flatten()))
        });
        match said.await? {
            Err(fault) => {
                log(&fault);
                Ok(Pulse::Wait(BREATH, None))
            }
            Ok((Turn::Wait { until }, now, badge)) => {
                let wait = Duration::from_millis(until.since(now));
                let wait = wait.clamp(Duration::from_millis(1), LONGEST);
                Ok(Pulse::Wait(wait, badge))
            }
            Ok((Turn::Send { ticket, outgoing }, ..)) => {
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
            let answer = match post.deliver(letter).await {
                Ok(answer) => answer,
                Err(lost) => return (ticket, Err(lost)),
            };
            let outcome = match letter::read(kind, &answer) {
                Answered::Incoming(incoming) => Ok(incoming),
                Answered::Failed(failure) => Err(failure),
                Answered::Stale(next) => {
                    post.learn(next);
                    Err(Failure::NonceStale)
                }
            };
            (ticket, Ok(outcome))
        });
    }

    /// Waits for an answer, a hint, a centre that is there again, the end of a gathering of commits, or
    /// the moment that the machine named.
    async fn wait(&mut self, wait: Duration) {
        let until = Instant::now() + wait;
        let mut gathered = None;
        let told = loop {
            let end = gathered.map_or(until, |end: Instant| end.min(until));
            tokio::select! {
                Some(landed) = self.flights.join_next(), if !self.flights.is_empty() => {
                    break self.landed(landed.ok()).await;
                }
                Some(Ok(())) = self.knocks.join_next(), if !self.knocks.is_empty() => {
                    break self.hinted().await;
                }
                hinted = self.post.status().awaited() => match hinted {
                    true => break self.hinted().await,
                    false => _ = gathered.get_or_insert_with(|| Instant::now() + GATHERING),
                },
                () = tokio::time::sleep_until(end) => break Ok(()),
            }
        };
        let told = match gathered {
            Some(_) => told.and(self.committed().await),
            None => told,
        };
        if told.is_err() {
            tokio::time::sleep(BREATH).await;
        }
    }

    /// A request under way came to its end. One that panicked is counted as lost by the machine itself,
    /// when its time is over.
    async fn landed(&mut self, landed: Option<Landed>) -> Result<(), NoWork> {
        let Some((ticket, delivered)) = landed else {
            return Ok(());
        };
        match delivered {
            Err(Lost::Unheard) if self.knocks.is_empty() => {
                _ = self.knocks.spawn(knock_until_there(self.post.clone()));
            }
            Err(Lost::Unheard) => {}
            Err(Lost::Unanswered) | Ok(_) => self.knocks.abort_all(),
        }
        let outcome = delivered.unwrap_or(Err(Failure::Unreachable));
        self.land(ticket, outcome).await
    }

    async fn land(&self, ticket: Ticket, outcome: Outcome) -> Result<(), NoWork> {
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

    async fn hinted(&self) -> Result<(), NoWork> {
        self.on_link(|uplink, node| uplink.hint(node)).await?;
        self.committed().await
    }

    async fn committed(&self) -> Result<(), NoWork> {
        let told = self.on_link(|uplink, node| uplink.committed(node));
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

async fn knock_until_there<C: Carrier>(post: Post<C>) {
    loop {
        let spread = Duration::from_millis(dice::dice() % KNOCK_SPREAD_MS);
        tokio::time::sleep(KNOCK + spread).await;
        if post.knock().await {
            return;
        }
    }
}

fn log(fault: &Fault) {
    tracing::warn!(%fault, "the link met a fault; it goes on");
}
