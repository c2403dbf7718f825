//! Products as the office works with them: added with price and stock, listed with
//! filters and pages, edited, withdrawn and brought back; sheets in and out.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::{
    client::{Answer, Client, is},
    world::{added, company, new_centre, with_command},
};

async fn category(owner: &Client, name: &str) -> u32 {
    added(owner, "/api/v1/categories", json!({ "name": name })).await
}

fn product(sku: &str, name: &str, category: u32) -> Value {
    json!({ "sku": sku, "name": name, "category": category, "unit": "pcs" })
}

async fn skus(owner: &Client, query: &str) -> Vec<String> {
    let page = owner.get(&format!("/api/v1/products?{query}")).await.good();
    let rows = page["items"].as_array().unwrap();
    assert!(rows.len() as u64 <= page["count"].as_u64().unwrap());
    rows.iter()
        .map(|row| row["sku"].as_str().unwrap().to_owned())
        .collect()
}

/// Four goods: dear and plenty, cheap and low, unpriced, retired.
async fn shelf() -> (crate::world::Served, Client) {
    let centre = new_centre().await;
    let owner = centre.set_up().await;
    let (drinks, food) = (
        category(&owner, "Minuman").await,
        category(&owner, "Makanan").await,
    );
    let goods = [
        ("TEH-1", "Teh Melati", drinks, Some(9_000), Some(40_000)),
        ("KOPI-1", "Kopi Susu", drinks, Some(4_000), Some(5_000)),
        ("ROTI-1", "Roti Susu", food, None, None),
        ("KUE-1", "Kue Lapis", food, Some(2_000), Some(1_000)),
    ];
    for (sku, name, category, price, stock) in goods {
        let mut row = product(sku, name, category);
        row["price"] = price.into();
        row["stock_milli"] = stock.into();
        row["retired"] = (sku == "KUE-1").into();
        owner
            .post("/api/v1/products", &with_command(row))
            .await
            .good();
    }
    (centre, owner)
}

#[tokio::test]
async fn s1_060_and_s1_061_products_are_listed_filtered_ordered_and_paged() {
    let (_centre, owner) = shelf().await;
    let cases: &[(&str, &[&str])] = &[
        ("", &["KOPI-1", "ROTI-1", "TEH-1"]),
        ("search=susu", &["KOPI-1", "ROTI-1"]),
        ("search=SUSU%20kopi", &["KOPI-1"]),
        ("search=teh-", &["TEH-1"]),
        ("status=retired", &["KUE-1"]),
        (
            "status=all&sort=-name",
            &["TEH-1", "ROTI-1", "KUE-1", "KOPI-1"],
        ),
        ("category=2", &["ROTI-1"]),
        ("price=without", &["ROTI-1"]),
        ("price=with&sort=-price", &["TEH-1", "KOPI-1"]),
        ("stock=low", &["KOPI-1", "ROTI-1"]),
        ("stock=habis", &["ROTI-1"]),
        ("stock=aman", &["TEH-1"]),
        ("sort=stock", &["ROTI-1", "KOPI-1", "TEH-1"]),
        ("sort=newest", &["ROTI-1", "KOPI-1", "TEH-1"]),
        ("sort=sku", &["KOPI-1", "ROTI-1", "TEH-1"]),
    ];
    for (query, expected) in cases {
        assert_eq!(skus(&owner, query).await, *expected, "{query}");
    }
    for query in ["", "sort=price&", "stock=low&status=all&", "sort=-sku&"] {
        let whole = skus(&owner, query).await;
        let mut paged = Vec::new();
        let mut after = String::new();
        loop {
            let path = format!("/api/v1/products?{query}limit=1{after}");
            let page = owner.get(&path).await.good();
            assert_eq!(page["count"], whole.len(), "{query}");
            paged.push(page["items"][0]["sku"].as_str().unwrap().to_owned());
            match page["next"].as_str() {
                Some(next) => after = format!("&after={next}"),
                None => break,
            }
        }
        assert_eq!(paged, whole, "{query}");
    }
    let row = owner.get("/api/v1/products/1").await.good();
    assert_eq!(
        (
            &row["category_name"],
            &row["price"]["amount"],
            &row["warehouse_milli"],
            &row["state"]
        ),
        (
            &json!("Minuman"),
            &json!(9_000),
            &json!(40_000),
            &json!("aman")
        )
    );
    let summary = owner.get("/api/v1/products/summary").await.good();
    assert_eq!(
        (&summary["active"], &summary["retired"]),
        (&json!(3), &json!(1))
    );
    assert_eq!(summary["categories"][1]["retired"], 1);
    is(
        &owner.get("/api/v1/products?sort=colour").await,
        StatusCode::UNPROCESSABLE_ENTITY,
        "query_invalid",
    );
}

