//! Four tills ring up what waits in one queue, each on a connection of its own,
//! as fast as their node answers. An answer that is lost is asked for again with
//! the same bytes, as a till's outbox does; so nothing is sold twice.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use bytes::Bytes;
use nusa_facts::TillNo;
use tokio::{sync::mpsc::Sender, task::JoinSet};

use super::{http::Http, order::Order};
use crate::{chance, exit::Failure};

/// Tills of a branch in a replay.
pub const TILLS: u8 = 4;

/// How often a sale is sent before the replay gives up.
const TRIES: u32 = 40;

/// What a till waits before it sends again.
const PAUSE: Duration = Duration::from_millis(250);

/// Rings up all orders at one branch; `done` hears of each sale that the node confirmed.
///
/// # Errors
/// `Refused` at the first sale that the node refuses, or does not confirm after many tries.
pub async fn ring_up(at: Http, orders: Arc<[Order]>, done: Sender<()>) -> Result<(), Failure> {
    let next = Arc::new(AtomicUsize::new(0));
    let mut tills = JoinSet::new();
    for till in (1..=TILLS).filter_map(TillNo::new) {
        let seat = Seat {
            http: at.another(),
            till,
            orders: Arc::clone(&orders),
            next: Arc::clone(&next),
        };
        let done = done.clone();
        tills.spawn(async move { seat.work(&done).await });
    }
    while let Some(ended) = tills.join_next().await {
        ended.map_err(|error| Failure::Refused(error.to_string()))??;
    }
    Ok(())
}

/// One till.
struct Seat {
    http: Http,
    till: TillNo,
    orders: Arc<[Order]>,
    next: Arc<AtomicUsize>,
}

impl Seat {
    async fn work(&self, done: &Sender<()>) -> Result<(), Failure> {
        loop {
            let turn = self.next.fetch_add(1, Ordering::Relaxed);
            let Some(order) = self.orders.get(turn) else {
                return Ok(());
            };
            self.sell(order, turn).await?;
            // Nobody listens any more: the replay has failed elsewhere, and says so.
            if done.send(()).await.is_err() {
                return Ok(());
            }
        }
    }

    async fn sell(&self, order: &Order, turn: usize) -> Result<(), Failure> {
        let body = Bytes::from(order.body(chance::command(), self.till, turn).to_string());
        let mut last = String::new();
        for _ in 0..TRIES {
            match self
                .http
                .post_bytes("/api/v1/sales", "application/json", body.clone())
                .await
            {
                Ok(reply) if reply.is_ok() && reply.body["total"].as_i64() == Some(order.total) => {
                    return Ok(());
                }
                Ok(reply) if (400..500).contains(&reply.status) && reply.status != 429 => {
                    return Err(refused(&reply.words()));
                }
                Ok(reply) if reply.is_ok() => {
                    return Err(refused("the node sold at another total"));
                }
                Ok(reply) => last = reply.words(),
                Err(error) => last = error.to_string(),
            }
            tokio::time::sleep(PAUSE).await;
        }
        Err(refused(&last))
    }
}

fn refused(words: &str) -> Failure {
    Failure::Refused(format!("a sale was not taken: {words}"))
}
