//! The front end at the door: where each face stands, what a browser keeps and
//! for how long, in which packing it comes, and what stands there without one.

use std::borrow::Cow;

use axum::http::HeaderMap;
use nusa_server::faces::{Faces, File};
use serde_json::json;

use crate::{
    client::{Answer, Client},
    world::{company, new_centre},
};

const SCRIPT: &str = "assets/cashier-1.js";

/// A front end of a handful of files, one of them packed.
pub(crate) fn few() -> Faces {
    Faces::of(|name| {
        let bytes: &'static [u8] = match name {
            "cashier.html" => b"<title>Kasir</title>",
            "office.html" => b"<title>Kantor</title>",
            "start.html" => b"<title>Mulai</title>",
            "assets/cashier-1.js" => b"plain",
            "assets/cashier-1.js.br" => b"brotli",
            "assets/cashier-1.js.gz" => b"gzip",
            "assets/money-1.wasm" => b"\0asm and so much that it would be worth packing on the way",
            "kasir/sw.js" => b"worker",
            _ => return None,
        };
        Some(File {
            bytes: Cow::Borrowed(bytes),
            hash: *blake3::hash(bytes).as_bytes(),
        })
    })
}

async fn ask(client: &Client, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
    let request = client.request(method, path, headers, b"");
    client.send(request).await.unwrap()
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers
        .get(name)
        .map_or("", |value| value.to_str().unwrap())
}

#[tokio::test]
async fn every_face_stands_under_its_name_and_nothing_else_does() {
    let centre = new_centre().await;
    let cases = [
        ("/kasir", 200, "<title>Kasir</title>"),
        ("/kasir/riwayat/7", 200, "<title>Kasir</title>"),
        ("/kantor/produk?halaman=2", 200, "<title>Kantor</title>"),
        ("/mulai", 200, "<title>Mulai</title>"),
        ("/kasir/sw.js", 200, "worker"),
        ("/assets/cashier-1.js", 200, "plain"),
    ];
    for (path, status, text) in cases {
        let answer = ask(&centre.client, "GET", path, &[]).await;
        assert_eq!(
            (answer.status, answer.text.as_str()),
            (status, text),
            "{path}"
        );
    }
    let absent = [
        "/cashier.html",
        "/assets/cashier-1.js.br",
        "/assets/gone-1.js",
        "/assets/../cashier.html",
        "/assets/%2e%2e/cashier.html",
        "/kasir/gone.js",
        "/kasirku",
        "/admin",
    ];
    for path in absent {
        let answer = ask(&centre.client, "GET", path, &[]).await;
        assert_eq!((answer.status, answer.code()), (404, "not_found"), "{path}");
    }
    let posted = ask(&centre.client, "POST", "/kasir", &[]).await;
    assert_eq!(posted.status, 404);
}

#[tokio::test]
async fn the_door_leads_to_the_face_of_this_node() {
    let centre = new_centre().await;
    let door = ask(&centre.client, "GET", "/", &[]).await;
    assert_eq!(
        (door.status, header(&door.headers, "location")),
        (303, "/mulai"),
        "nobody is owner yet"
    );
    centre.set_up().await;
    let door = ask(&centre.client, "GET", "/", &[]).await;
    assert_eq!(header(&door.headers, "location"), "/kantor");
    let company = company().await;
    let branch = company.branch().await;
    let door = ask(&branch.node.client, "GET", "/", &[]).await;
    assert_eq!(header(&door.headers, "location"), "/kasir");
}

