//! The front end's files at the door: which address is which file, in which
//! packing, and how long a browser may keep it. Knows no file itself: whoever
//! starts the node brings them.

use std::borrow::Cow;

use axum::{
    body::Body,
    extract::{OriginalUri, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use nusa_contract::{Door, Problem};
use nusa_node::Role;

use crate::{app::App, problem::Failure};

/// What the pages may do: everything from this node alone, the money engine as WebAssembly, styles
/// on elements (they move and colour, and load nothing), pictures that were just picked.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; \
    worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// A till may scan with its camera and print by its USB port; nothing else of the device is asked for.
const PERMISSIONS: &str =
    "camera=(self), usb=(self), microphone=(), geolocation=(), payment=(), display-capture=()";

/// The name of a file of the assets holds its hash, so it never changes.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
const ASK_FIRST: &str = "no-cache";

/// The cashier's service worker, and the scope that it may take.
const WORKER: &str = "kasir/sw.js";
const WORKER_SCOPE: &str = "/kasir";

/// Faces by the first part of their address.
const SHELLS: [(&str, &str); 6] = [
    ("kasir", "cashier.html"),
    ("kantor", "office.html"),
    ("mulai", "start.html"),
    ("pesanan", "orders.html"),
    ("dapur", "kitchen.html"),
    ("meja", "guest.html"),
];

const NOT_BUILT: &str = include_str!("pages/not_built.html");

/// A file of the front end.
#[derive(Clone, Debug)]
pub struct File {
    /// What is in it.
    pub bytes: Cow<'static, [u8]>,
    /// The hash of that.
    pub hash: [u8; 32],
}

/// The front end: a file by its name, such as `assets/cashier-Dm7EuiuG.css`.
#[derive(Clone, Copy)]
pub struct Faces(fn(&str) -> Option<File>);

impl std::fmt::Debug for Faces {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Faces")
    }
}

impl Default for Faces {
    fn default() -> Self {
        Self(|_| None)
    }
}

impl Faces {
    /// A front end whose files this function knows.
    pub fn of(file: fn(&str) -> Option<File>) -> Self {
        Self(file)
    }

    /// The file in the best packing that the asker takes, with the packing's name.
    fn packed(self, name: &str, accepted: &str) -> Option<(File, Option<&'static str>)> {
        for (coding, ending) in [("br", ".br"), ("gzip", ".gz")] {
            if takes(accepted, coding)
                && let Some(file) = self.0(&format!("{name}{ending}"))
            {
                return Some((file, Some(coding)));
            }
        }
        self.0(name).map(|file| (file, None))
    }
}

/// A file that lies packed already, or gains nothing by it: the door does not pack it again.
#[derive(Clone, Copy, Debug)]
pub struct AsItIs;

/// What an address stands for.
#[derive(Debug, PartialEq, Eq)]
enum Place<'a> {
    /// The door's own address: on to the face of this node.
    Door,
    /// A page of a face, whatever stands behind its name.
    Shell(&'static str),
    /// A file that never changes.
    Asset(&'a str),
    /// A file that may be another with the next version of the program.
    Loose(&'a str),
}

fn place(path: &str) -> Option<Place<'_>> {
    let name = path.strip_prefix('/')?;
    if name.is_empty() {
        return Some(Place::Door);
    }
    if !name.contains('.') {
        let face = name.split('/').next().unwrap_or(name);
        let shell = SHELLS.iter().find(|(word, _)| *word == face);
        return shell.map(|&(_, file)| Place::Shell(file));
    }
    let is_ours = [".html", ".br", ".gz"]
        .iter()
        .any(|end| name.ends_with(end));
    match () {
        () if is_ours => None,
        () if name.starts_with("assets/") => Some(Place::Asset(name)),
        () => Some(Place::Loose(name)),
    }
}

/// Answers what no row of the table answers: a file of the front end, or that there is nothing.
pub(crate) async fn elsewhere(
    State(app): State<App>,
    OriginalUri(whole): OriginalUri,
    request: Request,
) -> Response {
    let path = request.uri().path();
    let looks = matches!(*request.method(), Method::GET | Method::HEAD);
    let found = place(path).filter(|_| looks);
    let answer = match found {
        None => None,
        Some(Place::Door) => Some(on_to(&app, before(whole.path(), path))),
        Some(Place::Shell(name)) => {
            Some(file(app.faces, name, ASK_FIRST, request.headers()).unwrap_or_else(not_built))
        }
        Some(Place::Asset(name)) => file(app.faces, name, FOR_EVER, request.headers()),
        Some(Place::Loose(name)) => file(app.faces, name, ASK_FIRST, request.headers()),
    };
    answer.unwrap_or_else(nothing)
}

fn nothing() -> Response {
    Failure(Problem::new(
        Door::NotFound,
        "there is nothing under this name",
    ))
    .into_response()
}

/// What stands before the path where a router stands behind another's path.
fn before<'a>(whole: &'a str, path: &str) -> &'a str {
    let whole = whole.strip_suffix('/').unwrap_or(whole);
    whole.strip_suffix(path.trim_end_matches('/')).unwrap_or("")
}

