//! Which branches a report is of: the one, those of a region, those that were
//! named, or all. Knows no sum.

use nusa_contract::request::reports::ReportAsked;
use nusa_facts::{
    BranchId, CENTRE,
    master::{Branch, Entity, EntityKind},
};
use nusa_store::{Error as StoreError, Look, SqliteReader};

/// The branches in question, in order, with their rows as far as they are known.
pub(super) struct Chosen {
    pub(super) branches: Vec<BranchId>,
    /// All branches are asked for, so that one question to the roll-ups answers.
    pub(super) all: bool,
    /// The node that is asked.
    pub(super) here: BranchId,
    rows: Vec<Branch>,
}

impl Chosen {
    pub(super) fn of(
        look: &SqliteReader,
        me: BranchId,
        asked: &ReportAsked,
    ) -> Result<Self, StoreError> {
        let rows = look.entities(EntityKind::Branch)?.into_iter();
        let rows: Vec<Branch> = rows
            .filter_map(|row| match row {
                Entity::Branch(branch) => Some(branch),
                _ => None,
            })
            .collect();
        let mut branches: Vec<BranchId> = look.writers()?;
        branches.extend(rows.iter().map(|row| row.id));
        branches.retain(|branch| *branch != CENTRE && (me == CENTRE || *branch == me));
        branches.sort();
        branches.dedup();
        if let Some(named) = asked.branches.as_ref().filter(|_| me == CENTRE) {
            branches.retain(|branch| named.contains(branch));
        }
        if let Some(region) = asked.region {
            let in_region =
                |id: &BranchId| rows.iter().any(|row| row.id == *id && row.region == region);
            branches.retain(in_region);
        }
        let all = me == CENTRE && asked.branches.is_none() && asked.region.is_none();
        Ok(Self {
            branches,
            all,
            here: me,
            rows,
        })
    }

    /// A branch's name; its number where it is not known.
    pub(super) fn name(&self, branch: BranchId) -> String {
        let row = self.rows.iter().find(|row| row.id == branch);
        row.map_or_else(|| branch.to_string(), |row| row.name.clone())
    }
}
