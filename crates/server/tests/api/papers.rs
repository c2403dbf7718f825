//! Papers over HTTP: receipts, slips, X and Z from real facts, in their forms; and
//! that nothing of today gets onto a paper of yesterday.

use axum::http::{StatusCode, header};
use serde_json::{Value, json};

use crate::{
    client::is,
    shop::{Shop, open},
    world::{eventually, with_command},
};

fn id(answer: &Value, name: &str) -> String {
    answer[name].as_str().unwrap().to_owned()
}

async fn text(shop: &Shop, path: &str) -> String {
    let answer = shop.cashier.get(path).await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.text);
    answer.text
}

async fn open_shift(shop: &Shop) -> String {
    let body = with_command(json!({ "till": 1, "float": 100_000 }));
    let opened = shop.cashier.post("/api/v1/shifts", &body).await.good();
    id(&opened, "shift")
}

#[tokio::test]
async fn a_receipt_comes_as_lines_as_text_and_as_a_page() {
    let shop = open().await;
    let sold = shop.sell(2).await.good();
    let path = format!("/api/v1/sales/{}/receipt", id(&sold, "sale"));
    let lines = shop.cashier.get(&path).await.good();
    assert_eq!((&lines["columns"], &lines["copy"]), (&json!(32), &json!(0)));
    assert_eq!(lines["title"], sold["receipt_no"]);
    let plain = text(&shop, &format!("{path}?format=text")).await;
    let hash = &id(&sold, "doc_hash")[..8];
    for must in [
        "Nusa JKT01",
        "Nasi goreng",
        "2 x 18.000",
        "36.000",
        "Tunai",
        "cashier",
        "WIB",
        hash,
        &id(&sold, "receipt_no"),
    ] {
        assert!(plain.contains(must), "{must} is not on\n{plain}");
    }
    assert!(!plain.contains("SALINAN"));
    let copy = text(
        &shop,
        &format!("{path}?format=text&copy=2&lang=en&columns=48"),
    )
    .await;
    assert!(
        copy.contains("** COPY 2 **") && copy.contains("Cash"),
        "{copy}"
    );
    let page = shop.cashier.get(&format!("{path}?format=html")).await;
    assert_eq!(
        page.headers[header::CONTENT_TYPE],
        "text/html; charset=utf-8"
    );
    assert!(page.text.contains("paper-58") && page.text.contains("Nasi goreng"));
    for bad in ["format=doc", "columns=40", "lang=fr", "copy=-1", "x=1"] {
        let told = shop.cashier.get(&format!("{path}?{bad}")).await;
        is(&told, StatusCode::UNPROCESSABLE_ENTITY, "query_invalid");
    }
    let nothing = "/api/v1/sales/01890a5d-ac96-774b-bcce-b302099a8057/receipt";
    is(
        &shop.cashier.get(nothing).await,
        StatusCode::NOT_FOUND,
        "not_found",
    );
    let sale = id(&sold, "sale");
    let other = shop
        .cashier
        .get(&format!("/api/v1/refunds/{sale}/receipt"))
        .await;
    is(&other, StatusCode::NOT_FOUND, "not_found");
}

