//! A device that is a till: what it is told before anybody signs in, signing in
//! with a PIN, and approvals.

use axum::http::{StatusCode, header};
use nusa_facts::SealedDoc;
use nusa_store::{Look, SqliteReader};
use serde_json::{Value, json};

use crate::{
    client::{Answer, Client, is},
    rows::items,
    shop::{Shop, open},
    world::{PASSWORD, added, command, eventually, with_command},
};

/// A device with the cookie that its registration gave it.
pub(crate) struct Device {
    client: Client,
    cookie: String,
}

impl Device {
    /// Registers a device as a till, or as the one of that number again.
    pub(crate) async fn register(shop: &Shop, till: Option<u8>) -> Self {
        let body = with_command(json!({ "till": till, "name": "Kasir" }));
        let answer = shop.manager.post("/api/v1/tills", &body).await;
        let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap();
        let cookie = cookie.split(';').next().unwrap().to_owned();
        answer.good();
        Self {
            client: Client::to(&shop.branch.node.base),
            cookie,
        }
    }

    pub(crate) async fn ask(&self, method: &str, path: &str, body: &Value) -> Answer {
        let headers = [
            ("content-type", "application/json"),
            ("cookie", self.cookie.as_str()),
        ];
        let body = match body {
            Value::Null => String::new(),
            body => body.to_string(),
        };
        let request = self.client.request(method, path, &headers, body.as_bytes());
        self.client.send(request).await.unwrap()
    }

    async fn info(&self) -> Value {
        self.ask("GET", "/api/v1/till", &Value::Null).await.good()
    }

    async fn pin(&self, staff: &Value, pin: &str) -> Answer {
        let body = json!({ "staff": staff, "pin": pin });
        self.ask("POST", "/api/v1/session/pin", &body).await
    }
}

async fn set_pin(who: &Client, pin: &str) -> Answer {
    let body = json!({ "password": PASSWORD, "pin": pin });
    who.ask("PUT", "/api/v1/session/pin", &body).await
}

fn person<'a>(info: &'a Value, name: &str) -> &'a Value {
    let people = info["people"].as_array().unwrap();
    people.iter().find(|one| one["name"] == name).unwrap()
}

#[tokio::test]
async fn a_till_is_told_all_that_its_screens_need_before_anybody_signs_in() {
    let shop = open().await;
    let stranger = Client::to(&shop.branch.node.base);
    is(
        &stranger.get("/api/v1/till").await,
        StatusCode::FORBIDDEN,
        "not_a_till",
    );
    let device = Device::register(&shop, Some(1)).await;
    let info = device.info().await;
    assert_eq!((&info["till"], &info["zone"]), (&json!(1), &json!("WIB")));
    assert_eq!(info["branch"]["code"], "JKT01");
    assert_eq!(info["receipt"]["columns"], 32);
    assert_eq!(info["methods"].as_array().unwrap().len(), 7);
    assert_eq!(info["labels"].as_array().unwrap().len(), 10);
    assert!(info["qris"].is_null() && info["shift"].is_null() && info["printer"].is_null());
    assert_eq!(person(&info, "cashier")["roles"], json!(["cashier"]));
    assert_eq!(person(&info, "cashier")["has_pin"], false);
    shop.cashier
        .post(
            "/api/v1/shifts",
            &with_command(json!({ "till": 1, "float": 5_000 })),
        )
        .await
        .good();
    let printer = json!({ "host": "printer.toko", "columns": 48, "drawer": true });
    let path = "/api/v1/tills/1/printer";
    is(
        &shop.cashier.ask("PUT", path, &printer).await,
        StatusCode::FORBIDDEN,
        "forbidden",
    );
    shop.manager.ask("PUT", path, &printer).await.good();
    let favourites = json!({ "products": [7, 3, 7] });
    let kept = shop
        .cashier
        .ask("PUT", "/api/v1/tills/1/favourites", &favourites)
        .await
        .good();
    assert_eq!(kept["products"], json!([7, 3]));
    let info = device.info().await;
    assert_eq!(info["shift"]["till"], 1);
    assert_eq!(info["printer"]["port"], 9_100);
    assert_eq!(info["receipt"]["columns"], 48, "the printer's paper");
    assert_eq!(info["favourites"], json!([7, 3]));
    shop.manager.ask("DELETE", path, &Value::Null).await;
    assert!(device.info().await["printer"].is_null());
}

