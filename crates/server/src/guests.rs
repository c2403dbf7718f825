//! What a branch holds for its guests: the secret of codes, the drafts, readers of
//! their own, the menu as it is now, and how often a table taps (R39). A till
//! never waits for any of it.

use std::{
    collections::HashMap,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

use nusa_contract::{Door, Problem};
use nusa_facts::{Fact, TableId};
use nusa_node::Answer;
use nusa_rules::actor::Guest;
use nusa_store::{
    Error as StoreError,
    drafts::{Drafts, Sitting},
};
use tokio::task::spawn_blocking;

use crate::{
    house::House,
    limits::{GUEST_READERS, MAX_TAPS, TAPS_MS},
    menu::Menu,
    problem::of_store,
    readers::Readers,
    who::{
        attempts::{Attempts, Limits},
        guest::Secret,
    },
};

/// Everything for guests of a branch.
#[derive(Debug)]
pub struct Guests {
    /// What codes and cookies are made of.
    pub secret: Secret,
    /// Readers of their own (R39).
    pub readers: Readers,
    /// The menu as it is now.
    pub menu: Menu,
    /// Who tried wrong codes; apart from sign-ins, so that no phone holds the staff off.
    pub codes: Attempts,
    /// What sockets of the house are told in the document's shape.
    pub house: House,
    drafts: Arc<Drafts>,
    taps: Mutex<HashMap<TableId, Taps>>,
}

#[derive(Clone, Copy, Debug)]
struct Taps {
    since_ms: u64,
    count: u32,
}

impl Guests {
    /// Opens what lies in a node's directory.
    ///
    /// # Errors
    /// What the disk says.
    pub fn open(directory: &Path, secret: Secret) -> Result<Self, StoreError> {
        Ok(Self {
            secret,
            readers: Readers::open(directory, GUEST_READERS)?,
            menu: Menu::default(),
            codes: Attempts::with(Limits::SIGN_IN),
            house: House::default(),
            drafts: Arc::new(Drafts::open(directory)?),
            taps: Mutex::default(),
        })
    }

    /// Asks the drafts something, or changes them.
    ///
    /// # Errors
    /// What the disk says.
    pub async fn drafts<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Drafts) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, Problem> {
        let drafts = Arc::clone(&self.drafts);
        let done = spawn_blocking(move || work(&drafts)).await;
        let lost = |_| Problem::new(Door::Internal, "the draft was not kept");
        done.map_err(lost)?.map_err(of_store)
    }

    /// The sitting in which the guests of this one sit now.
    ///
    /// # Errors
    /// What the disk says.
    pub async fn whither(&self, at: Guest) -> Result<Guest, Problem> {
        let from = Sitting {
            table: at.table,
            n: at.sitting,
        };
        let now = self.drafts(move |drafts| drafts.whither(from)).await?;
        Ok(Guest {
            table: now.table,
            sitting: now.n,
        })
    }

    /// Seats the phones of guests whom a command took to another table.
    pub async fn seat_moved(&self, answer: &Answer) {
        for placed in &answer.placed {
            let Fact::GuestsMoved(moved) = &placed.doc.doc.fact else {
                continue;
            };
            let from = Sitting {
                table: moved.from,
                n: moved.sitting,
            };
            let to = Sitting {
                table: moved.to,
                n: moved.to_sitting,
            };
            if let Err(problem) = self.drafts(move |drafts| drafts.go(from, to)).await {
                tracing::warn!(
                    ?problem,
                    "phones of guests who moved must read the new code"
                );
            }
        }
    }

    /// The drafts, for whoever looks at both databases at once.
    pub fn beside(&self) -> Arc<Drafts> {
        Arc::clone(&self.drafts)
    }

    /// Counts a tap of a table.
    ///
    /// # Errors
    /// `guest_limited` with the seconds to wait.
    pub fn tap(&self, table: TableId, now_ms: u64) -> Result<(), Problem> {
        let mut taps = self.taps.lock().unwrap_or_else(PoisonError::into_inner);
        taps.retain(|_, taps| taps.since_ms + TAPS_MS > now_ms);
        let own = taps.entry(table).or_insert(Taps {
            since_ms: now_ms,
            count: 0,
        });
        own.count += 1;
        if own.count <= MAX_TAPS {
            return Ok(());
        }
        let seconds = (own.since_ms + TAPS_MS - now_ms).div_ceil(1_000);
        let detail = "the phones of this table ask more often than people tap";
        Err(Problem::new(Door::GuestLimited, detail).with("retry_after_s", seconds))
    }
}

#[cfg(test)]
mod tests {
    use nusa_store::{Options, SqliteStore};

    use super::*;

    #[test]
    fn r39_a_table_that_taps_wildly_waits_and_others_do_not() {
        let directory = tempfile::tempdir().unwrap();
        let options = Options {
            ballast_bytes: 0,
            ..Options::default()
        };
        let store = SqliteStore::open(directory.path(), &options).unwrap();
        let guests = Guests::open(directory.path(), Secret::of(&[0; 32])).unwrap();
        let table = |n| TableId::from_bytes([n; 16]);
        for _ in 0..MAX_TAPS {
            assert!(guests.tap(table(1), 500).is_ok());
        }
        let told = guests.tap(table(1), 1_500).unwrap_err();
        assert_eq!(told.code.word(), "guest_limited");
        assert_eq!(told.fact("retry_after_s"), Some(&9.into()));
        assert!(guests.tap(table(2), 1_500).is_ok());
        assert!(guests.tap(table(1), 500 + TAPS_MS).is_ok());
        drop(store);
    }
}
