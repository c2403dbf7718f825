//! Take-away that is paid before the kitchen begins, over HTTP and on the board's
//! socket, where the branch wants it so.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::{
    client::{Answer, is},
    rows::items,
    shop::{Shop, open},
    sockets::{self, Socket, heard_of},
    world::{branch_row, command, eventually, with_command},
};

/// A shop whose kitchen waits for the payment of what is taken away.
async fn paid_first() -> Shop {
    let shop = open().await;
    let mut row = branch_row("JKT01", 1);
    row["take_away_paid_first"] = true.into();
    let path = format!("/api/v1/branches/{}", shop.company.branch);
    let owner = &shop.company.owner;
    owner.ask("PUT", &path, &with_command(row)).await.good();
    eventually("the branch knows its settings", async || {
        let rows = items(&shop.cashier, "/api/v1/branches").await;
        rows.iter().any(|row| row["take_away_paid_first"] == true)
    })
    .await;
    shop
}

async fn take_away(shop: &Shop, service: &str) -> String {
    let dish = json!({ "product": shop.company.products[0], "quantity_milli": 1_000 });
    let body = with_command(json!({ "service": service, "lines": [dish, dish] }));
    let placed = shop.cashier.post("/api/v1/orders", &body).await.good();
    placed["order"].as_str().unwrap().to_owned()
}

async fn step(shop: &Shop, order: &str, step: &str) -> Answer {
    let path = format!("/api/v1/orders/{order}/{step}");
    shop.cashier.post(&path, &with_command(json!({}))).await
}

async fn pay(shop: &Shop, bill: &str) -> Value {
    let bill = shop.cashier.get(&format!("/api/v1/bills/{bill}")).await;
    let bill = bill.good();
    let total = bill["quote"]["total"].as_i64().unwrap();
    let body = with_command(json!({
        "till": 1,
        "version": bill["version"],
        "payments": [{ "method": "cash", "amount": total }],
        "expected_total": total,
    }));
    let path = format!("/api/v1/bills/{}/pay", bill["bill"].as_str().unwrap());
    shop.cashier.post(&path, &body).await.good()
}

/// Whether an order waits, as the list says.
async fn waits(shop: &Shop, order: &str) -> bool {
    let view = shop.cashier.get(&format!("/api/v1/orders/{order}")).await;
    view.good()["waits_for_payment"] == true
}

/// Reads until the board is told of an order that waits, or does not.
async fn told(board: &mut Socket, order: &str, waits: bool) {
    loop {
        let message = heard_of(board, "order").await;
        let found = &message["order"];
        if found["order"] == order && (found["waits_for_payment"] == true) == waits {
            return;
        }
    }
}

#[tokio::test]
async fn take_away_is_paid_before_the_kitchen_begins_and_waits_again_when_that_is_undone() {
    let shop = paid_first().await;
    let url = format!("{}/api/v1/live?feed=orders", shop.branch.node.base);
    let mut board = sockets::open_as(&url, &shop.cashier).await.unwrap();
    let order = take_away(&shop, "take_away").await;
    told(&mut board, &order, true).await;
    let refused = step(&shop, &order, "start").await;
    is(&refused, StatusCode::CONFLICT, "bill_unpaid");
    assert_eq!(refused.json["field"], "order");
    let ready = with_command(json!({ "lines": [0] }));
    let path = format!("/api/v1/orders/{order}/ready");
    let cooked = shop.cashier.post(&path, &ready).await;
    is(&cooked, StatusCode::CONFLICT, "bill_unpaid");
    let sale = pay(&shop, &order).await;
    told(&mut board, &order, false).await;
    let path = format!("/api/v1/sales/{}/void", sale["sale"].as_str().unwrap());
    let undone = with_command(json!({ "reason": "salah pesan" }));
    shop.manager.post(&path, &undone).await.good();
    told(&mut board, &order, true).await;
    is(
        &step(&shop, &order, "start").await,
        StatusCode::CONFLICT,
        "bill_unpaid",
    );
    pay(&shop, &order).await;
    told(&mut board, &order, false).await;
    step(&shop, &order, "start").await.good();
    step(&shop, &order, "finish").await.good();
}

#[tokio::test]
async fn every_part_of_a_divided_bill_is_paid_first_and_a_delivery_is_paid_at_the_door() {
    let shop = paid_first().await;
    let order = take_away(&shop, "take_away").await;
    let parts = [command(), command()];
    let part = |n: usize| json!({ "bill": parts[n], "lines": [{ "order": order, "line": n }] });
    let body = with_command(json!({ "version": 1, "parts": [part(0), part(1)] }));
    let path = format!("/api/v1/bills/{order}/split");
    shop.cashier.post(&path, &body).await.good();
    pay(&shop, &parts[0]).await;
    assert!(waits(&shop, &order).await, "half of it is owed");
    pay(&shop, &parts[1]).await;
    assert!(!waits(&shop, &order).await);
    step(&shop, &order, "start").await.good();
    let delivery = take_away(&shop, "delivery").await;
    assert!(!waits(&shop, &delivery).await);
    step(&shop, &delivery, "start").await.good();
}
