//! A day over HTTP: tills, shifts, sales, voids, refunds, goods, reports, and the
//! centre that hears of it.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::{
    client::is,
    shop::{days, open},
    world::{command, eventually, with_command},
};

#[tokio::test]
async fn s1_126_a_sale_is_answered_once_whatever_is_sent_again() {
    let shop = open().await;
    let body = shop.sale(2);
    let first = shop.cashier.post("/api/v1/sales", &body).await;
    assert_eq!(first.status, 201, "{}", first.text);
    assert_eq!(
        (first.json["total"].as_i64(), first.json["change"].as_i64()),
        (Some(36_000), Some(0))
    );
    assert!(
        first.json["receipt_no"]
            .as_str()
            .unwrap()
            .starts_with("JKT01-1-")
    );
    let again = shop.cashier.post("/api/v1/sales", &body).await;
    assert_eq!(again.json, first.json);
    let mut other = body.clone();
    other["lines"][0]["quantity_milli"] = 3_000.into();
    is(
        &shop.cashier.post("/api/v1/sales", &other).await,
        StatusCode::UNPROCESSABLE_ENTITY,
        "command_reused",
    );
    assert_eq!(shop.sums(&shop.cashier).await, (1, 36_000));
    let detail = shop
        .cashier
        .get(&format!(
            "/api/v1/sales/{}",
            first.json["sale"].as_str().unwrap()
        ))
        .await
        .good();
    assert_eq!(detail["items"][0]["name"], "Nasi goreng");
    assert_eq!(
        detail["doc_short"].as_str(),
        first.json["doc_hash"].as_str().map(|hash| &hash[..8])
    );
}

#[tokio::test]
async fn d1_16_and_d1_17_a_device_names_no_price() {
    let shop = open().await;
    let mut body = shop.sale(1);
    body["lines"][0]["price"] = 1.into();
    let told = shop.cashier.post("/api/v1/sales", &body).await;
    assert_eq!(
        (told.code(), told.json["field"].as_str()),
        ("body_invalid", Some("lines[0].price"))
    );
    let quote = json!({ "lines": body["lines"].as_array().map(|_| json!([{ "product": shop.company.products[0], "quantity_milli": 3_000 }])).unwrap() });
    let quote = shop.cashier.post("/api/v1/quote", &quote).await.good();
    assert_eq!(
        (quote["total"].as_i64(), quote["balance"].as_i64()),
        (Some(54_000), Some(54_000))
    );
    assert_eq!(
        shop.sums(&shop.cashier).await,
        (0, 0),
        "a quote keeps nothing"
    );
}

#[tokio::test]
async fn a_till_is_its_device() {
    let shop = open().await;
    let second = shop
        .manager
        .post(
            "/api/v1/tills",
            &with_command(json!({ "name": "Belakang" })),
        )
        .await;
    assert_eq!(second.json["till"], 2);
    let cookie = second.headers["set-cookie"]
        .to_str()
        .unwrap()
        .split(';')
        .next()
        .unwrap()
        .to_owned();
    let body = shop.sale(1).to_string();
    let headers = [
        ("cookie", cookie.as_str()),
        ("content-type", "application/json"),
    ];
    let cashier = &shop.cashier;
    let told = cashier
        .send(cashier.request("POST", "/api/v1/sales", &headers, body.as_bytes()))
        .await
        .unwrap();
    is(&told, StatusCode::CONFLICT, "till_other");
    let tills = cashier.get("/api/v1/tills").await.good();
    assert_eq!(tills["items"].as_array().unwrap().len(), 2);
    let retire = json!({ "command": command(), "reason": "rusak" });
    shop.manager
        .post("/api/v1/tills/2/retire", &retire)
        .await
        .good();
    let tills = cashier.get("/api/v1/tills").await.good();
    assert_eq!(tills["items"][1]["retired"], true);
}

#[tokio::test]
async fn a_shift_is_opened_counted_blind_and_frozen() {
    let shop = open().await;
    let opened = json!({ "till": 1, "float": 100_000 });
    let opened = shop
        .cashier
        .post("/api/v1/shifts", &with_command(opened))
        .await
        .good();
    shop.sell(2).await.good();
    let taken = json!({ "till": 1, "kind": "out", "amount": 10_000, "reason": "es batu" });
    shop.manager
        .post("/api/v1/shifts/cash", &with_command(taken))
        .await
        .good();
    let path = format!("/api/v1/shifts/{}", opened["shift"].as_str().unwrap());
    let x = shop.cashier.get(&path).await.good();
    assert_eq!(x["x"]["total"], 36_000);
    assert!(
        x["z"].is_null() && x["x"]["expected"].is_null(),
        "the count is blind: {x}"
    );
    let count = json!({ "till": 1, "denominations": [{ "value": 1_000, "count": 125 }] });
    let closed = shop
        .cashier
        .post("/api/v1/shifts/close", &with_command(count))
        .await
        .good();
    let z = &closed["z"];
    let figures =
        ["float", "counted", "expected", "difference"].map(|name| z[name].as_i64().unwrap());
    assert_eq!(figures, [100_000, 125_000, 126_000, -1_000]);
    assert_eq!(shop.cashier.get(&path).await.good()["z"], *z);
    let list = shop.cashier.get("/api/v1/shifts").await.good();
    assert_eq!(list["items"][0]["shift"], opened["shift"]);
}

