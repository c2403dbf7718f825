//! TLS for tills on the network: a node's own authority, a real client that
//! trusts it and one that does not, and what is open without TLS.

use std::{fs, sync::Arc};

use nusa::demo::http::Http;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use tokio_rustls::{
    TlsConnector,
    rustls::{
        ClientConfig, RootCertStore,
        crypto::ring,
        pki_types::{CertificateDer, ServerName, pem::PemObject},
    },
};

use crate::{
    place::{Place, nusa, serving},
    serve::{Served, block_on},
};

/// Asks as a browser would that trusts these authorities.
async fn ask(
    addr: &str,
    name: &'static str,
    trusted: Option<&CertificateDer<'static>>,
    request: &str,
) -> std::io::Result<String> {
    let mut roots = RootCertStore::empty();
    if let Some(ca) = trusted {
        roots.add(ca.clone()).unwrap();
    }
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let stream = TcpStream::connect(addr).await?;
    let name = ServerName::try_from(name).unwrap();
    let connector = TlsConnector::from(Arc::new(config));
    exchange(connector.connect(name, stream).await?, addr, request).await
}

async fn exchange(
    mut stream: impl AsyncReadExt + AsyncWriteExt + Unpin,
    addr: &str,
    request: &str,
) -> std::io::Result<String> {
    let (line, body) = request.split_once('\n').unwrap_or((request, ""));
    let head = format!(
        "{line} HTTP/1.1\r\nhost: {addr}\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(head.as_bytes()).await?;
    let mut answer = Vec::new();
    // A peer that closes without a farewell has still said everything with `connection: close`.
    let _ = stream.read_to_end(&mut answer).await;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

/// Asks without TLS.
pub(crate) async fn plainly(addr: &str, request: &str) -> String {
    let stream = TcpStream::connect(addr).await.unwrap();
    exchange(stream, addr, request).await.unwrap()
}

/// The words that serve a centre with TLS.
fn secure(data: &str) -> Vec<&str> {
    [&serving("centre", data)[..], &["--tls"]].concat()
}

fn serve(data: &str) -> (Served, String) {
    let mut served = Served::start(&secure(data));
    let addr = served.after("listens on https://");
    (served, addr)
}

const SIGN_IN: &str = "POST /api/v1/session\n{\"login\":\"sari\",\"password\":\"rahasia sekali\"}";

#[test]
fn a_till_that_trusts_the_nodes_authority_is_served_with_tls_and_nobody_else() {
    let place = Place::new();
    let data = place.centre("centre");
    let ca_path = place.path("centre/tls/ca.crt");
    nusa(secure(&data)).must(2);
    nusa(["tls", "init", "--data", &data]).must(0);
    nusa(["tls", "init", "--data", &data]).must(1);
    let ca = CertificateDer::from_pem_slice(&fs::read(&ca_path).unwrap()).unwrap();
    let (served, addr) = serve(&data);
    block_on(async {
        for name in ["localhost", "127.0.0.1"] {
            let told = ask(&addr, name, Some(&ca), "GET /healthz").await.unwrap();
            assert!(told.starts_with("HTTP/1.1 200"), "{told}");
        }
        assert!(ask(&addr, "localhost", None, "GET /healthz").await.is_err());
        assert!(
            ask(&addr, "bank.example", Some(&ca), "GET /healthz")
                .await
                .is_err()
        );
        let told = ask(&addr, "localhost", Some(&ca), SIGN_IN).await.unwrap();
        let cookie = told
            .lines()
            .find(|line| line.starts_with("set-cookie:"))
            .unwrap();
        assert!(
            told.starts_with("HTTP/1.1 201") && cookie.ends_with("; Secure"),
            "{cookie}"
        );
    });
    assert_eq!(served.terminate(), Some(0));
}

#[test]
fn without_tls_a_device_finds_only_how_to_trust() {
    let place = Place::new();
    let data = place.centre("centre");
    nusa(["tls", "init", "--data", &data, "--name", "toko.example"]).must(0);
    let (served, addr) = serve(&data);
    block_on(async {
        let page = plainly(&addr, "GET /percaya").await;
        assert!(
            page.starts_with("HTTP/1.1 200") && page.contains("<svg"),
            "{page}"
        );
        for words in [
            "Percayai simpul",
            "Trust this",
            "Android",
            "iPhone",
            "Windows",
            "/ca.crt",
        ] {
            assert!(page.contains(words), "{words}");
        }
        let pem = fs::read(place.path("centre/tls/ca.crt")).unwrap();
        let ca = CertificateDer::from_pem_slice(&pem).unwrap();
        let got = plainly(&addr, "GET /ca.crt").await;
        assert!(got.contains("application/x-x509-ca-cert"), "{got}");
        assert!(
            got.contains(&format!("content-length: {}", ca.len())),
            "{got}"
        );
        for (asked, to) in [
            ("GET /", "location: /percaya".to_owned()),
            (
                "GET /kasir?x=1",
                format!("location: https://{addr}/kasir?x=1"),
            ),
            (SIGN_IN, format!("location: https://{addr}/api/v1/session")),
        ] {
            let told = plainly(&addr, asked).await;
            assert!(
                told.starts_with("HTTP/1.1 307") && told.contains(&to),
                "{told}"
            );
            assert!(!told.contains("set-cookie"), "{told}");
        }
        let node = Http::new(&format!("http://{addr}"));
        assert_eq!(node.get("/healthz").await.unwrap().status, 200);
        let peer = node.get("/api/v1/sync/pull").await.unwrap();
        assert_eq!(
            peer.code(),
            "signature_missing",
            "branches go on as they enrolled"
        );
    });
    assert_eq!(served.terminate(), Some(0));
}

#[test]
fn a_node_without_tls_knows_no_page_of_trust() {
    let place = Place::new();
    let data = place.centre("centre");
    let mut served = Served::start(&serving("centre", &data));
    let base = served.after("listens on ");
    block_on(async {
        let node = Http::new(&base);
        for path in ["/percaya", "/ca.crt"] {
            assert_eq!(node.get(path).await.unwrap().code(), "not_found", "{path}");
        }
    });
    assert_eq!(served.terminate(), Some(0));
}
