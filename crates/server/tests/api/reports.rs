//! Reports over HTTP: the same filters for totals, sums, the table, files and
//! prints; and each zone's own business day.

use axum::http::StatusCode;
use nusa_facts::{BusinessDate, Millis};
use serde_json::{Value, json};

use crate::{
    client::{Client, is},
    rows::fields,
    shop::{Shop, days, open},
    world::with_command,
};

async fn pay(shop: &Shop, product: usize, milli: i64, method: &str) {
    let price = [18_000, 5_000][product];
    let total = price * milli / 1_000;
    let body = with_command(json!({
        "till": 1,
        "lines": [{ "product": shop.company.products[product], "quantity_milli": milli }],
        "payments": [{ "method": method, "amount": total, "reference": "R-1" }],
        "expected_total": total,
    }));
    shop.cashier.post("/api/v1/sales", &body).await.good();
}

/// Two sales of rice in cash, one of tea by QRIS, and one portion of rice given back.
async fn traded() -> Shop {
    let shop = open().await;
    pay(&shop, 0, 2_000, "cash").await;
    pay(&shop, 0, 1_000, "cash").await;
    pay(&shop, 1, 3_000, "qris").await;
    let (from, to) = days();
    let rows = shop
        .cashier
        .get(&format!("/api/v1/sales?from={from}&to={to}"))
        .await
        .good();
    let first = rows["items"][2]["sale"].as_str().unwrap().to_owned();
    let back = with_command(json!({
        "till": 1, "lines": [{ "line": 0, "quantity_milli": 1_000, "restock": true }],
        "method": "cash", "reason": "dingin",
    }));
    shop.manager
        .post(&format!("/api/v1/sales/{first}/refund"), &back)
        .await
        .good();
    shop.branch.in_step(&shop.cashier).await;
    shop
}

fn span() -> String {
    let (from, to) = days();
    format!("from={from}&to={to}")
}

async fn report(owner: &Client, by: &str, more: &str) -> Value {
    owner
        .get(&format!("/api/v1/reports/{by}?{}{more}", span()))
        .await
        .good()
}

#[tokio::test]
async fn s1_090_and_s1_091_a_selection_adds_up_the_same_whoever_is_asked() {
    let shop = traded().await;
    let owner = &shop.company.owner;
    let tea = shop.company.products[1];
    let here = shop.company.branch;
    let sums = ["sales", "total", "refund_total", "revenue"];
    let cases: &[(String, [Option<i64>; 4])] = &[
        (
            String::new(),
            [Some(3), Some(69_000), Some(18_000), Some(51_000)],
        ),
        (
            format!("&branch={here}"),
            [Some(3), Some(69_000), Some(18_000), Some(51_000)],
        ),
        (
            format!("&branches={here},9"),
            [Some(3), Some(69_000), Some(18_000), Some(51_000)],
        ),
        ("&branches=9".into(), [None, Some(0), Some(0), Some(0)]),
        (
            "&region=1".into(),
            [Some(3), Some(69_000), Some(18_000), Some(51_000)],
        ),
        ("&region=2".into(), [None, Some(0), Some(0), Some(0)]),
        (
            "&method=qris".into(),
            [Some(1), Some(15_000), Some(0), Some(15_000)],
        ),
        (
            "&method=cash".into(),
            [Some(2), Some(54_000), Some(18_000), Some(36_000)],
        ),
        (
            format!("&product={tea}"),
            [None, Some(15_000), Some(0), Some(15_000)],
        ),
        (
            "&category=1".into(),
            [None, Some(69_000), Some(18_000), Some(51_000)],
        ),
        ("&category=2".into(), [None, Some(0), Some(0), Some(0)]),
    ];
    for (more, expected) in cases {
        let totals = report(owner, "totals", more).await;
        let found = sums.map(|name| {
            totals[name]
                .as_i64()
                .filter(|sum| *sum != 0 || name != "sales")
        });
        assert_eq!(found, *expected, "{more}");
        let by_day = report(owner, "days", more).await;
        assert_eq!(
            by_day["items"].as_array().unwrap().len(),
            3,
            "every day of the span: {more}"
        );
        assert_eq!(by_day["totals"]["revenue"], totals["revenue"], "{more}");
    }
    assert_eq!(report(owner, "totals", "").await["average"], 23_000);
    let refused = owner
        .get(&format!("/api/v1/reports/hours?{}&product={tea}", span()))
        .await;
    assert_eq!(
        (refused.code(), &refused.json["field"]),
        ("query_invalid", &json!("product"))
    );
}

