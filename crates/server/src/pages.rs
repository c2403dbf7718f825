//! The pages of this crate: what explains the API, and the style of receipts. Plain
//! files within the program; no page loads anything from anywhere else.

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};

use crate::route::{Route, get};

pub(crate) fn rows() -> Vec<Route> {
    vec![
        get("/docs", docs)
            .gives_media(200, "text/html")
            .says("Explains the API."),
        get("/docs/docs.js", docs_js)
            .gives_media(200, "text/javascript")
            .says("The script of that page."),
        get("/docs/pages.css", css)
            .gives_media(200, "text/css")
            .says("The style of these pages."),
        get("/docs/receipt.css", receipt_css)
            .gives_media(200, "text/css")
            .says("The style of a receipt on the printer of a browser."),
    ]
}

fn file(kind: &'static str, text: &'static str) -> Response {
    (
        [(header::CONTENT_TYPE, HeaderValue::from_static(kind))],
        text,
    )
        .into_response()
}

async fn docs() -> Response {
    file("text/html; charset=utf-8", include_str!("pages/docs.html"))
}

async fn docs_js() -> Response {
    file(
        "text/javascript; charset=utf-8",
        include_str!("pages/docs.js"),
    )
}

async fn css() -> Response {
    file("text/css; charset=utf-8", include_str!("pages/pages.css"))
}

async fn receipt_css() -> Response {
    file("text/css; charset=utf-8", include_str!("pages/receipt.css"))
}
