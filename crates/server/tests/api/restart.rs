//! A centre that was started again: what was signed for its former life is of no use.

use axum::http::StatusCode;
use nusa_facts::ChainId;
use nusa_sync::{messages::PushPage, nonce::Nonce};

use crate::{client::is, device::Device, world::company};

#[tokio::test]
async fn r09_what_was_captured_before_a_restart_of_the_centre_is_not_accepted_after_it() {
    let company = company().await;
    let mut device = Device::of(&company).await;
    let page = PushPage {
        generation: 0,
        chain: ChainId([1; 16]),
        first_seq: 1,
        envelopes: Vec::new(),
    };
    let page = serde_json::to_vec(&page).unwrap();
    let requests = [
        ("GET", "/api/v1/sync/pull?stream=company&after=0", &b""[..]),
        ("POST", "/api/v1/sync/push", &page[..]),
    ];
    let mut captured = Vec::new();
    for (method, path, body) in requests {
        let headers = device.headers(method, path, body);
        device.nonce.n += 1;
        assert_eq!(device.send(method, path, &headers, body).await.status, 200);
        captured.push((method, path, headers, body));
    }
    // Signed, and never sent: the centre of before would still take it.
    let (method, path, body) = requests[0];
    captured.push((method, path, device.headers(method, path, body), body));

    let centre = company.centre.started_again().await;
    device.client = centre.client.clone();
    for (method, path, headers, body) in &captured {
        let again = device.send(method, path, headers, body).await;
        is(&again, StatusCode::UNAUTHORIZED, "nonce_stale");
        device.nonce = Nonce::parse(again.json["next_nonce"].as_str().unwrap()).unwrap();
    }
    assert_eq!(
        device.hello().await.status,
        200,
        "the device itself goes on"
    );
}
