//! Passwords: argon2id in threads of their own, a few at once, the rest waits or
//! is turned away. Hashing takes as long for a name that nobody has.

use std::sync::Arc;

use argon2::{
    Argon2,
    password_hash::{
        PasswordHasher, PasswordVerifier,
        phc::{PasswordHash, Salt},
    },
};
use nusa_contract::{Door, Problem, request::people::Secret};
use tokio::{sync::Semaphore, task::spawn_blocking};

use crate::{
    dice,
    limits::{MAX_HASHINGS, MAX_SIGN_INS_WAITING},
};

/// The place where passwords are hashed.
#[derive(Clone, Debug)]
pub struct Hashing {
    working: Arc<Semaphore>,
    waiting: Arc<Semaphore>,
    /// The hash of a password that nobody has, for names that nobody has.
    nobody: Arc<str>,
}

impl Hashing {
    /// A place with its limits.
    ///
    /// # Errors
    /// `internal` when the machine cannot hash at all.
    pub fn start() -> Result<Self, Problem> {
        Ok(Self {
            working: Arc::new(Semaphore::new(MAX_HASHINGS)),
            waiting: Arc::new(Semaphore::new(MAX_HASHINGS + MAX_SIGN_INS_WAITING)),
            nobody: hash_now(&Secret::new(dice::token()))?.into(),
        })
    }

    /// The argon2id text of a password.
    ///
    /// # Errors
    /// `busy` when too many wait.
    pub async fn hash(&self, password: Secret) -> Result<String, Problem> {
        self.work(move || hash_now(&password)).await?
    }

    /// Whether the password is the one of the stored text; takes as long where there is none.
    ///
    /// # Errors
    /// `busy` when too many wait.
    pub async fn fits(&self, password: Secret, stored: Option<String>) -> Result<bool, Problem> {
        let nobody = Arc::clone(&self.nobody);
        self.work(move || {
            let fits = verify_now(&password, stored.as_deref().unwrap_or(&nobody));
            fits && stored.is_some()
        })
        .await
    }

    /// The argon2id text of a PIN under this device's pepper.
    ///
    /// # Errors
    /// `busy` when too many wait.
    pub async fn hash_peppered(&self, pin: Secret, pepper: Pepper) -> Result<String, Problem> {
        self.work(move || hash_with(&pepper.argon2()?, &pin))
            .await?
    }

    /// Whether the PIN is the one of the stored text under this device's pepper.
    ///
    /// # Errors
    /// `busy` when too many wait.
    pub async fn fits_peppered(
        &self,
        pin: Secret,
        stored: String,
        pepper: Pepper,
    ) -> Result<bool, Problem> {
        self.work(move || Ok(verify_with(&pepper.argon2()?, &pin, &stored)))
            .await?
    }

    async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let busy = |_| Problem::new(Door::Busy, "too many people sign in at this moment");
        let _waiting = self.waiting.try_acquire().map_err(busy)?;
        let stopping = |_| Problem::new(Door::Stopping, "the node is stopping");
        let working = Arc::clone(&self.working)
            .acquire_owned()
            .await
            .map_err(stopping)?;
        let done = spawn_blocking(move || {
            let done = work();
            drop(working);
            done
        });
        done.await.map_err(|_| failed())
    }
}

/// The argon2id text of a password, hashed on this thread: for the command line.
///
/// # Errors
/// `internal` when the machine cannot hash.
pub fn hash_now(password: &Secret) -> Result<String, Problem> {
    hash_with(&Argon2::default(), password)
}

fn hash_with(argon2: &Argon2<'_>, password: &Secret) -> Result<String, Problem> {
    let salt = Salt::new(&dice::bytes16()).map_err(|_| failed())?;
    let text = argon2.hash_password_with_salt(password.reveal().as_bytes(), &salt);
    Ok(text.map_err(|_| failed())?.to_string())
}

fn verify_now(password: &Secret, stored: &str) -> bool {
    verify_with(&Argon2::default(), password, stored)
}

fn verify_with(argon2: &Argon2<'_>, password: &Secret, stored: &str) -> bool {
    let parsed = PasswordHash::new(stored);
    parsed.is_ok_and(|hash| {
        argon2
            .verify_password(password.reveal().as_bytes(), &hash)
            .is_ok()
    })
}

/// A secret of this device that goes into the hash of every PIN and is kept nowhere.
#[derive(Clone, Copy)]
pub struct Pepper(pub [u8; 32]);

impl Pepper {
    fn argon2(&self) -> Result<Argon2<'_>, Problem> {
        let made = Argon2::new_with_secret(
            &self.0,
            argon2::Algorithm::Argon2id,
            argon2::Version::V0x13,
            argon2::Params::DEFAULT,
        );
        made.map_err(|_| failed())
    }
}

impl std::fmt::Debug for Pepper {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pepper")
    }
}

fn failed() -> Problem {
    Problem::new(Door::Internal, "the password could not be hashed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_fits_only_under_the_pepper_of_its_device() {
        let pin = Secret::new("258014".to_owned());
        let (here, there) = (Pepper([7; 32]), Pepper([8; 32]));
        let stored = hash_with(&here.argon2().unwrap(), &pin).unwrap();
        assert!(stored.starts_with("$argon2id$"), "{stored}");
        assert!(verify_with(&here.argon2().unwrap(), &pin, &stored));
        assert!(!verify_with(&there.argon2().unwrap(), &pin, &stored));
        assert!(!verify_now(&pin, &stored), "without a pepper it is nothing");
        assert_eq!(format!("{here:?}"), "Pepper");
    }

    #[test]
    fn a_password_is_kept_as_argon2id_and_fits_only_itself() {
        let password = Secret::new("kopi tubruk manis".to_owned());
        let stored = hash_now(&password).unwrap();
        assert!(stored.starts_with("$argon2id$"), "{stored}");
        assert!(verify_now(&password, &stored));
        assert!(!verify_now(
            &Secret::new("kopi tubruk pahit".to_owned()),
            &stored
        ));
        assert!(!verify_now(&password, "") && !verify_now(&password, "$argon2id$broken"));
        assert_ne!(
            hash_now(&password).unwrap(),
            stored,
            "each has a salt of its own"
        );
    }
}
