//! The description of the API: made of the table, frozen, and every route that it
//! lists is there. The pages load nothing from anywhere else.

use std::collections::BTreeSet;

use nusa_server::{openapi, routes};

use crate::world::new_centre;

#[test]
fn the_openapi_document_is_frozen() {
    let document = serde_json::to_string_pretty(&openapi::document()).unwrap();
    insta::assert_snapshot!("openapi", document);
}

#[test]
fn the_document_lists_exactly_the_routes_of_the_router() {
    let document = openapi::document();
    let mut listed = BTreeSet::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for method in methods.as_object().unwrap().keys() {
            listed.insert(format!("{} {path}", method.to_uppercase()));
        }
    }
    let table: BTreeSet<_> = routes::table()
        .iter()
        .map(|route| format!("{} {}", route.method, route.path))
        .collect();
    assert_eq!(listed, table);
    assert_eq!(table.len(), routes::table().len(), "a route stands once");
}

#[test]
fn every_name_that_the_document_refers_to_is_in_it() {
    let document = openapi::document();
    let text = document.to_string();
    let schemas = document["components"]["schemas"].as_object().unwrap();
    for part in text.split("#/components/schemas/").skip(1) {
        let name: String = part
            .chars()
            .take_while(|letter| letter.is_alphanumeric())
            .collect();
        assert!(schemas.contains_key(&name), "{name}");
    }
    let ids: Vec<_> = text.match_indices("\"operationId\":\"").collect();
    assert_eq!(ids.len(), routes::table().len());
}

#[tokio::test]
async fn the_pages_are_this_nodes_own() {
    let centre = new_centre().await;
    let served = centre.client.get("/api/v1/openapi.json").await;
    assert_eq!(served.json, openapi::document());
    for path in [
        "/docs",
        "/docs/docs.js",
        "/docs/pages.css",
        "/setup",
        "/setup/setup.js",
    ] {
        let page = centre.client.get(path).await;
        assert_eq!(page.status, 200, "{path}");
        let policy = page.headers["content-security-policy"].to_str().unwrap();
        assert!(
            policy.contains("script-src 'self'") && !policy.contains("unsafe"),
            "{policy}"
        );
        for foreign in [
            "http://",
            "https://",
            "//cdn",
            "<script>",
            "onclick",
            "style=",
            "innerHTML",
        ] {
            assert!(!page.text.contains(foreign), "{path} has {foreign}");
        }
    }
}

#[tokio::test]
async fn the_node_says_how_it_is() {
    let centre = new_centre().await;
    assert_eq!(centre.client.get("/healthz").await.good()["status"], "ok");
    assert_eq!(centre.client.get("/readyz").await.good()["status"], "ok");
    let metrics = centre.client.get("/metrics").await;
    assert!(
        metrics.text.contains(
            "nusa_http_requests_total{method=\"GET\",route=\"/readyz\",status=\"200\"} 1"
        )
    );
    assert!(metrics.text.contains("nusa_quarantined_facts 0"));
}