#[tokio::test]
async fn sums_by_everything_tell_their_names() {
    let shop = traded().await;
    let owner = &shop.company.owner;
    let told = async |by: &str, more: &str| -> Vec<(String, i64)> {
        let view = report(owner, by, more).await;
        let rows = view["items"].as_array().unwrap().iter();
        rows.filter(|row| row["total"] != 0 || row["revenue"] != 0)
            .map(|row| {
                let key = row["name"]
                    .as_str()
                    .or(row["key"].as_str())
                    .unwrap()
                    .to_owned();
                (key, row["revenue"].as_i64().unwrap())
            })
            .collect()
    };
    let rows = |rows: &[(&str, i64)]| -> Vec<(String, i64)> {
        rows.iter()
            .map(|(name, sum)| ((*name).to_owned(), *sum))
            .collect()
    };
    assert_eq!(told("branches", "").await, rows(&[("Nusa JKT01", 51_000)]));
    assert_eq!(
        told("products", "").await,
        rows(&[("Es teh", 15_000), ("Nasi goreng", 36_000)])
    );
    assert_eq!(told("categories", "").await, rows(&[("Menu", 51_000)]));
    assert_eq!(
        told("methods", "").await,
        rows(&[("cash", 36_000), ("qris", 15_000)])
    );
    assert_eq!(
        told("methods", "&method=qris").await,
        rows(&[("qris", 15_000)])
    );
    let staff = told("staff", "").await;
    // What was given back counts at the one who gave it.
    assert_eq!(staff, rows(&[("manager", -18_000), ("cashier", 69_000)]));
    let hours = told("hours", "").await;
    assert_eq!(hours.iter().map(|(_, sum)| sum).sum::<i64>(), 51_000);
    assert_eq!(
        told("hours", "&method=cash")
            .await
            .iter()
            .map(|(_, sum)| sum)
            .sum::<i64>(),
        36_000
    );
}

#[tokio::test]
async fn s1_092_to_s1_096_table_file_and_print_have_the_same_rows() {
    let shop = traded().await;
    let owner = &shop.company.owner;
    let table = report(owner, "sales", "&method=cash&limit=1").await;
    assert_eq!(
        (
            &table["items"][0]["method"],
            &table["items"][0]["branch_name"]
        ),
        (&json!("cash"), &json!("Nusa JKT01"))
    );
    assert!(table["items"][0]["received_at"].as_i64().is_some());
    let next = format!("&method=cash&after={}", table["next"].as_str().unwrap());
    let rest = report(owner, "sales", &next).await;
    assert_eq!(
        (rest["items"].as_array().unwrap().len(), rest.get("next")),
        (1, None)
    );
    let sale = table["items"][0]["sale"].as_str().unwrap();
    let detail = owner
        .get(&format!(
            "/api/v1/sales/{sale}?branch={}",
            shop.company.branch
        ))
        .await
        .good();
    assert_eq!(detail["items"][0]["name"], "Nasi goreng");
    for (by, rows) in [("sales", 2), ("days", 3), ("staff", 1), ("methods", 1)] {
        let more = format!("{}&by={by}&method=cash", span());
        let (status, bytes) = owner.raw(&format!("/api/v1/reports/export?{more}")).await;
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!(
            (status, text.lines().count()),
            (200, rows + 1),
            "{by}: {text}"
        );
        let print = owner
            .get(&format!("/api/v1/reports/print?{more}&lang=en"))
            .await
            .good();
        assert_eq!(print["rows"].as_array().unwrap().len(), rows, "{by}");
        assert_eq!(print["totals"]["revenue"], 36_000, "{by}");
        let filters = print["filters"].as_array().unwrap();
        assert!(
            filters.iter().any(|filter| filter["value"] == "cash"),
            "{print}"
        );
        let (status, book) = owner
            .raw(&format!("/api/v1/reports/export?{more}&format=xlsx"))
            .await;
        assert!(status == 200 && book.starts_with(b"PK"), "{by}");
    }
}

