//! Tables that the centre's office plans over HTTP: the branch shows them once it is
//! told, its open board hears of them, and a label that stands is refused at the field.

use axum::http::StatusCode;
use serde_json::json;

use crate::{
    client::is,
    guests::table,
    rows::items,
    shop::open,
    sockets::{heard_of, open_as},
    world::{command, eventually, with_command},
};

#[tokio::test]
async fn the_office_plans_a_table_and_the_branchs_board_shows_it() {
    let shop = open().await;
    let (owner, branch) = (&shop.company.owner, shop.company.branch);
    let own = table(&shop, "7").await;
    let list = format!("/api/v1/tables?branch={branch}");
    eventually("the centre hears of the branch's own table", async || {
        items(owner, &list).await.len() == 1
    })
    .await;
    let plan = async |table: &str, label: &str| {
        let path = format!("/api/v1/tables/{table}?branch={branch}");
        let body = json!({ "area": "Teras", "label": label, "seats": 2 });
        owner.ask("PUT", &path, &with_command(body)).await
    };
    let taken = plan(&command(), "7").await;
    is(&taken, StatusCode::CONFLICT, "table_taken");
    assert_eq!(taken.json["field"], "label");
    let nowhere = owner
        .ask(
            "PUT",
            &format!("/api/v1/tables/{}", command()),
            &with_command(json!({ "label": "9", "seats": 2 })),
        )
        .await;
    is(&nowhere, StatusCode::NOT_FOUND, "master_unknown");
    let url = format!("{}/api/v1/live?feed=orders", shop.branch.node.base);
    let mut board = open_as(&url, &shop.cashier).await.unwrap();
    let new = command();
    plan(&new, "8").await.good();
    let told = heard_of(&mut board, "table").await;
    assert_eq!(told["table"]["label"], "8");
    let here = items(&shop.cashier, "/api/v1/tables").await;
    let labels: Vec<_> = here.iter().map(|row| row["label"].as_str()).collect();
    assert_eq!(labels, [Some("7"), Some("8")]);
    plan(&own, "Jendela").await.good();
    eventually("the plan is done and the office sees so", async || {
        let rows = items(owner, &list).await;
        let own = rows.iter().find(|row| row["table"] == own);
        own.is_some_and(|row| row["label"] == "Jendela" && row["planned"].is_null())
    })
    .await;
    let same = plan(&own, "Jendela").await;
    is(&same, StatusCode::UNPROCESSABLE_ENTITY, "nothing_changes");
}

#[tokio::test]
async fn a_code_says_where_phones_find_the_node_and_nothing_where_none_can() {
    let shop = open().await;
    table(&shop, "7").await;
    let codes = items(&shop.cashier, "/api/v1/tables/codes").await;
    assert!(
        codes[0]["url"].is_null(),
        "this node listens to its own machine alone: {}",
        codes[0]
    );
}
