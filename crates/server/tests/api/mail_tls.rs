//! The way to a mail server that hides the talk: by STARTTLS and from the first byte,
//! under the authority of the house; and a server that nobody vouches for.

use std::sync::Arc;

use http_body_util::Full;
use hyper::Request;
use nusa_server::{
    Plan, Running,
    link::carrier::{Carrier, InProcess},
    serve,
    tls::Papers,
};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use serde_json::{Value, json};
use tokio_rustls::rustls::{
    ServerConfig,
    crypto::ring,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
};

use crate::{
    mail_sink::{MailSink, Manner},
    shop::{Shop, open},
    world::PASSWORD,
};

/// An authority as a branch has one, and a certificate of it for this machine, both as PEM.
fn authority() -> (String, String) {
    let key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let ca = params.self_signed(&key).unwrap().pem();
    let issuer = Issuer::new(params, key);
    let own = KeyPair::generate().unwrap();
    let names = vec!["localhost".to_owned(), "127.0.0.1".to_owned()];
    let node = CertificateParams::new(names).unwrap();
    let node = node.signed_by(&own, &issuer).unwrap().pem();
    (ca, format!("{node}{}", own.serialize_pem()))
}

fn hides(node: &str) -> Arc<ServerConfig> {
    let certificate = CertificateDer::from_pem_slice(node.as_bytes()).unwrap();
    let key = PrivateKeyDer::from_pem_slice(node.as_bytes()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    Arc::new(config)
}

/// A branch that serves with an authority of its own.
async fn branch_under(ca: &str, node: &str) -> Running {
    let Shop { branch, .. } = open().await;
    let stopped = branch.node.running.stop().await;
    let plan = Plan {
        node: stopped.expect("the node comes back"),
        listen: None,
        live: None,
        centre: None,
        faces: crate::faces::few(),
        papers: Papers::read(ca, node),
        press: None,
        switch: None,
        clock: nusa_server::clock::Clock::start(),
        beside: None,
    };
    serve(plan).await.unwrap()
}

async fn ask(node: &Running, method: &str, path: &str, token: &str, body: &Value) -> Value {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header("content-type", "application/json")
        .header("authorization", format!("Bearer {token}"));
    let request = request.body(Full::from(body.to_string())).unwrap();
    let answer = InProcess(node.router()).carry(request).await.unwrap();
    serde_json::from_slice(answer.body()).unwrap()
}

#[tokio::test]
async fn the_way_to_a_mail_server_is_hidden_or_nothing_goes() {
    let (ca, own) = authority();
    let (_, strange) = authority();
    let node = branch_under(&ca, &own).await;
    let login = json!({ "login": "manager", "password": PASSWORD });
    let signed = ask(&node, "POST", "/api/v1/session", "", &login).await;
    let token = signed["token"].as_str().unwrap().to_owned();
    let cases = [
        ("starttls", Some(&own), false, None),
        ("tls", Some(&own), true, None),
        ("starttls", Some(&strange), false, Some("tls")),
        ("tls", Some(&strange), true, Some("tls")),
        ("starttls", None, false, Some("starttls_missing")),
    ];
    for (security, certificate, at_once, code) in cases {
        let sink = MailSink::open(Manner {
            hides: certificate.map(|node| hides(node)),
            at_once,
            ..Manner::default()
        })
        .await;
        let server = json!({
            "host": "localhost", "port": sink.address.port(), "security": security,
            "sender": "struk@contoh.id", "automatic": false,
        });
        ask(&node, "PUT", "/api/v1/mail/settings", &token, &server).await;
        let to = json!({ "to": "ani@contoh.id", "lang": "en" });
        let told = ask(&node, "POST", "/api/v1/mail/test", &token, &to).await;
        assert_eq!(told["code"].as_str(), code, "{security} {told}");
        let taken = sink.taken();
        assert_eq!(taken.len(), usize::from(code.is_none()), "{security}");
        for mail in taken {
            assert!(mail.hidden, "{security}");
            assert_eq!(mail.read().subject(), Some("Test mail – Nusa JKT01"));
        }
    }
    node.stop().await;
}
