//! A small world without a disk: nodes of one branch, cloned and both selling, a
//! centre that forgets what it acknowledged, and a network that loses, delays
//! and repeats. When the storm is over, every sale is at the centre once in
//! every chain that holds it, and all copies of a chain agree.

use std::collections::{BTreeMap, BTreeSet};

use nusa_facts::{ChainId, Hash, Head};
use nusa_sync::{
    accept::{Ending, accept},
    backoff::Asked,
    clock::Mono,
    locator,
    messages::{
        BranchState, ChainAnswer, ChainClaim, ForkPoint, PushAnswer, PushPage, TailPage, Verdict,
        push,
    },
    plan::{OwnChain, Step, after_fork, after_push, plan},
    uplink::{Failure, Greeted, Input, Next, Request, Ticket, Uplink},
};

use crate::journal::{BRANCH, Journal};

struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed ^ mixed >> 27
    }

    fn below(&mut self, most: u64) -> u64 {
        self.roll() % most
    }

    fn percent(&mut self, chance: u64) -> bool {
        self.below(100) < chance
    }
}

type Chains = BTreeMap<ChainId, Journal>;

fn hash_at(chains: &Chains, chain: ChainId, seq: u64) -> Option<Hash> {
    let Ok(hash) = chains.get(&chain)?.hash_at(seq);
    hash
}

fn head_of(chains: &Chains, chain: ChainId) -> Head {
    chains.get(&chain).map_or(Head::empty(chain), Journal::head)
}

/// What the centre answers.
#[derive(Clone)]
enum Answer {
    Hello(Vec<ChainAnswer>),
    Pushed(PushAnswer),
    Fork(ForkPoint),
    Tail(TailPage),
    Refused,
}

/// What a node asks.
enum Question {
    Hello(Vec<ChainClaim>),
    Push(PushPage),
    Tail(ChainId, u64),
}

#[derive(Clone, Default)]
struct Centre {
    generation: u64,
    chains: Chains,
}

impl Centre {
    fn answer(&mut self, question: &Question) -> Answer {
        match question {
            Question::Hello(claims) => Answer::Hello(self.greet(claims)),
            Question::Push(page) => self.take(page),
            Question::Tail(chain, after) => self.tail(*chain, *after),
        }
    }

    fn greet(&self, claims: &[ChainClaim]) -> Vec<ChainAnswer> {
        let answer = |claim: &ChainClaim| {
            let journal = self.chains.get(&claim.head.chain);
            let stored = |seq| journal.map_or(Ok(None), |journal| journal.hash_at(seq));
            let Ok(answer) = locator::answer(claim, journal.map(Journal::head), stored);
            answer
        };
        let claimed = |chain: &ChainId| claims.iter().any(|claim| claim.head.chain == *chain);
        let others = self
            .chains
            .values()
            .filter(|journal| !claimed(&journal.chain));
        let told = others.map(|journal| ChainAnswer {
            cursor: journal.head(),
            verdict: Verdict::Behind,
        });
        claims.iter().map(answer).chain(told).collect()
    }

    fn take(&mut self, page: &PushPage) -> Answer {
        let fresh = Journal {
            chain: page.chain,
            envelopes: Vec::new(),
        };
        let journal = self.chains.entry(page.chain).or_insert(fresh);
        match journal.take(page).ending {
            Ending::Whole | Ending::Gap => Answer::Pushed(PushAnswer {
                generation: self.generation,
                cursor: journal.head().seq,
                head_hash: journal.head().hash,
                next_push_in_ms: 0,
                quarantined: Vec::new(),
            }),
            Ending::Fork(fork) => Answer::Fork(fork),
            Ending::Fault(fault) => panic!("an honest node sent {fault}"),
        }
    }

    fn tail(&self, chain: ChainId, after: u64) -> Answer {
        let Some(journal) = self.chains.get(&chain) else {
            return Answer::Refused;
        };
        let from = journal.envelopes.len().min(after as usize);
        let (envelopes, more) = push::fill(journal.envelopes[from..].iter().take(20).cloned());
        Answer::Tail(TailPage {
            generation: self.generation,
            chain,
            first_seq: after + 1,
            more: more || journal.head().seq > after + 20,
            envelopes,
        })
    }
}

