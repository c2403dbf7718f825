//! The two messages of the restaurant document as they stand there, over the same
//! socket: `cart_update` and `status_update` come in, `transactions_update` goes
//! out. Names, prices and totals in them are ignored; the node knows them better.
//! Nothing that is said here stops the node (D2-01).

use nusa_contract::{Asked, Door, Problem, limits::MAX_GUEST_LINES};
use nusa_facts::{CommandId, DraftLineId, GuestId, Hash, Millis, OrderId, ProductId};
use nusa_rules::{
    Actor, Command,
    actor::Guest,
    limits::MAX_NAME_CHARS,
    order::{PlaceOrder, Step, WantedService},
    refusal::Code,
    rows::{OrderRow, OrderState, TableRow},
};
use nusa_store::{
    Error as StoreError, Look,
    drafts::{DraftLine, Phone, Sitting},
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::Listener;
use crate::{app::App, board::wanted, dice, feed::Touched};

/// What the other end sent.
pub(super) enum Said {
    /// A text.
    Text(String),
    /// Bytes, which are no message.
    Bytes,
}

/// How far a socket speaks the document's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Speaker {
    /// Not yet.
    Silent,
    /// It sent one of the two messages, and is told changes in their shape besides.
    Beside,
    /// It came by the document's own listener and understands nothing else.
    Alone,
}

impl Speaker {
    pub(super) fn of(by_document: bool) -> Self {
        if by_document {
            Self::Alone
        } else {
            Self::Silent
        }
    }

    /// It understands nothing but the document's shape.
    pub(super) fn alone(self) -> bool {
        self == Self::Alone
    }

    /// It is told changes in the document's shape.
    pub(super) fn speaks(self) -> bool {
        self != Self::Silent
    }

    /// Does what a message says and tells how it went.
    pub(super) async fn answer(&mut self, app: &App, who: &Listener, said: Said) -> Value {
        let mut id = None;
        match heard(said, &mut id) {
            Err(problem) => refused(&id, &problem),
            Ok((message, hash)) => {
                if *self == Self::Silent {
                    *self = Self::Beside;
                }
                match obey(app, who, message, hash, &id).await {
                    Ok(()) => json!({ "type": "ack", "id": id }),
                    Err(problem) => refused(&id, &problem),
                }
            }
        }
    }
}

fn refused(id: &Option<Value>, problem: &Problem) -> Value {
    let mut told = json!({
        "type": "problem",
        "id": id,
        "code": problem.code.word(),
        "detail": problem.detail,
    });
    if let Some(field) = &problem.field {
        told["field"] = field.clone().into();
    }
    told
}

/// One of the two messages.
#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Message {
    #[serde(rename = "cart_update")]
    Choosing(Choosing),
    StatusUpdate(Status),
}

#[derive(Debug, Deserialize)]
struct Choosing {
    table_number: Value,
    #[serde(default)]
    customer_name: String,
    #[serde(default)]
    items: Vec<Item>,
    #[serde(default)]
    status: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Status {
    table_number: Value,
    status: String,
    #[serde(default)]
    customer_name: Option<String>,
    #[serde(default)]
    items: Option<Vec<Item>>,
}

#[derive(Debug, Deserialize)]
struct Item {
    id: Value,
    qty: i64,
}

/// Reads a message; its `id` is known also when the rest is not.
fn heard(said: Said, id: &mut Option<Value>) -> Result<(Message, Hash), Problem> {
    let wrong = |detail: String| Problem::new(Door::JsonInvalid, detail);
    let Said::Text(text) = said else {
        return Err(wrong("messages are JSON text".to_owned()));
    };
    let value: Value = serde_json::from_str(&text).map_err(|error| wrong(error.to_string()))?;
    *id = value
        .get("id")
        .filter(|id| id.is_string() || id.is_number())
        .cloned();
    let hash = Hash(*blake3::hash(text.as_bytes()).as_bytes());
    let message = serde_json::from_value(value)
        .map_err(|error| Problem::new(Door::BodyInvalid, error.to_string()))?;
    Ok((message, hash))
}

async fn obey(
    app: &App,
    who: &Listener,
    message: Message,
    hash: Hash,
    id: &Option<Value>,
) -> Result<(), Problem> {
    let guests = app.guests()?;
    let number = match &message {
        Message::Choosing(cart) => label(&cart.table_number)?,
        Message::StatusUpdate(status) => label(&status.table_number)?,
    };
    let (table, at) = table(app, &number).await?;
    if let Listener::Phone(seated) = who {
        guests.tap(seated.at.table, app.clock.elapsed_ms())?;
        if seated.at != at {
            let detail = "a guest speaks for its own table";
            return Err(Problem::new(Code::Forbidden, detail).about("table_number"));
        }
    }
    let order = Orderer {
        app,
        who,
        at,
        table,
        hash,
        command: command(who, id),
    };
    match message {
        Message::Choosing(cart) => order.cart(cart).await,
        Message::StatusUpdate(status) => order.status(status).await,
    }
}

/// The text on a table as a message names it.
fn label(number: &Value) -> Result<String, Problem> {
    match number {
        Value::Number(number) => Ok(number.to_string()),
        Value::String(text) => Ok(text.clone()),
        _ => Err(Problem::new(Door::BodyInvalid, "is no number of a table").about("table_number")),
    }
}

async fn table(app: &App, number: &str) -> Result<(TableRow, Guest), Problem> {
    let here = app.me.branch;
    let tables = app.guests()?.readers.ask(move |look| look.tables(here));
    let wanted = number.trim().to_lowercase();
    let mut standing = tables.await?.into_iter().filter(|(row, _)| row.active);
    let found = standing.find(|(row, _)| row.label.to_lowercase() == wanted);
    let unknown =
        || Problem::new(Code::TableUnknown, "no such table is in use here").about("table_number");
    let (row, sitting) = found.ok_or_else(unknown)?;
    let at = Guest {
        table: row.id,
        sitting,
    };
    Ok((row, at))
}

/// A message that is sent twice under one `id` is one command; one without is a new one each time.
fn command(who: &Listener, id: &Option<Value>) -> [u8; 16] {
    let Some(id) = id else {
        return dice::bytes16();
    };
    let sender = match who {
        Listener::Phone(seated) => seated.phone.to_string(),
        Listener::Staff(signed) => signed.actor.signer.id.to_string(),
    };
    bytes(&["document command", &sender, &id.to_string()])
}

fn bytes(parts: &[&str]) -> [u8; 16] {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(part.as_bytes());
        hasher.update(&[0]);
    }
    let mut first = [0; 16];
    first.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    first
}