fn on_to(app: &App, before: &str) -> Response {
    let face = match app.me.role {
        Role::Branch => "/kasir",
        Role::Centre if app.set_up.is_waiting() => "/mulai",
        Role::Centre => "/kantor",
    };
    let to = HeaderValue::from_str(&format!("{before}{face}"));
    let to = to.unwrap_or(HeaderValue::from_static("/"));
    (
        StatusCode::SEE_OTHER,
        [
            (header::LOCATION, to),
            (header::CACHE_CONTROL, HeaderValue::from_static(ASK_FIRST)),
        ],
    )
        .into_response()
}

fn not_built() -> Response {
    let page = HeaderValue::from_static("text/html; charset=utf-8");
    (
        StatusCode::SERVICE_UNAVAILABLE,
        [(header::CONTENT_TYPE, page)],
        NOT_BUILT,
    )
        .into_response()
}

fn file(faces: Faces, name: &str, keep: &'static str, asked: &HeaderMap) -> Option<Response> {
    let text = |name: HeaderName| asked.get(name).and_then(|value| value.to_str().ok());
    let accepted = text(header::ACCEPT_ENCODING).unwrap_or_default();
    let (file, coding) = faces.packed(name, accepted)?;
    let tag = format!("\"{}\"", nusa_facts::hex::encode(&file.hash[..16]));
    let known = text(header::IF_NONE_MATCH).is_some_and(|known| names(known, &tag));
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let bytes = match file.bytes {
            Cow::Borrowed(bytes) => Bytes::from_static(bytes),
            Cow::Owned(bytes) => Bytes::from(bytes),
        };
        Body::from(bytes).into_response()
    };
    response.extensions_mut().insert(AsItIs);
    dress(response.headers_mut(), name, keep, &tag, coding);
    Some(response)
}

fn dress(
    headers: &mut HeaderMap,
    name: &str,
    keep: &'static str,
    tag: &str,
    coding: Option<&'static str>,
) {
    let mut set = |name: HeaderName, value: &'static str| {
        headers.insert(name, HeaderValue::from_static(value));
    };
    set(header::CONTENT_TYPE, kind(name));
    set(header::CACHE_CONTROL, keep);
    set(header::VARY, "accept-encoding");
    set(header::CONTENT_SECURITY_POLICY, POLICY);
    set(HeaderName::from_static("permissions-policy"), PERMISSIONS);
    if name == WORKER {
        set(
            HeaderName::from_static("service-worker-allowed"),
            WORKER_SCOPE,
        );
    }
    if let Some(coding) = coding {
        set(header::CONTENT_ENCODING, coding);
    }
    if let Ok(tag) = HeaderValue::from_str(tag) {
        headers.insert(header::ETAG, tag);
    }
}

/// Whether an `accept-encoding` takes this coding: named, and not with a weight of nought.
fn takes(accepted: &str, coding: &str) -> bool {
    accepted.split(',').any(|part| {
        let mut words = part.split(';').map(str::trim);
        let named = words
            .next()
            .is_some_and(|word| word.eq_ignore_ascii_case(coding));
        let refused = |word: &str| {
            let weight = word.strip_prefix("q=").unwrap_or("1");
            weight.trim_matches(['0', '.']).is_empty()
        };
        named && !words.any(refused)
    })
}

/// Whether an `if-none-match` names this tag, weakly or strongly.
fn names(known: &str, tag: &str) -> bool {
    let plain = |part: &str| part.trim().trim_start_matches("W/").to_owned();
    known.trim() == "*" || known.split(',').any(|part| plain(part) == tag)
}

fn kind(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_door_a_page_a_file_or_nothing() {
        let cases = [
            ("/", Some(Place::Door)),
            ("/kasir", Some(Place::Shell("cashier.html"))),
            ("/kasir/riwayat/7", Some(Place::Shell("cashier.html"))),
            ("/kantor/produk", Some(Place::Shell("office.html"))),
            ("/mulai", Some(Place::Shell("start.html"))),
            ("/meja/0193/ABC", Some(Place::Shell("guest.html"))),
            ("/kasirku", None),
            ("/kasir/sw.js", Some(Place::Loose("kasir/sw.js"))),
            ("/assets/a-1.js", Some(Place::Asset("assets/a-1.js"))),
            ("/assets/a-1.js.br", None),
            ("/cashier.html", None),
            ("/assets", None),
            ("/admin", None),
        ];
        for (path, expected) in cases {
            assert_eq!(place(path), expected, "{path}");
        }
    }

    #[test]
    fn a_packing_is_given_to_who_takes_it() {
        let cases = [
            ("gzip, deflate, br, zstd", "br", true),
            ("gzip;q=1.0, br;q=0", "br", false),
            ("gzip;q=0.5", "gzip", true),
            ("brotli", "br", false),
            ("", "gzip", false),
            ("GZIP", "gzip", true),
        ];
        for (accepted, coding, expected) in cases {
            assert_eq!(takes(accepted, coding), expected, "{accepted} {coding}");
        }
    }

    #[test]
    fn a_router_behind_a_path_leads_on_behind_it() {
        for (whole, path, expected) in [
            ("/", "/", ""),
            ("/centre", "/", "/centre"),
            ("/centre/", "/", "/centre"),
        ] {
            assert_eq!(before(whole, path), expected, "{whole}");
        }
    }
}
