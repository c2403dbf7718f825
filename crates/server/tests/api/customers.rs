//! Customers of a branch: written down at the till or by their own phone, with what
//! they had; and gone when they want it.

use std::path::Path;

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::{
    client::{Answer, Client, is},
    dining::pay,
    guests::{Phone, sit, table},
    rows::items,
    shop::{Shop, days, open},
    world::{command, eventually, with_command},
};

const NAME: &str = "Wulandari Prameswari";
const PHONE: &str = "+62 812-7777-0451";
const EMAIL: &str = "wulan@contoh.id";

fn contact(consent: bool) -> Value {
    json!({ "name": NAME, "phone": PHONE, "email": EMAIL, "consent": consent })
}

async fn keep(who: &Client, id: &str, body: &Value) -> Answer {
    let path = format!("/api/v1/customers/{id}");
    who.ask("PUT", &path, body).await
}

async fn names(who: &Client, query: &str) -> Vec<Value> {
    let rows = items(who, &format!("/api/v1/customers{query}")).await;
    rows.into_iter().map(|row| row["name"].clone()).collect()
}

async fn visited(shop: &Shop, id: &str, sale: &Value) -> Answer {
    let sale = sale["sale"].as_str().unwrap();
    let path = format!("/api/v1/customers/{id}/visits/{sale}");
    shop.cashier.ask("PUT", &path, &Value::Null).await
}

#[tokio::test]
async fn s2_031_a_cashier_writes_a_customer_down_and_what_was_bought_stays_with_them() {
    let shop = open().await;
    let id = command();
    let refused = keep(&shop.cashier, &id, &contact(false)).await;
    is(&refused, StatusCode::UNPROCESSABLE_ENTITY, "body_invalid");
    assert_eq!(refused.json["field"], "consent");
    let kept = keep(&shop.cashier, &id, &contact(true)).await.good();
    assert_eq!(
        (&kept["customer"], &kept["by_phone"]),
        (&json!(id), &json!(false))
    );
    for part in ["PRAMES", "7777-0451", "77770451", "wulan%40contoh"] {
        assert_eq!(
            names(&shop.cashier, &format!("?q={part}")).await,
            [NAME],
            "{part}"
        );
    }
    assert!(names(&shop.cashier, "?q=budi").await.is_empty());
    let number = id[id.len() - 8..].to_uppercase();
    assert_eq!(names(&shop.cashier, &format!("?q={number}")).await, [NAME]);
    let nosy = shop.cashier.get("/api/v1/customers").await;
    is(&nosy, StatusCode::UNPROCESSABLE_ENTITY, "query_invalid");
    assert_eq!(nosy.json["field"], "q");
    assert_eq!(names(&shop.manager, "").await, [NAME]);

    let (one, two) = (shop.sell(1).await.good(), shop.sell(2).await.good());
    for sale in [&one, &two, &two] {
        assert_eq!(visited(&shop, &id, sale).await.status, 204);
    }
    let nothing = visited(&shop, &id, &json!({ "sale": command() })).await;
    is(&nothing, StatusCode::NOT_FOUND, "not_found");
    is(
        &visited(&shop, &command(), &one).await,
        StatusCode::NOT_FOUND,
        "not_found",
    );
    let path = format!("/api/v1/customers/{id}");
    let shown = shop.cashier.get(&path).await.good();
    assert_eq!(shown["customer"]["visits"], 2);
    let visits = &shown["history"]["visits"];
    assert_eq!(
        visits[0]["receipt_no"], two["receipt_no"],
        "the newest first"
    );
    assert_eq!(visits[0]["total"], 36_000);
    assert_eq!(shown["history"]["spent"], 54_000);
    let liked = &shown["history"]["favourites"][0];
    assert_eq!(
        (&liked["visits"], &liked["quantity_milli"]),
        (&json!(2), &json!(3_000))
    );

    is(
        &shop.cashier.ask("DELETE", &path, &Value::Null).await,
        StatusCode::FORBIDDEN,
        "forbidden",
    );
    assert_eq!(
        shop.manager.ask("DELETE", &path, &Value::Null).await.status,
        204
    );
    is(
        &shop.cashier.get(&path).await,
        StatusCode::NOT_FOUND,
        "not_found",
    );
    assert_eq!(shop.sums(&shop.manager).await, (2, 54_000), "facts stay");
}

#[tokio::test]
async fn s2_031_pages_of_customers_go_on_behind_each_other() {
    let shop = open().await;
    for name in ["Citra", "andi", "Budi"] {
        let body = json!({ "name": name, "consent": true });
        keep(&shop.cashier, &command(), &body).await.good();
    }
    let (mut seen, mut after) = (Vec::new(), String::new());
    for _ in 0..4 {
        let page = shop
            .manager
            .get(&format!("/api/v1/customers?limit=1{after}"))
            .await
            .good();
        seen.push(page["items"][0]["name"].clone());
        match page["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => break,
        }
    }
    assert_eq!(seen, ["andi", "Budi", "Citra"]);
}