#[tokio::test]
async fn a_wiped_browser_is_attached_to_its_till_again_and_a_retired_one_is_none() {
    let shop = open().await;
    let first = Device::register(&shop, Some(1)).await;
    let again = Device::register(&shop, Some(1)).await;
    assert_eq!(again.info().await["till"], 1);
    assert_eq!(
        first.info().await["till"],
        1,
        "the former cookie still works"
    );
    let retire = json!({ "command": command(), "reason": "rusak" });
    shop.manager
        .post("/api/v1/tills/1/retire", &retire)
        .await
        .good();
    let told = again.ask("GET", "/api/v1/till", &Value::Null).await;
    is(&told, StatusCode::FORBIDDEN, "not_a_till");
}

#[tokio::test]
async fn s1_120_a_cashier_signs_in_at_a_known_till_with_a_pin_and_without_a_network() {
    let shop = open().await;
    shop.branch.switch.set(false);
    let device = Device::register(&shop, Some(1)).await;
    let staff = person(&device.info().await, "cashier")["staff"].clone();
    is(
        &device.pin(&staff, "258014").await,
        StatusCode::CONFLICT,
        "pin_missing",
    );
    for (pin, code) in [("123456", "pin_invalid"), ("2580", "pin_invalid")] {
        is(
            &set_pin(&shop.cashier, pin).await,
            StatusCode::UNPROCESSABLE_ENTITY,
            code,
        );
    }
    let wrong = json!({ "password": "bukan-sandi-saya", "pin": "258014" });
    let told = shop.cashier.ask("PUT", "/api/v1/session/pin", &wrong).await;
    is(&told, StatusCode::UNAUTHORIZED, "sign_in_failed");
    assert_eq!(set_pin(&shop.cashier, "258014").await.status, 204);
    let told = device.info().await;
    assert_eq!(person(&told, "cashier")["has_pin"], true);

    let session = device.pin(&staff, "258014").await.good();
    assert_eq!(session["name"], "cashier");
    let signed = Client::to(&shop.branch.node.base).with(session["token"].as_str().unwrap());
    signed.post("/api/v1/sales", &shop.sale(1)).await.good();
    let elsewhere = Client::to(&shop.branch.node.base);
    let body = json!({ "staff": staff, "pin": "258014" });
    is(
        &elsewhere.post("/api/v1/session/pin", &body).await,
        StatusCode::FORBIDDEN,
        "not_a_till",
    );
}

#[tokio::test]
async fn five_wrong_pins_are_enough_and_a_manager_resets_one() {
    let shop = open().await;
    let device = Device::register(&shop, Some(1)).await;
    set_pin(&shop.cashier, "258014").await;
    set_pin(&shop.manager, "774411").await;
    let info = device.info().await;
    let (cashier, manager) = (
        &person(&info, "cashier")["staff"],
        &person(&info, "manager")["staff"],
    );
    for left in (0..5).rev() {
        let told = device.pin(cashier, "000001").await;
        is(&told, StatusCode::UNAUTHORIZED, "pin_wrong");
        assert_eq!(told.json["tries_left"], left);
    }
    let told = device.pin(cashier, "258014").await;
    is(&told, StatusCode::TOO_MANY_REQUESTS, "pin_limited");
    assert!(told.json["retry_after_s"].as_u64().unwrap() > 290);
    device.pin(manager, "774411").await.good();
    let path = format!("/api/v1/people/{cashier}/pin");
    is(
        &shop.cashier.ask("DELETE", &path, &Value::Null).await,
        StatusCode::FORBIDDEN,
        "forbidden",
    );
    assert_eq!(
        shop.manager.ask("DELETE", &path, &Value::Null).await.status,
        204
    );
    assert_eq!(person(&device.info().await, "cashier")["has_pin"], false);
}

#[tokio::test]
async fn i13_a_pin_is_in_no_fact_and_in_clear_nowhere() {
    let shop = open().await;
    let device = Device::register(&shop, Some(1)).await;
    set_pin(&shop.manager, "774411").await;
    let sale = shop.sell(1).await.good();
    let approval = approve(&shop, &device, "void_sale").await;
    let path = format!("/api/v1/sales/{}/void", sale["sale"].as_str().unwrap());
    shop.cashier.post(&path, &approval.body).await.good();
    let disk = SqliteReader::open(shop.branch.node.directory.path()).unwrap();
    let branch = nusa_facts::BranchId(shop.company.branch);
    let docs = disk.arrivals(branch, 0, 1_000).unwrap();
    assert!(docs.len() >= 3);
    for (_, bytes) in docs {
        let text = String::from_utf8(bytes).unwrap();
        assert!(
            !text.contains("\"774411\"") && !text.contains("argon2"),
            "{text}"
        );
    }
    let notes = disk.notes("pin/").unwrap();
    assert_eq!(notes.len(), 1);
    let kept = String::from_utf8(notes[0].1.clone()).unwrap();
    assert!(
        kept.contains("$argon2id$") && !kept.contains("774411"),
        "{kept}"
    );
}

