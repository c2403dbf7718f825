//! People whom a branch adds to its staff by itself, over HTTP: they work at once, with
//! a password and a PIN, and the centre may take them over.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::{
    client::{Answer, Client, is},
    rows::{fields, items},
    shop::{Shop, open},
    world::{PASSWORD, eventually, with_command},
};

const PERSON: &str = "0199c0de-0000-7000-8000-0000000000aa";

fn wati(role: &str) -> Value {
    json!({ "login": "wati", "name": "Wati Ayu", "role": role })
}

async fn set(who: &Client, body: Value) -> Answer {
    let path = format!("/api/v1/local-staff/{PERSON}");
    who.ask("PUT", &path, &with_command(body)).await
}

async fn set_password(who: &Client, id: &Value) -> Answer {
    let path = format!("/api/v1/people/{id}/password");
    let body = json!({ "password": PASSWORD });
    who.ask("PUT", &path, &body).await
}

async fn listed(who: &Client) -> Option<Value> {
    let people = items(who, "/api/v1/people").await;
    people.iter().find(|row| row["login"] == "wati").cloned()
}

async fn added(shop: &Shop) -> Value {
    let id = set(&shop.manager, wati("cashier")).await.good()["id"].clone();
    let kept = set_password(&shop.manager, &id).await;
    assert_eq!(kept.status, 204, "{}", kept.text);
    id
}

#[tokio::test]
async fn s1_136_whom_a_branch_adds_sells_at_once_and_signs_in_with_a_pin() {
    let shop = open().await;
    let node = &shop.branch.node;
    let id = added(&shop).await;
    let her = node.sign_in("wati").await;
    assert_eq!(her.post("/api/v1/sales", &shop.sale(1)).await.status, 201);
    is(
        &her.get("/api/v1/people").await,
        StatusCode::FORBIDDEN,
        "forbidden",
    );
    let pin = json!({ "pin": "482913", "password": PASSWORD });
    let kept = her.ask("PUT", "/api/v1/session/pin", &pin).await;
    assert_eq!(kept.status, 204, "{}", kept.text);
    let own = json!({ "password": PASSWORD, "new_password": "sandi lain lagi" });
    let changed = her.ask("PUT", "/api/v1/session/password", &own).await;
    assert_eq!(changed.status, 204, "{}", changed.text);
    // The list says whose she is, and the branch's report names her.
    let seen = listed(&shop.manager).await.unwrap();
    assert_eq!(
        fields(&seen, ["id", "active", "has_password"]),
        [id.clone(), json!(true), json!(true),]
    );
    assert_eq!(
        fields(&seen["added"], ["person", "branch", "by"]),
        [json!(PERSON), json!(shop.company.branch), json!("manager")]
    );
    // The same request once more is the same answer; another body is a change.
    let body = with_command(json!({ "login": "wati", "name": "Wati W", "role": "waiter" }));
    let path = format!("/api/v1/local-staff/{PERSON}");
    let once = shop.manager.ask("PUT", &path, &body).await.good();
    let twice = shop.manager.ask("PUT", &path, &body).await.good();
    assert_eq!(once, twice);
    assert_eq!(once["id"], id);
    let body = json!({ "login": "wati", "password": "sandi lain lagi" });
    let view = node.client.post("/api/v1/session", &body).await.good();
    let again = node.client.with(view["token"].as_str().unwrap());
    let sold = again.post("/api/v1/sales", &shop.sale(1)).await;
    is(&sold, StatusCode::FORBIDDEN, "forbidden");
}