/// A message at its table.
struct Orderer<'a> {
    app: &'a App,
    who: &'a Listener,
    at: Guest,
    table: TableRow,
    hash: Hash,
    command: [u8; 16],
}

impl Orderer<'_> {
    fn sitting(&self) -> Sitting {
        Sitting {
            table: self.at.table,
            n: self.at.sitting,
        }
    }

    fn actor(&self) -> Actor {
        match self.who {
            Listener::Phone(seated) => seated.actor(),
            Listener::Staff(signed) => signed.actor.clone(),
        }
    }

    /// Whose cart a message is: a phone's own, else the one that staff keep under a name at this table.
    fn owner(&self, name: &str) -> Result<Phone, Problem> {
        let name = name.trim();
        if name.chars().count() > MAX_NAME_CHARS {
            let detail = format!("is longer than {MAX_NAME_CHARS} characters");
            return Err(Problem::new(Door::BodyInvalid, detail).about("customer_name"));
        }
        let guest = match self.who {
            Listener::Phone(seated) => seated.phone,
            Listener::Staff(_) => {
                let (table, sitting) = (self.at.table.to_string(), self.at.sitting.to_string());
                GuestId::from_bytes(bytes(&[
                    "document guest",
                    &table,
                    &sitting,
                    &name.to_lowercase(),
                ]))
            }
        };
        Ok(Phone {
            guest,
            name: name.to_owned(),
        })
    }

    async fn cart(self, cart: Choosing) -> Result<(), Problem> {
        let orders = match cart.status.as_deref() {
            None | Some("menunggu dikonfirmasi") => false,
            Some("menunggu") => true,
            Some(_) => return Err(status_unknown()),
        };
        let owner = self.owner(&cart.customer_name)?;
        self.replace(&owner, cart.items).await?;
        if orders {
            self.place(&owner).await?;
        }
        Ok(())
    }

    async fn status(self, status: Status) -> Result<(), Problem> {
        match (status.status.as_str(), self.who) {
            ("dikonfirmasi", _) => {
                let owner = self.owner(status.customer_name.as_deref().unwrap_or(""))?;
                if let Some(items) = status.items {
                    self.replace(&owner, items).await?;
                }
                self.place(&owner).await
            }
            ("diproses" | "selesai", Listener::Phone(_)) => {
                let detail = "a guest confirms; the house goes on from there";
                Err(Problem::new(Code::Forbidden, detail).about("status"))
            }
            ("diproses", _) => self.step(OrderState::Placed, Step::Start).await,
            ("selesai", _) => self.step(OrderState::Started, Step::Finish).await,
            _ => Err(status_unknown()),
        }
    }

    /// The whole cart of a guest is this one (S2-003).
    async fn replace(&self, owner: &Phone, items: Vec<Item>) -> Result<(), Problem> {
        if matches!(self.who, Listener::Staff(_)) {
            let may = self
                .actor()
                .may(nusa_rules::Right::TakeOrders, self.app.me.branch);
            if !may {
                return Err(Problem::new(
                    Code::Forbidden,
                    "the right take_orders is not granted here",
                ));
            }
        }
        if items.len() > MAX_GUEST_LINES {
            let detail = format!("{MAX_GUEST_LINES} lines are the most");
            return Err(Problem::new(Door::DraftFull, detail).about("items"));
        }
        let now = self.app.now();
        let lines = items
            .into_iter()
            .enumerate()
            .filter(|(_, item)| item.qty != 0);
        let lines: Vec<DraftLine> = lines
            .map(|(index, item)| draft_line(index, &item, now))
            .collect::<Result<_, _>>()?;
        let (at, phone) = (self.sitting(), owner.clone());
        let kept = self.app.guests()?.drafts(move |drafts| {
            if !phone.name.is_empty()
                || drafts
                    .phones(at)?
                    .iter()
                    .all(|known| known.guest != phone.guest)
            {
                drafts.join(at, &phone, now)?;
            }
            drafts.replace(at, phone.guest, &lines)
        });
        kept.await?;
        self.app.feed.touch(Touched::Draft(at, owner.guest));
        Ok(())
    }

    /// What a guest chose becomes an order.
    async fn place(&self, owner: &Phone) -> Result<(), Problem> {
        let (at, guest) = (self.sitting(), owner.guest);
        let guests = self.app.guests()?;
        let (lines, name) = guests
            .drafts(move |drafts| {
                let named = drafts
                    .phones(at)?
                    .into_iter()
                    .find(|known| known.guest == guest);
                Ok((drafts.lines(at, guest)?, named.map(|known| known.name)))
            })
            .await?;
        let order = PlaceOrder {
            service: WantedService::Table {
                table: self.at.table,
                sitting: self.at.sitting,
            },
            guest: name.filter(|name| !name.is_empty()),
            lines: lines.iter().map(wanted).collect(),
            expected_gross: None,
        };
        let asked = Asked::new(
            CommandId::from_bytes(self.command),
            Command::PlaceOrder(order),
        );
        self.app.obey(&self.actor(), self.hash, asked).await?;
        let taken: Vec<DraftLineId> = lines.iter().map(|line| line.line).collect();
        guests
            .drafts(move |drafts| drafts.clear(at, guest, Some(&taken)))
            .await?;
        self.app.feed.touch(Touched::Draft(at, guest));
        Ok(())
    }

    /// All orders of the table that stand one step before go on. Said again under the same `id`, it is the
    /// same command: what stood there when it was first said goes on, and nothing that was ordered since.
    async fn step(&self, from: OrderState, step: Step) -> Result<(), Problem> {
        let (here, at) = (self.app.me.branch, self.at);
        let own = nusa_facts::hex::encode(&self.command);
        let command = move |order: OrderId| {
            CommandId::from_bytes(bytes(&["document step", &own, &order.to_string()]))
        };
        let asked = command.clone();
        let readers = &self.app.guests()?.readers;
        let read = readers.ask(move |look| {
            let rows = look.orders_at(here, at.table, at.sitting)?;
            let mut said = None;
            for row in &rows {
                if look.command(here, asked(row.id))?.is_some() {
                    said = said.max(Some(reached(row, step).unwrap_or_default()));
                }
            }
            Ok::<_, StoreError>((rows, said))
        });
        let (rows, said) = read.await?;
        let is_meant = |row: &&OrderRow| {
            let since = match step {
                Step::Start => Some(row.at),
                Step::Finish => row.started_at,
            };
            row.state == from && said.is_none_or(|said| since <= Some(said))
        };
        let standing: Vec<OrderId> = rows.iter().filter(is_meant).map(|row| row.id).collect();
        if standing.is_empty() && said.is_none() {
            let detail = format!(
                "no order of table {} stands one step before",
                self.table.label
            );
            return Err(Problem::new(Code::NoSuchStep, detail).about("status"));
        }
        for order in standing {
            let asked = Asked::new(command(order), Command::StepOrder { order, step });
            self.app.obey(&self.actor(), self.hash, asked).await?;
        }
        Ok(())
    }
}

