//! Receipts by mail against a real mail server on loopback: what arrives and how it
//! is encoded, what happens when the server refuses, is away, or dies in between,
//! and where the secret never is.

use std::{
    net::SocketAddr,
    sync::{Arc, atomic::Ordering},
};

use axum::http::StatusCode;
use mail_parser::MimeHeaders;
use nusa_server::{Plan, clock::Clock, serve};
use nusa_store::{Look, SqliteReader};
use serde_json::{Value, json};

use crate::{
    client::{Client, is},
    guests::{Phone, order, sit, table},
    mail_sink::{MailSink, Manner, Shut, Taken},
    rows::items,
    shop::{Shop, open},
    world::{Served, command, eventually, here, with_command},
};

const HOUR: i64 = 3_600_000;
const SECRET: &str = "kata-sandi-aplikasi-7";
/// `\0toko\0` and the secret.
const CODED: &str = "AHRva28Aa2F0YS1zYW5kaS1hcGxpa2FzaS03";
const ANI: &str = "ani@contoh.id";

fn server(address: SocketAddr, more: &Value) -> Value {
    let mut body = json!({
        "host": "127.0.0.1", "port": address.port(), "security": "none",
        "sender": "struk@contoh.id", "sender_name": "Kopi Nusa ☕", "reply_to": "halo@contoh.id",
        "automatic": true,
    });
    for (name, value) in more.as_object().into_iter().flatten() {
        body[name] = value.clone();
    }
    body
}

async fn set(shop: &Shop, address: SocketAddr, more: &Value) {
    let body = server(address, more);
    shop.manager
        .ask("PUT", "/api/v1/mail/settings", &body)
        .await
        .good();
}

async fn send(shop: &Shop, sale: &Value, to: &str) -> Value {
    let path = format!("/api/v1/sales/{}/mail", sale["sale"].as_str().unwrap());
    let body = json!({ "mail": command(), "to": to });
    shop.cashier.post(&path, &body).await.good()["mail"].clone()
}

async fn row(who: &Client, mail: &Value) -> Value {
    let mails = items(who, "/api/v1/mail").await;
    mails.into_iter().find(|one| one["mail"] == *mail).unwrap()
}

async fn stands(shop: &Shop, mail: &Value, state: &str, code: &Value) -> Value {
    let there = async || {
        let row = row(&shop.manager, mail).await;
        row["state"] == state && row["code"] == *code
    };
    eventually(&format!("the mail is {state}, {code}"), there).await;
    row(&shop.manager, mail).await
}

/// A guest with an address orders two portions and somebody pays; gives the sale.
async fn dinner(shop: &Shop, guest: &Phone) -> Value {
    let dish = json!([{ "product": shop.company.products[0], "quantity_milli": 2_000, "note": "pedas ‼" }]);
    let placed = guest
        .ask("POST", "/api/v1/guest/orders", &order(&dish, 36_000))
        .await;
    placed.good();
    let bills = items(&shop.cashier, "/api/v1/bills").await;
    let path = format!("/api/v1/bills/{}", bills[0]["bill"].as_str().unwrap());
    let bill = shop.cashier.get(&path).await.good();
    let total = bill["quote"]["total"].clone();
    let paid = with_command(json!({
        "till": 1, "version": bill["version"], "expected_total": total,
        "payments": [{ "method": "qris", "amount": total }],
    }));
    shop.cashier
        .post(&format!("{path}/pay"), &paid)
        .await
        .good()
}

async fn profile(guest: &Phone, consent: bool) {
    let body = json!({ "name": "Ani 🌶", "email": ANI, "consent": consent });
    guest
        .ask("PUT", "/api/v1/guest/profile", &body)
        .await
        .good();
}

/// How often a mail was tried, once the last try is written down.
async fn tries(shop: &Shop, mail: &Value) -> i64 {
    let row = row(&shop.manager, mail).await;
    match row["state"] == "sending" {
        true => 0,
        false => row["attempts"].as_i64().unwrap(),
    }
}

async fn one(sink: &MailSink) -> Taken {
    eventually("a mail arrives", async || sink.taken().len() == 1).await;
    sink.taken().remove(0)
}

