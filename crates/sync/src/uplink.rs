//! The branch's link to the centre as a machine without a socket: what happened
//! goes in, the next request comes out. Hello, facts upwards and master data
//! downwards each have a lane of their own, so that none waits for another
//! (R12). Time and dice come in by argument; the driver reads and writes the
//! store and carries the requests. The simulator drives the same machine.

mod inputs;
mod lane;
mod outputs;
mod queue;

use std::collections::BTreeMap;

use nusa_facts::{ChainId, Hash, master::Scope};

use lane::Lanes;
pub use lane::Ticket;
use queue::StepQueue;

use crate::{
    backoff::{Asked, Backoff},
    clock::Mono,
    messages::{BranchState, PullQuery},
    plan::Step,
    streams::OwnStream,
};

/// What the driver is to send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// A hello with a claim of every chain; for these chains with the locator narrowed.
    Hello {
        /// The chain, the last common sequence, the first that differs.
        spans: BTreeMap<ChainId, (u64, u64)>,
    },
    /// A push page that begins at this sequence, as full as its bounds allow.
    Push {
        /// The chain.
        chain: ChainId,
        /// The first sequence.
        from_seq: u64,
    },
    /// A page of the tail that this node lacks.
    Tail {
        /// The chain.
        chain: ChainId,
        /// The last sequence that is here.
        after: u64,
    },
    /// A page of a stream.
    Pull(PullQuery),
}

/// What the machine wants now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// Send this, and bring the answer or the failure with the ticket.
    Send {
        /// Names the request.
        ticket: Ticket,
        /// What to send.
        request: Request,
    },
    /// Re-home what stands after the common place on a new chain, then say `Input::Split`.
    Split {
        /// The forked chain.
        chain: ChainId,
        /// The last common sequence.
        common_seq: u64,
        /// The hash there.
        common_hash: Hash,
    },
    /// Nothing before this moment, unless something goes in.
    Wait {
        /// The moment.
        until: Mono,
    },
}

/// What the driver made of a hello's answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Greeted {
    /// The centre's generation.
    pub generation: u64,
    /// What `plan` said.
    pub steps: Vec<Step>,
    /// The open chain and the centre's cursor of it.
    pub open: (ChainId, u64),
    /// What `follow` said: each stream, and the centre's newest change number in it.
    pub streams: Vec<(OwnStream, u64)>,
    /// The wait before the next push.
    pub asked: Asked,
    /// How the centre sees this branch.
    pub state: BranchState,
}

/// Why a request brought no answer that can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// No answer: no link, or the answer was lost. The request may have been carried out (R1).
    Unreachable,
    /// 429 or 503: come later.
    Busy(Asked),
    /// 401 `nonce_stale`; the driver has learned the next nonce.
    NonceStale,
    /// The centre refused it, or answered what this program does not understand.
    Refused,
}

/// What goes into the machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// Facts were committed on the open chain.
    Committed {
        /// The chain.
        open: ChainId,
    },
    /// A hello was answered.
    Greeted(Ticket, Greeted),
    /// A push was answered, also with 409 `fork`.
    Pushed {
        /// The request.
        ticket: Ticket,
        /// The centre's generation, when the answer told it.
        generation: Option<u64>,
        /// The centre's cursor, when the answer told it.
        cursor: Option<u64>,
        /// What `after_push` or `after_fork` said.
        step: Option<Step>,
        /// The wait before the next push.
        asked: Asked,
    },
    /// A page of a tail was stored.
    Tailed {
        /// The request.
        ticket: Ticket,
        /// The rest of the tail, or a hello when the page did not fit; none when the tail is here.
        step: Option<Step>,
    },
    /// A page of a stream was stored.
    Pulled {
        /// The request.
        ticket: Ticket,
        /// The stream afterwards.
        stream: OwnStream,
        /// The stream's change number when the centre read the page.
        as_of: u64,
    },
    /// A request failed.
    Failed(Ticket, Failure),
    /// The fork was split, or found to be none any more: the driver did what `Next::Split` asked.
    Split,
    /// Somebody says that the link may be back.
    LinkHint,
}

/// What the badge on every screen says about the centre.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Badge {
    /// In step.
    Connected,
    /// Connected, and so many facts are not at the centre yet.
    Sending(u64),
    /// Two tries failed; the last answer came at this moment, none ever where there is none.
    Offline {
        /// The moment.
        since: Option<Mono>,
    },
}

/// The link of one branch.
#[derive(Clone, Debug)]
pub struct Uplink {
    lanes: Lanes,
    link: Backoff,
    /// Nothing is sent before this moment: the link is down.
    link_until: Mono,
    /// The link is believed only after a hello was answered.
    greeted: bool,
    heard: Option<Mono>,
    hello_at: Mono,
    /// The wait before the next push that the centre asked for lasts until here.
    asked_until: Mono,
    /// Another hello is wanted after the one in flight.
    hello_again: bool,
    /// Rounds of narrowing in a row.
    rounds: u32,
    queue: StepQueue,
    spans: BTreeMap<ChainId, (u64, u64)>,
    splitting: bool,
    /// The open chain and the centre's cursor of it, as last told.
    open: Option<(ChainId, u64)>,
    generation: u64,
    streams: BTreeMap<Scope, (OwnStream, u64)>,
    state: BranchState,
}

impl Uplink {
    /// A link that has heard nothing yet. It begins with a hello.
    pub fn new(now: Mono) -> Self {
        Self {
            lanes: Lanes::default(),
            link: Backoff::default(),
            link_until: now,
            greeted: false,
            heard: None,
            hello_at: now,
            asked_until: now,
            hello_again: false,
            rounds: 0,
            queue: StepQueue::default(),
            spans: BTreeMap::new(),
            splitting: false,
            open: None,
            generation: 0,
            streams: BTreeMap::new(),
            state: BranchState::Active,
        }
    }

    /// The badge, given how many facts of this branch the centre has not taken in.
    pub fn badge(&self, unsent: u64) -> Badge {
        let missed = self.link.failures() >= OFFLINE_AFTER;
        match self.heard {
            Some(_) if !missed && unsent == 0 => Badge::Connected,
            Some(_) if !missed => Badge::Sending(unsent),
            since => Badge::Offline { since },
        }
    }

    /// How the centre sees this branch, as last told.
    pub fn state(&self) -> BranchState {
        self.state
    }
}

/// Failures in a row after which the badge says so.
const OFFLINE_AFTER: u32 = 2;