/// A node of the branch with its answers on the road.
#[derive(Clone)]
struct Node {
    chains: Chains,
    open: ChainId,
    link: Uplink,
    road: Vec<(Mono, Ticket, Answer)>,
    splits: u64,
}

impl Node {
    fn new(chain: u8) -> Self {
        let journal = Journal::new(chain);
        let open = journal.chain;
        Self {
            chains: BTreeMap::from([(open, journal)]),
            open,
            link: Uplink::new(Mono(0)),
            road: Vec::new(),
            splits: 0,
        }
    }

    fn sell(&mut self, sale: u64, now: Mono, dice: u64) {
        let journal = self.chains.get_mut(&self.open).unwrap();
        journal.write(format!("sale {sale}"));
        let open = self.open;
        self.link.handle(Input::Committed { open }, now, dice);
    }

    fn question(&self, request: &Request) -> Question {
        match request {
            Request::Hello { spans } => {
                let claim = |journal: &Journal| {
                    let span = spans.get(&journal.chain).copied();
                    let Ok(claim) =
                        locator::claim(journal.head(), span, |seq| journal.hash_at(seq));
                    claim
                };
                Question::Hello(self.chains.values().map(claim).collect())
            }
            Request::Push { chain, from_seq } => {
                Question::Push(self.chains[chain].page(*from_seq, 20))
            }
            Request::Tail { chain, after } => Question::Tail(*chain, *after),
            Request::Pull(query) => panic!("no stream was told, and {query:?} asked"),
        }
    }

    fn hear(
        &self,
        ticket: Ticket,
        request_chain: Option<ChainId>,
        answer: Answer,
    ) -> (Input, Option<TailPage>) {
        let head = |chain| head_of(&self.chains, chain);
        let chain = request_chain.unwrap_or(self.open);
        let own = |seq| Ok::<_, std::convert::Infallible>(hash_at(&self.chains, chain, seq));
        let input = match answer {
            Answer::Hello(answers) => self.greeted(ticket, &answers),
            Answer::Pushed(answer) => {
                let Ok(step) = after_push(&head(chain), &answer, own);
                pushed(ticket, Some(answer.generation), Some(answer.cursor), step)
            }
            Answer::Fork(fork) => {
                let Ok(step) = after_fork(&head(chain), fork, own);
                pushed(ticket, None, None, step)
            }
            Answer::Tail(page) => {
                let Ok(judged) = accept(BRANCH, &head(page.chain), &page, own);
                let chain = page.chain;
                let after = head(chain).seq + judged.fresh.len() as u64;
                let step = match judged.ending {
                    Ending::Whole if !page.more => None,
                    Ending::Whole => Some(Step::FetchTail { chain, after }),
                    _ => Some(Step::Greet { chain }),
                };
                let envelopes = page.envelopes[judged.fresh].to_vec();
                let fresh = TailPage { envelopes, ..page };
                return (Input::Tailed { ticket, step }, Some(fresh));
            }
            Answer::Refused => Input::Failed(ticket, Failure::Refused),
        };
        (input, None)
    }

    fn greeted(&self, ticket: Ticket, answers: &[ChainAnswer]) -> Input {
        let own = |journal: &Journal| OwnChain {
            head: journal.head(),
            open: journal.chain == self.open,
        };
        let ours: Vec<_> = self.chains.values().map(own).collect();
        let stored =
            |chain, seq| Ok::<_, std::convert::Infallible>(hash_at(&self.chains, chain, seq));
        let Ok(steps) = plan(&ours, answers, stored);
        let cursor = answers.iter().find(|answer| answer.chain() == self.open);
        let greeted = Greeted {
            generation: 1,
            steps,
            open: (self.open, cursor.map_or(0, |answer| answer.cursor.seq)),
            streams: Vec::new(),
            asked: Asked::default(),
            state: BranchState::Active,
        };
        Input::Greeted(ticket, greeted)
    }

