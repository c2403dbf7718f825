//! The deltas of a void: goods back on the shelf, and the opposite of the sale's
//! sums where the sale itself was booked.

use nusa_facts::{
    sale::{SaleCompleted, SaleVoided},
    stock::Location,
};

use super::{
    Placed, at_a_branch,
    sale::moved,
    trade::{Booked, Trade},
};
use crate::{
    Delta, Unfit,
    rows::{SaleRow, SaleState},
};

/// A whole sale was undone.
pub(super) fn voided(
    placed: Placed<'_>,
    fact: &SaleVoided,
    out: &mut Vec<Delta>,
) -> Result<(), Unfit> {
    at_a_branch(placed)?;
    let (row, sale) = known(placed, fact.sale)?;
    match row.state {
        SaleState::Completed => {}
        SaleState::Voided => return Err(Unfit::new("sale_voided", "the sale was voided before")),
        SaleState::PartlyRefunded | SaleState::Refunded => {
            let detail = "something of the sale came back before";
            return Err(Unfit::new("sale_refunded", detail));
        }
    }
    if (fact.total, fact.payable) != (sale.total, sale.payable) || fact.number != sale.number {
        let detail = "the void does not say what the sale says";
        return Err(Unfit::new("sums_differ", detail));
    }
    let doc = placed.doc();
    if doc.shift != row.shift || doc.business_date != row.business_date {
        let detail = "a void belongs to the shift and the day of its sale";
        return Err(Unfit::new("void_too_late", detail));
    }
    out.push(Delta::SaleState {
        sale: row.id,
        state: SaleState::Voided,
        refunded: sale.payable,
    });
    if let Some(paid) = &sale.bill {
        let (bill, sale) = (paid.bill, row.id);
        out.push(Delta::BillUnpaid { bill, sale });
    }
    let shelf = Location::Branch(placed.branch);
    out.extend(moved(
        doc.id,
        doc.at,
        &sale.lines,
        Location::Customer,
        shelf,
    ));
    let booked = Booked {
        date: row.business_date,
        hour: Booked::hour_of(row.at, row.tz_offset_min),
        staff: row.staff,
        shift: row.shift,
    };
    Trade::of_void(sale).book(booked, out);
    Ok(())
}

/// The sale that a fact is about, from the same branch's earlier facts (D1-22).
pub(super) fn known(
    placed: Placed<'_>,
    sale: nusa_facts::SaleId,
) -> Result<&(SaleRow, SaleCompleted), Unfit> {
    // The borrow must outlive `placed`, which is a copy.
    let before = placed.before;
    before
        .sale
        .as_ref()
        .filter(|(row, _)| row.id == sale)
        .ok_or_else(|| Unfit::new("sale_unknown", format!("this branch made no sale {sale}")))
}
