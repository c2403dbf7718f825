//! Changes of tables and orders as they happen, for boards and phones. One task
//! looks up what changed after it was committed and tells it once; a screen that
//! was away reads on from its cursor, and one that waits too long begins anew
//! (R40). A phone is told of its own sitting alone (D2-13).

use std::{
    collections::{BTreeSet, HashMap, VecDeque},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::extract::ws::Utf8Bytes;
use nusa_contract::{Problem, view::orders::OrderView};
use nusa_facts::{CallId, Fact, GuestId, Millis, OrderId, SaleId, TableId, order::Service};
use nusa_node::Answer;
use nusa_rules::{Right, actor::Guest, rows::OrderRow};
use nusa_store::{
    Error as StoreError,
    drafts::{Drafts, Phone, Sitting},
};
use serde_json::{Map, Value, json};
use tokio::sync::{
    broadcast,
    mpsc::{self, error::TrySendError},
    watch,
};

use crate::{
    app::App,
    board::Board,
    limits::{FEED_BATCH, FEED_KEPT, FEED_TOUCHED, FEED_WAITING, LEFT_MS},
    live::{Topic, Tops},
};

/// Something of a board that is not as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Touched {
    /// An order.
    Order(OrderId),
    /// A sale that paid what is taken away, or that was undone: the kitchen begins with what is paid.
    Payment(SaleId),
    /// A table.
    Table(TableId),
    /// The tables that the centre planned: the node set them up by itself.
    Planned,
    /// What a guest chose.
    Draft(Sitting, GuestId),
    /// A call.
    Call(CallId),
    /// The guests of a sitting left.
    Over(Sitting),
}

/// A change as it is told.
#[derive(Clone, Debug)]
pub struct Change {
    /// Its number in this life of the node.
    pub n: u64,
    /// The sitting that it concerns; none where it concerns no table.
    pub at: Option<Guest>,
    /// Who of the staff is told.
    pub right: Right,
    /// Whether the phones of that sitting are told.
    pub for_phones: bool,
    /// Whether the sitting ended with it.
    pub is_end: bool,
    /// The message.
    pub text: Utf8Bytes,
}

type Line = broadcast::Sender<Arc<Change>>;

#[derive(Debug)]
struct Told {
    n: u64,
    kept: VecDeque<Arc<Change>>,
    staff: Line,
    phones: HashMap<(TableId, u32), Line>,
}

/// The feed of a node.
#[derive(Debug)]
pub struct Feed {
    life: String,
    told: Mutex<Told>,
    touched: mpsc::Sender<Touched>,
}

/// What the publisher reads.
pub type Inbox = mpsc::Receiver<Touched>;

/// Whom a screen stands for.
#[derive(Clone, Debug)]
pub enum Audience {
    /// Somebody of the staff who holds these rights.
    Staff(Vec<Right>),
    /// A phone at a table.
    Phone(Guest),
}

impl Audience {
    /// Whether it sees what guests choose and whom they call.
    pub fn takes_orders(&self) -> bool {
        match self {
            Self::Staff(rights) => rights.contains(&Right::TakeOrders),
            Self::Phone(_) => true,
        }
    }

    /// Whether it is told of a change.
    pub fn hears(&self, change: &Change) -> bool {
        match self {
            Self::Staff(rights) => rights.contains(&change.right),
            Self::Phone(own) => change.for_phones && change.at == Some(*own),
        }
    }
}

impl Feed {
    /// A feed of this life of the node, with what its publisher reads.
    pub fn of(life: &str) -> (Self, Inbox) {
        let (touched, inbox) = mpsc::channel(FEED_TOUCHED);
        let told = Told {
            n: 0,
            kept: VecDeque::new(),
            staff: broadcast::Sender::new(FEED_WAITING),
            phones: HashMap::new(),
        };
        let feed = Self {
            life: life.to_owned(),
            told: Mutex::new(told),
            touched,
        };
        (feed, inbox)
    }

