//! Whether a request that carries a cookie comes from this node's own pages. Only
//! requests that change something are asked; a Bearer is never sent by a browser
//! on its own.

use axum::http::{HeaderMap, Method, header};
use nusa_contract::{Door, Problem};

/// Refuses a changing request of another site.
///
/// # Errors
/// `origin_invalid`.
pub fn check(method: &Method, headers: &HeaderMap) -> Result<(), Problem> {
    if method.is_safe() || is_own(headers) {
        Ok(())
    } else {
        Err(Problem::new(
            Door::OriginInvalid,
            "a request with a cookie must come from this node's own pages",
        ))
    }
}

/// Refuses a request of another site whatever its method: a socket is opened with GET and reads for as long
/// as it stands.
///
/// # Errors
/// `origin_invalid`.
pub fn check_always(headers: &HeaderMap) -> Result<(), Problem> {
    check(&Method::POST, headers)
}

fn is_own(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    if let Some(origin) = text(header::ORIGIN.as_str()) {
        let host = text(header::HOST.as_str());
        return host.is_some() && origin.split_once("://").map(|(_, host)| host) == host;
    }
    matches!(text("sec-fetch-site"), None | Some("same-origin" | "none"))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn only_own_pages_change_things_by_cookie() {
        let cases: [(&[(&str, &str)], bool); 8] = [
            (&[("host", "toko:7100")], true),
            (
                &[("host", "toko:7100"), ("origin", "http://toko:7100")],
                true,
            ),
            (
                &[("host", "toko:7100"), ("origin", "https://jahat.example")],
                false,
            ),
            (
                &[("host", "toko:7100"), ("origin", "http://toko:7101")],
                false,
            ),
            (&[("host", "toko:7100"), ("origin", "null")], false),
            (
                &[("host", "toko:7100"), ("sec-fetch-site", "same-origin")],
                true,
            ),
            (
                &[("host", "toko:7100"), ("sec-fetch-site", "cross-site")],
                false,
            ),
            (
                &[("host", "toko:7100"), ("sec-fetch-site", "same-site")],
                false,
            ),
        ];
        for (given, good) in cases {
            let mut headers = HeaderMap::new();
            for (name, value) in given {
                headers.insert(*name, HeaderValue::from_static(value));
            }
            assert_eq!(check(&Method::POST, &headers).is_ok(), good, "{given:?}");
            assert!(check(&Method::GET, &headers).is_ok());
        }
    }
}
