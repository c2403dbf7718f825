//! Pictures: the office brings one, a branch fetches it after the rows, screens
//! show it. Whatever is no picture stays outside.

use axum::http::StatusCode;
use serde_json::json;

use crate::{
    client::{Answer, Client, is},
    shop::open,
    world::{command, eventually},
};

async fn bring(client: &Client, bytes: &[u8]) -> Answer {
    let headers = [("content-type", "image/png")];
    client
        .send(client.request("POST", "/api/v1/blobs", &headers, bytes))
        .await
        .unwrap()
}

/// A PNG of one colour.
fn photo(width: u32, height: u32) -> Vec<u8> {
    let picture = image::RgbImage::from_pixel(width, height, image::Rgb([180, 60, 20]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture
        .write_to(&mut bytes, image::ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}

fn width(bytes: &[u8]) -> u32 {
    image::load_from_memory(bytes).unwrap().width()
}

#[tokio::test]
async fn s1_064_a_picture_reaches_the_branch_after_its_product() {
    let shop = open().await;
    let owner = &shop.company.owner;
    let kept = bring(owner, &photo(1_600, 800)).await.good();
    assert_eq!(
        (&kept["width"], &kept["height"], &kept["sizes"]),
        (&json!(800), &json!(400), &json!([96, 320, 800]))
    );
    let name = kept["hash"].as_str().unwrap().to_owned();
    let products = owner.get("/api/v1/products").await.good();
    let row = &products["items"][0];
    let row = json!({
        "command": command(), "sku": row["sku"], "name": row["name"], "category": row["category"],
        "unit": row["unit"], "picture": name,
    });
    let path = format!("/api/v1/products/{}", products["items"][0]["id"]);
    owner.ask("PUT", &path, &row).await.good();
    let path = format!("/api/v1/blobs/{name}");
    let here = &shop.branch.node.client;
    eventually("the branch has the picture", async || {
        here.get(&path).await.status == 200
    })
    .await;
    let shown = here.get(&path).await;
    assert_eq!(shown.headers["content-type"], "image/jpeg");
    assert_eq!(width(&here.raw(&path).await.1), 800);
    for _ in 0..2 {
        assert_eq!(width(&here.raw(&format!("{path}?size=96")).await.1), 96);
    }
    let other = here.get(&format!("{path}?size=97")).await;
    assert_eq!(other.code(), "query_invalid");
    assert!(
        shown.headers["cache-control"]
            .to_str()
            .unwrap()
            .contains("immutable")
    );
    assert_eq!(
        shop.cashier.get("/api/v1/products").await.good()["items"][0]["picture"],
        name.as_str()
    );
}

#[tokio::test]
async fn what_is_no_picture_is_not_kept() {
    let shop = open().await;
    let owner = &shop.company.owner;
    let script = bring(owner, b"<svg xmlns='x' onload='alert(1)'/>").await;
    is(
        &script,
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "unsupported_media",
    );
    let hollow = [&b"\x89PNG\r\n\x1a\n"[..], &[7; 5_000]].concat();
    is(
        &bring(owner, &hollow).await,
        StatusCode::UNPROCESSABLE_ENTITY,
        "picture_invalid",
    );
    let huge = [&b"\x89PNG\r\n\x1a\n"[..], &vec![0; 9 << 20]].concat();
    is(
        &bring(owner, &huge).await,
        StatusCode::PAYLOAD_TOO_LARGE,
        "body_too_large",
    );
    for name in ["x", "..%2f..%2fnusa.db", &"0".repeat(64)] {
        is(
            &owner.get(&format!("/api/v1/blobs/{name}")).await,
            StatusCode::NOT_FOUND,
            "not_found",
        );
    }
}
