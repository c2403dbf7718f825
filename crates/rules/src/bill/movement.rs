//! Lines that go to another bill, and guests who go to another table. What was
//! ordered keeps its price and its place in the kitchen; only who pays it changes.

use std::collections::BTreeSet;

use nusa_facts::{
    BillId, BranchId, Fact, TableId,
    bill::{GuestsMoved, LinesMoved, OrderedLine},
};

use super::{BillDesk, divide::not_a_part, line_at, standing, unpaid};
use crate::{
    Actor, Moment, Refusal, Right, Ruling,
    refusal::Code,
    rows::{BillRow, TableRow},
    table,
};

/// Lines that are to go to another bill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoveLines {
    /// Whence.
    pub bill: BillId,
    /// The version that was shown.
    pub version: u32,
    /// Whither.
    pub to: BillId,
    /// Which.
    pub lines: Vec<OrderedLine>,
}

/// Moves lines from a bill to another open one of the branch.
///
/// # Errors
/// `Forbidden`; those about a bill, for both; `BillFixed` for parts; `LinesMissing`, `LineRepeated`,
/// `OrderUnknown`; `NothingChanges` for a bill's own lines.
pub fn decide_move_lines(
    desk: &BillDesk<'_>,
    to: Option<&BillRow>,
    actor: &Actor,
    moment: &Moment,
    wanted: &MoveLines,
) -> Result<Ruling, Refusal> {
    actor.must(Right::Sell, desk.sale.branch.id)?;
    let from = standing(desk.bill, wanted.version)?;
    not_a_part(from)?;
    let to = unpaid(to).map_err(|refusal| Refusal {
        field: Some("to".to_owned()),
        ..refusal
    })?;
    not_a_part(to)?;
    if from.id == to.id {
        let detail = "the lines are on this bill already";
        return Err(Refusal::at(Code::NothingChanges, "to", detail));
    }
    if wanted.lines.is_empty() {
        let detail = "no line is named";
        return Err(Refusal::at(Code::LinesMissing, "lines", detail));
    }
    let mut seen = BTreeSet::new();
    for (index, line) in wanted.lines.iter().enumerate() {
        let field = format!("lines[{index}]");
        line_at(desk, *line, &field)?;
        if !seen.insert(*line) {
            let detail = "this line is named twice";
            return Err(Refusal::at(Code::LineRepeated, field, detail));
        }
    }
    let fact = LinesMoved {
        from: from.id,
        to: to.id,
        lines: wanted.lines.clone(),
    };
    Ok(Ruling::at_branch(moment, Fact::LinesMoved(fact)))
}

/// Guests who are to go to another table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MoveGuests {
    /// Whence.
    pub table: TableId,
    /// The sitting that was shown.
    pub sitting: u32,
    /// Whither.
    pub to: TableId,
}

/// What the law looks at when guests change their table.
#[derive(Clone, Copy, Debug)]
pub struct MoveDesk<'a> {
    /// The branch.
    pub here: BranchId,
    /// Their table, if it is known, with its running sitting.
    pub from: Option<(&'a TableRow, u32)>,
    /// The other one.
    pub to: Option<(&'a TableRow, u32)>,
    /// The open bill of the former.
    pub from_bill: Option<BillId>,
    /// The open bill of the latter.
    pub to_bill: Option<BillId>,
}

/// Takes the guests of a table to another one; where somebody sits there, they pay together from now on
/// unless their bill is divided.
///
/// # Errors
/// `Forbidden`, `TableUnknown`, `SittingOver`, `NothingChanges` for their own table.
pub fn decide_move_guests(
    desk: MoveDesk<'_>,
    actor: &Actor,
    moment: &Moment,
    wanted: MoveGuests,
) -> Result<Ruling, Refusal> {
    actor.must(Right::TakeOrders, desk.here)?;
    let (from, running) = desk.from.ok_or_else(table::unknown)?;
    if running != wanted.sitting {
        return Err(table::over("sitting").with("sitting", running.into()));
    }
    let to = desk.to.filter(|(row, _)| row.active);
    let (to, to_sitting) = to.ok_or_else(|| Refusal {
        field: Some("to".to_owned()),
        ..table::unknown()
    })?;
    if from.id == to.id {
        let detail = "the guests sit at this table already";
        return Err(Refusal::at(Code::NothingChanges, "to", detail));
    }
    let fact = GuestsMoved {
        from: from.id,
        sitting: running,
        to: to.id,
        label: to.label.clone(),
        to_sitting,
        joined: desk.from_bill.zip(desk.to_bill),
    };
    Ok(Ruling::at_branch(moment, Fact::GuestsMoved(fact)))
}
