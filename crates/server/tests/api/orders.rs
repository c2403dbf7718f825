//! Tables and orders over HTTP: a waiter orders, the kitchen cooks, the shelf
//! moves once, and whoever may not is told so.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::{
    client::{Client, is},
    rows::items,
    shop::{Shop, days, open},
    world::{PASSWORD, command, eventually, with_command},
};

pub(crate) const TABLE: &str = "0193a5f0-7c00-7fff-8000-0000000000bb";

pub(crate) async fn set_table(shop: &Shop) {
    let table = json!({ "area": "Teras", "label": "B2", "seats": 4 });
    let path = format!("/api/v1/tables/{TABLE}");
    let set = shop.manager.ask("PUT", &path, &with_command(table)).await;
    set.good();
}

fn order(shop: &Shop, sitting: u32, portions: i64) -> Value {
    with_command(json!({
        "service": { "table": { "table": TABLE, "sitting": sitting } },
        "guest": "Ali",
        "lines": [{ "product": shop.company.products[0], "quantity_milli": portions * 1_000, "note": "pedas" }],
    }))
}

async fn step(client: &Client, order: &str, step: &str) -> crate::client::Answer {
    let path = format!("/api/v1/orders/{order}/{step}");
    client.post(&path, &with_command(json!({}))).await
}

#[tokio::test]
async fn an_order_goes_from_the_table_to_the_kitchen_and_is_served_once() {
    let shop = open().await;
    set_table(&shop).await;
    let [table] = items(&shop.cashier, "/api/v1/tables")
        .await
        .try_into()
        .unwrap();
    assert_eq!(
        (&table["label"], &table["sitting"], &table["gross"]),
        (&json!("B2"), &json!(1), &json!(0))
    );
    let body = order(&shop, 1, 2);
    let placed = shop.cashier.post("/api/v1/orders", &body).await.good();
    assert_eq!(placed["n"], 1);
    let again = shop.cashier.post("/api/v1/orders", &body).await.good();
    assert_eq!(
        placed, again,
        "a lost answer is asked for again and orders once (I7)"
    );
    let id = placed["order"].as_str().unwrap();
    let [shown] = items(&shop.cashier, "/api/v1/orders")
        .await
        .try_into()
        .unwrap();
    assert_eq!(shown["order"], placed["order"]);
    assert_eq!(
        (&shown["state"], &shown["label"], &shown["guest"]),
        (&json!("placed"), &json!("B2"), &json!("Ali"))
    );
    assert_eq!(shown["lines"][0]["note"], "pedas");
    step(&shop.cashier, id, "start").await.good();
    is(
        &step(&shop.cashier, id, "start").await,
        StatusCode::CONFLICT,
        "no_such_step",
    );
    let left = async |client: &Client| {
        let levels = client.get("/api/v1/stock/levels").await.good();
        let products = levels["products"].as_array().unwrap();
        let at = products
            .iter()
            .position(|id| *id == json!(shop.company.products[0]));
        at.map_or(0, |at| levels["level_milli"][at].as_i64().unwrap())
    };
    let before = left(&shop.cashier).await;
    step(&shop.cashier, id, "finish").await.good();
    is(
        &step(&shop.cashier, id, "finish").await,
        StatusCode::CONFLICT,
        "no_such_step",
    );
    assert_eq!(left(&shop.cashier).await, before - 2_000);
    assert_eq!(
        items(&shop.cashier, "/api/v1/orders").await,
        Vec::<Value>::new()
    );
    let of_table = items(&shop.cashier, &format!("/api/v1/orders?table={TABLE}")).await;
    assert_eq!(of_table[0]["state"], "finished");
    let here = shop.branch.node.running.app().me.branch.0;
    let path = format!("/api/v1/orders/{id}?branch={here}");
    eventually("the centre knows the order as it ended", async || {
        shop.company.owner.get(&path).await.json["state"] == "finished"
    })
    .await;
}

