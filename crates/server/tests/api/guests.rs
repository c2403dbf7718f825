//! Phones at a table: how they sit down, choose, order and call, and what they may
//! not: nothing of another table, nothing of a sitting that is over.

use axum::http::{StatusCode, header};
use nusa_server::{route::Access, routes};
use serde_json::{Value, json};

use crate::{
    client::{Answer, Client, is},
    messages::left,
    rows::items,
    shop::{Shop, open},
    world::{command, with_command},
};

/// A phone with its cookie.
pub(crate) struct Phone {
    pub(crate) client: Client,
    pub(crate) cookie: String,
    pub(crate) view: Value,
}

impl Phone {
    pub(crate) async fn ask(&self, method: &str, path: &str, body: &Value) -> Answer {
        let bytes = if body.is_null() {
            Vec::new()
        } else {
            body.to_string().into_bytes()
        };
        let headers = [
            ("content-type", "application/json"),
            ("cookie", self.cookie.as_str()),
        ];
        let request = self.client.request(method, path, &headers, &bytes);
        self.client.send(request).await.expect("the node answers")
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &Value::Null).await
    }

    pub(crate) async fn choose(&self, line: &str, product: &Value, portions: i64) -> Answer {
        let body = json!({ "line": line, "product": product, "quantity_milli": portions * 1_000, "note": "pedas" });
        self.ask("PUT", "/api/v1/guest/draft", &body).await
    }
}

/// Sets a table up and gives its id.
pub(crate) async fn table(shop: &Shop, label: &str) -> String {
    let id = command();
    let table = json!({ "area": "Teras", "label": label, "seats": 4 });
    let path = format!("/api/v1/tables/{id}");
    let set = shop.manager.ask("PUT", &path, &with_command(table)).await;
    set.good();
    id
}

/// The code of a table's running sitting.
pub(crate) async fn code(shop: &Shop, table: &str) -> String {
    let codes = items(&shop.cashier, "/api/v1/tables/codes").await;
    let own = codes.iter().find(|row| row["table"] == table).unwrap();
    let path = own["path"].as_str().unwrap();
    path.rsplit('/').next().unwrap().to_owned()
}

async fn try_sit(shop: &Shop, cookie: Option<&str>, body: &Value) -> Answer {
    let client = Client::to(&shop.branch.node.base);
    let mut headers = vec![("content-type", "application/json")];
    headers.extend(cookie.map(|cookie| ("cookie", cookie)));
    let body = body.to_string();
    let request = client.request("POST", "/api/v1/guest/session", &headers, body.as_bytes());
    client.send(request).await.unwrap()
}

/// Sits down by the code of a table.
pub(crate) async fn sit(shop: &Shop, table: &str, name: &str) -> Phone {
    let body = json!({ "table": table, "code": code(shop, table).await, "name": name });
    let answer = try_sit(shop, None, &body).await;
    Phone {
        client: Client::to(&shop.branch.node.base),
        cookie: cookie_of(&answer),
        view: answer.good(),
    }
}

fn cookie_of(answer: &Answer) -> String {
    let set = answer.headers.get(header::SET_COOKIE).unwrap();
    let text = set.to_str().unwrap();
    assert!(
        text.contains("HttpOnly") && text.contains("SameSite=Strict"),
        "{text}"
    );
    text.split(';').next().unwrap().to_owned()
}

pub(crate) fn order(lines: &Value, expected: i64) -> Value {
    with_command(json!({ "lines": lines, "expected_gross": expected }))
}

async fn close(shop: &Shop, table: &str, sitting: u32) {
    let path = format!("/api/v1/tables/{table}/close");
    let body = with_command(json!({ "sitting": sitting }));
    shop.cashier.post(&path, &body).await.good();
}

#[tokio::test]
async fn s2_042_a_guest_sits_down_by_the_code_and_reads_the_menu_at_the_branchs_price() {
    let shop = open().await;
    let table = table(&shop, "7").await;
    let ani = sit(&shop, &table, "Ani").await;
    assert_eq!(
        (&ani.view["label"], &ani.view["name"]),
        (&json!("7"), &json!("Ani"))
    );
    let menu = ani.get("/api/v1/guest/menu").await;
    let tag = menu
        .headers
        .get(header::ETAG)
        .unwrap()
        .to_str()
        .unwrap()
        .to_owned();
    let dish = menu.json["products"][0].clone();
    assert_eq!(
        (&dish["price"], &dish["sold_out"]),
        (&json!(18_000), &json!(false))
    );
    let headers = [
        ("cookie", ani.cookie.as_str()),
        ("if-none-match", tag.as_str()),
    ];
    let again = ani
        .client
        .request("GET", "/api/v1/guest/menu", &headers, b"");
    assert_eq!(ani.client.send(again).await.unwrap().status, 304);
}

