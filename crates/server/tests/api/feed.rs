//! The feed of boards and phones: everything on opening, then each change once and
//! in order, and only what concerns whoever listens.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::{
    client::{Client, is},
    guests::{self, code, order, sit, table},
    shop::{Shop, open},
    sockets::{self, Socket, heard, heard_of, next},
    world::{command, eventually, with_command},
};

fn live(shop: &Shop, query: &str) -> String {
    format!("{}/api/v1/live?{query}", shop.branch.node.base)
}

async fn board(shop: &Shop) -> Socket {
    let socket = sockets::open_as(&live(shop, "feed=orders"), &shop.cashier).await;
    socket.expect("the board opens")
}

async fn phone(shop: &Shop, cookie: &str, after: &str) -> Result<Socket, u16> {
    let url = live(shop, &format!("as=guest{after}"));
    sockets::open(&url, &[("cookie", cookie)]).await
}

/// Reads until somebody has chosen something.
async fn chosen(socket: &mut Socket) -> Value {
    loop {
        let message = heard_of(socket, "draft").await;
        if message["draft"]["lines"] != json!([]) {
            return message;
        }
    }
}

/// Reads until an order stands so.
async fn stands(socket: &mut Socket, state: &str) -> Value {
    loop {
        let message = heard_of(socket, "order").await;
        if message["order"]["state"] == state {
            return message;
        }
    }
}

#[tokio::test]
async fn s2_002_a_board_begins_with_everything_and_hears_each_change() {
    let shop = open().await;
    let table = table(&shop, "7").await;
    let ani = sit(&shop, &table, "Ani").await;
    let mut board = board(&shop).await;
    assert_eq!(heard(&mut board).await["type"], "hello");
    let whole = heard(&mut board).await;
    assert_eq!(whole["type"], "snapshot");
    assert_eq!(whole["tables"][0]["guests"], 1);
    let product = json!(shop.company.products[0]);
    let line = command();
    ani.choose(&line, &product, 2).await.good();
    let draft = chosen(&mut board).await;
    assert_eq!(
        draft["draft"]["lines"][0]["quantity_milli"], 2_000,
        "the house sees the cart live (S2-043)"
    );
    let lines = json!([{ "product": product, "quantity_milli": 2_000, "line": line }]);
    let placed = ani
        .ask("POST", "/api/v1/guest/orders", &order(&lines, 36_000))
        .await
        .good();
    let seen = stands(&mut board, "placed").await;
    assert_eq!(seen["order"]["order"], placed["order"]);
    let path = |step: &str| {
        format!(
            "/api/v1/orders/{}/{step}",
            placed["order"].as_str().unwrap()
        )
    };
    shop.cashier
        .post(&path("start"), &with_command(json!({})))
        .await
        .good();
    stands(&mut board, "started").await;
    shop.cashier
        .post(&path("finish"), &with_command(json!({})))
        .await
        .good();
    let last = stands(&mut board, "finished").await;
    drop(board);

    let cancelled = ani
        .ask("POST", "/api/v1/guest/orders", &order(&lines, 36_000))
        .await
        .good();
    let after = last["cursor"].as_str().unwrap();
    let mut again = sockets::open_as(
        &live(&shop, &format!("feed=orders&after={after}")),
        &shop.cashier,
    )
    .await
    .unwrap();
    assert_eq!(heard(&mut again).await["type"], "hello");
    let missed = stands(&mut again, "placed").await;
    assert_eq!(
        missed["order"]["order"], cancelled["order"],
        "what was missed comes, and nothing twice"
    );
    for wrong in ["0000000000000000.1", "x", "9.9.9"] {
        let url = live(&shop, &format!("feed=orders&after={wrong}"));
        let mut anew = sockets::open_as(&url, &shop.cashier).await.unwrap();
        heard(&mut anew).await;
        assert_eq!(heard(&mut anew).await["type"], "snapshot", "{wrong}");
    }
}

