//! A line between branch and centre that cuts: requests are lost before they
//! arrive, answers after the work was done, come late or break off. Sales and
//! pushes go on through it, and the sums are equal afterwards (R1, D1-01).

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use nusa_server::dice;
use serde_json::Value;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

use crate::{client::Client, shop::Shop, world::company};

/// A proxy in front of a node.
pub(crate) struct Proxy {
    pub(crate) base: String,
    rough: Arc<AtomicBool>,
    cuts: Arc<AtomicU64>,
}

/// What happens to one connection.
#[derive(Clone, Copy)]
enum Fate {
    Whole,
    /// The request never arrives.
    LoseRequest,
    /// The request arrives, the answer does not.
    LoseAnswer,
    /// The request arrives twice; the first answer comes back.
    Twice,
    /// The answer breaks off in the middle.
    HalfAnswer,
    /// The answer comes after those of later requests.
    Late,
}

impl Proxy {
    pub(crate) async fn before(node: &str) -> Self {
        Self::at("127.0.0.1:0", node).await
    }

    pub(crate) async fn at(address: &str, node: &str) -> Self {
        let target = node.trim_start_matches("http://").to_owned();
        let listener = TcpListener::bind(address).await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let (rough, cuts) = (
            Arc::new(AtomicBool::new(false)),
            Arc::new(AtomicU64::new(0)),
        );
        let (is_rough, count) = (Arc::clone(&rough), Arc::clone(&cuts));
        tokio::spawn(async move {
            let mut fates = FATES.into_iter().cycle();
            while let Ok((stream, _)) = listener.accept().await {
                let fate = if is_rough.load(Ordering::SeqCst) {
                    fates.next().unwrap_or(Fate::Whole)
                } else {
                    Fate::Whole
                };
                count.fetch_add(u64::from(!matches!(fate, Fate::Whole)), Ordering::SeqCst);
                let target = target.clone();
                // A connection that was cut ends with an error; that is what it is for.
                tokio::spawn(async move { drop(carry(stream, &target, fate).await) });
            }
        });
        Self { base, rough, cuts }
    }

    pub(crate) fn set_rough(&self, rough: bool) {
        self.rough.store(rough, Ordering::SeqCst);
    }

    pub(crate) fn cuts(&self) -> u64 {
        self.cuts.load(Ordering::SeqCst)
    }
}

/// Dealt in turn, so that the first request of every line loses its answer and no two in a row are spared:
/// a line that carries little is rough too.
const FATES: [Fate; 8] = [
    Fate::LoseAnswer,
    Fate::LoseRequest,
    Fate::Whole,
    Fate::Twice,
    Fate::HalfAnswer,
    Fate::LoseAnswer,
    Fate::Whole,
    Fate::Late,
];

/// Carries one request a connection, so that each has a fate of its own.
async fn carry(mut near: TcpStream, target: &str, fate: Fate) -> std::io::Result<()> {
    let Some(request) = message(&mut near).await? else {
        return Ok(());
    };
    let request = closing(&request);
    if matches!(fate, Fate::LoseRequest) {
        return Ok(());
    }
    let answer = ask(target, &request).await?;
    if matches!(fate, Fate::Twice) {
        ask(target, &request).await?;
    }
    if matches!(fate, Fate::Late) {
        tokio::time::sleep(Duration::from_millis(50 + dice::dice() % 300)).await;
    }
    match fate {
        Fate::LoseAnswer | Fate::LoseRequest => Ok(()),
        Fate::HalfAnswer => near.write_all(&answer[..answer.len() / 2]).await,
        Fate::Whole | Fate::Twice | Fate::Late => near.write_all(&answer).await,
    }
}

async fn ask(target: &str, request: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut far = TcpStream::connect(target).await?;
    far.write_all(request).await?;
    let mut answer = Vec::new();
    far.read_to_end(&mut answer).await?;
    Ok(answer)
}

/// A whole HTTP message with a known length; none when the other end closed.
async fn message(stream: &mut TcpStream) -> std::io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    let mut chunk = vec![0; 1 << 16];
    loop {
        if let Some(end) = find(&bytes, b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
            let length = head
                .lines()
                .find_map(|line| line.strip_prefix("content-length:")?.trim().parse().ok());
            if bytes.len() >= end + 4 + length.unwrap_or(0) {
                return Ok(Some(bytes));
            }
        }
        match stream.read(&mut chunk).await? {
            0 => return Ok(None),
            read => bytes.extend_from_slice(&chunk[..read]),
        }
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
}

/// The same request, asking that the connection ends with its answer.
fn closing(request: &[u8]) -> Vec<u8> {
    let line = find(request, b"\r\n").unwrap_or(0);
    [&request[..line], b"\r\nconnection: close", &request[line..]].concat()
}

#[tokio::test(flavor = "multi_thread")]
async fn r01_lost_doubled_and_broken_answers_cost_repetitions_and_nothing_else() {
    let company = company().await;
    let up = Proxy::before(&company.centre.base).await;
    let branch = company.branch_at(&up.base).await;
    branch.told().await;
    let shop = Arc::new(Shop::with(company, branch).await);
    let till = Proxy::before(&shop.branch.node.base).await;
    up.set_rough(true);
    till.set_rough(true);
    let sellers: Vec<_> = (0..4)
        .map(|_| tokio::spawn(ring_up(Arc::clone(&shop), till.base.clone(), 15)))
        .collect();
    let mut answers = Vec::new();
    for seller in sellers {
        answers.extend(seller.await.unwrap());
    }
    tokio::time::sleep(Duration::from_secs(3)).await;
    up.set_rough(false);
    shop.branch.node.running.app().link.hint();
    shop.branch.in_step(&shop.cashier).await;
    assert!(
        up.cuts() > 0 && till.cuts() > 10,
        "the lines were rough: {} and {}",
        up.cuts(),
        till.cuts()
    );
    let receipts: std::collections::BTreeSet<_> = answers
        .iter()
        .map(|answer| answer["receipt_no"].to_string())
        .collect();
    assert_eq!(receipts.len(), 60, "every sale has a number of its own");
    assert_eq!(shop.sums(&shop.cashier).await, (60, 60 * 18_000));
    assert_eq!(shop.sums(&shop.company.owner).await, (60, 60 * 18_000));
    let (from, to) = crate::shop::days();
    let path = format!(
        "/api/v1/reports/methods?from={from}&to={to}&branch={}",
        shop.company.branch
    );
    let here = shop.manager.get(&path).await.good();
    assert_eq!(here["items"][0]["total"], 60 * 18_000);
    assert_eq!(here, shop.company.owner.get(&path).await.good());
}

/// A till with an outbox: the same bytes again until there is an answer.
async fn ring_up(shop: Arc<Shop>, base: String, sales: usize) -> Vec<Value> {
    let token = shop.cashier.token().to_owned();
    let mut answers = Vec::new();
    for _ in 0..sales {
        let body = shop.sale(1);
        let answer = loop {
            let client = Client::to(&base).with(&token);
            if let Ok(answer) = client.try_ask("POST", "/api/v1/sales", &body).await {
                break answer;
            }
        };
        answers.push(answer.good());
    }
    answers
}
