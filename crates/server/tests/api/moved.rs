//! Guests who change tables: their phones sit at the new one, with what they chose,
//! and are nowhere once those guests have left.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::{
    client::{Client, is},
    dining::pay,
    guests::{Phone, sit, table},
    shop::{Shop, open},
    sockets::{self, heard_of},
    world::{command, with_command},
};

async fn go(shop: &Shop, from: (&str, u32), to: &str) {
    let body = with_command(json!({ "sitting": from.1, "to": to }));
    let path = format!("/api/v1/tables/{}/move", from.0);
    shop.cashier.post(&path, &body).await.good();
}

async fn order(shop: &Shop, phone: &Phone) -> String {
    let line = json!({ "product": shop.company.products[0], "quantity_milli": 1_000 });
    let body = with_command(json!({ "lines": [line] }));
    let placed = phone.ask("POST", "/api/v1/guest/orders", &body).await;
    placed.good()["order"].as_str().unwrap().to_owned()
}

async fn serve(shop: &Shop, order: &str) {
    for step in ["start", "finish"] {
        let path = format!("/api/v1/orders/{order}/{step}");
        shop.cashier
            .post(&path, &with_command(json!({})))
            .await
            .good();
    }
}

async fn label(phone: &Phone) -> Value {
    phone.get("/api/v1/guest/session").await.good()["label"].clone()
}

#[tokio::test]
async fn phones_go_along_with_guests_who_change_tables_and_leave_with_them() {
    let shop = open().await;
    let (seven, eight, nine) = (
        table(&shop, "7").await,
        table(&shop, "8").await,
        table(&shop, "9").await,
    );
    let (ani, budi) = (
        sit(&shop, &seven, "Ani").await,
        sit(&shop, &nine, "Budi").await,
    );
    let url = format!("{}/api/v1/live?as=guest", shop.branch.node.base);
    let mut socket = sockets::open(&url, &[("cookie", &ani.cookie)])
        .await
        .unwrap();
    let first = order(&shop, &ani).await;
    let line = command();
    ani.choose(&line, &json!(shop.company.products[1]), 2)
        .await
        .good();
    go(&shop, (&seven, 1), &eight).await;
    assert_eq!(label(&ani).await, "8");
    let own = ani.get("/api/v1/guest/table").await.good();
    assert_eq!(own["orders"][0]["order"], json!(first));
    assert_eq!(own["drafts"][0]["lines"][0]["line"], json!(line));
    while sockets::next(&mut socket).await.is_some() {}
    let mut again = sockets::open(&url, &[("cookie", &ani.cookie)])
        .await
        .unwrap();
    assert_eq!(
        heard_of(&mut again, "snapshot").await["tables"][0]["label"],
        "8"
    );

    go(&shop, (&eight, 1), &nine).await;
    assert_eq!(label(&ani).await, "9", "from table to table");
    let second = order(&shop, &ani).await;
    assert_eq!(
        budi.get("/api/v1/guest/table").await.good()["orders"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
    for order in [&first, &second] {
        serve(&shop, order).await;
    }
    pay(&shop, &nine).await;
    let path = format!("/api/v1/tables/{nine}/close");
    let body = with_command(json!({ "sitting": 1 }));
    shop.cashier.post(&path, &body).await.good();
    for phone in [&ani, &budi] {
        let told = phone.get("/api/v1/guest/table").await;
        is(&told, StatusCode::CONFLICT, "sitting_over");
    }
    let next = sit(&shop, &seven, "Cici").await;
    assert_eq!(
        label(&next).await,
        "7",
        "a table that was left is taken anew"
    );
}

#[tokio::test]
async fn r40_what_was_ordered_by_somebody_who_hung_up_is_told_all_the_same() {
    let shop = open().await;
    let url = format!("{}/api/v1/live?feed=orders", shop.branch.node.base);
    let mut board = sockets::open_as(&url, &shop.cashier).await.unwrap();
    heard_of(&mut board, "snapshot").await;
    let line = json!({ "product": shop.company.products[0], "quantity_milli": 1_000 });
    for _ in 0..20 {
        let body = with_command(json!({ "service": "take_away", "lines": [line] }));
        hang_up_after(&shop.cashier, &shop.branch.node.base, &body).await;
    }
    // Everything that was committed is told, and the last order of somebody who waits closes the list.
    let body = with_command(json!({ "service": "take_away", "lines": [line] }));
    let last = shop.cashier.post("/api/v1/orders", &body).await.good();
    let (mut told, mut is_last) = (Vec::new(), false);
    while !is_last {
        let message = heard_of(&mut board, "order").await;
        is_last = message["order"]["n"] == last["n"];
        told.push(message["order"]["n"].as_i64().unwrap());
    }
    told.sort_unstable();
    told.dedup();
    let all: Vec<i64> = (1..=last["n"].as_i64().unwrap()).collect();
    assert_eq!(told, all, "an order that nobody saw");
}

/// Sends a request and is gone before the answer.
async fn hang_up_after(who: &Client, base: &str, body: &Value) {
    use tokio::io::AsyncWriteExt;
    let address = base.strip_prefix("http://").unwrap();
    let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
    let body = body.to_string();
    let head = format!(
        "POST /api/v1/orders HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/json\r\n\
         authorization: Bearer {}\r\ncontent-length: {}\r\n\r\n",
        who.token(),
        body.len()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(body.as_bytes()).await.unwrap();
    stream.flush().await.unwrap();
}
