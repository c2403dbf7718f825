//! What each thing that happened changes in the link.

use nusa_facts::ChainId;

use crate::{
    clock::Mono,
    limits::{
        HEARTBEAT_MS, HELLO_PAUSE_MS, NARROW_ROUNDS, PUSH_LINGER_MS, REVOKED_HEARTBEAT_MS,
        STALE_NONCES,
    },
    messages::BranchState,
    plan::Step,
    streams::OwnStream,
    uplink::{Failure, Greeted, Input, Request, Ticket, Uplink},
};

impl Uplink {
    /// Takes in what happened. An answer to a request that was given up changes nothing.
    pub fn handle(&mut self, input: Input, now: Mono, dice: u64) {
        match input {
            Input::Committed { open } => self.committed(open, now),
            Input::Greeted(ticket, greeted) => {
                if self.land(ticket, now).is_some() {
                    self.greeted(greeted, now, dice);
                }
            }
            Input::Pushed {
                ticket,
                generation,
                cursor,
                step,
                asked,
            } => {
                if let Some(Request::Push { chain, .. }) = self.land(ticket, now) {
                    self.note(chain, generation, cursor, now);
                    self.asked_to_wait(asked.until(now, dice));
                    self.learned(chain, step, now);
                }
            }
            Input::Tailed { ticket, step } => {
                if let Some(Request::Tail { chain, .. }) = self.land(ticket, now) {
                    self.learned(chain, step, now);
                }
            }
            Input::Pulled {
                ticket,
                stream,
                as_of,
            } => {
                if self.land(ticket, now).is_some() {
                    self.pulled(stream, as_of, now);
                }
            }
            Input::Failed(ticket, failure) => self.failed(ticket, failure, now, dice),
            Input::Split => self.split(now),
            Input::LinkHint => self.hint(now),
        }
    }

    /// A request was answered: its lane is free, and the link is alive.
    fn land(&mut self, ticket: Ticket, now: Mono) -> Option<Request> {
        let lane = self.lanes.of(ticket)?;
        let flight = lane.flight.take()?;
        lane.backoff.succeeded();
        lane.stale = 0;
        self.link.succeeded();
        self.heard = Some(now);
        Some(flight.request)
    }

    fn committed(&mut self, open: ChainId, now: Mono) {
        if !self.greeted {
            return;
        }
        match self.open {
            Some((chain, cursor)) if chain == open => self.queue_push(chain, cursor, now),
            _ => self.greet_at(now),
        }
    }

    /// A page waits a moment for company, unless one of the chain is under way: its answer leads on.
    fn queue_push(&mut self, chain: ChainId, cursor: u64, now: Mono) {
        let flies = |request: &Request| match *request {
            Request::Push { chain: other, .. } | Request::Tail { chain: other, .. } => {
                other == chain
            }
            _ => false,
        };
        let flight = self.lanes.up.flight.as_ref();
        if self.queue.has(chain) || flight.is_some_and(|flight| flies(&flight.request)) {
            return;
        }
        if self.queue.is_empty() {
            self.lanes.up.hold(now.plus(PUSH_LINGER_MS));
        }
        let from_seq = cursor + 1;
        self.queue
            .learned(chain, Some(Step::Push { chain, from_seq }));
    }

    fn greeted(&mut self, greeted: Greeted, now: Mono, dice: u64) {
        self.greeted = true;
        self.generation = greeted.generation;
        self.note_open(greeted.open);
        self.state = greeted.state;
        let streams = greeted.streams.into_iter();
        self.streams = streams
            .map(|(stream, newest)| (stream.scope, (stream, newest)))
            .collect();
        if self.asked_until <= now {
            self.asked_to_wait(greeted.asked.until(now, dice));
        }
        self.hello_at = now.plus(self.heartbeat(dice));
        if std::mem::take(&mut self.hello_again) {
            self.hello_at = now;
        }
        self.spans.clear();
        let (steps, hellos): (Vec<_>, Vec<_>) = greeted.steps.into_iter().partition(is_work);
        self.queue.replan(steps);
        if !hellos
            .iter()
            .any(|step| matches!(step, Step::Narrow { .. }))
        {
            self.rounds = 0;
        }
        for step in hellos {
            self.ask_again(step, now);
        }
    }

    /// The next push waits until this moment. A wait that was begun is not prolonged by a hello: a busy
    /// centre asks anew with each, and the facts would never leave.
    fn asked_to_wait(&mut self, until: Mono) {
        self.asked_until = until;
        self.lanes.up.hold(until);
    }

