//! A branch's own requests: signed over method, path, nonce and the body as it
//! was sent. The proof is made before anything is unpacked or parsed.

use axum::{
    body::Body,
    extract::{FromRequest, FromRequestParts, Request},
    http::{HeaderMap, request::Parts},
};
use bytes::Bytes;
use nusa_contract::{Door, Problem};
use nusa_facts::BranchId;
use nusa_node::{
    device::{Caller, Standing},
    door::Signed,
};
use nusa_sync::{nonce::Nonce, sign::SignedRequest};

use crate::{
    app::App,
    limits::MAX_BODY_BYTES,
    packed,
    problem::{Failure, of_not_admitted},
    sent::collect,
};

/// The proof that a branch's device asks, and what it sent, unpacked.
#[derive(Clone, Debug)]
pub struct Device {
    /// The device.
    pub caller: Caller,
    /// The body after unpacking.
    pub body: Bytes,
}

/// The same proof for a device that still may ask: a revoked one only sends evidence (R30).
#[derive(Clone, Debug)]
pub struct GoodDevice(pub Device);

struct Headers {
    branch: BranchId,
    key: String,
    nonce: Nonce,
    signature: String,
}

fn headers(map: &HeaderMap) -> Option<Headers> {
    let text = |name: &str| map.get(name).and_then(|value| value.to_str().ok());
    Some(Headers {
        branch: BranchId(text("nusa-branch")?.parse().ok()?),
        key: text("nusa-key")?.to_owned(),
        nonce: Nonce::parse(text("nusa-nonce")?)?,
        signature: text("nusa-signature")?.to_owned(),
    })
}

async fn admit(app: &App, parts: &Parts, body: Bytes) -> Result<Caller, Problem> {
    let missing = || {
        Problem::new(
            Door::SignatureMissing,
            "Nusa-Branch, Nusa-Key, Nusa-Nonce and Nusa-Signature",
        )
    };
    let headers = headers(&parts.headers).ok_or_else(missing)?;
    let method = parts.method.to_string();
    let path = parts
        .uri
        .path_and_query()
        .map_or("/", |path| path.as_str())
        .to_owned();
    let door = app.clone();
    let admitted = app.peers.ask(move |look| {
        let request = SignedRequest {
            method: &method,
            path: &path,
            nonce: headers.nonce,
            body: &body,
        };
        let Headers {
            branch,
            key,
            signature,
            ..
        } = &headers;
        Ok(door.door.admit(
            look,
            &Signed {
                branch: *branch,
                key,
                request,
                signature,
            },
        ))
    });
    let now = app.now();
    admitted
        .await?
        .map_err(|refused| of_not_admitted(refused).with("now", now.0))
}

impl FromRequest<App> for Device {
    type Rejection = Failure;

    async fn from_request(request: Request, app: &App) -> Result<Self, Failure> {
        let (parts, body) = request.into_parts();
        if parts.headers.get("nusa-signature").is_none() {
            return Err(
                Problem::new(Door::SignatureMissing, "the request bears no signature").into(),
            );
        }
        let body = collect(body, MAX_BODY_BYTES).await?;
        let caller = admit(app, &parts, body.clone()).await?;
        let body = packed::unpack(packed::Packing::of(&parts.headers)?, body).await?;
        Ok(Self { caller, body })
    }
}

impl FromRequest<App> for GoodDevice {
    type Rejection = Failure;

    async fn from_request(request: Request, app: &App) -> Result<Self, Failure> {
        let device = Device::from_request(request, app).await?;
        match device.caller.standing {
            Standing::Current | Standing::Retiring => Ok(Self(device)),
            Standing::Revoked => {
                Err(Problem::new(Door::KeyRevoked, "this key was taken back").into())
            }
        }
    }
}

impl Device {
    /// The body as a message.
    ///
    /// # Errors
    /// `json_invalid` or `body_invalid` at the field.
    pub fn message<T: serde::de::DeserializeOwned>(&self) -> Result<T, Problem> {
        nusa_contract::read(&self.body)
    }
}

/// Lanes are taken before the body is read; a GET has an empty one.
impl FromRequestParts<App> for GoodDevice {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let mut request = Request::new(Body::empty());
        *request.method_mut() = parts.method.clone();
        *request.uri_mut() = parts.uri.clone();
        *request.headers_mut() = parts.headers.clone();
        <Self as FromRequest<App>>::from_request(request, app).await
    }
}
