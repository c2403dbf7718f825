//! The desk of what guests say: looks up the orders that a rating names, and what was said of them before.
//! Decides nothing itself.

use std::collections::BTreeSet;

use nusa_facts::{BranchId, OrderId, master::Branch};
use nusa_rules::{
    Actor, Moment, Ruling,
    rating::{RateDesk, RateDishes, Served, decide_rate},
};
use nusa_store::{Error as StoreError, Look};

use crate::{fault::Fault, journal};

/// Decides whether dishes are rated so.
///
/// # Errors
/// The law's refusal; `Store`.
pub(crate) fn decide(
    look: &impl Look,
    branch: &Branch,
    actor: &Actor,
    moment: &Moment,
    wanted: &RateDishes,
) -> Result<Ruling, Fault> {
    let lines = wanted.dishes.iter().flat_map(|dish| &dish.lines);
    let named: BTreeSet<OrderId> = lines.map(|line| line.order).collect();
    let mut orders = Vec::new();
    for order in named {
        orders.extend(served(look, branch.id, order)?);
    }
    let desk = RateDesk { orders: &orders };
    Ok(decide_rate(desk, actor, moment, wanted)?)
}

/// An order with what was said of it; none where there is none.
///
/// # Errors
/// What the disk says.
pub fn served(
    look: &impl Look,
    branch: BranchId,
    order: OrderId,
) -> Result<Option<Served>, StoreError> {
    let Some((row, order)) = journal::order_of(look, branch, order)? else {
        return Ok(None);
    };
    let rated = look.rated(branch, row.id)?.into_iter();
    Ok(Some(Served {
        rated: rated.map(|(line, _)| line).collect(),
        row,
        order,
    }))
}
