//! Sign-ins that last, and how they are ended: by time, by their owner, by whoever
//! may set the password, and by a new password wherever it was set.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::{
    client::{Client, is},
    rows::items,
    world::{PASSWORD, Served, company, eventually, hire},
};

const HOUR: i64 = 3_600_000;
const OWN: &str = "/api/v1/session/sign-ins";

async fn sign_in(node: &Served, login: &str, remember: bool, browser: &str) -> (Client, String) {
    let body = json!({ "login": login, "password": PASSWORD, "remember": remember }).to_string();
    let headers = [
        ("content-type", "application/json"),
        ("user-agent", browser),
    ];
    let client = &node.client;
    let request = client.request("POST", "/api/v1/session", &headers, body.as_bytes());
    let answer = client.send(request).await.unwrap();
    let cookie = answer.headers["set-cookie"].to_str().unwrap().to_owned();
    let token = answer.good()["token"].as_str().unwrap().to_owned();
    (client.with(&token), cookie)
}

async fn is_in(who: &Client) -> bool {
    who.get("/api/v1/session").await.status == 200
}

#[tokio::test]
async fn a_sign_in_that_is_not_remembered_ends_with_the_browser_and_after_twelve_hours() {
    let company = company().await;
    let centre = &company.centre;
    let (passing, cookie) = sign_in(centre, "cashier", false, "").await;
    assert!(
        !cookie.contains("Max-Age") && cookie.contains("HttpOnly"),
        "{cookie}"
    );
    let (kept, cookie) = sign_in(centre, "cashier", true, "").await;
    assert!(cookie.contains("Max-Age=57600"), "{cookie}");
    centre.skip(12 * HOUR - 60_000);
    assert!(is_in(&passing).await && is_in(&kept).await);
    centre.skip(60_000);
    assert!(!is_in(&passing).await && is_in(&kept).await);
    let rows = items(&kept, OWN).await;
    assert!(
        rows.iter().all(|row| row["remembered"] == true),
        "what ended is not listed"
    );
    centre.skip(4 * HOUR);
    assert!(!is_in(&kept).await);
}

#[tokio::test]
async fn sign_ins_are_listed_with_their_device_and_each_can_be_ended() {
    let company = company().await;
    let centre = &company.centre;
    let phone = "Mozilla/5.0 (Linux; Android 10; K) Chrome/131.0.0.0 Mobile Safari/537.36";
    let (lost, _) = sign_in(centre, "cashier", true, phone).await;
    centre.skip(HOUR);
    let (here, _) = sign_in(centre, "cashier", false, "curl/8").await;
    let (manager, _) = sign_in(centre, "manager", true, "").await;
    let rows = items(&here, OWN).await;
    assert_eq!(rows.len(), 2);
    let said = |row: &Value| ["device", "remembered", "this"].map(|name| row[name].clone());
    assert_eq!(
        said(&rows[0]),
        [Value::Null, json!(false), json!(true)],
        "the newest first"
    );
    assert_eq!(
        said(&rows[1]),
        [json!("Chrome · Android"), json!(true), json!(false)]
    );
    // It is used now, and the list says so before long.
    let first = rows[1]["seen"].as_i64().unwrap();
    assert!(is_in(&lost).await);
    eventually("its use is noted", async || {
        items(&here, OWN).await[1]["seen"].as_i64().unwrap() >= first + HOUR
    })
    .await;
    let id = rows[1]["id"].as_str().unwrap();
    let path = format!("{OWN}/{id}");
    let theirs = manager.ask("DELETE", &path, &Value::Null).await;
    is(&theirs, StatusCode::NOT_FOUND, "not_found");
    assert!(is_in(&lost).await, "it is somebody else's");
    assert_eq!(here.ask("DELETE", &path, &Value::Null).await.status, 204);
    assert!(!is_in(&lost).await && is_in(&here).await);
    let (one, _) = sign_in(centre, "cashier", true, "").await;
    let (two, _) = sign_in(centre, "cashier", true, "").await;
    assert_eq!(here.ask("DELETE", OWN, &Value::Null).await.status, 204);
    assert!(is_in(&here).await && !is_in(&one).await && !is_in(&two).await);
    assert!(is_in(&manager).await);
}

#[tokio::test]
async fn whoever_may_set_a_password_ends_the_sign_ins_of_that_person() {
    let company = company().await;
    let centre = &company.centre;
    let own = company.branch;
    hire(
        &company.owner,
        "kepala",
        json!([{ "role": "manager", "branch": own }]),
    )
    .await;
    let near = hire(
        &company.owner,
        "wati",
        json!([{ "role": "cashier", "branch": own }]),
    )
    .await;
    let (kepala, _) = sign_in(centre, "kepala", true, "").await;
    let (wati, _) = sign_in(centre, "wati", true, "").await;
    let (other, _) = sign_in(centre, "wati", true, "").await;
    let path = |id: u32, more: &str| format!("/api/v1/people/{id}/sign-ins{more}?branch={own}");
    is(
        &kepala.get(&path(1, "")).await,
        StatusCode::FORBIDDEN,
        "forbidden",
    );
    let ended = kepala.ask("DELETE", &path(1, ""), &Value::Null).await;
    is(&ended, StatusCode::FORBIDDEN, "forbidden");
    let rows = items(&kepala, &path(near, "")).await;
    assert_eq!(rows.len(), 2);
    assert!(rows.iter().all(|row| row["this"] == false));
    let newest = format!("/{}", rows[0]["id"].as_str().unwrap());
    let ended = kepala
        .ask("DELETE", &path(near, &newest), &Value::Null)
        .await;
    assert_eq!(ended.status, 204, "{}", ended.text);
    assert!(is_in(&wati).await != is_in(&other).await, "one of two");
    let ended = kepala.ask("DELETE", &path(near, ""), &Value::Null).await;
    assert_eq!(ended.status, 204);
    assert!(!is_in(&wati).await && !is_in(&other).await && is_in(&kepala).await);
}

#[tokio::test]
async fn a_new_password_ends_the_sign_ins_at_every_node_that_hears_of_it() {
    let company = company().await;
    let branch = company.branch().await;
    let cashier = branch.node.sign_in("cashier").await;
    let manager = branch.node.sign_in("manager").await;
    let people = items(&company.owner, "/api/v1/people").await;
    let id = crate::rows::row(&people, "login", "cashier")["id"].clone();
    let path = format!("/api/v1/people/{id}/password");
    let set = company
        .owner
        .ask("PUT", &path, &json!({ "password": "yang-baru-lagi" }))
        .await;
    assert_eq!(set.status, 204);
    eventually("the branch hears of it", async || !is_in(&cashier).await).await;
    assert!(is_in(&manager).await, "nobody else is signed out");
}
