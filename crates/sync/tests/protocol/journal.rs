//! A chain in memory, for tests: envelopes with their documents, in order.

use std::convert::Infallible;

use nusa_facts::{BranchId, ChainId, Envelope, Hash, Head};
use nusa_sync::{
    accept::{Acceptance, accept},
    messages::{PushPage, PushedEnvelope, push},
};

pub(crate) const BRANCH: BranchId = BranchId(7);

#[derive(Clone, Debug)]
pub(crate) struct Journal {
    pub(crate) chain: ChainId,
    pub(crate) envelopes: Vec<PushedEnvelope>,
}

impl Journal {
    pub(crate) fn new(chain: u8) -> Self {
        Self {
            chain: ChainId([chain; 16]),
            envelopes: Vec::new(),
        }
    }

    /// A chain of so many documents, each named after the word and its sequence.
    pub(crate) fn of(chain: u8, word: &str, count: u64) -> Self {
        let mut journal = Self::new(chain);
        journal.grow(word, count);
        journal
    }

    pub(crate) fn grow(&mut self, word: &str, count: u64) {
        for _ in 0..count {
            let seq = self.head().seq + 1;
            self.write(format!("{{\"{word}\":{seq}}}"));
        }
    }

    pub(crate) fn write(&mut self, doc: String) {
        let hash = Hash::of_doc(doc.as_bytes());
        let envelope = Envelope::seal(BRANCH, &self.head(), hash);
        self.envelopes
            .push(PushedEnvelope::new(&envelope, doc.into_bytes()).unwrap());
    }

    pub(crate) fn head(&self) -> Head {
        let last = self.envelopes.last();
        last.map_or(Head::empty(self.chain), |last| last.envelope().head())
    }

    pub(crate) fn hash_at(&self, seq: u64) -> Result<Option<Hash>, Infallible> {
        let index = seq
            .checked_sub(1)
            .and_then(|index| usize::try_from(index).ok());
        let found = index.and_then(|index| self.envelopes.get(index));
        Ok(found.map(|envelope| envelope.hash))
    }

    /// A page from this sequence on, with at most so many envelopes.
    pub(crate) fn page(&self, first_seq: u64, most: usize) -> PushPage {
        let from = usize::try_from(first_seq - 1)
            .unwrap()
            .min(self.envelopes.len());
        let (envelopes, _) = push::fill(self.envelopes[from..].iter().take(most).cloned());
        PushPage {
            generation: 1,
            chain: self.chain,
            first_seq,
            envelopes,
        }
    }

    pub(crate) fn judge(&self, page: &PushPage) -> Acceptance {
        let Ok(judged) = accept(BRANCH, &self.head(), page, |seq| self.hash_at(seq));
        judged
    }

    /// Judges a page and appends what is fresh.
    pub(crate) fn take(&mut self, page: &PushPage) -> Acceptance {
        let judged = self.judge(page);
        self.envelopes
            .extend_from_slice(&page.envelopes[judged.fresh.clone()]);
        judged
    }
}