    /// Keeps the common part and writes the rest, document by document, on a new chain.
    fn split(&mut self, chain: ChainId, common_seq: u64, new: ChainId) {
        let forked = self.chains.get_mut(&chain).unwrap();
        let rest = forked.envelopes.split_off(common_seq as usize);
        let mut home = Journal {
            chain: new,
            envelopes: Vec::new(),
        };
        rest.into_iter()
            .for_each(|envelope| home.write(envelope.doc));
        self.chains.insert(new, home);
        self.splits += 1;
        if self.open == chain {
            self.open = new;
        }
    }

    /// Answers that arrived.
    fn arrivals(&mut self, now: Mono, dice: u64, asked: &BTreeMap<Ticket, Option<ChainId>>) {
        let (arrived, road) = self.road.drain(..).partition(|(due, ..)| *due <= now);
        self.road = road;
        let arrived: Vec<(Mono, Ticket, Answer)> = arrived;
        for (_, ticket, answer) in arrived {
            let (input, tail) = self.hear(ticket, asked[&ticket], answer);
            if let Some(page) = tail.filter(|page| !page.envelopes.is_empty()) {
                let chain = page.chain;
                let fresh = Journal {
                    chain,
                    envelopes: Vec::new(),
                };
                let journal = self.chains.entry(chain).or_insert(fresh);
                journal.envelopes.extend(page.envelopes);
            }
            self.link.handle(input, now, dice);
        }
    }
}

fn pushed(
    ticket: Ticket,
    generation: Option<u64>,
    cursor: Option<u64>,
    step: Option<Step>,
) -> Input {
    let asked = Asked::default();
    Input::Pushed {
        ticket,
        generation,
        cursor,
        step,
        asked,
    }
}

/// How rough the sea is, in percent.
#[derive(Clone, Copy)]
struct Weather {
    lose: u64,
    repeat: u64,
    latency_ms: u64,
}

struct World {
    dice: Dice,
    now: Mono,
    nodes: Vec<Node>,
    centre: Centre,
    history: Vec<Centre>,
    asked: Vec<BTreeMap<Ticket, Option<ChainId>>>,
    sales: u64,
    chains: u8,
    requests: u64,
}

impl World {
    fn new(seed: u64) -> Self {
        Self {
            dice: Dice(seed),
            now: Mono(0),
            nodes: vec![Node::new(1)],
            centre: Centre::default(),
            history: Vec::new(),
            asked: vec![BTreeMap::new()],
            sales: 0,
            chains: 1,
            requests: 0,
        }
    }

    fn sell(&mut self, index: usize) {
        self.sales += 1;
        let dice = self.dice.roll();
        self.nodes[index].sell(self.sales, self.now, dice);
    }

    /// The node's image starts on a second machine; both go on selling.
    fn clone_node(&mut self, index: usize) {
        let mut clone = self.nodes[index].clone();
        clone.link = Uplink::new(self.now);
        clone.road.clear();
        self.nodes.push(clone);
        self.asked.push(BTreeMap::new());
    }

    /// The centre is restored to an older state and forgets what it acknowledged.
    fn roll_back(&mut self) {
        if let Some(index) = self
            .history
            .len()
            .checked_sub(1 + self.dice.below(5) as usize)
        {
            let generation = self.centre.generation + 1;
            self.centre = self.history.swap_remove(index);
            self.centre.generation = generation;
            self.history.truncate(index);
        }
    }

    fn run(&mut self, index: usize, weather: Weather) {
        let dice = self.dice.roll();
        self.nodes[index].arrivals(self.now, dice, &self.asked[index]);
        loop {
            let dice = self.dice.roll();
            match self.nodes[index].link.next(self.now, dice) {
                Next::Wait { .. } => return,
                Next::Split {
                    chain, common_seq, ..
                } => {
                    self.chains += 1;
                    let new = ChainId([self.chains; 16]);
                    self.nodes[index].split(chain, common_seq, new);
                    self.nodes[index].link.handle(Input::Split, self.now, dice);
                }
                Next::Send { ticket, request } => self.send(index, ticket, &request, weather),
            }
        }
    }

