//! The dashboard over HTTP: today's figures, the week with its empty days, what came
//! in last and late, low shelves, and how each branch stands.

use serde_json::{Value, json};

use crate::{
    shop::{Shop, days, open},
    world::{added, branch_row, eventually, with_command},
};

async fn dashboard(shop: &Shop) -> Value {
    shop.company.owner.get("/api/v1/dashboard").await.good()
}

async fn sold_and_heard() -> Shop {
    let shop = open().await;
    shop.sell(2).await.good();
    shop.sell(3).await.good();
    shop.branch.in_step(&shop.cashier).await;
    shop
}

#[tokio::test]
async fn s1_043_to_s1_047_today_is_told_by_branch_hour_and_week() {
    let shop = sold_and_heard().await;
    let region = added(
        &shop.company.owner,
        "/api/v1/regions",
        json!({ "name": "Papua" }),
    )
    .await;
    let mut closed = branch_row("JPR01", region);
    closed["active"] = false.into();
    added(&shop.company.owner, "/api/v1/branches", closed).await;
    let seen = dashboard(&shop).await;
    assert_eq!(
        (&seen["today"]["total"], &seen["today"]["sales"]),
        (&json!(90_000), &json!(2)),
        "{seen}"
    );
    assert_eq!(
        (&seen["today"]["revenue"], &seen["average"]),
        (&json!(90_000), &json!(45_000))
    );
    assert!(
        seen.get("change_ppm").is_none(),
        "nothing was sold a week ago"
    );
    assert_eq!(seen["branches"], json!({ "active": 1, "all": 2 }));
    assert_eq!(seen["products"], json!({ "active": 2, "retired": 0 }));
    let hours: Vec<i64> = seen["hours"]
        .as_array()
        .unwrap()
        .iter()
        .map(|hour| hour["total"].as_i64().unwrap())
        .collect();
    assert_eq!((hours.len(), hours.iter().sum::<i64>()), (24, 90_000));
    assert_eq!(seen["best"][0]["name"], "Nasi goreng");
    assert_eq!(seen["best"][0]["sold_milli"], 5_000);
    assert_eq!(seen["best"][0]["branches"], 1);
    let own = shop
        .company
        .owner
        .get(&format!("/api/v1/dashboard?branch={}", shop.company.branch))
        .await
        .good();
    assert_eq!(own["today"], seen["today"]);
}

#[tokio::test]
async fn d1_27_the_week_has_seven_days_and_the_empty_ones_too() {
    let shop = sold_and_heard().await;
    let seen = dashboard(&shop).await;
    let week = seen["week"].as_array().unwrap();
    let dates: Vec<&str> = week
        .iter()
        .map(|day| day["date"].as_str().unwrap())
        .collect();
    assert_eq!(dates.len(), 7);
    assert!(dates.is_sorted() && dates[6] == seen["date"].as_str().unwrap());
    let totals: Vec<i64> = week
        .iter()
        .map(|day| day["total"].as_i64().unwrap())
        .collect();
    assert_eq!(totals, [0, 0, 0, 0, 0, 0, 90_000]);
}

#[tokio::test]
async fn s1_048_the_lowest_shelves_come_first_and_say_what_is_on_the_road() {
    let shop = open().await;
    let [rice, tea] = shop.company.products;
    let stock = |lines: Value| with_command(json!({ "reference": "SJ-1", "lines": lines }));
    let all = json!([
        { "product": rice, "quantity_milli": 40_000 },
        { "product": tea, "quantity_milli": 9_000 }
    ]);
    let owner = &shop.company.owner;
    owner
        .post("/api/v1/stock/receipts", &stock(all))
        .await
        .good();
    let few = json!([{ "product": rice, "quantity_milli": 3_000 }]);
    shop.manager
        .post("/api/v1/stock/receipts", &stock(few))
        .await
        .good();
    let send = with_command(json!({
        "transfer": crate::world::command(), "to": { "branch": shop.company.branch },
        "lines": [{ "product": rice, "quantity_milli": 5_000 }],
    }));
    owner.post("/api/v1/transfers", &send).await.good();
    shop.branch.in_step(&shop.cashier).await;
    let seen = dashboard(&shop).await;
    let low: Vec<_> = seen["low_stock"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            (
                row["place"].clone(),
                row["name"].clone(),
                row["level_milli"].clone(),
                row["on_road_milli"].clone(),
            )
        })
        .collect();
    let shelf = format!("branch:{}", shop.company.branch);
    assert_eq!(
        low,
        [
            (
                json!(shelf),
                json!("Nasi goreng"),
                json!(3_000),
                json!(5_000)
            ),
            (json!("warehouse"), json!("Es teh"), json!(9_000), json!(0)),
        ]
    );
    assert_eq!(seen["on_road"], 1);
}

#[tokio::test]
async fn s1_049_the_sales_that_came_in_last_say_when() {
    let shop = open().await;
    shop.branch.switch.set(false);
    let first = shop.sell(1).await.good();
    let second = shop.sell(2).await.good();
    shop.branch.switch.set(true);
    shop.branch.in_step(&shop.cashier).await;
    let seen = dashboard(&shop).await;
    let latest = seen["latest"].as_array().unwrap();
    assert_eq!(
        (&latest[0]["sale"], &latest[1]["sale"], latest.len()),
        (&second["sale"], &first["sale"], 2)
    );
    for row in latest {
        assert_eq!(
            (&row["branch_name"], &row["late"]),
            (&json!("Nusa JKT01"), &json!(false))
        );
        let waited = row["received_at"].as_i64().unwrap() - row["at"].as_i64().unwrap();
        // The clocks of two nodes are told apart by half a round trip at most.
        assert!((-5_000..60_000).contains(&waited), "{row}");
    }
    let own = shop.manager.get("/api/v1/dashboard").await.good();
    assert_eq!(own["latest"][0]["sale"], second["sale"]);
    assert!(own["latest"][0].get("received_at").is_none());
}

#[tokio::test]
async fn each_branch_is_an_island_with_its_last_contact_and_what_it_holds() {
    let shop = sold_and_heard().await;
    let island = async |shop: &Shop| dashboard(shop).await["islands"][0].clone();
    let seen = island(&shop).await;
    assert_eq!(
        (&seen["code"], &seen["state"]),
        (&json!("JKT01"), &json!("connected"))
    );
    assert_eq!((&seen["backlog"], &seen["forks"]), (&json!(0), &json!(0)));
    assert_eq!(seen["today"], json!({ "sales": 2, "total": 90_000 }));
    assert!(seen["silent_ms"].as_i64().unwrap() < 30_000);
    assert!(seen["program"].as_str().unwrap().starts_with("nusa "));
    eventually("when it was heard is written down", async || {
        let reader = nusa_store::SqliteReader::open(shop.company.centre.directory.path()).unwrap();
        !nusa_node::sighting::sightings(&reader).unwrap().is_empty()
    })
    .await;
    let (from, _) = days();
    let past = format!("/api/v1/dashboard?date={from}");
    let past = shop.company.owner.get(&past).await.good();
    assert_eq!(
        (&past["date"], &past["today"]["sales"]),
        (&json!(from), &json!(0))
    );
}
