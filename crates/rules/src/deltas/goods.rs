//! The deltas of goods that move without a sale. A branch moves its own goods
//! only, the centre those of the warehouse; every movement is double entry.

use nusa_facts::{
    ProductId,
    stock::{
        Decision, Goods, Location, StockAdjusted, StockCounted, StockReceived, TransferDecided,
        TransferDispatched, TransferReceived,
    },
};
use nusa_money::amount::MAX_QUANTITY;

use super::{Placed, soundness};
use crate::{
    Delta, Unfit,
    rows::{ArrivalRow, Movement, SettlementRow, TransferRow},
    stock::place_of,
};

/// Goods came from a supplier.
pub(super) fn received(
    placed: Placed<'_>,
    fact: &StockReceived,
    out: &mut Vec<Delta>,
) -> Result<(), Unfit> {
    own(placed, fact.into)?;
    soundness::line_count(fact.lines.len())?;
    for (index, line) in (0_u16..).zip(&fact.lines) {
        soundness::quantity(&line.name, line.quantity_milli)?;
        out.push(moved(
            placed,
            index,
            line.product,
            line.quantity_milli,
            (Location::Supplier, fact.into),
        ));
    }
    Ok(())
}

/// A shelf was counted: the difference moves.
pub(super) fn counted(
    placed: Placed<'_>,
    fact: &StockCounted,
    out: &mut Vec<Delta>,
) -> Result<(), Unfit> {
    own(placed, fact.location)?;
    soundness::line_count(fact.lines.len())?;
    for (index, line) in (0_u16..).zip(&fact.lines) {
        if !(0..=MAX_QUANTITY).contains(&line.counted_milli) {
            let detail = format!("{}: counted {}", line.name, line.counted_milli);
            return Err(Unfit::new("negative_quantity", detail));
        }
        let ends = (Location::Count, fact.location);
        out.extend(signed(
            placed,
            index,
            line.product,
            line.difference_milli,
            ends,
        )?);
    }
    Ok(())
}

/// Goods were put right by hand: what is put in was found by looking, so its other side is the
/// count; what is taken out is waste.
pub(super) fn adjusted(
    placed: Placed<'_>,
    fact: &StockAdjusted,
    out: &mut Vec<Delta>,
) -> Result<(), Unfit> {
    own(placed, fact.location)?;
    soundness::line_count(fact.lines.len())?;
    for (index, line) in (0_u16..).zip(&fact.lines) {
        let other = if line.quantity_milli > 0 {
            Location::Count
        } else {
            Location::Waste
        };
        let ends = (other, fact.location);
        let change = signed(placed, index, line.product, line.quantity_milli, ends)?;
        let nothing = || Unfit::new("negative_quantity", format!("{}: nothing", line.name));
        out.push(change.ok_or_else(nothing)?);
    }
    Ok(())
}

/// Goods left for another place: they are on the road now.
pub(super) fn dispatched(
    placed: Placed<'_>,
    fact: &TransferDispatched,
    out: &mut Vec<Delta>,
) -> Result<(), Unfit> {
    own(placed, fact.from)?;
    if !receives(fact.to) || fact.to == fact.from {
        let detail = format!("goods cannot be sent to {}", fact.to);
        return Err(Unfit::new("wrong_place", detail));
    }
    if placed.before.dispatched {
        let detail = format!("transfer {} was sent before", fact.transfer);
        return Err(Unfit::new("transfer_twice", detail));
    }
    soundness::line_count(fact.lines.len())?;
    let road = Location::Transit(fact.transfer);
    for (index, line) in (0_u16..).zip(&fact.lines) {
        out.push(sent(placed, index, line, (fact.from, road))?);
    }
    out.push(Delta::Dispatched(TransferRow {
        id: fact.transfer,
        doc: placed.doc().id,
        dispatch: placed.sealed.hash,
        from: fact.from,
        to: fact.to,
        at: placed.doc().at,
    }));
    Ok(())
}

