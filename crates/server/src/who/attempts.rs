//! Failures to sign in, counted by name and by address: after a few, everybody
//! under that name or from that address waits. Bounded in memory; a restart
//! forgets, which costs a guesser more than it gives.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use nusa_contract::{Door, Problem};

use crate::limits::{FAILURE_WAIT_MS, MAX_FAILURES_LOGIN, MAX_FAILURES_PEER, MAX_REMEMBERED};

#[derive(Clone, Copy, Debug)]
struct Failures {
    count: u32,
    last_ms: u64,
}

/// Who failed, and how often.
#[derive(Debug, Default)]
pub struct Attempts(Mutex<BTreeMap<String, Failures>>);

/// The two names under which one attempt is counted.
#[derive(Clone, Debug)]
pub struct Attempt {
    login: String,
    peer: String,
}

impl Attempt {
    /// An attempt under a sign-in name from an address.
    pub fn new(login: &str, peer: impl std::fmt::Display) -> Self {
        Self {
            login: format!("login {login}"),
            peer: format!("peer {peer}"),
        }
    }

    fn limits(&self) -> [(&String, u32); 2] {
        [
            (&self.login, MAX_FAILURES_LOGIN),
            (&self.peer, MAX_FAILURES_PEER),
        ]
    }
}

impl Attempts {
    /// Whether the attempt may be made now.
    ///
    /// # Errors
    /// `sign_in_limited` with the seconds to wait.
    pub fn allow(&self, attempt: &Attempt, now_ms: u64) -> Result<(), Problem> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let wait = |(name, most): (&String, u32)| {
            let failures = known.get(name).filter(|failures| failures.count >= most)?;
            (failures.last_ms + FAILURE_WAIT_MS)
                .checked_sub(now_ms)
                .filter(|wait| *wait > 0)
        };
        match attempt.limits().into_iter().filter_map(wait).max() {
            None => Ok(()),
            Some(wait_ms) => {
                let seconds = wait_ms.div_ceil(1_000);
                let detail = format!("try again in {seconds} seconds");
                Err(Problem::new(Door::SignInLimited, detail).with("retry_after_s", seconds))
            }
        }
    }

    /// Counts a failure. One that lies back longer than the wait no longer counts.
    pub fn failed(&self, attempt: &Attempt, now_ms: u64) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (name, _) in attempt.limits() {
            let fresh = |failures: &&Failures| failures.last_ms + FAILURE_WAIT_MS > now_ms;
            let count = known
                .get(name)
                .filter(fresh)
                .map_or(0, |failures| failures.count)
                + 1;
            known.insert(
                name.clone(),
                Failures {
                    count,
                    last_ms: now_ms,
                },
            );
        }
        while known.len() > MAX_REMEMBERED {
            let oldest = known
                .iter()
                .min_by_key(|(_, failures)| failures.last_ms)
                .map(|(name, _)| name.clone());
            known.remove(&oldest.unwrap_or_default());
        }
    }

    /// Forgets the failures of a name that signed in; the address keeps its own.
    pub fn succeeded(&self, attempt: &Attempt) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&attempt.login);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_five_failures_a_name_waits_and_then_may_try_again() {
        let attempts = Attempts::default();
        let ani = Attempt::new("ani", "10.0.0.1");
        for n in 0..5 {
            assert!(attempts.allow(&ani, n).is_ok());
            attempts.failed(&ani, n);
        }
        let told = attempts.allow(&ani, 5).unwrap_err();
        assert_eq!(told.fact("retry_after_s"), Some(&60.into()));
        assert!(
            attempts.allow(&Attempt::new("ani", "10.0.0.2"), 5).is_err(),
            "the name waits everywhere"
        );
        assert!(
            attempts.allow(&Attempt::new("budi", "10.0.0.1"), 5).is_ok(),
            "others do not"
        );
        assert!(attempts.allow(&ani, 5 + FAILURE_WAIT_MS).is_ok());
        attempts.failed(&ani, 5 + FAILURE_WAIT_MS);
        assert!(
            attempts.allow(&ani, 6 + FAILURE_WAIT_MS).is_ok(),
            "old failures no longer count"
        );
    }

    #[test]
    fn an_address_that_tries_many_names_waits_too() {
        let attempts = Attempts::default();
        for n in 0..MAX_FAILURES_PEER {
            attempts.failed(&Attempt::new(&format!("name {n}"), "10.0.0.1"), 0);
        }
        assert!(attempts.allow(&Attempt::new("ani", "10.0.0.1"), 1).is_err());
        attempts.succeeded(&Attempt::new("ani", "10.0.0.1"));
        assert!(
            attempts.allow(&Attempt::new("ani", "10.0.0.1"), 1).is_err(),
            "a success clears the name alone"
        );
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let attempts = Attempts::default();
        for n in 0..20 + MAX_REMEMBERED as u64 / 2 {
            attempts.failed(&Attempt::new(&n.to_string(), n), n);
        }
        assert_eq!(attempts.0.lock().unwrap().len(), MAX_REMEMBERED);
    }
}
