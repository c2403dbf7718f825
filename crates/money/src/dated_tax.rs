//! Taxes with the days they are valid: rates are data with dates, never constants (money rules § 0).
//!
//! It must not know a clock; the date is the calendar date of the transaction in local time, not
//! the business date (money rules § 11).

use crate::day::CivilDate;
use crate::settings::Tax;

/// One version of a tax.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DatedTax {
    /// The tax; versions of one tax share its code.
    pub tax: Tax,
    /// The first day.
    pub valid_from: CivilDate,
    /// The last day (inclusive, as laws write it), or without end.
    pub valid_to: Option<CivilDate>,
}

/// The version of a tax on a day: of those valid the one that began last, of two that began
/// together the one that stands later in the list.
pub fn valid_on<'a>(versions: &'a [DatedTax], code: &str, date: CivilDate) -> Option<&'a Tax> {
    let valid = versions.iter().filter(|version| {
        let ended = version.valid_to.map_or(false, |last| last < date);
        version.tax.code == code && version.valid_from <= date && !ended
    });
    valid
        .max_by_key(|version| version.valid_from)
        .map(|version| &version.tax)
}