#[tokio::test]
async fn s2_069_s2_080_d2_29_a_paid_bill_mails_its_guest_the_receipt_though_the_phone_is_gone() {
    let shop = open().await;
    let sink = MailSink::open(Manner::default()).await;
    set(&shop, sink.address, &Value::Null).await;
    let table = table(&shop, "7").await;
    let ani = sit(&shop, &table, "Ani").await;
    profile(&ani, true).await;
    let budi = sit(&shop, &table, "Budi").await;
    let sale = dinner(&shop, &ani).await;
    drop((ani, budi));
    let taken = one(&sink).await;
    assert_eq!(
        (taken.from.as_str(), taken.to.as_str()),
        ("struk@contoh.id", ANI)
    );
    let mail = taken.read();
    let number = sale["receipt_no"].as_str().unwrap();
    assert_eq!(
        mail.subject().unwrap(),
        format!("Struk Pesanan Anda – Nusa JKT01 {number}")
    );
    let from = mail.from().unwrap().first().unwrap();
    assert_eq!(from.name(), Some("Kopi Nusa ☕"));
    assert_eq!(
        mail.reply_to().unwrap().first().unwrap().address(),
        Some("halo@contoh.id")
    );
    assert_eq!(
        mail.header_raw("Auto-Submitted").map(str::trim),
        Some("auto-generated")
    );
    let (text, html) = (mail.body_text(0).unwrap(), mail.body_html(0).unwrap());
    let shape = mail.parts[0].content_type().unwrap();
    assert_eq!(
        (shape.ctype(), shape.subtype()),
        ("multipart", Some("alternative"))
    );
    for part in [&text, &html] {
        for must in [
            number,
            "Nusa JKT01",
            "Nasi goreng",
            "pedas ‼",
            "Ani 🌶",
            "Rp 36.000",
            "WIB",
            "7",
        ] {
            assert!(part.contains(must), "{must} is not in {part}");
        }
    }
    assert!(html.contains("Nomor pesanan") && html.contains("2 × 18.000"));
    assert!(taken.data.is_ascii(), "whatever carries it carries ASCII");
    let listed = items(&shop.manager, "/api/v1/mail?state=sent").await;
    assert_eq!((listed.len(), &listed[0]["to"]), (1, &json!(ANI)));
    assert_eq!(listed[0]["receipt_no"], sale["receipt_no"]);
}

#[tokio::test]
async fn without_consent_nothing_goes_out_and_with_it_taken_back_no_address_is_left() {
    let shop = open().await;
    let away = Shut::here();
    set(&shop, away.address, &Value::Null).await;
    let table = table(&shop, "7").await;
    let ani = sit(&shop, &table, "Ani").await;
    profile(&ani, false).await;
    dinner(&shop, &ani).await;
    profile(&ani, true).await;
    let sale = dinner(&shop, &ani).await;
    eventually("the mail waits", async || {
        items(&shop.manager, "/api/v1/mail?state=waiting")
            .await
            .len()
            == 1
    })
    .await;
    let typed = send(&shop, &sale, "ANI@contoh.id").await;
    stands(&shop, &typed, "waiting", &json!("unreachable")).await;
    ani.ask("DELETE", "/api/v1/guest/profile", &Value::Null)
        .await;
    let sink = away.open(Manner::default());
    shop.branch.node.skip(HOUR);
    let rows = items(&shop.manager, "/api/v1/mail").await;
    assert_eq!(rows.len(), 2, "the first dinner made none");
    for row in &rows {
        assert_eq!(
            (&row["state"], &row["to"]),
            (&json!("given_up"), &Value::Null)
        );
    }
    let other = send(&shop, &sale, "budi@contoh.id").await;
    stands(&shop, &other, "sent", &Value::Null).await;
    assert_eq!(sink.taken().len(), 1);
}

#[tokio::test]
async fn a_mail_that_was_put_off_arrives_and_a_refused_one_is_over_at_once() {
    let shop = open().await;
    let sink = MailSink::open(Manner::default()).await;
    set(&shop, sink.address, &Value::Null).await;
    let sale = shop.sell(1).await.good();
    sink.instead("RCPT", "451 4.7.1 coba lagi nanti");
    let later = send(&shop, &sale, ANI).await;
    let row = stands(&shop, &later, "waiting", &json!("busy")).await;
    assert!(row["words"].as_str().unwrap().contains("coba lagi nanti"));
    assert!(row["next_at"].as_i64().unwrap() > row["changed_at"].as_i64().unwrap());
    shop.branch.node.skip(60_000);
    let row = stands(&shop, &later, "sent", &Value::Null).await;
    assert_eq!((&row["attempts"], sink.taken().len()), (&json!(2), 1));
    sink.instead("RCPT", "550 5.1.1 tidak ada orang itu");
    let never = send(&shop, &sale, "salah@contoh.id").await;
    let row = stands(&shop, &never, "failed", &json!("address_refused")).await;
    assert!(
        row["words"]
            .as_str()
            .unwrap()
            .contains("tidak ada orang itu")
    );
    assert_eq!(row["attempts"], 1);
    sink.instead("MAIL", "550 5.7.1 pengirim ditolak");
    let ours = send(&shop, &sale, "budi@contoh.id").await;
    stands(&shop, &ours, "waiting", &json!("sender_refused")).await;
    sink.instead(".", "554 5.6.0 isi ditolak");
    shop.branch.node.skip(60_000);
    stands(&shop, &ours, "failed", &json!("refused")).await;
    let path = format!("/api/v1/mail/{}/resend", ours.as_str().unwrap());
    shop.manager.post(&path, &Value::Null).await.good();
    stands(&shop, &ours, "sent", &Value::Null).await;
    assert_eq!(sink.taken().len(), 2);
}

