//! What the office asks of the node itself: a key taken back, the demo's link
//! switch.

use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    at::At,
    bounds,
    problem::{Door, Problem},
};

/// A device's key is taken back.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RevokeKeyRequest {
    /// The public key, 64 hex digits.
    pub key: String,
    /// Why.
    pub reason: String,
}

impl RevokeKeyRequest {
    /// The key in lower case, and the reason.
    ///
    /// # Errors
    /// `body_invalid` at the field that is out of bounds.
    pub fn parse(self) -> Result<(String, String), Problem> {
        let bytes: Option<[u8; 32]> = nusa_facts::hex::decode(&self.key);
        let wrong = || Problem::at(Door::BodyInvalid, At::Field("key"), "must be 64 hex digits");
        let key = nusa_facts::hex::encode(&bytes.ok_or_else(wrong)?);
        Ok((key, bounds::text(At::Field("reason"), &self.reason)?))
    }
}

/// The demo's link switch.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SwitchRequest {
    /// Whether the link lets anything through.
    pub open: bool,
}