#[tokio::test]
async fn d2_06_a_table_is_closed_once_and_its_sitting_is_over() {
    let shop = open().await;
    set_table(&shop).await;
    let placed = shop
        .cashier
        .post("/api/v1/orders", &order(&shop, 1, 1))
        .await
        .good();
    let id = placed["order"].as_str().unwrap();
    let path = format!("/api/v1/tables/{TABLE}/close");
    let close = |sitting: u32| with_command(json!({ "sitting": sitting }));
    is(
        &shop.cashier.post(&path, &close(1)).await,
        StatusCode::CONFLICT,
        "orders_open",
    );
    let cancel = json!({ "reason": "tamu pindah" });
    let cancelled = shop
        .cashier
        .post(
            &format!("/api/v1/orders/{id}/cancel"),
            &with_command(cancel),
        )
        .await;
    cancelled.good();
    shop.cashier.post(&path, &close(1)).await.good();
    is(
        &shop.cashier.post(&path, &close(1)).await,
        StatusCode::CONFLICT,
        "sitting_over",
    );
    let late = shop
        .cashier
        .post("/api/v1/orders", &order(&shop, 1, 1))
        .await;
    is(&late, StatusCode::CONFLICT, "sitting_over");
    shop.cashier
        .post("/api/v1/orders", &order(&shop, 2, 1))
        .await
        .good();
}

/// How much of each product lies on the shelf, thousandths, by its number.
async fn shelf(shop: &Shop) -> Value {
    let levels = shop.cashier.get("/api/v1/stock/levels").await.good();
    let products = levels["products"].as_array().unwrap().iter();
    let level = |n: usize| levels["level_milli"][n].clone();
    let pairs = products
        .enumerate()
        .map(|(n, id)| (id.to_string(), level(n)));
    Value::Object(pairs.collect())
}

#[tokio::test]
async fn d2_09_a_dish_that_is_renamed_under_its_order_leaves_the_shelf_by_its_number() {
    let shop = open().await;
    let (owner, [rice, tea]) = (&shop.company.owner, shop.company.products);
    let counted = with_command(json!({
        "lines": [
            { "product": rice, "quantity_milli": 10_000 },
            { "product": tea, "quantity_milli": 10_000 },
        ],
        "reason": "found",
    }));
    let path = "/api/v1/stock/adjustments";
    shop.manager.post(path, &counted).await.good();
    let before = shelf(&shop).await;
    let line = |product: u32| json!({ "product": product, "quantity_milli": 2_000 });
    let of =
        |product: u32| with_command(json!({ "service": "take_away", "lines": [line(product)] }));
    let placed = shop.cashier.post("/api/v1/orders", &of(rice)).await.good();
    let id = placed["order"].as_str().unwrap();
    // Each takes the other's name: whoever looked for names would take the wrong one from the shelf.
    for (product, sku, name) in [
        (rice, "NG", "Nasi goreng lama"),
        (tea, "ET", "Nasi goreng"),
        (rice, "NG", "Es teh"),
    ] {
        let row = json!({ "sku": sku, "name": name, "category": 1, "unit": "porsi" });
        let path = format!("/api/v1/products/{product}");
        owner.ask("PUT", &path, &with_command(row)).await.good();
    }
    eventually("the branch knows the new names", async || {
        let known = items(&shop.cashier, "/api/v1/products?limit=500").await;
        let named = |row: &Value| row["id"] == rice && row["name"] == "Es teh";
        known.iter().any(named)
    })
    .await;
    step(&shop.cashier, id, "start").await.good();
    step(&shop.cashier, id, "finish").await.good();
    let (mut expected, rice) = (before, rice.to_string());
    expected[&rice] = json!(expected[&rice].as_i64().unwrap() - 2_000);
    assert_eq!(shelf(&shop).await, expected);
    is(
        &shop.cashier.post("/api/v1/orders", &of(999)).await,
        StatusCode::NOT_FOUND,
        "product_unknown",
    );
    assert_eq!(
        shelf(&shop).await,
        expected,
        "what is unknown moves nothing"
    );
}