/// A void that somebody approved, as its body.
struct Approved {
    body: Value,
}

async fn approve(shop: &Shop, device: &Device, right: &str) -> Approved {
    let command = command();
    let info = device.info().await;
    let staff = &person(&info, "manager")["staff"];
    let ask = json!({ "command": command, "right": right, "staff": staff, "pin": "774411" });
    let given = shop.cashier.post("/api/v1/approvals", &ask).await.good();
    let body =
        json!({ "command": command, "reason": "salah ketik", "approval": given["approval"] });
    Approved { body }
}

#[tokio::test]
async fn a_cashier_voids_with_a_managers_pin_and_the_fact_names_both() {
    let shop = open().await;
    let device = Device::register(&shop, Some(1)).await;
    set_pin(&shop.manager, "774411").await;
    let sale = shop.sell(1).await.good();
    let path = format!("/api/v1/sales/{}/void", sale["sale"].as_str().unwrap());
    let alone = with_command(json!({ "reason": "salah ketik" }));
    let told = shop.cashier.post(&path, &alone).await;
    is(&told, StatusCode::FORBIDDEN, "approval_needed");
    assert_eq!(told.json["approval"], "void_sale");
    let other = approve(&shop, &device, "refund_sale").await;
    let told = shop.cashier.post(&path, &other.body).await;
    is(&told, StatusCode::FORBIDDEN, "approval_needed");
    let stolen = with_command(json!({ "reason": "x", "approval": other.body["approval"] }));
    let told = shop.cashier.post(&path, &stolen).await;
    is(&told, StatusCode::FORBIDDEN, "approval_needed");

    let approved = approve(&shop, &device, "void_sale").await;
    let voided = shop.cashier.post(&path, &approved.body).await.good();
    let again = shop.cashier.post(&path, &approved.body).await.good();
    assert_eq!(
        voided, again,
        "a lost answer is asked for with the same bytes"
    );
    let disk = SqliteReader::open(shop.branch.node.directory.path()).unwrap();
    let branch = nusa_facts::BranchId(shop.company.branch);
    let doc = nusa_facts::DocId::parse(voided["doc"].as_str().unwrap()).unwrap();
    let doc = SealedDoc::read(disk.doc(branch, doc).unwrap().unwrap()).unwrap();
    let names = [doc.doc.staff, doc.doc.approved_by].map(|one| one.unwrap().name);
    assert_eq!(names, ["cashier", "manager"]);
}

#[tokio::test]
async fn an_approval_is_given_by_who_may_with_pin_or_password() {
    let shop = open().await;
    let device = Device::register(&shop, Some(1)).await;
    set_pin(&shop.cashier, "258014").await;
    let staff = person(&device.info().await, "cashier")["staff"].clone();
    let ask = |proof: Value| {
        let mut body = json!({ "command": command(), "right": "take_cash" });
        for (name, value) in proof.as_object().unwrap() {
            body[name] = value.clone();
        }
        body
    };
    let cases = [
        (json!({ "staff": staff, "pin": "258014" }), 403, "forbidden"),
        (json!({ "staff": staff, "pin": "258015" }), 401, "pin_wrong"),
        (
            json!({ "login": "manager", "password": "x" }),
            401,
            "sign_in_failed",
        ),
        (json!({ "staff": staff }), 422, "body_invalid"),
        (
            json!({ "login": "manager", "password": PASSWORD }),
            201,
            "-",
        ),
    ];
    for (proof, status, code) in cases {
        let told = shop.cashier.post("/api/v1/approvals", &ask(proof)).await;
        assert_eq!((told.status, told.code()), (status, code), "{}", told.text);
    }
    shop.cashier
        .post(
            "/api/v1/shifts",
            &with_command(json!({ "till": 1, "float": 50_000 })),
        )
        .await
        .good();
    let command = command();
    let mut out =
        json!({ "command": command, "till": 1, "kind": "out", "amount": 5_000, "reason": "es" });
    let told = shop.cashier.post("/api/v1/shifts/cash", &out).await;
    is(&told, StatusCode::FORBIDDEN, "approval_needed");
    let ask = json!({ "command": command, "right": "take_cash", "login": "manager", "password": PASSWORD });
    let given = shop.cashier.post("/api/v1/approvals", &ask).await.good();
    out["approval"] = given["approval"].clone();
    shop.cashier.post("/api/v1/shifts/cash", &out).await.good();
}

