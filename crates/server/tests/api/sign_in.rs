//! The first start, signing in and out, what wrong attempts are told, and cookies
//! from other sites.

use axum::http::StatusCode;
use serde_json::json;

use crate::{
    client::is,
    world::{PASSWORD, company, hire, new_centre},
};

#[tokio::test]
async fn the_first_start_makes_the_owner_once_and_there_is_no_default_password() {
    let centre = new_centre().await;
    let nobody = centre
        .client
        .post(
            "/api/v1/session",
            &json!({ "login": "admin", "password": "admin" }),
        )
        .await;
    is(&nobody, StatusCode::UNAUTHORIZED, "sign_in_failed");
    let wrong = json!({ "token": "x", "login": "ibu", "name": "Ibu", "password": PASSWORD });
    is(
        &centre.client.post("/api/v1/setup", &wrong).await,
        StatusCode::FORBIDDEN,
        "set_up_link_invalid",
    );
    let weak = json!({ "token": centre.set_up_token(), "login": "ibu", "name": "Ibu", "password": "pendek" });
    is(
        &centre.client.post("/api/v1/setup", &weak).await,
        StatusCode::UNPROCESSABLE_ENTITY,
        "password_invalid",
    );
    let owner = centre.set_up().await;
    let me = owner.get("/api/v1/session").await.good();
    assert_eq!(
        (me["name"].as_str(), me["branch"].as_u64()),
        (Some("Ibu Sri"), Some(0))
    );
    assert!(me["token"].is_null(), "the token is told once");
    let again =
        json!({ "token": centre.set_up_token(), "login": "b", "name": "B", "password": PASSWORD });
    is(
        &centre.client.post("/api/v1/setup", &again).await,
        StatusCode::CONFLICT,
        "already_set_up",
    );
    centre.sign_in("IBU").await;
}

#[tokio::test]
async fn a_sign_in_ends_when_it_is_ended_and_when_the_password_changes() {
    let company = company().await;
    let cashier = company.centre.sign_in("cashier").await;
    assert_eq!(cashier.get("/api/v1/session").await.status, 200);
    assert_eq!(
        cashier
            .ask("DELETE", "/api/v1/session", &json!(null))
            .await
            .status,
        204
    );
    is(
        &cashier.get("/api/v1/session").await,
        StatusCode::UNAUTHORIZED,
        "unauthenticated",
    );

    let id = hire(&company.owner, "ani", json!([{ "role": "cashier" }])).await;
    let ani = company.centre.sign_in("ani").await;
    let path = format!("/api/v1/people/{id}/password");
    assert_eq!(
        company
            .owner
            .ask("PUT", &path, &json!({ "password": "yang-baru-lagi" }))
            .await
            .status,
        204
    );
    is(
        &ani.get("/api/v1/session").await,
        StatusCode::UNAUTHORIZED,
        "unauthenticated",
    );
    let old = company
        .centre
        .client
        .post(
            "/api/v1/session",
            &json!({ "login": "ani", "password": PASSWORD }),
        )
        .await;
    is(&old, StatusCode::UNAUTHORIZED, "sign_in_failed");
}

#[tokio::test]
async fn a_role_that_is_taken_away_is_gone_with_the_next_request() {
    let company = company().await;
    let id = hire(&company.owner, "budi", json!([{ "role": "manager" }])).await;
    let budi = company.centre.sign_in("budi").await;
    assert_eq!(budi.get("/api/v1/people").await.status, 200);
    let row = json!({ "command": crate::world::command(), "login": "budi", "name": "Budi", "grants": [{ "role": "kitchen" }] });
    company
        .owner
        .ask("PUT", &format!("/api/v1/people/{id}"), &row)
        .await
        .good();
    is(
        &budi.get("/api/v1/people").await,
        StatusCode::FORBIDDEN,
        "forbidden",
    );
    let row = json!({ "command": crate::world::command(), "login": "budi", "name": "Budi", "grants": [{ "role": "kitchen" }], "active": false });
    company
        .owner
        .ask("PUT", &format!("/api/v1/people/{id}"), &row)
        .await
        .good();
    is(
        &budi.get("/api/v1/session").await,
        StatusCode::UNAUTHORIZED,
        "unauthenticated",
    );
}

