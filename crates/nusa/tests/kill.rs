//! kill -9 of branch and centre in the middle of sales, thirty times: every sale
//! that was confirmed is there afterwards, once, at both, and every seal fits.
//! Tills keep what was not confirmed and send the same bytes again (R1, R24).

use std::{
    collections::BTreeSet,
    io::{BufRead, BufReader, Write},
    net::{Ipv4Addr, TcpListener},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use bytes::Bytes;
use nusa::{
    chance,
    demo::{desk::until, dice::Dice, http::Http},
};
use serde_json::{Value, json};
use tokio::task::JoinSet;

const ROUNDS: usize = 30;
const TILLS: u8 = 4;
const PASSWORD: &str = "rahasia sekali";

/// A node that is killed and started again at the same address.
struct Node {
    words: Vec<String>,
    child: Child,
}

impl Node {
    fn start(role: &str, data: &Path, port: u16) -> Self {
        let listen = format!("127.0.0.1:{port}");
        let words = [
            "serve",
            "--role",
            role,
            "--data",
            data.to_str().unwrap(),
            "--listen",
            &listen,
        ];
        let words = words.map(str::to_owned).to_vec();
        let child = started(&words);
        Self { words, child }
    }

    /// No farewell, no flush: the process is gone between two instructions.
    fn kill_and_start(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        self.child = started(&self.words);
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Starts a node and returns when it says where it listens.
fn started(words: &[String]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nusa"));
    let mut child = command
        .args(words)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut said = String::new();
    BufReader::new(child.stdout.as_mut().unwrap())
        .read_line(&mut said)
        .unwrap();
    assert!(said.contains("listens on"), "{words:?} said {said:?}");
    child
}

fn nusa(words: &[&str], input: &str) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nusa"));
    let mut child = command
        .args(words)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(input.as_bytes())
        .unwrap();
    assert!(child.wait().unwrap().success(), "{words:?}");
}

fn free_port() -> u16 {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .unwrap()
        .local_addr()
        .unwrap()
        .port()
}

async fn signed_in(base: &str) -> Http {
    let body = json!({ "login": "sari", "password": PASSWORD });
    let node = Http::new(base);
    let token = until(Duration::from_secs(30), || async {
        let answer = node.post("/api/v1/session", &body).await.ok()?;
        answer.body["token"].as_str().map(str::to_owned)
    });
    node.clone()
        .signed_in(token.await.expect("the node signs its owner in"))
}

#[track_caller]
fn made(node: &Http, path: &str, body: Value) -> impl Future<Output = Value> {
    let (node, path) = (node.clone(), path.to_owned());
    async move {
        let answer = node.post(&path, &body).await.unwrap();
        assert!(answer.is_ok(), "{path}: {}", answer.words());
        answer.body
    }
}

/// A branch, its goods and its code, made at the centre.
async fn found(centre: &Http) -> String {
    let region = made(
        centre,
        "/api/v1/regions",
        json!({ "command": chance::command(), "name": "Jawa" }),
    )
    .await;
    let region: u32 = region["rows"][0]["id"].as_str().unwrap().parse().unwrap();
    let branch =
        json!({ "command": chance::command(), "code": "JKT01", "name": "Nusa", "region": region });
    let id = made(centre, "/api/v1/branches", branch).await["rows"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let sheet = "sku,name,category,price\nA1,Teh,Minuman,5000\nA2,Kopi,Minuman,8500\nA3,Beras,Sembako,14500\n";
    let taken = centre
        .post_bytes("/api/v1/products/import", "text/csv", Bytes::from(sheet))
        .await
        .unwrap();
    assert!(taken.is_ok(), "{}", taken.words());
    let code = made(
        centre,
        &format!("/api/v1/branches/{id}/enrol-code"),
        json!({}),
    )
    .await;
    code["code"].as_str().unwrap().to_owned()
}

/// Waits for the goods and opens the tills.
async fn furnish(branch: &Http) {
    let told = until(Duration::from_secs(30), || async {
        let products = branch.get("/api/v1/products").await.ok()?;
        (products.body["items"].as_array()?.len() == 3).then_some(())
    });
    told.await.expect("the branch is told of its goods");
    for till in 1..=TILLS {
        let body =
            json!({ "command": chance::command(), "till": till, "name": format!("Kasir {till}") });
        made(branch, "/api/v1/tills", body).await;
        made(
            branch,
            "/api/v1/shifts",
            json!({ "command": chance::command(), "till": till, "float": 0 }),
        )
        .await;
    }
}

/// One till: each sale is sent until it is confirmed; then its id is noted.
async fn sell(
    branch: Http,
    till: u8,
    seed: u64,
    stop: Arc<AtomicBool>,
    count: Arc<AtomicUsize>,
) -> Vec<String> {
    const PRICES: [i64; 3] = [5_000, 8_500, 14_500];
    let (mut dice, mut confirmed) = (Dice::new(seed), Vec::new());
    while !stop.load(Ordering::SeqCst) {
        let (product, pieces) = (dice.below(3), dice.below(4) as i64 + 1);
        let total = PRICES[product] * pieces;
        let body = json!({
            "command": chance::command(), "till": till, "expected_total": total,
            "lines": [{ "product": product + 1, "quantity_milli": pieces * 1_000 }],
            "payments": [{ "method": "qris", "amount": total }],
        });
        let body = Bytes::from(body.to_string());
        let answer = until(Duration::from_secs(60), || async {
            let answer = branch
                .post_bytes("/api/v1/sales", "application/json", body.clone())
                .await
                .ok()?;
            assert!(
                answer.is_ok() || answer.status >= 500 || answer.status == 429,
                "{}",
                answer.words()
            );
            answer.body["sale"].as_str().map(str::to_owned)
        });
        confirmed.push(answer.await.expect("a sale is confirmed in the end"));
        count.fetch_add(1, Ordering::SeqCst);
    }
    confirmed
}

/// Ids of the sales that a node lists; a sale that stands twice is a failure.
async fn listed(node: &Http) -> BTreeSet<String> {
    let (mut ids, mut after) = (BTreeSet::new(), String::new());
    let now = nusa::clock::wall().0;
    let day = |at| nusa_facts::BusinessDate::of(nusa_facts::Millis(at), 0, 0).unwrap();
    let span = format!(
        "from={}&to={}",
        day(now - 2 * 86_400_000),
        day(now + 86_400_000)
    );
    loop {
        let page = node
            .get(&format!("/api/v1/sales?{span}&limit=500{after}"))
            .await
            .unwrap();
        for row in page.body["items"].as_array().unwrap() {
            let id = row["sale"].as_str().unwrap().to_owned();
            assert!(ids.insert(id.clone()), "sale {id} stands twice");
        }
        match page.body["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => return ids,
        }
    }
}

#[test]
fn proof_r24_thirty_kills_lose_and_double_no_confirmed_sale() {
    let place = tempfile::tempdir().unwrap();
    let data = |name: &str| -> PathBuf { place.path().join(name) };
    let words = [
        "user",
        "add",
        "--name",
        "sari",
        "--role",
        "owner",
        "--password-stdin",
        "--data",
    ];
    nusa(
        &[&words[..], &[data("centre").to_str().unwrap()]].concat(),
        &format!("{PASSWORD}\n"),
    );
    let (centre_port, branch_port) = (free_port(), free_port());
    let mut centre = Node::start("centre", &data("centre"), centre_port);
    let (centre_url, branch_url) = (
        format!("http://127.0.0.1:{centre_port}"),
        format!("http://127.0.0.1:{branch_port}"),
    );
    let runtime = nusa::machine::runtime().unwrap();
    let code = runtime.block_on(async { found(&signed_in(&centre_url).await).await });
    let directory = data("branch");
    nusa(
        &[
            "enrol",
            "--data",
            directory.to_str().unwrap(),
            "--centre",
            &centre_url,
            "--code",
            &code,
        ],
        "",
    );
    let mut branch = Node::start("branch", &directory, branch_port);

    let confirmed = runtime.block_on(async {
        let till = signed_in(&branch_url).await;
        furnish(&till).await;
        rounds(&till, &mut centre, &mut branch).await
    });
    runtime.block_on(async {
        let (here, there) = (signed_in(&branch_url).await, signed_in(&centre_url).await);
        assert_eq!(
            listed(&here).await,
            confirmed,
            "the branch has what was confirmed, and nothing else"
        );
        let arrived = until(Duration::from_secs(60), || async {
            (listed(&there).await == confirmed).then_some(())
        });
        assert!(
            arrived.await.is_some(),
            "the centre lacks some of {} sales",
            confirmed.len()
        );
    });
    drop((centre, branch));
    for name in ["centre", "branch"] {
        nusa(&["verify", "--data", data(name).to_str().unwrap()], "");
    }
    println!("{ROUNDS} kills, {} sales confirmed", confirmed.len());
}

/// Sells at four tills while branch and centre are killed in turns; the ids of all confirmed sales.
async fn rounds(branch_http: &Http, centre: &mut Node, branch: &mut Node) -> BTreeSet<String> {
    let (stop, count) = (
        Arc::new(AtomicBool::new(false)),
        Arc::new(AtomicUsize::new(0)),
    );
    let mut tills = JoinSet::new();
    for till in 1..=TILLS {
        tills.spawn(sell(
            branch_http.another(),
            till,
            u64::from(till),
            Arc::clone(&stop),
            Arc::clone(&count),
        ));
    }
    let mut dice = Dice::new(9);
    for round in 0..ROUNDS {
        let before = count.load(Ordering::SeqCst);
        let sold = until(Duration::from_secs(60), || async {
            (count.load(Ordering::SeqCst) > before + 10).then_some(())
        });
        sold.await.expect("tills sell between two kills");
        tokio::time::sleep(Duration::from_millis(dice.below(150) as u64)).await;
        let victim = if round % 2 == 0 {
            &mut *branch
        } else {
            &mut *centre
        };
        tokio::task::block_in_place(|| victim.kill_and_start());
    }
    stop.store(true, Ordering::SeqCst);
    let sold: Vec<_> = tills.join_all().await.into_iter().flatten().collect();
    let ids: BTreeSet<_> = sold.iter().cloned().collect();
    assert_eq!(
        ids.len(),
        sold.len(),
        "two sales were confirmed under one id"
    );
    ids
}
