//! What was promised of the core, over HTTP: what centre and branch keep, who may
//! look, what a till can do. Each test is named after its row in tests/rows.toml.

use std::path::Path;

use nusa_sync::sign::DeviceKey;
use serde_json::{Value, json};

use crate::{
    client::Client,
    shop::{Shop, days, open},
    world::{PASSWORD, added, branch_row, command, company, eventually, with_command},
};

/// The rows of a list.
pub(crate) async fn items(client: &Client, path: &str) -> Vec<Value> {
    let page = client.get(path).await.good();
    page["items"].as_array().unwrap().clone()
}

/// The row whose field is so.
pub(crate) fn row(rows: &[Value], field: &str, value: &str) -> Value {
    let found = rows.iter().find(|row| row[field] == value);
    found.unwrap_or_else(|| panic!("{value}: {rows:?}")).clone()
}

/// The fields of a row, one beside the other.
pub(crate) fn fields<const N: usize>(row: &Value, names: [&str; N]) -> [Value; N] {
    names.map(|name| row[name].clone())
}

async fn price(shop: &Shop, scope: Value, amount: i64, from: i64) {
    let price = json!({ "product": shop.company.products[0], "scope": scope, "amount": amount, "valid_from": from });
    added(&shop.company.owner, "/api/v1/prices", price).await;
}

/// What one portion of nasi goreng costs at the branch now.
async fn quoted(shop: &Shop) -> i64 {
    let cart =
        json!({ "lines": [{ "product": shop.company.products[0], "quantity_milli": 1_000 }] });
    let quote = shop.cashier.post("/api/v1/quote", &cart).await.good();
    quote["total"].as_i64().unwrap()
}

#[tokio::test]
async fn s1_001_a_branch_sells_with_its_own_database_while_the_centre_is_gone() {
    let shop = open().await;
    let (cashier, body) = (shop.cashier.clone(), shop.sale(2));
    let (centre, branch) = (shop.company.centre, shop.branch.node.directory);
    let database = |directory: &Path| directory.join("nusa.db").canonicalize().unwrap();
    assert_ne!(
        database(centre.directory.path()),
        database(branch.path()),
        "each node has a database of its own"
    );
    centre.running.stop().await;
    assert!(
        centre
            .client
            .try_ask("GET", "/healthz", &Value::Null)
            .await
            .is_err()
    );
    let sold = cashier.post("/api/v1/sales", &body).await.good();
    let (from, to) = days();
    let rows = items(&cashier, &format!("/api/v1/sales?from={from}&to={to}")).await;
    assert_eq!((rows.len(), &rows[0]["sale"]), (1, &sold["sale"]));
}

#[tokio::test]
async fn s1_002_a_branch_knows_its_id_its_key_its_centre_and_its_zone() {
    let shop = open().await;
    let me = shop.cashier.get("/api/v1/session").await.good();
    assert_eq!(me["branch"], shop.company.branch);
    let branch = shop.cashier.get("/api/v1/catalogue").await.good()["branch"].clone();
    assert_eq!(
        fields(&branch, ["code", "tz_offset_min"]),
        [json!("JKT01"), json!(420)]
    );
    assert_eq!(
        shop.cashier.get("/api/v1/link").await.good()["branch_state"],
        "active"
    );
    let path = format!("/api/v1/branches/{}/devices", shop.company.branch);
    let key = DeviceKey::from_dice(shop.branch.key).public();
    let device = row(&items(&shop.company.owner, &path).await, "key", &key);
    assert_eq!(device["standing"], "current");
}

#[tokio::test]
async fn s1_020_people_have_names_and_no_password_can_be_read() {
    let company = company().await;
    let answer = company.owner.get("/api/v1/people").await;
    assert!(!answer.text.contains(PASSWORD) && !answer.text.contains("argon2"));
    let rows = answer.json["items"].as_array().unwrap();
    let owner = row(rows, "login", "ibu");
    assert_eq!(
        fields(&owner, ["name", "active", "grants"]),
        [json!("Ibu Sri"), json!(true), json!([{ "role": "owner" }])]
    );
    assert!(!has_any(
        company.centre.directory.path(),
        &[PASSWORD.as_bytes()]
    ));
}

