//! Asking a node over HTTP as a till or an office does: JSON in, JSON out, one
//! connection kept alive. Knows no route and no meaning of an answer.

use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::{Method, Request, header};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use serde_json::Value;

/// Bytes of an answer at most: a whole catalogue is some MiB.
const MAX_ANSWER_BYTES: usize = 64 * 1024 * 1024;

/// How long an answer may take; a sale takes milliseconds, an import of many rows some seconds.
const PATIENCE: Duration = Duration::from_secs(60);

/// How often something is asked before whoever insists gives up.
pub const TRIES: u32 = 40;

/// Pause before something is asked again.
pub const PAUSE: Duration = Duration::from_millis(250);

/// Somebody who asks one node.
#[derive(Clone)]
pub struct Http {
    client: Client<HttpConnector, Full<Bytes>>,
    base: String,
    token: Option<String>,
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// The body; null when it was empty or no JSON.
    pub body: Value,
}

/// Why nothing came back. The request may have been done or not.
#[derive(Debug, thiserror::Error)]
pub enum HttpError {
    /// The connection failed or broke.
    #[error("the node does not answer: {0}")]
    Broken(String),
    /// No answer in time.
    #[error("the node does not answer in time")]
    Late,
}

impl Reply {
    /// Whether the node did what it was asked.
    pub fn is_ok(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The stable code of a problem; empty when there is none.
    pub fn code(&self) -> &str {
        self.body["code"].as_str().unwrap_or_default()
    }

    /// The problem in one line for people.
    pub fn words(&self) -> String {
        let detail = self.body["detail"].as_str().unwrap_or_default();
        format!("{} {} {detail}", self.status, self.code())
            .trim_end()
            .to_owned()
    }
}

impl Http {
    /// A till or an office at `http://host:port`.
    pub fn new(base: &str) -> Self {
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        connector.set_connect_timeout(Some(Duration::from_secs(5)));
        let client = Client::builder(TokioExecutor::new())
            .pool_max_idle_per_host(1)
            .build(connector);
        Self {
            client,
            base: base.trim_end_matches('/').to_owned(),
            token: None,
        }
    }

    /// The same asker on a connection of its own.
    pub fn another(&self) -> Self {
        let fresh = Self::new(&self.base);
        Self {
            token: self.token.clone(),
            ..fresh
        }
    }

    /// Where the node is.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// The session that it asks with.
    pub fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// Asks with this session from now on.
    pub fn signed_in(mut self, token: String) -> Self {
        self.token = Some(token);
        self
    }

    /// Reads.
    ///
    /// # Errors
    /// When nothing came back.
    pub async fn get(&self, path: &str) -> Result<Reply, HttpError> {
        self.send(Method::GET, path, "application/json", Bytes::new())
            .await
    }

    /// Asks for something with a JSON body.
    ///
    /// # Errors
    /// When nothing came back; the node may have done it all the same.
    pub async fn post(&self, path: &str, body: &Value) -> Result<Reply, HttpError> {
        self.post_bytes(path, "application/json", Bytes::from(body.to_string()))
            .await
    }

    /// Sets something with a JSON body.
    ///
    /// # Errors
    /// When nothing came back; the node may have done it all the same.
    pub async fn put(&self, path: &str, body: &Value) -> Result<Reply, HttpError> {
        self.send(
            Method::PUT,
            path,
            "application/json",
            Bytes::from(body.to_string()),
        )
        .await
    }

    /// Asks with exactly these bytes.
    ///
    /// # Errors
    /// When nothing came back; the node may have done it all the same.
    pub async fn post_bytes(
        &self,
        path: &str,
        kind: &str,
        body: Bytes,
    ) -> Result<Reply, HttpError> {
        self.send(Method::POST, path, kind, body).await
    }

    /// Asks with exactly these bytes of JSON until the node has said yes or no: an answer that is lost is
    /// asked for again. Tells what was done, or in words why nothing was.
    ///
    /// # Errors
    /// What the node refused, or how the last of many tries ended.
    pub async fn insist(&self, path: &str, body: Bytes) -> Result<Reply, String> {
        let mut last = String::new();
        for _ in 0..TRIES {
            match self
                .post_bytes(path, "application/json", body.clone())
                .await
            {
                Ok(reply) if reply.is_ok() => return Ok(reply),
                Ok(reply) if (400..500).contains(&reply.status) && reply.status != 429 => {
                    return Err(reply.words());
                }
                Ok(reply) => last = reply.words(),
                Err(error) => last = error.to_string(),
            }
            tokio::time::sleep(PAUSE).await;
        }
        Err(last)
    }

    async fn send(
        &self,
        method: Method,
        path: &str,
        kind: &str,
        body: Bytes,
    ) -> Result<Reply, HttpError> {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.base));
        request = request
            .header(header::CONTENT_TYPE, kind)
            .header(header::ACCEPT_LANGUAGE, "en");
        if let Some(token) = &self.token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        let request = request.body(Full::new(body)).map_err(broken)?;
        tokio::time::timeout(PATIENCE, self.exchange(request))
            .await
            .unwrap_or(Err(HttpError::Late))
    }

    async fn exchange(&self, request: Request<Full<Bytes>>) -> Result<Reply, HttpError> {
        let answer = self.client.request(request).await.map_err(broken)?;
        let status = answer.status().as_u16();
        let body = Limited::new(answer.into_body(), MAX_ANSWER_BYTES)
            .collect()
            .await
            .map_err(broken)?;
        let body = serde_json::from_slice(&body.to_bytes()).unwrap_or(Value::Null);
        Ok(Reply { status, body })
    }
}

fn broken(error: impl std::fmt::Display) -> HttpError {
    HttpError::Broken(error.to_string())
}
