//! Nodes for tests: a centre that was set up by its link, branches that enrolled
//! with a code, each in a directory of its own, all on ports that were free.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use nusa_facts::{
    CommandId, Millis,
    master::{EntityKey, EntityKind, Staff},
    uuid7::IdMaker,
};
use nusa_node::{
    Node, Senses, boot::found_centre, credential::credential, enrol::become_branch,
    staff::person_by_login,
};
use nusa_server::{
    Centre, Plan, Running, Switch,
    clock::Clock,
    dice,
    link::{carrier::HttpCarrier, enrol::enrol},
    serve,
};
use nusa_store::{Look, Options, SqliteReader, SqliteStore};
use nusa_sync::{clock::Mono, sign::DeviceKey};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::client::Client;

pub(crate) const PASSWORD: &str = "rahasia-sekali";

/// Clock and dice of the machine, by way of this crate's own.
struct TestSenses(Clock);

impl Senses for TestSenses {
    fn wall(&mut self) -> Millis {
        self.0.wall()
    }

    fn elapsed(&mut self) -> Mono {
        Mono(self.0.elapsed_ms())
    }

    fn dice(&mut self) -> u64 {
        dice::dice()
    }
}

fn senses() -> Box<dyn Senses> {
    Box::new(TestSenses(Clock::start()))
}

fn store(directory: &Path) -> SqliteStore {
    SqliteStore::open(
        directory,
        &Options {
            ballast_bytes: 0,
            ..Options::default()
        },
    )
    .unwrap()
}

pub(crate) fn here() -> Option<SocketAddr> {
    Some(SocketAddr::from(([127, 0, 0, 1], 0)))
}

/// A node that is served.
pub(crate) struct Served {
    pub(crate) running: Running,
    pub(crate) base: String,
    pub(crate) client: Client,
    pub(crate) directory: TempDir,
    /// Milliseconds by which the node's door is ahead of the machine's clock.
    pub(crate) ahead_ms: Arc<AtomicI64>,
}

fn served(running: Running, directory: TempDir, ahead_ms: Arc<AtomicI64>) -> Served {
    let base = format!("http://{}", running.addr.expect("it listens"));
    Served {
        client: Client::to(&base),
        base,
        running,
        directory,
        ahead_ms,
    }
}

/// Serves a centre that stands in a directory.
async fn serve_centre(
    store: SqliteStore,
    directory: TempDir,
    faces: nusa_server::faces::Faces,
) -> Served {
    let node = Node::wake(store, senses(), None).unwrap().node;
    let ahead_ms = Arc::default();
    let plan = Plan {
        clock: Clock::ahead_by(Arc::clone(&ahead_ms)),
        node,
        listen: here(),
        live: None,
        centre: None,
        faces,
        papers: None,
        press: None,
        switch: None,
        beside: None,
    };
    served(serve(plan).await.unwrap(), directory, ahead_ms)
}

/// A centre at its first start.
pub(crate) async fn new_centre() -> Served {
    new_centre_with(crate::faces::few()).await
}

/// A centre at its first start, with this front end.
pub(crate) async fn new_centre_with(faces: nusa_server::faces::Faces) -> Served {
    let directory = TempDir::new().unwrap();
    let mut store = store(directory.path());
    found_centre(&mut store, &mut *senses()).unwrap();
    serve_centre(store, directory, faces).await
}

/// A command id that nobody used.
pub(crate) fn command() -> String {
    CommandId(IdMaker::default().next(Clock::start().wall(), dice::dice())).to_string()
}

/// A body with a fresh command id.
pub(crate) fn with_command(mut body: Value) -> Value {
    body["command"] = command().into();
    body
}

impl Served {
    /// Lets time pass at the node's door, and wakes the queue of mails, which looks at the clock by itself only
    /// now and then.
    pub(crate) fn skip(&self, ms: i64) {
        self.ahead_ms.fetch_add(ms, Ordering::Relaxed);
        self.running.app().mails.ring();
    }

    /// The centre in a new life: another process on the same directory.
    pub(crate) async fn started_again(self) -> Self {
        let node = self.running.stop().await.expect("the node comes back");
        drop(node);
        serve_centre(
            store(self.directory.path()),
            self.directory,
            crate::faces::few(),
        )
        .await
    }

    /// The token of the set-up link.
    pub(crate) fn set_up_token(&self) -> String {
        let link = self.running.set_up.clone().expect("the link waits");
        link.split_once('#')
            .expect("the token stands after the #")
            .1
            .to_owned()
    }

    /// The owner, made by the link, with a fresh sign-in.
    pub(crate) async fn set_up(&self) -> Client {
        let body = json!({ "token": self.set_up_token(), "login": "ibu", "name": "Ibu Sri", "password": PASSWORD });
        let view = self.client.post("/api/v1/setup", &body).await.good();
        self.client.with(view["token"].as_str().unwrap())
    }

    pub(crate) async fn sign_in(&self, login: &str) -> Client {
        let body = json!({ "login": login, "password": PASSWORD });
        let view = self.client.post("/api/v1/session", &body).await.good();
        self.client.with(view["token"].as_str().unwrap())
    }
}

/// A centre with its owner, a region, a branch, people and goods.
pub(crate) struct Company {
    pub(crate) centre: Served,
    pub(crate) owner: Client,
    pub(crate) branch: u32,
    /// Nasi goreng and es teh.
    pub(crate) products: [u32; 2],
}

pub(crate) async fn added(client: &Client, path: &str, body: Value) -> u32 {
    let answer = client.post(path, &with_command(body)).await.good();
    answer["rows"][0]["id"].as_str().unwrap().parse().unwrap()
}

