//! A request of the link as HTTP, and its answer as the link understands it:
//! addresses, packing, signature, problems. Knows the words of the API, not what
//! they mean to a chain or a stream.

use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use bytes::Bytes;
use http_body_util::Full;
use hyper::{Request, Response};
use nusa_contract::Problem;
use nusa_facts::{BranchId, Hash};
use nusa_node::uplink::{Incoming, Outgoing};
use nusa_sync::{
    backoff::Asked,
    messages::{ForkPoint, PullQuery},
    nonce::Nonce,
    sign::{DeviceKey, SignedRequest},
    uplink::Failure,
};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::{
    limits::{MAX_ANSWER_BYTES, RETRY_AFTER_S},
    packed::{self, Packing},
};

/// A request before it is signed.
#[derive(Clone, Debug)]
pub struct Letter {
    method: Method,
    path: String,
    /// Packed; empty for none.
    body: Bytes,
}

/// What a request is answered with, as far as it matters which one it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A hello.
    Hello,
    /// A push.
    Push,
    /// A tail.
    Tail,
    /// A pull.
    Pull,
}

/// What came of a letter.
#[derive(Debug)]
pub enum Answered {
    /// Something the link understands.
    Incoming(Box<Incoming>),
    /// The nonce was stale; this is the next one.
    Stale(Nonce),
    /// Anything else.
    Failed(Failure),
}

/// Writes a request of the link.
///
/// # Errors
/// `internal` when it cannot be written or packed.
pub fn write(outgoing: &Outgoing) -> Result<(Kind, Letter), Problem> {
    let post = |path: &str, json: Result<Vec<u8>, serde_json::Error>| {
        let json = json.map_err(|_| {
            Problem::new(nusa_contract::Door::Internal, "a message cannot be written")
        })?;
        Ok::<_, Problem>(Letter {
            method: Method::POST,
            path: path.to_owned(),
            body: packed::pack(&json)?.into(),
        })
    };
    let get = |path: String| Letter {
        method: Method::GET,
        path,
        body: Bytes::new(),
    };
    Ok(match outgoing {
        Outgoing::Hello(hello) => (
            Kind::Hello,
            post("/api/v1/sync/hello", serde_json::to_vec(hello))?,
        ),
        Outgoing::Push(page) => (
            Kind::Push,
            post("/api/v1/sync/push", serde_json::to_vec(page))?,
        ),
        Outgoing::Tail { chain, after } => (
            Kind::Tail,
            get(format!("/api/v1/sync/tail?chain={chain}&after={after}")),
        ),
        Outgoing::Pull(query) => (Kind::Pull, get(pull_path(query))),
    })
}

fn pull_path(query: &PullQuery) -> String {
    let PullQuery {
        stream,
        after,
        generation,
        snapshot,
    } = query;
    let mut path =
        format!("/api/v1/sync/pull?stream={stream}&after={after}&generation={generation}");
    if let Some(snapshot) = snapshot {
        path += &format!("&snapshot={snapshot}");
    }
    path
}

impl Letter {
    /// The letter that asks for a picture.
    pub fn for_picture(name: Hash) -> Self {
        Self {
            method: Method::GET,
            path: format!("/api/v1/sync/blob/{name}"),
            body: Bytes::new(),
        }
    }

    /// The letter, signed; none when a header cannot be written.
    pub fn signed(
        self,
        branch: BranchId,
        key: &DeviceKey,
        nonce: Nonce,
    ) -> Option<Request<Full<Bytes>>> {
        let Self { method, path, body } = self;
        let text = SignedRequest {
            method: method.as_str(),
            path: &path,
            nonce,
            body: &body,
        };
        let signature = key.sign(&text);
        let mut request = Request::builder().method(method).uri(path);
        let headers = request.headers_mut()?;
        put(headers, "nusa-branch", &branch.to_string())?;
        put(headers, "nusa-key", &key.public())?;
        put(headers, "nusa-nonce", &nonce.to_string())?;
        put(headers, "nusa-signature", &signature)?;
        headers.insert(
            header::ACCEPT_ENCODING,
            HeaderValue::from_static("zstd, gzip"),
        );
        if !body.is_empty() {
            headers.insert(
                header::CONTENT_TYPE,
                HeaderValue::from_static("application/json"),
            );
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("zstd"));
        }
        request.body(Full::new(body)).ok()
    }
}

fn put(headers: &mut HeaderMap, name: &'static str, value: &str) -> Option<()> {
    headers.insert(
        HeaderName::from_static(name),
        HeaderValue::from_str(value).ok()?,
    );
    Some(())
}

/// The body of an answer, unpacked.
pub fn unpacked(answer: &Response<Bytes>) -> Option<Bytes> {
    let packing = Packing::of(answer.headers()).ok()?;
    packed::unpack_now(packing, answer.body(), MAX_ANSWER_BYTES).ok()
}

/// The next nonce, when the answer is that the letter's was stale.
pub fn stale(answer: &Response<Bytes>) -> Option<Nonce> {
    if answer.status() != StatusCode::UNAUTHORIZED {
        return None;
    }
    let problem: Value = serde_json::from_slice(&unpacked(answer)?).ok()?;
    let is_stale = problem["code"] == "nonce_stale";
    problem["next_nonce"]
        .as_str()
        .filter(|_| is_stale)
        .and_then(Nonce::parse)
}

