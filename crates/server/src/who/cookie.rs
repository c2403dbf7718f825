//! Cookies, as far as this door needs them: one for the sign-in, one for the
//! till. HttpOnly, so that no script reads them; SameSite, so that no other site
//! sends them.

use axum::http::{HeaderMap, HeaderValue, header};
use nusa_facts::BranchId;

/// The cookie of a sign-in. A browser keeps the cookies of all ports of a machine together, so each
/// node has names of its own.
pub fn sign_in(node: BranchId) -> String {
    format!("nusa_session_{node}")
}

/// The cookie that makes a device a till.
pub fn till(node: BranchId) -> String {
    format!("nusa_till_{node}")
}

/// The cookie of a phone that sits at a table.
pub fn guest(node: BranchId) -> String {
    format!("nusa_guest_{node}")
}

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

/// A cookie that the browser forgets when it is closed.
pub fn set_passing(name: &str, value: &str) -> HeaderValue {
    let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict");
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
            HeaderValue::from_static("a=1; nusa_session_0=abc;nusa_till_0=9"),
        );
        headers.append(
            header::COOKIE,
            HeaderValue::from_static("xnusa_session_0=no; nusa_session_3=no"),
        );
        assert_eq!(value(&headers, &sign_in(BranchId(0))), Some("abc"));
        assert_eq!(value(&headers, &till(BranchId(0))), Some("9"));
        assert_eq!(value(&headers, "b"), None);
    }
}
