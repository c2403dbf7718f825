//! The deltas of bills: what grows them, divides them, puts them together and takes them to another
//! table. What a bill comes to stands in no projection; the law says it from the orders.

use nusa_facts::{
    BillId, TableId,
    bill::{BillRejoined, BillSplit, GuestsMoved, LinesMoved},
};

use super::{Placed, at_a_branch, soundness};
use crate::{
    Delta, Unfit,
    delta::Across,
    rows::{BillRow, BillState},
};

/// An order came to a bill, which begins with it where the order is its first.
pub(super) fn grown(
    placed: Placed<'_>,
    bill: BillId,
    (table, sitting): (Option<TableId>, u32),
) -> Delta {
    let doc = placed.doc();
    if bill != doc.id {
        return Delta::BillTouched { bill };
    }
    Delta::Bill(BillRow {
        id: bill,
        table,
        sitting,
        business_date: doc.business_date,
        at: doc.at,
        version: 1,
        state: BillState::Open,
        parent: None,
        split: None,
        sale: None,
    })
}

/// A bill was divided.
pub(super) fn split(
    placed: Placed<'_>,
    fact: &BillSplit,
    out: &mut Vec<Delta>,
) -> Result<(), Unfit> {
    at_a_branch(placed)?;
    let row = open(placed, 0, fact.bill)?;
    let doc = placed.doc();
    out.push(Delta::Across(Across::Split { bill: row.id }));
    for part in &fact.parts {
        soundness::check_part(part, &fact.priced_by)?;
        out.push(Delta::Bill(BillRow {
            id: part.bill,
            table: row.table,
            sitting: row.sitting,
            business_date: doc.business_date,
            at: doc.at,
            version: 1,
            state: BillState::Open,
            parent: Some(row.id),
            split: Some(doc.id),
            sale: None,
        }));
    }
    Ok(())
}

/// The parts of a bill are one again.
pub(super) fn rejoined(
    placed: Placed<'_>,
    fact: &BillRejoined,
    out: &mut Vec<Delta>,
) -> Result<(), Unfit> {
    at_a_branch(placed)?;
    let row = known(placed, 0, fact.bill)?;
    if row.state != BillState::Split {
        return Err(not_open(row));
    }
    out.push(Delta::Across(Across::Rejoined { bill: row.id }));
    Ok(())
}

/// Lines went from one bill to another.
pub(super) fn lines_moved(
    placed: Placed<'_>,
    fact: &LinesMoved,
    out: &mut Vec<Delta>,
) -> Result<(), Unfit> {
    at_a_branch(placed)?;
    let (from, to) = (open(placed, 0, fact.from)?, open(placed, 1, fact.to)?);
    soundness::line_count(fact.lines.len())?;
    let to = to.id;
    let moved = fact
        .lines
        .iter()
        .map(|line| Across::Line { ordered: *line, to });
    out.extend(moved.map(Delta::Across));
    out.push(Delta::BillTouched { bill: from.id });
    out.push(Delta::BillTouched { bill: to });
    Ok(())
}

/// The guests of a table went to another one.
pub(super) fn guests_moved(
    placed: Placed<'_>,
    fact: &GuestsMoved,
    out: &mut Vec<Delta>,
) -> Result<(), Unfit> {
    at_a_branch(placed)?;
    if let Some((from, to)) = fact.joined {
        out.push(Delta::Across(Across::Joined { from, to }));
    }
    out.push(Delta::Across(Across::Guests {
        from: (fact.from, fact.sitting),
        to: (fact.to, fact.to_sitting),
    }));
    out.push(Delta::Sitting {
        table: fact.from,
        ended: fact.sitting,
    });
    Ok(())
}

pub(super) fn known(placed: Placed<'_>, at: usize, bill: BillId) -> Result<&BillRow, Unfit> {
    // The borrow must outlive `placed`, which is a copy.
    let before = placed.before;
    let found = before.bills[at].as_ref().filter(|row| row.id == bill);
    found.ok_or_else(|| Unfit::new("bill_unknown", format!("this branch has no bill {bill}")))
}

fn open(placed: Placed<'_>, at: usize, bill: BillId) -> Result<&BillRow, Unfit> {
    let row = known(placed, at, bill)?;
    if row.state == BillState::Open && row.split.is_none() {
        return Ok(row);
    }
    Err(not_open(row))
}

fn not_open(row: &BillRow) -> Unfit {
    let detail = format!("a bill that is {} does not change so", row.state.word());
    Unfit::new("bill_not_open", detail)
}
