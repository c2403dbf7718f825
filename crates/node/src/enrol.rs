//! How a device becomes the node of a branch (R8), how its key is changed for
//! another (R29) and taken back (R30). The centre's side; the device's side of
//! the same words is `become_branch`. Knows no private key but its own.

use nusa_facts::{
    BranchId, CENTRE, ChainId, Fact, Millis, hex,
    sync_facts::{BranchEnrolled, KeyRevoked},
};
use nusa_rules::Moment;
use nusa_store::{Error as StoreError, Look, Store, Tx};
use nusa_sync::{
    messages::{Enrol, Enrolled, Protocols},
    nonce::Nonce,
};
use serde::{Deserialize, Serialize};

use crate::{
    Node,
    device::{self, Caller, Standing},
    execute::Office,
    fault::Fault,
    identity::{self, Identity, Role},
    journal::{self, Draft},
    limits::ENROL_CODE_MS,
    moment::branch_row,
    note,
};

const CODE: &str = "enrol/";

/// A one-time code, to be shown once.
#[derive(Clone, PartialEq, Eq)]
pub struct EnrolCode {
    /// Twelve letters and digits in groups of four.
    pub code: String,
    /// Until when it is good.
    pub until: Millis,
}

impl std::fmt::Debug for EnrolCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "EnrolCode(until {})", self.until.0)
    }
}

#[derive(Serialize, Deserialize)]
struct Kept {
    branch: BranchId,
    until: Millis,
}

impl<S: Store> Node<S> {
    /// Draws a one-time code with which one device becomes the node of a branch. Only its hash is kept.
    ///
    /// # Errors
    /// `branch_unknown`, `NotHere` at a branch, `Store`.
    pub fn create_enrol_code(&mut self, branch: BranchId) -> Result<EnrolCode, Fault> {
        self.only_centre()?;
        let (store, mut office) = self.at_work();
        let code = spell(office.pen.senses.dice());
        store.transact(|tx| {
            known_branch(tx, branch)?;
            let now = office.moment(tx)?.at;
            forget_expired(tx, now)?;
            let until = Millis(now.0.saturating_add(ENROL_CODE_MS));
            note::write(tx, &name_of(&code), &Kept { branch, until })?;
            Ok(EnrolCode { code, until })
        })
    }

    /// Makes a device the node of the code's branch: a chain of its own, and every earlier key of the
    /// branch is taken back, all in one transaction (R8). `nonce` is what the door will take first.
    ///
    /// # Errors
    /// `code_invalid`, `key_invalid`, `protocol_unknown`, `NotHere` at a branch, `Store`.
    pub fn enrol(&mut self, ask: &Enrol, nonce: Nonce) -> Result<Enrolled, Fault> {
        self.only_centre()?;
        let unknown = || {
            Fault::peer(
                "protocol_unknown",
                "this centre and this device speak no common protocol",
            )
        };
        let protocol = Protocols::OURS.agree(ask.protocols).ok_or_else(unknown)?;
        let key = public_key(&ask.key)?;
        let (store, mut office) = self.at_work();
        let chain = ChainId(office.pen.senses.bytes16());
        store.transact(|tx| {
            let now = office.moment(tx)?;
            let branch = use_code(tx, &ask.code, now.at)?;
            let row = known_branch(tx, branch)?;
            if device::device(tx, &key)?.is_some() {
                return Err(Fault::peer(
                    "key_invalid",
                    "this key was enrolled before; make another",
                ));
            }
            let chains = heads(tx, branch)?;
            revoke_all(&mut office, tx, now, branch, "another device was enrolled")?;
            let epoch = open_next(tx, branch, chain)?;
            device::keep(
                tx,
                &Caller {
                    branch,
                    key: key.clone(),
                    standing: Standing::Current,
                },
            )?;
            let fact = Fact::BranchEnrolled(BranchEnrolled {
                branch,
                chain,
                epoch,
                key,
            });
            journal::record(tx, &mut office.pen, CENTRE, now, vec![Draft::own(fact)])?;
            let generation = identity::generation(tx)?;
            Ok(Enrolled {
                branch,
                code: row.code,
                protocol,
                generation,
                chain,
                epoch,
                nonce,
                now: now.at,
                chains,
            })
        })
    }

    /// Lets a device go on under another key. Both are valid until the new one is first used (R29); a
    /// third never is. Asking again for the same key changes nothing.
    ///
    /// # Errors
    /// `key_invalid`, `key_revoked`, `NotHere` at a branch, `Store`.
    pub fn rotate_key(&mut self, caller: &Caller, key: &str) -> Result<(), Fault> {
        self.only_centre()?;
        let key = public_key(key)?;
        let (store, mut office) = self.at_work();
        store.transact(|tx| {
            let known = device::device(tx, &key)?;
            if known.is_some_and(|known| {
                known.branch == caller.branch && known.standing == Standing::Current
            }) {
                return Ok(());
            }
            let current = device::device(tx, &caller.key)?
                .filter(|device| device.standing == Standing::Current);
            let current = current
                .ok_or_else(|| Fault::peer("key_revoked", "only the current key is changed"))?;
            if device::device(tx, &key)?.is_some() {
                return Err(Fault::peer(
                    "key_invalid",
                    "this key was used before; make another",
                ));
            }
            let now = office.moment(tx)?;
            finish_rotation(&mut office, tx, now, &current)?;
            device::keep(
                tx,
                &Caller {
                    standing: Standing::Retiring,
                    ..current.clone()
                },
            )?;
            device::keep(
                tx,
                &Caller {
                    key,
                    standing: Standing::Current,
                    ..current
                },
            )?;
            Ok(())
        })
    }

