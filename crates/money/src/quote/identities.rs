//! Step 14: the parts must be the whole, checked before a bill leaves the engine.
//!
//! It adds up anew from the finished bill and trusts no step; a difference stops the sale
//! and is never repaired (money rules § 13, identities).

use crate::amount::Amount;
use crate::bill::{Bill, BillLine, LineTax, Settlement};
use crate::error::MoneyError;

/// The identities of a bill.
pub(super) fn check(bill: &Bill) -> Result<(), MoneyError> {
    bill.lines
        .iter()
        .try_for_each(|line| check_line(bill, line))?;
    let sum = |of: fn(&BillLine) -> Amount| Amount::sum(bill.lines.iter().map(of));
    same(sum(|line| line.gross)?, bill.gross)?;
    same(
        sum(|line| line.promo)?,
        Amount::sum(bill.promos.iter().copied())?,
    )?;
    same(sum(|line| line.line_discount)?, bill.line_discount)?;
    same(
        sum(|line| line.bill_discount)?,
        Amount::sum(bill.bill_discounts.iter().copied())?,
    )?;
    same(sum(|line| line.net)?, bill.net)?;
    same(sum(|line| line.service)?, bill.service)?;
    same(sum(|line| line.total)?, bill.total)?;
    for total in &bill.taxes {
        let lines = bill.lines.iter().flat_map(|line| &line.taxes);
        let parts = lines
            .filter(|part| part.tax == total.tax)
            .map(|part| part.amount);
        same(Amount::sum(parts)?, total.amount)?;
    }
    let of_total = |total: &crate::bill::TaxTotal| LineTax {
        tax: total.tax,
        amount: total.amount,
    };
    let taxes: Vec<LineTax> = bill.taxes.iter().map(of_total).collect();
    same(
        bill.composition.total(bill.net, bill.service, &taxes)?,
        bill.total,
    )
}

fn check_line(bill: &Bill, line: &BillLine) -> Result<(), MoneyError> {
    let off = line
        .promo
        .plus(line.line_discount)?
        .plus(line.bill_discount)?;
    same(line.gross.minus(off)?, line.net)?;
    same(
        bill.composition
            .total(line.net, line.service, &line.taxes)?,
        line.total,
    )?;
    let parts = [
        line.gross,
        line.promo,
        line.line_discount,
        line.bill_discount,
        line.net,
        line.service,
    ];
    let negative = |amount: &Amount| *amount < Amount::ZERO;
    if parts.iter().any(negative) || line.taxes.iter().any(|tax| negative(&tax.amount)) {
        return Err(MoneyError::Identity);
    }
    Ok(())
}

/// The identities of a settlement of `total`.
pub(super) fn check_settlement(total: Amount, done: &Settlement) -> Result<(), MoneyError> {
    same(total.plus(done.tip)?, done.due)?;
    same(done.due.plus(done.rounding)?, done.payable)?;
    let paid = done.noncash.plus(done.cash)?.minus(done.change)?;
    same(paid.plus(done.balance)?, done.payable)
}

fn same(left: Amount, right: Amount) -> Result<(), MoneyError> {
    if left != right {
        return Err(MoneyError::Identity);
    }
    Ok(())
}
