//! One bill among several payers, evenly or by what each had (money rules § 6).
//!
//! It shares stored amounts and never computes them anew. It must not know guests or tables.

use crate::amount::Amount;
use crate::bill::{Bill, BillLine, Composition, LineTax};
use crate::error::MoneyError;
use crate::share::share;

/// The most parts a bill is split into.
pub const MAX_PARTS: usize = 100;

/// One line of a child bill.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChildLine {
    /// Its part of the net.
    pub net: Amount,
    /// Its part of the service.
    pub service: Amount,
    /// Its part of each tax of the line, 0 allowed.
    pub taxes: Vec<LineTax>,
    /// What it comes to.
    pub total: Amount,
}

/// What one guest pays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChildBill {
    /// One for each line of the parent, also where the guest has no part.
    pub lines: Vec<ChildLine>,
    /// Sum of the lines' net.
    pub net: Amount,
    /// Sum of the lines' service.
    pub service: Amount,
    /// Every tax of the parent, 0 allowed.
    pub taxes: Vec<LineTax>,
    /// Sum of the lines' totals.
    pub total: Amount,
}

/// `total` in `parts` payments that are multiples of `unit`; the first also takes the rest.
/// `unit` is 1, or the coin step when all pay cash.
///
/// # Errors
/// [`MoneyError::SplitShape`] for no parts, too many, or a unit below 1.
pub fn split_evenly(total: Amount, parts: usize, unit: i64) -> Result<Vec<Amount>, MoneyError> {
    if !(1..=MAX_PARTS).contains(&parts) || unit < 1 {
        return Err(MoneyError::SplitShape);
    }
    if total.0 < 0 {
        return Err(MoneyError::AmountBounds);
    }
    let mut split = Vec::with_capacity(parts);
    let mut rest = total.0 % unit;
    for blocks in share(Amount(total.0 / unit), &vec![1; parts])? {
        let part = i128::from(blocks.0) * i128::from(unit) + i128::from(rest);
        split.push(Amount::from_wide(part)?);
        rest = 0;
    }
    Ok(split)
}

/// A bill in `children` bills; `weights` has a row for each line and in it a weight for each
/// child. Every component of a line is shared on its own, so the children sum to the parent.
///
/// # Errors
/// [`MoneyError::SplitShape`] when the rows do not match lines and children, or a row has no
/// positive weight.
pub fn split_by_items(
    bill: &Bill,
    children: usize,
    weights: &[Vec<u32>],
) -> Result<Vec<ChildBill>, MoneyError> {
    let fits = |row: &Vec<u32>| row.len() == children && row.iter().any(|weight| *weight > 0);
    if !(1..=MAX_PARTS).contains(&children)
        || weights.len() != bill.lines.len()
        || !weights.iter().all(fits)
    {
        return Err(MoneyError::SplitShape);
    }
    let mut split = vec![ChildBill::default(); children];
    for (line, row) in bill.lines.iter().zip(weights) {
        let row: Vec<i128> = row.iter().map(|weight| i128::from(*weight)).collect();
        let parts = split_line(bill.composition, line, &row)?;
        for (child, part) in split.iter_mut().zip(parts) {
            child.lines.push(part);
        }
    }
    for child in &mut split {
        add_up(child, bill)?;
    }
    let total = Amount::sum(split.iter().map(|child| child.total))?;
    if total != bill.total {
        return Err(MoneyError::Identity);
    }
    Ok(split)
}

fn split_line(
    composition: Composition,
    line: &BillLine,
    row: &[i128],
) -> Result<Vec<ChildLine>, MoneyError> {
    let nets = share(line.net, row)?;
    let services = share(line.service, row)?;
    let start = |(net, service)| ChildLine {
        net,
        service,
        ..ChildLine::default()
    };
    let mut parts: Vec<ChildLine> = nets.into_iter().zip(services).map(start).collect();
    for tax in &line.taxes {
        for (part, amount) in parts.iter_mut().zip(share(tax.amount, row)?) {
            part.taxes.push(LineTax {
                tax: tax.tax,
                amount,
            });
        }
    }
    for part in &mut parts {
        part.total = composition.total(part.net, part.service, &part.taxes)?;
    }
    Ok(parts)
}

fn add_up(child: &mut ChildBill, parent: &Bill) -> Result<(), MoneyError> {
    child.net = Amount::sum(child.lines.iter().map(|line| line.net))?;
    child.service = Amount::sum(child.lines.iter().map(|line| line.service))?;
    child.total = Amount::sum(child.lines.iter().map(|line| line.total))?;
    for total in &parent.taxes {
        let taxes = child.lines.iter().flat_map(|line| &line.taxes);
        let parts = taxes
            .filter(|part| part.tax == total.tax)
            .map(|part| part.amount);
        let amount = Amount::sum(parts)?;
        child.taxes.push(LineTax {
            tax: total.tax,
            amount,
        });
    }
    Ok(())
}
