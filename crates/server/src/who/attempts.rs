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
    /// Counts the attempt as a failure before it is made, so that many at once are no way around the
    /// limit; `succeeded` takes it back.
    ///
    /// # Errors
    /// `sign_in_limited` with the seconds to wait; then nothing was counted.
    pub fn begin(&self, attempt: &Attempt, now_ms: u64) -> Result<(), Problem> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let wait = |(name, most): (&String, u32)| {
            let failures = known.get(name).filter(|failures| failures.count >= most)?;
            (failures.last_ms + FAILURE_WAIT_MS)
                .checked_sub(now_ms)
                .filter(|wait| *wait > 0)
        };
        if let Some(wait_ms) = attempt.limits().into_iter().filter_map(wait).max() {
            let seconds = wait_ms.div_ceil(1_000);
            let detail = format!("try again in {seconds} seconds");
            return Err(Problem::new(Door::SignInLimited, detail).with("retry_after_s", seconds));
        }
        for (name, _) in attempt.limits() {
            // A failure that lies back longer than the wait no longer counts.
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
            let oldest = known.iter().min_by_key(|(_, failures)| failures.last_ms);
            let oldest = oldest.map(|(name, _)| name.clone()).unwrap_or_default();
            known.remove(&oldest);
        }
        Ok(())
    }

    /// The attempt was none: the name's failures are forgotten, the address keeps those of others.
    pub fn succeeded(&self, attempt: &Attempt) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.remove(&attempt.login);
        if let Some(failures) = known.get_mut(&attempt.peer) {
            failures.count = failures.count.saturating_sub(1);
        }
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
            assert!(attempts.begin(&ani, n).is_ok());
        }
        let told = attempts.begin(&ani, 5).unwrap_err();
        assert_eq!(told.fact("retry_after_s"), Some(&60.into()));
        let elsewhere = Attempt::new("ani", "10.0.0.2");
        assert!(
            attempts.begin(&elsewhere, 5).is_err(),
            "the name waits everywhere"
        );
        let budi = Attempt::new("budi", "10.0.0.1");
        assert!(attempts.begin(&budi, 5).is_ok(), "others do not");
        assert!(attempts.begin(&ani, 5 + FAILURE_WAIT_MS).is_ok());
        assert!(
            attempts.begin(&ani, 6 + FAILURE_WAIT_MS).is_ok(),
            "old failures no longer count"
        );
    }

    #[test]
    fn who_signs_in_leaves_no_trace() {
        let attempts = Attempts::default();
        let ani = Attempt::new("ani", "10.0.0.1");
        for n in 0..100 {
            assert!(attempts.begin(&ani, n).is_ok());
            attempts.succeeded(&ani);
        }
    }

    #[test]
    fn an_address_that_tries_many_names_waits_too() {
        let attempts = Attempts::default();
        for n in 0..MAX_FAILURES_PEER {
            assert!(
                attempts
                    .begin(&Attempt::new(&format!("name {n}"), "10.0.0.1"), 0)
                    .is_ok()
            );
        }
        assert!(attempts.begin(&Attempt::new("ani", "10.0.0.1"), 1).is_err());
        assert!(attempts.begin(&Attempt::new("ani", "10.0.0.2"), 1).is_ok());
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let attempts = Attempts::default();
        for n in 0..20 + MAX_REMEMBERED as u64 / 2 {
            assert!(attempts.begin(&Attempt::new(&n.to_string(), n), n).is_ok());
        }
        assert_eq!(attempts.0.lock().unwrap().len(), MAX_REMEMBERED);
    }
}
