//! The connection itself: sizes, dribblers, headers, the demo's switch, stopping
//! while requests are under way.

use std::time::Duration;

use serde_json::json;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::{
    cutting_proxy::Proxy,
    shop::open,
    world::{company, eventually, new_centre},
};

#[tokio::test]
async fn a_body_beyond_its_bound_is_not_read_to_its_end() {
    let centre = new_centre().await;
    let addr = centre.base.trim_start_matches("http://").to_owned();
    let mut stream = TcpStream::connect(&addr).await.unwrap();
    let head = format!(
        "POST /api/v1/session HTTP/1.1\r\nhost: {addr}\r\ncontent-type: application/json\r\ncontent-length: 9999999999\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let chunk = vec![b' '; 1 << 16];
    for _ in 0..17 {
        if stream.write_all(&chunk).await.is_err() {
            break;
        }
    }
    let mut answer = vec![0; 1 << 16];
    let read = tokio::time::timeout(Duration::from_secs(5), stream.read(&mut answer))
        .await
        .unwrap()
        .unwrap();
    let answer = String::from_utf8_lossy(&answer[..read]).into_owned();
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
}

#[tokio::test]
async fn what_is_no_http_harms_nobody() {
    let centre = new_centre().await;
    let addr = centre.base.trim_start_matches("http://").to_owned();
    for noise in [
        &b"\x16\x03\x01\x02\x00"[..],
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"\0\0\0\0",
    ] {
        let mut stream = TcpStream::connect(&addr).await.unwrap();
        stream.write_all(noise).await.unwrap();
    }
    assert_eq!(centre.client.get("/healthz").await.status, 200);
}

#[tokio::test]
async fn every_answer_carries_the_headers_that_keep_a_browser_safe() {
    let centre = new_centre().await;
    for path in ["/docs", "/api/v1/session", "/nothing", "/healthz"] {
        let answer = centre.client.get(path).await;
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "no-referrer"),
        ] {
            assert_eq!(answer.headers[name], value, "{path}");
        }
        assert!(answer.headers.contains_key("x-request-id"));
        assert!(
            !answer.headers.contains_key("access-control-allow-origin"),
            "no other site reads anything"
        );
    }
    assert_eq!(
        centre.client.get("/api/v1/session").await.headers["cache-control"],
        "no-store"
    );
}

#[tokio::test]
async fn the_link_switch_cuts_and_restores_and_nothing_is_lost() {
    let shop = open().await;
    shop.sell(1).await.good();
    shop.branch.in_step(&shop.cashier).await;
    let cut = shop
        .cashier
        .ask("PUT", "/api/v1/link", &json!({ "open": false }))
        .await
        .good();
    assert_eq!(cut["switch"], false);
    for _ in 0..5 {
        shop.sell(1).await.good();
    }
    eventually("the badge says so", async || {
        shop.cashier.get("/api/v1/link").await.good()["state"] == "offline"
    })
    .await;
    assert_eq!(shop.sums(&shop.company.owner).await, (1, 18_000));
    shop.branch.switch.set(true);
    shop.branch.node.running.app().link.hint();
    shop.branch.in_step(&shop.cashier).await;
    assert_eq!(shop.sums(&shop.company.owner).await, (6, 108_000));
}

/// Where no test listens by itself, and no connection begins.
const NOBODY: &str = "127.77.13.5:7177";

#[tokio::test]
async fn a_centre_that_is_there_again_is_noticed_long_before_the_next_try() {
    let company = company().await;
    let branch = company.branch_at(&format!("http://{NOBODY}")).await;
    // By now the tries lie fifteen seconds and more apart.
    tokio::time::sleep(Duration::from_secs(35)).await;
    let _back = Proxy::at(NOBODY, &company.centre.base).await;
    let told = tokio::time::timeout(Duration::from_secs(10), branch.told());
    assert!(told.await.is_ok(), "the centre is back for ten seconds");
}

#[tokio::test]
async fn a_node_that_stops_answers_what_is_under_way_and_keeps_what_it_said() {
    let shop = open().await;
    let sales: Vec<_> = (0..20)
        .map(|_| tokio::spawn(sell(shop.cashier.clone(), shop.sale(1))))
        .collect();
    tokio::time::sleep(Duration::from_millis(20)).await;
    let directory = shop.branch.node.directory;
    let node = shop
        .branch
        .node
        .running
        .stop()
        .await
        .expect("the node comes back");
    drop(node);
    let mut answered = 0;
    for sale in sales {
        answered += usize::from(sale.await.unwrap());
    }
    let reader = nusa_store::SqliteReader::open(directory.path()).unwrap();
    let branch = nusa_facts::BranchId(shop.company.branch);
    let chain = nusa_store::Look::chains(&reader, branch)
        .unwrap()
        .pop()
        .unwrap();
    assert!(
        chain.head.seq > answered as u64,
        "every sale that was answered is on disk, and the till before them"
    );
}

async fn sell(client: crate::client::Client, body: serde_json::Value) -> bool {
    client
        .try_ask("POST", "/api/v1/sales", &body)
        .await
        .is_ok_and(|answer| answer.status == 201)
}

#[tokio::test]
async fn a_branch_of_the_same_process_needs_no_socket() {
    let company = company().await;
    let branch = company.branch_in_process().await;
    branch.told().await;
    let shop = crate::shop::Shop::with(company, branch).await;
    shop.sell(2).await.good();
    shop.branch.in_step(&shop.cashier).await;
    assert_eq!(shop.sums(&shop.company.owner).await, (1, 36_000));
}
