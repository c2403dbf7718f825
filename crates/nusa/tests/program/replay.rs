//! The main job: real baskets at branches that are cut off, every sum at the
//! centre afterwards. Files of public data are replayed where they are present.

use nusa::home::Home;
use nusa_facts::{BranchId, stock::Location};
use nusa_rules::rows::OrderState;
use nusa_store::Look;

use crate::place::{Ended, Place, nusa, shared_data, three_ports};

/// The café among the demo's branches.
const CAFE: BranchId = BranchId(2);

fn last_line(ended: &Ended) -> serde_json::Value {
    serde_json::from_str(ended.out.lines().last().unwrap_or_default()).unwrap()
}

#[test]
fn replay_of_generated_baskets_agrees_and_can_be_repeated() {
    let place = Place::new();
    for round in 0..2 {
        let ended = place.demo(300).must(0);
        let line = last_line(&ended);
        let kinds = (line["sales"].as_i64(), line["orders"].as_i64());
        assert_eq!(
            (line["ok"].as_bool(), kinds),
            (Some(true), (Some(200), Some(100))),
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
            "orders",
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
        ["sales", "orders", "lines"].map(|name| line[name].as_i64()),
        [Some(60), Some(60), Some(360)],
        "{line}"
    );
    assert!(
        ended.out.contains("JKT01: 60 sales") && ended.out.contains("SBY01: 60 orders"),
        "{}",
        ended.out
    );
}

/// A file of so many tickets as a bakery's till writes it, with what they come to: lines, pieces and rupiah.
fn tickets(count: u32) -> (String, [i64; 3]) {
    let price = |item: &str| 1_000 + 500 * i64::from(crc32fast::hash(item.as_bytes()) % 190);
    let mut text = "Date,Time,Transaction,Item\n".to_owned();
    let (mut lines, mut pieces, mut sum) = (0, 0, 0);
    for n in 1..=count {
        let mut bought = vec!["Bread".to_owned(), format!("Cake {}", n % 9)];
        lines += 2;
        if n % 4 == 0 {
            bought.push("Bread".to_owned());
        }
        for item in &bought {
            pieces += 1;
            sum += price(item);
            text += &format!("2016-10-30,09:58:11,{n},{item}\n");
        }
        text += &format!("2016-10-30,09:58:11,{n},NONE\n");
    }
    (text, [lines, pieces, sum])
}

#[test]
fn replay_of_tickets_orders_them_at_tables_and_nothing_twice() {
    const COUNT: u32 = 130;
    let place = Place::new();
    let (text, [lines, pieces, sum]) = tickets(COUNT);
    let file = place.file("tickets.csv", &text);
    let (port, data) = (three_ports().to_string(), place.word("demo"));
    let ended = nusa([
        "demo",
        "--data",
        &data,
        "--port",
        &port,
        "--headless",
        "--replay",
        &file,
    ])
    .must(0);
    let line = last_line(&ended);
    let names = ["sales", "orders", "lines", "revenue", "expected_revenue"];
    assert_eq!(
        names.map(|name| line[name].as_i64()),
        [0, i64::from(COUNT), lines, sum, sum].map(Some),
        "{line}"
    );
    // One of each step: sent, and the socket gone before its answer.
    let lost = ended
        .err
        .lines()
        .find(|line| line.contains("answers were lost"));
    let lost = lost.and_then(|line| line.split(' ').next()?.parse::<u32>().ok());
    assert!(lost.is_some_and(|lost| lost >= 4), "{}", ended.err);
    assert!(
        ended.err.contains("the link to the centre is cut") && ended.err.contains("restored"),
        "{}",
        ended.err
    );
    for node in ["SBY01", "centre"] {
        let kept = Home::at(&place.path(&format!("demo/{node}")));
        let kept = kept.read().unwrap();
        let served = kept.orders(CAFE, OrderState::Finished).unwrap();
        let gross: i64 = served.iter().map(|order| order.gross).sum();
        assert_eq!((served.len(), gross), (COUNT as usize, sum), "{node}");
        for other in [
            OrderState::Placed,
            OrderState::Started,
            OrderState::Cancelled,
        ] {
            assert_eq!(kept.orders(CAFE, other).unwrap(), [], "{node}");
        }
        // Of the file's goods nothing was ever brought, so that their levels are what was sold.
        let levels = kept.shelf(Location::Branch(CAFE)).unwrap();
        let below = levels
            .iter()
            .map(|(_, milli)| milli)
            .filter(|milli| **milli < 0);
        assert_eq!(below.sum::<i64>(), -1_000 * pieces, "{node}");
        let sittings = kept.tables(CAFE).unwrap();
        assert!(
            sittings.len() == 12 && sittings.iter().all(|(_, running)| *running > 1),
            "the guests of every table left: {sittings:?}"
        );
    }
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
    real("groceries.csv", "sales", 9_835);
}

#[test]
fn replay_of_9465_real_tickets_of_a_bakery_agrees() {
    real("bread_basket.csv", "orders", 9_465);
}

fn real(name: &str, kind: &str, count: i64) {
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
        (line["ok"].as_bool(), line[kind].as_i64()),
        (Some(true), Some(count)),
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