#[tokio::test]
async fn a_sale_is_voided_in_its_shift_and_goods_come_back() {
    let shop = open().await;
    shop.cashier
        .post(
            "/api/v1/shifts",
            &with_command(json!({ "till": 1, "float": 0 })),
        )
        .await
        .good();
    let sale = shop.sell(2).await.good();
    let path = |what: &str| format!("/api/v1/sales/{}/{what}", sale["sale"].as_str().unwrap());
    let back = json!({
        "till": 1, "lines": [{ "line": 0, "quantity_milli": 1_000, "restock": true }],
        "method": "cash", "reason": "terlalu pedas",
    });
    is(
        &shop
            .cashier
            .post(&path("refund"), &with_command(back.clone()))
            .await,
        StatusCode::FORBIDDEN,
        "approval_needed",
    );
    let refund = shop
        .manager
        .post(&path("refund"), &with_command(back))
        .await
        .good();
    assert_eq!(
        (refund["total"].as_i64(), refund["fully_refunded"].as_bool()),
        (Some(18_000), Some(false))
    );
    let void = json!({ "reason": "salah" });
    let told = shop
        .manager
        .post(&path("void"), &with_command(void.clone()))
        .await;
    is(&told, StatusCode::CONFLICT, "sale_refunded");
    let other = shop.sell(1).await.good();
    let path = format!("/api/v1/sales/{}/void", other["sale"].as_str().unwrap());
    let voided = shop.manager.post(&path, &with_command(void)).await.good();
    assert_eq!(voided["receipt_no"], other["receipt_no"]);
    let states: Vec<String> = listed(&shop, "state").await;
    assert!(
        states.contains(&"voided".to_owned()) && states.contains(&"partly_refunded".to_owned()),
        "{states:?}"
    );
}

async fn listed(shop: &crate::shop::Shop, name: &str) -> Vec<String> {
    let (from, to) = days();
    let page = shop
        .cashier
        .get(&format!("/api/v1/sales?from={from}&to={to}"))
        .await
        .good();
    let rows = page["items"].as_array().unwrap();
    rows.iter()
        .map(|row| row[name].as_str().unwrap_or_default().to_owned())
        .collect()
}

