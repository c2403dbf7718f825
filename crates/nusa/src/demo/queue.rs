//! What waits to be rung up or ordered at one branch: whoever is free takes the
//! next. Knows neither tills nor tables.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use tokio::task::JoinSet;

use super::priced::Priced;
use crate::exit::Failure;

/// The queue; clones share it.
#[derive(Clone, Debug)]
pub struct Queue {
    baskets: Arc<[Priced]>,
    taken: Arc<AtomicUsize>,
}

impl Queue {
    /// Baskets, none of them taken.
    pub fn of(baskets: Vec<Priced>) -> Self {
        Self {
            baskets: baskets.into(),
            taken: Arc::default(),
        }
    }

    /// The next basket with its turn.
    pub fn next(&self) -> Option<(usize, &Priced)> {
        let turn = self.taken.fetch_add(1, Ordering::Relaxed);
        self.baskets.get(turn).map(|basket| (turn, basket))
    }

    /// All baskets, taken or not.
    pub fn baskets(&self) -> &[Priced] {
        &self.baskets
    }
}

/// Waits until everybody who works has ended.
///
/// # Errors
/// That of the first who failed.
pub async fn all_end(mut workers: JoinSet<Result<(), Failure>>) -> Result<(), Failure> {
    while let Some(ended) = workers.join_next().await {
        ended.map_err(|error| Failure::Refused(error.to_string()))??;
    }
    Ok(())
}