#[tokio::test]
async fn a_server_that_is_away_for_an_hour_gets_each_mail_once_and_a_crash_in_between_keeps_the_name()
 {
    let shop = open().await;
    let away = Shut::here();
    set(&shop, away.address, &Value::Null).await;
    let sale = shop.sell(1).await.good();
    let (first, second) = (
        send(&shop, &sale, ANI).await,
        send(&shop, &sale, "budi@contoh.id").await,
    );
    for mail in [&first, &second] {
        stands(&shop, mail, "waiting", &json!("unreachable")).await;
    }
    for (before, minutes) in [10, 10, 10, 10, 20].into_iter().enumerate() {
        shop.branch.node.skip(minutes * 60_000);
        let again = async || tries(&shop, &first).await > before as i64 + 1;
        eventually("it is tried again", again).await;
    }
    assert!(
        tries(&shop, &first).await <= 14,
        "nobody hammers a server that is away"
    );
    let sink = away.open(Manner::default());
    sink.instead(".", "");
    shop.branch.node.skip(20 * 60_000);
    eventually("both were tried", async || sink.calls() >= 2).await;
    shop.branch.node.skip(20 * 60_000);
    for mail in [&first, &second] {
        stands(&shop, mail, "sent", &Value::Null).await;
    }
    let ids: Vec<String> = sink
        .taken()
        .iter()
        .map(|t| t.read().message_id().unwrap().to_owned())
        .collect();
    assert_eq!(ids.len(), 2, "each once");
    for mail in [&first, &second] {
        let name = format!("{}.0@contoh.id", mail.as_str().unwrap());
        assert_eq!(ids.iter().filter(|id| **id == name).count(), 1, "{ids:?}");
    }
}

#[tokio::test]
async fn a_node_that_stops_and_starts_sends_what_waited_and_thinks_of_a_bill_once() {
    let shop = open().await;
    let away = Shut::here();
    set(&shop, away.address, &Value::Null).await;
    let table = table(&shop, "7").await;
    let ani = sit(&shop, &table, "Ani").await;
    profile(&ani, true).await;
    dinner(&shop, &ani).await;
    eventually("the mail waits", async || {
        items(&shop.manager, "/api/v1/mail?state=waiting")
            .await
            .len()
            == 1
    })
    .await;
    let Served {
        running, ahead_ms, ..
    } = shop.branch.node;
    let node = running.stop().await.expect("the node comes back");
    let sink = away.open(Manner::default());
    let plan = Plan {
        node,
        listen: here(),
        live: None,
        centre: None,
        faces: crate::faces::few(),
        papers: None,
        press: None,
        switch: None,
        clock: Clock::ahead_by(Arc::clone(&ahead_ms)),
        beside: None,
    };
    let again = serve(plan).await.unwrap();
    let skip = |ms| {
        ahead_ms.fetch_add(ms, Ordering::Relaxed);
        again.app().mails.ring();
    };
    skip(60_000);
    one(&sink).await;
    skip(HOUR);
    let node = again.stop().await.expect("the node comes back");
    drop(node);
    assert_eq!(sink.taken().len(), 1, "the sale was thought of before");
}

