//! The devices that the centre knows by their public keys: which branch each
//! one speaks for, and whether it still may. A key is never forgotten, so that
//! what a revoked device still sends is known for what it is (R30).

use nusa_facts::BranchId;
use nusa_store::{Error as StoreError, Look, Tx};
use serde::{Deserialize, Serialize};

use crate::note;

const DEVICE: &str = "device/";

/// Whether a device may speak for its branch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Its key is the branch's key.
    Current,
    /// Another key has taken its place; both are valid until that one is used (R29).
    Retiring,
    /// Its key was taken back: what it sends is evidence (R30).
    Revoked,
}

/// A device that has proved that it holds its key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Caller {
    /// The branch that it speaks for.
    pub branch: BranchId,
    /// Its public key, 64 lower-case hex digits.
    pub key: String,
    /// Whether it still may.
    pub standing: Standing,
}

/// The device with this public key.
///
/// # Errors
/// `Store` when the note cannot be read.
pub fn device(look: &impl Look, key: &str) -> Result<Option<Caller>, StoreError> {
    note::read(look, &name(key))
}

/// Every device that ever spoke for a branch.
///
/// # Errors
/// `Store` when a note cannot be read.
pub fn devices(look: &impl Look, branch: BranchId) -> Result<Vec<Caller>, StoreError> {
    let all: Vec<(String, Caller)> = note::read_all(look, DEVICE)?;
    Ok(all
        .into_iter()
        .map(|(_, device)| device)
        .filter(|device| device.branch == branch)
        .collect())
}

pub(crate) fn keep(tx: &mut impl Tx, device: &Caller) -> Result<(), StoreError> {
    note::write(tx, &name(&device.key), device)
}

fn name(key: &str) -> String {
    format!("{DEVICE}{}", key.to_ascii_lowercase())
}
