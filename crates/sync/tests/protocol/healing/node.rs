//! A node of the small world: its chains, its link, and the answers on the road.

use std::{collections::BTreeMap, convert::Infallible};

use nusa_facts::ChainId;
use nusa_sync::{
    accept::{Ending, accept},
    backoff::Asked,
    clock::Mono,
    locator,
    messages::{BranchState, ChainAnswer, TailPage},
    plan::{OwnChain, Step, after_fork, after_push, plan},
    uplink::{Failure, Greeted, Input, Request, Ticket, Uplink},
};

use super::centre::{Answer, Chains, Question, hash_at, head_of};
use crate::journal::{BRANCH, Journal};

/// A node of the branch with its answers on the road.
#[derive(Clone)]
pub(super) struct Node {
    pub(super) chains: Chains,
    pub(super) open: ChainId,
    pub(super) link: Uplink,
    pub(super) road: Vec<(Mono, Ticket, Answer)>,
    pub(super) splits: u64,
}

impl Node {
    pub(super) fn new(chain: u8) -> Self {
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

    pub(super) fn sell(&mut self, sale: u64, now: Mono, dice: u64) {
        let journal = self.chains.get_mut(&self.open).unwrap();
        journal.write(format!("sale {sale}"));
        let open = self.open;
        self.link.handle(Input::Committed { open }, now, dice);
    }

    pub(super) fn question(&self, request: &Request) -> Question {
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

    pub(super) fn hear(
        &self,
        ticket: Ticket,
        request_chain: Option<ChainId>,
        answer: Answer,
    ) -> (Input, Option<TailPage>) {
        let head = |chain| head_of(&self.chains, chain);
        let chain = request_chain.unwrap_or(self.open);
        let own = |seq| Ok::<_, Infallible>(hash_at(&self.chains, chain, seq));
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

    pub(super) fn greeted(&self, ticket: Ticket, answers: &[ChainAnswer]) -> Input {
        let own = |journal: &Journal| OwnChain {
            head: journal.head(),
            open: journal.chain == self.open,
        };
        let ours: Vec<_> = self.chains.values().map(own).collect();
        let stored = |chain, seq| Ok::<_, Infallible>(hash_at(&self.chains, chain, seq));
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
    pub(super) fn split(&mut self, chain: ChainId, common_seq: u64, new: ChainId) {
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
    pub(super) fn arrivals(
        &mut self,
        now: Mono,
        dice: u64,
        asked: &BTreeMap<Ticket, Option<ChainId>>,
    ) {
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

pub(super) fn pushed(
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