#[tokio::test]
async fn s1_022_products_have_code_name_category_unit_and_what_the_warehouse_holds() {
    let company = company().await;
    let owner = &company.owner;
    let product = company.products[1];
    let goods =
        json!({ "lines": [{ "product": product, "quantity_milli": 7_000 }], "reference": "SJ-7" });
    owner
        .post("/api/v1/stock/receipts", &with_command(goods))
        .await
        .good();
    let tea = row(&items(owner, "/api/v1/products").await, "sku", "ET");
    assert_eq!(
        fields(&tea, ["id", "name", "unit", "retired"]),
        [
            json!(product),
            json!("Es teh"),
            json!("porsi"),
            json!(false)
        ]
    );
    let categories = items(owner, "/api/v1/categories").await;
    assert_eq!(row(&categories, "name", "Menu")["id"], tea["category"]);
    let stock = row(&items(owner, "/api/v1/stock").await, "sku", "ET");
    assert_eq!(stock["level_milli"], 7_000);
    let gone = json!({ "command": command(), "sku": "ET", "name": "Es teh", "category": tea["category"], "unit": "porsi", "retired": true });
    owner
        .ask("PUT", &format!("/api/v1/products/{product}"), &gone)
        .await
        .good();
    let names = items(owner, "/api/v1/products").await;
    assert!(names.iter().all(|row| row["sku"] != "ET"), "{names:?}");
    let all = items(owner, "/api/v1/products?status=all").await;
    assert_eq!(row(&all, "sku", "ET")["retired"], true);
}

#[tokio::test]
async fn s1_023_prices_are_versions_for_all_or_for_one_branch_from_a_date() {
    let shop = open().await;
    let (branch, later) = (shop.company.branch, 4_000_000_000_000_i64);
    price(&shop, json!({ "branch": branch }), 20_000, 1).await;
    price(&shop, json!("company"), 25_000, later).await;
    let path = format!("/api/v1/prices?product={}", shop.company.products[0]);
    let rows = items(&shop.company.owner, &path).await;
    let mut versions: Vec<_> = rows
        .iter()
        .map(|row| {
            (
                row["valid_from"].as_i64().unwrap(),
                row["amount"].as_i64().unwrap(),
                row["scope"].as_str().unwrap(),
            )
        })
        .collect();
    versions.sort_unstable();
    let own = format!("branch:{branch}");
    assert_eq!(
        versions,
        [
            (0, 18_000, "company"),
            (1, 20_000, own.as_str()),
            (later, 25_000, "company")
        ]
    );
}

#[tokio::test]
async fn s1_072_the_price_of_the_branch_wins_over_the_one_for_all() {
    let shop = open().await;
    assert_eq!(quoted(&shop).await, 18_000);
    price(&shop, json!({ "branch": shop.company.branch }), 20_000, 1).await;
    eventually("the branch has its own price", async || {
        quoted(&shop).await == 20_000
    })
    .await;
    price(&shop, json!("company"), 19_000, 2).await;
    shop_hears_of(&shop, 19_000).await;
    assert_eq!(
        quoted(&shop).await,
        20_000,
        "a later price for all does not win"
    );
}

/// Waits until the branch lists a price.
async fn shop_hears_of(shop: &Shop, amount: i64) {
    let path = format!("/api/v1/prices?product={}", shop.company.products[0]);
    eventually("the price is at the branch", async || {
        items(&shop.cashier, &path)
            .await
            .iter()
            .any(|row| row["amount"] == amount)
    })
    .await;
}

