//! The calendar of a shop: local time from a moment and an offset, and the business date that
//! a cut-off in the night moves back (money rules § 11).
//!
//! It must not know a clock or names of time zones: moment and offset come in by argument.

use std::fmt;

use crate::error::MoneyError;

/// Milliseconds of a day.
const DAY_MS: i64 = 86_400_000;
/// Milliseconds of a minute.
const MINUTE_MS: i64 = 60_000;
/// Moments from year 1 to year 9999 stay within this of 1970.
const MAX_MOMENT_MS: i64 = 253_402_300_799_999;
/// Year 1.
const MIN_MOMENT_MS: i64 = -62_135_596_800_000;
/// The widest offset in use is +14:00; a day less a minute leaves room.
const MAX_OFFSET_MIN: i32 = 1439;
/// A cut-off lies before noon (money rules § 15).
const MAX_CUTOFF_MIN: u32 = 719;

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CivilDate {
    /// The year.
    pub year: i32,
    /// 1…12.
    pub month: u8,
    /// 1…31.
    pub day: u8,
}

/// A moment on the clock of the shop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CivilTime {
    /// The day.
    pub date: CivilDate,
    /// 0…23.
    pub hour: u8,
    /// 0…59.
    pub minute: u8,
    /// 0…59.
    pub second: u8,
}

impl CivilDate {
    /// The date of a number of days since 1970-01-01.
    ///
    /// # Errors
    /// [`MoneyError::TimeBounds`] outside the years 0…10000.
    pub fn from_days(days: i64) -> Result<CivilDate, MoneyError> {
        if !(-719_528..=3_652_425).contains(&days) {
            return Err(MoneyError::TimeBounds);
        }
        // Years begin in March here, so that the leap day is the last of its year; 400 years
        // have 146,097 days, and months of 31, 30, 31, 30, 31 days repeat every 153.
        let since = days + 719_468;
        let (era, of_era) = (since.div_euclid(146_097), since.rem_euclid(146_097));
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let march_month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * march_month + 2) / 5 + 1;
        let month = if march_month < 10 {
            march_month + 3
        } else {
            march_month - 9
        };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        let narrow = |value: i64| u8::try_from(value).map_err(|_| MoneyError::TimeBounds);
        let year = i32::try_from(year).map_err(|_| MoneyError::TimeBounds)?;
        Ok(CivilDate {
            year,
            month: narrow(month)?,
            day: narrow(day)?,
        })
    }
}

/// The local time of a moment (ms since 1970 UTC) at an offset in minutes.
///
/// # Errors
/// [`MoneyError::TimeBounds`] outside the years 1…9999 or for an offset of a day or more.
pub fn local_time(epoch_ms: i64, offset_min: i32) -> Result<CivilTime, MoneyError> {
    let local = local_ms(epoch_ms, offset_min)?;
    let of_day = local.rem_euclid(DAY_MS) / 1000;
    let narrow = |value: i64| u8::try_from(value).map_err(|_| MoneyError::TimeBounds);
    Ok(CivilTime {
        date: CivilDate::from_days(local.div_euclid(DAY_MS))?,
        hour: narrow(of_day / 3600)?,
        minute: narrow(of_day / 60 % 60)?,
        second: narrow(of_day % 60)?,
    })
}

/// The business date of a moment: the local date of (local time − cut-off). Taxes go by the
/// calendar date of [`local_time`] instead.
///
/// # Errors
/// As [`local_time`], and for a cut-off after 11:59.
pub fn business_date(
    epoch_ms: i64,
    offset_min: i32,
    cutoff_min: u32,
) -> Result<CivilDate, MoneyError> {
    if cutoff_min > MAX_CUTOFF_MIN {
        return Err(MoneyError::TimeBounds);
    }
    let local = local_ms(epoch_ms, offset_min)? - i64::from(cutoff_min) * MINUTE_MS;
    CivilDate::from_days(local.div_euclid(DAY_MS))
}

fn local_ms(epoch_ms: i64, offset_min: i32) -> Result<i64, MoneyError> {
    if !(-MAX_OFFSET_MIN..=MAX_OFFSET_MIN).contains(&offset_min)
        || !(MIN_MOMENT_MS..=MAX_MOMENT_MS).contains(&epoch_ms)
    {
        return Err(MoneyError::TimeBounds);
    }
    Ok(epoch_ms + i64::from(offset_min) * MINUTE_MS)
}

impl fmt::Display for CivilDate {
    /// `2026-03-14`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl fmt::Display for CivilTime {
    /// `2026-03-14T19:42:00`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}T{:02}:{:02}:{:02}",
            self.date, self.hour, self.minute, self.second
        )
    }
}
