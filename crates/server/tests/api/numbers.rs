//! Numbers are numbers in requests and in answers; text in their place is refused by the name of its field.

use axum::http::StatusCode;
use serde_json::json;

use crate::{
    client::is,
    guests::{sit, table},
    shop::open,
    world::with_command,
};

#[tokio::test]
async fn d2_26_a_number_is_a_number_on_both_sides_and_text_in_its_place_is_refused() {
    let shop = open().await;
    let table = table(&shop, "7").await;
    let ani = sit(&shop, &table, "Ani").await;
    let menu = ani.get("/api/v1/guest/menu").await.good();
    for dish in menu["products"].as_array().unwrap() {
        for number in ["id", "category", "price", "per_milli"] {
            assert!(dish[number].is_i64(), "{number} of {dish}");
        }
    }
    let product = &menu["products"][0]["id"];
    for line in [
        json!({ "product": product.to_string(), "quantity_milli": 1_000 }),
        json!({ "product": product, "quantity_milli": "1000" }),
        json!({ "product": product, "quantity_milli": 1_000.5 }),
    ] {
        let body = with_command(json!({ "lines": [line] }));
        let answer = ani.ask("POST", "/api/v1/guest/orders", &body).await;
        is(&answer, StatusCode::UNPROCESSABLE_ENTITY, "body_invalid");
        assert!(
            answer.json["field"]
                .as_str()
                .unwrap()
                .starts_with("lines[0]."),
            "{}",
            answer.text
        );
    }
}
