//! The socket that pokes: by right, within the life of the node, and no longer than
//! the sign-in.

use serde_json::{Value, json};

use crate::{
    client::Client,
    shop::{Shop, open},
    sockets::{self, Socket, heard, next},
    world::with_command,
};

/// Opens the socket as somebody, from a page of that origin.
async fn listen(shop: &Shop, who: &Client, origin: Option<&str>) -> Result<Socket, u16> {
    let url = shop.branch.node.base.clone() + "/api/v1/live";
    let bearer = format!("Bearer {}", who.token());
    let mut headers = vec![("authorization", bearer.as_str())];
    headers.extend(origin.map(|origin| ("origin", origin)));
    sockets::open(&url, &headers).await
}

/// Reads until every topic was poked.
async fn poked(socket: &mut Socket, mut topics: Vec<&str>) {
    while !topics.is_empty() {
        let message = heard(socket).await;
        assert_eq!(message["type"], "poke", "{message}");
        topics.retain(|topic| message["topic"] != *topic);
    }
}

#[tokio::test]
async fn r40_a_screen_is_poked_by_every_commit_and_told_where_it_stands_on_opening() {
    let shop = open().await;
    let mut socket = listen(&shop, &shop.cashier, None).await.unwrap();
    let hello = heard(&mut socket).await;
    assert_eq!(hello["type"], "hello");
    let topics: Vec<_> = hello["topics"]
        .as_object()
        .unwrap()
        .keys()
        .cloned()
        .collect();
    assert_eq!(
        topics,
        [
            "catalogue",
            "link",
            "mail",
            "order",
            "print",
            "sale",
            "shift",
            "stock"
        ]
    );
    shop.sell(1).await.good();
    poked(&mut socket, vec!["sale", "stock"]).await;
    shop.cashier
        .post(
            "/api/v1/shifts",
            &with_command(json!({ "till": 1, "float": 0 })),
        )
        .await
        .good();
    poked(&mut socket, vec!["shift"]).await;
    let before = hello["topics"]["sale"].as_u64().unwrap();
    drop(socket);
    for _ in 0..3 {
        shop.sell(1).await.good();
    }
    let mut socket = listen(&shop, &shop.cashier, None).await.unwrap();
    let again = heard(&mut socket).await;
    assert_eq!(again["life"], hello["life"]);
    assert!(
        again["topics"]["sale"].as_u64().unwrap() >= before + 4,
        "{again}"
    );
}

#[tokio::test]
async fn a_socket_pokes_by_right_and_for_own_pages_and_while_the_sign_in_lasts() {
    let shop = open().await;
    let kitchen = shop.branch.node.sign_in("kitchen").await;
    let mut socket = listen(&shop, &kitchen, None).await.unwrap();
    let hello = heard(&mut socket).await;
    let topics: Vec<_> = hello["topics"]
        .as_object()
        .unwrap()
        .keys()
        .cloned()
        .collect();
    assert_eq!(topics, ["catalogue", "link", "order", "stock"]);
    assert_eq!(
        listen(&shop, &kitchen, Some("https://jahat.example"))
            .await
            .err(),
        Some(403)
    );
    let own = shop.branch.node.base.clone();
    assert!(listen(&shop, &kitchen, Some(&own)).await.is_ok());
    let stranger = kitchen.with("bukan-token");
    assert_eq!(listen(&shop, &stranger, None).await.err(), Some(401));
    let plain = kitchen.get("/api/v1/live").await;
    assert_eq!((plain.status, plain.code()), (426, "upgrade_required"));
    assert_eq!(
        kitchen
            .ask("DELETE", "/api/v1/session", &Value::Null)
            .await
            .status,
        204
    );
    while next(&mut socket).await.is_some() {}
}

#[tokio::test]
async fn the_centres_screens_move_when_a_branch_sells() {
    let shop = open().await;
    let url = shop.company.centre.base.clone() + "/api/v1/live";
    let mut socket = sockets::open_as(&url, &shop.company.owner).await.unwrap();
    heard(&mut socket).await;
    shop.sell(1).await.good();
    poked(&mut socket, vec!["sale"]).await;
}
