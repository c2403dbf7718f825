//! TLS at the door, on the same port as plain HTTP: the first byte of a
//! connection tells which it is. Over plain HTTP a device finds only how to trust
//! the node's authority, and other nodes their own routes. Knows no file.

use std::{io, sync::Arc};

use axum::{
    Router,
    extract::Request,
    http::{HeaderMap, HeaderValue, StatusCode, Uri, header, uri::Scheme},
    middleware::{Next, from_fn},
    response::{IntoResponse, Response},
};
use tokio::net::TcpStream;
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        crypto::ring,
        pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
    },
    server::TlsStream,
};

use crate::limits::HEAD_TIMEOUT;

/// The first byte of a TLS connection: a handshake record.
const HANDSHAKE: u8 = 0x16;

/// What is answered without TLS: how to trust, how the node is, and what nodes say to each other, which
/// is signed and is reached under the address that they enrolled with.
const PLAIN: [&str; 7] = [
    "/percaya",
    "/ca.crt",
    "/docs/pages.css",
    "/healthz",
    "/readyz",
    "/metrics",
    "/api/v1/sync/",
];

/// A node's certificate with its key, and the authority's certificate for devices that are to trust it.
#[derive(Clone)]
pub struct Papers {
    config: Arc<ServerConfig>,
    ca: Arc<[u8]>,
}

impl std::fmt::Debug for Papers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Papers")
    }
}

impl Papers {
    /// Reads the authority's certificate, and the node's with its key, as PEM; none when they are none.
    pub fn read(ca: &str, node: &str) -> Option<Self> {
        let ca = CertificateDer::from_pem_slice(ca.as_bytes()).ok()?;
        let certificate = CertificateDer::from_pem_slice(node.as_bytes()).ok()?;
        let key = PrivateKeyDer::from_pem_slice(node.as_bytes()).ok()?;
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .ok()?
            .with_no_client_auth()
            .with_single_cert(vec![certificate], key)
            .ok()?;
        Some(Self {
            config: Arc::new(config),
            ca: ca.as_ref().into(),
        })
    }

    /// The authority's certificate as DER.
    pub fn ca(&self) -> &[u8] {
        &self.ca
    }
}

/// The door's two sides.
#[derive(Clone)]
pub(crate) struct Sides {
    acceptor: TlsAcceptor,
    plain: Router,
    secure: Router,
}

/// A connection by what it turned out to be.
pub(crate) enum Knock {
    Plain(TcpStream, Router),
    Secure(Box<TlsStream<TcpStream>>, Router),
}

impl Sides {
    /// Both sides of a node's router.
    pub(crate) fn of(papers: &Papers, router: Router) -> Self {
        Self {
            acceptor: TlsAcceptor::from(Arc::clone(&papers.config)),
            plain: router.clone().layer(from_fn(only_what_is_plain)),
            secure: router.layer(from_fn(cookies_stay_secret)),
        }
    }

    /// Finds out what a connection is.
    pub(crate) async fn answer(self, stream: TcpStream) -> io::Result<Knock> {
        let late = || io::Error::from(io::ErrorKind::TimedOut);
        let mut first = [0];
        let peeked = tokio::time::timeout(HEAD_TIMEOUT, stream.peek(&mut first));
        peeked.await.map_err(|_| late())??;
        if first != [HANDSHAKE] {
            return Ok(Knock::Plain(stream, self.plain));
        }
        let shaken = tokio::time::timeout(HEAD_TIMEOUT, self.acceptor.accept(stream));
        let stream = shaken.await.map_err(|_| late())??;
        Ok(Knock::Secure(Box::new(stream), self.secure))
    }
}

fn is_plain(path: &str) -> bool {
    PLAIN
        .iter()
        .any(|open| path == *open || (open.ends_with('/') && path.starts_with(open)))
}

/// The rest is asked for again with TLS; whoever asks for the door itself is told how to trust first.
async fn only_what_is_plain(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    if is_plain(path) {
        return next.run(request).await;
    }
    let to = match path {
        "/" => Some("/percaya".to_owned()),
        _ => secured(request.uri(), request.headers()),
    };
    let Some(to) = to.and_then(|to| HeaderValue::from_str(&to).ok()) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, to)]).into_response()
}

fn secured(uri: &Uri, headers: &HeaderMap) -> Option<String> {
    let host = headers.get(header::HOST)?.to_str().ok()?;
    let rest = uri.path_and_query()?.as_str();
    let uri = Uri::builder().scheme(Scheme::HTTPS).authority(host);
    Some(uri.path_and_query(rest).build().ok()?.to_string())
}

/// A cookie that was given over TLS is never sent without it.
async fn cookies_stay_secret(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut().iter_mut();
    for (_, cookie) in headers.filter(|(name, _)| *name == header::SET_COOKIE) {
        let secret = cookie.to_str().map(|text| format!("{text}; Secure"));
        if let Some(secret) = secret
            .ok()
            .and_then(|text| HeaderValue::from_str(&text).ok())
        {
            *cookie = secret;
        }
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_tls_nothing_is_open_but_what_must_be() {
        let cases = [
            ("/percaya", true),
            ("/ca.crt", true),
            ("/api/v1/sync/push", true),
            ("/healthz", true),
            ("/api/v1/session", false),
            ("/api/v1/synchronous", false),
            ("/percayakan", false),
            ("/kasir", false),
        ];
        for (path, open) in cases {
            assert_eq!(is_plain(path), open, "{path}");
        }
    }

    #[test]
    fn the_way_to_tls_keeps_host_port_and_question() {
        let mut headers = HeaderMap::new();
        let uri = Uri::from_static("/kasir/riwayat?dari=1");
        assert_eq!(secured(&uri, &headers), None);
        headers.insert(header::HOST, HeaderValue::from_static("10.0.0.5:7101"));
        let to = secured(&uri, &headers);
        assert_eq!(
            to.as_deref(),
            Some("https://10.0.0.5:7101/kasir/riwayat?dari=1")
        );
        headers.insert(header::HOST, HeaderValue::from_static("a b"));
        assert_eq!(secured(&uri, &headers), None);
    }
}