#[tokio::test]
async fn goods_come_are_counted_sent_and_received() {
    let shop = open().await;
    let (owner, product) = (&shop.company.owner, shop.company.products[1]);
    let lines = json!([{ "product": product, "quantity_milli": 20_000 }]);
    let delivery = json!({ "lines": lines, "reference": "SJ-1" });
    owner
        .post("/api/v1/stock/receipts", &with_command(delivery))
        .await
        .good();
    let transfer = command();
    let send = json!({
        "transfer": transfer, "to": { "branch": shop.company.branch },
        "lines": [{ "product": product, "quantity_milli": 8_000 }],
    });
    owner
        .post("/api/v1/transfers", &with_command(send))
        .await
        .good();
    assert_eq!(
        owner.get("/api/v1/stock").await.good()["items"][0]["level_milli"],
        12_000
    );
    eventually("the branch is told of the transfer", async || {
        let page = shop.cashier.get("/api/v1/transfers").await.good();
        page["items"]
            .as_array()
            .is_some_and(|rows| !rows.is_empty())
    })
    .await;
    let path = format!("/api/v1/transfers/{transfer}/receive");
    shop.cashier
        .post(&path, &with_command(json!({})))
        .await
        .good();
    is(
        &shop.cashier.post(&path, &with_command(json!({}))).await,
        StatusCode::CONFLICT,
        "transfer_received",
    );
    let count = json!({ "lines": [{ "product": product, "quantity_milli": 7_000 }] });
    shop.manager
        .post("/api/v1/stocktakes", &with_command(count))
        .await
        .good();
    let adjust =
        json!({ "lines": [{ "product": product, "quantity_milli": -1_000 }], "reason": "tumpah" });
    shop.manager
        .post("/api/v1/stock/adjustments", &with_command(adjust))
        .await
        .good();
    let level = |page: Value| page["items"][0]["level_milli"].as_i64();
    assert_eq!(
        level(shop.cashier.get("/api/v1/stock").await.good()),
        Some(6_000)
    );
    shop.branch.in_step(&shop.cashier).await;
    let at_centre = format!("/api/v1/stock?branch={}", shop.company.branch);
    assert_eq!(level(owner.get(&at_centre).await.good()), Some(6_000));
    assert!(
        owner.get("/api/v1/transfers?state=road").await.good()["items"]
            .as_array()
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn the_centre_hears_of_every_sale_and_its_reports_are_the_branchs() {
    let shop = open().await;
    for portions in [1, 2, 3] {
        shop.sell(portions).await.good();
    }
    shop.branch.in_step(&shop.cashier).await;
    let owner = &shop.company.owner;
    assert_eq!(shop.sums(owner).await, (3, 108_000));
    let (from, to) = days();
    for report in ["days", "hours", "methods", "products", "staff"] {
        let path = format!(
            "/api/v1/reports/{report}?from={from}&to={to}&branch={}",
            shop.company.branch
        );
        let centre = owner.get(&path).await.good();
        assert_eq!(centre, shop.manager.get(&path).await.good(), "{report}");
        assert!(!centre["items"].as_array().unwrap().is_empty(), "{report}");
    }
    let branches = owner
        .get(&format!("/api/v1/reports/branches?from={from}&to={to}"))
        .await
        .good();
    assert_eq!(
        (
            branches["items"][0]["name"].as_str(),
            branches["items"][0]["total"].as_i64()
        ),
        (Some("Nusa JKT01"), Some(108_000))
    );
    let today = nusa_facts::BusinessDate::parse(&to).unwrap();
    let dashboard = owner
        .get(&format!("/api/v1/dashboard?date={today}"))
        .await
        .good();
    let week: i64 = dashboard["week"]
        .as_array()
        .unwrap()
        .iter()
        .map(|day| day["total"].as_i64().unwrap())
        .sum();
    assert_eq!(
        (week, dashboard["week"].as_array().unwrap().len()),
        (108_000, 7)
    );
    assert_eq!(
        (
            dashboard["branches"]["active"].as_u64(),
            dashboard["products"]["active"].as_u64()
        ),
        (Some(1), Some(2))
    );
    assert_eq!(dashboard["latest"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn d1_33_a_sheet_is_taken_whole_or_not_at_all() {
    let company = crate::world::company().await;
    let send = async |path: &str, text: &str| {
        let client = &company.owner;
        client
            .send(client.request(
                "POST",
                path,
                &[("content-type", "text/csv")],
                text.as_bytes(),
            ))
            .await
            .unwrap()
    };
    let sheet = "sku;nama;kategori;satuan;harga\nKP;Kopi;Minuman;gelas;12.500\nET;Es teh manis;Menu;porsi;6.000\n";
    let trial = send("/api/v1/products/import?dry_run=true", sheet)
        .await
        .good();
    assert_eq!(
        (
            trial["created"].as_u64(),
            trial["changed"].as_u64(),
            trial["dry_run"].as_bool()
        ),
        (Some(1), Some(1), Some(true))
    );
    let names = async || {
        let page = company.owner.get("/api/v1/products").await.good();
        let rows = page["items"].as_array().unwrap().clone();
        rows.iter()
            .map(|row| row["name"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(names().await, ["Es teh", "Nasi goreng"]);
    let broken = send(
        "/api/v1/products/import",
        "sku,name,category,price\nX,Baru,Menu,1000\nY,Salah,Menu,12.5\n",
    )
    .await;
    is(&broken, StatusCode::UNPROCESSABLE_ENTITY, "import_invalid");
    assert_eq!(
        (
            broken.json["rows"][0]["row"].as_u64(),
            broken.json["rows"][0]["field"].as_str()
        ),
        (Some(3), Some("price"))
    );
    send("/api/v1/products/import", sheet).await.good();
    assert_eq!(names().await, ["Es teh manis", "Kopi", "Nasi goreng"]);
    let again = send("/api/v1/products/import", sheet).await.good();
    assert_eq!(again["unchanged"], 2);
    let page = company.owner.get("/api/v1/products?limit=2").await.good();
    let rest = company
        .owner
        .get(&format!(
            "/api/v1/products?after={}",
            page["next"].as_str().unwrap()
        ))
        .await
        .good();
    assert_eq!(rest["items"][0]["name"], "Nasi goreng");
    let found = company
        .owner
        .get("/api/v1/products?search=kop")
        .await
        .good();
    assert_eq!(found["items"][0]["sku"], "KP");
}

#[tokio::test]
async fn a_till_fetches_its_catalogue_once_and_then_only_what_changed() {
    let shop = open().await;
    let all = shop.cashier.get("/api/v1/catalogue").await.good();
    assert_eq!(all["reset"], true);
    assert_eq!(all["branch"]["code"], "JKT01");
    let since = format!(
        "/api/v1/catalogue?since={}",
        all["cursor"].as_str().unwrap()
    );
    let nothing = shop.cashier.get(&since).await.good();
    assert_eq!(
        (nothing["reset"].as_bool(), nothing["cursor"].as_str()),
        (Some(false), all["cursor"].as_str())
    );
    let price = json!({ "product": shop.company.products[0], "scope": { "branch": shop.company.branch }, "amount": 20_000 });
    crate::world::added(&shop.company.owner, "/api/v1/prices", price).await;
    eventually("the new price is here", async || {
        shop.cashier.get(&since).await.good()["reset"] == true
    })
    .await;
}
