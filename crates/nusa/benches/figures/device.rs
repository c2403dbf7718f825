//! A branch's device as a bench plays it: enrolled over HTTP with a code of its
//! own, signing every request. Knows no database.

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::{Method, Request, header};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use nusa::{chance, demo::http::Http};
use nusa_sync::{
    messages::{Enrol, Enrolled, Protocols},
    nonce::NonceSource,
    sign::{DeviceKey, SignedRequest},
};

use crate::Broken;

/// An enrolled device.
pub(crate) struct Device {
    /// What the centre said at enrolment.
    pub enrolled: Enrolled,
    key: DeviceKey,
    nonces: NonceSource,
    client: Client<HttpConnector, Full<Bytes>>,
    base: String,
}

impl Device {
    /// Enrols at a branch number with a fresh code.
    pub(crate) async fn enrol(office: &Http, branch: u32) -> Result<Self, Broken> {
        let path = format!("/api/v1/branches/{branch}/enrol-code");
        let code = office
            .post(&path, &serde_json::json!({ "command": chance::command() }))
            .await?;
        let code = code.body["code"]
            .as_str()
            .ok_or_else(|| code.words())?
            .to_owned();
        let key = DeviceKey::from_dice(chance::bytes());
        let ask = Enrol {
            code,
            key: key.public(),
            program: "bench".to_owned(),
            protocols: Protocols::OURS,
        };
        let body = Bytes::from(serde_json::to_vec(&ask)?);
        let reply = office
            .post_bytes("/api/v1/sync/enrol", "application/json", body)
            .await?;
        let enrolled: Enrolled =
            serde_json::from_value(reply.body.clone()).map_err(|_| reply.words())?;
        let nonces = NonceSource::from(enrolled.nonce);
        let client = Client::builder(TokioExecutor::new()).build(HttpConnector::new());
        Ok(Self {
            enrolled,
            key,
            nonces,
            client,
            base: office.base().to_owned(),
        })
    }

    /// Sends a signed request; gives the body as it came over the wire.
    pub(crate) async fn ask(
        &mut self,
        method: Method,
        path: &str,
        body: Bytes,
    ) -> Result<Bytes, Broken> {
        let nonce = self.nonces.take();
        let signed = SignedRequest {
            method: method.as_str(),
            path,
            nonce,
            body: &body,
        };
        let signature = self.key.sign(&signed);
        let request = Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.base))
            .header("nusa-branch", self.enrolled.branch.to_string())
            .header("nusa-key", self.key.public())
            .header("nusa-nonce", nonce.to_string())
            .header("nusa-signature", signature)
            .header(header::CONTENT_TYPE, "application/json")
            .header(
                header::CONTENT_ENCODING,
                if body.is_empty() { "identity" } else { "zstd" },
            )
            .header(header::ACCEPT_ENCODING, "zstd")
            .body(Full::new(body))?;
        let answer = self.client.request(request).await?;
        let status = answer.status();
        let body = answer.into_body().collect().await?.to_bytes();
        if status.is_success() {
            Ok(body)
        } else {
            Err(format!("{status}: {}", String::from_utf8_lossy(&body)).into())
        }
    }
}
