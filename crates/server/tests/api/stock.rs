//! Stock over HTTP: levels with their states, where a product lies, a history that
//! explains every level, transfers that come short, stocktakes, and eight clerks at
//! once.

use serde_json::{Value, json};

use crate::{
    client::Client,
    shop::{Shop, open},
    world::{command, with_command},
};

async fn received(client: &Client, product: u32, milli: i64) {
    let lines = json!([{ "product": product, "quantity_milli": milli }]);
    let body = with_command(json!({ "reference": "SJ-1", "lines": lines }));
    client.post("/api/v1/stock/receipts", &body).await.good();
}

async fn send(client: &Client, branch: u32, product: u32, milli: i64) -> crate::client::Answer {
    let lines = json!([{ "product": product, "quantity_milli": milli }]);
    let body = json!({ "transfer": command(), "to": { "branch": branch }, "lines": lines });
    client.post("/api/v1/transfers", &with_command(body)).await
}

/// Fifty portions in the warehouse, twenty of them sent, eighteen arrived whole and one damaged; two sold.
async fn traded() -> (Shop, Value) {
    let shop = open().await;
    let rice = shop.company.products[0];
    received(&shop.company.owner, rice, 50_000).await;
    let sent = send(&shop.company.owner, shop.company.branch, rice, 20_000)
        .await
        .good();
    let transfer = sent["transfer"].as_str().unwrap().to_owned();
    crate::world::eventually("the branch is told", async || {
        let page = shop
            .manager
            .get("/api/v1/transfers?state=road")
            .await
            .good();
        !page["items"].as_array().unwrap().is_empty()
    })
    .await;
    let lines = json!([{ "product": rice, "good_milli": 18_000, "damaged_milli": 1_000 }]);
    let body = with_command(json!({ "lines": lines, "note": "satu dus basah" }));
    let path = format!("/api/v1/transfers/{transfer}/receive");
    shop.manager.post(&path, &body).await.good();
    shop.sell(2).await.good();
    shop.branch.in_step(&shop.cashier).await;
    (shop, sent)
}

#[tokio::test]
async fn s1_082_and_s1_083_the_warehouse_is_listed_with_state_and_where_the_rest_lies() {
    let (shop, _) = traded().await;
    let owner = &shop.company.owner;
    let page = owner.get("/api/v1/stock").await.good();
    let rows: Vec<_> = page["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            (
                row["sku"].clone(),
                row["level_milli"].clone(),
                row["state"].clone(),
                row["branches_milli"].clone(),
            )
        })
        .collect();
    assert_eq!(
        rows,
        [
            (json!("ET"), json!(0), json!("habis"), json!(0)),
            (json!("NG"), json!(30_000), json!("aman"), json!(16_000)),
        ]
    );
    assert_eq!(page["count"], 2);
    for (query, count) in [
        ("state=habis", 1),
        ("state=aman", 1),
        ("state=menipis", 0),
        ("search=nasi", 1),
        ("sort=-level&limit=1", 2),
    ] {
        let page = owner.get(&format!("/api/v1/stock?{query}")).await.good();
        assert_eq!(page["count"], count, "{query}");
    }
    let rice = shop.company.products[0];
    send(owner, shop.company.branch, rice, 4_000).await.good();
    let spread = owner
        .get(&format!("/api/v1/stock/{rice}/spread"))
        .await
        .good();
    assert_eq!(spread["warehouse_milli"], 26_000);
    assert_eq!(
        (
            &spread["on_road"][0]["milli"],
            &spread["on_road"][0]["to_name"]
        ),
        (&json!(4_000), &json!("Nusa JKT01"))
    );
    assert_eq!(
        (
            &spread["branches"][0]["level_milli"],
            &spread["branches"][0]["code"]
        ),
        (&json!(16_000), &json!("JKT01"))
    );
    assert!(spread["branches"][0]["as_of"].as_i64().is_some());
    let sums = owner.get("/api/v1/stock/summary").await.good();
    assert_eq!(
        [
            "warehouse_milli",
            "road_milli",
            "road_transfers",
            "branches_milli",
            "warehouse_low"
        ]
        .map(|name| sums[name].as_i64().unwrap()),
        [26_000, 4_000, 1, 16_000, 1]
    );
}

/// The rows of all pages of a list, one page after the other.
async fn every_page(client: &Client, path: &str) -> Vec<Value> {
    let mut rows = Vec::new();
    let mut after = String::new();
    loop {
        let page = client.get(&format!("{path}{after}")).await.good();
        rows.extend(page["items"].as_array().unwrap().iter().cloned());
        match page["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => return rows,
        }
    }
}

