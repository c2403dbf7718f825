//! Step 10: what each line and the bill come to.
//!
//! It only adds up; nothing is rounded here.

use super::working::Working;
use crate::amount::Amount;
use crate::bill::{Bill, BillLine};
use crate::error::MoneyError;

/// The finished bill.
pub(super) fn bill(work: Working<'_>) -> Result<Bill, MoneyError> {
    let composition = work.settings.composition();
    let carried = |tax: usize| work.cart.lines.iter().any(|line| line.taxes.contains(&tax));
    let taxes = work
        .taxes
        .iter()
        .filter(|total| carried(total.tax))
        .copied()
        .collect();
    let mut lines = Vec::with_capacity(work.lines.len());
    let mut untaxed = Amount::ZERO;
    for line in work.lines {
        let total = composition.total(line.left, line.done.service, &line.done.taxes)?;
        if line.given.taxes.is_empty() {
            untaxed = untaxed.plus(total)?;
        }
        lines.push(BillLine {
            net: line.left,
            total,
            ..line.done
        });
    }
    let sum = |of: fn(&BillLine) -> Amount| Amount::sum(lines.iter().map(of));
    Ok(Bill {
        composition,
        gross: sum(|line| line.gross)?,
        promos: work.promos,
        line_discount: sum(|line| line.line_discount)?,
        bill_discounts: work.bill_discounts,
        net: sum(|line| line.net)?,
        service: work.service,
        taxes,
        untaxed,
        total: sum(|line| line.total)?,
        lines,
    })
}
