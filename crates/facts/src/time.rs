//! Points in time and business days as facts carry them. Time comes in by
//! argument: this file knows no clock and no time zone of the machine.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Millis(pub i64);

/// The day on which the shop books a fact, not always the calendar's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BusinessDate(Date);

impl BusinessDate {
    /// Reads `YYYY-MM-DD`.
    pub fn parse(text: &str) -> Option<Self> {
        (text.len() == 10)
            .then(|| text.parse().ok().map(Self))
            .flatten()
    }

    /// The civil date.
    pub fn date(self) -> Date {
        self.0
    }

    /// The day whose local time is `at` shifted by the offset, less the cut-off (money.md § 11).
    /// `None` outside the years that a calendar can write.
    pub fn of(at: Millis, tz_offset_min: i16, cutoff_min: u16) -> Option<Self> {
        let shift = (i64::from(tz_offset_min) - i64::from(cutoff_min)) * 60_000;
        let days = at.0.checked_add(shift)?.div_euclid(86_400_000);
        Self::from_days(days)
    }

    fn from_days(days: i64) -> Option<Self> {
        let epoch = Date::constant(1970, 1, 1);
        let span = jiff::Span::new().try_days(days).ok()?;
        epoch.checked_add(span).ok().map(Self)
    }
}

/// The hour of the local day, 0 to 23.
pub fn local_hour(at: Millis, tz_offset_min: i16) -> u8 {
    let local = at.0.saturating_add(i64::from(tz_offset_min) * 60_000);
    let hour = local.rem_euclid(86_400_000) / 3_600_000;
    u8::try_from(hour).expect("an hour of the day is below 24")
}

impl fmt::Display for BusinessDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for BusinessDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for BusinessDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom("a business date is YYYY-MM-DD"))
    }
}

#[cfg(test)]
mod tests {
    use super::{BusinessDate, Millis, local_hour};

    #[test]
    fn the_business_day_follows_offset_and_cut_off() {
        let midnight_utc = 1_763_856_000_000; // 2025-11-23T00:00:00Z
        let cases = [
            (0, 420, 0, "2025-11-23", 7),
            (-1, 0, 0, "2025-11-22", 23),
            (17 * 3_600_000, 420, 0, "2025-11-24", 0),
            (17 * 3_600_000, 420, 240, "2025-11-23", 0),
            (21 * 3_600_000, 420, 240, "2025-11-24", 4),
        ];
        for (add, offset, cutoff, date, hour) in cases {
            let at = Millis(midnight_utc + add);
            assert_eq!(
                BusinessDate::of(at, offset, cutoff).unwrap().to_string(),
                date
            );
            assert_eq!(local_hour(at, offset), hour);
        }
    }

    #[test]
    fn impossible_days_are_refused_not_wrapped() {
        assert_eq!(BusinessDate::of(Millis(i64::MAX), 0, 0), None);
        for bad in ["2025-02-30", "2025-2-3", "", "20250203aa"] {
            assert_eq!(BusinessDate::parse(bad), None, "{bad}");
        }
    }
}
