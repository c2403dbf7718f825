//! What guests say of their dishes: each phone of what it ordered and was served, once; and what the office and
//! the menu make of it.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::{
    client::{Answer, is},
    dining::pay,
    guests::{Phone, sit, table},
    rows::items,
    shop::{Shop, open},
    world::{eventually, with_command},
};

/// A phone orders one of each of the first two products; gives the order.
pub(crate) async fn eat(shop: &Shop, phone: &Phone) -> String {
    let lines: Vec<Value> = shop.company.products[..2]
        .iter()
        .map(|product| json!({ "product": product, "quantity_milli": 1_000 }))
        .collect();
    let body = with_command(json!({ "lines": lines }));
    let placed = phone.ask("POST", "/api/v1/guest/orders", &body).await;
    placed.good()["order"].as_str().unwrap().to_owned()
}

pub(crate) async fn serve(shop: &Shop, order: &str) {
    for step in ["start", "finish"] {
        let path = format!("/api/v1/orders/{order}/{step}");
        let body = with_command(json!({}));
        shop.cashier.post(&path, &body).await.good();
    }
}

pub(crate) fn stars(product: &Value, stars: i64) -> Value {
    json!({ "product": product, "stars": stars })
}

pub(crate) async fn rate(phone: &Phone, bill: &str, dishes: &[Value]) -> Answer {
    let body = with_command(json!({
        "bill": bill,
        "named": true,
        "dishes": dishes,
        "message": "Nyaman",
    }));
    phone.ask("POST", "/api/v1/guest/ratings", &body).await
}

async fn own(phone: &Phone) -> Value {
    phone.get("/api/v1/guest/ratings").await.good()["bills"].clone()
}

async fn close(shop: &Shop, table: &str, sitting: u32) {
    let path = format!("/api/v1/tables/{table}/close");
    let body = with_command(json!({ "sitting": sitting }));
    shop.cashier.post(&path, &body).await.good();
}

#[tokio::test]
async fn s2_032_d2_23_a_phone_rates_what_it_ordered_and_was_served_once() {
    let shop = open().await;
    let seven = table(&shop, "7").await;
    let (ani, budi) = (
        sit(&shop, &seven, "Ani").await,
        sit(&shop, &seven, "Budi").await,
    );
    let bill = eat(&shop, &ani).await;
    assert_eq!(own(&ani).await, json!([]), "nothing was served");
    let [rice, tea] = [0, 1].map(|n| json!(shop.company.products[n]));
    let early = rate(&ani, &bill, &[stars(&rice, 5)]).await;
    is(&early, StatusCode::CONFLICT, "not_served");
    serve(&shop, &bill).await;
    assert_eq!(own(&budi).await, json!([]), "of Ani's phone alone");
    is(
        &rate(&budi, &bill, &[stars(&rice, 1)]).await,
        StatusCode::UNPROCESSABLE_ENTITY,
        "lines_missing",
    );
    let never = rate(&ani, &bill, &[stars(&json!(999_999), 1)]).await;
    is(&never, StatusCode::UNPROCESSABLE_ENTITY, "lines_missing");
    for wrong in [0, 6] {
        let answer = rate(&ani, &bill, &[stars(&rice, wrong)]).await;
        is(&answer, StatusCode::UNPROCESSABLE_ENTITY, "body_invalid");
        assert_eq!(answer.json["field"], "dishes[0].stars");
    }
    let shown = own(&ani).await;
    assert_eq!(shown[0]["dishes"].as_array().unwrap().len(), 2);
    assert_eq!(shown[0]["dishes"][0]["said"], Value::Null);

    let body = with_command(json!({
        "bill": bill,
        "named": true,
        "dishes": [{ "product": rice, "stars": 3, "lacks": ["slow"], "comment": "Lama" }],
    }));
    let first = ani.ask("POST", "/api/v1/guest/ratings", &body).await.good();
    let again = ani.ask("POST", "/api/v1/guest/ratings", &body).await.good();
    assert_eq!(first, again, "the same bytes (I7)");
    is(
        &rate(&ani, &bill, &[stars(&rice, 5)]).await,
        StatusCode::CONFLICT,
        "dish_rated",
    );
    let said = json!({ "stars": 3, "lacks": ["slow"], "comment": "Lama" });
    assert_eq!(own(&ani).await[0]["dishes"][0]["said"], said);
    assert_eq!(own(&ani).await[0]["dishes"][1]["said"], Value::Null);

    // The same dish again on the same bill is the same rating.
    let second = eat(&shop, &ani).await;
    serve(&shop, &second).await;
    is(
        &rate(&ani, &bill, &[stars(&rice, 5)]).await,
        StatusCode::CONFLICT,
        "dish_rated",
    );
    rate(&ani, &bill, &[stars(&tea, 4)]).await.good();
}

#[tokio::test]
async fn s2_047_whoever_left_still_says_how_it_was_and_a_stranger_does_not() {
    let shop = open().await;
    let seven = table(&shop, "7").await;
    let ani = sit(&shop, &seven, "Ani").await;
    let bill = eat(&shop, &ani).await;
    serve(&shop, &bill).await;
    pay(&shop, &seven).await;
    close(&shop, &seven, 1).await;
    is(
        &ani.get("/api/v1/guest/table").await,
        StatusCode::CONFLICT,
        "sitting_over",
    );
    assert_eq!(own(&ani).await[0]["bill"], json!(bill));
    let next = sit(&shop, &seven, "Cici").await;
    assert_eq!(own(&next).await, json!([]));
    let rice = json!(shop.company.products[0]);
    is(
        &rate(&next, &bill, &[stars(&rice, 1)]).await,
        StatusCode::UNPROCESSABLE_ENTITY,
        "lines_missing",
    );
    rate(&ani, &bill, &[stars(&rice, 5)]).await.good();
    let told = items(
        &shop.manager,
        &format!("/api/v1/ratings?{}", day_of(&shop, &bill).await),
    )
    .await;
    assert_eq!(
        (&told[1]["guest"], &told[1]["label"], &told[1]["stars"]),
        (&json!("Ani"), &json!("7"), &json!(5)),
        "the name that was given comes along, also after the guests left"
    );
    assert_eq!(told[0]["comment"], "Nyaman", "a word to the shop");
    assert_eq!(told[0].get("stars"), None);
}

