//! Modifiers over HTTP: the office asks a question with dishes, the branch shows it,
//! an order answers it, and an answer that cannot be names its line.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::{
    client::is,
    rows::items,
    shop::{Shop, open},
    world::{added, eventually, with_command},
};

fn extras(shop: &Shop, name: &str, egg: i64) -> Value {
    json!({
        "name": name,
        "least": 0,
        "most": 1,
        "options": [{ "name": "Telur", "price": egg }, { "name": "Keju", "price": 5_000, "active": false }],
        "products": [shop.company.products[0]],
    })
}

/// Asks of the office, and waits until the branch was told.
async fn asked(shop: &Shop) -> Value {
    let group = added(
        &shop.company.owner,
        "/api/v1/modifiers",
        extras(shop, "Tambahan", 4_000),
    );
    assert_eq!(group.await, 1);
    let catalogue = async || shop.cashier.get("/api/v1/catalogue").await.good();
    eventually("the branch is told of the question", async || {
        catalogue().await["modifier_groups"][0]["name"] == "Tambahan"
    })
    .await;
    catalogue().await["modifier_groups"][0].clone()
}

fn order(shop: &Shop, chosen: &Value) -> Value {
    let line =
        json!({ "product": shop.company.products[0], "quantity_milli": 2_000, "chosen": chosen });
    with_command(json!({ "service": "take_away", "lines": [line] }))
}

#[tokio::test]
async fn a_question_travels_from_the_office_to_the_order() {
    let shop = open().await;
    let options = json!([
        { "option": 1, "name": "Telur", "price": 4_000, "active": true },
        { "option": 2, "name": "Keju", "price": 5_000, "active": false },
    ]);
    let shown = json!({
        "group": 1, "name": "Tambahan", "least": 0, "most": 1, "options": options,
        "products": [shop.company.products[0]], "active": true,
    });
    assert_eq!(asked(&shop).await, shown);
    assert_eq!(
        items(&shop.company.owner, "/api/v1/modifiers").await,
        [shown]
    );
    let body = order(&shop, &json!([{ "group": 1, "option": 1 }]));
    let placed = shop.cashier.post("/api/v1/orders", &body).await.good();
    assert_eq!(placed["gross"], 2 * (18_000 + 4_000));
    let path = format!("/api/v1/orders/{}", placed["order"].as_str().unwrap());
    let line = shop.cashier.get(&path).await.good()["lines"][0].clone();
    let egg = json!([{ "group": "Tambahan", "name": "Telur", "price": 4_000 }]);
    assert_eq!((&line["chosen"], &line["price"]), (&egg, &json!(18_000)));
    let cases = [
        (json!([{ "group": 1, "option": 2 }]), "modifier_unknown"),
        (json!([{ "group": 7, "option": 1 }]), "modifier_unknown"),
        (
            json!([{ "group": 1, "option": 1 }, { "group": 1, "option": 1 }]),
            "modifier_count",
        ),
    ];
    for (chosen, code) in cases {
        let refused = shop
            .cashier
            .post("/api/v1/orders", &order(&shop, &chosen))
            .await;
        is(&refused, StatusCode::UNPROCESSABLE_ENTITY, code);
        assert_eq!(refused.json["field"], "lines[0].chosen");
    }
    let plain = order(&shop, &json!([]));
    shop.cashier.post("/api/v1/orders", &plain).await.good();
}

#[tokio::test]
async fn a_question_is_written_whole_at_the_office_and_loses_no_answer() {
    let shop = open().await;
    let owner = &shop.company.owner;
    added(owner, "/api/v1/modifiers", extras(&shop, "Tambahan", 4_000)).await;
    let set = async |group: &Value| {
        let body = with_command(group.clone());
        owner.ask("PUT", "/api/v1/modifiers/1", &body).await
    };
    let asked = async || owner.get("/api/v1/catalogue").await.good()["modifier_groups"].clone();
    let mut group = extras(&shop, "Topping", 4_500);
    // Two answers without a number would be new ones, and the two that stand would be gone.
    let lost = set(&group).await;
    is(&lost, StatusCode::UNPROCESSABLE_ENTITY, "master_invalid");
    for (n, option) in (1..).zip(group["options"].as_array_mut().unwrap()) {
        option["option"] = json!(n);
    }
    set(&group).await.good();
    assert_eq!(asked().await[0]["options"][0]["price"], 4_500);
    group["active"] = json!(false);
    set(&group).await.good();
    assert_eq!(asked().await, json!([]), "nobody is asked any more");
    let here = shop
        .manager
        .ask("PUT", "/api/v1/modifiers/1", &with_command(group))
        .await;
    assert!(
        (400..500).contains(&here.status),
        "a branch writes no master data"
    );
}
