//! One kind of request of the link: at most one in flight, a wait of its own,
//! and a time after which a missing answer counts as lost.

use crate::{backoff::Backoff, clock::Mono, uplink::Request};

/// Names a request, so that an answer which comes too late is known as such.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ticket(pub u64);

/// A request without an answer yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Flight {
    pub(super) ticket: Ticket,
    pub(super) request: Request,
    pub(super) lost_at: Mono,
}

/// One kind of request.
#[derive(Clone, Debug, Default)]
pub(super) struct Lane {
    pub(super) flight: Option<Flight>,
    pub(super) not_before: Mono,
    pub(super) backoff: Backoff,
    /// Stale nonces in a row: one is ordinary, many are an error.
    pub(super) stale: u32,
}

impl Lane {
    /// Whether a request may be sent now.
    pub(super) fn is_ready(&self, now: Mono) -> bool {
        self.flight.is_none() && self.not_before <= now
    }

    /// Holds the lane until a moment, never shortening a hold.
    pub(super) fn hold(&mut self, until: Mono) {
        self.not_before = self.not_before.max(until);
    }
}

/// The three lanes, by name.
#[derive(Clone, Debug, Default)]
pub(super) struct Lanes {
    pub(super) hello: Lane,
    pub(super) up: Lane,
    pub(super) down: Lane,
    tickets: u64,
}

impl Lanes {
    pub(super) fn all(&mut self) -> [&mut Lane; 3] {
        [&mut self.hello, &mut self.up, &mut self.down]
    }

    pub(super) fn iter(&self) -> [&Lane; 3] {
        [&self.hello, &self.up, &self.down]
    }

    pub(super) fn ticket(&mut self) -> Ticket {
        self.tickets += 1;
        Ticket(self.tickets)
    }

    /// The lane on which the request flies; none when it was given up.
    pub(super) fn of(&mut self, ticket: Ticket) -> Option<&mut Lane> {
        self.all().into_iter().find(|lane| {
            lane.flight
                .as_ref()
                .is_some_and(|flight| flight.ticket == ticket)
        })
    }
}
