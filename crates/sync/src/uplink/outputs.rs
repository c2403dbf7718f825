//! What the link wants next, and until when it wants nothing.

use crate::{
    clock::Mono,
    limits::{HELLO_TIMEOUT_MS, PAGE_TIMEOUT_MS},
    messages::{BranchState, PullQuery},
    plan::Step,
    uplink::{
        Next, Request, Uplink,
        lane::{Flight, Lane},
    },
};

impl Uplink {
    /// What is to be done now. Call it again until it says `Wait`. A hello goes first when it is
    /// due; facts and master data then each use their own lane.
    pub fn next(&mut self, now: Mono, dice: u64) -> Next {
        self.give_up(now, dice);
        if self.link_until > now {
            return self.wait(now);
        }
        if self.hello_at <= now && self.lanes.hello.is_ready(now) {
            return self.hello(now);
        }
        if self.greeted {
            let wanted = self.pull().filter(|_| self.lanes.down.is_ready(now));
            if let Some(query) = wanted {
                return self.send(|up| &mut up.lanes.down, Request::Pull(query), now);
            }
            if let Some(next) = self.upwards(now) {
                return next;
            }
        }
        self.wait(now)
    }

    /// A request whose answer is too late counts as lost.
    fn give_up(&mut self, now: Mono, dice: u64) {
        let mut lost = false;
        for lane in self.lanes.all() {
            if lane
                .flight
                .as_ref()
                .is_some_and(|flight| flight.lost_at <= now)
            {
                lane.flight = None;
                lost = true;
            }
        }
        if lost {
            self.unreachable(now, dice);
        }
    }

    fn hello(&mut self, now: Mono) -> Next {
        self.queue.hello_sent();
        self.hello_again = false;
        let spans = self.spans.clone();
        self.send(|up| &mut up.lanes.hello, Request::Hello { spans }, now)
    }

    fn upwards(&mut self, now: Mono) -> Option<Next> {
        if self.splitting || self.lanes.up.flight.is_some() {
            return None;
        }
        let request = match self.queue.first()? {
            Step::Split {
                chain,
                common_seq,
                common_hash,
            } => {
                self.splitting = true;
                return Some(Next::Split {
                    chain,
                    common_seq,
                    common_hash,
                });
            }
            Step::Push { chain, from_seq } => Request::Push { chain, from_seq },
            Step::FetchTail { chain, after } => Request::Tail { chain, after },
            Step::Narrow { .. } | Step::Greet { .. } => return None,
        };
        let ready = self.lanes.up.is_ready(now);
        ready.then(|| self.send(|up| &mut up.lanes.up, request, now))
    }

    /// The first stream of which something is missing: company before region before branch.
    fn pull(&self) -> Option<PullQuery> {
        if self.state == BranchState::Revoked {
            return None;
        }
        let lacks = |(stream, newest): &&(crate::streams::OwnStream, u64)| {
            stream.staged.is_some()
                || stream.generation != self.generation
                || stream.change < *newest
        };
        let (stream, _) = self.streams.values().find(lacks)?;
        Some(stream.query())
    }

    fn send(
        &mut self,
        lane: impl FnOnce(&mut Self) -> &mut Lane,
        request: Request,
        now: Mono,
    ) -> Next {
        let ticket = self.lanes.ticket();
        let patience = match request {
            Request::Hello { .. } => HELLO_TIMEOUT_MS,
            _ => PAGE_TIMEOUT_MS,
        };
        lane(self).flight = Some(Flight {
            ticket,
            request: request.clone(),
            lost_at: now.plus(patience),
        });
        Next::Send { ticket, request }
    }

    /// The earliest moment at which there may be something to do.
    fn wait(&self, now: Mono) -> Next {
        let flights = self.lanes.iter().into_iter();
        let lost = flights.filter_map(|lane| lane.flight.as_ref().map(|flight| flight.lost_at));
        let due = |lane: &Lane, at: Mono| {
            let at = at.max(lane.not_before).max(self.link_until);
            lane.flight.is_none().then_some(at)
        };
        let hello = due(&self.lanes.hello, self.hello_at);
        let has_work = self.greeted && !self.splitting && !self.queue.is_empty();
        let up = due(&self.lanes.up, now).filter(|_| has_work);
        let wants = self.greeted && self.pull().is_some();
        let down = due(&self.lanes.down, now).filter(|_| wants);
        let moments = lost.chain(hello).chain(up).chain(down);
        let until = moments.min().unwrap_or(self.hello_at);
        Next::Wait { until }
    }
}
