//! PDFs over HTTP: what the report says against what was sold and rated, and a program for them that is
//! missing, hangs or breaks off while the till goes on. The program of these tests is a script where its
//! manners matter, and the real one where its pages do.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use axum::http::{StatusCode, header};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{
    client::is,
    guests::{sit, table},
    ratings::{day_of, eat, rate, serve, stars},
    shop::{Shop, days},
    world::{company, with_command},
};

/// Gives back what it was given, so that a test can read what a page would say.
const GLASS: &str =
    r#"while IFS= read -r line; do printf '{"bytes":%d}\n%s' "${#line}" "$line"; done"#;

/// What the program says first.
const READY: &str = r#"printf '{"ready":true}\n'"#;

/// Takes a job and never answers.
const HANGS: &str = "read -r line; read -r never";

/// Breaks off in the middle of its first answer; the next one started is as glass.
const BREAKS: &str = r#"if [ ! -e "$0.broke" ]; then
    : > "$0.broke"
    read -r line
    printf '{"bytes":1000}\nhalf'
    exit 1
fi
while IFS= read -r line; do printf '{"bytes":%d}\n%s' "${#line}" "$line"; done"#;

fn write(program: &Path, script: &str) {
    fs::write(program, format!("#!/bin/sh\nLC_ALL=C\n{READY}\n{script}\n")).unwrap();
    fs::set_permissions(program, fs::Permissions::from_mode(0o755)).unwrap();
}

/// A shop whose PDFs are made by a program at a path.
async fn shop_with(program: &Path) -> Shop {
    let company = company().await;
    let branch = company.branch_with_press(program).await;
    Shop::with(company, branch).await
}

/// A shop whose PDFs are made by a script.
async fn shop_of(script: &str) -> (Shop, TempDir) {
    let place = TempDir::new().unwrap();
    let program = place.path().join("papers");
    write(&program, script);
    (shop_with(&program).await, place)
}

/// The program as Cargo built it with the workspace.
fn real() -> PathBuf {
    let own = std::env::current_exe().unwrap();
    let built = own.ancestors().nth(2).unwrap().join("nusa-papers");
    assert!(
        built.exists(),
        "these pages are made by the real program: cargo build -p nusa-press"
    );
    built
}

fn span() -> String {
    let (from, to) = days();
    format!("from={from}&to={to}")
}

async fn report(shop: &Shop, more: &str) -> Value {
    let path = format!("/api/v1/reports/pdf?{}{more}", span());
    let job = shop.manager.get(&path).await.good();
    assert_eq!(job["paper"], "report");
    job["data"].clone()
}

fn named(rows: &Value, field: &str) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let rows = rows.as_array().unwrap().iter();
    rows.map(|row| (text(&row["name"]), text(&row[field])))
        .collect()
}

fn pairs(rows: &[(&str, &str)]) -> Vec<(String, String)> {
    let pair = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    rows.iter().map(pair).collect()
}