#[tokio::test]
async fn s1_062_a_product_is_added_with_price_and_stock_once() {
    let centre = new_centre().await;
    let owner = centre.set_up().await;
    let drinks = category(&owner, "Minuman").await;
    let mut row = product("TEH-1", "Teh", drinks);
    row["price"] = 5_000.into();
    row["stock_milli"] = 12_000.into();
    let body = with_command(row);
    let first = owner.post("/api/v1/products", &body).await.good();
    assert_eq!(owner.post("/api/v1/products", &body).await.good(), first);
    let seen = owner.get("/api/v1/products/1").await.good();
    assert_eq!(
        (&seen["price"]["amount"], &seen["warehouse_milli"]),
        (&json!(5_000), &json!(12_000))
    );
    let again = with_command(product("TEH-1", "Lain", drinks));
    is(
        &owner.post("/api/v1/products", &again).await,
        StatusCode::CONFLICT,
        "master_taken",
    );
}

#[tokio::test]
async fn s1_063_another_price_is_a_new_version_and_the_old_one_stays() {
    let (_centre, owner) = shelf().await;
    let edit = |price: i64, name: &str| {
        let mut row = product("TEH-1", name, 1);
        row["price"] = price.into();
        with_command(row)
    };
    owner
        .ask("PUT", "/api/v1/products/1", &edit(9_500, "Teh Melati Baru"))
        .await
        .good();
    owner
        .ask("PUT", "/api/v1/products/1", &edit(9_500, "Teh Melati"))
        .await
        .good();
    let seen = owner.get("/api/v1/products/1").await.good();
    assert_eq!(
        (&seen["name"], &seen["price"]["amount"]),
        (&json!("Teh Melati"), &json!(9_500))
    );
    let history = owner.get("/api/v1/prices?product=1&when=all").await.good();
    let amounts: Vec<_> = history["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["amount"].clone())
        .collect();
    assert_eq!(amounts.len(), 2, "{history}");
}

#[tokio::test]
async fn s1_065_and_d1_32_a_product_is_withdrawn_and_comes_back_with_all_it_had() {
    let (_centre, owner) = shelf().await;
    let status = |what: &str| format!("/api/v1/products/1/{what}");
    let body = with_command(json!({}));
    let done = owner.post(&status("retire"), &body).await.good();
    assert_eq!(owner.post(&status("retire"), &body).await.good(), done);
    assert_eq!(skus(&owner, "").await, ["KOPI-1", "ROTI-1"]);
    assert_eq!(skus(&owner, "status=retired").await, ["KUE-1", "TEH-1"]);
    owner
        .post(&status("restore"), &with_command(json!({})))
        .await
        .good();
    let seen = owner.get("/api/v1/products/1").await.good();
    assert_eq!(
        (
            &seen["retired"],
            &seen["price"]["amount"],
            &seen["warehouse_milli"]
        ),
        (&json!(false), &json!(9_000), &json!(40_000))
    );
    let many = with_command(json!({ "products": [1, 2], "category": 2, "retired": true }));
    owner.post("/api/v1/products/bulk", &many).await.good();
    assert_eq!(skus(&owner, "status=retired&category=2").await.len(), 3);
    for bad in [json!({ "products": [] }), json!({ "products": [1] })] {
        is(
            &owner
                .post("/api/v1/products/bulk", &with_command(bad))
                .await,
            StatusCode::UNPROCESSABLE_ENTITY,
            "body_invalid",
        );
    }
}

async fn import(owner: &Client, query: &str, file: &[u8]) -> Answer {
    let path = format!("/api/v1/products/import?{query}");
    let headers = [
        ("content-type", "application/octet-stream"),
        ("x-import", "0a-1b"),
    ];
    owner
        .send(owner.request("POST", &path, &headers, file))
        .await
        .unwrap()
}

const SHEET: &str = "Kode;Nama;Kategori;Satuan;Harga;Stok;Status\n\
    TEH-1;Teh Melati;Minuman;pcs;9.500;40;aktif\n\
    KOPI-1;Kopi Susu;Minuman;pcs;4.000;7,5;aktif\n\
    GULA;Gula Pasir;Dapur;kg;17.500;;\n";

#[tokio::test]
async fn d1_33_a_sheet_is_tried_first_and_says_what_it_would_do() {
    let (_centre, owner) = shelf().await;
    let mut row = product("KOPI-1", "Kopi Susu", 1);
    row["fractional"] = true.into();
    owner
        .ask("PUT", "/api/v1/products/2", &with_command(row))
        .await
        .good();
    let tried = import(&owner, "dry_run=true", SHEET.as_bytes())
        .await
        .good();
    let sums = |answer: &Value| {
        [
            "rows",
            "created",
            "changed",
            "unchanged",
            "categories",
            "stock_changed",
        ]
        .map(|name| answer[name].as_u64().unwrap())
    };
    assert_eq!(sums(&tried), [3, 1, 1, 1, 1, 1]);
    assert_eq!(
        tried["preview"][0]["changes"],
        json!([{ "field": "price", "from": "9000", "to": "9500" }])
    );
    let words: Vec<_> = tried["preview"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["what"].clone())
        .collect();
    assert_eq!(words, ["changed", "same", "new"]);
    assert_eq!(
        skus(&owner, "search=gula").await.len(),
        0,
        "a trial keeps nothing"
    );
    let taken = import(&owner, "", SHEET.as_bytes()).await.good();
    assert_eq!(sums(&taken), sums(&tried));
    let progress = owner.get("/api/v1/products/import/0a-1b").await.good();
    assert_eq!(progress, json!({ "done": 3, "rows": 3, "state": "done" }));
    let coffee = owner.get("/api/v1/products/2").await.good();
    assert_eq!(coffee["warehouse_milli"], 7_500);
    let again = import(&owner, "", SHEET.as_bytes()).await.good();
    assert_eq!(sums(&again), [3, 0, 0, 3, 0, 0]);
    let wrong = import(&owner, "", SHEET.replace("7,5", "7.5").as_bytes()).await;
    assert_eq!(
        (wrong.code(), &wrong.json["rows"][0]["field"]),
        ("import_invalid", &json!("stock"))
    );
    let parts = import(&owner, "", SHEET.replace(";40;", ";40,5;").as_bytes()).await;
    assert_eq!(
        (
            parts.code(),
            &parts.json["rows"][0]["row"],
            &parts.json["rows"][0]["field"]
        ),
        ("import_invalid", &json!(2), &json!("stock")),
        "{}",
        parts.text
    );
}

#[tokio::test]
async fn d1_33_a_sheet_brings_new_goods_by_weight_with_part_of_a_unit() {
    let (_centre, owner) = shelf().await;
    let sheet = "Kode;Nama;Kategori;Satuan;Harga;Stok;Status\n\
        BRS;Beras curah;Dapur;Kg;14.000;12,5;aktif\n\
        GLS;Gelas;Dapur;pcs;9.000;3;aktif\n";
    import(&owner, "", sheet.as_bytes()).await.good();
    let found = async |sku: &str| {
        let list = owner.get(&format!("/api/v1/products?search={sku}")).await;
        let id = list.good()["items"][0]["id"].clone();
        owner.get(&format!("/api/v1/products/{id}")).await.good()
    };
    let (rice, glass) = (found("BRS").await, found("GLS").await);
    assert_eq!(
        (&rice["fractional"], &glass["fractional"]),
        (&json!(true), &json!(false))
    );
    assert_eq!(rice["warehouse_milli"], 12_500);
    let parts = import(&owner, "", sheet.replace(";3;", ";3,5;").as_bytes()).await;
    assert_eq!(parts.code(), "import_invalid", "there is no half a glass");
}

async fn file(owner: &Client, path: &str) -> Vec<u8> {
    let answer = owner.raw(path).await;
    assert_eq!(answer.0, 200, "{}", String::from_utf8_lossy(&answer.1));
    answer.1
}

#[tokio::test]
async fn s1_067_and_d1_34_products_go_out_with_their_filter_and_come_back_unchanged() {
    let (_centre, owner) = shelf().await;
    let evil = product("EVIL", "=HYPERLINK(\"x\")", 1);
    let mut evil = with_command(evil);
    evil["price"] = 1_000.into();
    owner.post("/api/v1/products", &evil).await.good();
    let csv = file(
        &owner,
        "/api/v1/products/export?format=csv&price=with&category=1",
    )
    .await;
    let text = String::from_utf8(csv.clone()).unwrap();
    let lines: Vec<_> = text.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(
        lines[0],
        "Kode;Kode batang;Nama;Kategori;Satuan;Harga;Stok;Status;Di cabang"
    );
    assert_eq!(lines.len(), 4, "only what the filter picks: {text}");
    assert!(
        lines[1].starts_with("EVIL;;\"'=HYPERLINK(\"\"x\"\")\";Minuman;pcs;1000;0;aktif;0"),
        "{text}"
    );
    for format in ["csv", "xlsx"] {
        let path = format!("/api/v1/products/export?format={format}&price=with&search=-1");
        let sheet = file(&owner, &path).await;
        let back = import(&owner, "dry_run=true", &sheet).await.good();
        assert_eq!(
            (&back["unchanged"], &back["stock_changed"]),
            (&json!(2), &json!(0)),
            "{format}"
        );
    }
    for format in ["csv", "xlsx"] {
        let path = format!("/api/v1/products/import/template?format={format}&lang=en");
        let sheet = file(&owner, &path).await;
        let tried = import(&owner, "dry_run=true", &sheet).await.good();
        assert_eq!(tried["created"], 2, "{format}");
    }
}

#[tokio::test]
async fn heavy_ten_thousand_rows_are_taken_in_and_listed_again() {
    let company = company().await;
    let mut sheet = String::from("sku,name,category,price,stock\n");
    for n in 0..10_000 {
        sheet += &format!(
            "S{n},Barang nomor {n},Kategori {},{},{}\n",
            n % 20,
            500 + n,
            n % 30
        );
    }
    let taken = import(&company.owner, "", sheet.as_bytes()).await.good();
    assert_eq!(
        (&taken["created"], &taken["stock_changed"]),
        (&json!(10_000), &json!(9_666))
    );
    let page = company
        .owner
        .get("/api/v1/products?search=nomor%20999&stock=low")
        .await
        .good();
    assert!(page["count"].as_u64().unwrap() > 2, "{page}");
}