pub(crate) async fn company() -> Company {
    let centre = new_centre().await;
    let owner = centre.set_up().await;
    let region = added(&owner, "/api/v1/regions", json!({ "name": "Jawa" })).await;
    let branch = added(&owner, "/api/v1/branches", branch_row("JKT01", region)).await;
    let category = added(&owner, "/api/v1/categories", json!({ "name": "Menu" })).await;
    let mut products = [0; 2];
    for (n, (sku, name, price)) in [("NG", "Nasi goreng", 18_000), ("ET", "Es teh", 5_000)]
        .into_iter()
        .enumerate()
    {
        let row = json!({ "sku": sku, "name": name, "category": category, "unit": "porsi" });
        products[n] = added(&owner, "/api/v1/products", row).await;
        let price =
            json!({ "product": products[n], "scope": "company", "amount": price, "valid_from": 0 });
        added(&owner, "/api/v1/prices", price).await;
    }
    for role in ["manager", "cashier", "kitchen", "waiter"] {
        hire(&owner, role, json!([{ "role": role }])).await;
    }
    Company {
        centre,
        owner,
        branch,
        products,
    }
}

pub(crate) fn branch_row(code: &str, region: u32) -> Value {
    json!({ "code": code, "name": format!("Nusa {code}"), "region": region, "shift_required": false })
}

/// Somebody who signs in under the given name with the tests' password.
pub(crate) async fn hire(owner: &Client, login: &str, grants: Value) -> u32 {
    let id = added(
        owner,
        "/api/v1/people",
        json!({ "login": login, "name": login, "grants": grants }),
    )
    .await;
    let path = format!("/api/v1/people/{id}/password");
    assert_eq!(
        owner
            .ask("PUT", &path, &json!({ "password": PASSWORD }))
            .await
            .status,
        204
    );
    id
}

/// A branch's node with its device key's dice, and the link's switch.
pub(crate) struct Branch {
    pub(crate) node: Served,
    pub(crate) switch: Switch,
    pub(crate) key: [u8; 32],
}

impl Company {
    /// The branch's node, enrolled over HTTP, linked to the centre at `centre`.
    pub(crate) async fn branch_at(&self, centre: &str) -> Branch {
        self.branch_to(Centre::At(centre.to_owned()), None).await
    }

    /// The branch's node, linked to the centre's router without a socket.
    pub(crate) async fn branch_in_process(&self) -> Branch {
        self.branch_to(Centre::Here(self.centre.running.router()), None)
            .await
    }

    /// The branch's node, told, with another program that makes its PDFs.
    pub(crate) async fn branch_with_press(&self, press: &Path) -> Branch {
        let centre = Centre::At(self.centre.base.clone());
        let branch = self.branch_to(centre, Some(press.to_owned())).await;
        branch.told().await;
        branch
    }

    async fn branch_to(&self, centre: Centre, press: Option<PathBuf>) -> Branch {
        let path = format!("/api/v1/branches/{}/enrol-code", self.branch);
        let code = self.owner.post(&path, &Value::Null).await.good()["code"]
            .as_str()
            .unwrap()
            .to_owned();
        let mut dice_of_key = [0; 32];
        dice_of_key[..16].copy_from_slice(&dice::bytes16());
        let key = DeviceKey::from_dice(dice_of_key);
        let enrolled = enrol(&HttpCarrier::to(&self.centre.base).unwrap(), &code, &key)
            .await
            .unwrap();
        let directory = TempDir::new().unwrap();
        let mut store = store(directory.path());
        become_branch(&mut store, &enrolled).unwrap();
        let node = Node::wake(store, senses(), None).unwrap().node;
        let switch = Switch::default();
        let ahead_ms = Arc::default();
        let plan = Plan {
            clock: Clock::ahead_by(Arc::clone(&ahead_ms)),
            node,
            listen: here(),
            live: here(),
            centre: Some((centre, key)),
            faces: crate::faces::few(),
            papers: None,
            press,
            switch: Some(switch.clone()),
            beside: None,
        };
        Branch {
            node: served(serve(plan).await.unwrap(), directory, ahead_ms),
            switch,
            key: dice_of_key,
        }
    }

    /// The branch's node, when it knows its goods and its people.
    pub(crate) async fn branch(&self) -> Branch {
        let branch = self.branch_at(&self.centre.base).await;
        branch.told().await;
        branch
    }
}

impl Branch {
    /// Waits until the master data came down: the branch's own row, its goods and how people sign in. Looks
    /// at the disk, because sign-ins that fail would have to wait.
    pub(crate) async fn told(&self) {
        let reader = SqliteReader::open(self.node.directory.path()).unwrap();
        let me = EntityKey::numbered(EntityKind::Branch, self.node.running.app().me.branch.0);
        eventually("the branch is told", async || {
            let cashier = person_by_login(&reader, "cashier").unwrap();
            let signs_in = |staff: Staff| credential(&reader, staff.id).unwrap().is_some();
            let goods = reader.entities(EntityKind::Price).unwrap();
            reader.entity(&me).unwrap().is_some()
                && goods.len() == 2
                && cashier.is_some_and(signs_in)
        })
        .await;
    }

    /// Waits until the centre has everything.
    pub(crate) async fn in_step(&self, who: &Client) {
        eventually("the centre has everything", async || {
            let link = who.get("/api/v1/link").await.good();
            link["state"] == "connected" && link["unsent"] == 0
        })
        .await;
    }
}

/// Asks until it is so, for half a minute.
pub(crate) async fn eventually(what: &str, so: impl AsyncFn() -> bool) {
    for _ in 0..600 {
        if so().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("not within half a minute: {what}");
}
