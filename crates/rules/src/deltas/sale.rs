//! The deltas of a completed sale: its row and number, goods to the customer, and
//! the sums of its day.

use nusa_facts::{
    DocId, Millis,
    sale::{Method, ReceiptNo, SaleCompleted, SaleLine},
    stock::Location,
};

use super::{
    Placed, at_a_branch, soundness,
    trade::{Booked, Trade},
};
use crate::{
    Delta, Unfit,
    rows::{Movement, SaleRow, SaleState},
};

/// A sale was completed.
pub(super) fn completed(
    placed: Placed<'_>,
    sale: &SaleCompleted,
    out: &mut Vec<Delta>,
) -> Result<(), Unfit> {
    at_a_branch(placed)?;
    same_till(placed, &sale.number)?;
    soundness::check_sale(sale)?;
    let doc = placed.doc();
    out.push(series(&sale.number));
    out.push(Delta::Sale(row(placed, sale)));
    let shelf = Location::Branch(placed.branch);
    out.extend(moved(
        doc.id,
        doc.at,
        &sale.lines,
        shelf,
        Location::Customer,
    ));
    if let Some(paid) = &sale.bill {
        let (bill, sale) = (paid.bill, doc.id);
        out.push(Delta::BillPaid { bill, sale });
    }
    let booked = Booked {
        date: doc.business_date,
        hour: Booked::hour_of(doc.at, doc.tz_offset_min),
        staff: doc.staff.as_ref().map(|staff| staff.id),
        shift: doc.shift,
    };
    Trade::of_sale(sale).book(booked, out);
    Ok(())
}

/// Refuses a number of another till's series.
pub(super) fn same_till(placed: Placed<'_>, number: &ReceiptNo) -> Result<(), Unfit> {
    if placed.doc().till == Some(number.till) {
        return Ok(());
    }
    let detail = format!("{number} is not of the till that wrote it");
    Err(Unfit::new("till_missing", detail))
}

/// The series that gave the number. A document that was re-homed after a fork keeps its number, and
/// that number belongs to the series in which it was given (R5).
pub(super) fn series(number: &ReceiptNo) -> Delta {
    Delta::Series {
        mark: number.mark.clone(),
        till: number.till,
        last: number.n,
        closed: false,
    }
}

/// Movements of the lines that keep stock; what was ordered moved when it was served.
pub(super) fn moved(
    doc: DocId,
    at: Millis,
    lines: &[SaleLine],
    from: Location,
    to: Location,
) -> impl Iterator<Item = Delta> {
    let numbered = (0_u16..)
        .zip(lines)
        .filter(|(_, line)| line.stocked && line.ordered.is_none());
    numbered.map(move |(index, line)| {
        Delta::Moved(Movement {
            doc,
            line: index,
            from,
            to,
            product: line.product,
            milli: line.quantity_milli,
            at,
        })
    })
}

fn row(placed: Placed<'_>, sale: &SaleCompleted) -> SaleRow {
    let doc = placed.doc();
    SaleRow {
        id: doc.id,
        number: sale.number.clone(),
        at: doc.at,
        tz_offset_min: doc.tz_offset_min,
        business_date: doc.business_date,
        shift: doc.shift,
        staff: doc.staff.as_ref().map(|staff| staff.id),
        staff_name: doc
            .staff
            .as_ref()
            .map_or_else(String::new, |staff| staff.name.clone()),
        method: main_method(sale),
        // The number of lines was checked to be at most MAX_LINES.
        lines: u16::try_from(sale.lines.len()).unwrap_or(u16::MAX),
        total: sale.total,
        payable: sale.payable,
        change: sale.change,
        state: SaleState::Completed,
        refunded: 0,
        doc_short: placed.sealed.hash.short(),
    }
}

/// The method of the largest payment, the first of equals; cash for what cost nothing.
fn main_method(sale: &SaleCompleted) -> Method {
    let largest = sale.payments.iter().rev().max_by_key(|paid| paid.amount);
    largest.map_or(Method::Cash, |paid| paid.method)
}
