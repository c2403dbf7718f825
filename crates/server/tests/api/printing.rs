//! The spool against a real printer's port: a sink that takes everything, one that
//! is switched off, slow, or hangs up in the middle; and a node that stops while it
//! prints.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::http::StatusCode;
use nusa_facts::{BranchId, CommandId, Fact, SealedDoc};
use nusa_node::print;
use nusa_server::{Plan, serve};
use nusa_store::{Look, SqliteReader, Store};
use serde_json::{Value, json};
use tokio::{
    io::AsyncReadExt,
    net::{TcpListener, TcpSocket, TcpStream},
    task::JoinHandle,
};

use crate::{
    bills::{bill_of, order},
    client::{Client, is},
    orders::{TABLE, set_table},
    shop::{Shop, open},
    till::Device,
    world::{PASSWORD, command, eventually, here, with_command},
};

/// What the printer's end does with a connection.
#[derive(Clone, Copy)]
enum Manner {
    /// Takes everything.
    Takes,
    /// Takes a few bytes at a time.
    Slow,
    /// Hangs up after a few bytes.
    Cuts,
}

/// A printer's port; keeps what every connection brought.
struct Sink {
    address: SocketAddr,
    papers: Arc<Mutex<Vec<Vec<u8>>>>,
    task: JoinHandle<()>,
}

impl Drop for Sink {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Sink {
    async fn open(manner: Manner) -> Self {
        Off::here().on(manner)
    }

    fn listening(listener: TcpListener, manner: Manner) -> Self {
        let address = listener.local_addr().unwrap();
        let papers = Arc::<Mutex<Vec<Vec<u8>>>>::default();
        let kept = Arc::clone(&papers);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let paper = take(stream, manner).await;
                kept.lock().unwrap().push(paper);
            }
        });
        Self {
            address,
            papers,
            task,
        }
    }

    fn papers(&self) -> Vec<Vec<u8>> {
        self.papers.lock().unwrap().clone()
    }
}

/// A printer that is off: it has its port, and refuses whoever comes.
struct Off {
    socket: TcpSocket,
    address: SocketAddr,
}

impl Off {
    fn here() -> Self {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind(SocketAddr::from(([127, 0, 0, 1], 0))).unwrap();
        let address = socket.local_addr().unwrap();
        Self { socket, address }
    }

    /// Somebody turns it on.
    fn on(self, manner: Manner) -> Sink {
        Sink::listening(self.socket.listen(16).unwrap(), manner)
    }
}

