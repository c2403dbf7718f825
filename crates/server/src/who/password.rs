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
    let salt = Salt::new(&dice::bytes16()).map_err(|_| failed())?;
    let text = Argon2::default().hash_password_with_salt(password.reveal().as_bytes(), &salt);
    Ok(text.map_err(|_| failed())?.to_string())
}

fn verify_now(password: &Secret, stored: &str) -> bool {
    let parsed = PasswordHash::new(stored);
    parsed.is_ok_and(|hash| {
        Argon2::default()
            .verify_password(password.reveal().as_bytes(), &hash)
            .is_ok()
    })
}

fn failed() -> Problem {
    Problem::new(Door::Internal, "the password could not be hashed")
}

#[cfg(test)]
mod tests {
    use super::*;

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