    /// Takes a device's key back (R30). Taking it back again changes nothing.
    ///
    /// # Errors
    /// `key_unknown`, `NotHere` at a branch, `Store`.
    pub fn revoke_key(&mut self, key: &str, reason: &str) -> Result<(), Fault> {
        self.only_centre()?;
        let (store, mut office) = self.at_work();
        store.transact(|tx| {
            let device = device::device(tx, key)?
                .ok_or_else(|| Fault::peer("key_unknown", "no such key"))?;
            let now = office.moment(tx)?;
            revoke(&mut office, tx, now, device, reason)
        })
    }
}

/// Sets an empty store up as the node of a branch, or lets a store of that branch go on in the
/// chain of a new enrolment.
///
/// # Errors
/// `NotHere` when the store belongs to another node; `Store`.
pub fn become_branch<S: Store>(store: &mut S, enrolled: &Enrolled) -> Result<(), Fault> {
    let me = Identity {
        role: Role::Branch,
        branch: enrolled.branch,
    };
    store.transact(|tx| {
        if Identity::read(tx)?.is_some_and(|was| was != me) {
            return Err(Fault::NotHere("this directory belongs to another node"));
        }
        me.write(tx)?;
        identity::set_generation(tx, enrolled.generation)?;
        if tx.head(enrolled.branch, enrolled.chain)?.is_none() {
            identity::begin_chain(tx, enrolled.branch, enrolled.chain)?;
        }
        Ok(())
    })
}

/// The new key was used: the one before it is taken back.
pub(crate) fn finish_rotation<T: Tx>(
    office: &mut Office<'_>,
    tx: &mut T,
    now: Moment,
    current: &Caller,
) -> Result<(), Fault> {
    for device in device::devices(tx, current.branch)? {
        if device.standing == Standing::Retiring {
            revoke(office, tx, now, device, "another key took its place")?;
        }
    }
    Ok(())
}

/// Adds a chain of a branch at the centre with the next display number.
pub(crate) fn open_next<T: Tx>(
    tx: &mut T,
    branch: BranchId,
    chain: ChainId,
) -> Result<u32, StoreError> {
    identity::begin_chain(tx, branch, chain)?;
    let row = tx
        .chains(branch)?
        .into_iter()
        .find(|row| row.chain == chain);
    Ok(row.map_or(0, |row| row.epoch))
}

fn revoke_all<T: Tx>(
    office: &mut Office<'_>,
    tx: &mut T,
    now: Moment,
    branch: BranchId,
    reason: &str,
) -> Result<(), Fault> {
    device::devices(tx, branch)?
        .into_iter()
        .try_for_each(|device| revoke(office, tx, now, device, reason))
}

fn revoke<T: Tx>(
    office: &mut Office<'_>,
    tx: &mut T,
    now: Moment,
    device: Caller,
    reason: &str,
) -> Result<(), Fault> {
    if device.standing == Standing::Revoked {
        return Ok(());
    }
    let revoked = KeyRevoked {
        branch: device.branch,
        key: device.key.clone(),
        reason: reason.to_owned(),
    };
    device::keep(
        tx,
        &Caller {
            standing: Standing::Revoked,
            ..device
        },
    )?;
    let draft = Draft::own(Fact::KeyRevoked(revoked));
    journal::record(tx, &mut office.pen, CENTRE, now, vec![draft])?;
    Ok(())
}

fn heads(look: &impl Look, branch: BranchId) -> Result<Vec<nusa_facts::Head>, StoreError> {
    let chains = look.chains(branch)?.into_iter();
    Ok(chains
        .map(|row| row.head)
        .filter(|head| head.seq > 0)
        .collect())
}

fn known_branch(look: &impl Look, branch: BranchId) -> Result<nusa_facts::master::Branch, Fault> {
    let row = branch_row(look, branch)?.filter(|row| row.id != CENTRE);
    row.ok_or_else(|| Fault::peer("branch_unknown", "no such branch"))
}

fn public_key(text: &str) -> Result<String, Fault> {
    let bytes: Option<[u8; 32]> = hex::decode(text);
    let bytes = bytes.ok_or_else(|| Fault::peer("key_invalid", "a public key is 64 hex digits"))?;
    Ok(hex::encode(&bytes))
}

fn use_code<T: Tx>(tx: &mut T, code: &str, now: Millis) -> Result<BranchId, Fault> {
    let name = name_of(code);
    let kept: Option<Kept> = note::read(tx, &name)?;
    let good = kept.filter(|kept| now <= kept.until);
    let kept = good.ok_or_else(|| {
        Fault::peer(
            "code_invalid",
            "this code was used, is too old or was never given",
        )
    })?;
    note::erase(tx, &name)?;
    Ok(kept.branch)
}

fn forget_expired<T: Tx>(tx: &mut T, now: Millis) -> Result<(), StoreError> {
    let codes: Vec<(String, Kept)> = note::read_all(tx, CODE)?;
    let mut expired = codes.into_iter().filter(|(_, kept)| kept.until < now);
    expired.try_for_each(|(hash, _)| note::erase(tx, &format!("{CODE}{hash}")))
}

/// 60 bits as twelve letters that nobody confuses, in groups of four.
fn spell(dice: u64) -> String {
    const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let letter = |k: u32| LETTERS[(dice >> (5 * k)) as usize & 31] as char;
    let group = |first: u32| (first..first + 4).map(letter).collect::<String>();
    format!("{}-{}-{}", group(0), group(4), group(8))
}

/// What people type: any case, with or without hyphens, O for 0 and I or L for 1.
fn name_of(code: &str) -> String {
    let plain = code
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| match letter.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            letter => letter,
        });
    let plain: String = plain.collect();
    format!("{CODE}{}", blake3::hash(plain.as_bytes()).to_hex())
}