#[tokio::test]
async fn d2_24_the_waiting_time_follows_the_kitchen() {
    let shop = open().await;
    let body = || {
        let line = json!({ "product": shop.company.products[0], "quantity_milli": 1_000 });
        with_command(json!({ "service": "take_away", "lines": [line] }))
    };
    let place = async || {
        let placed = shop.cashier.post("/api/v1/orders", &body()).await.good();
        placed["order"].as_str().unwrap().to_owned()
    };
    let serve = async |order: &str| {
        step(&shop.cashier, order, "start").await.good();
        step(&shop.cashier, order, "finish").await.good();
    };
    let waiting = async || shop.cashier.get("/api/v1/waiting").await.good();
    let mut slow = Vec::new();
    for _ in 0..5 {
        slow.push(place().await);
    }
    for _ in 0..4 {
        serve(&place().await).await;
    }
    assert_eq!(
        waiting().await,
        json!({ "of": 4 }),
        "of few nothing is said"
    );
    serve(&place().await).await;
    let quick = waiting().await["high_s"].as_i64().unwrap();
    // What is measured is time itself: the others stand for longer.
    let longer = 3 + u64::try_from(quick).unwrap();
    tokio::time::sleep(std::time::Duration::from_secs(longer)).await;
    for order in &slow {
        serve(order).await;
    }
    let after = waiting().await;
    assert_eq!(after["of"], 10);
    let high = after["high_s"].as_i64().unwrap();
    assert!(high >= quick + 3, "{quick} s became {high} s");
    assert!(after["low_s"].as_i64().unwrap() <= quick, "{after}");
}

/// The labels and states of a list of orders, page after page of one row.
async fn page_by_page(client: &Client, path: &str) -> Vec<(Value, Value)> {
    let (mut found, mut after) = (Vec::new(), String::new());
    // No list here is so long: one that never ends gives the same row again and again.
    for _ in 0..20 {
        let page = client.get(&format!("{path}&limit=1{after}")).await.good();
        let rows = page["items"].as_array().unwrap();
        assert!(rows.len() < 2, "{page}");
        found.extend(
            rows.iter()
                .map(|row| (row["n"].clone(), row["state"].clone())),
        );
        match page["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => return found,
        }
    }
    panic!("{path} has no end: {found:?}");
}

#[tokio::test]
async fn orders_of_some_days_are_listed_in_pages_however_they_ended() {
    let shop = open().await;
    set_table(&shop).await;
    let mut placed = Vec::new();
    for portions in 1..=4 {
        let body = order(&shop, 1, portions);
        let answer = shop.cashier.post("/api/v1/orders", &body).await.good();
        placed.push(answer["order"].as_str().unwrap().to_owned());
    }
    for done in ["start", "finish"] {
        step(&shop.cashier, &placed[0], done).await.good();
    }
    step(&shop.cashier, &placed[1], "start").await.good();
    let reason = with_command(json!({ "reason": "tamu pulang" }));
    let path = format!("/api/v1/orders/{}/cancel", placed[2]);
    shop.cashier.post(&path, &reason).await.good();
    let (from, to) = days();
    let list = format!("/api/v1/orders?from={from}&to={to}");
    let states = ["finished", "started", "cancelled", "placed"];
    let all: Vec<_> = (1..)
        .zip(states)
        .map(|(n, word)| (json!(n), json!(word)))
        .collect();
    assert_eq!(page_by_page(&shop.cashier, &list).await, all);
    for (n, word) in &all {
        let of_state = format!("{list}&state={}", word.as_str().unwrap());
        let found = page_by_page(&shop.cashier, &of_state).await;
        assert_eq!(found, [(n.clone(), word.clone())]);
    }
    let yesterday = format!("/api/v1/orders?from={from}&to={from}");
    assert_eq!(page_by_page(&shop.cashier, &yesterday).await, []);
    let here = shop.branch.node.running.app().me.branch.0;
    let at_centre = format!("{list}&branch={here}");
    eventually("the centre lists the same orders", async || {
        page_by_page(&shop.company.owner, &at_centre).await == all
    })
    .await;
    for wrong in [
        "from=2026-01-01",
        "limit=3",
        "from=2026-01-02&to=2026-01-01",
    ] {
        let told = shop.cashier.get(&format!("/api/v1/orders?{wrong}")).await;
        is(&told, StatusCode::UNPROCESSABLE_ENTITY, "query_invalid");
    }
}

