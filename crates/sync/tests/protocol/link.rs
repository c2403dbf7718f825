//! The branch's link, told what happened and asked what it wants: lanes, pages,
//! forks and the badge. Dice stand at zero, so that every moment is exact.

mod any_order;
mod outages;

use std::collections::BTreeMap;

use nusa_facts::{BranchId, ChainId, Hash, master::Scope};
use nusa_sync::{
    backoff::Asked,
    clock::Mono,
    limits::{HEARTBEAT_MS, HELLO_TIMEOUT_MS, PUSH_LINGER_MS, REVOKED_HEARTBEAT_MS},
    messages::BranchState,
    plan::Step,
    streams::OwnStream,
    uplink::{Badge, Greeted, Input, Next, Request, Ticket, Uplink},
};

const OPEN: ChainId = ChainId([1; 16]);
const OLD: ChainId = ChainId([2; 16]);
/// The shortest time between two hellos.
const BEAT: u64 = HEARTBEAT_MS * 4 / 5;

/// A link and the time.
struct Script {
    link: Uplink,
    now: Mono,
}

impl Script {
    fn new() -> Self {
        let now = Mono(1_000_000);
        let link = Uplink::new(now);
        Self { link, now }
    }

    /// A link that was greeted once, with everything in step.
    fn online() -> Self {
        let mut script = Self::new();
        script.greet(greeted());
        script
    }

    fn tell(&mut self, input: Input) {
        self.link.handle(input, self.now, 0);
    }

    /// Everything that is to be sent now.
    fn sent(&mut self) -> Vec<(Ticket, Request)> {
        let mut sent = Vec::new();
        loop {
            match self.link.next(self.now, 0) {
                Next::Send { ticket, request } => sent.push((ticket, request)),
                Next::Split { .. } => panic!("a split out of place"),
                Next::Wait { until } => {
                    assert!(until > self.now, "{until:?} is no wait at {:?}", self.now);
                    return sent;
                }
            }
            assert!(sent.len() < 4, "there are three lanes: {sent:?}");
        }
    }

    /// The only thing that is to be sent now.
    fn only(&mut self) -> (Ticket, Request) {
        let mut sent = self.sent();
        assert_eq!(sent.len(), 1, "{sent:?}");
        sent.remove(0)
    }

    fn hello(&mut self) -> Ticket {
        let (ticket, request) = self.only();
        assert!(matches!(request, Request::Hello { .. }), "{request:?}");
        ticket
    }

    /// Sends the hello that is due and answers it.
    fn greet(&mut self, answer: Greeted) {
        let ticket = self.hello();
        self.tell(Input::Greeted(ticket, answer));
    }

    /// Milliseconds until the link wants something.
    fn wait(&mut self) -> u64 {
        match self.link.next(self.now, 0) {
            Next::Wait { until } => until.since(self.now),
            next => panic!("{next:?}"),
        }
    }

    fn pass(&mut self, ms: u64) {
        self.now = self.now.plus(ms);
    }

    fn pushed(&mut self, ticket: Ticket, cursor: u64, step: Option<Step>) {
        self.tell(Input::Pushed {
            ticket,
            generation: Some(1),
            cursor: Some(cursor),
            step,
            asked: Asked::default(),
        });
    }
}

fn greeted() -> Greeted {
    Greeted {
        generation: 1,
        steps: Vec::new(),
        open: (OPEN, 10),
        streams: Vec::new(),
        asked: Asked::default(),
        state: BranchState::Active,
    }
}

fn with_steps(steps: &[Step]) -> Greeted {
    Greeted {
        steps: steps.to_vec(),
        ..greeted()
    }
}

fn push(chain: ChainId, from_seq: u64) -> Step {
    Step::Push { chain, from_seq }
}

fn pushes(chain: ChainId, from_seq: u64) -> Request {
    Request::Push { chain, from_seq }
}

fn stream(scope: Scope, change: u64) -> OwnStream {
    OwnStream {
        change,
        generation: 1,
        ..OwnStream::new(scope)
    }
}

#[test]
fn a_link_begins_with_a_hello_and_beats_while_nothing_happens() {
    let mut script = Script::new();
    let ticket = script.hello();
    assert_eq!(script.wait(), HELLO_TIMEOUT_MS, "one hello at a time");
    script.tell(Input::Greeted(ticket, greeted()));
    for _ in 0..3 {
        assert_eq!(script.wait(), BEAT);
        script.pass(BEAT);
        script.greet(greeted());
    }
}