#[tokio::test]
async fn d2_21_s2_082_the_report_says_what_was_sold_and_what_the_screens_say() {
    let (shop, _place) = shop_of(GLASS).await;
    let empty = report(&shop, "").await;
    assert_eq!(named(&empty["best"], "sold"), []);
    assert_eq!(
        named(&empty["least"], "sold"),
        pairs(&[("Nasi goreng", "0"), ("Es teh", "0")]),
        "nothing was sold, whatever lies on the shelf"
    );
    assert_eq!(
        (&empty["unsold"], &empty["rated"]),
        (&json!(2), &Value::Null)
    );

    shop.sell(3).await.good();
    let sold = shop.sell(2).await.good();
    let path = format!("/api/v1/sales/{}/refund", sold["sale"].as_str().unwrap());
    let back = with_command(json!({
        "till": 1, "lines": [{ "line": 0, "quantity_milli": 1_000, "restock": true }],
        "method": "cash", "reason": "dingin",
    }));
    shop.manager.post(&path, &back).await.good();
    // Goods that come in are no sale and take none back.
    let goods = with_command(json!({
        "supplier": "Pasar", "lines": [{ "product": shop.company.products[0], "quantity_milli": 50_000 }],
    }));
    shop.manager.post("/api/v1/stock/receipts", &goods).await;

    let told = report(&shop, "&lang=en").await;
    assert_eq!(named(&told["best"], "sold"), pairs(&[("Nasi goreng", "4")]));
    assert_eq!(
        named(&told["least"], "sold"),
        pairs(&[("Es teh", "0"), ("Nasi goreng", "4")])
    );
    let screen = shop
        .manager
        .get(&format!("/api/v1/reports/totals?{}", span()))
        .await
        .good();
    assert_eq!(screen["revenue"], 72_000);
    assert_eq!(told["figures"]["revenue"], "Rp 72.000");
    assert_eq!(told["figures"]["refunds"], "Rp 18.000");
    assert_eq!(
        (&told["figures"]["sales"], &told["figures"]["average"]),
        (&json!("2"), &json!("Rp 45.000"))
    );
    assert_eq!(told["days"].as_array().unwrap().len(), 3);
    assert_eq!(
        named(&told["methods"], "amount"),
        pairs(&[("Cash", "72.000")])
    );
    assert_eq!(told["staff"][0]["key"], "cashier");
    let history = told["history"].as_array().unwrap();
    assert_eq!((history.len(), &told["older"]), (2, &Value::Null));
    assert_eq!(history[0]["number"], sold["receipt_no"]);
    assert_eq!(history[0]["state"], "partly refunded");
    assert_eq!(told["shop"]["name"], "Nusa JKT01");
    let wrong = "/api/v1/reports/pdf?from=2026-01-02&to=2026-01-01";
    is(
        &shop.manager.get(wrong).await,
        StatusCode::UNPROCESSABLE_ENTITY,
        "query_invalid",
    );
}

#[tokio::test]
async fn d2_22_the_best_rated_dish_is_the_best_and_the_worst_the_worst() {
    let (shop, _place) = shop_of(GLASS).await;
    let [rice, tea] = [0, 1].map(|n| json!(shop.company.products[n]));
    let mut span = String::new();
    for (label, n) in [("7", 5), ("8", 1), ("9", 4)] {
        let table = table(&shop, label).await;
        let phone = sit(&shop, &table, "Ani").await;
        let bill = eat(&shop, &phone).await;
        serve(&shop, &bill).await;
        let path = format!("/api/v1/reports/pdf?{}", day_of(&shop, &bill).await);
        if n == 4 {
            let few = shop.manager.get(&path).await.good();
            assert_eq!(few["data"]["rated"]["times"], "4");
            assert_eq!(
                few["data"]["rated"]["best"],
                json!([]),
                "two guests are too few"
            );
        }
        let dishes = [stars(&rice, n), stars(&tea, 6 - n)];
        rate(&phone, &bill, &dishes).await.good();
        span = path;
    }
    let told = shop.manager.get(&span).await.good();
    let rated = &told["data"]["rated"];
    assert_eq!(
        named(&rated["best"], "average"),
        pairs(&[("Nasi goreng", "3,3")])
    );
    assert_eq!(
        named(&rated["worst"], "average"),
        pairs(&[("Es teh", "2,7")])
    );
    assert_eq!(
        (&rated["average"], &rated["times"]),
        (&json!("3"), &json!("6"))
    );
}

#[tokio::test]
async fn a_program_that_is_missing_is_said_so_and_is_found_once_it_is_there() {
    let place = TempDir::new().unwrap();
    let program = place.path().join("papers");
    let shop = shop_with(&program).await;
    let path = format!("/api/v1/reports/pdf?{}", span());
    is(
        &shop.manager.get(&path).await,
        StatusCode::CONFLICT,
        "papers_missing",
    );
    shop.sell(1).await.good();
    write(&program, GLASS);
    shop.manager.get(&path).await.good();
}

#[tokio::test]
async fn a_program_that_hangs_is_killed_while_the_till_goes_on() {
    let (shop, _place) = shop_of(HANGS).await;
    let path = format!("/api/v1/reports/pdf?{}", span());
    let ask = || {
        let (client, path) = (shop.manager.clone(), path.clone());
        tokio::spawn(async move { client.get(&path).await })
    };
    let first = ask();
    let mut waiting: Vec<_> = (0..16).map(|_| ask()).collect();
    for portions in 1..=3 {
        shop.sell(portions).await.good();
    }
    assert!(!first.is_finished(), "three sales while one PDF hangs");
    let (busy, rest) = {
        let mut busy = 0;
        while busy < 1 {
            tokio::task::yield_now().await;
            let done: Vec<usize> = (0..waiting.len())
                .filter(|n| waiting[*n].is_finished())
                .collect();
            for n in done.into_iter().rev() {
                let told = waiting.swap_remove(n).await.unwrap();
                is(&told, StatusCode::SERVICE_UNAVAILABLE, "papers_busy");
                busy += 1;
            }
        }
        (busy, waiting)
    };
    assert!(busy > 0, "no more wait than may");
    rest.iter().for_each(tokio::task::JoinHandle::abort);
    is(
        &first.await.unwrap(),
        StatusCode::GATEWAY_TIMEOUT,
        "papers_slow",
    );
    shop.sell(4).await.good();
}

