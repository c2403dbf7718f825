//! What the restaurant document's sockets are told, in its own shape (S2-002,
//! S2-008): the carts of the tables that somebody sees, and how a table stands.

use std::collections::BTreeMap;

use axum::extract::ws::Utf8Bytes;
use nusa_contract::{Problem, view::guests::BoardView};
use nusa_facts::TableId;
use nusa_rules::actor::Guest;
use serde_json::{Value, json};

use crate::{app::App, routes::guests::whole};

/// What somebody has before them: items and their sum, by the label of the table and the guest's name.
type Carts = BTreeMap<String, BTreeMap<String, (Vec<Value>, i64)>>;

/// What is told after change number `n` to somebody who sees one sitting or the house: all carts, and how the
/// changed table stands; how all stand when none is named.
///
/// # Errors
/// `busy`, or what the disk says.
pub(super) async fn update(
    app: &App,
    of: Option<Guest>,
    n: u64,
    changed: Option<TableId>,
) -> Result<Utf8Bytes, Problem> {
    let read = async {
        let n = app.feed.n();
        Ok((n, whole(app, of).await?))
    };
    match of {
        Some(_) => Ok(message(&read.await?.1, changed).to_string().into()),
        None => app.guests()?.house.text(n, changed, read, message).await,
    }
}

/// The whole state for somebody who begins to listen; prices may have changed without a word of the feed.
///
/// # Errors
/// `busy`, or what the disk says.
pub(super) async fn state(app: &App, of: Option<Guest>) -> Result<Utf8Bytes, Problem> {
    Ok(message(&whole(app, of).await?, None).to_string().into())
}

fn message(board: &BoardView, changed: Option<TableId>) -> Value {
    let transactions: BTreeMap<_, Vec<Value>> = carts(board)
        .into_iter()
        .map(|(label, own)| (label, own.into_iter().map(cart).collect()))
        .collect();
    let status = standing(board, changed.map(|table| table.to_string()));
    json!({ "type": "transactions_update", "transactions": transactions, "status": status })
}

fn cart((name, (items, total)): (String, (Vec<Value>, i64))) -> Value {
    json!({ "customerName": name, "items": items, "total": total })
}

/// What is on its way and what is chosen; what was served left the cart.
fn carts(board: &BoardView) -> Carts {
    let mut carts = Carts::new();
    let open = board.orders.iter();
    for order in open.filter(|order| ["placed", "started"].contains(&order.state.as_str())) {
        let Some(label) = &order.label else { continue };
        let name = order.guest.clone().unwrap_or_default();
        let own = carts.entry(label.clone()).or_default();
        let (items, total) = own.entry(name).or_default();
        items.extend(
            order
                .lines
                .iter()
                .map(|line| item(line.product, &line.name, line.quantity_milli, line.price)),
        );
        *total += order.gross;
    }
    for draft in board.drafts.iter().filter(|draft| !draft.lines.is_empty()) {
        let own = carts.entry(draft.label.clone()).or_default();
        let name = draft.name.clone().unwrap_or_default();
        let (items, total) = own.entry(name).or_default();
        items.extend(draft.lines.iter().map(|line| {
            let price = line.gross.unwrap_or(0) * 1_000 / line.quantity_milli.max(1);
            item(line.product, &line.name, line.quantity_milli, price)
        }));
        *total += draft.gross;
    }
    carts
}

fn item(id: u32, name: &str, quantity_milli: i64, price: i64) -> Value {
    let qty = if quantity_milli % 1_000 == 0 {
        json!(quantity_milli / 1_000)
    } else {
        let rest = format!("{:03}", quantity_milli % 1_000);
        let text = format!("{}.{}", quantity_milli / 1_000, rest.trim_end_matches('0'));
        serde_json::from_str(&text).unwrap_or_default()
    };
    json!({ "id": id, "name": name, "qty": qty, "price": price })
}

/// How each table stands, of the changed one alone when one is named.
fn standing(board: &BoardView, changed: Option<String>) -> BTreeMap<String, &'static str> {
    let mut states: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for order in board
        .orders
        .iter()
        .filter(|order| order.state != "cancelled")
    {
        if let Some(label) = &order.label {
            states.entry(label.clone()).or_default().push(&order.state);
        }
    }
    for draft in board.drafts.iter().filter(|draft| !draft.lines.is_empty()) {
        states.entry(draft.label.clone()).or_default().push("draft");
    }
    let named = |label: &String| {
        changed.as_ref().is_none_or(|id| {
            let mut tables = board.tables.iter();
            tables.any(|table| &table.table == id && &table.label == label)
        })
    };
    let of_named = states.into_iter().filter(|(label, _)| named(label));
    of_named
        .map(|(label, states)| (label, word(&states)))
        .collect()
}

/// The document has one word a table: how the least of its orders stands.
fn word(states: &[&str]) -> &'static str {
    let any = |state: &str| states.contains(&state);
    if any("placed") {
        "dikonfirmasi"
    } else if any("started") {
        "diproses"
    } else if any("draft") {
        "menunggu dikonfirmasi"
    } else {
        "selesai"
    }
}
