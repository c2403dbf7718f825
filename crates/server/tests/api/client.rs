//! A device as the tests use one: it asks over a connection of its own and reads
//! JSON. Keeps a Bearer, sends nothing by itself.

use axum::http::{HeaderMap, Method, StatusCode, header};
use bytes::Bytes;
use http_body_util::Full;
use hyper::Request;
use nusa_server::link::carrier::{Carrier, HttpCarrier, Lost};
use serde_json::Value;

/// Asks one node.
#[derive(Clone)]
pub(crate) struct Client {
    carrier: HttpCarrier<hyper_util::client::legacy::connect::HttpConnector>,
    token: Option<String>,
}

/// What came back.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
    pub(crate) json: Value,
}

impl Answer {
    pub(crate) fn code(&self) -> &str {
        self.json["code"].as_str().unwrap_or("-")
    }

    /// The JSON of a good answer.
    pub(crate) fn good(self) -> Value {
        assert!(self.status < 300, "{} {}", self.status, self.text);
        self.json
    }
}

impl Client {
    pub(crate) fn to(base: &str) -> Self {
        Self {
            carrier: HttpCarrier::to(base).expect("a base is an address"),
            token: None,
        }
    }

    pub(crate) fn with(&self, token: &str) -> Self {
        Self {
            token: Some(token.to_owned()),
            ..self.clone()
        }
    }

    pub(crate) fn token(&self) -> &str {
        self.token.as_deref().unwrap_or_default()
    }

    pub(crate) async fn send(&self, request: Request<Full<Bytes>>) -> Result<Answer, Lost> {
        let answer = self.carrier.carry(request).await?;
        let text = String::from_utf8_lossy(answer.body()).into_owned();
        let json = serde_json::from_str(&text).unwrap_or_default();
        Ok(Answer {
            status: answer.status().as_u16(),
            headers: answer.headers().clone(),
            text,
            json,
        })
    }

    pub(crate) fn request(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Request<Full<Bytes>> {
        let mut request = Request::builder()
            .method(Method::from_bytes(method.as_bytes()).unwrap())
            .uri(path);
        if let Some(token) = &self.token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request
            .body(Full::new(Bytes::copy_from_slice(body)))
            .unwrap()
    }

    pub(crate) async fn ask(&self, method: &str, path: &str, body: &Value) -> Answer {
        self.try_ask(method, path, body)
            .await
            .expect("the node answers")
    }

    pub(crate) async fn try_ask(
        &self,
        method: &str,
        path: &str,
        body: &Value,
    ) -> Result<Answer, Lost> {
        let bytes = if body.is_null() {
            Vec::new()
        } else {
            body.to_string().into_bytes()
        };
        self.send(self.request(
            method,
            path,
            &[("content-type", "application/json")],
            &bytes,
        ))
        .await
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &Value::Null).await
    }

    /// Status and bytes of an answer that is no text.
    pub(crate) async fn raw(&self, path: &str) -> (u16, Vec<u8>) {
        let answer = self
            .carrier
            .carry(self.request("GET", path, &[], b""))
            .await;
        let answer = answer.expect("the node answers");
        (answer.status().as_u16(), answer.body().to_vec())
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Answer {
        self.ask("POST", path, body).await
    }
}

/// Whether a status is one.
pub(crate) fn is(answer: &Answer, status: StatusCode, code: &str) {
    assert_eq!(
        (answer.status, answer.code()),
        (status.as_u16(), code),
        "{}",
        answer.text
    );
}
