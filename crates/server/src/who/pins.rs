//! PINs: whose they are, how they are hashed with this device's pepper, and the
//! five tries. Whoever copies the disk without the device's key guesses nothing.

use nusa_contract::{Door, Problem, request::people::Secret};
use nusa_facts::{
    BranchId, StaffId, hex,
    master::{Grant, Staff},
};
use nusa_node::{
    pin::{self, KeptPin},
    staff,
};

use crate::{
    app::App,
    problem::of_store,
    who::{
        attempts::{Attempt, Attempts, Limits},
        password::Pepper,
        peer::Peer,
    },
};
use nusa_store::Store;

/// What a node needs to know PINs.
#[derive(Debug)]
pub struct Pins {
    /// Made of the device's key; none at a node without one.
    pepper: Option<Pepper>,
    /// Names the pepper beside every hash.
    mark: String,
    attempts: Attempts,
}

impl Pins {
    /// PINs under the secret that the device's key derives.
    pub fn under(secret: Option<[u8; 32]>) -> Self {
        let mark = secret.map_or_else(String::new, |secret| {
            hex::encode(&blake3::hash(&secret).as_bytes()[..8])
        });
        Self {
            pepper: secret.map(Pepper),
            mark,
            attempts: Attempts::with(Limits::PIN),
        }
    }

    fn pepper(&self) -> Result<Pepper, Problem> {
        let none = || Problem::new(Door::NotHere, "this node has no device key, so no PINs");
        self.pepper.ok_or_else(none)
    }

    /// The name of the pepper, for whoever asks whether somebody has a PIN.
    pub fn mark(&self) -> &str {
        &self.mark
    }
}

/// Whether somebody may work at a branch.
pub fn works_at(staff: &Staff, branch: BranchId) -> bool {
    let near = |grant: &Grant| grant.branch.is_none_or(|at| at == branch);
    staff.active && staff.grants.iter().any(near)
}

/// The person whose PIN this is, who may work here.
///
/// # Errors
/// `pin_limited`, `pin_missing`, `pin_wrong` with the tries that are left, `not_here`.
pub async fn check(app: &App, staff: StaffId, pin: Secret, peer: Peer) -> Result<Staff, Problem> {
    let pepper = app.pins.pepper()?;
    let attempt = Attempt::new(&staff.to_string(), peer);
    let left = app.pins.attempts.begin(&attempt, app.clock.elapsed_ms())?;
    let (here, mark) = (app.me.branch, app.pins.mark.clone());
    let found = app.look(move |look| {
        let person = staff::person(look, staff)?.filter(|row| works_at(row, here));
        let kept = pin::pin(look, staff, &mark)?;
        Ok((person, kept))
    });
    let (person, kept) = found.await?;
    let wrong = || Problem::new(Door::PinWrong, "this is not the PIN").with("tries_left", left);
    let person = person.ok_or_else(wrong)?;
    let Some(kept) = kept else {
        app.pins.attempts.succeeded(&attempt);
        let detail = format!("{} has no PIN at this node", person.name);
        return Err(Problem::new(Door::PinMissing, detail));
    };
    if app.hashing.fits_peppered(pin, kept.hash, pepper).await? {
        app.pins.attempts.succeeded(&attempt);
        return Ok(person);
    }
    Err(wrong())
}

/// Keeps somebody's new PIN.
///
/// # Errors
/// `not_here` at a node without a device key, `busy`, what the disk says.
pub async fn keep(app: &App, staff: StaffId, pin: Secret) -> Result<(), Problem> {
    let pepper = app.pins.pepper()?;
    let kept = KeptPin {
        hash: app.hashing.hash_peppered(pin, pepper).await?,
        pepper: app.pins.mark.clone(),
    };
    let written =
        app.on_node(move |node| node.store().transact(|tx| pin::keep_pin(tx, staff, &kept)));
    written.await?.map_err(of_store)
}

/// Forgets somebody's PIN.
///
/// # Errors
/// `busy`, what the disk says.
pub async fn forget(app: &App, staff: StaffId) -> Result<(), Problem> {
    let written = app.on_node(move |node| node.store().transact(|tx| pin::forget_pin(tx, staff)));
    written.await?.map_err(of_store)
}