    /// Something changed and is on disk.
    pub fn touch(&self, what: Touched) {
        // Nobody reads any more when the node stops.
        if let Err(TrySendError::Full(_)) = self.touched.try_send(what) {
            self.begin_anew();
        }
    }

    /// More changed than can be told one by one: whoever listens is hung up on, and begins with everything.
    fn begin_anew(&self) {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        told.n += 1;
        told.kept.clear();
        told.phones.clear();
        told.staff = broadcast::Sender::new(FEED_WAITING);
    }

    /// What a command wrote.
    pub fn answered(&self, answer: &Answer) {
        if answer.replayed {
            return;
        }
        for placed in &answer.placed {
            match &placed.doc.doc.fact {
                Fact::OrderPlaced(_) => self.touch(Touched::Order(placed.doc.doc.id)),
                Fact::OrderStarted(step) => self.touch(Touched::Order(step.order)),
                Fact::OrderFinished(step) => self.touch(Touched::Order(step.order)),
                Fact::OrderCancelled(step) => self.touch(Touched::Order(step.order)),
                Fact::DishesReady(step) => self.touch(Touched::Order(step.order)),
                Fact::DishesRecalled(step) => self.touch(Touched::Order(step.order)),
                Fact::SaleCompleted(sale) => {
                    let paid = sale.bill.as_ref();
                    if paid.is_some_and(|paid| !matches!(paid.service, Service::Table { .. })) {
                        self.touch(Touched::Payment(placed.doc.doc.id));
                    }
                }
                Fact::SaleVoided(void) => self.touch(Touched::Payment(void.sale)),
                Fact::TableSet(table) => self.touch(Touched::Table(table.table)),
                Fact::TableClosed(closed) => {
                    self.touch(Touched::Over(Sitting {
                        table: closed.table,
                        n: closed.sitting,
                    }));
                    self.touch(Touched::Table(closed.table));
                }
                Fact::GuestsMoved(moved) => {
                    self.touch(Touched::Over(Sitting {
                        table: moved.from,
                        n: moved.sitting,
                    }));
                    // All of their orders stand elsewhere now.
                    self.begin_anew();
                }
                _ => {}
            }
        }
    }

    /// Begins to listen: where the feed is now, and what comes after it.
    pub fn listen(&self, audience: &Audience) -> (u64, broadcast::Receiver<Arc<Change>>) {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let receiver = match audience {
            Audience::Staff(_) => told.staff.subscribe(),
            Audience::Phone(at) => {
                told.phones.retain(|_, line| line.receiver_count() > 0);
                let line = told.phones.entry((at.table, at.sitting));
                line.or_insert_with(|| broadcast::Sender::new(FEED_WAITING))
                    .subscribe()
            }
        };
        (told.n, receiver)
    }

    /// The number of the last change that was told.
    pub fn n(&self) -> u64 {
        self.told.lock().unwrap_or_else(PoisonError::into_inner).n
    }

    /// The cursor of everything that was told so far.
    pub fn here(&self) -> String {
        self.cursor(self.n())
    }

    /// The cursor of a number.
    pub fn cursor(&self, n: u64) -> String {
        format!("{}.{n}", self.life)
    }

    /// What an audience missed after a cursor; none when that is not known any more.
    pub fn missed(&self, audience: &Audience, cursor: &str) -> Option<Vec<Arc<Change>>> {
        let (life, n) = cursor.rsplit_once('.')?;
        let n: u64 = n.parse().ok().filter(|_| life == self.life)?;
        let told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let first = told.kept.front().map_or(told.n + 1, |change| change.n);
        if n > told.n || n + 1 < first {
            return None;
        }
        let after = told.kept.iter().filter(|change| change.n > n);
        Some(
            after
                .filter(|change| audience.hears(change))
                .cloned()
                .collect(),
        )
    }

