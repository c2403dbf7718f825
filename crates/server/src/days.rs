//! Business days before others, for figures that look back. Knows no clock.

use jiff::ToSpan;
use nusa_facts::BusinessDate;

/// So many days earlier; a calendar's edge shortens them.
pub(crate) fn days_before(day: BusinessDate, days: i64) -> BusinessDate {
    let earlier = day.date().checked_sub(days.days()).ok();
    earlier
        .and_then(|date| BusinessDate::parse(&date.to_string()))
        .unwrap_or(day)
}
