//! The kitchen over HTTP: lines are cooked and called back, boards see which, and a
//! branch has stations.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::{
    client::{Answer, is},
    orders::{TABLE, set_table},
    rows::items,
    shop::{Shop, open},
    world::with_command,
};

const STATION: &str = "0193a5f0-7c00-7fff-8000-0000000000cc";

/// Two dishes for a table: the order.
async fn placed(shop: &Shop) -> String {
    set_table(shop).await;
    let lines = shop
        .company
        .products
        .map(|product| json!({ "product": product, "quantity_milli": 1_000 }));
    let body = json!({ "service": { "table": { "table": TABLE, "sitting": 1 } }, "lines": lines });
    let placed = shop
        .cashier
        .post("/api/v1/orders", &with_command(body))
        .await
        .good();
    placed["order"].as_str().unwrap().to_owned()
}

async fn say(shop: &Shop, order: &str, word: &str, lines: Value) -> Answer {
    let path = format!("/api/v1/orders/{order}/{word}");
    shop.cashier
        .post(&path, &with_command(json!({ "lines": lines })))
        .await
}

/// How the order stands, and which of its lines are cooked.
async fn stands(shop: &Shop, order: &str) -> (Value, Value) {
    let view = shop
        .cashier
        .get(&format!("/api/v1/orders/{order}"))
        .await
        .good();
    (view["state"].clone(), view["ready"].clone())
}

#[tokio::test]
async fn a_board_sees_which_lines_are_cooked_and_what_was_called_back() {
    let shop = open().await;
    let order = placed(&shop).await;
    assert_eq!(stands(&shop, &order).await, (json!("placed"), json!([])));
    say(&shop, &order, "ready", json!([1])).await.good();
    assert_eq!(stands(&shop, &order).await, (json!("started"), json!([1])));
    say(&shop, &order, "ready", json!([0])).await.good();
    assert_eq!(
        stands(&shop, &order).await,
        (json!("finished"), json!([0, 1]))
    );
    say(&shop, &order, "recall", json!([1])).await.good();
    assert_eq!(stands(&shop, &order).await, (json!("started"), json!([0])));
    let shown = items(&shop.cashier, "/api/v1/orders").await;
    assert_eq!(shown[0]["ready"], json!([0]));
    assert!(shown[0].get("ended_at").is_none(), "nobody was served yet");
    let cases = [
        ("ready", json!([0]), StatusCode::CONFLICT, "no_such_step"),
        ("ready", json!([2]), StatusCode::CONFLICT, "no_such_step"),
        ("recall", json!([1]), StatusCode::CONFLICT, "no_such_step"),
        (
            "ready",
            json!([]),
            StatusCode::UNPROCESSABLE_ENTITY,
            "lines_missing",
        ),
        (
            "recall",
            json!([0, 0]),
            StatusCode::UNPROCESSABLE_ENTITY,
            "line_repeated",
        ),
    ];
    for (word, lines, status, code) in cases {
        let refused = say(&shop, &order, word, lines).await;
        is(&refused, status, code);
        assert_eq!(refused.json["field"], "lines");
    }
    let bad = say(&shop, &order, "ready", json!([-1])).await;
    is(&bad, StatusCode::UNPROCESSABLE_ENTITY, "body_invalid");
    is(
        &say(&shop, TABLE, "ready", json!([0])).await,
        StatusCode::NOT_FOUND,
        "order_unknown",
    );
    is(
        &say(&shop, "x", "recall", json!([0])).await,
        StatusCode::NOT_FOUND,
        "not_found",
    );
}

#[tokio::test]
async fn a_branch_has_stations() {
    let shop = open().await;
    let none: Vec<Value> = Vec::new();
    assert_eq!(items(&shop.cashier, "/api/v1/stations").await, none);
    let category = items(&shop.cashier, "/api/v1/categories").await[0]["id"].clone();
    let path = format!("/api/v1/stations/{STATION}");
    let bar = json!({ "name": "Bar", "categories": [category] });
    let put = async |body: &Value| {
        shop.manager
            .ask("PUT", &path, &with_command(body.clone()))
            .await
    };
    put(&bar).await.good();
    let shown =
        json!({ "station": STATION, "name": "Bar", "categories": [category], "active": true });
    assert_eq!(items(&shop.cashier, "/api/v1/stations").await, [shown]);
    is(
        &put(&bar).await,
        StatusCode::UNPROCESSABLE_ENTITY,
        "nothing_changes",
    );
    let unknown = put(&json!({ "name": "Bar", "categories": [999] })).await;
    is(&unknown, StatusCode::NOT_FOUND, "master_unknown");
    assert_eq!(unknown.json["field"], "categories");
    let by_cashier = shop.cashier.ask("PUT", &path, &with_command(bar)).await;
    is(&by_cashier, StatusCode::FORBIDDEN, "forbidden");
}