#[tokio::test]
async fn s1_085_every_level_is_explained_line_by_line() {
    let (shop, _) = traded().await;
    let rice = shop.company.products[0];
    let count =
        json!({ "lines": [{ "product": rice, "quantity_milli": 15_000 }], "note": "malam" });
    shop.manager
        .post("/api/v1/stocktakes", &with_command(count))
        .await
        .good();
    let path = format!("/api/v1/stock/{rice}/movements");
    let told = |page: &Value| -> Vec<(String, i64, i64)> {
        let rows = page["items"].as_array().unwrap().iter();
        rows.map(|row| {
            let number = |name: &str| row[name].as_i64().unwrap();
            (
                row["kind"].as_str().unwrap().to_owned(),
                number("change_milli"),
                number("level_milli"),
            )
        })
        .collect()
    };
    let page = shop.manager.get(&path).await.good();
    let lines = told(&page);
    let expected = [
        ("counted", -1_000, 15_000),
        ("sold", -2_000, 16_000),
        ("arrived", 18_000, 18_000),
    ];
    assert_eq!(
        lines,
        expected.map(|(kind, change, level)| (kind.to_owned(), change, level))
    );
    assert_eq!(
        (&page["level_milli"], &page["items"][0]["reason"]),
        (&json!(15_000), &json!("malam"))
    );
    assert!(
        page["items"][1]["receipt_no"]
            .as_str()
            .unwrap()
            .starts_with("JKT01-1-")
    );
    let paged = every_page(&shop.manager, &format!("{path}?limit=1")).await;
    assert_eq!(told(&json!({ "items": paged })), lines);
    let warehouse = shop.company.owner.get(&path).await.good();
    assert_eq!(
        warehouse["items"][0]["to"],
        format!("branch:{}", shop.company.branch),
        "a movement says where the goods are going, and not that they are on the road"
    );
    let kinds: Vec<_> = told(&warehouse)
        .into_iter()
        .map(|(kind, _, level)| (kind, level))
        .collect();
    assert_eq!(
        kinds,
        [
            ("dispatched".to_owned(), 30_000),
            ("received".to_owned(), 50_000)
        ]
    );
}

