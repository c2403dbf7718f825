//! Bills over HTTP: what a table has to pay, two tills at one bill, a bill in parts,
//! and guests who go to another table.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::{
    client::{Answer, is},
    guests::{Phone, sit, table},
    orders::{TABLE, set_table},
    rows::items,
    shop::{Shop, open},
    world::{command, with_command},
};

const OTHER: &str = "0193a5f0-7c00-7fff-8000-0000000000cc";

/// Somebody at a table orders two dishes of so many portions; gives the order's answer.
pub(crate) async fn order(
    shop: &Shop,
    table: &str,
    sitting: u32,
    guest: &str,
    portions: i64,
) -> Value {
    let dish = json!({ "product": shop.company.products[0], "quantity_milli": portions * 1_000 });
    let body = json!({
        "service": { "table": { "table": table, "sitting": sitting } },
        "guest": guest,
        "lines": [dish, dish],
    });
    let body = with_command(body);
    shop.cashier.post("/api/v1/orders", &body).await.good()
}

pub(crate) async fn bill_of(shop: &Shop, table: &str) -> Value {
    let bills = items(&shop.cashier, &format!("/api/v1/bills?table={table}")).await;
    let path = format!("/api/v1/bills/{}", bills[0]["bill"].as_str().unwrap());
    shop.cashier.get(&path).await.good()
}

fn payment(bill: &Value) -> Value {
    let total = bill["quote"]["total"].as_i64().unwrap();
    with_command(json!({
        "till": 1,
        "version": bill["version"],
        "payments": [{ "method": "cash", "amount": total + 100_000 }],
        "expected_total": total,
    }))
}

async fn pay(shop: &Shop, bill: &Value, body: &Value) -> Answer {
    let path = format!("/api/v1/bills/{}/pay", bill["bill"].as_str().unwrap());
    shop.cashier.post(&path, body).await
}

#[tokio::test]
async fn a_table_pays_what_its_guests_ordered_and_the_receipt_says_where() {
    let shop = open().await;
    set_table(&shop).await;
    order(&shop, TABLE, 1, "Ali", 1).await;
    let early = bill_of(&shop, TABLE).await;
    order(&shop, TABLE, 1, "Budi", 1).await;
    is(
        &pay(&shop, &early, &payment(&early)).await,
        StatusCode::CONFLICT,
        "bill_changed",
    );
    let bill = bill_of(&shop, TABLE).await;
    assert_eq!(
        (&bill["service"], &bill["label"], &bill["state"]),
        (&json!("table"), &json!("B2"), &json!("open"))
    );
    assert_eq!(bill["lines"].as_array().unwrap().len(), 4);
    let body = payment(&bill);
    let sale = pay(&shop, &bill, &body).await.good();
    assert_eq!(
        sale,
        pay(&shop, &bill, &body).await.good(),
        "the same bytes (I7)"
    );
    is(
        &pay(&shop, &bill, &payment(&bill)).await,
        StatusCode::CONFLICT,
        "bill_paid",
    );
    let path = format!("/api/v1/sales/{}", sale["sale"].as_str().unwrap());
    let shown = shop.cashier.get(&path).await.good();
    assert_eq!(shown["total"], bill["quote"]["total"]);
    let now = bill_of(&shop, TABLE).await;
    assert_eq!(
        (&now["state"], &now["sale"]),
        (&json!("paid"), &sale["sale"])
    );
    assert_eq!(
        items(&shop.cashier, "/api/v1/bills").await,
        Vec::<Value>::new()
    );
}

#[tokio::test]
async fn two_tills_at_one_bill_make_one_sale() {
    let shop = open().await;
    set_table(&shop).await;
    for _ in 0..20 {
        order(&shop, TABLE, 1, "Ali", 1).await;
        let bills = items(&shop.cashier, "/api/v1/bills").await;
        let path = format!("/api/v1/bills/{}", bills[0]["bill"].as_str().unwrap());
        let bill = shop.cashier.get(&path).await.good();
        let (one, two) = (payment(&bill), payment(&bill));
        let (one, two) = tokio::join!(pay(&shop, &bill, &one), pay(&shop, &bill, &two));
        let mut statuses = [one.status, two.status];
        statuses.sort();
        assert_eq!(statuses, [StatusCode::CREATED, StatusCode::CONFLICT]);
    }
    assert_eq!(shop.sums(&shop.cashier).await.0, 20);
}

