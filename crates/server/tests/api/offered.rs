//! What phones are offered, and whose an order is: a category that is kept off the
//! menu, and two guests of one name.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::{
    client::is,
    guests::{order, sit, table},
    rows::items,
    shop::{Shop, open},
    world::{command, eventually, with_command},
};

async fn keep_off(shop: &Shop, off: bool) {
    let owner = &shop.company.owner;
    let category = items(owner, "/api/v1/categories").await[0].clone();
    let path = format!("/api/v1/categories/{}", category["id"]);
    let row =
        json!({ "name": category["name"], "position": category["position"], "on_menu": !off });
    let set = owner.ask("PUT", &path, &with_command(row)).await;
    set.good();
    eventually("the branch is told of the category", async || {
        items(&shop.cashier, "/api/v1/categories").await[0]["on_menu"] == json!(!off)
    })
    .await;
}

#[tokio::test]
async fn a_category_off_the_menu_is_offered_to_no_phone_and_sold_by_the_staff() {
    let shop = open().await;
    let seven = table(&shop, "7").await;
    let ani = sit(&shop, &seven, "Ani").await;
    let product = json!(shop.company.products[0]);
    ani.choose(&command(), &product, 1).await.good();
    keep_off(&shop, true).await;
    let menu = ani.get("/api/v1/guest/menu").await.good();
    for part in ["products", "categories", "popular"] {
        assert_eq!(menu[part], json!([]), "{part}");
    }
    let draft = ani.get("/api/v1/guest/table").await.good()["drafts"][0].clone();
    assert_eq!(
        draft["lines"][0]["trouble"], "not_on_menu",
        "what was chosen before says why it cannot be sent"
    );
    let lines = json!([{ "product": product, "quantity_milli": 1_000 }]);
    let body = order(&lines, 18_000);
    let refused = ani.ask("POST", "/api/v1/guest/orders", &body).await;
    is(&refused, StatusCode::UNPROCESSABLE_ENTITY, "not_on_menu");
    assert_eq!(refused.json["field"], "lines[0].product");
    let service = json!({ "table": { "table": seven, "sitting": 1 } });
    let waiter = with_command(json!({ "service": service, "lines": lines }));
    shop.cashier.post("/api/v1/orders", &waiter).await.good();
    keep_off(&shop, false).await;
    ani.ask("POST", "/api/v1/guest/orders", &order(&lines, 18_000))
        .await
        .good();
}

#[tokio::test]
async fn two_guests_of_one_name_know_their_own_orders() {
    let shop = open().await;
    let seven = table(&shop, "7").await;
    let (one, other) = (
        sit(&shop, &seven, "Sari").await,
        sit(&shop, &seven, "Sari").await,
    );
    let lines = json!([{ "product": shop.company.products[0], "quantity_milli": 1_000 }]);
    let mut placed = Vec::new();
    for phone in [&one, &other] {
        let body = order(&lines, 18_000);
        let answer = phone.ask("POST", "/api/v1/guest/orders", &body).await;
        placed.push((answer.good()["order"].clone(), phone.view["guest"].clone()));
    }
    let service = json!({ "table": { "table": seven, "sitting": 1 } });
    let waiter = with_command(json!({ "service": service, "lines": lines, "guest": "Sari" }));
    let answer = shop.cashier.post("/api/v1/orders", &waiter).await.good();
    placed.push((answer["order"].clone(), Value::Null));
    let seen = one.get("/api/v1/guest/table").await.good()["orders"].clone();
    let whose = seen.as_array().unwrap().iter();
    let whose: Vec<_> = whose
        .map(|order| (order["order"].clone(), order["from_phone"].clone()))
        .collect();
    assert_eq!(whose, placed, "a waiter's order is no phone's");
}
