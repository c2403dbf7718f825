//! A small world without a disk: nodes of one branch, cloned and both selling, a
//! centre that forgets what it acknowledged, and a network that loses, delays
//! and repeats. When the storm is over, every sale is at the centre once in
//! every chain that holds it, and all copies of a chain agree.

mod centre;
mod node;

use std::collections::{BTreeMap, BTreeSet};

use nusa_facts::ChainId;
use nusa_sync::{
    clock::Mono,
    uplink::{Input, Next, Request, Ticket, Uplink},
};

use crate::journal::Journal;
use centre::{Centre, Chains};
use node::Node;

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