/// When an order came to where a step takes it.
fn reached(row: &OrderRow, step: Step) -> Option<Millis> {
    match step {
        Step::Start => row.started_at,
        Step::Finish => row.ended_at,
    }
}

fn status_unknown() -> Problem {
    let detail = "orders are dikonfirmasi, diproses or selesai";
    Problem::new(Door::BodyInvalid, detail).about("status")
}

fn draft_line(index: usize, item: &Item, now: Millis) -> Result<DraftLine, Problem> {
    let wrong = |name: &str, detail: &str| {
        Problem::new(Door::BodyInvalid, detail).about(format!("items[{index}].{name}"))
    };
    let product = match &item.id {
        Value::Number(number) => number.as_u64(),
        Value::String(text) => text.parse().ok(),
        _ => None,
    };
    let product = product.and_then(|number| u32::try_from(number).ok());
    let quantity = item.qty.checked_mul(1_000).filter(|milli| *milli > 0);
    Ok(DraftLine {
        line: DraftLineId::from_bytes(dice::bytes16()),
        product: ProductId(product.ok_or_else(|| wrong("id", "is no number of a product"))?),
        quantity_milli: quantity.ok_or_else(|| wrong("qty", "is no quantity"))?,
        chosen: "[]".to_owned(),
        note: String::new(),
        // Lines stand in the order of the cart.
        at: Millis(now.0 + i64::try_from(index).unwrap_or(0)),
    })
}
