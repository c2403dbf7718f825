//! Amounts, quantities, rates and moments as papers print them: dots between
//! thousands, a comma before decimals, local time with its zone (money.md § 9).

use nusa_facts::{BusinessDate, Millis};
use nusa_money::{
    Amount,
    currency::{Currency, IDR, by_code},
    text,
};

use crate::zone::zone_name;

/// Amounts of one currency.
#[derive(Clone, Copy, Debug)]
pub struct Money(Currency);

impl Money {
    /// Amounts of the currency of a fact; one that is not known is printed as whole units.
    pub fn of(code: &str) -> Self {
        Self(by_code(code).unwrap_or(IDR))
    }

    /// For the columns: `71.700`, `-14.340`.
    pub fn plain(self, minor: i64) -> String {
        text::plain(Amount(minor), self.0)
    }

    /// Minor units of one unit, for a scale.
    pub fn unit(self) -> i64 {
        10_i64.pow(self.0.exponent)
    }

    /// For totals: `Rp 83.500`.
    pub fn total(self, minor: i64) -> String {
        text::with_symbol(Amount(minor), self.0, true)
    }
}

/// A quantity without needless zeros: `3`, `0,375`.
pub fn quantity(milli: i64) -> String {
    decimal(milli, 3)
}

/// A rate: `10%`, `12,5%`.
pub fn rate(ppm: i64) -> String {
    format!("{}%", decimal(ppm, 4))
}

/// A whole number of the given power of ten, its needless zeros left out.
fn decimal(value: i64, places: u32) -> String {
    let unit = 10_u64.pow(places);
    let magnitude = value.unsigned_abs();
    let sign = if value < 0 { "-" } else { "" };
    let whole = magnitude / unit;
    let rest = format!("{:0width$}", magnitude % unit, width = places as usize);
    match rest.trim_end_matches('0') {
        "" => format!("{sign}{whole}"),
        rest => format!("{sign}{whole},{rest}"),
    }
}

/// A moment where it happened: `14/03/2026 19:42 WIB`.
pub fn moment(at: Millis, tz_offset_min: i16) -> String {
    format!("{} {}", clock(at, tz_offset_min), zone_name(tz_offset_min))
}

/// A moment without its zone: `14/03/2026 19:42`.
pub fn clock(at: Millis, tz_offset_min: i16) -> String {
    let local = at.0.saturating_add(i64::from(tz_offset_min) * 60_000);
    let minutes = local.rem_euclid(86_400_000) / 60_000;
    let (hour, minute) = (minutes / 60, minutes % 60);
    let day = BusinessDate::of(at, tz_offset_min, 0).map_or_else(String::new, day);
    format!("{day} {hour:02}:{minute:02}")
}

/// A day: `14/03/2026`.
pub fn day(day: BusinessDate) -> String {
    let date = day.date();
    format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_printed_the_indonesian_way() {
        for (milli, text) in [
            (3_000, "3"),
            (375, "0,375"),
            (1_250, "1,25"),
            (-500, "-0,5"),
        ] {
            assert_eq!(quantity(milli), text);
        }
        for (ppm, text) in [(100_000, "10%"), (125_000, "12,5%"), (5, "0,0005%")] {
            assert_eq!(rate(ppm), text);
        }
        assert_eq!(Money::of("IDR").total(83_500), "Rp 83.500");
        assert_eq!(Money::of("IDR").plain(-14_340), "-14.340");
        assert_eq!(Money::of("USD").total(123_450), "$ 1.234,50");
        let at = Millis(1_773_492_120_000);
        assert_eq!(moment(at, 420), "14/03/2026 19:42 WIB");
        assert_eq!(moment(at, 540), "14/03/2026 21:42 WIT");
    }
}