#[tokio::test]
async fn after_five_wrong_passwords_a_name_waits_and_an_unknown_name_is_told_the_same() {
    let company = company().await;
    let wrong = |login: &str| json!({ "login": login, "password": "salah-terus-ya" });
    let known = company
        .centre
        .client
        .post("/api/v1/session", &wrong("cashier"))
        .await;
    let unknown = company
        .centre
        .client
        .post("/api/v1/session", &wrong("nobody"))
        .await;
    assert_eq!(known.status, unknown.status);
    assert_eq!(known.json["detail"], unknown.json["detail"]);
    for _ in 0..4 {
        company
            .centre
            .client
            .post("/api/v1/session", &wrong("cashier"))
            .await;
    }
    let right = json!({ "login": "cashier", "password": PASSWORD });
    let limited = company.centre.client.post("/api/v1/session", &right).await;
    is(&limited, StatusCode::TOO_MANY_REQUESTS, "sign_in_limited");
    assert!(limited.headers.contains_key("retry-after"));
    company.centre.sign_in("manager").await;
}

#[tokio::test]
async fn d1_21_a_cookie_counts_only_from_this_nodes_own_pages() {
    let company = company().await;
    let body = json!({ "login": "manager", "password": PASSWORD });
    let answer = company.centre.client.post("/api/v1/session", &body).await;
    let cookie = answer.headers["set-cookie"].to_str().unwrap().to_owned();
    for word in ["HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(cookie.contains(word), "{cookie}");
    }
    let pair = cookie.split(';').next().unwrap();
    let ask = async |method: &str, headers: &[(&str, &str)]| {
        let headers = [
            &[("cookie", pair), ("content-type", "application/json")],
            headers,
        ]
        .concat();
        let client = &company.centre.client;
        client
            .send(client.request(method, "/api/v1/session", &headers, b""))
            .await
            .unwrap()
    };
    let own = company.centre.base.as_str();
    assert_eq!(
        ask("GET", &[("origin", "http://jahat.example")])
            .await
            .status,
        200
    );
    is(
        &ask("DELETE", &[("origin", "http://jahat.example")]).await,
        StatusCode::FORBIDDEN,
        "origin_invalid",
    );
    is(
        &ask("DELETE", &[("sec-fetch-site", "cross-site")]).await,
        StatusCode::FORBIDDEN,
        "origin_invalid",
    );
    assert_eq!(ask("DELETE", &[("origin", own)]).await.status, 204);
}

#[tokio::test]
async fn only_who_reaches_as_far_sets_a_password() {
    let company = company().await;
    let own = json!([{ "role": "manager", "branch": company.branch }]);
    hire(&company.owner, "kepala", own).await;
    let far = hire(&company.owner, "jauh", json!([{ "role": "cashier" }])).await;
    let near = hire(
        &company.owner,
        "dekat",
        json!([{ "role": "cashier", "branch": company.branch }]),
    )
    .await;
    let kepala = company.centre.sign_in("kepala").await;
    let set = async |client: &crate::client::Client, id: u32| {
        let path = format!("/api/v1/people/{id}/password?branch={}", company.branch);
        client
            .ask("PUT", &path, &json!({ "password": "sandi-yang-lain" }))
            .await
    };
    assert_eq!(set(&kepala, near).await.status, 204);
    is(&set(&kepala, far).await, StatusCode::FORBIDDEN, "forbidden");
    let manager = company.centre.sign_in("manager").await;
    assert_eq!(set(&manager, far).await.status, 204);
    is(&set(&manager, 1).await, StatusCode::FORBIDDEN, "forbidden");
    assert_eq!(set(&company.owner, 1).await.status, 204);
}

#[tokio::test]
async fn a_request_of_one_person_is_not_taken_under_the_name_of_another() {
    let shop = crate::shop::open().await;
    let mine = shop.cashier.get("/api/v1/session").await.good()["staff"].to_string();
    let body = shop.sale(1).to_string();
    let json = ("content-type", "application/json");
    let send = async |staff: &str| {
        let headers = [json, ("nusa-staff", staff)];
        let request = shop
            .cashier
            .request("POST", "/api/v1/sales", &headers, body.as_bytes());
        shop.cashier.send(request).await.unwrap()
    };
    for staff in ["1", "0", "x", ""] {
        is(&send(staff).await, StatusCode::CONFLICT, "somebody_else");
    }
    assert_eq!(shop.sums(&shop.cashier).await, (0, 0), "nothing was kept");
    send(&mine).await.good();
    assert_eq!(shop.sums(&shop.cashier).await, (1, 18_000));
}