/// Goods arrived: what is whole goes on the shelf, what is damaged to waste. What is short stays on the
/// road until the centre decides about it.
pub(super) fn arrived(
    placed: Placed<'_>,
    fact: &TransferReceived,
    out: &mut Vec<Delta>,
) -> Result<(), Unfit> {
    own(placed, fact.into)?;
    if placed.before.arrived {
        let detail = format!("transfer {} was received before", fact.transfer);
        return Err(Unfit::new("transfer_twice", detail));
    }
    soundness::line_count(fact.lines.len())?;
    let road = Location::Transit(fact.transfer);
    // A line may move twice, to the shelf and to waste; the second half of the numbers is waste.
    let lines = u16::try_from(fact.lines.len()).unwrap_or(u16::MAX);
    for (index, line) in (0_u16..).zip(&fact.lines) {
        soundness::quantity(&line.name, line.sent_milli)?;
        let parts = [line.good_milli, line.damaged_milli];
        let came = i128::from(parts[0]) + i128::from(parts[1]);
        if parts.iter().any(|part| *part < 0) || came > i128::from(line.sent_milli) {
            let detail = format!("{}: not what can arrive of what was sent", line.name);
            return Err(Unfit::new("negative_quantity", detail));
        }
        let lost = line.damaged_milli;
        let (shelf, waste) = ((road, fact.into), (road, Location::Waste));
        let good = (line.good_milli > 0)
            .then(|| moved(placed, index, line.product, line.good_milli, shelf));
        out.extend(good);
        out.extend((lost > 0).then(|| moved(placed, lines + index, line.product, lost, waste)));
    }
    out.push(Delta::Arrived(ArrivalRow {
        id: fact.transfer,
        doc: placed.doc().id,
        at: placed.doc().at,
    }));
    Ok(())
}

/// The centre decided about goods that did not arrive: they leave the road for the warehouse or for
/// waste.
pub(super) fn decided(
    placed: Placed<'_>,
    fact: &TransferDecided,
    out: &mut Vec<Delta>,
) -> Result<(), Unfit> {
    super::notes::by_the_centre(placed)?;
    if placed.before.settled {
        let detail = format!("transfer {} was decided before", fact.transfer);
        return Err(Unfit::new("transfer_twice", detail));
    }
    soundness::line_count(fact.lines.len())?;
    let to = match fact.decision {
        Decision::Return => Location::Warehouse,
        Decision::WriteOff => Location::Waste,
    };
    let road = Location::Transit(fact.transfer);
    for (index, line) in (0_u16..).zip(&fact.lines) {
        out.push(sent(placed, index, line, (road, to))?);
    }
    out.push(Delta::Settled(SettlementRow {
        id: fact.transfer,
        doc: placed.doc().id,
        at: placed.doc().at,
    }));
    Ok(())
}

/// Refuses a fact that moves the goods of somebody else.
fn own(placed: Placed<'_>, place: Location) -> Result<(), Unfit> {
    if place == place_of(placed.branch) {
        return Ok(());
    }
    let detail = format!(
        "branch {} does not move the goods of {place}",
        placed.branch
    );
    Err(Unfit::new("wrong_place", detail))
}

fn receives(place: Location) -> bool {
    match place {
        Location::Warehouse => true,
        Location::Branch(branch) => place_of(branch) == place,
        _ => false,
    }
}

fn sent(
    placed: Placed<'_>,
    index: u16,
    line: &Goods,
    ends: (Location, Location),
) -> Result<Delta, Unfit> {
    soundness::quantity(&line.name, line.quantity_milli)?;
    Ok(moved(
        placed,
        index,
        line.product,
        line.quantity_milli,
        ends,
    ))
}

/// A quantity with its sign: below zero it moves the other way.
fn signed(
    placed: Placed<'_>,
    index: u16,
    product: ProductId,
    milli: i64,
    (from, to): (Location, Location),
) -> Result<Option<Delta>, Unfit> {
    if !(-MAX_LEVEL..=MAX_LEVEL).contains(&milli) {
        let detail = format!("product {product}: {milli}");
        return Err(Unfit::new("negative_quantity", detail));
    }
    let ends = if milli > 0 { (from, to) } else { (to, from) };
    Ok((milli != 0).then(|| moved(placed, index, product, milli.abs(), ends)))
}

/// The largest level that a count can put right, thousandths: as many times the largest quantity as
/// a shelf can have been moved by it, and still far from the end of 64 bits.
const MAX_LEVEL: i64 = MAX_QUANTITY * 1_000_000;

fn moved(
    placed: Placed<'_>,
    line: u16,
    product: ProductId,
    milli: i64,
    (from, to): (Location, Location),
) -> Delta {
    Delta::Moved(Movement {
        doc: placed.doc().id,
        line,
        from,
        to,
        product,
        milli,
        at: placed.doc().at,
    })
}
