//! Every table of the café is served by a waiter with a socket of its own: the
//! cart is sent, confirmed, cooked and served, each step only after the one before
//! was taken. Where an answer is lost, the house's own word on how the order stands
//! decides whether a step is sent again, under the same id; so nothing is ordered twice.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use serde_json::{Value, json};
use tokio::{sync::mpsc::Sender, task::JoinSet};

use super::{
    desk::Desk,
    floor::Seats,
    http::{PAUSE, TRIES},
    priced::Priced,
    queue::{Queue, all_end},
    talk::{Answer, Talk},
};
use crate::{chance, exit::Failure};

/// Guests of a table in one sitting, before they leave and others come.
const PARTY: usize = 4;

/// Of so many orders one loses an answer, with its socket.
const LOSES_ONE_OF: usize = 31;

/// Serves all that waits at a café's tables; `done` hears of each order that was served.
///
/// # Errors
/// `Refused` at the first step that the café refuses, or does not take after many tries.
pub async fn serve(
    desk: Desk,
    tables: Vec<Seats>,
    queue: Queue,
    done: Sender<()>,
) -> Result<(), Failure> {
    if tables.is_empty() {
        return Err(Failure::Refused("the café has no table in use".to_owned()));
    }
    let lost = Arc::new(AtomicUsize::new(0));
    let mut waiters = JoinSet::new();
    for table in tables {
        let desk = desk.another();
        let waiter = Waiter {
            talk: Talk::of(desk.http()),
            desk,
            table,
            lost: Arc::clone(&lost),
        };
        let (queue, done) = (queue.clone(), done.clone());
        waiters.spawn(waiter.work(queue, done));
    }
    drop(done);
    all_end(waiters).await?;
    let lost = lost.load(Ordering::Relaxed);
    eprintln!("{lost} answers were lost with their socket, and what became of them was asked for");
    Ok(())
}

/// What is said of an order, one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Choose,
    Confirm,
    Cook,
    Finish,
}

/// How an order stands as the house tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    /// Nothing is chosen, or all of it was served.
    Away,
    Chosen,
    Placed,
    Cooking,
}

impl Standing {
    /// Of a guest at a table where nobody else waits for anything.
    fn of(state: &Value, label: &str, guest: &str) -> Self {
        let carts = state["transactions"][label].as_array();
        let mut carts = carts.into_iter().flatten();
        if !carts.any(|cart| cart["customerName"] == guest) {
            return Self::Away;
        }
        match state["status"][label].as_str() {
            Some("diproses") => Self::Cooking,
            Some("dikonfirmasi") => Self::Placed,
            Some("menunggu dikonfirmasi") => Self::Chosen,
            _ => Self::Away,
        }
    }
}

impl Step {
    const ALL: [Self; 4] = [Self::Choose, Self::Confirm, Self::Cook, Self::Finish];

    /// Whether it was done, by how the order stands after it was said at least once.
    fn is_done(self, standing: Standing) -> bool {
        match self {
            Self::Choose => standing >= Standing::Chosen,
            Self::Confirm => standing >= Standing::Placed,
            Self::Cook => standing >= Standing::Cooking,
            // A cart that comes late stands as chosen behind what was served.
            Self::Finish => standing < Standing::Placed,
        }
    }

    /// The message, with an id under which it is one command however often it is sent.
    fn message(self, label: &str, guest: &str, basket: &Priced) -> Value {
        let item = |&(product, count): &(u32, i64)| json!({ "id": product, "qty": count });
        let items: Vec<_> = basket.lines.iter().map(item).collect();
        let mut message = json!({
            "type": "status_update",
            "id": chance::command(),
            "table_number": label,
            "customer_name": guest,
        });
        match self {
            Self::Choose => {
                message["type"] = "cart_update".into();
                message["items"] = items.into();
                message["total"] = basket.total.into();
            }
            Self::Confirm => message["status"] = "dikonfirmasi".into(),
            Self::Cook => message["status"] = "diproses".into(),
            Self::Finish => message["status"] = "selesai".into(),
        }
        message
    }

    /// Whether the answer to it is lost in this turn: each step has its turn.
    fn is_cut_off(self, turn: usize) -> bool {
        turn % LOSES_ONE_OF == LOSES_ONE_OF - 1
            && Self::ALL[turn / LOSES_ONE_OF % Self::ALL.len()] == self
    }
}

/// Who serves one table.
struct Waiter {
    desk: Desk,
    talk: Talk,
    table: Seats,
    lost: Arc<AtomicUsize>,
}

