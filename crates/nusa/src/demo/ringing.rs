//! Four tills ring up what waits in one queue, each on a connection of its own,
//! as fast as their node answers. An answer that is lost is asked for again with
//! the same bytes, as a till's outbox does; so nothing is sold twice.

use bytes::Bytes;
use nusa_facts::{CommandId, TillNo};
use serde_json::{Value, json};
use tokio::{sync::mpsc::Sender, task::JoinSet};

use super::{
    http::Http,
    priced::Priced,
    queue::{Queue, all_end},
};
use crate::{chance, exit::Failure};

/// Tills of a branch in a replay.
pub const TILLS: u8 = 4;

/// Rings up all that waits at one branch; `done` hears of each sale that the node confirmed.
///
/// # Errors
/// `Refused` at the first sale that the node refuses, or does not confirm after many tries.
pub async fn ring_up(at: Http, queue: Queue, done: Sender<()>) -> Result<(), Failure> {
    let mut tills = JoinSet::new();
    for till in (1..=TILLS).filter_map(TillNo::new) {
        let seat = Seat {
            http: at.another(),
            till,
            queue: queue.clone(),
        };
        let done = done.clone();
        tills.spawn(async move { seat.work(&done).await });
    }
    all_end(tills).await
}

/// One till.
struct Seat {
    http: Http,
    till: TillNo,
    queue: Queue,
}

impl Seat {
    async fn work(&self, done: &Sender<()>) -> Result<(), Failure> {
        while let Some((turn, basket)) = self.queue.next() {
            self.sell(basket, turn).await?;
            // Nobody listens any more: the replay has failed elsewhere, and says so.
            if done.send(()).await.is_err() {
                return Ok(());
            }
        }
        Ok(())
    }

    async fn sell(&self, basket: &Priced, turn: usize) -> Result<(), Failure> {
        let body = Bytes::from(body(basket, chance::command(), self.till, turn).to_string());
        let told = self.http.insist("/api/v1/sales", body).await;
        let reply = told.map_err(|words| refused(&words))?;
        match reply.body["total"].as_i64() {
            Some(total) if total == basket.total => Ok(()),
            _ => Err(refused("the node sold at another total")),
        }
    }
}

fn refused(words: &str) -> Failure {
    Failure::Refused(format!("a sale was not taken: {words}"))
}

/// Buyers pay by QRIS, in round notes, or by card, in turns.
fn payment(turn: usize, total: i64) -> Value {
    const NOTE: i64 = 10_000;
    match turn % 3 {
        0 => json!({ "method": "qris", "amount": total }),
        1 => json!({ "method": "cash", "amount": (total + NOTE - 1) / NOTE * NOTE }),
        _ => json!({ "method": "debit", "amount": total, "reference": format!("APPR{turn:06}") }),
    }
}

/// The body of `POST sales`; the same bytes are sent again when an answer is lost.
pub fn body(basket: &Priced, command: CommandId, till: TillNo, turn: usize) -> Value {
    let line = |&(product, count): &(u32, i64)| json!({ "product": product, "quantity_milli": count * 1_000 });
    json!({
        "command": command,
        "till": till,
        "lines": basket.lines.iter().map(line).collect::<Vec<_>>(),
        "payments": [payment(turn, basket.total)],
        "expected_total": basket.total,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_the_turn_enough_is_paid() {
        let basket = Priced {
            lines: vec![(7, 3)],
            total: 13_500,
        };
        for (turn, method, amount) in [
            (0, "qris", 13_500),
            (1, "cash", 20_000),
            (2, "debit", 13_500),
        ] {
            let sent = body(&basket, chance::command(), TillNo::new(4).unwrap(), turn);
            let payment = &sent["payments"][0];
            assert_eq!(
                (payment["method"].as_str(), payment["amount"].as_i64()),
                (Some(method), Some(amount))
            );
            let request: nusa_contract::request::sale::SaleRequest =
                nusa_contract::read::read(sent.to_string().as_bytes()).unwrap();
            assert!(request.parse().is_ok());
        }
    }
}