#[tokio::test]
async fn a_program_that_breaks_off_is_started_again() {
    let (shop, _place) = shop_of(BREAKS).await;
    let path = format!("/api/v1/reports/pdf?{}", span());
    is(
        &shop.manager.get(&path).await,
        StatusCode::INTERNAL_SERVER_ERROR,
        "papers_failed",
    );
    for _ in 0..2 {
        shop.manager.get(&path).await.good();
    }
}

#[tokio::test]
async fn s2_068_the_real_program_makes_the_report_a_receipt_labels_and_codes() {
    let shop = shop_with(&real()).await;
    table(&shop, "7").await;
    let sold = shop.sell(2).await.good();
    let sale = sold["sale"].as_str().unwrap();
    let asked = [
        (
            format!("/api/v1/reports/pdf?{}", span()),
            "laporan-penjualan-",
        ),
        (
            format!("/api/v1/sales/{sale}/receipt?format=pdf&lang=en"),
            "jkt01-",
        ),
        (
            "/api/v1/tables/codes/pdf?lang=en".to_owned(),
            "kode-qr-meja",
        ),
    ];
    for (path, name) in asked {
        let answer = shop.manager.get(&path).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text);
        assert_eq!(answer.headers[header::CONTENT_TYPE], "application/pdf");
        let shown = answer.headers[header::CONTENT_DISPOSITION]
            .to_str()
            .unwrap();
        assert!(
            shown.starts_with(&format!("inline; filename=\"{name}")),
            "{shown}"
        );
        let (_, bytes) = shop.manager.raw(&path).await;
        assert!(
            bytes.starts_with(b"%PDF-1.") && bytes.len() > 10_000,
            "{path}"
        );
    }
    let body = json!({
        "sheet": "24", "start": 3, "lang": "en",
        "items": [{ "product": shop.company.products[0], "count": 25 }],
    });
    let labels = shop.manager.post("/api/v1/products/labels", &body).await;
    assert_eq!(labels.status, 200, "{}", labels.text);
    for (field, wrong) in [
        ("sheet", json!("23")),
        ("start", json!(25)),
        ("items", json!([])),
    ] {
        let mut body = body.clone();
        body[field] = wrong;
        let told = shop.manager.post("/api/v1/products/labels", &body).await;
        is(&told, StatusCode::UNPROCESSABLE_ENTITY, "body_invalid");
        assert_eq!(told.json["field"], field);
    }
    let mut unknown = body.clone();
    unknown["items"][0]["product"] = 999.into();
    let told = shop.manager.post("/api/v1/products/labels", &unknown).await;
    assert_eq!(told.code(), "product_unknown");
}

#[tokio::test]
async fn labels_bear_the_branchs_price_and_the_code_of_the_goods() {
    let (shop, _place) = shop_of(GLASS).await;
    let [rice, tea] = shop.company.products;
    let body = json!({
        "sheet": "65", "start": 2,
        "items": [{ "product": tea, "count": 1 }, { "product": rice, "count": 2 }],
    });
    let job = shop
        .manager
        .post("/api/v1/products/labels", &body)
        .await
        .good();
    let labels = &job["data"];
    assert_eq!(
        (&labels["skip"], &labels["sheet"]["columns"]),
        (&json!(1), &json!(5))
    );
    assert_eq!(
        named(&labels["labels"], "price"),
        pairs(&[
            ("Es teh", "Rp 5.000"),
            ("Nasi goreng", "Rp 18.000"),
            ("Nasi goreng", "Rp 18.000")
        ])
    );
    assert_eq!(
        labels["labels"][0]["bars"]["text"], "ET",
        "the SKU where there is no barcode"
    );
}
