//! The demo in front of people: weeks of past trade on which every node agrees,
//! people who can sign in, data that stay, and a clean end.

use nusa::{
    demo::{http::Http, logins::Login},
    home::Home,
};
use nusa_store::Look;
use serde_json::{Value, json};

use crate::{
    place::{Place, nusa, three_ports},
    serve::{Served, block_on},
};

/// A demo that has printed its tables.
fn ready(data: &str, port: u16) -> Served {
    let port = port.to_string();
    let words = ["demo", "--data", data, "--port", &port, "--weeks", "1"];
    let mut demo = Served::start(&words);
    demo.after("Ctrl-C stops");
    demo
}

async fn signed_in(port: u16, who: &Login) -> Http {
    let node = Http::new(&format!("http://127.0.0.1:{port}"));
    let body = json!({ "login": who.login, "password": who.password });
    let told = node.post("/api/v1/session", &body).await.unwrap();
    assert_eq!(told.status, 201, "{}", told.words());
    let token = told.body["token"].as_str().unwrap().to_owned();
    node.signed_in(token)
}

async fn items(node: &Http, path: &str) -> Vec<Value> {
    let told = node.get(path).await.unwrap();
    assert!(told.is_ok(), "{path}: {}", told.words());
    told.body["items"].as_array().unwrap().clone()
}

/// Days, sales and revenue of a branch as a node reports them.
async fn trade(node: &Http, branch: u32) -> (usize, i64, i64) {
    let day = |ago: i64| {
        let at = nusa_facts::Millis(nusa::clock::wall().0 - ago * 86_400_000);
        nusa_facts::BusinessDate::of(at, 0, 0).unwrap().to_string()
    };
    let (from, to) = (day(20), day(-1));
    let path = format!("/api/v1/reports/days?from={from}&to={to}&branch={branch}");
    let days = items(node, &path).await;
    let sum = |name: &str| days.iter().filter_map(|day| day[name].as_i64()).sum();
    (days.len(), sum("sales"), sum("total"))
}

#[test]
fn s1_009_a_demo_comes_with_goods_branches_people_deliveries_and_weeks_of_sales() {
    let place = Place::new();
    let (data, port) = (place.word("demo"), three_ports());
    let demo = ready(&data, port);
    let logins: Vec<Login> =
        serde_json::from_slice(&std::fs::read(place.path("demo/demo-logins")).unwrap()).unwrap();
    block_on(async {
        let owner = logins.iter().find(|login| login.login == "sari").unwrap();
        let centre = signed_in(port, owner).await;
        for branch in [1, 2] {
            let there = trade(&centre, branch).await;
            let own = signed_in(port + u16::try_from(branch).unwrap(), owner).await;
            assert_eq!(trade(&own, branch).await, there, "branch {branch}");
            assert!(there.0 >= 7 && there.1 > 300, "{there:?}");
        }
        assert!(items(&centre, "/api/v1/products?limit=500").await.len() >= 200);
        let on_the_road = items(&centre, "/api/v1/transfers?state=road").await;
        assert_eq!(on_the_road.len(), 1, "one delivery waits to be received");
        for login in &logins {
            let step = match login.branch.as_deref() {
                None => 0,
                Some("JKT01") => 1,
                Some(_) => 2,
            };
            signed_in(port + step, login).await;
        }
        let shop = signed_in(port + 1, owner).await;
        assert!(items(&shop, "/api/v1/shifts").await.len() > 14);
        let cafe = signed_in(port + 2, owner).await;
        assert_eq!(items(&cafe, "/api/v1/tables").await.len(), 12);
        assert_eq!(items(&cafe, "/api/v1/modifiers").await.len(), 5);
    });
    assert_eq!(demo.terminate(), Some(0));
    for branch in ["JKT01", "SBY01"] {
        let node = Home::at(&place.path(&format!("demo/{branch}")))
            .read()
            .unwrap();
        let pins = node.notes("pin/").unwrap().len();
        let own = |login: &&Login| login.branch.as_deref() == Some(branch) && login.pin.is_some();
        assert_eq!(pins, logins.iter().filter(own).count(), "{branch}");
    }
    let again = ready(&data, port);
    let kept = std::fs::read(place.path("demo/demo-logins")).unwrap();
    let kept: Vec<Login> = serde_json::from_slice(&kept).unwrap();
    assert_eq!(kept, logins, "the printed passwords stay true");
    assert_eq!(again.terminate(), Some(0));
    for node in ["centre", "JKT01", "SBY01"] {
        nusa(["verify", "--data", &place.word(&format!("demo/{node}"))]).must(0);
    }
}

#[test]
fn a_demo_that_was_ended_while_its_past_was_made_begins_anew() {
    let place = Place::new();
    let data = place.word("demo");
    std::fs::create_dir_all(place.path("demo/in-the-making/centre")).unwrap();
    place.file("demo/in-the-making/centre/nusa.db", "half");
    let demo = ready(&data, three_ports());
    assert!(!place.path("demo/in-the-making").exists());
    assert_eq!(demo.terminate(), Some(0));
}