#[tokio::test]
async fn the_owners_qris_reaches_the_till_checked() {
    let shop = open().await;
    let path = format!("/api/v1/branches/{}", shop.company.branch);
    let code = "00020101021126730021ID.CO.CONTOHBAYAR.WWW01189360000000000000000215CONTOH0000000010303UMI51440014ID.CO.QRIS.WWW0215ID00000000000000303UMI5204581253033605802ID5918WARUNG CONTOH NUSA6011KOTA CONTOH61050000062070703T016304EEBD";
    let row = |payload: &str| {
        with_command(json!({
            "code": "JKT01", "name": "Nusa JKT01", "region": 1, "shift_required": false,
            "till": { "qris": { "payload": payload, "mode": "amount_qr" }, "methods": ["cash", "qris"] },
        }))
    };
    let told = shop
        .company
        .owner
        .ask("PUT", &path, &row(&code.replace("EEBD", "0000")))
        .await;
    is(&told, StatusCode::UNPROCESSABLE_ENTITY, "master_invalid");
    assert_eq!(told.json["field"], "rows[0].till.qris.payload");
    shop.company
        .owner
        .ask("PUT", &path, &row(code))
        .await
        .good();
    let device = Device::register(&shop, Some(1)).await;
    crate::world::eventually("the till has its QRIS", async || {
        !device.info().await["qris"].is_null()
    })
    .await;
    let info = device.info().await;
    assert_eq!(info["qris"]["mode"], "amount_qr");
    assert_eq!(info["qris"]["merchant"], "WARUNG CONTOH NUSA");
    assert_eq!(info["qris"]["limit"], 10_000_000);
    assert_eq!(info["methods"], json!(["cash", "qris"]));
    let mut sale = shop.sale(1);
    sale["payments"][0]["method"] = "debit".into();
    let told = shop.cashier.post("/api/v1/sales", &sale).await;
    is(&told, StatusCode::UNPROCESSABLE_ENTITY, "method_not_taken");
}

#[tokio::test]
async fn a_price_label_is_sold_and_returned_as_it_was_printed() {
    let shop = open().await;
    let owner = &shop.company.owner;
    let category = items(owner, "/api/v1/categories").await[0]["id"].clone();
    let meat = json!({ "sku": "00077", "name": "Daging", "category": category, "unit": "kg", "fractional": true });
    let meat = added(owner, "/api/v1/products", meat).await;
    let price = json!({ "product": meat, "scope": "company", "amount": 140_000, "valid_from": 0 });
    added(owner, "/api/v1/prices", price).await;
    let here = &items(owner, "/api/v1/branches").await[0];
    let layout =
        json!({ "prefix": 22, "item_digits": 5, "value_digits": 5, "kind": "price", "scale": 10 });
    let row = json!({ "code": here["code"], "name": here["name"], "region": here["region"], "till": { "labels": [layout] } });
    let path = format!("/api/v1/branches/{}", here["id"]);
    owner.ask("PUT", &path, &with_command(row)).await.good();
    let lines = json!([{ "product": meat, "label": "2200077049959" }]);
    let cart = json!({ "lines": lines });
    eventually("the branch has the meat and the layout", async || {
        shop.manager.post("/api/v1/quote", &cart).await.json["total"] == 49_950
    })
    .await;
    let shift = with_command(json!({ "till": 1, "float": 0 }));
    shop.manager.post("/api/v1/shifts", &shift).await.good();
    let sale = json!({
        "till": 1, "lines": lines, "expected_total": 49_950,
        "payments": [{ "method": "cash", "amount": 50_000 }],
    });
    let sold = shop
        .manager
        .post("/api/v1/sales", &with_command(sale))
        .await
        .good();
    assert_eq!(sold["change"], 50);
    let path = format!("/api/v1/sales/{}", sold["sale"].as_str().unwrap());
    let line = &shop.manager.get(&path).await.good()["items"][0];
    // By weight 357 g would have cost 49,980.
    assert_eq!(
        (&line["total"], &line["quantity_milli"]),
        (&json!(49_950), &json!(357))
    );
    let back = json!({
        "till": 1, "lines": [{ "line": 0, "quantity_milli": 357, "restock": true }],
        "method": "cash", "reason": "salah potong",
    });
    let refund = with_command(back);
    let refund = shop
        .manager
        .post(&format!("{path}/refund"), &refund)
        .await
        .good();
    assert_eq!(refund["total"], 49_950);
    let wrong = json!({ "lines": [{ "product": meat, "label": "2200077049958" }] });
    let told = shop.manager.post("/api/v1/quote", &wrong).await;
    is(&told, StatusCode::UNPROCESSABLE_ENTITY, "label_invalid");
    assert_eq!(told.json["field"], "lines[0].label");
}