#[tokio::test]
async fn a_bill_is_divided_paid_in_parts_and_put_together_again() {
    let shop = open().await;
    set_table(&shop).await;
    let placed = order(&shop, TABLE, 1, "Ali", 1).await;
    let bill = bill_of(&shop, TABLE).await;
    let path = format!("/api/v1/bills/{}", bill["bill"].as_str().unwrap());
    let line = |line: u16| json!({ "order": placed["order"], "line": line });
    let split = || {
        let part = |payer: &str, lines: &[u16]| {
            let lines: Vec<Value> = lines.iter().map(|n| line(*n)).collect();
            json!({ "bill": command(), "payer": payer, "lines": lines })
        };
        json!({ "parts": [part("Ali", &[0, 1]), part("Budi", &[1])] })
    };
    let mut wrong = split();
    wrong["version"] = bill["version"].clone();
    wrong["parts"][1]["lines"] = json!([line(7)]);
    let refused = shop
        .cashier
        .post(&format!("{path}/split"), &with_command(wrong))
        .await;
    is(&refused, StatusCode::NOT_FOUND, "order_unknown");
    assert_eq!(refused.json["field"], "parts[1].lines[0]");
    for paid in [false, true] {
        let mut body = split();
        body["version"] = shop.cashier.get(&path).await.good()["version"].clone();
        let made = shop
            .cashier
            .post(&format!("{path}/split"), &with_command(body))
            .await;
        made.good();
        let now = shop.cashier.get(&path).await.good();
        let parts = now["parts"].as_array().unwrap();
        let totals = parts.iter().map(|part| part["total"].as_i64().unwrap());
        assert_eq!(json!(totals.sum::<i64>()), bill["quote"]["total"]);
        assert_eq!(parts[0]["payer"], "Ali");
        if paid {
            let part = format!("/api/v1/bills/{}", parts[0]["bill"].as_str().unwrap());
            let part = shop.cashier.get(&part).await.good();
            pay(&shop, &part, &payment(&part)).await.good();
        }
        let rejoin = shop
            .cashier
            .post(&format!("{path}/rejoin"), &with_command(json!({})))
            .await;
        if paid {
            is(&rejoin, StatusCode::CONFLICT, "bill_paid");
        } else {
            rejoin.good();
        }
    }
}

#[tokio::test]
async fn guests_go_to_another_table_and_lines_to_another_bill() {
    let shop = open().await;
    set_table(&shop).await;
    let second = json!({ "area": "Teras", "label": "B3", "seats": 4 });
    let path = format!("/api/v1/tables/{OTHER}");
    let set = shop.manager.ask("PUT", &path, &with_command(second)).await;
    set.good();
    let placed = order(&shop, TABLE, 1, "Ali", 1).await;
    order(&shop, OTHER, 1, "Budi", 1).await;
    let (from, to) = (bill_of(&shop, TABLE).await, bill_of(&shop, OTHER).await);
    let moved = with_command(json!({
        "version": from["version"],
        "to": to["bill"],
        "lines": [{ "order": placed["order"], "line": 0 }],
    }));
    let path = format!("/api/v1/bills/{}/move", from["bill"].as_str().unwrap());
    shop.cashier.post(&path, &moved).await.good();
    assert_eq!(
        bill_of(&shop, OTHER).await["lines"]
            .as_array()
            .unwrap()
            .len(),
        3
    );
    let go = with_command(json!({ "sitting": 1, "to": OTHER }));
    let path = format!("/api/v1/tables/{TABLE}/move");
    shop.cashier.post(&path, &go).await.good();
    let there = items(&shop.cashier, &format!("/api/v1/orders?table={OTHER}")).await;
    let labels: Vec<&Value> = there.iter().map(|order| &order["label"]).collect();
    assert_eq!(labels, ["B3", "B3"]);
    let together = items(&shop.cashier, "/api/v1/bills").await;
    assert_eq!(together.len(), 1, "they pay together");
    let path = format!("/api/v1/bills/{}", together[0]["bill"].as_str().unwrap());
    let bill = shop.cashier.get(&path).await.good();
    assert_eq!(bill["lines"].as_array().unwrap().len(), 4);
    let gone = shop
        .cashier
        .get("/api/v1/bills/0193a5f0-7c00-7fff-8000-0000000000ee")
        .await;
    is(&gone, StatusCode::NOT_FOUND, "bill_unknown");
}

