//! When and where something is decided. The node brings it; the law never looks
//! at a clock.

use nusa_facts::{BusinessDate, Millis};

/// Business time of one decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Corrected wall clock.
    pub at: Millis,
    /// Minutes east of UTC.
    pub tz_offset_min: i16,
    /// The local date less the branch's cut-off; an open shift's date goes before it.
    pub business_date: BusinessDate,
    /// The clock could not be trusted.
    pub clock_suspect: bool,
}
