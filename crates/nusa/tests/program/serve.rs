//! Nodes that run: they say where they listen, print a set-up link once, answer,
//! and stop when they are told to.

use std::{
    io::{BufRead, BufReader},
    process::{Child, ChildStdout, Stdio},
};

use nusa::demo::http::Http;
use serde_json::json;

use crate::place::{Place, nusa, program, serving};

/// A served node; killed when the test forgets it.
pub(crate) struct Served {
    child: Child,
    lines: std::io::Lines<BufReader<ChildStdout>>,
}

impl Served {
    pub(crate) fn start(words: &[&str]) -> Self {
        let mut child = program()
            .args(words)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        Self { child, lines }
    }

    /// The rest of the next line that says this.
    pub(crate) fn after(&mut self, words: &str) -> String {
        let mut lines = self.lines.by_ref().map(Result::unwrap);
        lines
            .find_map(|line| line.split_once(words).map(|(_, rest)| rest.to_owned()))
            .expect(words)
    }

    pub(crate) fn terminate(mut self) -> Option<i32> {
        let id = self.child.id().to_string();
        std::process::Command::new("kill")
            .args(["-TERM", &id])
            .status()
            .unwrap();
        self.child.wait().unwrap().code()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) fn block_on<T>(work: impl Future<Output = T>) -> T {
    nusa::machine::runtime().unwrap().block_on(work)
}

#[test]
fn a_new_centre_prints_a_link_that_makes_the_owner_once() {
    let place = Place::new();
    let data = place.word("centre");
    let mut served = Served::start(&serving("centre", &data));
    let base = served.after("listens on ");
    let link = served.after("ends: ");
    let token = link.rsplit_once('#').unwrap().1.to_owned();
    block_on(async {
        let node = Http::new(&base);
        let owner = |token: &str| json!({ "token": token, "login": "sari", "name": "Sari", "password": "rahasia sekali" });
        assert_eq!(
            node.post("/api/v1/setup", &owner("guess"))
                .await
                .unwrap()
                .code(),
            "set_up_link_invalid"
        );
        assert_eq!(
            node.post("/api/v1/setup", &owner(&token))
                .await
                .unwrap()
                .status,
            201
        );
        assert_eq!(
            node.post("/api/v1/setup", &owner(&token))
                .await
                .unwrap()
                .code(),
            "already_set_up"
        );
        assert_eq!(node.get("/readyz").await.unwrap().status, 200);
        assert_eq!(
            node.put("/api/v1/link", &json!({ "open": false }))
                .await
                .unwrap()
                .status,
            404,
            "only a demo has a switch"
        );
    });
    nusa(["verify", "--data", &data]).must(4);
    assert_eq!(served.terminate(), Some(0));
    nusa(["verify", "--data", &data]).must(0);

    let mut again = Served::start(&serving("centre", &data));
    again.after("listens on ");
    assert_eq!(again.terminate(), Some(0));
}

#[test]
fn a_device_becomes_a_branch_with_a_code_that_works_once() {
    let place = Place::new();
    let data = place.centre("centre");
    let mut centre = Served::start(&serving("centre", &data));
    let base = centre.after("listens on ");
    let code = block_on(enrol_code(&base));
    let branch = place.word("branch");
    let enrol =
        |data: &str, code: &str| nusa(["enrol", "--data", data, "--centre", &base, "--code", code]);
    enrol(&place.word("other"), "AAAA-BBBB-CCCC").must(1);
    let told = enrol(&branch, &code).must(0).out;
    assert!(told.contains("is the node of branch BDG01"), "{told}");
    enrol(&place.word("thief"), &code).must(1);
    nusa(["sync", "once", "--data", &branch]).must(0);

    let mut served = Served::start(&serving("branch", &branch));
    let own = served.after("listens on ");
    let told = block_on(async {
        let body = json!({ "login": "sari", "password": "rahasia sekali" });
        Http::new(&own)
            .post("/api/v1/session", &body)
            .await
            .unwrap()
    });
    assert_eq!(
        told.status,
        201,
        "the owner of the company signs in at the branch: {}",
        told.words()
    );
    assert_eq!(served.terminate(), Some(0));
    assert_eq!(centre.terminate(), Some(0));
    let told = nusa(["sync", "once", "--data", &branch]).must(1).err;
    assert!(told.contains("was not reached"), "{told}");
}

/// Makes a region and a branch over HTTP, and asks for a code.
pub(crate) async fn enrol_code(base: &str) -> String {
    let node = Http::new(base);
    let body = json!({ "login": "sari", "password": "rahasia sekali" });
    let token = node.post("/api/v1/session", &body).await.unwrap().body["token"]
        .as_str()
        .unwrap()
        .to_owned();
    let node = node.signed_in(token);
    let command = || nusa::chance::command();
    let region = node
        .post(
            "/api/v1/regions",
            &json!({ "command": command(), "name": "Jawa Barat" }),
        )
        .await
        .unwrap();
    let region: u32 = region.body["rows"][0]["id"]
        .as_str()
        .unwrap()
        .parse()
        .unwrap();
    let body =
        json!({ "command": command(), "code": "BDG01", "name": "Nusa Dago", "region": region });
    let made = node.post("/api/v1/branches", &body).await.unwrap();
    assert_eq!(made.status, 201, "{}", made.words());
    let id = made.body["rows"][0]["id"].as_str().unwrap().to_owned();
    let code = node
        .post(&format!("/api/v1/branches/{id}/enrol-code"), &json!({}))
        .await
        .unwrap();
    code.body["code"]
        .as_str()
        .unwrap_or_else(|| panic!("{}", code.words()))
        .to_owned()
}

#[test]
fn a_single_shop_runs_in_one_process_and_grows_out_of_it() {
    let place = Place::new();
    let data = place.word("shop");
    let mut solo = Served::start(&serving("solo", &data));
    let base = solo.after("branch listens on ");
    let link = solo.after("ends: ");
    assert!(link.starts_with(&format!("{base}/centre/mulai#")), "{link}");
    let token = link.rsplit_once('#').unwrap().1.to_owned();
    block_on(async {
        let centre = Http::new(&format!("{base}/centre"));
        let body = json!({ "token": token, "login": "sari", "name": "Sari", "password": "rahasia sekali" });
        assert_eq!(
            centre.post("/api/v1/setup", &body).await.unwrap().status,
            201
        );
        let body = json!({ "login": "sari", "password": "rahasia sekali" });
        let mut told = 0;
        // Fewer tries than failures that hold a sign-in name off.
        for _ in 0..4 {
            tokio::time::sleep(std::time::Duration::from_secs(10)).await;
            told = Http::new(&base)
                .post("/api/v1/session", &body)
                .await
                .unwrap()
                .status;
            if told == 201 {
                break;
            }
        }
        assert_eq!(told, 201, "the branch was not told of the owner");
    });
    assert_eq!(solo.terminate(), Some(0));
    for part in ["shop/centre", "shop/branch"] {
        nusa(["verify", "--data", &place.word(part)]).must(0);
    }
    let mut alone = Served::start(&serving("centre", &place.word("shop/centre")));
    alone.after("listens on ");
    assert_eq!(alone.terminate(), Some(0));
}
