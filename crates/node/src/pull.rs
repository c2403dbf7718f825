//! The centre gives pages of its streams and the tails that a branch lacks. All
//! of it only looks, so it runs on any reading connection (R12).

use nusa_facts::{ChainId, master::Entity};
use nusa_store::{Changed as Row, Error as StoreError, Look};
use nusa_sync::{
    limits::{MAX_PAGE_BYTES, MAX_PUSH_DOCS},
    messages::{Change, Changed, PullHead, PullPage, PullQuery, PushedEnvelope, TailPage, push},
    streams::{Serve, StreamState},
};

use crate::{
    credential,
    device::{Caller, Standing},
    evidence,
    fault::Fault,
    identity,
    streams::{Rows, streams_for},
};

/// What a pull leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Served {
    /// A page.
    Page(Box<PullPage>),
    /// This process reads an older state than the branch has seen: 503, ask another one (R18).
    Elsewhere,
}

/// A page of a stream that the branch may follow.
///
/// # Errors
/// `stream_forbidden`, `key_revoked`, `Store`.
pub fn pull<L: Look>(look: &L, caller: &Caller, query: &PullQuery) -> Result<Served, Fault> {
    refuse_revoked(caller)?;
    if !streams_for(look, caller.branch)?.contains(&query.stream) {
        return Err(Fault::peer(
            "stream_forbidden",
            "this branch does not follow this stream",
        ));
    }
    let state = StreamState {
        generation: identity::generation(look)?,
        change: look.change(query.stream)?,
        horizon: look.horizon(query.stream)?,
    };
    let (after, reset) = match state.serve(query) {
        Serve::Elsewhere => return Ok(Served::Elsewhere),
        Serve::Tail { after } => (after, false),
        Serve::Snapshot { after } => (after, true),
    };
    let head = PullHead {
        generation: state.generation,
        stream: query.stream,
        after,
        as_of: state.change,
        reset,
    };
    Ok(Served::Page(Box::new(page(look, caller, head)?)))
}

fn page<L: Look>(look: &L, caller: &Caller, head: PullHead) -> Result<PullPage, StoreError> {
    let mut failed = None;
    let rows = Rows::new(look, head.stream, head.after).map_while(|row| {
        let changes = row.and_then(|row| changes(look, caller, head.reset, row));
        changes.map_err(|error| failed = Some(error)).ok()
    });
    let page = PullPage::fill(head, rows.flatten());
    failed.map_or(Ok(page), Err)
}

/// What a row is on the wire: itself, with the credential that goes with it, or what left. A snapshot has
/// no need to tell what is not there.
fn changes(
    look: &impl Look,
    caller: &Caller,
    reset: bool,
    row: Row,
) -> Result<Vec<Change>, StoreError> {
    let Row { change, key, now } = row;
    let Some(entity) = now else {
        let gone = Change {
            change,
            what: Changed::Gone(key),
        };
        return Ok(if reset { Vec::new() } else { vec![gone] });
    };
    let credential = match &entity {
        Entity::Staff(staff) => credential::for_branch(look, staff, caller.branch)?,
        _ => None,
    };
    let row = Change {
        change,
        what: Changed::Row(Box::new(entity)),
    };
    let credential = credential.map(|row| Change {
        change,
        what: Changed::Credential(row),
    });
    Ok(std::iter::once(row).chain(credential).collect())
}

/// A page of a branch's own facts for a node of it that lacks them (R6).
///
/// # Errors
/// `chain_unknown`, `key_revoked`, `Store`.
pub fn tail(
    look: &impl Look,
    caller: &Caller,
    chain: ChainId,
    after: u64,
) -> Result<TailPage, Fault> {
    refuse_revoked(caller)?;
    let head = look.head(caller.branch, chain)?;
    let is_evidence = evidence::chains(look, caller.branch)?.contains(&chain);
    let head = head
        .filter(|_| !is_evidence)
        .ok_or_else(|| Fault::peer("chain_unknown", "no such chain"))?;
    let docs = look.page(caller.branch, chain, after, MAX_PUSH_DOCS, MAX_PAGE_BYTES)?;
    let pushed: Result<Vec<_>, _> = docs
        .into_iter()
        .map(|(envelope, bytes)| PushedEnvelope::new(&envelope, bytes))
        .collect();
    let pushed = pushed.map_err(|error| StoreError::Row(error.to_string()))?;
    let (envelopes, _) = push::fill(pushed);
    let last = envelopes.last().map_or(after, |last| last.seq);
    Ok(TailPage {
        generation: identity::generation(look)?,
        chain,
        first_seq: after.saturating_add(1),
        envelopes,
        more: last < head.seq,
    })
}

fn refuse_revoked(caller: &Caller) -> Result<(), Fault> {
    match caller.standing {
        Standing::Revoked => Err(Fault::peer(
            "key_revoked",
            "this device's key was taken back",
        )),
        Standing::Current | Standing::Retiring => Ok(()),
    }
}