#[tokio::test]
async fn whom_a_branch_added_is_refused_when_the_centre_lets_them_go() {
    let shop = open().await;
    let owner = &shop.company.owner;
    let id = added(&shop).await;
    let her = shop.branch.node.sign_in("wati").await;
    eventually("the centre lists her", async || {
        listed(owner).await.is_some()
    })
    .await;
    let seen = listed(owner).await.unwrap();
    assert_eq!(
        fields(&seen, ["id", "has_password"]),
        [id.clone(), json!(false)]
    );
    let early = set_password(owner, &id).await;
    is(&early, StatusCode::CONFLICT, "not_here");
    let invitation = format!("/api/v1/people/{id}/invitation");
    let invited = owner.post(&invitation, &json!({ "mail": false })).await;
    is(&invited, StatusCode::CONFLICT, "not_here");
    let grants = json!([{ "role": "cashier", "branch": shop.company.branch }]);
    let row_of = |active: bool| {
        let row = json!({ "login": "wati", "name": "Wati Ayu", "grants": grants.clone(), "active": active });
        with_command(row)
    };
    let path = format!("/api/v1/people/{id}");
    owner.ask("PUT", &path, &row_of(true)).await.good();
    eventually("the branch knows that she is the centre's", async || {
        listed(&shop.manager).await.unwrap().get("added").is_none()
    })
    .await;
    assert_eq!(her.post("/api/v1/sales", &shop.sale(1)).await.status, 201);
    is(
        &set(&shop.manager, wati("kitchen")).await,
        StatusCode::CONFLICT,
        "person_of_centre",
    );
    is(
        &set_password(&shop.manager, &id).await,
        StatusCode::CONFLICT,
        "not_here",
    );
    owner.ask("PUT", &path, &row_of(false)).await.good();
    eventually("she is out", async || {
        her.get("/api/v1/session").await.status == StatusCode::UNAUTHORIZED
    })
    .await;
}

#[tokio::test]
async fn a_branch_adds_nobody_who_reaches_further_and_says_what_is_wrong() {
    let shop = open().await;
    let bad = [
        (wati("manager"), StatusCode::FORBIDDEN, "forbidden", "role"),
        (
            wati("king"),
            StatusCode::UNPROCESSABLE_ENTITY,
            "body_invalid",
            "role",
        ),
        (
            json!({ "login": "cashier", "name": "W", "role": "cashier" }),
            StatusCode::CONFLICT,
            "master_taken",
            "login",
        ),
        (
            json!({ "login": "wa/ti", "name": "W", "role": "cashier" }),
            StatusCode::UNPROCESSABLE_ENTITY,
            "text_invalid",
            "login",
        ),
        (
            json!({ "login": "wati", "name": " ", "role": "cashier" }),
            StatusCode::UNPROCESSABLE_ENTITY,
            "body_invalid",
            "name",
        ),
    ];
    for (body, status, code, field) in bad {
        let answer = set(&shop.manager, body).await;
        is(&answer, status, code);
        let problem: Value = serde_json::from_str(&answer.text).unwrap();
        assert_eq!(problem["field"], field, "{}", answer.text);
    }
    is(
        &set(&shop.cashier, wati("cashier")).await,
        StatusCode::FORBIDDEN,
        "forbidden",
    );
    is(
        &set(&shop.company.owner, wati("cashier")).await,
        StatusCode::CONFLICT,
        "not_here",
    );
    let nameless = with_command(wati("cashier"));
    let answer = shop
        .manager
        .ask("PUT", "/api/v1/local-staff/wati", &nameless)
        .await;
    is(&answer, StatusCode::NOT_FOUND, "not_found");
    let unknown = shop
        .manager
        .ask(
            "PUT",
            "/api/v1/people/3221291008/password",
            &json!({ "password": PASSWORD }),
        )
        .await;
    is(&unknown, StatusCode::NOT_FOUND, "person_unknown");
    assert!(listed(&shop.manager).await.is_none());
}

#[tokio::test]
async fn a_row_that_is_not_there_is_not_made_by_naming_it() {
    let shop = open().await;
    let owner = &shop.company.owner;
    let cases = [
        ("categories/77", json!({ "name": "Baru" })),
        ("regions/77", json!({ "name": "Baru" })),
        (
            "people/77",
            json!({ "login": "baru", "name": "Baru", "grants": [{ "role": "cashier" }] }),
        ),
    ];
    for (path, body) in cases {
        let answer = owner
            .ask("PUT", &format!("/api/v1/{path}"), &with_command(body))
            .await;
        is(&answer, StatusCode::NOT_FOUND, "master_unknown");
    }
    let categories = items(owner, "/api/v1/categories").await;
    assert!(categories.iter().all(|row| row["id"] != 77));
}