/// The day of an order as a question's parameters.
pub(crate) async fn day_of(shop: &Shop, order: &str) -> String {
    let order = shop
        .cashier
        .get(&format!("/api/v1/orders/{order}"))
        .await
        .good();
    let day = order["business_date"].as_str().unwrap();
    format!("from={day}&to={day}")
}

#[tokio::test]
async fn s2_033_s2_081_the_office_lists_and_sorts_what_guests_said_and_the_menu_averages_it() {
    let shop = open().await;
    let mut span = String::new();
    let [rice, tea] = [0, 1].map(|n| json!(shop.company.products[n]));
    for (label, n) in [("7", 5), ("8", 1), ("9", 4)] {
        let table = table(&shop, label).await;
        let phone = sit(&shop, &table, "Ani").await;
        let bill = eat(&shop, &phone).await;
        serve(&shop, &bill).await;
        let dishes = [stars(&rice, n), stars(&tea, 6 - n)];
        rate(&phone, &bill, &dishes).await.good();
        span = day_of(&shop, &bill).await;
    }
    let list = async |more: &str| -> Vec<(Value, Value)> {
        let rows = items(&shop.manager, &format!("/api/v1/ratings?{span}{more}")).await;
        let pair = |row: &Value| (row["product"].clone(), row["stars"].clone());
        rows.iter().map(pair).collect()
    };
    assert_eq!(list("").await.len(), 9, "six dishes and three words");
    let stars_of = |rows: Vec<(Value, Value)>| -> Vec<i64> {
        rows.iter()
            .filter_map(|(_, stars)| stars.as_i64())
            .collect()
    };
    assert_eq!(stars_of(list("&sort=worst").await), [1, 1, 2, 4, 5, 5]);
    assert_eq!(stars_of(list("&sort=best").await), [5, 5, 4, 2, 1, 1]);
    assert_eq!(list("&stars=5").await.len(), 2);
    assert_eq!(list(&format!("&product={rice}")).await.len(), 3);
    let by_dish = list("&sort=dish").await;
    let mut sorted = by_dish.clone();
    sorted.dedup_by(|a, b| a.0 == b.0);
    assert_eq!((by_dish.len(), sorted.len()), (6, 2), "dish after dish");
    assert_eq!(list("&sort=branch").await.len(), 9);
    // Page by page it is the same list.
    for sort in ["newest", "worst", "best", "dish", "branch"] {
        let whole = list(&format!("&sort={sort}")).await;
        let mut paged = Vec::new();
        let mut after = String::new();
        loop {
            let path = format!("/api/v1/ratings?{span}&sort={sort}&limit=2{after}");
            let page = shop.manager.get(&path).await.good();
            let rows = page["items"].as_array().unwrap().clone();
            paged.extend(
                rows.iter()
                    .map(|row| (row["product"].clone(), row["stars"].clone())),
            );
            match page["next"].as_str() {
                Some(next) => after = format!("&after={next}"),
                None => break,
            }
        }
        assert_eq!(paged, whole, "{sort}");
    }
    let path = format!("/api/v1/ratings/dishes?{span}");
    let dishes = shop.manager.get(&path).await.good();
    assert_eq!(dishes["all"]["times"], 6);
    assert_eq!(dishes["items"][0]["average"], 333);
    assert_eq!(dishes["items"][0]["product"], rice);
    assert_eq!(dishes["items"][1]["average"], 267);
    is(
        &shop.cashier.get(&path).await,
        StatusCode::FORBIDDEN,
        "forbidden",
    );
}

#[tokio::test]
async fn the_menu_shows_what_dishes_were_given_where_the_shop_wants_it_and_enough_rated() {
    let shop = open().await;
    let rice = json!(shop.company.products[0]);
    let mut phones = Vec::new();
    for label in ["7", "8", "9"] {
        let table = table(&shop, label).await;
        phones.push(sit(&shop, &table, "Ani").await);
    }
    let average = async || {
        let menu = phones[0].get("/api/v1/guest/menu").await.good();
        let dishes = menu["products"].as_array().unwrap().clone();
        let own = dishes.into_iter().find(|dish| dish["id"] == rice).unwrap();
        own.get("stars").cloned()
    };
    for (n, phone) in phones.iter().enumerate() {
        let bill = eat(&shop, phone).await;
        serve(&shop, &bill).await;
        let stars = [stars(&rice, 5 - 2 * i64::try_from(n).unwrap())];
        rate(phone, &bill, &stars).await.good();
        assert_eq!(average().await, None, "the shop does not show it");
    }
    let mut settings = crate::world::branch_row("JKT01", 1);
    settings["stars_on_menu"] = true.into();
    let path = format!("/api/v1/branches/{}", shop.company.branch);
    let owner = &shop.company.owner;
    owner
        .ask("PUT", &path, &with_command(settings))
        .await
        .good();
    eventually("the menu shows an average", async || {
        average().await == Some(json!(300))
    })
    .await;
}
