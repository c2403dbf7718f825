//! The centre's door: who signed this request, and was it used before? Keys are
//! notes of the store; the windows of used nonces live as long as the process,
//! under a series drawn at its start, so that nothing signed for an earlier
//! life is ever taken again and no request costs a write (R9).

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use nusa_facts::BranchId;
use nusa_store::{Error as StoreError, Look};
use nusa_sync::{
    nonce::{Nonce, NonceWindow, Stale},
    sign::{self, SignedRequest},
};

use crate::device::{self, Caller};

/// A request with the four headers that a branch sends.
#[derive(Clone, Copy, Debug)]
pub struct Signed<'a> {
    /// `Nusa-Branch`.
    pub branch: BranchId,
    /// `Nusa-Key`.
    pub key: &'a str,
    /// What was signed, with `Nusa-Nonce`.
    pub request: SignedRequest<'a>,
    /// `Nusa-Signature`.
    pub signature: &'a str,
}

/// Why a request is not let in. Nothing was looked up or changed for it.
#[derive(Debug, thiserror::Error)]
pub enum NotAdmitted {
    /// No such key, or it speaks for another branch.
    #[error("this key does not speak for this branch")]
    KeyUnknown,
    /// The signature does not fit.
    #[error("the signature does not fit the request")]
    Signature,
    /// The nonce was used before or is of another series; here is the next one.
    #[error(transparent)]
    Stale(#[from] Stale),
    /// The disk refused.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The door of one process of the centre; threads share it.
#[derive(Debug)]
pub struct Door {
    series: u64,
    windows: Mutex<BTreeMap<String, NonceWindow>>,
}

impl Door {
    /// A door with a series of its own.
    pub fn new(dice: u64) -> Self {
        Self {
            series: dice,
            windows: Mutex::default(),
        }
    }

    /// The nonce with which a device begins, or goes on.
    pub fn next_nonce(&self, key: &str) -> Nonce {
        self.windows()
            .get(&key.to_ascii_lowercase())
            .unwrap_or(&NonceWindow::new(self.series))
            .next()
    }

    /// Lets a request in, once. Windows are kept only for keys that are known, so nobody else can fill the memory.
    ///
    /// # Errors
    /// See `NotAdmitted`. A nonce is used up only by a request whose signature fits.
    pub fn admit(&self, look: &impl Look, signed: &Signed<'_>) -> Result<Caller, NotAdmitted> {
        let caller =
            device::device(look, signed.key)?.filter(|device| device.branch == signed.branch);
        let caller = caller.ok_or(NotAdmitted::KeyUnknown)?;
        sign::verify(&caller.key, &signed.request, signed.signature)
            .map_err(|_| NotAdmitted::Signature)?;
        let mut windows = self.windows();
        let window = windows
            .entry(caller.key.clone())
            .or_insert_with(|| NonceWindow::new(self.series));
        window.take(signed.request.nonce)?;
        Ok(caller)
    }

    /// A window is whole between any two statements, so a panic elsewhere leaves it usable.
    fn windows(&self) -> MutexGuard<'_, BTreeMap<String, NonceWindow>> {
        self.windows.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
