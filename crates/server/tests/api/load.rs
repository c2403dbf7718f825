//! A centre with a queue of pushes before it: it asks branches to wait, and they do.

use std::{sync::mpsc, time::Duration};

use nusa_facts::ChainId;
use nusa_sync::{limits::EASY_PUSHES, messages::PushPage};

use crate::{
    client::Client,
    device::Device,
    shop::open,
    world::{company, eventually},
};

const PUSHES: usize = 20;

#[tokio::test]
async fn r11_r42_a_centre_with_a_queue_of_pushes_asks_branches_to_wait_and_an_idle_one_does_not() {
    let company = company().await;
    let mut device = Device::of(&company).await;
    let app = company.centre.running.app().clone();
    let (let_go, held) = mpsc::sync_channel::<()>(1);
    let writer = app.clone();
    tokio::spawn(async move { writer.on_node(move |_| held.recv()).await });
    let page = PushPage {
        generation: 0,
        chain: ChainId([1; 16]),
        first_seq: 1,
        envelopes: Vec::new(),
    };
    let page = serde_json::to_vec(&page).unwrap();
    let seats = app.lanes.pushes.available_permits();
    let pushes: Vec<_> = (0..PUSHES)
        .map(|_| {
            let headers = device.headers("POST", "/api/v1/sync/push", &page);
            device.nonce.n += 1;
            tokio::spawn(pushed(device.client.clone(), headers, page.clone()))
        })
        .collect();
    eventually("the pushes queue for the writer", async || {
        app.lanes.pushes.available_permits() == seats - PUSHES
    })
    .await;
    let hello = tokio::spawn(async move { (device.hello().await.good(), device) });
    eventually("the hello queues too", async || {
        app.lanes.pulls.available_permits() < nusa_server::limits::MAX_PULLS
    })
    .await;
    let_go.send(()).unwrap();

    let mut waits = Vec::new();
    for push in pushes {
        waits.push(push.await.unwrap());
    }
    let asked = waits.iter().filter(|wait| **wait > 0).count();
    assert!(asked >= PUSHES - EASY_PUSHES, "{waits:?}");
    assert!(waits.iter().all(|wait| *wait <= 2_000), "{waits:?}");
    let (told, mut device) = hello.await.unwrap();
    let wait = told["next_push_in_ms"].as_u64().unwrap();
    assert!((1_000..=2_000).contains(&wait), "{wait}");

    eventually("the queue is worked off", async || {
        app.lanes.pushes.available_permits() == seats
    })
    .await;
    assert_eq!(device.hello().await.good()["next_push_in_ms"], 0);
}

async fn pushed(client: Client, headers: Vec<(&'static str, String)>, page: Vec<u8>) -> u64 {
    let headers: Vec<_> = headers
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let request = client.request("POST", "/api/v1/sync/push", &headers, &page);
    let answer = client.send(request).await.unwrap().good();
    answer["next_push_in_ms"].as_u64().unwrap()
}

#[tokio::test]
async fn r11_a_branch_keeps_its_facts_for_as_long_as_a_loaded_centre_asks() {
    let shop = open().await;
    shop.sell(1).await.good();
    shop.branch.in_step(&shop.cashier).await;
    let app = shop.company.centre.running.app();
    let greeted = async || {
        let figures = shop.company.centre.client.get("/metrics").await.text;
        let line = "route=\"/api/v1/sync/hello\",status=\"200\"} ";
        let (_, count) = figures.split_once(line).unwrap();
        count.lines().next().unwrap().parse::<u64>().unwrap()
    };
    // A herd that is turned away again and again: the wait is minutes long.
    let herd = || {
        for _ in 0..2_000 {
            app.lanes.herd.turned_away(app.clock.elapsed_ms());
        }
    };
    let before = greeted().await;
    eventually(
        "two hellos are answered in the face of the herd",
        async || {
            herd();
            greeted().await >= before + 2
        },
    )
    .await;
    shop.sell(1).await.good();
    for _ in 0..20 {
        assert_eq!(shop.sums(&shop.company.owner).await, (1, 18_000));
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let link = shop.cashier.get("/api/v1/link").await.good();
    assert_eq!(
        (&link["unsent"], &link["state"]),
        (&1.into(), &"sending".into()),
        "{link}"
    );
}

#[tokio::test]
async fn r11_a_centre_at_work_gets_every_fact_after_the_waits_that_it_asked_for() {
    let shop = open().await;
    let lanes = &shop.company.centre.running.app().lanes;
    let _others = lanes.pushes.try_acquire_many(28).unwrap();
    for sold in 1..=3 {
        shop.sell(1).await.good();
        eventually("the sale arrives", async || {
            shop.sums(&shop.company.owner).await == (sold, sold as i64 * 18_000)
        })
        .await;
    }
}
