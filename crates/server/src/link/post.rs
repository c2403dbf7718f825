//! Sending signed letters to the centre: nonces, the key, the demo's switch. Who
//! writes a letter and who reads its answer is not known here.

use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use hyper::Response;
use nusa_facts::BranchId;
use nusa_sync::{nonce::Nonce, nonce::NonceSource, sign::DeviceKey};

use crate::{
    clock::Clock,
    link::{
        carrier::{Carrier, Lost},
        letter::Letter,
        status::LinkStatus,
    },
};

/// A branch's way to its centre; clones share nonces and connections.
#[derive(Debug)]
pub struct Post<C> {
    carrier: Arc<C>,
    key: Arc<DeviceKey>,
    me: BranchId,
    nonces: Arc<Mutex<NonceSource>>,
    status: LinkStatus,
    clock: Clock,
}

impl<C> Clone for Post<C> {
    fn clone(&self) -> Self {
        Self {
            carrier: Arc::clone(&self.carrier),
            key: Arc::clone(&self.key),
            me: self.me,
            nonces: Arc::clone(&self.nonces),
            status: self.status.clone(),
            clock: self.clock.clone(),
        }
    }
}

impl<C: Carrier> Post<C> {
    /// A way to the centre for a branch's device.
    pub fn new(carrier: C, key: DeviceKey, me: BranchId, status: LinkStatus, clock: Clock) -> Self {
        Self {
            carrier: Arc::new(carrier),
            key: Arc::new(key),
            me,
            nonces: Arc::default(),
            status,
            clock,
        }
    }

    /// What is known of the link.
    pub fn status(&self) -> &LinkStatus {
        &self.status
    }

    /// The centre told the next nonce.
    pub fn learn(&self, next: Nonce) {
        self.nonces
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .learn(next);
    }

    /// Signs a letter and has it carried.
    ///
    /// # Errors
    /// `Lost` when no whole answer came, or the demo's switch is off.
    pub async fn deliver(&self, letter: Letter) -> Result<Response<Bytes>, Lost> {
        let nonce = self
            .nonces
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        let request = letter
            .signed(self.me, &self.key, nonce)
            .ok_or(Lost::Unanswered)?;
        if !self.status.is_open() {
            return Err(Lost::Unanswered);
        }
        let answer = self.carrier.carry(request).await?;
        if !self.status.is_open() {
            return Err(Lost::Unanswered);
        }
        self.status.heard(self.clock.elapsed_ms());
        Ok(answer)
    }

    /// Whether the centre is there again.
    pub async fn knock(&self) -> bool {
        self.status.is_open() && self.carrier.knock().await
    }
}