#[tokio::test]
async fn a_file_speaks_the_language_that_it_is_asked_in() {
    let shop = traded().await;
    let file = async |more: &str| -> String {
        let path = format!("/api/v1/reports/export?{}&{more}", span());
        String::from_utf8(shop.company.owner.raw(&path).await.1).unwrap()
    };
    for (more, words) in [
        ("by=methods", ["Tunai;", "QRIS;"]),
        ("by=methods&lang=en", ["Cash,", "QRIS,"]),
        ("by=sales", ["Tunai;", ";Retur sebagian;"]),
        ("by=sales&lang=en", ["Cash,", ",Partly refunded,"]),
    ] {
        let text = file(more).await;
        assert!(
            words.iter().all(|word| text.contains(word)),
            "{more}: {text}"
        );
    }
}

#[tokio::test]
async fn d1_26_a_report_books_each_sale_on_the_day_of_its_branch() {
    let shop = traded().await;
    let now = nusa_server::clock::Clock::start().wall();
    let today = BusinessDate::of(Millis(now.0), 420, 240)
        .unwrap()
        .to_string();
    let days = report(&shop.company.owner, "days", "").await;
    let sold: Vec<_> = days["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["sales"] != 0)
        .collect();
    assert_eq!((sold.len(), &sold[0]["key"]), (1, &json!(today)));
    let table = report(&shop.company.owner, "sales", "").await;
    for row in table["items"].as_array().unwrap() {
        assert_eq!(row["business_date"], today.as_str());
    }
}

/// Both shifts of a till together: what it took, and what the closed drawer lacked.
fn adds_up(sum: &Value, till_name: &Value) {
    let names = [
        "revenue",
        "sales",
        "difference",
        "closed",
        "open",
        "methods",
        "tills",
    ];
    assert_eq!(
        fields(sum, names),
        [
            json!(54_000),
            json!(2),
            json!(-6_000),
            json!(1),
            json!(1),
            json!([{ "method": "cash", "amount": 54_000 }]),
            json!([{ "till": 1, "name": till_name, "revenue": 54_000 }]),
        ]
    );
}

#[tokio::test]
async fn the_shifts_of_a_day_are_told_with_their_drawers() {
    let shop = open().await;
    let begin = with_command(json!({ "till": 1, "float": 50_000 }));
    shop.manager.post("/api/v1/shifts", &begin).await.good();
    shop.sell(2).await.good();
    let notes = json!([{ "value": 20_000, "count": 4 }]);
    let count = with_command(json!({ "till": 1, "denominations": notes }));
    shop.manager
        .post("/api/v1/shifts/close", &count)
        .await
        .good();
    let begin = with_command(json!({ "till": 1, "float": 0 }));
    shop.manager.post("/api/v1/shifts", &begin).await.good();
    shop.sell(1).await.good();
    let (from, to) = days();
    let path = format!("/api/v1/reports/shifts?from={from}&to={to}");
    let told = shop.manager.get(&path).await.good();
    let [open, closed] = [0, 1].map(|n| told["shifts"][n].clone());
    assert_eq!(told["shifts"].as_array().unwrap().len(), 2);
    assert_eq!(
        (&open["detail"]["x"]["total"], &open["detail"]["z"]),
        (&json!(18_000), &Value::Null)
    );
    let z = &closed["detail"]["z"];
    assert_eq!(
        (&z["expected"], &z["difference"]),
        (&json!(86_000), &json!(-6_000))
    );
    assert_eq!(
        (&open["revenue"], &closed["revenue"]),
        (&json!(18_000), &json!(36_000))
    );
    assert_eq!(closed["staff_name"], "manager");
    adds_up(&told["sum"], &open["till_name"]);
    shop.branch.in_step(&shop.cashier).await;
    let owner = &shop.company.owner;
    let nowhere = owner.get(&path).await;
    is(&nowhere, StatusCode::UNPROCESSABLE_ENTITY, "query_invalid");
    assert_eq!(nowhere.json["field"], "branch");
    let there = owner
        .get(&format!("{path}&branch={}", shop.company.branch))
        .await
        .good();
    assert_eq!(there["shifts"].as_array().unwrap().len(), 2);
    let later = shop
        .manager
        .get(&format!("/api/v1/reports/shifts?from={to}&to={to}"))
        .await
        .good();
    assert_eq!(later["shifts"], json!([]));
    assert_eq!(later["sum"]["revenue"], 0);
    is(
        &shop.cashier.get(&path).await,
        StatusCode::FORBIDDEN,
        "forbidden",
    );
}
