//! Forgotten passwords against a real mail server on loopback: whoever reads the mail
//! chooses another one, nobody learns who has an account, and a reset is the
//! centre's alone.

use axum::http::StatusCode;
use serde_json::json;

use crate::{
    accounts::{NEW, OFFICE, Post, server, token_of},
    client::is,
    mail_sink::{MailSink, Manner},
    world::{PASSWORD, company, hire, with_command},
};

const HOUR: i64 = 3_600_000;

#[tokio::test]
async fn d2_15_s2_021_s2_062_a_password_is_reset_by_whoever_reads_the_mail_alone() {
    let post = Post::open().await;
    let id = hire(post.owner(), "ani", json!([{ "role": "cashier" }])).await;
    post.email(id, "Ani@contoh.id").await;
    let before = post.company.centre.sign_in("ani").await;
    let open = post.invite(id, false).await;
    let asked = post.forgot("ANI").await;
    assert_eq!((asked.status, asked.text.as_str()), (202, ""));
    let mails = post.mails("Ani", 1).await;
    assert_eq!(
        mails[0].read().subject(),
        Some("Kata sandi baru – Nusa JKT01")
    );
    let token = token_of(&mails[0]);
    assert!(
        post.signs_in("ani", PASSWORD).await,
        "asking changes nothing"
    );
    assert_eq!(post.look(&token).await.good()["purpose"], "reset");
    let chosen = post.choose(&token, NEW).await.good();
    let after = post
        .company
        .centre
        .client
        .with(chosen["token"].as_str().unwrap());
    assert_eq!(after.get("/api/v1/session").await.status, 200);
    is(
        &before.get("/api/v1/session").await,
        StatusCode::UNAUTHORIZED,
        "unauthenticated",
    );
    for over in [&token, &open] {
        is(
            &post.choose(over, PASSWORD).await,
            StatusCode::GONE,
            "link_void",
        );
    }
    assert!(post.signs_in("ani", NEW).await && !post.signs_in("ani", PASSWORD).await);
    let notice = post.mails("Ani", 2).await.remove(1);
    let notice = notice.read();
    assert_eq!(notice.subject(), Some("Kata sandi diganti – Nusa JKT01"));
    assert!(
        !notice.body_text(0).unwrap().contains("tautan"),
        "it has no link"
    );
    // A link that nobody used in its half hour is none.
    assert_eq!(post.forgot("ani@contoh.id").await.status, 202);
    let late = token_of(&post.mails("Ani", 3).await[2]);
    post.company.centre.skip(HOUR / 2);
    is(
        &post.choose(&late, PASSWORD).await,
        StatusCode::GONE,
        "link_expired",
    );
}

#[tokio::test]
async fn d2_15_a_stranger_is_answered_as_somebody_is_and_names_no_address() {
    let post = Post::open().await;
    let id = hire(post.owner(), "ani", json!([{ "role": "cashier" }])).await;
    post.email(id, "ani@contoh.id").await;
    hire(post.owner(), "budi", json!([{ "role": "cashier" }])).await;
    let gone = post.staff("wati").await;
    let leaver = json!({ "login": "wati", "name": "Wati", "active": false, "grants": [{ "role": "cashier" }] });
    let path = format!("/api/v1/people/{gone}");
    post.owner()
        .ask("PUT", &path, &with_command(leaver))
        .await
        .good();
    let centre = &post.company.centre.client;
    let body = |name: &str| json!({ "name": name }).to_string();
    let mut told = Vec::new();
    for name in ["nobody", "budi", "wati", "wati@contoh.id", "ani"] {
        let headers = [
            ("content-type", "application/json"),
            ("host", "jahat.example"),
            ("x-forwarded-host", "jahat.example"),
            ("x-request-id", "fixed-request-id"),
        ];
        let asked = centre.request(
            "POST",
            "/api/v1/session/forgotten",
            &headers,
            body(name).as_bytes(),
        );
        let answer = centre.send(asked).await.unwrap();
        let mut headers = answer.headers.clone();
        headers.remove("date");
        told.push((answer.status, answer.text, headers));
    }
    assert!(
        told.iter().all(|one| *one == told[0] && one.0 == 202),
        "{told:?}"
    );
    // The last name is the one that a mail goes to: those before were thought of by then.
    let mails = post.mails("ani", 1).await;
    token_of(&mails[0]);
    assert!(!String::from_utf8_lossy(&mails[0].data).contains("jahat"));
    assert_eq!(post.sink.taken().len(), 1, "nobody else gets one");

    for _ in 0..4 {
        assert_eq!(post.forgot("ani").await.status, 202);
    }
    is(
        &post.forgot("ani").await,
        StatusCode::TOO_MANY_REQUESTS,
        "sign_in_limited",
    );
    post.mails("ani", 3).await;
    post.company.centre.skip(61_000);
    assert_eq!(post.forgot("ani").await.status, 202);
    assert_eq!(post.forgot("nobody").await.status, 202);
    let id = post.staff("citra").await;
    post.invite(id, true).await;
    post.mails("citra", 1).await;
    assert_eq!(
        post.mails("ani", 3).await.len(),
        3,
        "three within an hour are enough"
    );
}

#[tokio::test]
async fn a_reset_is_the_centres_and_without_mail_the_manager_helps() {
    let company = company().await;
    let centre = &company.centre.client;
    let told = centre.get("/api/v1/session/forgotten").await.good();
    assert_eq!(
        (&told["role"], &told["by_mail"]),
        (&json!("centre"), &json!(false))
    );
    let ask = json!({ "name": "ani" });
    let asked = centre.post("/api/v1/session/forgotten", &ask).await;
    is(&asked, StatusCode::CONFLICT, "mail_missing");
    let id = hire(&company.owner, "ani", json!([{ "role": "cashier" }])).await;
    let path = format!("/api/v1/people/{id}/invitation");
    let invite = async || company.owner.post(&path, &json!({ "mail": true })).await;
    is(&invite().await, StatusCode::CONFLICT, "mail_missing");
    let sink = MailSink::open(Manner::default()).await;
    for (office, status) in [("", 200), ("pusat", 422)] {
        let set = company
            .owner
            .ask("PUT", "/api/v1/mail/settings", &server(&sink, office))
            .await;
        assert_eq!(set.status, status, "{office}");
    }
    is(&invite().await, StatusCode::CONFLICT, "office_missing");
    let asked = centre.post("/api/v1/session/forgotten", &ask).await;
    is(&asked, StatusCode::CONFLICT, "mail_missing");
    let set = company
        .owner
        .ask("PUT", "/api/v1/mail/settings", &server(&sink, OFFICE))
        .await;
    set.good();
    is(&invite().await, StatusCode::CONFLICT, "email_missing");
    assert_eq!(
        centre.get("/api/v1/session/forgotten").await.good()["by_mail"],
        true
    );
    let mut kept = server(&sink, "");
    kept.as_object_mut().unwrap().remove("office");
    let set = company
        .owner
        .ask("PUT", "/api/v1/mail/settings", &kept)
        .await
        .good();
    assert_eq!(set["office"], OFFICE, "what is left out stays");

    let branch = company.branch().await;
    let here = &branch.node.client;
    let told = here.get("/api/v1/session/forgotten").await.good();
    assert_eq!(
        (&told["role"], &told["by_mail"]),
        (&json!("branch"), &json!(false))
    );
    let asked = here.post("/api/v1/session/forgotten", &ask).await;
    is(&asked, StatusCode::CONFLICT, "not_here");
    let link = here
        .post("/api/v1/session/link", &json!({ "token": "x" }))
        .await;
    is(&link, StatusCode::CONFLICT, "not_here");
}
