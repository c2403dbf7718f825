//! The one thread that writes. Commands queue for it; it commits a group of
//! them in one transaction and answers each after the disk has it (I11). Knows
//! no runtime: an answer is handed to a closure.

use std::{
    sync::mpsc::{Receiver, SyncSender, TryRecvError, TrySendError, sync_channel},
    thread::{self, JoinHandle},
};

use nusa_store::{Error as StoreError, Store};

use crate::{
    Node,
    execute::{Answer, Ask},
    fault::Fault,
    limits::{MAX_GROUP, MAX_WAITING},
};

type Reply = Box<dyn FnOnce(Result<Answer, Fault>) + Send>;
type Task<S> = Box<dyn FnOnce(&mut Node<S>) + Send>;

enum Job<S> {
    Command(Box<Ask>, Reply),
    Task(Task<S>),
}

/// The door to the writer; clones share it.
pub struct Writer<S> {
    queue: SyncSender<Job<S>>,
}

impl<S> Clone for Writer<S> {
    fn clone(&self) -> Self {
        Self {
            queue: self.queue.clone(),
        }
    }
}

/// Why the writer did not take a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Busy {
    /// Too many wait already.
    #[error("the node is busy")]
    Full,
    /// The node is stopping.
    #[error("the node is stopping")]
    Stopped,
}

impl<S: Store + Send + 'static> Writer<S> {
    /// Starts the writer's thread. It ends when the last `Writer` is dropped; `done` then gets the node back.
    pub fn start(node: Node<S>) -> (Self, JoinHandle<Node<S>>) {
        let (queue, jobs) = sync_channel(MAX_WAITING);
        let thread = thread::Builder::new().name("nusa-writer".to_owned());
        let handle = thread
            .spawn(move || run(node, &jobs))
            .expect("the machine starts one more thread");
        (Self { queue }, handle)
    }

    /// Hands in a command; `reply` is called on the writer's thread after the commit.
    ///
    /// # Errors
    /// `Busy` when it was not taken; `reply` is not called then.
    pub fn submit(
        &self,
        ask: Ask,
        reply: impl FnOnce(Result<Answer, Fault>) + Send + 'static,
    ) -> Result<(), Busy> {
        self.hand_in(Job::Command(Box::new(ask), Box::new(reply)))
    }

    /// Hands in any other work on the node, run between two groups.
    ///
    /// # Errors
    /// `Busy` when it was not taken.
    pub fn task(&self, work: impl FnOnce(&mut Node<S>) + Send + 'static) -> Result<(), Busy> {
        self.hand_in(Job::Task(Box::new(work)))
    }

    fn hand_in(&self, job: Job<S>) -> Result<(), Busy> {
        self.queue.try_send(job).map_err(|refused| match refused {
            TrySendError::Full(_) => Busy::Full,
            TrySendError::Disconnected(_) => Busy::Stopped,
        })
    }
}

fn run<S: Store>(mut node: Node<S>, jobs: &Receiver<Job<S>>) -> Node<S> {
    let mut next = None;
    while let Some(job) = next.take().or_else(|| jobs.recv().ok()) {
        match job {
            Job::Task(work) => work(&mut node),
            Job::Command(ask, reply) => {
                let mut group = vec![(*ask, reply)];
                next = fill(&mut group, jobs);
                commit(&mut node, group);
            }
        }
    }
    node
}

/// Adds what waits to the group, up to its limit; gives back the job that ends it.
fn fill<S>(group: &mut Vec<(Ask, Reply)>, jobs: &Receiver<Job<S>>) -> Option<Job<S>> {
    while group.len() < MAX_GROUP {
        match jobs.try_recv() {
            Ok(Job::Command(ask, reply)) => group.push((*ask, reply)),
            Ok(task) => return Some(task),
            Err(TryRecvError::Empty | TryRecvError::Disconnected) => return None,
        }
    }
    None
}

fn commit<S: Store>(node: &mut Node<S>, group: Vec<(Ask, Reply)>) {
    let (asks, replies): (Vec<_>, Vec<_>) = group.into_iter().unzip();
    match node.execute_group(&asks) {
        Ok(results) => replies
            .into_iter()
            .zip(results)
            .for_each(|(reply, result)| reply(result)),
        Err(error) => replies
            .into_iter()
            .for_each(|reply| reply(Err(Fault::Store(same(&error))))),
    }
}

/// The same disk fault for everybody in the group.
fn same(error: &StoreError) -> StoreError {
    match error {
        StoreError::Full => StoreError::Full,
        StoreError::Locked => StoreError::Locked,
        other => StoreError::Io(other.to_string()),
    }
}