#[test]
fn a_sale_is_pushed_within_a_moment_and_many_share_a_page() {
    let mut script = Script::online();
    script.pass(1_000);
    for _ in 0..5 {
        script.tell(Input::Committed { open: OPEN });
        script.pass(20);
    }
    assert_eq!(script.wait(), PUSH_LINGER_MS - 100);
    script.pass(PUSH_LINGER_MS - 100);
    let (ticket, request) = script.only();
    assert_eq!(request, pushes(OPEN, 11));
    // A sale during the page is found by the answer's plan, not by a second page.
    script.tell(Input::Committed { open: OPEN });
    assert!(script.sent().is_empty());
    script.pushed(ticket, 15, Some(push(OPEN, 16)));
    let (ticket, request) = script.only();
    assert_eq!(request, pushes(OPEN, 16));
    script.pushed(ticket, 16, None);
    assert!(script.sent().is_empty());
    script.tell(Input::Committed { open: OPEN });
    script.pass(PUSH_LINGER_MS);
    assert_eq!(script.only().1, pushes(OPEN, 17));
}

#[test]
fn a_sale_on_a_chain_that_the_centre_did_not_name_says_hello() {
    let mut script = Script::online();
    script.pass(10);
    script.tell(Input::Committed { open: OLD });
    script.hello();
}

#[test]
fn r02_r03_the_link_goes_on_from_what_it_was_told_last() {
    let mut script = Script::online();
    script.pass(BEAT);
    script.greet(with_steps(&[push(OPEN, 4)]));
    let (ticket, request) = script.only();
    assert_eq!(request, pushes(OPEN, 4), "the centre went back");
    script.pushed(ticket, 2, Some(push(OPEN, 3)));
    let (ticket, request) = script.only();
    assert_eq!(request, pushes(OPEN, 3), "and again");
    script.pushed(ticket, 10, None);
    script.tell(Input::Committed { open: OPEN });
    script.pass(PUSH_LINGER_MS);
    assert_eq!(script.only().1, pushes(OPEN, 11));
}

#[test]
fn a_hello_that_a_page_overtook_sends_no_page_twice() {
    let mut script = Script::online();
    script.tell(Input::Committed { open: OPEN });
    script.pass(PUSH_LINGER_MS);
    let (page, _) = script.only();
    script.pass(BEAT);
    let hello = script.hello();
    script.pushed(page, 11, None);
    let old = Greeted {
        open: (OPEN, 10),
        ..with_steps(&[push(OPEN, 11), push(OLD, 3)])
    };
    script.tell(Input::Greeted(hello, old));
    let (ticket, request) = script.only();
    assert_eq!(request, pushes(OLD, 3), "what it says of others counts");
    script.pushed(ticket, 3, None);
    script.tell(Input::Committed { open: OPEN });
    script.pass(PUSH_LINGER_MS);
    assert_eq!(script.only().1, pushes(OPEN, 12));
}

#[test]
fn r12_master_data_does_not_wait_for_facts() {
    let mut script = Script::online();
    let company = stream(Scope::Company, 7);
    let branch = stream(Scope::Branch(BranchId(7)), 1);
    script.pass(BEAT);
    let news = Greeted {
        streams: vec![(company, 9), (branch, 2)],
        ..with_steps(&[push(OPEN, 1)])
    };
    script.greet(news);
    let sent = script.sent();
    let (pull, request) = &sent[0];
    assert_eq!(*request, Request::Pull(company.query()), "prices go first");
    assert_eq!(sent[1].1, pushes(OPEN, 1), "and facts at the same time");
    let stream = stream(Scope::Company, 9);
    let as_of = 9;
    script.tell(Input::Pulled {
        ticket: *pull,
        stream,
        as_of,
    });
    assert_eq!(script.only().1, Request::Pull(branch.query()));
    // Hellos go on while both lanes are busy, so that news are heard.
    script.pass(BEAT);
    script.hello();
}

#[test]
fn r19_a_new_generation_reads_every_stream_anew() {
    let mut script = Script::online();
    let mut own = stream(Scope::Company, 7);
    script.pass(BEAT);
    let restored = Greeted {
        generation: 2,
        streams: vec![(own, 7)],
        ..greeted()
    };
    script.greet(restored);
    let (ticket, request) = script.only();
    assert_eq!(request, Request::Pull(own.query()));
    own.generation = 2;
    script.tell(Input::Pulled {
        ticket,
        stream: own,
        as_of: 7,
    });
    assert!(script.sent().is_empty());
    // A push that tells another generation asks for a hello.
    script.tell(Input::Committed { open: OPEN });
    script.pass(PUSH_LINGER_MS);
    let (ticket, _) = script.only();
    script.tell(Input::Pushed {
        ticket,
        generation: Some(3),
        cursor: Some(11),
        step: None,
        asked: Asked::default(),
    });
    script.hello();
}

