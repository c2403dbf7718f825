//! Connections that only read, for questions: a few of them, and a bounded
//! number of askers who wait. People and other nodes have pools of their own, so
//! that neither starves the other (R12).

use std::{
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

use nusa_contract::{Door, Problem};
use nusa_store::{Error as StoreError, SqliteReader};
use tokio::{sync::Semaphore, task::spawn_blocking};

use crate::{limits::MAX_QUESTIONS, problem::of_store};

/// A pool of readers.
#[derive(Clone, Debug)]
pub struct Readers {
    idle: Arc<Mutex<Vec<SqliteReader>>>,
    free: Arc<Semaphore>,
    asking: Arc<Semaphore>,
}

impl Readers {
    /// Opens so many readers of a node's directory.
    ///
    /// # Errors
    /// As for one reader.
    pub fn open(directory: &Path, count: usize) -> Result<Self, StoreError> {
        let readers = (0..count)
            .map(|_| SqliteReader::open(directory))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Self {
            idle: Arc::new(Mutex::new(readers)),
            free: Arc::new(Semaphore::new(count)),
            asking: Arc::new(Semaphore::new(MAX_QUESTIONS)),
        })
    }

    /// Asks a question on one reader, at one moment of the database.
    ///
    /// # Errors
    /// `busy` when too many wait already; what the disk says.
    pub async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&SqliteReader) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, Problem> {
        let busy = |_| Problem::new(Door::Busy, "too many questions wait already");
        let _asking = self.asking.try_acquire().map_err(busy)?;
        let free = Arc::clone(&self.free).acquire_owned().await;
        let free = free.map_err(|_| Problem::new(Door::Stopping, "the node is stopping"))?;
        let idle = Arc::clone(&self.idle);
        let answer = spawn_blocking(move || {
            let reader = Lent {
                reader: take(&idle),
                home: idle,
            };
            let answer = reader
                .reader
                .as_ref()
                .map(|reader| reader.snapshot(question));
            drop(reader);
            drop(free);
            answer
        });
        match answer.await {
            Ok(Some(Ok(answer))) => Ok(answer),
            Ok(Some(Err(error))) => Err(of_store(error)),
            Ok(None) | Err(_) => Err(Problem::new(
                Door::Internal,
                "the question was not answered",
            )),
        }
    }
}

fn take(idle: &Mutex<Vec<SqliteReader>>) -> Option<SqliteReader> {
    idle.lock().unwrap_or_else(PoisonError::into_inner).pop()
}

/// A reader that finds home also when the question panics.
struct Lent {
    reader: Option<SqliteReader>,
    home: Arc<Mutex<Vec<SqliteReader>>>,
}

impl Drop for Lent {
    fn drop(&mut self) {
        if let Some(reader) = self.reader.take() {
            self.home
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(reader);
        }
    }
}