#[tokio::test]
async fn papers_of_a_place_are_listed_and_read() {
    let (shop, _) = traded().await;
    let rice = shop.company.products[0];
    let count =
        json!({ "lines": [{ "product": rice, "quantity_milli": 15_000 }], "note": "malam" });
    shop.manager
        .post("/api/v1/stocktakes", &with_command(count))
        .await
        .good();
    let takes = shop.manager.get("/api/v1/stocktakes").await.good();
    assert_eq!(
        (
            &takes["items"][0]["missing_milli"],
            &takes["items"][0]["note"]
        ),
        (&json!(1_000), &json!("malam"))
    );
    let doc = takes["items"][0]["doc"].as_str().unwrap();
    let take = shop
        .manager
        .get(&format!("/api/v1/stocktakes/{doc}"))
        .await
        .good();
    assert_eq!(
        ["expected_milli", "counted_milli", "variance_milli"]
            .map(|name| take["items"][0][name].as_i64().unwrap()),
        [16_000, 15_000, -1_000]
    );
    let adjust =
        json!({ "lines": [{ "product": rice, "quantity_milli": -1_000 }], "reason": "jatuh" });
    shop.company
        .owner
        .post("/api/v1/stock/adjustments", &with_command(adjust))
        .await
        .good();
    let entries = shop.company.owner.get("/api/v1/stock/entries").await.good();
    let kinds: Vec<_> = entries["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["kind"].clone())
        .collect();
    assert_eq!(kinds, ["adjustment", "receipt"]);
    let only = shop
        .company
        .owner
        .get("/api/v1/stock/entries?kind=receipt")
        .await
        .good();
    assert_eq!(only["items"][0]["reason"], "SJ-1");
}

#[tokio::test]
async fn s1_084_a_transfer_that_came_short_says_what_and_why() {
    let (shop, sent) = traded().await;
    let owner = &shop.company.owner;
    let page = owner.get("/api/v1/transfers?state=short").await.good();
    let row = page["items"][0].clone();
    assert_eq!(row["transfer"], sent["transfer"]);
    assert_eq!(
        ["sent_milli", "good_milli", "damaged_milli", "short_milli"]
            .map(|name| row[name].as_i64().unwrap()),
        [20_000, 18_000, 1_000, 1_000]
    );
    assert_eq!(
        (
            &row["arrival_note"],
            &row["to_name"],
            &row["received_by"],
            &row["staff_name"]
        ),
        (
            &json!("satu dus basah"),
            &json!("Nusa JKT01"),
            &json!("manager"),
            &json!("Ibu Sri")
        )
    );
    assert!(
        owner.get("/api/v1/transfers?state=road").await.good()["items"]
            .as_array()
            .unwrap()
            .is_empty()
    );
    let own = shop.manager.get("/api/v1/transfers").await.good();
    assert_eq!(
        (&own["items"][0]["transfer"], &own["items"][0]["state"]),
        (&sent["transfer"], &json!("short"))
    );
    for _ in 0..3 {
        send(owner, shop.company.branch, shop.company.products[0], 1_000)
            .await
            .good();
    }
    let all = every_page(owner, "/api/v1/transfers?limit=2").await;
    assert_eq!(all.len(), 4);
    let oldest = &all[3]["transfer"];
    assert_eq!(oldest, &sent["transfer"], "the oldest comes last");
    let path = format!("/api/v1/transfers/{}", oldest.as_str().unwrap());
    let one = owner.get(&path).await.good();
    assert_eq!(one, row);
}

#[tokio::test]
async fn what_came_short_waits_on_the_road_until_it_is_decided_once() {
    let (shop, sent) = traded().await;
    let owner = &shop.company.owner;
    let rice = shop.company.products[0];
    let sums = async || owner.get("/api/v1/stock/summary").await.good();
    let before = sums().await;
    assert_eq!(
        (&before["short_milli"], &before["to_decide"]),
        (&json!(1_000), &json!(1))
    );
    assert_eq!(owner.get("/api/v1/dashboard").await.good()["to_decide"], 1);
    let path = format!(
        "/api/v1/transfers/{}/decide",
        sent["transfer"].as_str().unwrap()
    );
    let ask = json!({ "action": "return", "note": "tertinggal di mobil" });
    let elsewhere = shop.manager.post(&path, &with_command(ask.clone())).await;
    assert_eq!(elsewhere.code(), "forbidden", "{}", elsewhere.text);
    let body = with_command(ask);
    let done = owner.post(&path, &body).await.good();
    assert_eq!(owner.post(&path, &body).await.good(), done);
    let again = with_command(json!({ "action": "write_off" }));
    assert_eq!(owner.post(&path, &again).await.code(), "nothing_to_decide");
    let after = sums().await;
    assert_eq!(
        (
            &after["short_milli"],
            &after["to_decide"],
            &after["warehouse_milli"]
        ),
        (&json!(0), &json!(0), &json!(31_000))
    );
    let page = owner.get("/api/v1/transfers?state=decided").await.good();
    assert_eq!(
        (
            &page["items"][0]["decision"]["action"],
            &page["items"][0]["decision"]["note"]
        ),
        (&json!("return"), &json!("tertinggal di mobil"))
    );
    let story = owner
        .get(&format!("/api/v1/stock/{rice}/movements"))
        .await
        .good();
    assert_eq!(
        (
            &story["items"][0]["kind"],
            &story["items"][0]["change_milli"]
        ),
        (&json!("decided"), &json!(1_000))
    );
}

#[tokio::test]
async fn a_branch_that_receives_by_itself_books_what_comes_whole() {
    let shop = open().await;
    let (owner, rice) = (&shop.company.owner, shop.company.products[0]);
    let mut settings = crate::world::branch_row("JKT01", 1);
    settings["auto_receive"] = true.into();
    let path = format!("/api/v1/branches/{}", shop.company.branch);
    owner
        .ask("PUT", &path, &with_command(settings))
        .await
        .good();
    received(owner, rice, 9_000).await;
    send(owner, shop.company.branch, rice, 4_000).await.good();
    crate::world::eventually("the goods are on the shelf", async || {
        let page = shop.manager.get("/api/v1/stock?search=nasi").await.good();
        page["items"][0]["level_milli"] == 4_000
    })
    .await;
    crate::world::eventually("the centre knows", async || {
        let page = owner.get("/api/v1/transfers?state=received").await.good();
        !page["items"].as_array().unwrap().is_empty()
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn d1_14_eight_clerks_at_once_over_http_never_overdraw_the_warehouse() {
    let shop = open().await;
    let (owner, tea) = (shop.company.owner.clone(), shop.company.products[1]);
    received(&owner, tea, 10_000).await;
    let mut clerks = Vec::new();
    for _ in 0..8 {
        let (owner, branch) = (owner.clone(), shop.company.branch);
        clerks.push(tokio::spawn(async move {
            send(&owner, branch, tea, 10_000).await
        }));
    }
    let mut codes = Vec::new();
    for clerk in clerks {
        let answer = clerk.await.unwrap();
        codes.push(if answer.status == 201 {
            "sent".to_owned()
        } else {
            answer.code().to_owned()
        });
    }
    codes.sort();
    assert_eq!(codes[0], "sent");
    assert!(
        codes[1..].iter().all(|code| code == "stock_short"),
        "{codes:?}"
    );
    let page = owner.get("/api/v1/stock?search=teh").await.good();
    assert_eq!(page["items"][0]["level_milli"], 0);
}

#[tokio::test]
async fn s1_080_a_distribution_is_refused_as_a_whole_when_one_line_is_short() {
    let shop = open().await;
    let (owner, tea) = (shop.company.owner.clone(), shop.company.products[1]);
    let many = json!({ "transfer": command(), "to": { "branch": shop.company.branch }, "lines": [
        { "product": shop.company.products[0], "quantity_milli": 1_000 },
        { "product": tea, "quantity_milli": 1_000 },
    ] });
    received(&owner, shop.company.products[0], 5_000).await;
    let refused = owner.post("/api/v1/transfers", &with_command(many)).await;
    assert_eq!(
        (refused.code(), &refused.json["field"]),
        ("stock_short", &json!("lines[1].quantity_milli"))
    );
    let page = owner.get("/api/v1/stock?search=nasi").await.good();
    assert_eq!(page["items"][0]["level_milli"], 5_000, "nothing of it left");
}
