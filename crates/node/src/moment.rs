//! Business time for a decision: the corrected clock, the branch's own offset
//! and cut-off. Nothing is refused for time (R20).

use nusa_facts::{
    BranchId, BusinessDate, Millis,
    master::{Branch, Entity, EntityKey, EntityKind},
};
use nusa_rules::Moment;
use nusa_store::{Error as StoreError, Look, Tx};
use nusa_sync::clock::{BranchClock, Clocks};

use crate::{limits::OFFSET_DRIFT_MS, senses::Senses};

const OFFSET: &str = "link/offset_ms";

/// WIB, for a node that has not been told where it stands.
const DEFAULT_OFFSET_MIN: i16 = 420;
/// 04:00, as contract.md has it.
const DEFAULT_CUTOFF_MIN: u16 = 240;

/// Both clocks as this node feels them now.
pub fn clocks(senses: &mut dyn Senses) -> Clocks {
    Clocks {
        wall: senses.wall(),
        mono: senses.elapsed(),
    }
}

/// The clock of a node that wakes: the centre's last known offset and the newest fact.
pub fn wake_clock(look: &impl Look, newest: Option<Millis>) -> Result<BranchClock, StoreError> {
    let note = look.note(OFFSET)?;
    let offset = note
        .and_then(|bytes| bytes.try_into().ok())
        .map_or(0, i64::from_be_bytes);
    Ok(BranchClock::new(offset, newest))
}

/// Keeps the offset for the next start; a drift that no person would notice is not worth a write.
pub fn keep_offset(tx: &mut impl Tx, clock: &BranchClock) -> Result<(), StoreError> {
    let kept = tx.note(OFFSET)?.and_then(|bytes| bytes.try_into().ok());
    let kept = kept.map(i64::from_be_bytes);
    let now = clock.offset_ms();
    if kept.is_some_and(|kept| kept.abs_diff(now) <= OFFSET_DRIFT_MS) {
        return Ok(());
    }
    tx.set_note(OFFSET, Some(&now.to_be_bytes()))
}

/// The row of a branch (or of the centre, number 0) with its settings.
pub fn branch_row(look: &impl Look, branch: BranchId) -> Result<Option<Branch>, StoreError> {
    let key = EntityKey::numbered(EntityKind::Branch, branch.0);
    Ok(look.entity(&key)?.and_then(|entity| match entity {
        Entity::Branch(row) => Some(row),
        _ => None,
    }))
}

/// The moment of a decision at a branch with these settings.
pub fn moment(
    clock: &mut BranchClock,
    senses: &mut dyn Senses,
    settings: Option<&Branch>,
) -> Moment {
    let time = clock.read(clocks(senses));
    moment_of(time.at, time.suspect, settings)
}

/// The moment of a look at a branch, which decides nothing.
pub(crate) fn moment_at(at: Millis, settings: &Branch) -> Moment {
    moment_of(at, false, Some(settings))
}

fn moment_of(at: Millis, clock_suspect: bool, settings: Option<&Branch>) -> Moment {
    let tz_offset_min = settings.map_or(DEFAULT_OFFSET_MIN, |row| row.tz_offset_min);
    let cutoff_min = settings.map_or(DEFAULT_CUTOFF_MIN, |row| row.cutoff_min);
    let day = BusinessDate::of(at, tz_offset_min, cutoff_min);
    let epoch = || BusinessDate::of(Millis(0), 0, 0).expect("the epoch is a day");
    Moment {
        at,
        tz_offset_min,
        business_date: day.unwrap_or_else(epoch),
        clock_suspect,
    }
}