    fn publish(&self, found: Found) {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        told.n += 1;
        let n = told.n;
        let mut message = found.message;
        message.insert("cursor".to_owned(), self.cursor(n).into());
        let change = Arc::new(Change {
            n,
            at: found.at,
            right: found.right,
            for_phones: found.for_phones,
            is_end: found.is_end,
            text: Value::Object(message).to_string().into(),
        });
        if told.kept.len() == FEED_KEPT {
            told.kept.pop_front();
        }
        told.kept.push_back(Arc::clone(&change));
        // A line without a reader is no fault: whoever comes later begins with everything.
        let _ = told.staff.send(Arc::clone(&change));
        if change.for_phones
            && let Some(at) = change.at
            && let Some(line) = told.phones.get(&(at.table, at.sitting))
        {
            let _ = line.send(change);
        }
    }
}

/// A change before it has its number.
struct Found {
    at: Option<Guest>,
    right: Right,
    for_phones: bool,
    is_end: bool,
    message: Map<String, Value>,
}

impl Found {
    fn of(kind: &str, at: Option<Guest>, right: Right, body: Value) -> Self {
        let mut message = Map::new();
        message.insert("type".to_owned(), kind.into());
        if let Value::Object(body) = body {
            message.extend(body);
        }
        Self {
            at,
            right,
            for_phones: true,
            is_end: false,
            message,
        }
    }
}

/// Tells what changed, in the order in which it is found, until the node stops. What is read is never older
/// than what was committed when the change was noted, so that the last word about an order is the newest.
pub async fn publish(app: App, mut inbox: Inbox, mut stop: watch::Receiver<bool>) {
    let mut touched = Vec::new();
    let mut told = app.live.reader();
    let mut rows = catalogue(&mut told);
    loop {
        tokio::select! {
            count = inbox.recv_many(&mut touched, FEED_BATCH) => if count == 0 { return },
            Ok(()) = told.changed() => {
                let before = std::mem::replace(&mut rows, catalogue(&mut told));
                if before == rows {
                    continue;
                }
                touched.push(Touched::Planned);
            }
            _ = stop.wait_for(|stopped| *stopped) => return,
        }
        let mut seen = BTreeSet::new();
        touched.retain(|what| seen.insert(*what));
        while let Err(problem) = tell(&app, &touched).await {
            tracing::warn!(?problem, "the feed could not look; it looks again");
            tokio::time::sleep(Duration::from_millis(100)).await;
            if *stop.borrow() {
                return;
            }
        }
        touched.clear();
    }
}

/// How far master data is, as it was told.
fn catalogue(told: &mut watch::Receiver<Tops>) -> u64 {
    told.borrow_and_update()[Topic::Catalogue as usize]
}

async fn tell(app: &App, touched: &[Touched]) -> Result<(), Problem> {
    let guests = app.guests()?;
    let (drafts, what) = (guests.beside(), touched.to_vec());
    let (here, now) = (app.me.branch, app.now());
    let found = guests.readers.ask(move |look| {
        let board = Board::of(look, &drafts, here, now)?;
        found(&drafts, &board, &what, now)
    });
    for change in found.await? {
        app.feed.publish(change);
    }
    Ok(())
}

fn found(
    drafts: &Drafts,
    board: &Board<'_>,
    touched: &[Touched],
    now: Millis,
) -> Result<Vec<Found>, StoreError> {
    let mut changes = Vec::new();
    let mut tables = BTreeSet::new();
    for what in touched {
        match *what {
            Touched::Order(id) => {
                let order = board.order(id)?;
                tables.extend(order.as_ref().and_then(|(row, _)| row.table));
                changes.extend(order.map(order_change));
            }
            Touched::Payment(sale) => {
                for id in board.paid_orders(sale)? {
                    changes.extend(board.order(id)?.map(order_change));
                }
            }
            Touched::Table(id) => {
                tables.insert(id);
            }
            Touched::Planned => tables.extend(board.planned()?),
            Touched::Draft(at, guest) => {
                changes.extend(draft(drafts, board, at, guest)?);
                tables.insert(at.table);
            }
            Touched::Call(id) => changes.extend(call(drafts, board, id)?),
            Touched::Over(at) => {
                drafts.leave(at, now, Millis(now.0 - LEFT_MS))?;
                let body = json!({ "table": at.table.to_string(), "sitting": at.n });
                changes.push(Found {
                    is_end: true,
                    ..Found::of("over", Some(guest_at(at)), Right::CookOrders, body)
                });
            }
        }
    }
    for id in tables {
        if let Some(view) = board.table(id)? {
            let body = json!({ "table": view });
            changes.push(Found {
                for_phones: false,
                ..Found::of("table", None, Right::CookOrders, body)
            });
        }
    }
    Ok(changes)
}

