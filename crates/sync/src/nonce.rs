//! Nonces that make every signed request good for once, with several of one
//! branch in flight (R9, R12). A branch counts up within a series that the
//! centre drew; the centre keeps a window of 64 below the highest that it saw.
//! A window belongs to one series: it is a small row of the database, or lives
//! in one process that drew the series at its start. Either way processes of the
//! centre share nothing but the database. No clock is compared.

use std::fmt;

use nusa_facts::hex;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use crate::limits::NONCE_WINDOW;

/// A number used once within a series. In text: 16 hex digits of the series, a hyphen, the number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Nonce {
    /// Drawn by the centre for each window, so that a centre which lost or never had the window takes
    /// nothing that was signed before.
    pub series: u64,
    /// Counted by the branch, from 1.
    pub n: u64,
}

/// Numbers beyond this far ahead are not taken: one bad number cannot use up the series.
const MOST_AHEAD: u64 = 1 << 32;

impl Nonce {
    /// Reads the text of the header.
    pub fn parse(text: &str) -> Option<Self> {
        let (series, n) = text.split_once('-')?;
        let plain = n.bytes().all(|digit| digit.is_ascii_digit());
        Some(Self {
            series: u64::from_be_bytes(hex::decode(series)?),
            n: n.parse().ok().filter(|_| plain)?,
        })
    }
}

impl fmt::Display for Nonce {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}-{}", self.series, self.n)
    }
}

impl Serialize for Nonce {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Nonce {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom("a nonce is a series and a number"))
    }
}

/// A nonce that was used before, or is of another series: 401 `nonce_stale` with the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the nonce is stale, the next one is {next}")]
pub struct Stale {
    /// A nonce that would be taken now.
    pub next: Nonce,
}

/// The centre's side: which numbers of one branch's series were used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NonceWindow {
    /// The series.
    pub series: u64,
    /// The highest number that was used.
    pub highest: u64,
    /// Bit k: the number `highest - k` was used.
    pub used: u64,
}

impl NonceWindow {
    /// The window of a new series.
    pub fn new(dice: u64) -> Self {
        Self {
            series: dice,
            highest: 0,
            used: 1,
        }
    }

    /// The nonce that a branch which lost count should go on with.
    pub fn next(&self) -> Nonce {
        Nonce {
            series: self.series,
            n: self.highest + 1,
        }
    }

    /// Uses a nonce. Call it only after the signature was verified, so that nobody else can use up
    /// a branch's numbers, and keep the window before the request is worked on.
    ///
    /// # Errors
    /// `Stale` with the next nonce.
    pub fn take(&mut self, nonce: Nonce) -> Result<(), Stale> {
        let stale = Stale { next: self.next() };
        if nonce.series != self.series {
            return Err(stale);
        }
        if nonce.n > self.highest {
            let ahead = nonce.n - self.highest;
            if ahead > MOST_AHEAD {
                return Err(stale);
            }
            self.used = if ahead < NONCE_WINDOW {
                self.used << ahead | 1
            } else {
                1
            };
            self.highest = nonce.n;
            return Ok(());
        }
        let back = self.highest - nonce.n;
        if back >= NONCE_WINDOW || self.used & 1 << back != 0 {
            return Err(stale);
        }
        self.used |= 1 << back;
        Ok(())
    }
}

/// The branch's side: the next number to sign with. It need not be stored: a device that lost
/// count is told the next nonce with its first refusal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NonceSource {
    next: Nonce,
}

impl NonceSource {
    /// A source that goes on with this nonce.
    pub fn from(next: Nonce) -> Self {
        Self { next }
    }

    /// A nonce for one request; never the same twice.
    pub fn take(&mut self) -> Nonce {
        let nonce = self.next;
        self.next.n += 1;
        nonce
    }

    /// Learns the next nonce from a refusal. Requests in flight may be refused together: a lower
    /// number of the same series is no news.
    pub fn learn(&mut self, next: Nonce) {
        if next.series != self.next.series || next.n > self.next.n {
            self.next = next;
        }
    }
}