#[tokio::test]
async fn a_table_whose_bill_is_not_paid_is_not_closed() {
    let shop = open().await;
    set_table(&shop).await;
    let placed = order(&shop, TABLE, 1, "Ali", 1).await;
    for step in ["start", "finish"] {
        let path = format!(
            "/api/v1/orders/{}/{step}",
            placed["order"].as_str().unwrap()
        );
        let stepped = shop.cashier.post(&path, &with_command(json!({}))).await;
        stepped.good();
    }
    let path = format!("/api/v1/tables/{TABLE}/close");
    let close = async || {
        let body = with_command(json!({ "sitting": 1 }));
        shop.cashier.post(&path, &body).await
    };
    let refused = close().await;
    is(&refused, StatusCode::CONFLICT, "bill_unpaid");
    assert_eq!(refused.json["bills"], 1);
    let bill = bill_of(&shop, TABLE).await;
    pay(&shop, &bill, &payment(&bill)).await.good();
    close().await.good();
}

#[tokio::test]
async fn a_bill_is_on_paper_before_it_is_paid_and_not_after() {
    let shop = open().await;
    set_table(&shop).await;
    order(&shop, TABLE, 1, "Ali", 2).await;
    let bill = bill_of(&shop, TABLE).await;
    let id = bill["bill"].as_str().unwrap();
    let path = format!("/api/v1/bills/{id}/paper");
    let paper = async |query: &str| shop.cashier.get(&format!("{path}{query}")).await;
    let said = paper("?format=text&columns=32").await.text;
    for must in [
        "TAGIHAN",
        "BELUM DIBAYAR",
        "Meja B2",
        "Ali",
        "Bukan bukti pembayaran",
    ] {
        assert!(said.contains(must), "{must} is missing in {said}");
    }
    let english = paper("?format=json&lang=en").await.good();
    assert_eq!(english["title"], "BILL");
    pay(&shop, &bill, &payment(&bill)).await.good();
    is(&paper("").await, StatusCode::NOT_FOUND, "not_found");
    let other = shop
        .cashier
        .get(&format!("/api/v1/bills/{OTHER}/paper"))
        .await;
    is(&other, StatusCode::NOT_FOUND, "not_found");
}

#[tokio::test]
async fn a_bill_is_on_paper_less_what_is_about_to_be_taken_off() {
    let shop = open().await;
    set_table(&shop).await;
    order(&shop, TABLE, 1, "Ali", 2).await;
    let bill = bill_of(&shop, TABLE).await;
    let path = format!("/api/v1/bills/{}/paper", bill["bill"].as_str().unwrap());
    let text = format!("{path}?format=text&columns=32");
    let plain = shop.cashier.get(&text).await.text;
    assert!(
        plain.contains("72.000") && !plain.contains("Diskon"),
        "{plain}"
    );
    let off = json!({ "bill_discount": { "ppm": 100_000 } });
    let said = shop.cashier.post(&text, &off).await.text;
    for must in ["TAGIHAN", "BELUM DIBAYAR", "Diskon", "64.800"] {
        assert!(said.contains(must), "{must} is missing in {said}");
    }
    assert_eq!(shop.cashier.get(&text).await.text, plain, "nothing is kept");
    let unknown =
        json!({ "line_discounts": [{ "order": OTHER, "line": 0, "discount": { "amount": 1 } }] });
    let refused = shop.cashier.post(&path, &unknown).await;
    is(&refused, StatusCode::NOT_FOUND, "order_unknown");
    let odd = shop
        .cashier
        .post(&path, &json!({ "bill_discount": { "ppm": -1 } }))
        .await;
    is(&odd, StatusCode::UNPROCESSABLE_ENTITY, "body_invalid");
    assert_eq!(odd.json["field"], "bill_discount");
}

#[tokio::test]
async fn a_phone_sees_what_its_own_table_has_to_pay_and_no_other() {
    let shop = open().await;
    let (seven, eight) = (table(&shop, "7").await, table(&shop, "8").await);
    let (ani, budi) = (
        sit(&shop, &seven, "Ani").await,
        sit(&shop, &eight, "Budi").await,
    );
    let bills = async |phone: &Phone| {
        let page = phone.get("/api/v1/guest/bills").await.good();
        page["items"].as_array().unwrap().clone()
    };
    assert!(bills(&ani).await.is_empty());
    order(&shop, &seven, 1, "Ani", 1).await;
    assert!(bills(&budi).await.is_empty());
    let bill = bill_of(&shop, &seven).await;
    let [seen] = &bills(&ani).await[..] else {
        panic!("one bill")
    };
    assert_eq!(
        (&seen["state"], &seen["total"], &seen["service"]),
        (&json!("open"), &bill["quote"]["total"], &json!(0))
    );
    pay(&shop, &bill, &payment(&bill)).await.good();
    let paid = &bills(&ani).await[0];
    assert_eq!(
        (&paid["state"], &paid["total"]),
        (&json!("paid"), &bill["quote"]["total"])
    );
}
