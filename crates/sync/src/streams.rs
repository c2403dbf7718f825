//! Following the streams of master data: where to go on, when a snapshot
//! replaces a stream, what to follow and what to drop. Knows cursors and change
//! numbers, not tables.

use nusa_facts::{Hash, master::Entity, master::Scope};

use crate::messages::{PullPage, PullQuery, StreamAnswer, StreamCursor};

/// A snapshot of which some pages are set aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Staged {
    /// The generation that is read.
    pub generation: u64,
    /// The stream's change number when the snapshot began.
    pub as_of: u64,
    /// The change number up to which pages are set aside.
    pub upto: u64,
}

/// How far a branch follows one stream; stored in the transaction that takes a page in (R17).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnStream {
    /// The stream.
    pub scope: Scope,
    /// The change number up to which everything is in the tables.
    pub change: u64,
    /// The generation that counted so, 0 for none.
    pub generation: u64,
    /// The snapshot under way.
    pub staged: Option<Staged>,
}

/// What becomes of a page's rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Landing {
    /// Into the tables at once.
    Apply,
    /// Set aside.
    Stage {
        /// Whatever was set aside before is of another snapshot and is dropped first.
        first: bool,
        /// With this page the snapshot is whole and replaces the stream, in the same transaction.
        last: bool,
    },
}

/// A page that does not go on from where this stream stands, e.g. an answer that was overtaken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the page does not go on from the cursor of its stream")]
pub struct OutOfPlace;

impl OwnStream {
    /// A stream of which nothing is known.
    pub fn new(scope: Scope) -> Self {
        Self {
            scope,
            change: 0,
            generation: 0,
            staged: None,
        }
    }

    /// The cursor for a hello.
    pub fn cursor(&self) -> StreamCursor {
        StreamCursor {
            scope: self.scope,
            change: self.change,
        }
    }

    /// What to ask for next.
    pub fn query(&self) -> PullQuery {
        let (after, generation, snapshot) = match self.staged {
            Some(staged) => (staged.upto, staged.generation, Some(staged.as_of)),
            None => (self.change, self.generation, None),
        };
        PullQuery {
            stream: self.scope,
            after,
            generation,
            snapshot,
        }
    }

    /// Takes a page in: how the stream stands afterwards, and what becomes of the rows.
    ///
    /// # Errors
    /// `OutOfPlace` when the page is not the answer to `query`; nothing changes.
    pub fn take(&self, page: &PullPage) -> Result<(Self, Landing), OutOfPlace> {
        let goes_on = page.stream == self.scope && page.upto >= page.after;
        let advances = !page.more || page.upto > page.after;
        if !goes_on || !advances {
            return Err(OutOfPlace);
        }
        if page.reset {
            self.take_snapshot(page)
        } else {
            self.take_tail(page)
        }
    }

    fn take_tail(&self, page: &PullPage) -> Result<(Self, Landing), OutOfPlace> {
        let fits = page.after == self.change
            && page.generation == self.generation
            && self.staged.is_none();
        if !fits {
            return Err(OutOfPlace);
        }
        let change = page.upto;
        Ok((Self { change, ..*self }, Landing::Apply))
    }

    fn take_snapshot(&self, page: &PullPage) -> Result<(Self, Landing), OutOfPlace> {
        let goes_on = self.staged.filter(|staged| {
            page.after > 0 && staged.upto == page.after && staged.generation == page.generation
        });
        let as_of = match goes_on {
            Some(staged) => staged.as_of,
            None if page.after == 0 => page.as_of,
            None => return Err(OutOfPlace),
        };
        let first = goes_on.is_none();
        let last = !page.more;
        let next = if last {
            Self {
                scope: self.scope,
                change: page.upto,
                generation: page.generation,
                staged: None,
            }
        } else {
            let staged = Staged {
                generation: page.generation,
                as_of,
                upto: page.upto,
            };
            Self {
                staged: Some(staged),
                ..*self
            }
        };
        Ok((next, Landing::Stage { first, last }))
    }
}

/// A stream as the centre has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StreamState {
    /// The centre's generation.
    pub generation: u64,
    /// The newest change number.
    pub change: u64,
    /// Tombstones at or below this change number may be gone (R14).
    pub horizon: u64,
}

/// What the centre answers to a pull.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Serve {
    /// The rows above this change number.
    Tail {
        /// The change number.
        after: u64,
    },
    /// The rows above this change number, as part of a snapshot: 0 begins it.
    Snapshot {
        /// The change number.
        after: u64,
    },
    /// This process reads an older state than the branch has seen: 503, ask another one (R18).
    Elsewhere,
}

impl StreamState {
    /// Decides how a query is served. A cursor of another generation, of before the horizon or of
    /// the very beginning is answered with a snapshot, never with an error (R14, R19).
    pub fn serve(&self, query: &PullQuery) -> Serve {
        let begin = Serve::Snapshot { after: 0 };
        if query.after == 0 || query.generation != self.generation {
            return begin;
        }
        let seen = query.snapshot.unwrap_or(0).max(query.after);
        if seen > self.change {
            return Serve::Elsewhere;
        }
        match query.snapshot {
            // Rows that went before the snapshot began were never in it; only a tombstone that was
            // dropped since then could be missed.
            Some(began) if began < self.horizon => begin,
            Some(_) => Serve::Snapshot { after: query.after },
            None if query.after < self.horizon => begin,
            None => Serve::Tail { after: query.after },
        }
    }
}

/// What a branch does about the streams that it is told to follow (R15).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Following {
    /// Every stream to follow from now on, with the centre's newest change number.
    pub streams: Vec<(OwnStream, u64)>,
    /// Streams to drop with their rows, in one transaction with the list above.
    pub drop: Vec<Scope>,
}

/// Compares the streams that are followed with those that the centre told. New ones begin at 0.
pub fn follow(ours: &[OwnStream], told: &[StreamAnswer]) -> Following {
    let own = |scope| ours.iter().copied().find(|own| own.scope == scope);
    let mut streams: Vec<_> = told
        .iter()
        .map(|told| {
            let stream = own(told.scope).unwrap_or(OwnStream::new(told.scope));
            (stream, told.change)
        })
        .collect();
    streams.sort_by_key(|(stream, _)| stream.scope);
    streams.dedup_by_key(|(stream, _)| stream.scope);
    let still = |scope| told.iter().any(|told| told.scope == scope);
    let scopes = ours.iter().map(|own| own.scope);
    let drop = scopes.filter(|&scope| !still(scope)).collect();
    Following { streams, drop }
}

/// A digest of a stream's rows in whatever order they come: BLAKE3 over the hashes of the rows,
/// sorted. Both sides compute it over the rows they hold; a difference reads the stream anew (R15).
///
/// # Errors
/// A row that cannot be written as JSON.
pub fn digest<'a>(rows: impl IntoIterator<Item = &'a Entity>) -> Result<Hash, serde_json::Error> {
    let hash = |row| serde_json::to_vec(row).map(|bytes| *blake3::hash(&bytes).as_bytes());
    let mut hashes = rows.into_iter().map(hash).collect::<Result<Vec<_>, _>>()?;
    hashes.sort_unstable();
    let mut whole = blake3::Hasher::new();
    whole.update(b"nusa/stream/1");
    for hash in &hashes {
        whole.update(hash);
    }
    Ok(Hash(*whole.finalize().as_bytes()))
}
