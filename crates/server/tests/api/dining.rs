//! How the tables of a branch did, over HTTP: kitchen times, stays, tables and who took the orders.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::{
    client::is,
    guests::{sit, table},
    ratings::day_of,
    rows::items,
    shop::{Shop, open},
    world::with_command,
};

async fn step(shop: &Shop, order: &Value, step: &str) {
    let path = format!("/api/v1/orders/{}/{step}", order["order"].as_str().unwrap());
    let body = match step {
        "cancel" => json!({ "reason": "salah pesan" }),
        _ => json!({}),
    };
    shop.manager.post(&path, &with_command(body)).await.good();
}

/// The guests of a table pay.
pub(crate) async fn pay(shop: &Shop, table: &str) {
    let bills = items(&shop.cashier, &format!("/api/v1/bills?table={table}")).await;
    let path = format!("/api/v1/bills/{}", bills[0]["bill"].as_str().unwrap());
    let bill = shop.cashier.get(&path).await.good();
    let total = bill["quote"]["total"].clone();
    let payment = json!({
        "till": 1,
        "version": bill["version"],
        "payments": [{ "method": "qris", "amount": total }],
        "expected_total": total,
    });
    let path = format!("{path}/pay");
    shop.cashier
        .post(&path, &with_command(payment))
        .await
        .good();
}

#[tokio::test]
async fn tables_kitchen_and_waiters_are_told_from_their_own_orders() {
    let shop = open().await;
    let (seven, eight) = (table(&shop, "7").await, table(&shop, "8").await);
    let phone = sit(&shop, &seven, "Ani").await;
    let line = json!({ "product": shop.company.products[0], "quantity_milli": 1_000 });
    let by_phone = with_command(json!({ "lines": [line] }));
    let by_phone = phone
        .ask("POST", "/api/v1/guest/orders", &by_phone)
        .await
        .good();
    let mut by_staff = Vec::new();
    for _ in 0..2 {
        let service = json!({ "table": { "table": eight, "sitting": 1 } });
        let body = with_command(json!({ "service": service, "lines": [line, line] }));
        by_staff.push(shop.cashier.post("/api/v1/orders", &body).await.good());
    }
    for order in [&by_phone, &by_staff[0]] {
        step(&shop, order, "start").await;
        step(&shop, order, "finish").await;
    }
    step(&shop, &by_staff[1], "cancel").await;
    pay(&shop, &seven).await;

    let day = day_of(&shop, by_phone["order"].as_str().unwrap()).await;
    let path = format!("/api/v1/reports/dining?{day}");
    let told = shop.manager.get(&path).await.good();
    for (what, count) in [
        ("orders", 3),
        ("served", 2),
        ("cancelled", 1),
        ("sittings", 2),
    ] {
        assert_eq!(told[what], count, "{what}: {told}");
    }
    for took in ["begin", "serve", "stay"] {
        let seconds = told[took]["slow_s"].as_i64().unwrap();
        assert!((0..60).contains(&seconds), "{took}: {told}");
    }
    let tables: Vec<_> = told["tables"].as_array().unwrap().iter().collect();
    let of = |n: usize, what: &str| tables[n][what].clone();
    assert_eq!(
        (of(0, "label"), of(0, "gross")),
        (json!("7"), json!(18_000))
    );
    assert_eq!(
        (of(1, "label"), of(1, "orders"), of(1, "gross")),
        (json!("8"), json!(2), json!(36_000)),
        "what was called off is not counted"
    );
    assert!(tables[0].get("stay").is_some() && tables[1].get("stay").is_none());
    let waiters = told["waiters"].as_array().unwrap();
    assert_eq!(
        (&waiters[0]["orders"], waiters[1].get("staff")),
        (&json!(2), None)
    );
    assert_eq!(told["hours"].as_array().unwrap().len(), 1);

    is(
        &shop.cashier.get(&path).await,
        StatusCode::FORBIDDEN,
        "forbidden",
    );
    let owner = &shop.company.owner;
    let unnamed = owner.get(&path).await;
    is(&unnamed, StatusCode::UNPROCESSABLE_ENTITY, "query_invalid");
    assert_eq!(unnamed.json["field"], "branch");
    let named = format!("{path}&branch={}", shop.company.branch);
    assert!(owner.get(&named).await.good()["orders"].is_i64());
}