#[tokio::test]
async fn d2_14_the_secret_is_written_and_never_read_and_lies_in_no_backup_and_no_fact() {
    let shop = open().await;
    let login = Some(CODED.to_owned());
    let sink = MailSink::open(Manner {
        login,
        ..Manner::default()
    })
    .await;
    let wrong = json!({ "login": "toko", "secret": "kata-sandi-lain-yang-salah" });
    set(&shop, sink.address, &wrong).await;
    let test = json!({ "to": "manajer@contoh.id" });
    let told = shop.manager.post("/api/v1/mail/test", &test).await.good();
    assert_eq!(
        (&told["sent"], &told["code"]),
        (&json!(false), &json!("login_refused"))
    );
    assert!(told["words"].as_str().unwrap().contains("535"));
    let right = json!({ "login": "toko", "secret": SECRET });
    set(&shop, sink.address, &right).await;
    let told = shop.manager.post("/api/v1/mail/test", &test).await.good();
    assert_eq!(told["sent"], true, "{told}");
    assert_eq!(one(&sink).await.login.as_deref(), Some(CODED));
    let kept = server(
        sink.address,
        &json!({ "login": "toko", "sender_name": "Nusa" }),
    );
    let view = shop
        .manager
        .ask("PUT", "/api/v1/mail/settings", &kept)
        .await;
    assert_eq!(
        view.json["has_secret"], true,
        "it is kept when it is left out"
    );
    let elsewhere = server(
        sink.address,
        &json!({ "login": "toko", "host": "localhost" }),
    );
    let told = shop
        .manager
        .ask("PUT", "/api/v1/mail/settings", &elsewhere)
        .await;
    is(&told, StatusCode::UNPROCESSABLE_ENTITY, "secret_needed");
    assert_eq!(told.json["field"], "secret");
    let shown = shop.manager.get("/api/v1/mail/settings").await;
    assert!(
        hidden(shown.text.as_bytes()) && hidden(view.text.as_bytes()),
        "{}",
        shown.text
    );
    lies_nowhere(&shop).await;
}

/// Whether bytes hold neither the secret nor the address of these tests.
fn hidden(text: &[u8]) -> bool {
    let has = |part: &str| {
        text.windows(part.len())
            .any(|bytes| bytes == part.as_bytes())
    };
    !has(SECRET) && !has(CODED) && !has("manajer@contoh.id")
}

/// After a mail went out, neither the database nor a backup of it knows the secret or the address.
async fn lies_nowhere(shop: &Shop) {
    let sale = shop.sell(1).await.good();
    let mail = send(shop, &sale, "manajer@contoh.id").await;
    stands(shop, &mail, "sent", &Value::Null).await;
    let directory = shop.branch.node.directory.path();
    let copy = directory.join("cadangan.db");
    let reader = SqliteReader::open(directory).unwrap();
    reader.backup(&copy).unwrap();
    assert!(
        hidden(&std::fs::read(&copy).unwrap()),
        "the backup knows it"
    );
    assert!(
        reader
            .notes("")
            .unwrap()
            .iter()
            .all(|(_, body)| hidden(body))
    );
    for name in ["nusa.db", "nusa.db-wal"] {
        assert!(
            hidden(&std::fs::read(directory.join(name)).unwrap()),
            "{name} knows it"
        );
    }
}

#[tokio::test]
async fn addresses_that_are_none_are_named_and_a_sale_shows_its_mails_to_who_knows_them() {
    let shop = open().await;
    let sale = shop.sell(1).await.good();
    let path = format!("/api/v1/sales/{}/mail", sale["sale"].as_str().unwrap());
    let asked = |to: &str| json!({ "mail": command(), "to": to });
    let none = shop.cashier.post(&path, &asked(ANI)).await;
    is(&none, StatusCode::CONFLICT, "mail_missing");
    let sink = MailSink::open(Manner::default()).await;
    set(&shop, sink.address, &Value::Null).await;
    for to in ["", "ani", "ani@contoh.id\r\nBcc: x@y.id", "a@b.id, c@d.id"] {
        let told = shop.cashier.post(&path, &asked(to)).await;
        is(&told, StatusCode::UNPROCESSABLE_ENTITY, "email_invalid");
        assert_eq!(told.json["field"], "to", "{to}");
    }
    let body = asked(ANI);
    let (one, two) = (
        shop.cashier.post(&path, &body).await.good(),
        shop.cashier.post(&path, &body).await.good(),
    );
    assert_eq!(
        (&one["mail"], &one["to"]),
        (&two["mail"], &json!("a•••@contoh.id"))
    );
    let mails = items(&shop.cashier, &path).await;
    assert_eq!((mails.len(), &mails[0]["to"]), (1, &one["to"]));
    let whole = row(&shop.manager, &one["mail"]).await;
    assert_eq!(
        (&whole["to"], &whole["staff_name"]),
        (&json!(ANI), &json!("cashier"))
    );
    let page = shop.manager.get("/api/v1/mail?limit=1&state=sending").await;
    assert!(page.status == 200, "{}", page.text);
    is(
        &shop.manager.get("/api/v1/mail?state=x").await,
        StatusCode::UNPROCESSABLE_ENTITY,
        "query_invalid",
    );
}