/// Reads an answer.
pub fn read(kind: Kind, answer: &Response<Bytes>) -> Answered {
    let Some(body) = unpacked(answer) else {
        return Answered::Failed(Failure::Unreachable);
    };
    if answer.status().is_success() {
        return match message(kind, &body) {
            Some(incoming) => Answered::Incoming(Box::new(incoming)),
            None => Answered::Failed(Failure::Refused),
        };
    }
    let problem: Value = serde_json::from_slice(&body).unwrap_or_default();
    match (answer.status().as_u16(), problem["code"].as_str()) {
        (401, Some("nonce_stale")) => match problem["next_nonce"].as_str().and_then(Nonce::parse) {
            Some(next) => Answered::Stale(next),
            None => Answered::Failed(Failure::Refused),
        },
        (409, Some("fork")) => match fork(&problem) {
            Some(point) if kind == Kind::Push => {
                Answered::Incoming(Box::new(Incoming::Forked(point)))
            }
            _ => Answered::Failed(Failure::Refused),
        },
        (429 | 503, _) => Answered::Failed(Failure::Busy(asked(answer.headers()))),
        (status, code) => {
            tracing::warn!(?kind, status, code, "the centre refused");
            Answered::Failed(Failure::Refused)
        }
    }
}

fn message(kind: Kind, body: &[u8]) -> Option<Incoming> {
    fn of<T: DeserializeOwned>(body: &[u8]) -> Option<T> {
        serde_json::from_slice(body).ok()
    }
    Some(match kind {
        Kind::Hello => Incoming::Hello(of(body)?),
        Kind::Push => Incoming::Pushed(of(body)?),
        Kind::Tail => Incoming::Tail(of(body)?),
        Kind::Pull => Incoming::Pulled(Box::new(of(body)?)),
    })
}

fn fork(problem: &Value) -> Option<ForkPoint> {
    let common_hash = nusa_facts::hex::decode(problem["common_hash"].as_str()?).map(Hash)?;
    Some(ForkPoint {
        common_seq: problem["common_seq"].as_u64()?,
        common_hash,
        differs_seq: problem["differs_seq"].as_u64()?,
    })
}

/// The wait that a busy centre asks for, spread so that branches do not come back together (R11).
fn asked(headers: &HeaderMap) -> Asked {
    let seconds = headers
        .get(header::RETRY_AFTER)
        .and_then(|value| value.to_str().ok()?.parse().ok());
    let wait_ms = seconds.unwrap_or(RETRY_AFTER_S).saturating_mul(1_000);
    Asked {
        wait_ms,
        spread_ms: wait_ms,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, body: &str) -> Response<Bytes> {
        Response::builder()
            .status(status)
            .body(Bytes::copy_from_slice(body.as_bytes()))
            .unwrap()
    }

    #[test]
    fn an_answer_is_read_by_its_status_and_its_code() {
        let nonce = r#"{"code":"nonce_stale","next_nonce":"00000000000000ff-7"}"#;
        let fork = format!(
            r#"{{"code":"fork","common_seq":3,"common_hash":"{}","differs_seq":4}}"#,
            "ab".repeat(32)
        );
        let pushed = format!(
            r#"{{"generation":1,"cursor":2,"head_hash":"{}","next_push_in_ms":0,"quarantined":[]}}"#,
            "00".repeat(32)
        );
        let cases = [
            (200, pushed.as_str(), "Incoming(Pushed"),
            (200, "<html>", "Failed(Refused"),
            (401, nonce, "Stale(Nonce"),
            (401, r#"{"code":"key_unknown"}"#, "Failed(Refused"),
            (409, fork.as_str(), "Incoming(Forked"),
            (409, r#"{"code":"fork"}"#, "Failed(Refused"),
            (429, "{}", "Failed(Busy(Asked { wait_ms: 2000"),
            (503, "", "Failed(Busy"),
            (500, "oops", "Failed(Refused"),
        ];
        for (status, body, seen) in cases {
            let read = format!("{:?}", read(Kind::Push, &answer(status, body)));
            assert!(read.starts_with(seen), "{status} {body}: {read}");
        }
    }

    #[test]
    fn what_is_signed_is_what_is_sent() {
        let key = DeviceKey::from_dice([7; 32]);
        let query = PullQuery {
            stream: nusa_facts::master::Scope::Company,
            after: 3,
            generation: 9,
            snapshot: None,
        };
        let (_, letter) = write(&Outgoing::Pull(query)).unwrap();
        let nonce = Nonce { series: 1, n: 2 };
        let request = letter.signed(BranchId(4), &key, nonce).unwrap();
        let path = request.uri().to_string();
        let text = SignedRequest {
            method: "GET",
            path: &path,
            nonce,
            body: b"",
        };
        let signature = request.headers()["nusa-signature"].to_str().unwrap();
        assert!(nusa_sync::sign::verify(&key.public(), &text, signature).is_ok());
        assert_eq!(request.headers()["nusa-branch"], "4");
    }
}
