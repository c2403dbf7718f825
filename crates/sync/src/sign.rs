//! Signatures: a branch signs every request with its own Ed25519 key, and seals
//! its chain's head with it. The canonical texts stand here once for both
//! sides. Keys come in as bytes; this file stores none and draws none.

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use nusa_facts::{ChainId, Hash, hex};

use crate::nonce::Nonce;

/// A request as it is signed.
#[derive(Clone, Copy, Debug)]
pub struct SignedRequest<'a> {
    /// `GET`, `POST` …
    pub method: &'a str,
    /// Path and query as sent: `/api/v1/sync/pull?stream=company&after=7`.
    pub path: &'a str,
    /// The nonce of the header.
    pub nonce: Nonce,
    /// The body as sent, after compression; empty for none.
    pub body: &'a [u8],
}

impl SignedRequest<'_> {
    /// `method \n path?query \n nonce \n hex(BLAKE3(body as sent))`.
    pub fn text(&self) -> String {
        let body = hex::encode(blake3::hash(self.body).as_bytes());
        format!("{}\n{}\n{}\n{}", self.method, self.path, self.nonce, body)
    }
}

/// Why a signature does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignError {
    /// Not 32 bytes of a public key.
    #[error("not an Ed25519 public key")]
    Key,
    /// Not a signature, or of another text or key.
    #[error("the signature does not fit")]
    Signature,
}

/// A device's private key.
pub struct DeviceKey(SigningKey);

impl DeviceKey {
    /// The key that 32 bytes of dice make; the same bytes are what is stored of it.
    pub fn from_dice(dice: [u8; 32]) -> Self {
        Self(SigningKey::from_bytes(&dice))
    }

    /// The public key, 64 hex digits: the header `Nusa-Key`.
    pub fn public(&self) -> String {
        hex::encode(self.0.verifying_key().as_bytes())
    }

    /// A secret for one purpose that only the holder of this key can make; tells nothing of the key.
    pub fn derive(&self, purpose: &str) -> [u8; 32] {
        blake3::derive_key(purpose, &self.0.to_bytes())
    }

    /// Signs a request; 128 hex digits: the header `Nusa-Signature`.
    pub fn sign(&self, request: &SignedRequest<'_>) -> String {
        self.sign_bytes(request.text().as_bytes())
    }

    /// Seals a chain's head: the signature of `ChainSealed`, 128 hex digits.
    pub fn seal(&self, chain: ChainId, seq: u64, hash: &Hash) -> String {
        self.sign_bytes(&seal_text(chain, seq, hash))
    }

    fn sign_bytes(&self, text: &[u8]) -> String {
        hex::encode(&self.0.sign(text).to_bytes())
    }
}

impl std::fmt::Debug for DeviceKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "DeviceKey({})", self.public())
    }
}

/// Verifies a request's signature under a public key, both in hex.
///
/// # Errors
/// `Key` or `Signature`.
pub fn verify(key: &str, request: &SignedRequest<'_>, signature: &str) -> Result<(), SignError> {
    verify_bytes(key, request.text().as_bytes(), signature)
}

/// Verifies the seal of a chain's head under a public key, both in hex.
///
/// # Errors
/// `Key` or `Signature`.
pub fn verify_seal(
    key: &str,
    chain: ChainId,
    seq: u64,
    hash: &Hash,
    signature: &str,
) -> Result<(), SignError> {
    verify_bytes(key, &seal_text(chain, seq, hash), signature)
}

fn verify_bytes(key: &str, text: &[u8], signature: &str) -> Result<(), SignError> {
    let key = hex::decode(key).ok_or(SignError::Key)?;
    let key = VerifyingKey::from_bytes(&key).map_err(|_| SignError::Key)?;
    let signature = hex::decode(signature).ok_or(SignError::Signature)?;
    key.verify_strict(text, &Signature::from_bytes(&signature))
        .map_err(|_| SignError::Signature)
}

/// `"nusa/seal/1" ‖ chain[16] ‖ seq u64 BE ‖ hash[32]`.
fn seal_text(chain: ChainId, seq: u64, hash: &Hash) -> Vec<u8> {
    [
        b"nusa/seal/1".as_slice(),
        &chain.0,
        &seq.to_be_bytes(),
        &hash.0,
    ]
    .concat()
}
