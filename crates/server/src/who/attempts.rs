//! Failures to sign in, counted by name and by address: after a few, everybody
//! under that name or from that address waits. Bounded in memory; a restart
//! forgets, which costs a guesser more than it gives.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use nusa_contract::{Door, Problem};

use crate::limits::{
    FAILURE_WAIT_MS, MAX_FAILURES_LOGIN, MAX_FAILURES_PEER, MAX_REMEMBERED, PIN_WAIT_MS,
};

/// How many failures are borne, and what is said then.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Failures under one name.
    login: u32,
    /// Failures from one address.
    peer: u32,
    /// Milliseconds to wait after them.
    wait_ms: u64,
    /// What is told meanwhile.
    told: Door,
}

impl Limits {
    /// Of passwords.
    pub const SIGN_IN: Self = Self {
        login: MAX_FAILURES_LOGIN,
        peer: MAX_FAILURES_PEER,
        wait_ms: FAILURE_WAIT_MS,
        told: Door::SignInLimited,
    };

    /// Of PINs, which are shorter: the wait is longer.
    pub const PIN: Self = Self {
        wait_ms: PIN_WAIT_MS,
        told: Door::PinLimited,
        ..Self::SIGN_IN
    };
}

#[derive(Clone, Copy, Debug)]
struct Failures {
    count: u32,
    last_ms: u64,
}

/// Who failed, and how often.
#[derive(Debug)]
pub struct Attempts {
    limits: Limits,
    known: Mutex<BTreeMap<String, Failures>>,
}

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

    fn under(&self, limits: Limits) -> [(&String, u32); 2] {
        [(&self.login, limits.login), (&self.peer, limits.peer)]
    }
}

impl Attempts {
    /// Nobody has failed yet.
    pub fn with(limits: Limits) -> Self {
        Self {
            limits,
            known: Mutex::default(),
        }
    }

    /// Counts the attempt as a failure before it is made, so that many at once are no way around the
    /// limit; `succeeded` takes it back. Tells how many are left after this one.
    ///
    /// # Errors
    /// `sign_in_limited` or `pin_limited` with the seconds to wait; then nothing was counted.
    pub fn begin(&self, attempt: &Attempt, now_ms: u64) -> Result<u32, Problem> {
        let Limits { wait_ms, told, .. } = self.limits;
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let wait = |(name, most): (&String, u32)| {
            let failures = known.get(name).filter(|failures| failures.count >= most)?;
            (failures.last_ms + wait_ms)
                .checked_sub(now_ms)
                .filter(|wait| *wait > 0)
        };
        if let Some(wait_ms) = attempt
            .under(self.limits)
            .into_iter()
            .filter_map(wait)
            .max()
        {
            let seconds = wait_ms.div_ceil(1_000);
            let detail = format!("try again in {seconds} seconds");
            return Err(Problem::new(told, detail).with("retry_after_s", seconds));
        }
        let mut left = 0;
        for (name, most) in attempt.under(self.limits).into_iter().rev() {
            // A failure that lies back longer than the wait no longer counts.
            let fresh = |failures: &&Failures| failures.last_ms + wait_ms > now_ms;
            let count = known
                .get(name)
                .filter(fresh)
                .map_or(0, |failures| failures.count)
                + 1;
            left = most.saturating_sub(count);
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
        Ok(left)
    }

    /// The attempt was none: the name's failures are forgotten, the address keeps those of others.
    pub fn succeeded(&self, attempt: &Attempt) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
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
        let attempts = Attempts::with(Limits::SIGN_IN);
        let ani = Attempt::new("ani", "10.0.0.1");
        for n in 0..5 {
            let left = attempts.begin(&ani, n).unwrap();
            assert_eq!(u64::from(left), 4 - n);
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
    fn a_pin_waits_five_minutes_after_five_tries() {
        let attempts = Attempts::with(Limits::PIN);
        let sari = Attempt::new("4", "10.0.0.1");
        for _ in 0..5 {
            assert!(attempts.begin(&sari, 0).is_ok());
        }
        let told = attempts.begin(&sari, 1_000).unwrap_err();
        assert_eq!(told.code.word(), "pin_limited");
        assert_eq!(told.fact("retry_after_s"), Some(&299.into()));
        assert!(attempts.begin(&sari, 299_999).is_err());
        assert!(attempts.begin(&sari, 300_000).is_ok());
    }

    #[test]
    fn who_signs_in_leaves_no_trace() {
        let attempts = Attempts::with(Limits::SIGN_IN);
        let ani = Attempt::new("ani", "10.0.0.1");
        for n in 0..100 {
            assert!(attempts.begin(&ani, n).is_ok());
            attempts.succeeded(&ani);
        }
    }

    #[test]
    fn an_address_that_tries_many_names_waits_too() {
        let attempts = Attempts::with(Limits::SIGN_IN);
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
        let attempts = Attempts::with(Limits::SIGN_IN);
        for n in 0..20 + MAX_REMEMBERED as u64 / 2 {
            assert!(attempts.begin(&Attempt::new(&n.to_string(), n), n).is_ok());
        }
        assert_eq!(attempts.known.lock().unwrap().len(), MAX_REMEMBERED);
    }
}