#[tokio::test]
async fn what_was_taken_back_has_its_slip_and_the_sale_tells_of_it() {
    let shop = open().await;
    open_shift(&shop).await;
    let (voided, returned) = (shop.sell(1).await.good(), shop.sell(2).await.good());
    let void = with_command(json!({ "reason": "salah ketik" }));
    let path = format!("/api/v1/sales/{}", id(&voided, "sale"));
    shop.manager
        .post(&format!("{path}/void"), &void)
        .await
        .good();
    let slip = text(&shop, &format!("{path}/void/receipt?format=text")).await;
    assert!(
        slip.contains("BUKTI BATAL") && slip.contains("salah ketik"),
        "{slip}"
    );
    let receipt = text(&shop, &format!("{path}/receipt?format=text&copy=1")).await;
    assert!(receipt.contains("** DIBATALKAN **"), "{receipt}");
    let detail = shop.cashier.get(&path).await.good();
    assert_eq!(detail["void"]["reason"], "salah ketik");
    assert_eq!(detail["void"]["staff_name"], "manager");

    let path = format!("/api/v1/sales/{}", id(&returned, "sale"));
    let mut docs = Vec::new();
    for _ in 0..2 {
        let back = with_command(json!({
            "till": 1, "lines": [{ "line": 0, "quantity_milli": 1_000, "restock": true }],
            "method": "cash", "reason": "terlalu pedas",
        }));
        let refund = shop
            .manager
            .post(&format!("{path}/refund"), &back)
            .await
            .good();
        docs.push(id(&refund, "doc"));
    }
    let slip = text(
        &shop,
        &format!("/api/v1/refunds/{}/receipt?format=text", docs[1]),
    )
    .await;
    assert!(
        slip.contains("BUKTI RETUR") && slip.contains("Nasi goreng"),
        "{slip}"
    );
    assert!(slip.contains(&id(&returned, "receipt_no")), "{slip}");
    let detail = shop.cashier.get(&path).await.good();
    let refunds = detail["refunds"].as_array().unwrap();
    assert_eq!(refunds.len(), 2);
    assert_eq!(refunds[0]["doc"], docs[0].as_str());
    assert_eq!(detail["items"][0]["returned_milli"], 2_000);
    let missing = format!("{path}/void/receipt");
    is(
        &shop.cashier.get(&missing).await,
        StatusCode::NOT_FOUND,
        "not_found",
    );
}

#[tokio::test]
async fn x_is_blind_and_z_tells_the_drawer() {
    let shop = open().await;
    let shift = open_shift(&shop).await;
    shop.sell(2).await.good();
    let path = format!("/api/v1/shifts/{shift}/report?format=text");
    let x = text(&shop, &path).await;
    assert!(x.contains("LAPORAN X 1") && x.contains("36.000"), "{x}");
    assert!(!x.contains("Seharusnya"), "{x}");
    let early = shop.cashier.get(&format!("{path}&kind=z")).await;
    is(&early, StatusCode::NOT_FOUND, "not_found");
    let taken =
        with_command(json!({ "till": 1, "kind": "in", "amount": 5_000, "reason": "uang kecil" }));
    let cash = shop
        .cashier
        .post("/api/v1/shifts/cash", &taken)
        .await
        .good();
    let slip = format!("/api/v1/cash/{}/receipt?format=text", id(&cash, "doc"));
    assert!(text(&shop, &slip).await.contains("KAS MASUK"));
    let count = json!({ "till": 1, "denominations": [{ "value": 1_000, "count": 140 }] });
    shop.cashier
        .post("/api/v1/shifts/close", &with_command(count))
        .await
        .good();
    let z = text(&shop, &path).await;
    assert!(z.contains("LAPORAN Z 1") && z.contains("Seharusnya"), "{z}");
    assert!(z.contains("-Rp 1.000"), "{z}");
    assert!(
        text(&shop, &format!("{path}&kind=x"))
            .await
            .contains("LAPORAN X 1")
    );
}

#[tokio::test]
async fn d1_31_a_branch_that_is_renamed_changes_no_old_receipt() {
    let shop = open().await;
    open_shift(&shop).await;
    let before = shop.sell(1).await.good();
    let path = |sale: &Value| format!("/api/v1/sales/{}/receipt?format=text", id(sale, "sale"));
    let old = text(&shop, &path(&before)).await;
    let row = with_command(json!({
        "code": "JKT01", "name": "Nusa Baru", "region": 1, "shift_required": false, "footer": ["Sampai jumpa"],
    }));
    let branch = format!("/api/v1/branches/{}", shop.company.branch);
    shop.company.owner.ask("PUT", &branch, &row).await.good();
    let catalogue = "/api/v1/catalogue";
    eventually("the branch knows its new name", async || {
        let told = shop.cashier.get(catalogue).await.good();
        told["branch"]["name"] == "Nusa Baru"
    })
    .await;
    let after = shop.sell(1).await.good();
    assert_eq!(text(&shop, &path(&before)).await, old);
    let new = text(&shop, &path(&after)).await;
    assert!(
        new.contains("Nusa Baru") && new.contains("Sampai jumpa"),
        "{new}"
    );
    assert!(old.contains("Nusa JKT01") && !old.contains("Baru"), "{old}");
    shop.branch.in_step(&shop.manager).await;
    let at_centre = format!("{}&branch={}", path(&before), shop.company.branch);
    let there = shop.company.owner.get(&at_centre).await;
    assert_eq!(there.text, old, "the centre prints the same paper");
    let anywhere = shop.company.owner.get(&path(&before)).await;
    assert_eq!(anywhere.text, old);
}