#[test]
fn r11_the_centre_says_when_the_next_push_may_come() {
    let mut script = Script::online();
    let asked = Asked {
        wait_ms: 60_000,
        spread_ms: 0,
    };
    script.pass(BEAT);
    script.greet(Greeted {
        asked,
        ..with_steps(&[push(OPEN, 1)])
    });
    assert!(script.sent().is_empty());
    for _ in 0..14 {
        script.pass(BEAT);
        script.greet(with_steps(&[push(OPEN, 1)]));
        assert!(script.sent().is_empty());
    }
    script.pass(BEAT);
    assert!(
        script
            .sent()
            .iter()
            .any(|(_, sent)| *sent == pushes(OPEN, 1))
    );
}

#[test]
fn r11_a_centre_that_asks_with_every_hello_does_not_keep_the_facts_for_ever() {
    let mut script = Script::online();
    let asked = Asked {
        wait_ms: 2 * BEAT - 1_000,
        spread_ms: 0,
    };
    let again = || Greeted {
        asked,
        ..with_steps(&[push(OPEN, 1)])
    };
    script.pass(BEAT);
    script.greet(again());
    assert!(script.sent().is_empty());
    script.pass(BEAT);
    script.greet(again());
    assert!(script.sent().is_empty());
    script.pass(BEAT - 1_000);
    assert_eq!(script.only().1, pushes(OPEN, 1));
}

#[test]
fn r05_a_fork_is_narrowed_split_and_greeted_without_a_pause() {
    let mut script = Script::online();
    script.pass(BEAT);
    let chain = OPEN;
    let between = (3, 60);
    script.greet(with_steps(&[push(OLD, 1), Step::Narrow { chain, between }]));
    let sent = script.sent();
    let spans = BTreeMap::from([(chain, between)]);
    assert_eq!(sent[0].1, Request::Hello { spans });
    assert_eq!(sent[1].1, pushes(OLD, 1), "other chains go on");
    let split = Step::Split {
        chain,
        common_seq: 5,
        common_hash: Hash::ZERO,
    };
    script.tell(Input::Greeted(sent[0].0, with_steps(&[split])));
    script.pushed(sent[1].0, 9, None);
    let next = script.link.next(script.now, 0);
    let told = Next::Split {
        chain,
        common_seq: 5,
        common_hash: Hash::ZERO,
    };
    assert_eq!(next, told);
    assert!(script.sent().is_empty(), "it is told once");
    script.tell(Input::Split);
    let (_, request) = script.only();
    let spans = BTreeMap::new();
    assert_eq!(request, Request::Hello { spans });
}

#[test]
fn r06_a_tail_is_fetched_page_by_page() {
    let mut script = Script::online();
    script.pass(BEAT);
    let tail = |after| Step::FetchTail { chain: OPEN, after };
    script.greet(with_steps(&[tail(3)]));
    let (ticket, request) = script.only();
    assert_eq!(
        request,
        Request::Tail {
            chain: OPEN,
            after: 3
        }
    );
    let step = Some(tail(503));
    script.tell(Input::Tailed { ticket, step });
    let (ticket, _) = script.only();
    script.tell(Input::Tailed { ticket, step: None });
    assert!(script.sent().is_empty());
}

#[test]
fn r30_a_revoked_branch_hands_its_facts_over_and_hears_no_more_news() {
    let mut script = Script::online();
    script.pass(BEAT);
    let revoked = Greeted {
        state: BranchState::Revoked,
        streams: vec![(stream(Scope::Company, 7), 9)],
        ..with_steps(&[push(OPEN, 1)])
    };
    script.greet(revoked);
    let (ticket, request) = script.only();
    assert_eq!(request, pushes(OPEN, 1));
    script.pushed(ticket, 10, None);
    assert_eq!(script.wait(), REVOKED_HEARTBEAT_MS * 4 / 5);
    assert_eq!(script.link.state(), BranchState::Revoked);
}

#[test]
fn the_badge_tells_the_truth() {
    let mut script = Script::new();
    assert_eq!(script.link.badge(0), Badge::Offline { since: None });
    script.greet(greeted());
    assert_eq!(script.link.badge(0), Badge::Connected);
    assert_eq!(script.link.badge(4), Badge::Sending(4));
}
