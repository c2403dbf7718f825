//! The OpenAPI document, made of the table of routes: what is not in the table is
//! not in the document, and the other way round.

use std::{collections::BTreeMap, sync::LazyLock};

use nusa_contract::{
    problem::{ProblemBody, ProblemCode},
    view::node::right_word,
};
use serde_json::{Map, Value, json};
use utoipa::{PartialSchema, ToSchema};

use crate::{
    route::{Access, Route, Shape},
    routes,
};

static TEXT: LazyLock<String> = LazyLock::new(|| document().to_string());

/// The document as it is sent; built once.
pub fn text() -> &'static str {
    &TEXT
}

/// The document.
pub fn document() -> Value {
    let mut paths: BTreeMap<&str, Map<String, Value>> = BTreeMap::new();
    let mut schemas = Map::new();
    for route in routes::table() {
        for shape in [&route.takes, &route.gives.1].into_iter().flatten() {
            schemas.extend(shape.parts.iter().cloned());
        }
        let method = route.method.as_str().to_ascii_lowercase();
        paths
            .entry(route.path)
            .or_default()
            .insert(method, operation(&route));
    }
    let problem = ProblemBody::name().into_owned();
    schemas.insert(
        problem,
        serde_json::to_value(ProblemBody::schema()).unwrap_or_default(),
    );
    let mut document = json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Nusa",
            "version": env!("CARGO_PKG_VERSION"),
            "description": INTRODUCTION,
            "license": { "name": "MIT OR Apache-2.0" },
        },
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "cookie": { "type": "apiKey", "in": "cookie", "name": "nusa_session_0" },
                "till": { "type": "apiKey", "in": "cookie", "name": "nusa_till_1" },
                "guest": { "type": "apiKey", "in": "cookie", "name": "nusa_guest_1" },
                "bearer": { "type": "http", "scheme": "bearer" },
                "device": { "type": "apiKey", "in": "header", "name": "Nusa-Signature" },
            },
        },
        "x-problem-codes": codes(),
    });
    write_bounds(&mut document);
    document
}

/// Writes beside the name of each integer's type how far it reaches, under the name that the registry of
/// formats has for it; what is said more narrowly already stays.
fn write_bounds(part: &mut Value) {
    match part {
        Value::Object(fields) => {
            if let Some((format, least, most)) = fields.get("format").and_then(integer) {
                fields.insert("format".to_owned(), format.into());
                fields.entry("minimum").or_insert(least);
                fields.entry("maximum").or_insert(most);
            }
            fields.values_mut().for_each(write_bounds);
        }
        Value::Array(parts) => parts.iter_mut().for_each(write_bounds),
        _ => {}
    }
}

fn integer(format: &Value) -> Option<(&'static str, Value, Value)> {
    Some(match format.as_str()? {
        "u-int8" => ("uint8", 0.into(), u8::MAX.into()),
        "u-int16" => ("uint16", 0.into(), u16::MAX.into()),
        "u-int32" => ("uint32", 0.into(), u32::MAX.into()),
        "u-int64" => ("uint64", 0.into(), u64::MAX.into()),
        "int16" => ("int16", i16::MIN.into(), i16::MAX.into()),
        "int64" => ("int64", i64::MIN.into(), i64::MAX.into()),
        _ => return None,
    })
}

const INTRODUCTION: &str = "Amounts are whole minor units of the branch's currency, at most 10^15; quantities are \
    thousandths of a product's unit; moments are milliseconds since 1970 in UTC. Every command carries a UUIDv7 that \
    its device makes before the first send: the same bytes sent again get the same answer, so a lost answer costs a \
    repetition and nothing else. Errors are problem+json with a stable code.";

fn codes() -> Value {
    use nusa_contract::problem::Language::{English, Indonesian};
    let code = |code: ProblemCode| json!({ "code": code.word(), "status": code.status(), "en": code.title(English), "id": code.title(Indonesian) });
    ProblemCode::all().map(code).collect()
}

fn operation(route: &Route) -> Value {
    let params: Vec<Value> = path_params(route.path)
        .chain(route.params.iter().cloned())
        .collect();
    let mut operation = json!({
        "operationId": operation_id(route),
        "tags": [tag(route.path)],
        "summary": route.says,
        "x-access": access_word(route.access),
        "responses": responses(route),
    });
    if !params.is_empty() {
        operation["parameters"] = params.into();
    }
    if let Some(shape) = &route.takes {
        operation["requestBody"] = json!({ "required": true, "content": content(shape) });
    }
    match route.access {
        Access::Anyone => {}
        Access::Till => operation["security"] = json!([{ "till": [] }]),
        Access::Guest => operation["security"] = json!([{ "guest": [] }]),
        Access::Device => operation["security"] = json!([{ "device": [] }]),
        Access::SignedIn | Access::May(_) | Access::MayOrAsk(..) | Access::Demo => {
            operation["security"] = json!([{ "cookie": [] }, { "bearer": [] }]);
        }
        Access::SignedInOrGuest => {
            operation["security"] = json!([{ "cookie": [] }, { "bearer": [] }, { "guest": [] }]);
        }
    }
    operation
}

/// `post /api/v1/sales/{sale}/void` is `post_sales_sale_void`.
fn operation_id(route: &Route) -> String {
    // A page of the node's own may be called as a route of the API is.
    let path = match route.path.strip_prefix("/api/v1") {
        Some(path) => path.to_owned(),
        None => format!("/node{}", route.path),
    };
    let words = path
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty());
    let words: Vec<&str> = std::iter::once(route.method.as_str())
        .chain(words)
        .collect();
    words.join("_").to_ascii_lowercase()
}

fn tag(path: &str) -> &str {
    match path.strip_prefix("/api/v1/") {
        Some(rest) => rest.split(['/', '.']).next().unwrap_or(rest),
        None => "node",
    }
}

/// Who may, as a word: `anyone`, `signed_in`, `may:sell`, `may:sell, approved:void_sale`, `till`, `device`,
/// `demo`.
pub fn access_word(access: Access) -> String {
    match access {
        Access::Anyone => "anyone".to_owned(),
        Access::SignedIn => "signed_in".to_owned(),
        Access::May(right) => format!("may:{}", right_word(right)),
        Access::MayOrAsk(right, guarded) => {
            let (right, guarded) = (right_word(right), right_word(guarded));
            format!("may:{right}, approved:{guarded}")
        }
        Access::Till => "till".to_owned(),
        Access::Guest => "guest".to_owned(),
        Access::SignedInOrGuest => "signed_in_or_guest".to_owned(),
        Access::Device => "device".to_owned(),
        Access::Demo => "demo".to_owned(),
    }
}

fn path_params(path: &str) -> impl Iterator<Item = Value> {
    let names = path
        .split('/')
        .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    names.map(|name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } }))
}

fn content(shape: &Shape) -> Value {
    let mut content = Map::new();
    content.insert(shape.media.to_owned(), json!({ "schema": shape.schema }));
    Value::Object(content)
}

fn responses(route: &Route) -> Value {
    let (status, shape) = &route.gives;
    let mut good = json!({ "description": "done" });
    if let Some(shape) = shape {
        good["content"] = content(shape);
    }
    let problem = json!({ "$ref": format!("#/components/schemas/{}", ProblemBody::name()) });
    let bad = json!({
        "description": "a problem with a stable code",
        "content": { "application/problem+json": { "schema": problem } },
    });
    let mut responses = Map::new();
    responses.insert(status.to_string(), good);
    responses.insert("default".to_owned(), bad);
    Value::Object(responses)
}
