//! R26: a branch whose database is damaged comes back whole, from its last backup,
//! from the centre, and from the second file with what the centre never got.

use std::fs;

use nusa::{chance, demo::http::Http, home::Home};
use nusa_facts::BranchId;
use nusa_store::{Look, tail};
use serde_json::json;

use crate::{
    place::{Place, nusa, three_ports},
    serve::{Served, block_on, enrol_code},
};

const BRANCH: BranchId = BranchId(1);

/// A centre at an address that stays, and its branch, in one place.
struct Chain {
    place: Place,
    address: String,
}

impl Chain {
    fn new() -> Self {
        let chain = Self {
            place: Place::new(),
            address: format!("127.0.0.1:{}", three_ports()),
        };
        chain.place.centre("centre");
        let centre = chain.centre();
        let base = format!("http://{}", chain.address);
        let code = block_on(enrol_code(&base));
        let branch = chain.branch();
        nusa([
            "enrol", "--data", &branch, "--centre", &base, "--code", &code,
        ])
        .must(0);
        assert_eq!(centre.terminate(), Some(0));
        chain
    }

    fn branch(&self) -> String {
        self.place.word("branch")
    }

    fn centre(&self) -> Served {
        let data = self.place.word("centre");
        let words = ["serve", "--role", "centre", "--data", &data, "--listen"];
        let mut served = Served::start(&[&words[..], &[&self.address]].concat());
        served.after("listens on ");
        served
    }

    /// Serves the branch with a second file, and moves cash so many times.
    fn trade(&self, second: &str, times: u32) {
        let branch = self.branch();
        let listen = ["--listen", "127.0.0.1:0", "--tail", second];
        let words = ["serve", "--role", "branch", "--data", &branch];
        let mut served = Served::start(&[&words[..], &listen[..]].concat());
        let base = served.after("listens on ");
        block_on(move_cash(&base, times));
        nusa(["verify", "--data", &branch]).must(4);
        assert_eq!(served.terminate(), Some(0));
    }

    /// Every place of the branch's chains that this directory has, oldest first.
    fn heads(&self, data: &str) -> Vec<(String, u64)> {
        let reader = Home::at(&self.place.path(data)).read().unwrap();
        let chains = reader.chains(BRANCH).unwrap();
        let head = |row: &nusa_store::ChainRow| (row.chain.to_string(), row.head.seq);
        chains.iter().map(head).collect()
    }
}

async fn move_cash(base: &str, times: u32) {
    let node = Http::new(base);
    let body = json!({ "login": "sari", "password": "rahasia sekali" });
    let session = node.post("/api/v1/session", &body).await.unwrap();
    let token = session.body["token"]
        .as_str()
        .unwrap_or_else(|| panic!("{}", session.words()));
    let node = node.signed_in(token.to_owned());
    let made = async |path: &str, mut body: serde_json::Value| {
        body["command"] = json!(chance::command());
        let answer = node.post(path, &body).await.unwrap();
        assert!(answer.is_ok(), "{path}: {}", answer.words());
    };
    let till = json!({ "till": 1, "name": "Kasir 1" });
    // The second round finds the till and its shift as the first left them.
    if node.get("/api/v1/tills").await.unwrap().body["items"] == json!([]) {
        made("/api/v1/tills", till).await;
        made("/api/v1/shifts", json!({ "till": 1, "float": 100_000 })).await;
    }
    for _ in 0..times {
        let body = json!({ "till": 1, "kind": "out", "amount": 5_000, "reason": "parkir" });
        made("/api/v1/shifts/cash", body).await;
    }
}

#[test]
fn r26_a_damaged_branch_comes_back_with_what_the_centre_never_got() {
    let chain = Chain::new();
    let (place, branch) = (&chain.place, chain.branch());
    let second = place.word("stick.jsonl");
    chain.trade(&second, 2);
    let early = place.word("early.backup");
    nusa(["backup", &branch, &early]).must(0);
    chain.trade(&second, 3);
    let before = chain.heads("branch");
    assert_ne!(before, chain.heads("centre"));

    let database = place.path("branch/nusa.db");
    fs::write(&database, "coffee was spilt here").unwrap();
    nusa(["verify", "--data", &branch]).must(3);
    let told = nusa(["restore", &early, "--data", &branch]).must(1).err;
    assert!(told.contains("--set-aside"), "{told}");
    let restore = ["restore", &early, "--data", &branch, "--set-aside"];
    let told = nusa(restore).must(0).out;
    let aside = place.path("branch/nusa.damaged-1.db");
    assert!(told.contains(aside.to_str().unwrap()), "{told}");
    assert_eq!(fs::read_to_string(aside).unwrap(), "coffee was spilt here");
    assert_ne!(
        chain.heads("branch").last(),
        before.last(),
        "the restored node goes on in a chain of its own"
    );

    let torn = fs::read_to_string(&second).unwrap() + "{\"branch\":1,";
    let torn = place.file("torn.jsonl", &torn);
    let centre = place.word("centre");
    let told = nusa(["import", "journal", &torn, "--data", &centre])
        .must(1)
        .err;
    let facts = tail::read(&place.path("stick.jsonl")).unwrap().len();
    assert!(
        told.contains(&format!("the {facts} facts before it are at the centre")),
        "{told}"
    );
    nusa(["import", "journal", &second, "--data", &centre]).must(0);
    assert_eq!(chain.heads("centre"), before);

    let served = chain.centre();
    nusa(["sync", "once", "--data", &branch]).must(0);
    assert_eq!(served.terminate(), Some(0));
    for data in ["branch", "centre"] {
        let now = chain.heads(data);
        assert_eq!(now[..before.len()], before, "{data} has all that was done");
        nusa(["verify", "--data", &place.word(data)]).must(0);
    }
}

#[test]
fn r07_a_backup_restored_where_its_node_lived_goes_on_in_another_chain() {
    let chain = Chain::new();
    let (place, branch) = (&chain.place, chain.branch());
    let early = place.word("early.backup");
    nusa(["backup", &branch, &early]).must(0);
    let before = chain.heads("branch");
    // Somebody makes room by hand; the mark of the old database stays behind.
    fs::remove_file(place.path("branch/nusa.db")).unwrap();
    nusa(["restore", &early, "--data", &branch]).must(0);
    let now = chain.heads("branch");
    assert_eq!(now.len(), before.len() + 1, "{now:?}");
    let other = place.file("other.key", &"7".repeat(64));
    let restore = [
        "restore",
        &early,
        "--data",
        &branch,
        "--set-aside",
        "--key",
        &other,
    ];
    let told = nusa(restore).must(1).err;
    assert!(told.contains("another device.key"), "{told}");
    assert_eq!(chain.heads("branch"), now, "nothing was set aside for it");
}
