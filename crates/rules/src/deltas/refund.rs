//! The deltas of a refund: goods back on the shelf or to waste, money out, booked
//! on the refund's own day. Its amounts must be the shares of the stored sale.

use std::collections::BTreeSet;

use nusa_facts::{
    sale::{RefundLine, SaleCompleted, SaleRefunded},
    stock::Location,
};

use super::{
    Placed, at_a_branch,
    sale::{same_till, series},
    soundness,
    trade::{Booked, Trade},
    void::known,
};
use crate::{
    Delta, Unfit,
    command::BackLine,
    refund::pay_back,
    rows::{Movement, SaleRow, SaleState},
};

/// Goods of a sale came back.
pub(super) fn refunded(
    placed: Placed<'_>,
    fact: &SaleRefunded,
    out: &mut Vec<Delta>,
) -> Result<(), Unfit> {
    at_a_branch(placed)?;
    same_till(placed, &fact.number)?;
    soundness::check_number(&fact.number)?;
    let (row, sale) = known(placed, fact.sale)?;
    if row.state == SaleState::Voided {
        return Err(Unfit::new("sale_voided", "the sale was voided before"));
    }
    check_lines(placed, fact, sale)?;
    check_amounts(placed, fact, row, sale)?;
    out.push(series(&fact.number));
    out.push(Delta::SaleState {
        sale: row.id,
        state: if fact.fully_refunded {
            SaleState::Refunded
        } else {
            SaleState::PartlyRefunded
        },
        refunded: fact.paid,
    });
    for (index, line) in (0_u16..).zip(&fact.lines) {
        out.push(Delta::Returned {
            sale: row.id,
            line: line.line,
            milli: line.quantity_milli,
        });
        out.extend(moved(placed, index, line, sale));
    }
    let doc = placed.doc();
    let booked = Booked {
        date: doc.business_date,
        hour: Booked::hour_of(doc.at, doc.tz_offset_min),
        staff: doc.staff.as_ref().map(|staff| staff.id),
        shift: doc.shift,
    };
    Trade::of_refund(fact).book(booked, out);
    Ok(())
}

/// What came back before and now is never more than was sold, over all refunds.
fn check_lines(placed: Placed<'_>, fact: &SaleRefunded, sale: &SaleCompleted) -> Result<(), Unfit> {
    soundness::line_count(fact.lines.len())?;
    let mut seen = BTreeSet::new();
    for line in &fact.lines {
        soundness::quantity("quantity", line.quantity_milli)?;
        let sold = sale.lines.get(usize::from(line.line));
        let Some(sold) = sold.filter(|sold| sold.product == line.product) else {
            let detail = format!("the sale has no line {} of that product", line.line);
            return Err(Unfit::new("lines_invalid", detail));
        };
        if !seen.insert(line.line) {
            let detail = format!("line {} is named twice", line.line);
            return Err(Unfit::new("lines_invalid", detail));
        }
        let before = placed.before.returned.get(&line.line).copied().unwrap_or(0);
        if before.saturating_add(line.quantity_milli) > sold.quantity_milli {
            let detail = format!("line {}: more came back than was sold", line.line);
            return Err(Unfit::new("return_too_much", detail));
        }
    }
    Ok(())
}

fn check_amounts(
    placed: Placed<'_>,
    fact: &SaleRefunded,
    row: &SaleRow,
    sale: &SaleCompleted,
) -> Result<(), Unfit> {
    let back_line = |line: &RefundLine| BackLine {
        line: line.line,
        quantity_milli: line.quantity_milli,
        restock: line.restock,
    };
    let lines: Vec<BackLine> = fact.lines.iter().map(back_line).collect();
    let returned = &placed.before.returned;
    let due = pay_back(sale, row.refunded, returned, &lines, fact.method)
        .map_err(|error| Unfit::new("amount_invalid", error.code()))?;
    let said = (fact.total, fact.rounding, fact.paid, fact.fully_refunded);
    let same = said == (due.total, due.rounding, due.paid, due.complete);
    if !same || fact.lines != due.lines || fact.original != sale.number {
        let detail = "the refund is not the share of the sale";
        return Err(Unfit::new("sums_differ", detail));
    }
    Ok(())
}

fn moved(placed: Placed<'_>, index: u16, line: &RefundLine, sale: &SaleCompleted) -> Option<Delta> {
    let sold = sale.lines.get(usize::from(line.line))?;
    let to = if line.restock {
        Location::Branch(placed.branch)
    } else {
        Location::Waste
    };
    sold.stocked.then(|| {
        Delta::Moved(Movement {
            doc: placed.doc().id,
            line: index,
            from: Location::Customer,
            to,
            product: line.product,
            milli: line.quantity_milli,
            at: placed.doc().at,
        })
    })
}
