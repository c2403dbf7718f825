//! Branches at the centre's door: signatures, nonces, revoked keys, lanes, bombs.

use axum::http::StatusCode;
use nusa_facts::{BranchId, ChainId};
use nusa_server::packed;
use nusa_sync::{
    messages::{Hello, Protocols, PushPage},
    nonce::Nonce,
    sign::{DeviceKey, SignedRequest},
};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpSocket,
};

use crate::{
    client::{Answer, Client, is},
    shop::open,
    world::{Company, company},
};

/// A branch's device that can also lie.
pub(crate) struct Device {
    pub(crate) client: Client,
    branch: u32,
    key: DeviceKey,
    pub(crate) nonce: Nonce,
}

impl Device {
    pub(crate) async fn of(company: &Company) -> Self {
        let branch = company.branch().await;
        // The node of the key is stopped: its nonces are this test's from here on.
        let key = DeviceKey::from_dice(branch.key);
        branch.node.running.stop().await;
        let mut device = Self {
            client: company.centre.client.clone(),
            branch: company.branch,
            key,
            nonce: Nonce::default(),
        };
        let told = device.hello().await;
        is(&told, StatusCode::UNAUTHORIZED, "nonce_stale");
        assert!(told.json["now"].as_i64().unwrap() > 1_700_000_000_000);
        device.nonce = Nonce::parse(told.json["next_nonce"].as_str().unwrap()).unwrap();
        device
    }

    pub(crate) fn headers(
        &self,
        method: &str,
        path: &str,
        body: &[u8],
    ) -> Vec<(&'static str, String)> {
        let request = SignedRequest {
            method,
            path,
            nonce: self.nonce,
            body,
        };
        vec![
            ("nusa-branch", self.branch.to_string()),
            ("nusa-key", self.key.public()),
            ("nusa-nonce", self.nonce.to_string()),
            ("nusa-signature", self.key.sign(&request)),
            ("content-type", "application/json".to_owned()),
        ]
    }

    pub(crate) async fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&'static str, String)],
        body: &[u8],
    ) -> Answer {
        let headers: Vec<_> = headers
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        self.client
            .send(self.client.request(method, path, &headers, body))
            .await
            .unwrap()
    }

    pub(crate) async fn signed(
        &mut self,
        method: &str,
        path: &str,
        packing: Option<&str>,
        body: &[u8],
    ) -> Answer {
        let mut headers = self.headers(method, path, body);
        headers.extend(packing.map(|packing| ("content-encoding", packing.to_owned())));
        let answer = self.send(method, path, &headers, body).await;
        self.nonce.n += 1;
        answer
    }

    pub(crate) async fn hello(&mut self) -> Answer {
        let hello = Hello {
            program: "test".to_owned(),
            protocols: Protocols::OURS,
            generation: 0,
            chains: Vec::new(),
            streams: Vec::new(),
            compare: false,
        };
        self.signed(
            "POST",
            "/api/v1/sync/hello",
            None,
            &serde_json::to_vec(&hello).unwrap(),
        )
        .await
    }
}

#[tokio::test]
async fn r09_a_signed_request_is_good_once_and_only_as_it_was_signed() {
    let company = company().await;
    let mut device = Device::of(&company).await;
    assert_eq!(device.hello().await.status, 200);
    let path = "/api/v1/sync/pull?stream=company&after=0";
    let headers = device.headers("GET", path, b"");
    assert_eq!(device.send("GET", path, &headers, b"").await.status, 200);
    let replayed = device.send("GET", path, &headers, b"").await;
    is(&replayed, StatusCode::UNAUTHORIZED, "nonce_stale");
    device.nonce.n += 1;
    let headers = device.headers("GET", path, b"");
    let other = device
        .send(
            "GET",
            "/api/v1/sync/pull?stream=company&after=1",
            &headers,
            b"",
        )
        .await;
    is(&other, StatusCode::UNAUTHORIZED, "signature_invalid");
    assert_eq!(
        device.send("GET", path, &headers, b"").await.status,
        200,
        "a wrong signature uses up no nonce"
    );
    device.nonce.n += 1;
    let mut foreign = device.headers("GET", path, b"");
    foreign[0].1 = (company.branch + 1).to_string();
    is(
        &device.send("GET", path, &foreign, b"").await,
        StatusCode::UNAUTHORIZED,
        "key_unknown",
    );
    is(
        &device.send("GET", path, &[], b"").await,
        StatusCode::UNAUTHORIZED,
        "signature_missing",
    );
    let answer = device
        .signed(
            "GET",
            "/api/v1/sync/pull?stream=branch:99&after=0",
            None,
            b"",
        )
        .await;
    is(&answer, StatusCode::FORBIDDEN, "stream_forbidden");
}