impl Waiter {
    async fn work(mut self, queue: Queue, done: Sender<()>) -> Result<(), Failure> {
        let mut guests = 0;
        let opened = self.talk.open().await;
        opened.map_err(|broken| self.refused(&broken.to_string()))?;
        while let Some((turn, basket)) = queue.next() {
            self.serve(turn, basket).await?;
            guests += 1;
            if guests % PARTY == 0 {
                self.desk.close_table(&mut self.table).await?;
            }
            // Nobody listens any more: the replay has failed elsewhere, and says so.
            if done.send(()).await.is_err() {
                return Ok(());
            }
        }
        if guests % PARTY == 0 {
            return Ok(());
        }
        self.desk.close_table(&mut self.table).await
    }

    async fn serve(&mut self, turn: usize, basket: &Priced) -> Result<(), Failure> {
        let guest = format!("Tamu {}", turn + 1);
        for step in Step::ALL {
            let message = step.message(&self.table.label, &guest, basket);
            self.do_once(step, &message, &guest, step.is_cut_off(turn))
                .await?;
        }
        Ok(())
    }

    /// Says a step until it is done, and not once more.
    async fn do_once(
        &mut self,
        step: Step,
        message: &Value,
        guest: &str,
        mut is_cut_off: bool,
    ) -> Result<(), Failure> {
        let mut last = String::new();
        for _ in 0..TRIES {
            let told = if std::mem::take(&mut is_cut_off) {
                self.talk.ask_and_be_cut_off(message).await
            } else {
                self.talk.ask(message).await
            };
            match told {
                Ok(Answer::Taken) => return Ok(()),
                Ok(Answer::Refused { code, detail }) if !may_pass(&code) => {
                    return Err(self.refused(&format!("{step:?}: {code} {detail}")));
                }
                Ok(Answer::Refused { code, .. }) => {
                    last = code;
                    tokio::time::sleep(PAUSE).await;
                }
                Err(broken) => {
                    self.lost.fetch_add(1, Ordering::Relaxed);
                    last = broken.to_string();
                }
            }
            match self.talk.open().await {
                Ok(state) if step.is_done(Standing::of(&state, &self.table.label, guest)) => {
                    return Ok(());
                }
                Ok(_) => {}
                Err(broken) => {
                    last = broken.to_string();
                    tokio::time::sleep(PAUSE).await;
                }
            }
        }
        Err(self.refused(&last))
    }

    fn refused(&self, words: &str) -> Failure {
        let label = &self.table.label;
        Failure::Refused(format!("an order of table {label} was not taken: {words}"))
    }
}

/// The house may be busy, or may have taken the step under way when it was asked again.
fn may_pass(code: &str) -> bool {
    ["busy", "no_such_step"].contains(&code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(status: &str, guest: &str) -> Standing {
        let state = json!({
            "type": "transactions_update",
            "transactions": { "7": [{ "customerName": guest, "items": [], "total": 9 }] },
            "status": { "7": status, "8": "dikonfirmasi" },
        });
        Standing::of(&state, "7", "Tamu 3")
    }

    #[test]
    fn how_an_order_stands_is_the_houses_word() {
        let cases = [
            ("menunggu dikonfirmasi", Standing::Chosen),
            ("dikonfirmasi", Standing::Placed),
            ("diproses", Standing::Cooking),
            ("selesai", Standing::Away),
        ];
        for (word, standing) in cases {
            assert_eq!(told(word, "Tamu 3"), standing, "{word}");
            assert_eq!(told(word, "Tamu 2"), Standing::Away, "of somebody else");
        }
        let nothing = json!({ "transactions": {}, "status": {} });
        assert_eq!(Standing::of(&nothing, "7", "Tamu 3"), Standing::Away);
    }

    #[test]
    fn a_step_whose_answer_was_lost_is_done_only_where_the_house_shows_it() {
        use Standing::{Away, Chosen, Cooking, Placed};
        let done = [
            (Step::Choose, [Chosen, Placed, Cooking].as_slice()),
            (Step::Confirm, &[Placed, Cooking]),
            (Step::Cook, &[Cooking]),
            (Step::Finish, &[Away, Chosen]),
        ];
        for (step, by) in done {
            for standing in [Away, Chosen, Placed, Cooking] {
                let is_done = step.is_done(standing);
                assert_eq!(is_done, by.contains(&standing), "{step:?}, {standing:?}");
            }
        }
    }

    #[test]
    fn every_step_loses_its_answer_once_in_a_while() {
        let turns = 0..LOSES_ONE_OF * 4;
        let cut = turns.flat_map(|turn| {
            Step::ALL
                .into_iter()
                .filter(move |step| step.is_cut_off(turn))
        });
        assert_eq!(cut.collect::<Vec<_>>(), Step::ALL);
    }
}
