//! The centre of the small world: heads, pages and tails, and nothing of a shop.

use std::collections::BTreeMap;

use nusa_facts::{ChainId, Hash, Head};
use nusa_sync::{
    accept::Ending,
    locator,
    messages::{ChainAnswer, ChainClaim, ForkPoint, PushAnswer, PushPage, TailPage, Verdict, push},
};

use crate::journal::Journal;

pub(super) type Chains = BTreeMap<ChainId, Journal>;

pub(super) fn hash_at(chains: &Chains, chain: ChainId, seq: u64) -> Option<Hash> {
    let Ok(hash) = chains.get(&chain)?.hash_at(seq);
    hash
}

pub(super) fn head_of(chains: &Chains, chain: ChainId) -> Head {
    chains.get(&chain).map_or(Head::empty(chain), Journal::head)
}

/// What the centre answers.
#[derive(Clone)]
pub(super) enum Answer {
    Hello(Vec<ChainAnswer>),
    Pushed(PushAnswer),
    Fork(ForkPoint),
    Tail(TailPage),
    Refused,
}

/// What a node asks.
pub(super) enum Question {
    Hello(Vec<ChainClaim>),
    Push(PushPage),
    Tail(ChainId, u64),
}

#[derive(Clone, Default)]
pub(super) struct Centre {
    pub(super) generation: u64,
    pub(super) chains: Chains,
}

impl Centre {
    pub(super) fn answer(&mut self, question: &Question) -> Answer {
        match question {
            Question::Hello(claims) => Answer::Hello(self.greet(claims)),
            Question::Push(page) => self.take(page),
            Question::Tail(chain, after) => self.tail(*chain, *after),
        }
    }

    pub(super) fn greet(&self, claims: &[ChainClaim]) -> Vec<ChainAnswer> {
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

    pub(super) fn take(&mut self, page: &PushPage) -> Answer {
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

    pub(super) fn tail(&self, chain: ChainId, after: u64) -> Answer {
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