/// What a device at another address is answered when it enrols.
async fn from_elsewhere(company: &Company, body: &Value) -> String {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.2:0".parse().unwrap()).unwrap();
    let host = company.centre.base.strip_prefix("http://").unwrap();
    let mut stream = socket.connect(host.parse().unwrap()).await.unwrap();
    let body = body.to_string();
    let request = format!(
        "POST /api/v1/sync/enrol HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

#[tokio::test]
async fn r08_a_code_works_once_and_a_new_device_takes_the_place_of_the_old() {
    let company = company().await;
    let mut old = Device::of(&company).await;
    let path = format!("/api/v1/branches/{}/enrol-code", company.branch);
    let code = company.owner.post(&path, &Value::Null).await.good()["code"]
        .as_str()
        .unwrap()
        .to_owned();
    let enrol = |dice: u8, code: &str| {
        json!({
            "code": code, "key": DeviceKey::from_dice([dice; 32]).public(),
            "program": "test", "protocols": { "min": 1, "max": 1 },
        })
    };
    let client = &company.centre.client;
    let unknown = client
        .post("/api/v1/sync/enrol", &enrol(1, "0000-0000-0000"))
        .await;
    is(&unknown, StatusCode::FORBIDDEN, "code_invalid");
    let mut ancient = enrol(1, &code);
    ancient["protocols"] = json!({ "min": 90, "max": 99 });
    is(
        &client.post("/api/v1/sync/enrol", &ancient).await,
        StatusCode::UPGRADE_REQUIRED,
        "protocol_unknown",
    );
    assert_eq!(
        client
            .post("/api/v1/sync/enrol", &enrol(1, &code))
            .await
            .status,
        201
    );
    for (status, told) in [
        (StatusCode::FORBIDDEN, "code_invalid"),
        (StatusCode::FORBIDDEN, "code_invalid"),
        (StatusCode::FORBIDDEN, "code_invalid"),
        (StatusCode::FORBIDDEN, "code_invalid"),
        (StatusCode::FORBIDDEN, "code_invalid"),
        (StatusCode::TOO_MANY_REQUESTS, "sign_in_limited"),
    ] {
        let again = client.post("/api/v1/sync/enrol", &enrol(2, &code)).await;
        is(&again, status, told);
    }
    let elsewhere = from_elsewhere(&company, &enrol(2, &code)).await;
    assert!(
        elsewhere.starts_with("HTTP/1.1 403"),
        "one address locks no other out: {elsewhere}"
    );
    let answer = old
        .signed("GET", "/api/v1/sync/pull?stream=company&after=0", None, b"")
        .await;
    is(&answer, StatusCode::FORBIDDEN, "key_revoked");
    let devices = company
        .owner
        .get(&format!("/api/v1/branches/{}/devices", company.branch))
        .await
        .good();
    let standings: Vec<_> = devices["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["standing"].as_str().unwrap())
        .collect();
    assert_eq!(
        standings.iter().filter(|word| **word == "current").count(),
        1
    );
}

#[tokio::test]
async fn r30_a_revoked_key_pulls_nothing_and_what_it_pushes_is_evidence() {
    let company = company().await;
    let mut device = Device::of(&company).await;
    let path = format!("/api/v1/branches/{}/revoke-key", company.branch);
    let revoke = json!({ "key": device.key.public(), "reason": "hilang" });
    assert_eq!(company.owner.post(&path, &revoke).await.status, 204);
    let other = json!({ "key": DeviceKey::from_dice([9; 32]).public(), "reason": "x" });
    is(
        &company.owner.post(&path, &other).await,
        StatusCode::UNAUTHORIZED,
        "key_unknown",
    );
    let pull = device
        .signed("GET", "/api/v1/sync/pull?stream=company&after=0", None, b"")
        .await;
    is(&pull, StatusCode::FORBIDDEN, "key_revoked");
    let hello = device.hello().await;
    assert_eq!(
        (hello.status, hello.json["state"].as_str()),
        (200, Some("revoked")),
        "{}",
        hello.text
    );
}

#[tokio::test]
async fn a_bomb_and_a_heap_are_refused() {
    let company = company().await;
    let mut device = Device::of(&company).await;
    let path = "/api/v1/sync/push";
    let bomb = packed::pack(&vec![b' '; 40 << 20]).unwrap();
    is(
        &device.signed("POST", path, Some("zstd"), &bomb).await,
        StatusCode::PAYLOAD_TOO_LARGE,
        "body_too_large",
    );
    let heap = vec![b' '; (1 << 20) + 1];
    is(
        &device.signed("POST", path, None, &heap).await,
        StatusCode::PAYLOAD_TOO_LARGE,
        "body_too_large",
    );
    is(
        &device.signed("POST", path, Some("br"), b"{}").await,
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "unsupported_media",
    );
    is(
        &device.signed("POST", path, Some("gzip"), b"{}").await,
        StatusCode::BAD_REQUEST,
        "encoding_invalid",
    );
    is(
        &device.signed("POST", path, None, b"{}").await,
        StatusCode::UNPROCESSABLE_ENTITY,
        "body_invalid",
    );
    let page = PushPage {
        generation: 0,
        chain: ChainId([1; 16]),
        first_seq: 0,
        envelopes: Vec::new(),
    };
    let page = serde_json::to_vec(&page).unwrap();
    is(
        &device.signed("POST", path, None, &page).await,
        StatusCode::UNPROCESSABLE_ENTITY,
        "page_invalid",
    );
}

#[tokio::test]
async fn r11_and_r12_pushes_beyond_the_lane_are_turned_away_before_work_and_pulls_go_on() {
    let company = company().await;
    let mut device = Device::of(&company).await;
    let lanes = &company.centre.running.app().lanes;
    let all = lanes.pushes.available_permits();
    assert_eq!(all, 32);
    let _busy = lanes.pushes.try_acquire_many(all as u32).unwrap();
    let told = device
        .signed("POST", "/api/v1/sync/push", None, b"not even read")
        .await;
    is(&told, StatusCode::TOO_MANY_REQUESTS, "rate_limited");
    let retry: u64 = told.headers["retry-after"]
        .to_str()
        .unwrap()
        .parse()
        .unwrap();
    assert!(
        (2..=4).contains(&retry),
        "a full queue takes so many seconds: {retry}"
    );
    device.nonce.n -= 1;
    let pull = device
        .signed("GET", "/api/v1/sync/pull?stream=company&after=0", None, b"")
        .await;
    assert_eq!(
        pull.status, 200,
        "the nonce of a push that was turned away is still good: {}",
        pull.text
    );
    assert_eq!(company.owner.get("/api/v1/products").await.status, 200);
}

#[tokio::test]
async fn the_centre_takes_a_branchs_facts_under_its_own_name_only() {
    let shop = open().await;
    shop.sell(1).await.good();
    shop.branch.in_step(&shop.cashier).await;
    let directory = shop.branch.node.directory.path().to_owned();
    let reader = nusa_store::SqliteReader::open(&directory).unwrap();
    let me = BranchId(shop.company.branch);
    let chain = nusa_store::Look::chains(&reader, me)
        .unwrap()
        .pop()
        .unwrap();
    let at_centre = nusa_store::SqliteReader::open(shop.company.centre.directory.path()).unwrap();
    assert_eq!(
        nusa_store::Look::head(&at_centre, me, chain.chain).unwrap(),
        Some(chain.head)
    );
    assert_eq!(
        reader.digests(Some(me)).unwrap(),
        at_centre.digests(Some(me)).unwrap(),
        "projections are the same"
    );
}
