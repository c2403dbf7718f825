//! The door of a node whose data cannot be opened: every page says so in words
//! for people, the API with its problem. Nothing of what the disk said leaves it.

use std::net::SocketAddr;

use axum::{
    Router,
    extract::Request,
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use nusa_contract::{Door, Problem, problem::Language};
use tokio::{net::TcpListener, sync::watch};

use crate::{frame::POLICY, listen::listen};

/// What people have to know about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The data are there and cannot be trusted.
    Damaged,
    /// The disk is full or refuses.
    Disk,
}

/// Answers until told to stop.
///
/// # Errors
/// When the address cannot be listened on: somebody else answers there, or nobody can.
pub async fn serve(
    address: SocketAddr,
    trouble: Trouble,
    stop: watch::Receiver<bool>,
) -> std::io::Result<(SocketAddr, tokio::task::JoinHandle<()>)> {
    let listener = TcpListener::bind(address).await?;
    let address = listener.local_addr()?;
    let router = Router::new().fallback(move |request: Request| async move {
        let path = request.uri().path();
        match path {
            "/docs/pages.css" => style(),
            path if path.starts_with("/api/") => problem(&request),
            _ => page(trouble),
        }
    });
    let served = tokio::spawn(listen(listener, router, None, stop));
    Ok((address, served))
}

fn style() -> Response {
    let kind = HeaderValue::from_static("text/css; charset=utf-8");
    (
        [(header::CONTENT_TYPE, kind)],
        include_str!("pages/pages.css"),
    )
        .into_response()
}

fn page(trouble: Trouble) -> Response {
    let text = match trouble {
        Trouble::Damaged => include_str!("pages/damaged.html"),
        Trouble::Disk => include_str!("pages/no_disk.html"),
    };
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::CACHE_CONTROL, "no-store"),
        (HeaderName::from_static("x-content-type-options"), "nosniff"),
    ];
    let headers = headers.map(|(name, value)| (name, HeaderValue::from_static(value)));
    (StatusCode::SERVICE_UNAVAILABLE, headers, text).into_response()
}

fn problem(request: &Request) -> Response {
    let asked = request.headers().get(header::ACCEPT_LANGUAGE);
    let language = Language::accepted(asked.and_then(|value| value.to_str().ok()));
    let detail = "the node could not open its data; its own words are in its log";
    let body = Problem::new(Door::DiskFailed, detail).body(language, "-");
    let kind = HeaderValue::from_static("application/problem+json");
    let headers = [(header::CONTENT_TYPE, kind)];
    (StatusCode::INTERNAL_SERVER_ERROR, headers, body.to_string()).into_response()
}