    fn send(&mut self, index: usize, ticket: Ticket, request: &Request, weather: Weather) {
        self.requests += 1;
        let question = self.nodes[index].question(request);
        let chain = match request {
            Request::Push { chain, .. } | Request::Tail { chain, .. } => Some(*chain),
            _ => None,
        };
        self.asked[index].insert(ticket, chain);
        if self.dice.percent(weather.lose) {
            return;
        }
        self.history.push(self.centre.clone());
        let keep = self.history.len().saturating_sub(8);
        self.history.drain(..keep);
        let copies = if self.dice.percent(weather.repeat) {
            2
        } else {
            1
        };
        for _ in 0..copies {
            let answer = self.centre.answer(&question);
            if !self.dice.percent(weather.lose) {
                let due = self.now.plus(1 + self.dice.below(weather.latency_ms));
                self.nodes[index].road.push((due, ticket, answer));
            }
        }
    }

    fn agree(&self) -> bool {
        let same = |node: &Node| {
            let heads = |chains: &Chains| {
                chains
                    .values()
                    .map(Journal::head)
                    .filter(|head| head.seq > 0)
                    .collect::<Vec<_>>()
            };
            heads(&node.chains) == heads(&self.centre.chains)
        };
        self.nodes.iter().all(same)
    }

    fn storm(&mut self) {
        let weather = Weather {
            lose: self.dice.below(30),
            repeat: self.dice.below(20),
            latency_ms: 1 + self.dice.below(3_000),
        };
        for _ in 0..400 {
            self.now = self.now.plus(self.dice.below(1_000));
            for index in 0..self.nodes.len() {
                if self.dice.percent(40) {
                    self.sell(index);
                }
                self.run(index, weather);
            }
            if self.dice.percent(1) && self.nodes.len() < 4 {
                let index = self.dice.below(self.nodes.len() as u64) as usize;
                self.clone_node(index);
            }
            if self.dice.percent(2) {
                self.roll_back();
            }
        }
    }

    /// Seconds of calm until all copies agree.
    fn calm(&mut self) -> u64 {
        let weather = Weather {
            lose: 0,
            repeat: 0,
            latency_ms: 50,
        };
        let start = self.now;
        while !self.agree() {
            self.now = self.now.plus(50);
            (0..self.nodes.len()).for_each(|index| self.run(index, weather));
            assert!(self.now.since(start) < 300_000, "the copies never agree");
        }
        self.now.since(start) / 1_000
    }
}

#[test]
fn r01_r02_r03_r05_r06_every_copy_heals_and_no_sale_is_lost() {
    let (mut splits, mut clones, mut slowest) = (0, 0, 0);
    for seed in 0..40 {
        let mut world = World::new(seed);
        world.storm();
        slowest = slowest.max(world.calm());
        let docs = world
            .centre
            .chains
            .values()
            .flat_map(|journal| &journal.envelopes);
        let held: BTreeSet<_> = docs.map(|envelope| envelope.doc.clone()).collect();
        let sold: BTreeSet<_> = (1..=world.sales)
            .map(|sale| format!("sale {sale}"))
            .collect();
        assert_eq!(held, sold, "seed {seed}");
        for journal in world.centre.chains.values() {
            let mut again = Journal {
                chain: journal.chain,
                envelopes: Vec::new(),
            };
            journal
                .envelopes
                .iter()
                .for_each(|envelope| again.write(envelope.doc.clone()));
            assert_eq!(
                again.head(),
                journal.head(),
                "seed {seed}: a chain is broken"
            );
        }
        splits += world.nodes.iter().map(|node| node.splits).sum::<u64>();
        clones += world.nodes.len() - 1;
    }
    assert!(
        splits >= 20 && clones >= 40,
        "{splits} splits, {clones} clones: no storm"
    );
    assert!(slowest <= 120, "healed after {slowest} s");
}

#[test]
fn r11_a_calm_day_asks_for_little() {
    let mut world = World::new(1);
    let weather = Weather {
        lose: 0,
        repeat: 0,
        latency_ms: 50,
    };
    for second in 0..3_600_u64 {
        if second % 60 == 0 {
            world.sell(0);
        }
        for _ in 0..10 {
            world.now = world.now.plus(100);
            world.run(0, weather);
        }
        let behind = !world.agree();
        assert!(!behind || second % 60 < 5, "a sale waits for more than 5 s");
    }
    assert!(
        world.requests < 3_600 / 4 + 60 + 60,
        "{} requests an hour",
        world.requests
    );
}
