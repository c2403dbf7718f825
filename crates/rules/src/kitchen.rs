//! The kitchen: its stations, which lines of an order are cooked, and what is called
//! back. With the last line an order is finished; called back, it is on its way
//! again, as long as its guests sit there.

use std::collections::BTreeSet;

use nusa_facts::{
    BranchId, CategoryId, Fact, StationId,
    order::{DishesReady, DishesRecalled, OrderFinished, OrderPlaced, StationSet},
};

use crate::{
    Actor, Moment, Refusal, Right, Ruling,
    limits::{MAX_NAME_CHARS, MAX_STATION_CATEGORIES, MAX_STATIONS},
    order::{no_such_step, unknown, unpaid},
    refusal::Code,
    rows::{OrderRow, OrderState, StationRow},
    table, text,
};

/// What the law looks at when lines of an order are cooked or called back.
#[derive(Clone, Copy, Debug)]
pub struct DishDesk<'a> {
    /// The branch.
    pub here: BranchId,
    /// The order with what its document says, if it is known.
    pub order: Option<(&'a OrderRow, &'a OrderPlaced)>,
    /// The sitting that runs at its table; none for an order without a table.
    pub running: Option<u32>,
    /// Whether the order waits until somebody pays it.
    pub waits: bool,
}

/// Says that lines of an order are cooked. The last of them finishes it, so that its goods leave the shelf;
/// like finishing, that always succeeds, whatever the shelf says.
///
/// # Errors
/// `Forbidden`, `OrderUnknown`, `BillUnpaid` for one that waits until it is paid, `LinesMissing`,
/// `LineRepeated`, `NoSuchStep` of the order, or of lines that it does not have or that are cooked.
pub fn decide_ready(
    desk: DishDesk<'_>,
    actor: &Actor,
    moment: &Moment,
    lines: &[u16],
) -> Result<Ruling, Refusal> {
    actor.must(Right::CookOrders, desk.here)?;
    let (row, order) = desk.order.ok_or_else(unknown)?;
    if !row.state.is_open() {
        return Err(no_such_step(row));
    }
    if desk.waits {
        return Err(unpaid());
    }
    let named = named(lines)?;
    let cooked = row.cooked(order.lines.len());
    let waits = |line: &u16| usize::from(*line) < order.lines.len() && !cooked.contains(line);
    if !named.iter().all(waits) {
        return Err(not_these("a line is cooked already, or not of this order"));
    }
    let is_last = cooked.len() + named.len() == order.lines.len();
    let fact = if is_last {
        Fact::OrderFinished(OrderFinished { order: row.id })
    } else {
        Fact::DishesReady(DishesReady {
            order: row.id,
            lines: named.into_iter().collect(),
        })
    };
    Ok(Ruling::at_branch(moment, fact))
}

/// Calls lines back that were said to be cooked. An order that was finished is on its way again; its guests
/// must still be there, because a table is closed only when nobody waits.
///
/// # Errors
/// As [`decide_ready`], and `SittingOver`.
pub fn decide_recall(
    desk: DishDesk<'_>,
    actor: &Actor,
    moment: &Moment,
    lines: &[u16],
) -> Result<Ruling, Refusal> {
    actor.must(Right::CookOrders, desk.here)?;
    let (row, order) = desk.order.ok_or_else(unknown)?;
    if !matches!(row.state, OrderState::Started | OrderState::Finished) {
        return Err(no_such_step(row));
    }
    if row.table.is_some() && desk.running != Some(row.sitting) {
        return Err(table::over("order"));
    }
    let named = named(lines)?;
    let cooked = row.cooked(order.lines.len());
    if !named.iter().all(|line| cooked.contains(line)) {
        return Err(not_these("a line is not cooked, or not of this order"));
    }
    let fact = DishesRecalled {
        order: row.id,
        lines: named.into_iter().collect(),
    };
    Ok(Ruling::at_branch(moment, Fact::DishesRecalled(fact)))
}

fn named(lines: &[u16]) -> Result<BTreeSet<u16>, Refusal> {
    let refuse = |code, detail| Err(Refusal::at(code, "lines", detail));
    let named: BTreeSet<u16> = lines.iter().copied().collect();
    if named.is_empty() {
        return refuse(Code::LinesMissing, "no line is named");
    }
    if named.len() < lines.len() {
        return refuse(Code::LineRepeated, "a line is named twice");
    }
    Ok(named)
}

fn not_these(detail: &str) -> Refusal {
    Refusal::at(Code::NoSuchStep, "lines", detail)
}

/// What the law looks at when a station is set up.
#[derive(Clone, Copy, Debug)]
pub struct StationDesk<'a> {
    /// The branch.
    pub here: BranchId,
    /// Every station of it.
    pub stations: &'a [StationRow],
    /// The categories that there are.
    pub categories: &'a BTreeSet<CategoryId>,
}

/// A station as it shall be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WantedStation {
    /// The station, named by the device.
    pub station: StationId,
    /// What people call it.
    pub name: String,
    /// The categories that are cooked there.
    pub categories: Vec<CategoryId>,
    /// Whether anything is cooked there.
    pub active: bool,
}

/// Sets a station up or changes it. A category may be cooked at two of them: a busy evening has two bars.
///
/// # Errors
/// `Forbidden`, `TextInvalid`, `LineRepeated`, `MasterUnknown` (a category), `LinesTooMany`,
/// `NothingChanges`.
pub fn decide_set_station(
    desk: StationDesk<'_>,
    actor: &Actor,
    moment: &Moment,
    wanted: &WantedStation,
) -> Result<Ruling, Refusal> {
    actor.must(Right::ManageTables, desk.here)?;
    let row = StationRow {
        id: wanted.station,
        name: text::bounded("name", &wanted.name, MAX_NAME_CHARS)?,
        categories: wanted.categories.clone(),
        active: wanted.active,
    };
    categories(desk.categories, &row.categories)?;
    let before = desk.stations.iter().find(|other| other.id == row.id);
    if before == Some(&row) {
        let detail = "the station is so already";
        return Err(Refusal::new(Code::NothingChanges, detail));
    }
    if before.is_none() && desk.stations.len() >= MAX_STATIONS {
        let detail = format!("a branch has at most {MAX_STATIONS} stations");
        return Err(Refusal::new(Code::LinesTooMany, detail));
    }
    let fact = StationSet {
        station: row.id,
        name: row.name,
        categories: row.categories,
        active: row.active,
    };
    Ok(Ruling::at_branch(moment, Fact::StationSet(fact)))
}

fn categories(known: &BTreeSet<CategoryId>, named: &[CategoryId]) -> Result<(), Refusal> {
    let refuse = |code, detail: String| Err(Refusal::at(code, "categories", detail));
    if named.len() > MAX_STATION_CATEGORIES {
        let detail = format!("at most {MAX_STATION_CATEGORIES} categories a station");
        return refuse(Code::LinesTooMany, detail);
    }
    let mut seen = BTreeSet::new();
    for category in named {
        if !known.contains(category) {
            let detail = format!("category {category} does not exist");
            return refuse(Code::MasterUnknown, detail);
        }
        if !seen.insert(category) {
            return refuse(Code::LineRepeated, "a category is named twice".to_owned());
        }
    }
    Ok(())
}
