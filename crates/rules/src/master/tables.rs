//! What the centre may plan of a branch's tables. The branch has the last word: it sets them up by
//! its own law, and a plan that it cannot follow stays a plan.

use nusa_facts::{master::Entity, order::TablePlan};

use super::{MasterDesk, row::RowAt};
use crate::{
    Moment, Refusal,
    limits::{MAX_LABEL_CHARS, MAX_SEATS},
    refusal::Code,
    rows::TableRow,
    table, text,
};

/// What one plan says; it gets the moment of its writing.
pub(super) fn plan(
    at: RowAt,
    row: &mut TablePlan,
    was: Option<&TablePlan>,
    moment: &Moment,
) -> Result<(), Refusal> {
    let stays = was.is_none_or(|was| was.branch == row.branch);
    at.ensure(stays, "branch", "a table stays at its branch")?;
    at.blank_or_text("area", &mut row.area)?;
    row.label = text::bounded(&at.field("label"), &row.label, MAX_LABEL_CHARS)?;
    if !(1..=MAX_SEATS).contains(&row.seats) {
        let detail = format!("a table has 1 to {MAX_SEATS} seats");
        return Err(Refusal::at(Code::AmountInvalid, at.field("seats"), detail));
    }
    row.at = moment.at;
    Ok(())
}

/// Whether the table is so already and nothing is on its way: then there is nothing to tell the branch.
pub(super) fn is_so(desk: &MasterDesk, row: &Entity, before: Option<&Entity>) -> bool {
    let Entity::Table(plan) = row else {
        return false;
    };
    let tables = desk.tables.get(&plan.branch);
    let stands = tables.is_some_and(|tables| tables.contains(&TableRow::from(plan)));
    before.is_none() && stands
}

/// Every table beside those that stand or are planned: a label of its own, and not too many of them.
pub(super) fn fit(desk: &MasterDesk, rows: &[Entity]) -> Result<(), Refusal> {
    let mut tables = desk.tables.clone();
    for (index, row) in rows.iter().enumerate() {
        let Entity::Table(plan) = row else { continue };
        let (at, row) = (RowAt(index), TableRow::from(plan));
        let others = tables.entry(plan.branch).or_default();
        table::free(others, &row).map_err(|refusal| Refusal {
            field: refusal.field.map(|field| at.field(&field)),
            ..refusal
        })?;
        others.retain(|other| other.id != row.id);
        others.push(row);
    }
    Ok(())
}