#[tokio::test]
async fn s2_043_guests_of_a_table_share_what_they_choose_and_order_once_at_the_branchs_price() {
    let shop = open().await;
    let table = table(&shop, "7").await;
    let ani = sit(&shop, &table, "Ani").await;
    let dish = json!({ "id": shop.company.products[0] });
    let line = command();
    let draft = ani.choose(&line, &dish["id"], 2).await.good();
    assert_eq!(
        (&draft["gross"], &draft["name"]),
        (&json!(36_000), &json!("Ani"))
    );
    let budi = sit(&shop, &table, "Budi").await;
    budi.choose(&line, &dish["id"], 1).await.good();
    let seen = budi.get("/api/v1/guest/table").await.good();
    assert_eq!(
        seen["drafts"].as_array().unwrap().len(),
        2,
        "one table, one cart: {seen}"
    );
    assert_eq!(
        seen["drafts"][0]["lines"][0]["quantity_milli"], 2_000,
        "each has lines of its own"
    );

    let lines =
        json!([{ "product": dish["id"], "quantity_milli": 2_000, "note": "pedas", "line": line }]);
    let cheap = ani
        .ask("POST", "/api/v1/guest/orders", &order(&lines, 1))
        .await;
    is(&cheap, StatusCode::CONFLICT, "total_changed");
    let body = order(&lines, 36_000);
    let placed = ani.ask("POST", "/api/v1/guest/orders", &body).await.good();
    let again = ani.ask("POST", "/api/v1/guest/orders", &body).await.good();
    assert_eq!(placed, again, "sent twice, ordered once (D2-07)");
    let seen = budi.get("/api/v1/guest/table").await.good();
    assert_eq!(seen["orders"].as_array().unwrap().len(), 1);
    let order = &seen["orders"][0];
    assert_eq!(
        (
            &order["guest"],
            &order["state"],
            &order["gross"],
            &order["lines"][0]["note"]
        ),
        (
            &json!("Ani"),
            &json!("placed"),
            &json!(36_000),
            &json!("pedas")
        )
    );
    assert!(order["staff_name"].is_null(), "nobody signs for a guest");
    let left: Vec<_> = seen["drafts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["lines"].as_array().unwrap().len())
        .collect();
    assert_eq!(left, [0, 1], "what Ani ordered left her cart, Budi's stays");
    let [shown] = items(&shop.cashier, "/api/v1/orders")
        .await
        .try_into()
        .unwrap();
    assert_eq!(shown["order"], placed["order"], "the house sees it");
}

#[tokio::test]
async fn d2_11_what_was_read_at_one_sitting_is_worth_nothing_in_the_next() {
    let shop = open().await;
    let table = table(&shop, "7").await;
    let old = code(&shop, &table).await;
    let ani = sit(&shop, &table, "Ani").await;
    close(&shop, &table, 1).await;
    let product = shop.company.products[0];
    let late = ani.choose(&command(), &json!(product), 1).await;
    is(&late, StatusCode::CONFLICT, "sitting_over");
    let lines = json!([{ "product": product, "quantity_milli": 1_000 }]);
    let late = ani
        .ask("POST", "/api/v1/guest/orders", &order(&lines, 18_000))
        .await;
    is(&late, StatusCode::CONFLICT, "sitting_over");
    let void = try_sit(&shop, None, &json!({ "table": table, "code": old })).await;
    is(&void, StatusCode::FORBIDDEN, "code_void");
    let new = json!({ "table": table, "code": code(&shop, &table).await });
    let back = try_sit(&shop, Some(&ani.cookie), &new).await;
    assert_ne!(cookie_of(&back), ani.cookie);
    let back = back.good();
    assert_eq!(
        (&back["guest"], &back["sitting"]),
        (&ani.view["guest"], &json!(2)),
        "the same guest is known again"
    );
    let fresh = try_sit(&shop, None, &new).await.good();
    assert_ne!(fresh["guest"], ani.view["guest"]);
}

#[tokio::test]
async fn d2_13_a_phone_knows_its_own_table_and_no_other_route() {
    let shop = open().await;
    let (seven, eight) = (table(&shop, "7").await, table(&shop, "8").await);
    let (ani, budi) = (
        sit(&shop, &seven, "Ani").await,
        sit(&shop, &eight, "Budi").await,
    );
    let product = json!(shop.company.products[0]);
    ani.choose(&command(), &product, 1).await.good();
    let lines = json!([{ "product": product, "quantity_milli": 1_000 }]);
    ani.ask("POST", "/api/v1/guest/orders", &order(&lines, 18_000))
        .await
        .good();
    let seen = budi.get("/api/v1/guest/table").await.good();
    for list in ["orders", "drafts", "calls"] {
        let others = seen[list]
            .as_array()
            .unwrap()
            .iter()
            .filter(|row| row["label"] != "8");
        assert_eq!(others.count(), 0, "{list}: {seen}");
    }
    assert_eq!(seen["tables"].as_array().unwrap().len(), 1);
    let forged = Phone {
        cookie: ani.cookie.replace(&seven, &eight),
        client: ani.client.clone(),
        view: Value::Null,
    };
    is(
        &forged.get("/api/v1/guest/table").await,
        StatusCode::UNAUTHORIZED,
        "guest_unknown",
    );
    let mut wrong = Vec::new();
    for route in routes::table() {
        let body = if route.takes.is_some() {
            json!({})
        } else {
            Value::Null
        };
        let path = route.path.replace(['{', '}'], "0");
        let answer = ani.ask(route.method.as_ref(), &path, &body).await;
        let may = matches!(
            route.access,
            Access::Anyone | Access::Guest | Access::SignedInOrGuest
        );
        let refused = matches!(answer.status, 401 | 403);
        if refused == may && !matches!(route.access, Access::Demo) {
            wrong.push(format!("{route:?}: {}", answer.text));
        }
        if answer.status >= 500 {
            wrong.push(format!("{route:?} fails: {}", answer.text));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn a_number_is_typed_only_where_the_shop_allows_it_and_codes_are_not_guessed() {
    let shop = open().await;
    let table = table(&shop, "7").await;
    let typed = try_sit(&shop, None, &json!({ "label": "7" })).await;
    is(&typed, StatusCode::FORBIDDEN, "code_needed");
    let door = Client::to(&shop.branch.node.base)
        .get("/api/v1/guest/door")
        .await
        .good();
    assert_eq!(door["typed_tables"], false);
    for body in [
        json!({}),
        json!({ "table": table }),
        json!({ "table": table, "code": "A", "label": "7" }),
    ] {
        is(
            &try_sit(&shop, None, &body).await,
            StatusCode::UNPROCESSABLE_ENTITY,
            "body_invalid",
        );
    }
    let mut told = Vec::new();
    for n in 0..8 {
        let body = json!({ "table": table, "code": format!("WRONG{n}") });
        told.push(try_sit(&shop, None, &body).await.code().to_owned());
    }
    assert_eq!(told[0], "code_void");
    assert_eq!(told[7], "sign_in_limited", "{told:?}");
}

#[tokio::test]
async fn r39_a_table_that_orders_wildly_waits_and_its_requests_are_small() {
    let shop = open().await;
    let table = table(&shop, "7").await;
    let ani = sit(&shop, &table, "Ani").await;
    let product = shop.company.products[0];
    let lines = json!([{ "product": product, "quantity_milli": 1_000 }]);
    for _ in 0..4 {
        ani.ask("POST", "/api/v1/guest/orders", &order(&lines, 18_000))
            .await
            .good();
    }
    let told = ani
        .ask("POST", "/api/v1/guest/orders", &order(&lines, 18_000))
        .await;
    is(&told, StatusCode::TOO_MANY_REQUESTS, "guest_orders_many");
    assert_eq!(told.headers.get(header::RETRY_AFTER).unwrap(), "30");
    let waiter = with_command(json!({
        "service": { "table": { "table": table, "sitting": 1 } },
        "lines": lines,
    }));
    shop.cashier.post("/api/v1/orders", &waiter).await.good();
    let long = json!({ "line": command(), "product": product, "quantity_milli": 1_000, "note": "a".repeat(9_000) });
    let told = ani.ask("PUT", "/api/v1/guest/draft", &long).await;
    is(&told, StatusCode::PAYLOAD_TOO_LARGE, "body_too_large");
    for _ in 0..30 {
        ani.choose(&command(), &json!(product), 1).await.good();
    }
    let told = ani.choose(&command(), &json!(product), 1).await;
    is(&told, StatusCode::UNPROCESSABLE_ENTITY, "draft_full");
}

#[tokio::test]
async fn a_guest_calls_once_and_the_first_who_comes_is_remembered() {
    let shop = open().await;
    let table = table(&shop, "7").await;
    let (ani, budi) = (
        sit(&shop, &table, "Ani").await,
        sit(&shop, &table, "Budi").await,
    );
    let call = |kind: &str| json!({ "call": command(), "kind": kind });
    let first = ani
        .ask("POST", "/api/v1/guest/calls", &call("bill"))
        .await
        .good();
    let second = budi
        .ask("POST", "/api/v1/guest/calls", &call("bill"))
        .await
        .good();
    assert_eq!(first, second, "a table asks for its bill once");
    is(
        &ani.ask("POST", "/api/v1/guest/calls", &call("taxi")).await,
        StatusCode::UNPROCESSABLE_ENTITY,
        "body_invalid",
    );
    let [seen] = items(&shop.cashier, "/api/v1/calls")
        .await
        .try_into()
        .unwrap();
    assert_eq!(
        (&seen["label"], &seen["kind"], &seen["guest"]),
        (&json!("7"), &json!("bill"), &json!("Ani"))
    );
    let path = format!("/api/v1/calls/{}/answer", seen["call"].as_str().unwrap());
    for _ in 0..2 {
        assert_eq!(shop.cashier.post(&path, &Value::Null).await.status, 204);
    }
    assert!(items(&shop.cashier, "/api/v1/calls").await.is_empty());
    let unknown = format!("/api/v1/calls/{}/answer", command());
    is(
        &shop.cashier.post(&unknown, &Value::Null).await,
        StatusCode::NOT_FOUND,
        "not_found",
    );
}

#[tokio::test]
async fn s2_041_contacts_are_kept_with_consent_alone_and_known_at_the_next_visit() {
    let shop = open().await;
    let table = table(&shop, "7").await;
    let ani = sit(&shop, &table, "Ani").await;
    is(
        &ani.get("/api/v1/guest/profile").await,
        StatusCode::NOT_FOUND,
        "not_found",
    );
    let profile = |consent: bool| json!({ "name": "Ani W", "email": "ani@contoh.id", "phone": "0812 3456 789", "consent": consent });
    ani.ask("PUT", "/api/v1/guest/profile", &profile(false))
        .await
        .good();
    is(
        &ani.get("/api/v1/guest/profile").await,
        StatusCode::NOT_FOUND,
        "not_found",
    );
    ani.ask("PUT", "/api/v1/guest/profile", &profile(true))
        .await
        .good();
    close(&shop, &table, 1).await;
    let new = json!({ "table": table, "code": code(&shop, &table).await });
    let back = try_sit(&shop, Some(&ani.cookie), &new).await;
    let back = Phone {
        cookie: cookie_of(&back),
        client: ani.client.clone(),
        view: back.good(),
    };
    assert_eq!(
        back.view["name"], "Ani W",
        "she signs in again by her phone alone"
    );
    assert_eq!(
        back.get("/api/v1/guest/profile").await.good()["email"],
        "ani@contoh.id"
    );
    assert_eq!(
        back.ask("DELETE", "/api/v1/guest/profile", &Value::Null)
            .await
            .status,
        204
    );
    is(
        &back.get("/api/v1/guest/profile").await,
        StatusCode::NOT_FOUND,
        "not_found",
    );
    assert_eq!(
        back.get("/api/v1/guest/session").await.good()["name"],
        Value::Null,
        "her name is forgotten as well, at this sitting and at the next"
    );
    let wrong = json!({ "name": "Ani", "email": "ani", "consent": true });
    let told = back.ask("PUT", "/api/v1/guest/profile", &wrong).await;
    is(&told, StatusCode::UNPROCESSABLE_ENTITY, "body_invalid");
    assert_eq!(told.json["field"], "email");
}

#[tokio::test]
async fn d2_05_what_a_former_guest_had_is_never_counted_again() {
    let shop = open().await;
    let table = table(&shop, "7").await;
    let product = json!(shop.company.products[0]);
    let serve = async |phone: &Phone, portions: i64| {
        let lines = json!([{ "product": product, "quantity_milli": portions * 1_000 }]);
        let body = order(&lines, portions * 18_000);
        let placed = phone
            .ask("POST", "/api/v1/guest/orders", &body)
            .await
            .good();
        let path = format!("/api/v1/orders/{}", placed["order"].as_str().unwrap());
        for step in ["start", "finish"] {
            let body = with_command(json!({}));
            shop.cashier
                .post(&format!("{path}/{step}"), &body)
                .await
                .good();
        }
    };
    let before = left(&shop).await;
    let ani = sit(&shop, &table, "Ani").await;
    serve(&ani, 3).await;
    ani.choose(&command(), &product, 5).await.good();
    crate::dining::pay(&shop, &table).await;
    close(&shop, &table, 1).await;
    let budi = sit(&shop, &table, "Budi").await;
    let seen = budi.get("/api/v1/guest/table").await.good();
    assert_eq!(seen["orders"], json!([]), "the table begins anew");
    let chosen = seen["drafts"].as_array().unwrap().iter();
    assert!(
        chosen.clone().all(|draft| draft["lines"] == json!([])),
        "{seen}"
    );
    serve(&budi, 1).await;
    assert_eq!(left(&shop).await, before - 4_000);
}
