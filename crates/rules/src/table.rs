//! Tables: how they are set up, and when the guests of one have left. A sitting
//! has a number; what was handed out for one sitting is worth nothing in the next.

use nusa_facts::{
    BranchId, Fact, Millis, TableId,
    order::{TableClosed, TablePlan, TableSet},
};

use crate::{
    Actor, Moment, Refusal, Right, Ruling,
    limits::{MAX_LABEL_CHARS, MAX_SEATS, MAX_TABLES},
    refusal::Code,
    rows::TableRow,
    text,
};

/// What the law looks at when a table is set up.
#[derive(Clone, Copy, Debug)]
pub struct TableDesk<'a> {
    /// The branch.
    pub here: BranchId,
    /// Every table of it.
    pub tables: &'a [TableRow],
}

/// A table as it shall be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WantedTable {
    /// The table, named by the device.
    pub table: TableId,
    /// The part of the house; may be empty.
    pub area: String,
    /// What stands on it.
    pub label: String,
    /// How many people sit there.
    pub seats: u16,
    /// Whether guests may sit there.
    pub active: bool,
}

/// Sets a table up or changes it. A label stands on one table that is in use, whatever its case, so
/// that nobody brings an order to the wrong one.
///
/// # Errors
/// `Forbidden`, `TextInvalid`, `AmountInvalid` (seats), `TableTaken`, `LinesTooMany`,
/// `NothingChanges`.
pub fn decide_set_table(
    desk: TableDesk<'_>,
    actor: &Actor,
    moment: &Moment,
    wanted: &WantedTable,
) -> Result<Ruling, Refusal> {
    actor.must(Right::ManageTables, desk.here)?;
    let area = text::optional("area", Some(&wanted.area))?.unwrap_or_default();
    let label = text::bounded("label", &wanted.label, MAX_LABEL_CHARS)?;
    if !(1..=MAX_SEATS).contains(&wanted.seats) {
        let detail = format!("a table has 1 to {MAX_SEATS} seats");
        return Err(Refusal::at(Code::AmountInvalid, "seats", detail));
    }
    let row = TableRow {
        id: wanted.table,
        area,
        label,
        seats: wanted.seats,
        active: wanted.active,
    };
    if desk.tables.contains(&row) {
        return Err(Refusal::new(
            Code::NothingChanges,
            "the table is so already",
        ));
    }
    free(desk.tables, &row)?;
    Ok(set_up(moment, row, None))
}

/// Sets a table up as the centre planned it, whoever is at the branch; none when its label is taken here
/// or there are too many.
pub fn follow_plan(desk: TableDesk<'_>, moment: &Moment, plan: &TablePlan) -> Option<Ruling> {
    let row = TableRow::from(plan);
    let fits = plan.branch == desk.here && free(desk.tables, &row).is_ok();
    fits.then(|| set_up(moment, row, Some(plan.at)))
}

fn set_up(moment: &Moment, row: TableRow, planned_at: Option<Millis>) -> Ruling {
    let fact = TableSet {
        table: row.id,
        area: row.area,
        label: row.label,
        seats: row.seats,
        active: row.active,
        planned_at,
    };
    Ruling::at_branch(moment, Fact::TableSet(fact))
}

/// A label of its own among the tables that are in use, and room for one more.
pub(crate) fn free(tables: &[TableRow], row: &TableRow) -> Result<(), Refusal> {
    let same = |other: &&TableRow| other.label.to_lowercase() == row.label.to_lowercase();
    let mut others = tables.iter().filter(|other| other.id != row.id);
    if row.active && others.any(|other| other.active && same(&other)) {
        let detail = format!("another table is called {}", row.label);
        return Err(Refusal::at(Code::TableTaken, "label", detail));
    }
    let is_new = tables.iter().all(|other| other.id != row.id);
    if is_new && tables.len() >= MAX_TABLES {
        let detail = format!("a branch has at most {MAX_TABLES} tables");
        return Err(Refusal::new(Code::LinesTooMany, detail));
    }
    Ok(())
}

/// What the law looks at when the guests of a table leave.
#[derive(Clone, Copy, Debug)]
pub struct SittingDesk<'a> {
    /// The branch.
    pub here: BranchId,
    /// The table, if it is known, with its running sitting.
    pub table: Option<(&'a TableRow, u32)>,
    /// Orders of that sitting for which somebody still waits.
    pub open_orders: usize,
    /// Bills of that sitting, or parts of one, that somebody still has to pay.
    pub unpaid_bills: usize,
}

/// Ends a sitting: what was handed out for it is worth nothing any more. Nobody leaves while an order
/// is on its way, or before what they had is paid or called off.
///
/// # Errors
/// `Forbidden`, `TableUnknown`, `SittingOver` (another sitting runs), `OrdersOpen` with `orders`, `BillUnpaid`
/// with `bills`.
pub fn decide_close_table(
    desk: SittingDesk<'_>,
    actor: &Actor,
    moment: &Moment,
    sitting: u32,
) -> Result<Ruling, Refusal> {
    actor.must(Right::TakeOrders, desk.here)?;
    let (table, running) = desk.table.ok_or_else(unknown)?;
    if running != sitting {
        return Err(over("sitting").with("sitting", running.into()));
    }
    if desk.open_orders > 0 {
        let detail = "an order of this table is not finished";
        let open = i64::try_from(desk.open_orders).unwrap_or(i64::MAX);
        return Err(Refusal::new(Code::OrdersOpen, detail).with("orders", open));
    }
    if desk.unpaid_bills > 0 {
        let detail = "what the guests of this table had is not paid";
        let unpaid = i64::try_from(desk.unpaid_bills).unwrap_or(i64::MAX);
        return Err(Refusal::new(Code::BillUnpaid, detail).with("bills", unpaid));
    }
    let fact = TableClosed {
        table: table.id,
        sitting,
    };
    Ok(Ruling::at_branch(moment, Fact::TableClosed(fact)))
}

/// No such table, or it is out of use.
pub(crate) fn unknown() -> Refusal {
    Refusal::at(Code::TableUnknown, "table", "no such table is in use here")
}

/// The sitting that somebody speaks of is not the one that runs.
pub(crate) fn over(field: &str) -> Refusal {
    let detail = "the guests of that sitting left; the table's code is another one now";
    Refusal::at(Code::SittingOver, field, detail)
}
