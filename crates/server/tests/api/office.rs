//! Branches, their contacts and health, and the audit, over HTTP.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::{
    client::{Client, is},
    shop::open,
    world::{added, branch_row, company, with_command},
};

async fn branches(client: &Client, query: &str) -> Vec<Value> {
    let page = client.get(&format!("/api/v1/branches{query}")).await.good();
    page["items"].as_array().unwrap().clone()
}

#[tokio::test]
async fn s1_021_and_s1_101_a_branch_has_head_and_phone_outside_the_journal() {
    let company = company().await;
    let owner = &company.owner;
    let path = format!("/api/v1/branches/{}/contact", company.branch);
    let contact = json!({ "head": "Bu Rina", "phone": "+62 812-3456" });
    assert_eq!(owner.ask("PUT", &path, &contact).await.status, 204);
    let row = branches(owner, "").await[0].clone();
    assert_eq!(
        (&row["head"], &row["phone"]),
        (&json!("Bu Rina"), &json!("+62 812-3456"))
    );
    let cashier = company.centre.sign_in("cashier").await;
    assert!(
        branches(&cashier, "").await[0].get("phone").is_none(),
        "not for everybody"
    );
    let bad = owner.ask("PUT", &path, &json!({ "phone": "x" })).await;
    assert_eq!(
        (bad.code(), &bad.json["field"]),
        ("body_invalid", &json!("phone"))
    );
    is(
        &owner
            .ask("PUT", "/api/v1/branches/77/contact", &contact)
            .await,
        StatusCode::NOT_FOUND,
        "branch_unknown",
    );
    let audit = owner.get("/api/v1/audit").await.good().to_string();
    assert!(
        // The whole number: four digits alone stand in some id or hash now and then.
        !audit.contains("812-3456") && !audit.contains("Rina"),
        "a fact holds no contact"
    );
    assert_eq!(owner.ask("PUT", &path, &json!({})).await.status, 204);
    assert!(
        branches(owner, "").await[0].get("phone").is_none(),
        "erased"
    );
}

#[tokio::test]
async fn s1_100_to_s1_105_branches_are_edited_closed_and_opened_and_never_deleted() {
    let shop = open().await;
    let owner = &shop.company.owner;
    let second = added(owner, "/api/v1/branches", branch_row("BDG01", 1)).await;
    let mut edited = branch_row("BDG01", 1);
    edited["name"] = "Bandung".into();
    edited["footer"] = json!(["Terima kasih"]);
    let path = format!("/api/v1/branches/{second}");
    owner
        .ask("PUT", &path, &with_command(edited.clone()))
        .await
        .good();
    edited["code"] = "BDG02".into();
    let refused = owner.ask("PUT", &path, &with_command(edited)).await;
    assert_eq!(
        (refused.code(), &refused.json["field"]),
        ("master_invalid", &json!("rows[0].code"))
    );
    owner
        .post(&format!("{path}/close"), &with_command(json!({})))
        .await
        .good();
    let names: Vec<_> = branches(owner, "")
        .await
        .iter()
        .map(|row| (row["code"].clone(), row["active"].clone()))
        .collect();
    assert_eq!(
        names,
        [
            (json!("JKT01"), json!(true)),
            (json!("BDG01"), json!(false))
        ]
    );
    assert_eq!(branches(owner, "?status=active").await.len(), 1);
    assert_eq!(
        branches(owner, "?status=closed").await[0]["footer"],
        json!(["Terima kasih"])
    );
    owner
        .post(&format!("{path}/open"), &with_command(json!({})))
        .await
        .good();
    assert_eq!(branches(owner, "?status=active").await.len(), 2);
    is(
        &owner.ask("DELETE", &path, &Value::Null).await,
        StatusCode::METHOD_NOT_ALLOWED,
        "method_not_allowed",
    );
}

#[tokio::test]
async fn the_health_of_a_branch_tells_its_keys_chains_and_trouble() {
    let shop = open().await;
    let owner = &shop.company.owner;
    shop.sell(1).await.good();
    shop.branch.in_step(&shop.cashier).await;
    let health = owner
        .get(&format!("/api/v1/branches/{}/health", shop.company.branch))
        .await
        .good();
    assert_eq!(
        (
            &health["state"],
            &health["devices"][0]["standing"],
            &health["today"]["sales"]
        ),
        (&json!("connected"), &json!("current"), &json!(1))
    );
    assert!(
        health["chains"][0]["seq"].as_u64().unwrap() >= 2,
        "{health}"
    );
    assert_eq!(
        (&health["quarantine"], &health["flags"]),
        (&json!([]), &json!([]))
    );
    assert_eq!(branches(owner, "").await[0]["has_facts"], true);
}