#[tokio::test]
async fn d2_13_a_phone_hears_of_its_own_table_and_hangs_up_with_its_sitting() {
    let shop = open().await;
    let (seven, eight) = (table(&shop, "7").await, table(&shop, "8").await);
    let (ani, budi) = (
        sit(&shop, &seven, "Ani").await,
        sit(&shop, &eight, "Budi").await,
    );
    let mut line = phone(&shop, &ani.cookie, "").await.unwrap();
    heard(&mut line).await;
    let whole = heard_of(&mut line, "snapshot").await;
    assert_eq!(whole["tables"].as_array().unwrap().len(), 1);
    let product = json!(shop.company.products[0]);
    let lines = json!([{ "product": product, "quantity_milli": 1_000 }]);
    budi.ask("POST", "/api/v1/guest/orders", &order(&lines, 18_000))
        .await
        .good();
    let placed = ani
        .ask("POST", "/api/v1/guest/orders", &order(&lines, 18_000))
        .await
        .good();
    let seen = stands(&mut line, "placed").await;
    assert_eq!(
        seen["order"]["label"], "7",
        "Budi's order at table 8 went by"
    );
    let cursor = seen["cursor"].as_str().unwrap().to_owned();
    let path = format!(
        "/api/v1/orders/{}/cancel",
        placed["order"].as_str().unwrap()
    );
    let cancel = with_command(json!({ "reason": "habis" }));
    shop.cashier.post(&path, &cancel).await.good();
    stands(&mut line, "cancelled").await;
    let close = with_command(json!({ "sitting": 1 }));
    shop.cashier
        .post(&format!("/api/v1/tables/{seven}/close"), &close)
        .await
        .good();
    heard_of(&mut line, "over").await;
    assert_eq!(
        next(&mut line).await,
        None,
        "the line ends with the sitting"
    );
    let after = format!("&after={cursor}");
    assert_eq!(phone(&shop, &ani.cookie, &after).await.err(), Some(409));
    let none = sockets::open(&live(&shop, "as=guest"), &[]).await;
    assert_eq!(none.err(), Some(401));
    assert_ne!(code(&shop, &seven).await, code(&shop, &eight).await);
}

#[tokio::test]
async fn a_kitchen_hears_orders_and_neither_carts_nor_calls() {
    let shop = open().await;
    let table = table(&shop, "7").await;
    let ani = sit(&shop, &table, "Ani").await;
    let product = json!(shop.company.products[0]);
    ani.choose(&command(), &product, 1).await.good();
    let kitchen = shop.branch.node.sign_in("kitchen").await;
    let mut socket = sockets::open_as(&live(&shop, "feed=orders"), &kitchen)
        .await
        .unwrap();
    heard(&mut socket).await;
    let whole = heard_of(&mut socket, "snapshot").await;
    assert_eq!(
        (&whole["drafts"], &whole["calls"]),
        (&json!([]), &json!([]))
    );
    ani.choose(&command(), &product, 1).await.good();
    let call = json!({ "call": command(), "kind": "bill" });
    ani.ask("POST", "/api/v1/guest/calls", &call).await.good();
    let lines = json!([{ "product": product, "quantity_milli": 1_000 }]);
    ani.ask("POST", "/api/v1/guest/orders", &order(&lines, 18_000))
        .await
        .good();
    loop {
        let message = heard(&mut socket).await;
        let kind = message["type"].as_str().unwrap();
        assert!(["order", "table", "poke"].contains(&kind), "{message}");
        if kind == "order" {
            break;
        }
    }
    let centre = format!("{}/api/v1/live?feed=orders", shop.company.centre.base);
    let nobody = sockets::open_as(&centre, &shop.company.owner).await;
    assert_eq!(nobody.err(), Some(409), "guests sit at a branch");
}

#[tokio::test]
async fn s2_083_a_phone_is_told_when_something_is_sold_out() {
    let shop = open().await;
    let (owner, product) = (&shop.company.owner, shop.company.products[0]);
    let mut settings = crate::world::branch_row("JKT01", 1);
    settings["stock_policy"] = "strict".into();
    settings["typed_tables"] = true.into();
    let path = format!("/api/v1/branches/{}", shop.company.branch);
    owner
        .ask("PUT", &path, &with_command(settings))
        .await
        .good();
    let table = table(&shop, "7").await;
    let phones = Client::to(&shop.branch.node.base);
    let sit = json!({ "label": "7", "name": "Ani" });
    eventually("the number may be typed", async || {
        phones.post("/api/v1/guest/session", &sit).await.status == 201
    })
    .await;
    let ani = guests::sit(&shop, &table, "Ani").await;
    let sold_out = async || {
        let menu = ani.get("/api/v1/guest/menu").await.good();
        menu["products"][0]["sold_out"].clone()
    };
    assert_eq!(sold_out().await, true);
    let mut line = phone(&shop, &ani.cookie, "").await.unwrap();
    let count = with_command(json!({
        "lines": [{ "product": product, "quantity_milli": 3_000 }],
        "reason": "found",
    }));
    shop.manager
        .post("/api/v1/stock/adjustments", &count)
        .await
        .good();
    assert_eq!(heard_of(&mut line, "poke").await["topic"], "menu");
    assert_eq!(sold_out().await, false);
    let all = with_command(json!({
        "service": { "table": { "table": table, "sitting": 1 } },
        "lines": [{ "product": product, "quantity_milli": 3_000 }],
    }));
    shop.cashier.post("/api/v1/orders", &all).await.good();
    heard_of(&mut line, "poke").await;
    assert_eq!(
        sold_out().await,
        true,
        "what open orders hold is not offered again"
    );
    let lines = json!([{ "product": product, "quantity_milli": 1_000 }]);
    let late = ani
        .ask("POST", "/api/v1/guest/orders", &order(&lines, 18_000))
        .await;
    is(&late, StatusCode::CONFLICT, "stock_short");
}
