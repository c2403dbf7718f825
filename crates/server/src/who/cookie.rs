//! Cookies, as far as this door needs them: one for the sign-in, one for the
//! till. HttpOnly, so that no script reads them; SameSite, so that no other site
//! sends them.

use axum::http::{HeaderMap, HeaderValue, header};

/// The cookie of a sign-in.
pub const SIGN_IN: &str = "nusa_session";

/// The cookie that makes a device a till.
pub const TILL: &str = "nusa_till";

/// The value of a cookie of the request.
pub fn value<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers
        .get_all(header::COOKIE)
        .into_iter()
        .filter_map(|line| line.to_str().ok());
    let pairs = lines
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='));
    pairs
        .filter(|(key, _)| *key == name)
        .map(|(_, value)| value)
        .next()
}

/// A cookie that lasts so many seconds; 0 takes it away.
pub fn set(name: &str, value: &str, seconds: i64) -> HeaderValue {
    let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict; Max-Age={seconds}");
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_named_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.append(
            header::COOKIE,
            HeaderValue::from_static("a=1; nusa_session=abc;nusa_till=9"),
        );
        headers.append(header::COOKIE, HeaderValue::from_static("xnusa_session=no"));
        assert_eq!(value(&headers, SIGN_IN), Some("abc"));
        assert_eq!(value(&headers, TILL), Some("9"));
        assert_eq!(value(&headers, "b"), None);
    }
}