/// Orders that cannot be, each with the code and the field that it is told.
fn bad_orders(product: u32) -> [(Value, &'static str, &'static str); 9] {
    let line = json!({ "product": product, "quantity_milli": 1_000 });
    [
        (
            json!({ "service": "take_away", "lines": [] }),
            "lines_missing",
            "lines",
        ),
        (
            json!({ "service": "table", "lines": [line] }),
            "body_invalid",
            "service.table",
        ),
        (
            json!({ "service": "sofa", "lines": [line] }),
            "body_invalid",
            "service",
        ),
        (
            json!({ "service": { "table": { "table": "x", "sitting": 1 } }, "lines": [line] }),
            "body_invalid",
            "service.table.table",
        ),
        (
            json!({ "service": "delivery", "lines": [{ "product": product, "quantity_milli": 0 }] }),
            "body_invalid",
            "lines[0].quantity_milli",
        ),
        (
            json!({ "service": "delivery", "lines": [{ "product": 999, "quantity_milli": 1_000 }] }),
            "product_unknown",
            "lines[0].product",
        ),
        (
            json!({ "service": "delivery", "lines": [line], "expected_gross": 1 }),
            "total_changed",
            "expected_gross",
        ),
        (
            json!({ "service": "delivery", "lines": [line], "total": 1 }),
            "body_invalid",
            "total",
        ),
        (
            json!({ "service": { "table": { "table": command(), "sitting": 1 } }, "lines": [line] }),
            "table_unknown",
            "table",
        ),
    ]
}

#[tokio::test]
async fn bad_orders_name_their_field_and_stop_nothing() {
    let shop = open().await;
    set_table(&shop).await;
    let cases = bad_orders(shop.company.products[0]);
    for (body, code, field) in cases {
        let answer = shop
            .cashier
            .post("/api/v1/orders", &with_command(body.clone()))
            .await;
        assert_eq!(
            (answer.json["code"].as_str(), answer.json["field"].as_str()),
            (Some(code), Some(field)),
            "{body}"
        );
    }
    let nowhere = step(&shop.cashier, "x", "start").await;
    is(&nowhere, StatusCode::NOT_FOUND, "not_found");
    let unknown = step(&shop.cashier, TABLE, "start").await;
    is(&unknown, StatusCode::NOT_FOUND, "order_unknown");
    let query = shop.cashier.get("/api/v1/orders?state=selesai").await;
    is(&query, StatusCode::UNPROCESSABLE_ENTITY, "query_invalid");
    assert_eq!(
        items(&shop.cashier, "/api/v1/orders").await,
        Vec::<Value>::new()
    );
}

#[tokio::test]
async fn a_served_order_is_called_off_by_who_was_asked_and_its_goods_tell_why_they_moved() {
    let shop = open().await;
    set_table(&shop).await;
    let product = &shop.company.products[0];
    let body = order(&shop, 1, 2);
    let placed = shop.cashier.post("/api/v1/orders", &body).await.good();
    let id = placed["order"].as_str().unwrap().to_owned();
    step(&shop.cashier, &id, "start").await.good();
    step(&shop.cashier, &id, "finish").await.good();
    let path = format!("/api/v1/orders/{id}/cancel");
    let mut body = with_command(json!({ "reason": "salah meja", "restock": true }));
    let told = shop.cashier.post(&path, &body).await;
    is(&told, StatusCode::FORBIDDEN, "approval_needed");
    let right = told.json["approval"].as_str().unwrap();
    let approvers = format!("/api/v1/approvals?right={right}");
    let asked = items(&shop.cashier, &approvers).await;
    let names: Vec<_> = asked.iter().map(|one| one["name"].clone()).collect();
    assert_eq!(names, ["Ibu Sri", "manager"]);
    assert!(asked.iter().all(|one| one["has_pin"] == false), "{asked:?}");
    let other = shop.cashier.get("/api/v1/approvals?right=sell").await;
    is(&other, StatusCode::UNPROCESSABLE_ENTITY, "query_invalid");

    body["command"] = json!(command());
    let ask = json!({
        "command": body["command"], "right": right, "login": "manager", "password": PASSWORD,
    });
    let given = shop.cashier.post("/api/v1/approvals", &ask).await.good();
    body["approval"] = given["approval"].clone();
    shop.cashier.post(&path, &body).await.good();
    let movements = format!("/api/v1/stock/{product}/movements");
    let story = shop.manager.get(&movements).await.good();
    let told = |n: usize| {
        let row = &story["items"][n];
        (row["kind"].clone(), row["change_milli"].clone())
    };
    assert_eq!(told(0), (json!("called_off"), json!(2_000)));
    assert_eq!(story["items"][0]["reason"], "salah meja");
    assert_eq!(told(1), (json!("served"), json!(-2_000)));
}