#[tokio::test]
async fn s1_027_a_sale_at_the_centre_has_every_line_amount_and_payment_of_the_branch() {
    let shop = open().await;
    let mut body = shop.sale(3);
    body["payments"] = json!([{ "method": "qris", "amount": 50_000, "reference": "Q-1" }, { "method": "cash", "amount": 10_000 }]);
    let sold = shop.cashier.post("/api/v1/sales", &body).await.good();
    shop.branch.in_step(&shop.cashier).await;
    let path = format!("/api/v1/sales/{}", sold["sale"].as_str().unwrap());
    let here = shop.cashier.get(&path).await.good();
    let mut there = shop
        .company
        .owner
        .get(&format!("{path}?branch={}", shop.company.branch))
        .await
        .good();
    let received = there.as_object_mut().unwrap().remove("received_at");
    let received = received.and_then(|at| at.as_i64());
    assert!(
        received.unwrap() + 5_000 >= there["at"].as_i64().unwrap(),
        "only the centre says when it came"
    );
    assert_eq!(here, there);
    assert_eq!(
        fields(&there, ["receipt_no", "total", "change", "staff_name"]),
        [
            sold["receipt_no"].clone(),
            json!(54_000),
            json!(6_000),
            json!("cashier")
        ]
    );
    assert_eq!(
        fields(
            &there["items"][0],
            ["name", "quantity_milli", "price", "total"]
        ),
        [
            json!("Nasi goreng"),
            json!(3_000),
            json!(18_000),
            json!(54_000)
        ]
    );
    let paid: Vec<_> = there["payments"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["amount"].as_i64())
        .collect();
    assert_eq!(paid, [Some(50_000), Some(10_000)]);
}

#[tokio::test]
async fn s1_031_products_keep_the_centres_ids_and_have_the_price_of_this_branch() {
    let shop = open().await;
    let numbers = async |client: &Client| {
        let rows = items(client, "/api/v1/products").await;
        rows.iter()
            .map(|row| fields(row, ["id", "sku", "name", "unit"]))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        numbers(&shop.cashier).await,
        numbers(&shop.company.owner).await
    );
    let owner = &shop.company.owner;
    let region = items(owner, "/api/v1/regions").await[0]["id"]
        .as_u64()
        .unwrap();
    let region = u32::try_from(region).unwrap();
    let other = added(owner, "/api/v1/branches", branch_row("SBY01", region)).await;
    price(&shop, json!({ "branch": other }), 1_000, 1).await;
    price(&shop, json!({ "branch": shop.company.branch }), 21_000, 1).await;
    eventually("the branch has its price", async || {
        quoted(&shop).await == 21_000
    })
    .await;
}

#[tokio::test]
async fn s2_020_a_sign_in_is_answered_with_what_the_role_may() {
    let shop = open().await;
    let cases = [
        ("cashier", [true, false, false]),
        ("manager", [true, true, true]),
        ("kitchen", [false, false, false]),
    ];
    for (login, held) in cases {
        let body = json!({ "login": login, "password": PASSWORD });
        let view = shop
            .branch
            .node
            .client
            .post("/api/v1/session", &body)
            .await
            .good();
        let rights = view["rights"].as_array().unwrap();
        let may = ["sell", "void_sale", "manage_tills"].map(|right| rights.contains(&json!(right)));
        assert_eq!((may, view["name"].as_str()), (held, Some(login)));
    }
    // What a role is kept as at the branch is what the centre granted.
    let people = items(&shop.manager, "/api/v1/people").await;
    assert_eq!(
        row(&people, "login", "cashier")["grants"],
        json!([{ "role": "cashier" }])
    );
}

#[tokio::test]
async fn s2_023_products_have_a_price_a_level_and_what_was_sold() {
    let shop = open().await;
    shop.sell(2).await.good();
    shop.sell(1).await.good();
    let rice = row(&items(&shop.cashier, "/api/v1/products").await, "sku", "NG");
    let stock = row(&items(&shop.cashier, "/api/v1/stock").await, "sku", "NG");
    assert_eq!(
        fields(&stock, ["product", "level_milli"]),
        [rice["id"].clone(), json!(-3_000)]
    );
    let prices = items(
        &shop.cashier,
        &format!("/api/v1/prices?product={}", rice["id"]),
    )
    .await;
    assert_eq!(prices[0]["amount"], 18_000);
    let (from, to) = days();
    let sold = items(
        &shop.manager,
        &format!("/api/v1/reports/products?from={from}&to={to}"),
    )
    .await;
    assert_eq!(
        fields(&sold[0], ["key", "name", "sold_milli", "total"]),
        [
            json!(rice["id"].to_string()),
            json!("Nasi goreng"),
            json!(3_000),
            json!(54_000)
        ]
    );
}

