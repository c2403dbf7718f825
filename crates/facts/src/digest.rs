//! Hashes of documents and envelopes: BLAKE3 under a domain prefix, so that the
//! bytes of one kind can never stand for another kind. Knows no fact.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use crate::hex;

/// 32 bytes of BLAKE3; 64 lower-case hex digits in text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// What stands before the first envelope of a chain.
    pub const ZERO: Self = Self([0; 32]);

    /// Hash of a document's bytes: `BLAKE3("nusa/doc/1" ‖ bytes)`.
    pub fn of_doc(bytes: &[u8]) -> Self {
        Self::under("nusa/doc/1", &[bytes])
    }

    /// Hash of a command's raw body, with which a repeat is told from a reuse.
    pub fn of_command(body: &[u8]) -> Self {
        Self(*blake3::hash(body).as_bytes())
    }

    pub(crate) fn under(domain: &str, parts: &[&[u8]]) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(domain.as_bytes());
        for part in parts {
            hasher.update(part);
        }
        Self(*hasher.finalize().as_bytes())
    }

    /// The first eight hex digits, as a receipt prints them.
    pub fn short(&self) -> String {
        hex::encode(&self.0[..4])
    }

    /// Reads 64 hex digits.
    pub fn parse(text: &str) -> Option<Self> {
        hex::decode(text).map(Self)
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(&self.0))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hash({})", self.short())
    }
}

impl Serialize for Hash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Hash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom("a hash is 64 hex digits"))
    }
}