async fn take(mut stream: TcpStream, manner: Manner) -> Vec<u8> {
    let (step, most) = match manner {
        Manner::Takes => (4_096, usize::MAX),
        Manner::Slow => (16, usize::MAX),
        Manner::Cuts => (8, 8),
    };
    let (mut paper, mut part) = (Vec::new(), vec![0; step]);
    while paper.len() < most {
        match stream.read(&mut part).await {
            Ok(0) | Err(_) => break,
            Ok(n) => paper.extend_from_slice(&part[..n]),
        }
        if matches!(manner, Manner::Slow) {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }
    paper
}

async fn set_printer(shop: &Shop, address: SocketAddr) {
    let body = json!({
        "host": address.ip().to_string(), "port": address.port(), "columns": 32, "cut": true, "drawer": true,
    });
    shop.manager
        .ask("PUT", "/api/v1/tills/1/printer", &body)
        .await
        .good();
}

fn receipt_of(sale: &Value) -> Value {
    json!({ "job": command(), "till": 1, "what": "receipt", "doc": sale["sale"] })
}

async fn state(who: &Client, job: &Value) -> Value {
    let list = who.get("/api/v1/print-jobs").await.good();
    let jobs = list["items"].as_array().unwrap().clone();
    jobs.into_iter().find(|one| one["job"] == *job).unwrap()
}

async fn stands(who: &Client, job: &Value, wanted: &str) -> Value {
    eventually(wanted, async || state(who, job).await["state"] == wanted).await;
    state(who, job).await
}

fn has(paper: &[u8], part: &[u8]) -> bool {
    paper.windows(part.len()).any(|bytes| bytes == part)
}

const DRAWER: &[u8] = b"\x1bp\x00\x19\xfa";
const CUT: &[u8] = b"\x1dV\x42\x03";

#[tokio::test]
async fn s1_129_a_receipt_is_printed_once_and_again_only_as_a_copy() {
    let shop = open().await;
    let sink = Sink::open(Manner::Takes).await;
    let sold = shop.sell(1).await.good();
    let job = receipt_of(&sold);
    let told = shop.cashier.post("/api/v1/print-jobs", &job).await;
    is(&told, StatusCode::CONFLICT, "printer_missing");
    set_printer(&shop, sink.address).await;
    shop.cashier.post("/api/v1/print-jobs", &job).await.good();
    let again = shop.cashier.post("/api/v1/print-jobs", &job).await.good();
    assert_eq!(again["job"], job["job"], "the same id is the same job");
    stands(&shop.cashier, &job["job"], "printed").await;
    let papers = sink.papers();
    assert_eq!(papers.len(), 1, "one job, one paper");
    let paper = &papers[0];
    assert!(paper.starts_with(b"\x1b@") && paper.ends_with(CUT));
    assert!(has(paper, DRAWER), "cash opens the drawer");
    assert!(has(paper, sold["receipt_no"].as_str().unwrap().as_bytes()));
    assert!(has(
        paper,
        &sold["doc_hash"].as_str().unwrap().as_bytes()[..8]
    ));
    assert!(!has(paper, b"SALINAN"));

    let copy = receipt_of(&sold);
    let taken = shop.cashier.post("/api/v1/print-jobs", &copy).await.good();
    assert_eq!(taken["copy"], 1);
    stands(&shop.cashier, &copy["job"], "printed").await;
    let papers = sink.papers();
    assert!(has(&papers[1], b"** SALINAN KE-1 **"));
    assert!(!has(&papers[1], DRAWER), "a copy opens no drawer");
    let again = receipt_of(&sold);
    let taken = shop.cashier.post("/api/v1/print-jobs", &again).await.good();
    assert_eq!(taken["copy"], 2);
    let mut other = job.clone();
    other["what"] = "void".into();
    let told = shop.cashier.post("/api/v1/print-jobs", &other).await;
    is(&told, StatusCode::UNPROCESSABLE_ENTITY, "command_reused");
}

#[tokio::test]
async fn a_bill_is_printed_less_what_is_about_to_be_taken_off() {
    let shop = open().await;
    let sink = Sink::open(Manner::Takes).await;
    set_printer(&shop, sink.address).await;
    set_table(&shop).await;
    order(&shop, TABLE, 1, "Ali", 2).await;
    let bill = bill_of(&shop, TABLE).await;
    let off = json!({ "bill_discount": { "ppm": 100_000 } });
    let job = |what: &str, off: &Value| json!({ "job": command(), "till": 1, "what": what, "doc": bill["bill"], "off": off });
    let wanted = job("bill", &off);
    for _ in 0..2 {
        shop.cashier
            .post("/api/v1/print-jobs", &wanted)
            .await
            .good();
    }
    stands(&shop.cashier, &wanted["job"], "printed").await;
    let papers = sink.papers();
    assert_eq!(papers.len(), 1);
    assert!(has(&papers[0], b"Diskon") && has(&papers[0], b"64.800"));
    let mut other = wanted.clone();
    other["off"] = json!({});
    let told = shop.cashier.post("/api/v1/print-jobs", &other).await;
    is(&told, StatusCode::UNPROCESSABLE_ENTITY, "command_reused");
    let told = shop
        .cashier
        .post("/api/v1/print-jobs", &job("receipt", &off))
        .await;
    is(&told, StatusCode::UNPROCESSABLE_ENTITY, "body_invalid");
    assert_eq!(told.json["field"], "off");
}

#[tokio::test]
async fn a_printer_that_is_off_is_called_again_and_a_slow_one_is_borne() {
    let shop = open().await;
    let off = Off::here();
    set_printer(&shop, off.address).await;
    let sold = shop.sell(1).await.good();
    let job = receipt_of(&sold);
    shop.cashier.post("/api/v1/print-jobs", &job).await.good();
    eventually("the printer was called in vain", async || {
        let job = state(&shop.cashier, &job["job"]).await;
        job["state"] == "queued"
            && job["reason"] == "refused"
            && job["attempts"].as_u64() >= Some(1)
    })
    .await;
    let waiting = state(&shop.cashier, &job["job"]).await;
    assert!(waiting["next_at"].as_i64() > waiting["changed_at"].as_i64());
    let sink = off.on(Manner::Slow);
    let done = stands(&shop.cashier, &job["job"], "printed").await;
    assert!(done["attempts"].as_u64() >= Some(2));
    assert!(!has(&sink.papers()[0], b"SALINAN"), "nothing was on paper");
}

#[tokio::test]
async fn a_print_that_is_cut_in_the_middle_is_shown_and_never_repeated_by_itself() {
    let shop = open().await;
    let sink = Sink::open(Manner::Cuts).await;
    set_printer(&shop, sink.address).await;
    let sold = shop.sell(1).await.good();
    let job = receipt_of(&sold);
    shop.cashier.post("/api/v1/print-jobs", &job).await.good();
    let told = stands(&shop.cashier, &job["job"], "unknown").await;
    assert_eq!(
        (&told["reason"], &told["attempts"]),
        (&json!("cut"), &json!(1))
    );
    tokio::time::sleep(Duration::from_millis(2_500)).await;
    assert_eq!(sink.papers().len(), 1, "nobody asked for another");

    let good = Sink::open(Manner::Takes).await;
    set_printer(&shop, good.address).await;
    let path = format!("/api/v1/print-jobs/{}/retry", job["job"].as_str().unwrap());
    let retried = shop.cashier.post(&path, &Value::Null).await.good();
    assert_eq!(retried["copy"], 1);
    stands(&shop.cashier, &job["job"], "printed").await;
    let papers = good.papers();
    assert!(
        has(&papers[0], b"** SALINAN KE-1 **"),
        "some of it was on paper"
    );
    assert!(!has(&papers[0], DRAWER));
    let told = shop.cashier.post(&path, &Value::Null).await;
    is(&told, StatusCode::CONFLICT, "print_standing");
}

#[tokio::test]
async fn r41_what_was_printing_when_the_node_stopped_is_shown_and_what_waited_is_printed() {
    let shop = open().await;
    // Nobody listens there, so that jobs wait.
    let off = Off::here();
    set_printer(&shop, off.address).await;
    let (one, two) = (shop.sell(1).await.good(), shop.sell(2).await.good());
    let (first, second) = (receipt_of(&one), receipt_of(&two));
    for job in [&first, &second] {
        shop.cashier.post("/api/v1/print-jobs", job).await.good();
    }
    let Shop { branch, .. } = shop;
    let mut node = branch.node.running.stop().await.unwrap();
    let id = CommandId::parse(first["job"].as_str().unwrap()).unwrap();
    // The moment at which the power goes: the job is marked, its bytes are on their way.
    let begun = node
        .store()
        .transact(|tx| print::begin(tx, id, nusa_facts::Millis(1)));
    assert!(begun.unwrap().is_some());
    let sink = off.on(Manner::Takes);
    let plan = Plan {
        node,
        faces: crate::faces::few(),
        papers: None,
        press: None,
        listen: here(),
        live: None,
        centre: None,
        switch: None,
        clock: nusa_server::clock::Clock::start(),
        beside: None,
    };
    let running = serve(plan).await.unwrap();
    let client = Client::to(&format!("http://{}", running.addr.unwrap()));
    let body = json!({ "login": "cashier", "password": PASSWORD });
    let view = client.post("/api/v1/session", &body).await.good();
    let cashier = client.with(view["token"].as_str().unwrap());
    let told = stands(&cashier, &first["job"], "unknown").await;
    assert_eq!(told["reason"], "restart");
    stands(&cashier, &second["job"], "printed").await;
    let papers = sink.papers();
    assert_eq!(papers.len(), 1, "the unknown one waits for a person");
    assert!(has(
        &papers[0],
        two["receipt_no"].as_str().unwrap().as_bytes()
    ));
    let path = format!(
        "/api/v1/print-jobs/{}/cancel",
        first["job"].as_str().unwrap()
    );
    let given_up = cashier.post(&path, &Value::Null).await.good();
    assert_eq!(given_up["state"], "cancelled");
    running.stop().await;
}

#[tokio::test]
async fn a_drawer_is_opened_without_a_sale_only_with_approval_and_as_a_fact() {
    let shop = open().await;
    let sink = Sink::open(Manner::Takes).await;
    let device = Device::register(&shop, Some(1)).await;
    shop.cashier
        .post(
            "/api/v1/shifts",
            &with_command(json!({ "till": 1, "float": 0 })),
        )
        .await
        .good();
    let mut body = with_command(json!({ "till": 1, "reason": "tukar uang kecil" }));
    let told = shop.cashier.post("/api/v1/drawer", &body).await;
    is(&told, StatusCode::CONFLICT, "printer_missing");
    set_printer(&shop, sink.address).await;
    let told = shop.cashier.post("/api/v1/drawer", &body).await;
    is(&told, StatusCode::FORBIDDEN, "approval_needed");
    assert_eq!(told.json["approval"], "open_drawer");
    let ask = json!({
        "command": body["command"], "right": "open_drawer", "login": "manager", "password": PASSWORD,
    });
    let given = shop.cashier.post("/api/v1/approvals", &ask).await.good();
    body["approval"] = given["approval"].clone();
    let job = shop.cashier.post("/api/v1/drawer", &body).await.good();
    let again = shop.cashier.post("/api/v1/drawer", &body).await.good();
    assert_eq!(job["job"], again["job"]);
    stands(&shop.cashier, &job["job"], "printed").await;
    let papers = sink.papers();
    assert_eq!(papers.len(), 1);
    assert!(has(&papers[0], DRAWER) && has(&papers[0], b"LACI DIBUKA"));
    let disk = SqliteReader::open(shop.branch.node.directory.path()).unwrap();
    let doc = nusa_facts::DocId::parse(job["doc"].as_str().unwrap()).unwrap();
    let bytes = disk
        .doc(BranchId(shop.company.branch), doc)
        .unwrap()
        .unwrap();
    let doc = SealedDoc::read(bytes).unwrap().doc;
    assert!(matches!(doc.fact, Fact::DrawerOpened(_)));
    assert_eq!(doc.approved_by.unwrap().name, "manager");

    let elsewhere = json!({ "job": command(), "till": 2, "what": "test" });
    let told = device.ask("POST", "/api/v1/print-jobs", &elsewhere).await;
    is(&told, StatusCode::UNAUTHORIZED, "unauthenticated");
    let unknown = json!({
        "job": command(), "till": 1, "what": "receipt", "doc": "01890a5d-ac96-774b-bcce-b302099a8057",
    });
    let told = shop.cashier.post("/api/v1/print-jobs", &unknown).await;
    is(&told, StatusCode::NOT_FOUND, "not_found");
    let test = json!({ "job": command(), "till": 1, "what": "test" });
    shop.cashier.post("/api/v1/print-jobs", &test).await.good();
    stands(&shop.cashier, &test["job"], "printed").await;
    assert!(has(&sink.papers()[1], b"UJI CETAK"));
}