#[tokio::test]
async fn d1_20_no_key_code_or_token_lies_in_the_clear_at_the_centre() {
    let shop = open().await;
    shop.branch.in_step(&shop.cashier).await;
    let centre = &shop.company.centre;
    let path = format!("/api/v1/branches/{}/enrol-code", shop.company.branch);
    let code = shop.company.owner.post(&path, &Value::Null).await.good()["code"].clone();
    let key = DeviceKey::from_dice(shop.branch.key);
    let hex: String = shop
        .branch
        .key
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let secrets = [
        shop.branch.key.as_slice(),
        hex.as_bytes(),
        code.as_str().unwrap().as_bytes(),
        shop.company.owner.token().as_bytes(),
    ];
    let at_centre = centre.directory.path();
    assert!(
        has_any(at_centre, &[key.public().as_bytes(), b"Nasi goreng"]),
        "the search finds what is there"
    );
    for secret in secrets {
        assert!(
            !has_any(at_centre, &[secret]),
            "{:?}",
            String::from_utf8_lossy(secret)
        );
    }
    let asked = format!(
        "/api/v1/products?key={}&token={}",
        key.public(),
        shop.company.owner.token()
    );
    assert_eq!(
        centre.client.get(&asked).await.status,
        401,
        "an address carries no key"
    );
}

/// Whether any file of a directory holds any of these bytes.
fn has_any(directory: &Path, needles: &[&[u8]]) -> bool {
    let files = std::fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    files.filter(|path| path.is_file()).any(|path| {
        let bytes = std::fs::read(&path).unwrap();
        needles
            .iter()
            .any(|needle| bytes.windows(needle.len()).any(|part| part == *needle))
    })
}

#[tokio::test]
async fn d1_36_tax_discount_parts_of_a_unit_and_split_payment_meet_in_one_sale() {
    let shop = open().await;
    let owner = &shop.company.owner;
    let tax =
        json!({ "code": "PB1", "name": "Pajak restoran", "rate_ppm": 100_000, "valid_from": 0 });
    added(owner, "/api/v1/taxes", tax).await;
    let category = items(owner, "/api/v1/categories").await[0]["id"].clone();
    let meat = json!({ "sku": "DG", "name": "Daging", "category": category, "unit": "kg", "fractional": true, "taxes": ["PB1"] });
    let meat = added(owner, "/api/v1/products", meat).await;
    let price = json!({ "product": meat, "scope": "company", "amount": 100_000, "valid_from": 0 });
    added(owner, "/api/v1/prices", price).await;
    let lines =
        json!([{ "product": meat, "quantity_milli": 1_500, "discount": { "amount": 30_000 } }]);
    // A branch sells with its taxes in the price unless it says otherwise.
    let cart = json!({ "lines": lines });
    eventually("the branch has the meat", async || {
        let quote = shop.manager.post("/api/v1/quote", &cart).await;
        quote.json["total"] == 120_000
    })
    .await;
    shop.manager
        .post(
            "/api/v1/shifts",
            &with_command(json!({ "till": 1, "float": 0 })),
        )
        .await
        .good();
    let sale = json!({
        "till": 1, "lines": lines, "expected_total": 120_000,
        "payments": [{ "method": "debit", "amount": 100_000, "reference": "D-9" }, { "method": "cash", "amount": 50_000 }],
    });
    let sold = shop
        .manager
        .post("/api/v1/sales", &with_command(sale))
        .await
        .good();
    assert_eq!(sold["change"], 30_000);
    let path = format!("/api/v1/sales/{}", sold["sale"].as_str().unwrap());
    let detail = shop.manager.get(&path).await.good();
    assert_eq!(
        fields(&detail, ["gross", "discount", "net", "total"]),
        [150_000, 30_000, 120_000, 120_000].map(|amount| json!(amount))
    );
    assert_eq!(
        fields(&detail["taxes"][0], ["code", "amount"]),
        [json!("PB1"), json!(10_909)]
    );
    let back = json!({
        "till": 1, "lines": [{ "line": 0, "quantity_milli": 500, "restock": true }],
        "method": "cash", "reason": "kurang segar",
    });
    let refund = shop
        .manager
        .post(&format!("{path}/refund"), &with_command(back))
        .await
        .good();
    assert_eq!(
        fields(&refund, ["total", "paid"]),
        [json!(40_000), json!(40_000)]
    );
}
