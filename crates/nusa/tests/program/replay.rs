//! The main job: real baskets at branches that are cut off, every sum at the
//! centre afterwards. Files of public data are replayed where they are present.

use crate::place::{Ended, Place, nusa, shared_data, three_ports};

fn last_line(ended: &Ended) -> serde_json::Value {
    serde_json::from_str(ended.out.lines().last().unwrap_or_default()).unwrap()
}

#[test]
fn replay_of_generated_baskets_agrees_and_can_be_repeated() {
    let place = Place::new();
    for round in 0..2 {
        let ended = place.demo(300).must(0);
        let line = last_line(&ended);
        assert_eq!(
            (line["ok"].as_bool(), line["sales"].as_i64()),
            (Some(true), Some(300)),
            "round {round}: {line}"
        );
        assert_eq!(line["revenue"], line["expected_revenue"]);
        let names: Vec<_> = line
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        let mut promised = [
            "ok",
            "sales",
            "lines",
            "revenue",
            "expected_revenue",
            "seconds",
        ];
        promised.sort_unstable();
        assert_eq!(names, promised);
        assert!(
            ended.err.contains("the link to the centre is cut") && ended.err.contains("restored"),
            "{}",
            ended.err
        );
    }
}

#[test]
fn replay_of_a_file_can_be_spread_over_both_branches() {
    let place = Place::new();
    let rows = (0..120).map(|n| {
        format!(
            "milk,bread {},eggs{}\n",
            n % 7,
            if n % 3 == 0 { ",milk" } else { "" }
        )
    });
    let file = place.file("baskets.csv", &rows.collect::<String>());
    let (port, data) = (three_ports().to_string(), place.word("demo"));
    let ended = nusa([
        "demo",
        "--data",
        &data,
        "--port",
        &port,
        "--headless",
        "--spread",
        "--replay",
        &file,
    ])
    .must(0);
    let line = last_line(&ended);
    assert_eq!(
        (line["sales"].as_i64(), line["lines"].as_i64()),
        (Some(120), Some(360)),
        "{line}"
    );
    assert!(
        ended.out.contains("JKT01: 60 sales") && ended.out.contains("SBY01: 60 sales"),
        "{}",
        ended.out
    );
}

#[test]
fn replay_of_what_holds_no_basket_is_usage() {
    let place = Place::new();
    let (empty, data) = (place.file("empty.csv", ""), place.word("demo"));
    nusa(["demo", "--data", &data, "--headless", "--replay", &empty]).must(2);
    nusa([
        "demo",
        "--data",
        &data,
        "--headless",
        "--replay",
        &place.word("missing.csv"),
    ])
    .must(2);
    assert!(!place.path("demo").exists());
}

#[test]
fn replay_of_9835_real_baskets_of_a_grocery_agrees() {
    real("groceries.csv", 9_835);
}

#[test]
fn replay_of_9465_real_tickets_of_a_bakery_agrees() {
    real("bread_basket.csv", 9_465);
}

fn real(name: &str, sales: i64) {
    let Some(file) = shared_data(name) else {
        println!("{name} is not beside this project, so it is not replayed here");
        return;
    };
    let place = Place::new();
    let (port, data) = (three_ports().to_string(), place.word("demo"));
    let ended = nusa([
        "demo",
        "--data",
        &data,
        "--port",
        &port,
        "--headless",
        "--replay",
        file.to_str().unwrap(),
    ])
    .must(0);
    let line = last_line(&ended);
    assert_eq!(
        (line["ok"].as_bool(), line["sales"].as_i64()),
        (Some(true), Some(sales)),
        "{line}"
    );
}

#[test]
fn only_a_demo_is_thrown_away() {
    let place = Place::new();
    let data = place.word("demo");
    std::fs::create_dir(&data).unwrap();
    place.file("demo/thesis.txt", "years of work");
    nusa([
        "demo",
        "--data",
        &data,
        "--fresh",
        "--headless",
        "--baskets",
        "10",
    ])
    .must(2);
    assert!(place.path("demo/thesis.txt").exists());
    std::fs::remove_file(place.path("demo/thesis.txt")).unwrap();
    place.demo(10).must(0);
    let logins = std::fs::read(place.path("demo/demo-logins")).unwrap();
    place.demo(10).must(0);
    assert_eq!(
        std::fs::read(place.path("demo/demo-logins")).unwrap(),
        logins,
        "passwords stay"
    );
    let port = three_ports().to_string();
    nusa([
        "demo",
        "--data",
        &data,
        "--port",
        &port,
        "--fresh",
        "--headless",
        "--baskets",
        "10",
    ])
    .must(0);
    assert_ne!(
        std::fs::read(place.path("demo/demo-logins")).unwrap(),
        logins,
        "a fresh demo draws new ones"
    );
}
