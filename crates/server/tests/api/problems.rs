//! What is told when something is wrong: one shape, one list of codes, each refusal
//! frozen with its status, field and sentence.

use serde_json::{Value, json};

use crate::world::{company, new_centre};

/// Method, path, media type and body.
const WRONG: &[(&str, &str, &str, &str)] = &[
    ("GET", "/api/v1/nothing", "", ""),
    ("GET", "/wp-login.php", "", ""),
    ("DELETE", "/api/v1/sales", "", ""),
    ("POST", "/api/v1/session", "text/plain", "{}"),
    ("POST", "/api/v1/session", "application/json", "{"),
    ("POST", "/api/v1/session", "application/json", "[]"),
    (
        "POST",
        "/api/v1/session",
        "application/json",
        r#"{"login":"a b","password":"x"}"#,
    ),
    (
        "POST",
        "/api/v1/session",
        "application/json",
        r#"{"login":"a","password":"x","role":"owner"}"#,
    ),
    ("GET", "/api/v1/sales?from=2026-01-01&to=2025-01-01", "", ""),
    (
        "GET",
        "/api/v1/sales?from=2026-01-01&to=2026-01-01&limit=0",
        "",
        "",
    ),
    (
        "GET",
        "/api/v1/sales?from=2026-01-01&to=2026-01-01&after=x",
        "",
        "",
    ),
    (
        "GET",
        "/api/v1/sales?from=2026-01-01&to=2026-01-01&colour=red",
        "",
        "",
    ),
    ("GET", "/api/v1/sales/1", "", ""),
    (
        "GET",
        "/api/v1/sales/01890a5d-ac96-774b-bcce-b302099a8057",
        "",
        "",
    ),
    ("PUT", "/api/v1/products/x", "application/json", "{}"),
    (
        "POST",
        "/api/v1/products/import",
        "text/csv",
        "sku,name,category,price\nA,Teh,Minuman,5.00\nA,Kopi,,1\n",
    ),
    ("POST", "/api/v1/products/import", "application/json", "{}"),
];

#[tokio::test]
async fn every_wrong_request_has_its_problem() {
    let company = company().await;
    let manager = company.centre.sign_in("manager").await;
    let mut seen = String::new();
    for &(method, path, media, body) in WRONG {
        let headers = [
            ("content-type", media),
            ("x-request-id", "fixed-request-id"),
            ("accept-language", "en"),
        ];
        let answer = manager
            .send(manager.request(method, path, &headers, body.as_bytes()))
            .await
            .unwrap();
        assert_eq!(
            answer.headers["content-type"], "application/problem+json",
            "{path}"
        );
        assert_eq!(answer.headers["x-request-id"], "fixed-request-id");
        assert_eq!(answer.json["request"], "fixed-request-id");
        seen += &format!(
            "{method} {path} {body}\n{} {}\n\n",
            answer.status,
            pretty(&answer.json)
        );
    }
    insta::assert_snapshot!("problems", seen);
}

fn pretty(json: &Value) -> String {
    serde_json::to_string_pretty(json).unwrap()
}

#[tokio::test]
async fn the_law_refuses_with_its_own_codes_over_http() {
    let company = company().await;
    let branch = company.branch().await;
    let manager = branch.node.sign_in("manager").await;
    let product = company.products[0];
    let till = json!({ "command": crate::world::command(), "name": "Depan" });
    manager.post("/api/v1/tills", &till).await.good();
    let sale = |till: u8, quantity: i64, paid: i64, total: i64| {
        crate::world::with_command(json!({
            "till": till,
            "lines": [{ "product": product, "quantity_milli": quantity }],
            "payments": [{ "method": "cash", "amount": paid }],
            "expected_total": total,
        }))
    };
    let cases = [
        (sale(7, 1_000, 18_000, 18_000), 404, "till_unknown"),
        (sale(1, 500, 9_000, 9_000), 422, "quantity_invalid"),
        (sale(1, 1_000, 18_000, 17_000), 409, "total_changed"),
        (sale(1, 1_000, 17_000, 18_000), 422, "payment_short"),
    ];
    for (body, status, code) in cases {
        let answer = manager.post("/api/v1/sales", &body).await;
        assert_eq!(
            (answer.status, answer.code()),
            (status, code),
            "{}",
            answer.text
        );
    }
    let changed = manager
        .post("/api/v1/sales", &sale(1, 1_000, 18_000, 17_000))
        .await;
    assert_eq!(
        changed.json["total"], 18_000,
        "the new total goes along: {}",
        changed.text
    );
}

#[tokio::test]
async fn d1_23_nothing_of_the_inside_is_told() {
    let centre = new_centre().await;
    let odd = [
        "/api/v1/sales/%27%20OR%201=1",
        "/api/v1/products?search=%25%27",
        "/%00",
        "/api/v1/shifts/../../etc",
    ];
    for path in odd {
        let answer = centre.client.get(path).await;
        let told = answer.text.to_lowercase();
        for word in ["sql", "select", "column", "panick", ".rs", "thread"] {
            assert!(!told.contains(word), "{path}: {told}");
        }
        assert!(answer.status < 500, "{path}: {told}");
    }
}

#[tokio::test]
async fn titles_speak_the_asked_language() {
    let centre = new_centre().await;
    for (language, title) in [
        ("en", "Sign in first"),
        ("id", "Silakan masuk dulu"),
        ("", "Silakan masuk dulu"),
    ] {
        let client = &centre.client;
        let request = client.request(
            "GET",
            "/api/v1/session",
            &[("accept-language", language)],
            b"",
        );
        let answer = client.send(request).await.unwrap();
        assert_eq!(answer.json["title"], title);
    }
}
