//! What a request brings: its body, bounded before it is read, as JSON or as a
//! sheet, with the hash of the raw bytes that makes a command's identity (I7);
//! and its parameters.

use axum::{
    body::Body,
    extract::{FromRequest, FromRequestParts, Path, Query, Request},
    http::{HeaderMap, header, request::Parts},
};
use bytes::Bytes;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use nusa_contract::{Door, Problem, read};
use nusa_facts::Hash;
use serde::de::DeserializeOwned;

use crate::{
    app::App,
    blobs::kind_of,
    limits::{MAX_BODY_BYTES, MAX_GUEST_BODY_BYTES, MAX_IMPORT_BYTES, MAX_PICTURE_BYTES},
    problem::Failure,
};

/// A JSON request with the hash of its raw body.
#[derive(Debug)]
pub struct Sent<T> {
    /// The request.
    pub value: T,
    /// BLAKE3 of the raw body.
    pub hash: Hash,
}

/// A JSON request of a guest, which is small (R39), with the hash of its raw body.
#[derive(Debug)]
pub struct Small<T> {
    /// The request.
    pub value: T,
    /// BLAKE3 of the raw body.
    pub hash: Hash,
}

/// A sheet of rows as it was sent, with its hash.
#[derive(Debug)]
pub struct Sheet {
    /// The bytes.
    pub bytes: Bytes,
    /// BLAKE3 of them.
    pub hash: Hash,
}

/// A picture as it was sent.
#[derive(Debug)]
pub struct Picture(pub Bytes);

/// Reads a body up to a bound.
///
/// # Errors
/// `body_too_large` beyond it; `encoding_invalid` when the sender broke off.
pub async fn collect(body: Body, most: usize) -> Result<Bytes, Problem> {
    match Limited::new(body, most).collect().await {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) if error.downcast_ref::<LengthLimitError>().is_some() => Err(Problem::new(
            Door::BodyTooLarge,
            format!("{most} bytes are the most here"),
        )),
        Err(_) => Err(Problem::new(Door::EncodingInvalid, "the body broke off")),
    }
}

fn media(headers: &HeaderMap, wanted: &str) -> Result<(), Problem> {
    let sent = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let essence = sent.split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case(wanted) {
        Ok(())
    } else {
        Err(Problem::new(
            Door::UnsupportedMedia,
            format!("send {wanted}"),
        ))
    }
}

fn hash(bytes: &[u8]) -> Hash {
    Hash(*blake3::hash(bytes).as_bytes())
}

impl<T: DeserializeOwned> FromRequest<App> for Sent<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, _: &App) -> Result<Self, Failure> {
        let (value, hash) = json(request, MAX_BODY_BYTES).await?;
        Ok(Self { value, hash })
    }
}

impl<T: DeserializeOwned> FromRequest<App> for Small<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, _: &App) -> Result<Self, Failure> {
        let (value, hash) = json(request, MAX_GUEST_BODY_BYTES).await?;
        Ok(Self { value, hash })
    }
}

async fn json<T: DeserializeOwned>(request: Request, most: usize) -> Result<(T, Hash), Problem> {
    media(request.headers(), "application/json")?;
    let bytes = collect(request.into_body(), most).await?;
    Ok((read(&bytes)?, hash(&bytes)))
}

impl FromRequest<App> for Sheet {
    type Rejection = Failure;

    async fn from_request(request: Request, _: &App) -> Result<Self, Failure> {
        // What a sheet is, its bytes say: the reader of sheets looks at them.
        let bytes = collect(request.into_body(), MAX_IMPORT_BYTES).await?;
        let hash = hash(&bytes);
        Ok(Self { bytes, hash })
    }
}

impl FromRequest<App> for Picture {
    type Rejection = Failure;

    async fn from_request(request: Request, _: &App) -> Result<Self, Failure> {
        let bytes = collect(request.into_body(), MAX_PICTURE_BYTES).await?;
        // What a picture is, its bytes say; a header could say anything.
        let wrong = || Problem::new(Door::UnsupportedMedia, "send PNG, JPEG or WebP");
        kind_of(&bytes)
            .map(|_| Self(bytes))
            .ok_or_else(|| wrong().into())
    }
}

/// The parameters of the address.
#[derive(Debug)]
pub struct Params<Q>(pub Q);

impl<Q: DeserializeOwned> FromRequestParts<App> for Params<Q> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let read = Query::<Q>::from_request_parts(parts, app).await;
        let wrong = |error: axum::extract::rejection::QueryRejection| {
            Problem::new(Door::QueryInvalid, error.body_text())
        };
        Ok(Self(read.map_err(wrong)?.0))
    }
}

/// The number or id in the path. What cannot be one names nothing, so it is not found.
#[derive(Debug)]
pub struct Named<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<App> for Named<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let read = Path::<T>::from_request_parts(parts, app).await;
        let wrong = |_| Problem::new(Door::NotFound, "there is nothing under this name");
        Ok(Self(read.map_err(wrong)?.0))
    }
}
