//! The page on which a device learns to trust the node's own authority, and the
//! authority's certificate. There only where the node serves with TLS.

use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use nusa_contract::{Door, Problem};
use qrcode::{QrCode, render::svg};

use crate::{
    app::App,
    problem::Failure,
    route::{Route, get},
};

/// Side of the code on the page, pixels.
const QR_SIDE: u32 = 232;

pub(crate) fn rows() -> Vec<Route> {
    vec![
        get("/percaya", page)
            .gives_media(200, "text/html")
            .says("Explains how a device trusts this node's own authority; only with TLS."),
        get("/ca.crt", certificate)
            .gives_media(200, "application/x-x509-ca-cert")
            .says("The certificate of that authority; only with TLS."),
    ]
}

fn no_authority() -> Failure {
    Problem::new(Door::NotFound, "this node serves without TLS").into()
}

async fn certificate(State(app): State<App>) -> Result<Response, Failure> {
    let papers = app.papers.as_ref().ok_or_else(no_authority)?;
    let headers = [
        (header::CONTENT_TYPE, "application/x-x509-ca-cert"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"nusa-ca.crt\"",
        ),
    ];
    let headers = headers.map(|(name, value)| (name, HeaderValue::from_static(value)));
    Ok((headers, papers.ca().to_vec()).into_response())
}

async fn page(State(app): State<App>, asked: HeaderMap) -> Result<Response, Failure> {
    app.papers.as_ref().ok_or_else(no_authority)?;
    let host = asked.get(header::HOST).and_then(|host| host.to_str().ok());
    let host = host.filter(|host| is_host(host)).ok_or_else(|| {
        Failure::from(Problem::new(Door::NotFound, "nothing is under such a host"))
    })?;
    let text = include_str!("pages/trust.html")
        .replace("{{host}}", host)
        .replace("{{qr}}", &code(&format!("http://{host}/percaya")));
    let kind = HeaderValue::from_static("text/html; charset=utf-8");
    Ok(([(header::CONTENT_TYPE, kind)], text).into_response())
}

/// A name or number with a port, and nothing that a page could mistake for its own words.
pub(crate) fn is_host(host: &str) -> bool {
    let harmless = |c: char| c.is_ascii_alphanumeric() || ".-:[]".contains(c);
    !host.is_empty() && host.len() <= 255 && host.chars().all(harmless)
}

/// The address as a picture for a camera; nothing where it is too long for one.
fn code(address: &str) -> String {
    let Ok(code) = QrCode::new(address) else {
        return String::new();
    };
    let picture = code
        .render::<svg::Color<'_>>()
        .min_dimensions(QR_SIDE, QR_SIDE)
        .build();
    picture
        .find("<svg")
        .map_or_else(String::new, |at| picture[at..].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_harmless_host_reaches_the_page() {
        for (host, good) in [
            ("10.0.0.5:7101", true),
            ("[fd00::1]:7101", true),
            ("toko-1.local", true),
            ("<script>", false),
            ("a\"b", false),
            ("", false),
        ] {
            assert_eq!(is_host(host), good, "{host}");
        }
    }

    #[test]
    fn an_address_becomes_a_picture() {
        let picture = code("http://10.0.0.5:7101/percaya");
        assert!(picture.starts_with("<svg") && picture.ends_with("</svg>"));
        assert_ne!(picture, code("http://10.0.0.6:7101/percaya"));
    }
}
