//! The description of the API: made of the table, frozen, and every route that it
//! lists is there. The pages load nothing from anywhere else.

use std::collections::BTreeSet;

use nusa_server::{openapi, routes};

use crate::world::new_centre;

/// The description as the front end keeps it; its types are made of this file.
const KEPT: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../web/src/api/openapi.json"
);

#[test]
fn the_openapi_document_is_frozen() {
    let document = serde_json::to_string_pretty(&openapi::document()).unwrap() + "\n";
    if std::env::var_os("NUSA_WRITE_OPENAPI").is_some() {
        std::fs::write(KEPT, &document).unwrap();
    }
    let kept = std::fs::read_to_string(KEPT).unwrap();
    assert!(
        kept == document,
        "the API changed: look at what changed, then type `make api`"
    );
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
    let names: BTreeSet<&str> = ids
        .iter()
        .filter_map(|(at, found)| text[at + found.len()..].split('"').next())
        .collect();
    assert_eq!(
        names.len(),
        routes::table().len(),
        "each has a name of its own"
    );
}

#[test]
fn a_name_of_the_document_means_one_shape() {
    let mut known = std::collections::BTreeMap::new();
    for route in routes::table() {
        for shape in [route.takes, route.gives.1].into_iter().flatten() {
            for (name, schema) in shape.parts {
                let first = known.entry(name.clone()).or_insert_with(|| schema.clone());
                assert_eq!(*first, schema, "{name} at {}", route.path);
            }
        }
    }
}

#[tokio::test]
async fn the_pages_are_this_nodes_own() {
    let centre = new_centre().await;
    let served = centre.client.get("/api/v1/openapi.json").await;
    assert_eq!(served.json, openapi::document());
    for path in ["/docs", "/docs/docs.js", "/docs/pages.css"] {
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
