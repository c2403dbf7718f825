//! The deltas of tables and orders. What an open order holds is reserved; it
//! leaves the shelf once, when the order is finished, by product and from the
//! order's own document (D2-03 to D2-09). An order goes forward; what the kitchen
//! calls back stands in `dishes`.

use nusa_facts::{
    OrderId, ProductId,
    order::{
        OrderCancelled, OrderFinished, OrderLine, OrderPlaced, OrderStarted, Service, TableClosed,
        TableSet,
    },
    stock::Location,
};

use super::{Placed, at_a_branch, bills, soundness};
use crate::{
    Delta, Unfit,
    rows::{Movement, OrderRow, OrderState, TableRow},
};

/// A table was set up or changed.
pub(super) fn table_set(
    placed: Placed<'_>,
    fact: &TableSet,
    out: &mut Vec<Delta>,
) -> Result<(), Unfit> {
    at_a_branch(placed)?;
    out.push(Delta::Table(TableRow {
        id: fact.table,
        area: fact.area.clone(),
        label: fact.label.clone(),
        seats: fact.seats,
        active: fact.active,
    }));
    Ok(())
}

/// The guests of a table left.
pub(super) fn table_closed(
    placed: Placed<'_>,
    fact: &TableClosed,
    out: &mut Vec<Delta>,
) -> Result<(), Unfit> {
    at_a_branch(placed)?;
    out.push(Delta::Sitting {
        table: fact.table,
        ended: fact.sitting,
    });
    Ok(())
}

/// Somebody ordered.
pub(super) fn placed(
    placed: Placed<'_>,
    fact: &OrderPlaced,
    out: &mut Vec<Delta>,
) -> Result<(), Unfit> {
    at_a_branch(placed)?;
    soundness::check_order(fact)?;
    let doc = placed.doc();
    let (table, sitting) = match fact.service {
        Service::Table { table, sitting, .. } => (Some(table), sitting),
        Service::TakeAway | Service::Delivery => (None, 0),
    };
    let bill = fact.bill.unwrap_or(doc.id);
    out.push(Delta::Order(OrderRow {
        id: doc.id,
        business_date: doc.business_date,
        n: fact.n,
        table,
        sitting,
        at: doc.at,
        gross: fact.gross,
        state: OrderState::Placed,
        started_at: None,
        ended_at: None,
        ready: Vec::new(),
        bill,
    }));
    out.push(bills::grown(placed, bill, (table, sitting)));
    out.extend(reserved(&fact.lines, 1));
    Ok(())
}

/// The kitchen began.
pub(super) fn started(
    placed: Placed<'_>,
    fact: &OrderStarted,
    out: &mut Vec<Delta>,
) -> Result<(), Unfit> {
    let (row, _) = known(placed, fact.order)?;
    step(
        placed,
        row,
        row.state == OrderState::Placed,
        OrderState::Started,
        out,
    )
}

/// An order was served.
pub(super) fn finished(
    placed: Placed<'_>,
    fact: &OrderFinished,
    out: &mut Vec<Delta>,
) -> Result<(), Unfit> {
    let (row, order) = known(placed, fact.order)?;
    if row.state == OrderState::Placed {
        step(placed, row, true, OrderState::Started, out)?;
    }
    let goes = row.state.is_open();
    step(placed, row, goes, OrderState::Finished, out)?;
    out.extend(reserved(&order.lines, -1));
    let shelf = Location::Branch(placed.branch);
    out.extend(moved(placed, &order.lines, (shelf, Location::Customer)));
    Ok(())
}

/// An order was called off: what it reserved is free again; what had left the shelf comes back or is
/// waste.
pub(super) fn cancelled(
    placed: Placed<'_>,
    fact: &OrderCancelled,
    out: &mut Vec<Delta>,
) -> Result<(), Unfit> {
    let (row, order) = known(placed, fact.order)?;
    let goes = row.state != OrderState::Cancelled;
    step(placed, row, goes, OrderState::Cancelled, out)?;
    out.push(Delta::BillTouched { bill: row.bill });
    if row.state.is_open() {
        out.extend(reserved(&order.lines, -1));
        return Ok(());
    }
    let back = if fact.restock {
        Location::Branch(placed.branch)
    } else {
        Location::Waste
    };
    out.extend(moved(placed, &order.lines, (Location::Customer, back)));
    Ok(())
}

/// The order that a fact is about, from the same branch's earlier facts.
pub(super) fn known(
    placed: Placed<'_>,
    order: OrderId,
) -> Result<(&OrderRow, &OrderPlaced), Unfit> {
    // The borrow must outlive `placed`, which is a copy.
    let before = placed.before;
    let found = before.order.as_ref().filter(|(row, _)| row.id == order);
    let (row, body) = found
        .ok_or_else(|| Unfit::new("order_unknown", format!("this branch has no order {order}")))?;
    Ok((row, body))
}

/// An order goes on, if it goes there.
pub(super) fn step(
    placed: Placed<'_>,
    row: &OrderRow,
    goes: bool,
    state: OrderState,
    out: &mut Vec<Delta>,
) -> Result<(), Unfit> {
    if !goes {
        let detail = format!(
            "an order that is {} cannot be {}",
            row.state.word(),
            state.word()
        );
        return Err(Unfit::new("no_such_step", detail));
    }
    out.push(Delta::OrderState {
        order: row.id,
        state,
        at: placed.doc().at,
    });
    Ok(())
}

/// What the lines hold, with a sign, by product.
pub(super) fn reserved(lines: &[OrderLine], sign: i64) -> Vec<Delta> {
    let mut sums: Vec<(ProductId, i64)> = Vec::new();
    for line in lines.iter().filter(|line| line.stocked) {
        let milli = sign * line.quantity_milli;
        match sums
            .iter_mut()
            .find(|(product, _)| *product == line.product)
        {
            Some((_, sum)) => *sum += milli,
            None => sums.push((line.product, milli)),
        }
    }
    let held = sums.into_iter();
    held.map(|(product, milli)| Delta::Reserved { product, milli })
        .collect()
}

/// Movements of the lines that keep stock.
pub(super) fn moved<'l>(
    placed: Placed<'l>,
    lines: &'l [OrderLine],
    (from, to): (Location, Location),
) -> impl Iterator<Item = Delta> + 'l {
    let numbered = (0_u16..).zip(lines).filter(|(_, line)| line.stocked);
    numbered.map(move |(line, goods)| {
        Delta::Moved(Movement {
            doc: placed.doc().id,
            line,
            from,
            to,
            product: goods.product,
            milli: goods.quantity_milli,
            at: placed.doc().at,
        })
    })
}