#[tokio::test]
async fn a_file_comes_packed_as_the_browser_likes_it_and_is_kept() {
    let centre = new_centre().await;
    let path = format!("/{SCRIPT}");
    let cases = [
        ("gzip, deflate, br, zstd", "br", "brotli"),
        ("gzip, br;q=0", "gzip", "gzip"),
        ("zstd", "", "plain"),
        ("", "", "plain"),
    ];
    let mut tags = std::collections::BTreeSet::new();
    for (accepted, coding, text) in cases {
        let got = ask(
            &centre.client,
            "GET",
            &path,
            &[("accept-encoding", accepted)],
        )
        .await;
        let of = |name| header(&got.headers, name);
        assert_eq!(
            (of("content-encoding"), got.text.as_str()),
            (coding, text),
            "{accepted}"
        );
        assert_eq!(of("cache-control"), "public, max-age=31536000, immutable");
        assert_eq!(of("vary"), "accept-encoding");
        assert_eq!(of("content-type"), "text/javascript; charset=utf-8");
        tags.insert(of("etag").to_owned());
    }
    assert_eq!(
        tags.len(),
        3,
        "each packing is a thing of its own: {tags:?}"
    );
    let money = "/assets/money-1.wasm";
    let got = ask(&centre.client, "GET", money, &[("accept-encoding", "gzip")]).await;
    assert_eq!(header(&got.headers, "content-type"), "application/wasm");
    assert_eq!(
        header(&got.headers, "content-encoding"),
        "",
        "nothing is packed on the way"
    );
}

#[tokio::test]
async fn a_page_is_asked_for_again_and_costs_nothing_when_it_is_the_same() {
    let centre = new_centre().await;
    for path in ["/kasir", "/kasir/sw.js"] {
        let first = ask(&centre.client, "GET", path, &[]).await;
        assert_eq!(
            header(&first.headers, "cache-control"),
            "no-cache",
            "{path}"
        );
        let tag = header(&first.headers, "etag");
        let weak = format!("\"other\", W/{tag}");
        for known in [tag, weak.as_str()] {
            let again = ask(&centre.client, "GET", path, &[("if-none-match", known)]).await;
            assert_eq!((again.status, again.text.as_str()), (304, ""), "{path}");
            assert_eq!(header(&again.headers, "etag"), tag);
        }
        let other = ask(
            &centre.client,
            "GET",
            path,
            &[("if-none-match", "\"other\"")],
        )
        .await;
        assert_eq!(other.status, 200, "{path}");
        let head = ask(&centre.client, "HEAD", path, &[]).await;
        assert_eq!((head.status, head.text.as_str()), (200, ""), "{path}");
    }
}

#[tokio::test]
async fn a_page_may_load_nothing_from_anywhere_else() {
    let centre = new_centre().await;
    let page = ask(&centre.client, "GET", "/kasir", &[]).await;
    let policy = header(&page.headers, "content-security-policy");
    for allowed in [
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "connect-src 'self'",
        "frame-ancestors 'none'",
    ] {
        assert!(policy.contains(allowed), "{policy}");
    }
    for never in [
        "'unsafe-eval'",
        "script-src 'unsafe-inline'",
        "http:",
        "https:",
        "*",
    ] {
        assert!(!policy.contains(never), "{policy}");
    }
    assert_eq!(header(&page.headers, "x-content-type-options"), "nosniff");
    assert!(header(&page.headers, "permissions-policy").contains("geolocation=()"));
    let worker = ask(&centre.client, "GET", "/kasir/sw.js", &[]).await;
    assert_eq!(header(&worker.headers, "service-worker-allowed"), "/kasir");
    assert_eq!(header(&page.headers, "service-worker-allowed"), "");
}

#[tokio::test]
async fn a_program_without_its_front_end_says_so() {
    let centre = crate::world::new_centre_with(Faces::default()).await;
    for path in ["/kasir", "/kantor", "/mulai"] {
        let page = ask(&centre.client, "GET", path, &[]).await;
        assert_eq!(page.status, 503, "{path}");
        assert!(page.text.contains("make build") && page.text.contains("tanpa layar"));
    }
    let answer = centre.client.post("/api/v1/setup", &json!({})).await;
    assert_ne!(answer.status, 503, "the API is there all the same");
}
