//! Pushes that were turned away a moment ago: their branches will come back, so
//! they are a part of the centre's load although they hold no seat (R11). Two
//! windows that follow one another, so that nothing is kept for each of them.

use std::sync::{Mutex, PoisonError};

use crate::limits::RETRY_AFTER_S;

/// Milliseconds of a window: the least that a branch stays away, so each counts once in a window.
const WINDOW_MS: u64 = RETRY_AFTER_S * 1_000;

#[derive(Clone, Copy, Debug, Default)]
struct Windows {
    /// The number of the window that is being filled.
    number: u64,
    filling: usize,
    before: usize,
}

impl Windows {
    fn at(self, now_ms: u64) -> Self {
        let number = now_ms / WINDOW_MS;
        match number.saturating_sub(self.number) {
            0 => self,
            1 => Self {
                number,
                filling: 0,
                before: self.filling,
            },
            _ => Self {
                number,
                ..Self::default()
            },
        }
    }
}

/// How many were turned away lately.
#[derive(Debug, Default)]
pub struct Herd(Mutex<Windows>);

impl Herd {
    /// One more was turned away.
    pub fn turned_away(&self, now_ms: u64) {
        let mut windows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *windows = windows.at(now_ms);
        windows.filling += 1;
    }

    /// How many were turned away in the window before, or already in this one.
    pub fn count(&self, now_ms: u64) -> usize {
        let windows = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let windows = windows.at(now_ms);
        windows.before.max(windows.filling)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_was_turned_away_is_remembered_for_two_windows() {
        let herd = Herd::default();
        assert_eq!(herd.count(5), 0);
        for _ in 0..7 {
            herd.turned_away(5);
        }
        let cases = [
            (5, 7),
            (WINDOW_MS, 7),
            (2 * WINDOW_MS - 1, 7),
            (2 * WINDOW_MS, 0),
            (100 * WINDOW_MS, 0),
        ];
        for (now_ms, count) in cases {
            assert_eq!(herd.count(now_ms), count, "{now_ms}");
        }
        herd.turned_away(WINDOW_MS + 1);
        assert_eq!(herd.count(WINDOW_MS + 1), 7);
        assert_eq!(herd.count(2 * WINDOW_MS), 1);
    }
}