async fn audit(client: &Client, query: &str) -> Value {
    client.get(&format!("/api/v1/audit?{query}")).await.good()
}

#[tokio::test]
async fn the_audit_tells_who_changed_what() {
    let company = company().await;
    let owner = &company.owner;
    let row = json!({ "sku": "NG", "name": "Nasi goreng spesial", "category": 1, "unit": "porsi", "price": 20_000 });
    let path = format!("/api/v1/products/{}", company.products[0]);
    owner.ask("PUT", &path, &with_command(row)).await.good();
    let stock = json!({ "reference": "SJ-9", "lines": [{ "product": company.products[0], "quantity_milli": 1_000 }] });
    owner
        .post("/api/v1/stock/receipts", &with_command(stock))
        .await
        .good();
    let page = audit(owner, "limit=3").await;
    let told: Vec<_> = page["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| {
            (
                entry["kind"].as_str().unwrap().to_owned(),
                entry["what"].as_str().unwrap().to_owned(),
            )
        })
        .collect();
    let expected = [
        ("stock", "received"),
        ("price", "added"),
        ("product", "changed"),
    ];
    assert_eq!(
        told,
        expected.map(|(kind, what)| (kind.to_owned(), what.to_owned()))
    );
    let product = &page["items"][2];
    assert_eq!(product["staff"]["name"], "Ibu Sri");
    assert_eq!(
        product["fields"],
        json!([{ "field": "name", "from": "Nasi goreng", "to": "Nasi goreng spesial" }])
    );
    let kinds = audit(owner, "kind=product").await;
    assert_eq!(kinds["items"].as_array().unwrap().len(), 3);
    let found = audit(owner, "search=SPESIAL&kind=product").await;
    assert_eq!(found["items"].as_array().unwrap().len(), 1);
    for nothing in ["staff=99", "to=1"] {
        assert_eq!(audit(owner, nothing).await["items"], json!([]), "{nothing}");
    }
    let next = page["next"].as_str().unwrap();
    let older = audit(owner, &format!("after={next}&limit=1")).await;
    assert!(older["items"][0]["n"].as_u64().unwrap() < product["n"].as_u64().unwrap());
    is(
        &owner.get("/api/v1/audit?kind=weather").await,
        StatusCode::UNPROCESSABLE_ENTITY,
        "query_invalid",
    );
}

#[tokio::test]
async fn the_audit_calls_a_price_by_its_product() {
    let company = company().await;
    let rice = company.products[0];
    let found = audit(&company.owner, "search=GORENG").await;
    let rows = found["items"].as_array().unwrap();
    let told: Vec<_> = rows
        .iter()
        .map(|row| (&row["kind"], &row["name"], &row["product"]))
        .collect();
    let name = json!("Nasi goreng");
    let expected = [
        (&json!("price"), &name, &json!(rice)),
        (&json!("product"), &name, &Value::Null),
    ];
    assert_eq!(told, expected);
}

#[tokio::test]
async fn s1_042_whoever_is_signed_in_changes_their_own_password() {
    let company = company().await;
    let centre = &company.centre;
    let state = centre.client.get("/api/v1/setup").await.good();
    assert_eq!(state, json!({ "needed": false, "role": "centre" }));
    let cashier = centre.sign_in("cashier").await;
    let session = cashier.get("/api/v1/session").await.good();
    assert_eq!(session["tz_offset_min"], 420);
    let path = "/api/v1/session/password";
    let ask = |old: &str, new: &str| json!({ "password": old, "new_password": new });
    let wrong = cashier
        .ask("PUT", path, &ask("bukan-ini-sandi", "sandi-baru-sekali"))
        .await;
    is(&wrong, StatusCode::UNAUTHORIZED, "sign_in_failed");
    let short = cashier
        .ask("PUT", path, &ask(crate::world::PASSWORD, "pendek"))
        .await;
    assert_eq!(
        (short.code(), &short.json["field"]),
        ("password_invalid", &json!("new_password"))
    );
    let done = cashier
        .ask(
            "PUT",
            path,
            &ask(crate::world::PASSWORD, "sandi-baru-sekali"),
        )
        .await;
    assert_eq!(done.status, 204, "{}", done.text);
    is(
        &cashier.get("/api/v1/session").await,
        StatusCode::UNAUTHORIZED,
        "unauthenticated",
    );
    let again = json!({ "login": "cashier", "password": "sandi-baru-sekali" });
    centre.client.post("/api/v1/session", &again).await.good();
}
