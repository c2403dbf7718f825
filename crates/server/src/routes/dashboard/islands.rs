//! Each branch as an island: which day it is there, when the centre heard of it,
//! what it still holds. Knows no sum.

use std::collections::BTreeMap;

use nusa_contract::view::dashboard::{DayPartView, IslandView};
use nusa_facts::{
    BranchId, BusinessDate, Millis,
    master::{Branch, Entity, EntityKind},
};
use nusa_node::sighting::{Sighting, sightings};
use nusa_rules::rows::QuarantineRow;
use nusa_store::{Error as StoreError, Look, SqliteReader};

use super::trades;
use crate::app::App;

/// Milliseconds of silence after which a branch is late: six of its heartbeats.
const LATE_MS: i64 = 30_000;

/// Milliseconds of silence after which its link counts as cut.
const CUT_MS: i64 = 120_000;

/// A branch and the business day it has now.
pub(in crate::routes) struct Place {
    pub(in crate::routes) branch: Branch,
    pub(in crate::routes) today: BusinessDate,
}

/// The branches that a question is about, active ones first; each with its own today, or with the
/// day that was asked for.
pub(in crate::routes) fn places(
    look: &SqliteReader,
    asked: Option<BranchId>,
    day: Option<BusinessDate>,
    now: Millis,
) -> Result<Vec<Place>, StoreError> {
    let rows = look.entities(EntityKind::Branch)?.into_iter();
    let branches = rows.filter_map(|row| match row {
        Entity::Branch(branch) if trades(branch.id) => Some(branch),
        _ => None,
    });
    let wanted = branches.filter(|branch| asked.is_none_or(|asked| asked == branch.id));
    let mut places: Vec<Place> = wanted
        .filter_map(|branch| {
            let own = BusinessDate::of(now, branch.tz_offset_min, branch.cutoff_min);
            let today = day.or(own)?;
            Some(Place { branch, today })
        })
        .collect();
    places.sort_by_key(|place| (!place.branch.active, place.branch.id));
    Ok(places)
}

/// What was heard of every branch, and when it is now.
pub(in crate::routes) struct Heard {
    pub(in crate::routes) now: Millis,
    live: BTreeMap<BranchId, Sighting>,
}

impl Heard {
    /// As the node knows it at this moment.
    pub(in crate::routes) fn now(app: &App) -> Self {
        Self {
            now: app.now(),
            live: app.sightings.all(),
        }
    }

    /// With what was written down of branches that were not heard since the start.
    pub(in crate::routes) fn loaded(mut self, look: &SqliteReader) -> Result<Self, StoreError> {
        for (branch, seen) in sightings(look)? {
            self.live.entry(branch).or_insert(seen);
        }
        Ok(self)
    }

    /// What a branch said last.
    pub(in crate::routes) fn of(&self, branch: BranchId) -> Option<&Sighting> {
        self.live.get(&branch)
    }
}

/// A branch's island.
pub(in crate::routes) fn island(
    look: &SqliteReader,
    place: &Place,
    heard: &Heard,
    quarantine: &[QuarantineRow],
    today: DayPartView,
) -> Result<IslandView, StoreError> {
    let branch = &place.branch;
    let seen = heard.of(branch.id);
    let silent = seen.map(|seen| heard.now.0.saturating_sub(seen.at.0).max(0));
    let backlog = seen.map(|seen| seen.backlog);
    let forks = look.notes(&format!("fork/{}/", branch.id))?.len();
    let own = quarantine.iter().filter(|row| row.branch == branch.id);
    Ok(IslandView {
        branch: branch.id.0,
        code: branch.code.clone(),
        name: branch.name.clone(),
        active: branch.active,
        state: state(branch.active, silent, backlog).to_owned(),
        heard_at: seen.map(|seen| seen.at.0),
        silent_ms: silent,
        backlog,
        program: seen.map(|seen| seen.program.clone()),
        business_date: place.today.to_string(),
        tz_offset_min: branch.tz_offset_min,
        today,
        quarantined: own.count(),
        forks,
    })
}

fn state(active: bool, silent: Option<i64>, backlog: Option<u64>) -> &'static str {
    match (active, silent) {
        (false, _) => "closed",
        (true, None) => "never",
        (true, Some(CUT_MS..)) => "cut",
        (true, Some(LATE_MS..)) => "late",
        (true, Some(_)) if backlog.is_some_and(|held| held > 0) => "late",
        (true, Some(_)) => "connected",
    }
}

#[cfg(test)]
mod tests {
    use super::state;

    #[test]
    fn an_island_has_five_states() {
        let cases = [
            ((true, None, None), "never"),
            ((true, Some(0), Some(0)), "connected"),
            ((true, Some(29_999), Some(0)), "connected"),
            ((true, Some(0), Some(1)), "late"),
            ((true, Some(30_000), Some(0)), "late"),
            ((true, Some(120_000), Some(0)), "cut"),
            ((false, Some(0), Some(0)), "closed"),
        ];
        for ((active, silent, backlog), word) in cases {
            assert_eq!(state(active, silent, backlog), word);
        }
    }
}