async fn ordered(shop: &Shop, phone: &Phone, product: usize) {
    let line = json!({ "product": shop.company.products[product], "quantity_milli": 1_000 });
    let body = with_command(json!({ "lines": [line] }));
    phone
        .ask("POST", "/api/v1/guest/orders", &body)
        .await
        .good();
}

async fn history(phone: &Phone) -> Value {
    phone.get("/api/v1/guest/history").await.good()
}

#[tokio::test]
async fn s2_031_a_guest_who_agrees_finds_their_own_dishes_again_and_nobody_elses() {
    let shop = open().await;
    let seven = table(&shop, "7").await;
    let ani = sit(&shop, &seven, "Ani").await;
    let budi = sit(&shop, &seven, "Budi").await;
    ani.ask("PUT", "/api/v1/guest/profile", &contact(true))
        .await
        .good();
    ordered(&shop, &ani, 0).await;
    ordered(&shop, &budi, 1).await;
    assert_eq!(history(&ani).await["visits"], json!([]), "nothing is paid");
    pay(&shop, &seven).await;
    eventually("the visit is known", async || {
        history(&ani).await["visits"]
            .as_array()
            .is_some_and(|visits| visits.len() == 1)
    })
    .await;
    let visit = history(&ani).await["visits"][0].clone();
    let dishes: Vec<_> = visit["dishes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|dish| dish["product"].clone())
        .collect();
    assert_eq!(dishes, [json!(shop.company.products[0])]);
    assert_eq!(visit["total"], 18_000, "of Ani's dishes alone");
    assert_eq!(
        history(&budi).await["visits"],
        json!([]),
        "Budi did not agree"
    );
    let found = items(&shop.cashier, "/api/v1/customers?q=wulan").await;
    assert_eq!(
        (&found[0]["by_phone"], &found[0]["visits"]),
        (&json!(true), &json!(1))
    );
    let gone = ani
        .ask("DELETE", "/api/v1/guest/profile", &Value::Null)
        .await;
    assert_eq!(gone.status, 204);
    assert_eq!(history(&ani).await["visits"], json!([]));
    assert!(names(&shop.manager, "").await.is_empty());
}

/// Whether some file of a directory has these bytes.
fn stands_in(directory: &Path, text: &str) -> bool {
    let files = std::fs::read_dir(directory).unwrap();
    files
        .filter_map(|file| std::fs::read(file.unwrap().path()).ok())
        .any(|bytes| {
            bytes
                .windows(text.len())
                .any(|part| part == text.as_bytes())
        })
}

#[tokio::test]
async fn i13_a_customers_contact_is_in_no_fact_and_on_no_disk_after_it_is_erased() {
    let shop = open().await;
    let id = command();
    keep(&shop.cashier, &id, &contact(true)).await.good();
    let sale = shop.sell(1).await.good();
    visited(&shop, &id, &sale).await;
    shop.branch.in_step(&shop.cashier).await;
    let centre = shop.company.centre.directory.path();
    assert!(stands_in(shop.branch.node.directory.path(), NAME));
    assert!(!stands_in(centre, NAME), "it never travels");
    let path = format!("/api/v1/customers/{id}");
    shop.manager.ask("DELETE", &path, &Value::Null).await;
    let Shop { branch, .. } = shop;
    let directory = branch.node.directory;
    branch.node.running.stop().await.unwrap();
    for text in [NAME, PHONE, EMAIL] {
        assert!(!stands_in(directory.path(), text), "{text}");
    }
}

#[tokio::test]
async fn customers_are_known_at_their_branch_alone() {
    let shop = open().await;
    let id = command();
    keep(&shop.cashier, &id, &contact(true)).await.good();
    let owner = &shop.company.owner;
    for path in [
        "/api/v1/customers?q=wulan".to_owned(),
        format!("/api/v1/customers/{id}"),
    ] {
        is(&owner.get(&path).await, StatusCode::CONFLICT, "not_here");
    }
    let there = keep(owner, &id, &contact(true)).await;
    is(&there, StatusCode::CONFLICT, "not_here");
}

#[tokio::test]
async fn s2_070_what_was_sold_is_told_by_product_and_day_and_what_a_table_ordered_by_table() {
    let shop = open().await;
    shop.sell(2).await.good();
    let (from, to) = days();
    let path = format!("/api/v1/reports/products?from={from}&to={to}");
    let sold = items(&shop.manager, &path).await;
    let rice = &sold[0];
    assert_eq!(rice["sold_milli"], 2_000, "{rice}");
    let by_day = format!("/api/v1/reports/days?from={from}&to={to}");
    let day = items(&shop.manager, &by_day).await;
    assert_eq!(day.iter().filter(|row| row["sales"] == 1).count(), 1);
    let seven = table(&shop, "7").await;
    let ani = sit(&shop, &seven, "Ani").await;
    ordered(&shop, &ani, 1).await;
    let orders = items(&shop.cashier, &format!("/api/v1/orders?table={seven}")).await;
    assert_eq!(
        (&orders[0]["guest"], &orders[0]["state"]),
        (&json!("Ani"), &json!("placed"))
    );
    assert_eq!(orders[0]["lines"].as_array().unwrap().len(), 1);
}