fn order_change((row, view): (OrderRow, OrderView)) -> Found {
    let at = row.table.map(|table| Guest {
        table,
        sitting: row.sitting,
    });
    Found::of("order", at, Right::CookOrders, json!({ "order": view }))
}

fn guest_at(at: Sitting) -> Guest {
    Guest {
        table: at.table,
        sitting: at.n,
    }
}

fn draft(
    drafts: &Drafts,
    board: &Board<'_>,
    at: Sitting,
    guest: GuestId,
) -> Result<Option<Found>, StoreError> {
    let phones = drafts.phones(at)?;
    let phone = phones.into_iter().find(|phone| phone.guest == guest);
    let phone = phone.unwrap_or(Phone {
        guest,
        name: String::new(),
    });
    let view = board.draft(guest_at(at), &phone)?;
    Ok(view.map(|view| {
        let body = json!({ "draft": view });
        Found::of("draft", Some(guest_at(at)), Right::TakeOrders, body)
    }))
}

fn call(drafts: &Drafts, board: &Board<'_>, id: CallId) -> Result<Option<Found>, StoreError> {
    let Some(call) = drafts.call_of(id)? else {
        return Ok(None);
    };
    let at = guest_at(call.sitting);
    Ok(board.call(&call)?.map(|view| {
        let body = json!({ "call": view });
        Found::of("call", Some(at), Right::TakeOrders, body)
    }))
}

#[cfg(test)]
mod tests {
    use nusa_facts::DocId;

    use super::*;

    #[tokio::test]
    async fn r40_when_more_changes_than_can_be_told_everybody_begins_with_everything() {
        let (feed, _inbox) = Feed::of("life");
        let board = Audience::Staff(vec![Right::CookOrders]);
        let (n, mut line) = feed.listen(&board);
        let cursor = feed.cursor(n);
        assert!(
            feed.missed(&board, &cursor)
                .is_some_and(|missed| missed.is_empty())
        );
        for n in 0..=FEED_TOUCHED {
            let id = u128::try_from(n).unwrap_or(0).to_be_bytes();
            feed.touch(Touched::Order(DocId::from_bytes(id)));
        }
        assert!(
            feed.missed(&board, &cursor).is_none(),
            "the cursor is not known any more"
        );
        assert!(line.recv().await.is_err(), "who listened is hung up on");
        let (_, _line) = feed.listen(&board);
        assert!(feed.missed(&board, &feed.here()).is_some());
    }

    #[tokio::test]
    async fn d2_31_a_change_is_written_once_and_handed_to_its_own_table_alone() {
        let (feed, _inbox) = Feed::of("life");
        let at = |n: u8| Guest {
            table: TableId::from_bytes([n; 16]),
            sitting: 1,
        };
        let listen = |n: u8| feed.listen(&Audience::Phone(at(n))).1;
        let mut own: Vec<_> = (0..100).map(|_| listen(1)).collect();
        let mut others: Vec<_> = (2..=200).map(listen).collect();
        let (_, mut board) = feed.listen(&Audience::Staff(vec![Right::CookOrders]));
        let body = json!({ "order": { "n": 7 } });
        feed.publish(Found::of("order", Some(at(1)), Right::CookOrders, body));
        let written = board.recv().await.unwrap();
        for phone in &mut own {
            let heard = phone.try_recv().unwrap();
            assert!(Arc::ptr_eq(&heard, &written), "the very same bytes");
        }
        for phone in &mut others {
            assert!(phone.try_recv().is_err(), "nobody else is woken");
        }
    }
}