    /// A page that was answered after this hello was sent knows the cursor better.
    fn note_open(&mut self, told: (ChainId, u64)) {
        let known = self.open.filter(|&(chain, _)| chain == told.0);
        self.open = known
            .filter(|&(chain, _)| self.queue.is_newer(chain))
            .or(Some(told));
    }

    fn heartbeat(&self, dice: u64) -> u64 {
        let beat = match self.state {
            BranchState::Revoked => REVOKED_HEARTBEAT_MS,
            _ => HEARTBEAT_MS,
        };
        beat * 4 / 5 + dice % (beat * 2 / 5 + 1)
    }

    /// Takes the step in that an answer about one chain led to.
    fn learned(&mut self, chain: ChainId, step: Option<Step>, now: Mono) {
        let work = step.filter(is_work);
        self.queue.learned(chain, work);
        if let (None, Some(step)) = (work, step) {
            self.ask_again(step, now);
        }
    }

    /// A step that another hello answers.
    fn ask_again(&mut self, step: Step, now: Mono) {
        match step {
            Step::Narrow { chain, between } => {
                self.spans.insert(chain, between);
                self.rounds += 1;
                let pause = if self.rounds > NARROW_ROUNDS {
                    HEARTBEAT_MS
                } else {
                    0
                };
                self.greet_at(now.plus(pause));
            }
            _ => self.greet_at(now.plus(HELLO_PAUSE_MS)),
        }
    }

    /// Says hello at this moment, or after the hello in flight, which may know less.
    fn greet_at(&mut self, moment: Mono) {
        if self.lanes.hello.flight.is_some() {
            self.hello_again = true;
        } else {
            self.hello_at = self.hello_at.min(moment);
        }
    }

    fn note(&mut self, chain: ChainId, generation: Option<u64>, cursor: Option<u64>, now: Mono) {
        if let (Some(cursor), Some((open, known))) = (cursor, self.open.as_mut())
            && *open == chain
        {
            *known = cursor;
        }
        if generation.is_some_and(|generation| generation != self.generation) {
            self.greet_at(now);
        }
    }

    fn pulled(&mut self, stream: OwnStream, as_of: u64, now: Mono) {
        if stream.staged.is_none() && stream.generation != self.generation {
            // The page and the hello come from different generations: the next hello settles it.
            self.lanes.down.hold(now.plus(HELLO_PAUSE_MS));
            self.greet_at(now);
        }
        if let Some((own, newest)) = self.streams.get_mut(&stream.scope) {
            *own = stream;
            *newest = as_of.max(*newest);
        }
    }

    /// The chains are others now: everything that was planned for them is void.
    fn split(&mut self, now: Mono) {
        self.splitting = false;
        self.queue.clear();
        self.open = None;
        self.greet_at(now);
    }

    /// Requests that hang in the dead link are given up: sending them again is harmless (R1).
    fn hint(&mut self, now: Mono) {
        for lane in self.lanes.all() {
            lane.flight = None;
        }
        self.greeted = false;
        self.link.restart();
        self.link_until = now;
        self.hello_at = now;
    }

    fn failed(&mut self, ticket: Ticket, failure: Failure, now: Mono, dice: u64) {
        let Some(lane) = self.lanes.of(ticket) else {
            return;
        };
        lane.flight = None;
        match failure {
            Failure::Unreachable => return self.unreachable(now, dice),
            Failure::Busy(asked) => lane.hold(asked.until(now, dice)),
            Failure::NonceStale => {
                lane.stale += 1;
                if lane.stale > STALE_NONCES {
                    // A clone that signs with the same key uses the numbers up; after a wait the
                    // quick tries begin anew, or neither clone would ever be heard.
                    lane.stale = 0;
                    let until = lane.backoff.failed(now, dice);
                    lane.hold(until);
                }
            }
            Failure::Refused => {
                let until = lane.backoff.failed(now, dice);
                lane.hold(until);
                self.greet_at(now.plus(HELLO_PAUSE_MS));
            }
        }
        self.link.succeeded();
        self.heard = Some(now);
    }

    /// The link is down: everything waits, then a hello tries it. What fails while it is known to
    /// be down is no news.
    pub(super) fn unreachable(&mut self, now: Mono, dice: u64) {
        if self.link_until <= now {
            self.link_until = self.link.failed(now, dice);
        }
        self.greeted = false;
        self.hello_at = self.hello_at.min(now);
    }
}

/// Whether the step is done by the up lane; the others are done by another hello.
fn is_work(step: &Step) -> bool {
    !matches!(step, Step::Narrow { .. } | Step::Greet { .. })
}
