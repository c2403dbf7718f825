//! A branch says hello and reads the answer: what to push, what to fetch, where
//! a chain parted, which streams to follow. All its chains are answered for, the
//! closed ones too, so that even an old rollback of the centre heals (R2).

use std::collections::BTreeMap;

use nusa_facts::{BranchId, BusinessDate, ChainId, Head, master::Scope};
use nusa_store::{Error as StoreError, Look, Store, Tx};
use nusa_sync::{
    backoff::Asked,
    clock::Mono,
    limits::{MAX_CHAINS, MAX_STREAMS},
    locator,
    messages::{BranchState, Hello, HelloAnswer, Protocols, StreamAnswer},
    plan::{self, OwnChain},
    streams::{OwnStream, follow},
    uplink::Greeted,
};

use crate::{
    Node,
    execute::{Office, writing_chain},
    fault::Fault,
    follow::{own_digest, settle_leaving},
    identity, link,
    link::Followed,
    moment,
};

/// The program's version as a hello tells it.
const PROGRAM: &str = concat!("nusa ", env!("CARGO_PKG_VERSION"));

impl<S: Store> Node<S> {
    /// The hello of this branch; `spans` narrows the locators of the chains that it names.
    ///
    /// # Errors
    /// `NotHere` at the centre; `Store`.
    pub fn my_hello(&mut self, spans: &BTreeMap<ChainId, (u64, u64)>) -> Result<Hello, Fault> {
        self.only_branch()?;
        let (store, mut office) = self.at_work();
        Ok(store.transact(|tx| {
            let today = office.moment(tx)?.business_date;
            hello_of(tx, office.branch, spans, today)
        })?)
    }

    /// Reads the centre's answer to a hello that was sent at `sent`.
    ///
    /// # Errors
    /// `NotHere` at the centre or without a chain; `Store`.
    pub fn take_hello(&mut self, answer: &HelloAnswer, sent: Mono) -> Result<Greeted, Fault> {
        self.only_branch()?;
        let (store, mut office) = self.at_work();
        let clocks = moment::clocks(office.pen.senses);
        office.clock.learn(answer.now, sent, clocks);
        store.transact(|tx| greeted(&mut office, tx, answer))
    }
}

fn hello_of(
    look: &impl Look,
    me: BranchId,
    spans: &BTreeMap<ChainId, (u64, u64)>,
    today: BusinessDate,
) -> Result<Hello, StoreError> {
    let rows = look.chains(me)?;
    let newest = rows.iter().rev().take(MAX_CHAINS);
    let claims = newest.map(|row| {
        let span = spans.get(&row.chain).copied();
        locator::claim(row.head, span, |seq| look.hash_at(me, row.chain, seq))
    });
    let streams = link::followed(look)?.into_iter().take(MAX_STREAMS);
    Ok(Hello {
        program: PROGRAM.to_owned(),
        protocols: Protocols::OURS,
        generation: identity::generation(look)?,
        chains: claims.collect::<Result<_, _>>()?,
        streams: streams.map(|followed| followed.own.cursor()).collect(),
        compare: link::compared(look)? != Some(today),
    })
}

fn greeted<T: Tx>(
    office: &mut Office<'_>,
    tx: &mut T,
    answer: &HelloAnswer,
) -> Result<Greeted, Fault> {
    let me = office.branch;
    moment::keep_offset(tx, office.clock)?;
    if identity::generation(tx)? != answer.generation {
        identity::set_generation(tx, answer.generation)?;
    }
    link::keep_state(tx, answer.state)?;
    for told in &answer.chains {
        link::keep_cursor(tx, told.chain(), told.cursor.seq)?;
    }
    let ours = own_chains(tx, me)?;
    let steps = plan::plan(&ours, &answer.chains, |chain, seq| {
        tx.hash_at(me, chain, seq)
    })?;
    let open = writing_chain(tx, me)?;
    let cursor = answer
        .chains
        .iter()
        .find(|told| told.chain() == open)
        .map_or(0, |told| told.cursor.seq);
    Ok(Greeted {
        generation: answer.generation,
        steps,
        open: (open, cursor),
        streams: followed(office, tx, answer)?,
        asked: Asked {
            wait_ms: answer.next_push_in_ms,
            spread_ms: answer.spread_ms,
        },
        state: answer.state,
    })
}

/// The chains of this branch as the plan looks at them.
pub(crate) fn own_chains(look: &impl Look, me: BranchId) -> Result<Vec<OwnChain>, StoreError> {
    let rows = look.chains(me)?.into_iter();
    Ok(rows
        .map(|row| OwnChain {
            head: row.head,
            open: row.open,
        })
        .collect())
}

/// The head of one of this branch's chains; empty for one that it has not heard of.
pub(crate) fn own_head(look: &impl Look, me: BranchId, chain: ChainId) -> Result<Head, StoreError> {
    Ok(look.head(me, chain)?.unwrap_or(Head::empty(chain)))
}

/// Follows what the centre told. A revoked branch is told nothing and keeps what it has (R30).
fn followed<T: Tx>(
    office: &mut Office<'_>,
    tx: &mut T,
    answer: &HelloAnswer,
) -> Result<Vec<(OwnStream, u64)>, StoreError> {
    if answer.state == BranchState::Revoked || answer.streams.is_empty() {
        return Ok(Vec::new());
    }
    let before = link::followed(tx)?;
    let ours: Vec<OwnStream> = before.iter().map(|followed| followed.own).collect();
    let mut following = follow(&ours, &answer.streams);
    let mut compared = true;
    for (own, told) in &mut following.streams {
        match is_same(tx, answer.generation, own, &answer.streams)? {
            // The centre gives the numbers beyond its own once more, to other changes.
            Some(true) => own.change = own.change.min(*told),
            Some(false) => *own = OwnStream::new(own.scope),
            None => compared = false,
        }
        link::keep_stream(
            tx,
            Followed {
                own: *own,
                leaving: false,
            },
        )?;
    }
    for scope in following.drop {
        leave(tx, &before, scope)?;
    }
    settle_leaving(tx)?;
    if compared {
        link::keep_compared(tx, office.moment(tx)?.business_date)?;
    }
    Ok(following.streams)
}

fn leave<T: Tx>(tx: &mut T, before: &[Followed], scope: Scope) -> Result<(), StoreError> {
    let left = before.iter().find(|followed| followed.own.scope == scope);
    left.map_or(Ok(()), |followed| {
        link::keep_stream(
            tx,
            Followed {
                leaving: true,
                ..*followed
            },
        )
    })
}

/// Whether the rows of a stream are those of the centre; none where that cannot be said yet. A stream that
/// stands beyond the centre's is compared too: a centre that lost commits and does not know it counts the
/// same numbers again (R2, R15).
fn is_same(
    look: &impl Look,
    generation: u64,
    own: &OwnStream,
    told: &[StreamAnswer],
) -> Result<Option<bool>, StoreError> {
    let is_reached = |told: &&StreamAnswer| {
        told.scope == own.scope
            && told.change <= own.change
            && own.generation == generation
            && own.staged.is_none()
    };
    let digest = told.iter().find(is_reached).and_then(|told| told.digest);
    digest
        .map(|digest| Ok(own_digest(look, own.scope)? == digest))
        .transpose()
}
