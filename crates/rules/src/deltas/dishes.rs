//! The deltas of the kitchen: which lines of an order are cooked, and what is
//! called back. A line that is cooked moves nothing by itself: goods leave the
//! shelf with the whole order, and come back with it.

use std::collections::BTreeSet;

use nusa_facts::{
    order::{DishesReady, DishesRecalled, StationSet},
    stock::Location,
};

use super::{
    Placed, at_a_branch,
    orders::{known, moved, reserved, step},
};
use crate::{
    Delta, Unfit,
    rows::{OrderState, StationRow},
};

/// A station was set up or changed.
pub(super) fn station_set(
    placed: Placed<'_>,
    fact: &StationSet,
    out: &mut Vec<Delta>,
) -> Result<(), Unfit> {
    at_a_branch(placed)?;
    out.push(Delta::Station(StationRow {
        id: fact.station,
        name: fact.name.clone(),
        categories: fact.categories.clone(),
        active: fact.active,
    }));
    Ok(())
}

/// Lines were cooked, and others wait: with the last one the order would be finished.
pub(super) fn ready(
    placed: Placed<'_>,
    fact: &DishesReady,
    out: &mut Vec<Delta>,
) -> Result<(), Unfit> {
    let (row, order) = known(placed, fact.order)?;
    let cooked: BTreeSet<u16> = row.cooked(order.lines.len()).into_iter().collect();
    let named = each_once(&fact.lines)?;
    let waits = |line: &u16| usize::from(*line) < order.lines.len() && !cooked.contains(line);
    let goes = row.state.is_open() && named.iter().all(waits);
    let after: Vec<u16> = cooked.union(&named).copied().collect();
    if !goes || after.len() >= order.lines.len() {
        return Err(no_such_step("cooked"));
    }
    if row.state == OrderState::Placed {
        step(placed, row, true, OrderState::Started, out)?;
    }
    out.push(Delta::DishesReady {
        order: row.id,
        ready: after,
    });
    Ok(())
}

/// Lines that were cooked are not. What left the shelf with an order that was finished lies there again,
/// and is held for it.
pub(super) fn recalled(
    placed: Placed<'_>,
    fact: &DishesRecalled,
    out: &mut Vec<Delta>,
) -> Result<(), Unfit> {
    let (row, order) = known(placed, fact.order)?;
    let cooked: BTreeSet<u16> = row.cooked(order.lines.len()).into_iter().collect();
    let named = each_once(&fact.lines)?;
    let was_served = row.state == OrderState::Finished;
    let goes = was_served || row.state == OrderState::Started;
    if !goes || !named.is_subset(&cooked) {
        return Err(no_such_step("called back"));
    }
    if was_served {
        out.push(Delta::OrderReopened { order: row.id });
        out.extend(reserved(&order.lines, 1));
        let back = (Location::Customer, Location::Branch(placed.branch));
        out.extend(moved(placed, &order.lines, back));
    }
    out.push(Delta::DishesReady {
        order: row.id,
        ready: cooked.difference(&named).copied().collect(),
    });
    Ok(())
}

fn each_once(lines: &[u16]) -> Result<BTreeSet<u16>, Unfit> {
    let named: BTreeSet<u16> = lines.iter().copied().collect();
    if named.is_empty() || named.len() < lines.len() {
        return Err(Unfit::new("lines_invalid", "no line, or one named twice"));
    }
    Ok(named)
}

fn no_such_step(what: &str) -> Unfit {
    Unfit::new("no_such_step", format!("these lines cannot be {what}"))
}