#[tokio::test]
async fn s1_130_history_tells_what_became_of_a_sale_and_whether_the_centre_has_it() {
    let shop = open().await;
    shop.branch.in_step(&shop.manager).await;
    shop.branch.switch.set(false);
    let sold = shop.sell(1).await.good();
    let (from, to) = crate::shop::days();
    let path = format!("/api/v1/sales?from={from}&to={to}");
    let row = async |client: &crate::client::Client, path: &str| {
        let list = client.get(path).await.good();
        let rows = list["items"].as_array().unwrap().clone();
        rows.into_iter().find(|row| row["sale"] == sold["sale"])
    };
    let here = row(&shop.cashier, &path).await.unwrap();
    assert_eq!(
        (&here["at_centre"], &here["state"]),
        (&json!(false), &json!("completed"))
    );
    shop.branch.switch.set(true);
    shop.branch.in_step(&shop.manager).await;
    let here = row(&shop.cashier, &path).await.unwrap();
    assert_eq!(here["at_centre"], true);
    let at_centre = format!("{path}&branch={}", shop.company.branch);
    let there = row(&shop.company.owner, &at_centre).await.unwrap();
    assert_eq!(there["at_centre"], true);
    shop.branch.switch.set(false);
    let void = with_command(json!({ "reason": "salah ketik" }));
    let void_path = format!("/api/v1/sales/{}/void", id(&sold, "sale"));
    shop.manager.post(&void_path, &void).await.good();
    let here = row(&shop.cashier, &path).await.unwrap();
    assert_eq!(here["state"], "voided");
}

#[tokio::test]
async fn a_till_gets_every_level_at_once_and_the_number_to_ask_again_by() {
    let shop = open().await;
    let product = shop.company.products[0];
    let goods = with_command(json!({
        "reference": "SJ-1", "lines": [{ "product": product, "quantity_milli": 5_000 }],
    }));
    shop.manager
        .post("/api/v1/stock/receipts", &goods)
        .await
        .good();
    let before = shop.cashier.get("/api/v1/stock/levels").await.good();
    assert_eq!(before["products"], json!([product]));
    assert_eq!(before["level_milli"], json!([5_000]));
    shop.sell(2).await.good();
    let after = shop.cashier.get("/api/v1/stock/levels").await.good();
    assert_eq!(after["level_milli"], json!([3_000]));
    assert!(after["n"].as_u64() > before["n"].as_u64());
}

#[tokio::test]
async fn s1_026_the_centre_tells_when_it_took_a_sale_in_and_all_that_the_branch_wrote() {
    let shop = open().await;
    let sold = shop.sell(2).await.good();
    shop.branch.in_step(&shop.manager).await;
    let path = format!("/api/v1/sales/{}", id(&sold, "sale"));
    let here = shop.cashier.get(&path).await.good();
    let there = shop.company.owner.get(&path).await.good();
    for name in [
        "method",
        "total",
        "payable",
        "change",
        "staff_name",
        "at",
        "receipt_no",
        "items",
    ] {
        assert_eq!(here[name], there[name], "{name}");
    }
    assert_eq!(there["staff_name"], "cashier");
    assert!(
        there["received_at"].as_i64().unwrap() + 5_000 >= there["at"].as_i64().unwrap(),
        "{there}"
    );
    assert!(
        here.get("received_at").is_none(),
        "a branch takes nothing in"
    );
}
