//! Becoming the node of a branch: the device shows the one-time code and its
//! public key, and is told its branch and its chain. The private key never
//! leaves the device.

use axum::http::{HeaderValue, Method, header};
use bytes::Bytes;
use http_body_util::Full;
use hyper::Request;
use nusa_sync::{
    messages::{Enrol, Enrolled, Protocols},
    sign::DeviceKey,
};
use serde_json::Value;

use crate::link::{carrier::Carrier, letter::unpacked};

/// Why a device did not become a node.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EnrolError {
    /// No answer: whether the centre took the code is not known.
    #[error(
        "the centre does not answer; the code may be used up: look at the branch in the office, and ask for a new one there"
    )]
    Unreachable,
    /// The centre says no.
    #[error("the centre refuses ({code}): {detail}")]
    Refused {
        /// The stable code.
        code: String,
        /// What is wrong.
        detail: String,
    },
    /// The answer is not one of a centre.
    #[error("what answers there is no centre of Nusa")]
    Foreign,
}

/// Enrols a device.
///
/// # Errors
/// See `EnrolError`.
pub async fn enrol(
    carrier: &impl Carrier,
    code: &str,
    key: &DeviceKey,
) -> Result<Enrolled, EnrolError> {
    let ask = Enrol {
        code: code.trim().to_owned(),
        key: key.public(),
        program: concat!("nusa ", env!("CARGO_PKG_VERSION")).to_owned(),
        protocols: Protocols::OURS,
    };
    let body = serde_json::to_vec(&ask).map_err(|_| EnrolError::Foreign)?;
    let mut request = Request::new(Full::new(Bytes::from(body)));
    *request.method_mut() = Method::POST;
    *request.uri_mut() = "/api/v1/sync/enrol"
        .parse()
        .map_err(|_| EnrolError::Foreign)?;
    request.headers_mut().insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    );
    let answer = carrier
        .carry(request)
        .await
        .map_err(|_| EnrolError::Unreachable)?;
    let body = unpacked(&answer).ok_or(EnrolError::Foreign)?;
    if answer.status().is_success() {
        return serde_json::from_slice(&body).map_err(|_| EnrolError::Foreign);
    }
    let problem: Value = serde_json::from_slice(&body).map_err(|_| EnrolError::Foreign)?;
    let text = |name: &str| problem[name].as_str().unwrap_or_default().to_owned();
    Err(EnrolError::Refused {
        code: text("code"),
        detail: text("detail"),
    })
}
