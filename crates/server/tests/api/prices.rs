//! Prices over HTTP: the list with scope and validity, history, and why one of
//! them holds here and now.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::{
    client::{Client, is},
    world::{Company, added, branch_row, company, with_command},
};

const DAY: i64 = 86_400_000;

async fn price(owner: &Client, body: Value) -> u32 {
    added(owner, "/api/v1/prices", body).await
}

/// Nasi goreng: company 18,000 of old, 19,000 since yesterday, region 20,000, branch 21,000 from ten
/// portions on, another branch 25,000, and 30,000 for the branch from tomorrow on.
async fn priced() -> (Company, u32, i64) {
    let company = company().await;
    let owner = &company.owner;
    let region = added(owner, "/api/v1/regions", json!({ "name": "Bali" })).await;
    let other = added(owner, "/api/v1/branches", branch_row("DPS01", region)).await;
    let now = nusa_server::clock::Clock::start().wall().0;
    let (rice, here) = (company.products[0], company.branch);
    let row = |scope: Value, amount: i64, from: i64| json!({ "product": rice, "scope": scope, "amount": amount, "valid_from": from });
    price(owner, row(json!("company"), 19_000, now - DAY)).await;
    price(owner, row(json!({ "region": 1 }), 20_000, now - DAY)).await;
    let mut many = row(json!({ "branch": here }), 21_000, now - DAY);
    many["min_milli"] = 10_000.into();
    price(owner, many).await;
    price(owner, row(json!({ "branch": other }), 25_000, now - DAY)).await;
    price(owner, row(json!({ "branch": here }), 30_000, now + DAY)).await;
    (company, other, now)
}

async fn verdicts(owner: &Client, query: &str) -> (Value, Vec<(i64, String, String)>) {
    let view = owner
        .get(&format!("/api/v1/prices/why?{query}"))
        .await
        .good();
    let rows = view["candidates"].as_array().unwrap().iter().map(|row| {
        let word = |name: &str| row[name].as_str().unwrap().to_owned();
        (
            row["amount"].as_i64().unwrap(),
            word("verdict"),
            word("reason"),
        )
    });
    let rows = rows.collect();
    (view, rows)
}

fn told(rows: &[(i64, String, String)]) -> Vec<(i64, &str, &str)> {
    rows.iter()
        .map(|(amount, verdict, reason)| (*amount, verdict.as_str(), reason.as_str()))
        .collect()
}

#[tokio::test]
async fn the_verdict_on_every_version_says_why_this_price_holds() {
    let (company, other, now) = priced().await;
    let owner = &company.owner;
    let (rice, here) = (company.products[0], company.branch);
    let (view, rows) = verdicts(owner, &format!("product={rice}&branch={here}")).await;
    assert_eq!(
        told(&rows),
        [
            (20_000, "used", "most_specific"),
            (19_000, "lost", "scope_less_specific"),
            (18_000, "lost", "scope_less_specific"),
            (21_000, "not_applicable", "minimum_not_reached"),
            (25_000, "not_applicable", "other_branch"),
            (30_000, "not_applicable", "not_begun"),
        ]
    );
    assert_eq!(view["price"]["amount"], 20_000);
    assert_eq!(
        (
            &view["next"]["at"],
            &view["next"]["price"]["amount"],
            &view["next"]["reason"]
        ),
        (&json!(now + DAY), &json!(30_000), &json!("begins"))
    );
    let many = format!("product={rice}&branch={here}&quantity_milli=10000");
    let (_, rows) = verdicts(owner, &many).await;
    assert_eq!(told(&rows)[0], (21_000, "used", "most_specific"));
    let past = format!("product={rice}&branch={here}&at={}", now - 2 * DAY);
    let (view, rows) = verdicts(owner, &past).await;
    assert_eq!(told(&rows)[0], (18_000, "used", "only_one"));
    assert_eq!(view["next"]["price"]["amount"], 20_000);
    let (_, rows) = verdicts(owner, &format!("product={rice}&branch={other}")).await;
    assert_eq!(told(&rows)[0], (25_000, "used", "most_specific"));
    let unknown = owner.get("/api/v1/prices/why?product=99&branch=1").await;
    is(&unknown, StatusCode::NOT_FOUND, "master_unknown");
    let grid = owner
        .get(&format!("/api/v1/products/{rice}/prices"))
        .await
        .good();
    assert_eq!(grid["company"]["amount"], 19_000);
    assert_eq!(grid["branches"][0]["effective"]["amount"], 20_000);
    assert!(grid["branches"][0].get("own").is_none());
    assert_eq!(grid["branches"][1]["own"]["amount"], 25_000);
    assert_eq!(grid["later"][0]["amount"], 30_000);
}

async fn amounts(owner: &Client, query: &str) -> (Vec<i64>, u64) {
    let page = owner.get(&format!("/api/v1/prices?{query}")).await.good();
    let rows = page["items"].as_array().unwrap();
    let amounts = rows
        .iter()
        .map(|row| row["amount"].as_i64().unwrap())
        .collect();
    (amounts, page["count"].as_u64().unwrap())
}

#[tokio::test]
async fn s1_070_and_s1_071_prices_are_listed_by_scope_validity_and_words() {
    let (company, _, _) = priced().await;
    let owner = &company.owner;
    let cases: &[(&str, &[i64])] = &[
        ("", &[5_000, 19_000, 20_000, 21_000, 25_000]),
        ("scope=company", &[5_000, 19_000]),
        ("scope=branches", &[21_000, 25_000]),
        ("scope=region:1", &[20_000]),
        ("scope=branch:2&search=nasi", &[25_000]),
        ("when=later", &[30_000]),
        ("when=past", &[]),
        ("search=teh", &[5_000]),
        ("when=all&scope=company&search=NG", &[18_000, 19_000]),
    ];
    for (query, expected) in cases {
        let (found, count) = amounts(owner, query).await;
        assert_eq!(
            (found.as_slice(), count),
            (*expected, expected.len() as u64),
            "{query}"
        );
    }
    let page = owner.get("/api/v1/prices?limit=2").await.good();
    let next = page["next"].as_str().unwrap();
    let (rest, _) = amounts(owner, &format!("after={next}")).await;
    assert_eq!(rest, [20_000, 21_000, 25_000]);
}

#[tokio::test]
async fn s1_073_the_history_of_a_price_says_how_each_version_stands() {
    let (company, _, now) = priced().await;
    let owner = &company.owner;
    let rice = company.products[0];
    let history = owner
        .get(&format!("/api/v1/prices?product={rice}"))
        .await
        .good();
    let states: Vec<_> = history["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            (
                row["amount"].as_i64().unwrap(),
                row["state"].as_str().unwrap().to_owned(),
            )
        })
        .collect();
    let expected = [
        (18_000, "replaced"),
        (19_000, "in_force"),
        (20_000, "in_force"),
        (21_000, "in_force"),
        (25_000, "in_force"),
        (30_000, "later"),
    ];
    assert_eq!(
        states,
        expected.map(|(amount, state)| (amount, state.to_owned()))
    );
    assert_eq!(history["items"][4]["scope_name"], "Nusa DPS01");
    let many = json!({ "prices": [
        { "product": rice, "scope": "company", "amount": 1_000, "valid_from": now + 9 * DAY },
        { "product": 99, "scope": "company", "amount": 1_000 },
    ] });
    let refused = owner
        .post("/api/v1/prices/many", &with_command(many.clone()))
        .await;
    assert_eq!(refused.code(), "master_unknown", "{}", refused.text);
    assert_eq!(amounts(owner, "when=later").await.1, 1, "all or none");
    let mut good = many;
    good["prices"][1]["product"] = company.products[1].into();
    owner
        .post("/api/v1/prices/many", &with_command(good))
        .await
        .good();
    assert_eq!(amounts(owner, "when=later").await.1, 2);
}
