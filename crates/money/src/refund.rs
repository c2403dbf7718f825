//! Returns: the stored amounts of a sale given back in parts, never computed anew.
//!
//! The parts of all returns are exactly the whole (money rules § 5). It must not know dates,
//! shifts or who may return.

use crate::amount::{Amount, Quantity};
use crate::bill::{Bill, Composition, LineTax, Settlement};
use crate::cart::Cart;
use crate::coin::{to_coin, CoinRule};
use crate::error::MoneyError;
use crate::rounding::Rounding;

/// A line as it was sold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SoldLine {
    /// How much was sold.
    pub quantity: Quantity,
    /// Its stored net.
    pub net: Amount,
    /// Its stored service.
    pub service: Amount,
    /// Its stored taxes.
    pub taxes: Vec<LineTax>,
}

/// A sale as it was stored, as far as returns need it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sold {
    /// How its totals were put together.
    pub composition: Composition,
    /// Its lines.
    pub lines: Vec<SoldLine>,
    /// What came in for goods: `payable − tip`. Tips are not returned.
    pub paid: Amount,
    /// The coin rule the sale used.
    pub cash_rounding: Option<CoinRule>,
}

/// What has been returned of a sale so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Returned {
    /// One for each line of the sale.
    pub quantities: Vec<Quantity>,
    /// The money paid back.
    pub paid: Amount,
}

/// One line of a return as it is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ReturnedLine {
    /// Which line of the sale.
    pub index: usize,
    /// How much of it, above 0.
    pub quantity: Quantity,
}

/// The way the money goes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RefundWay {
    /// In cash, rounded to coins with the sale's rule.
    Cash,
    /// By transfer, card or against a debt, exact.
    NonCash,
}

/// One line of a return with its amounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefundLine {
    /// Which line of the sale.
    pub index: usize,
    /// Net given back.
    pub net: Amount,
    /// Service given back.
    pub service: Amount,
    /// Each tax given back.
    pub taxes: Vec<LineTax>,
    /// What it comes to.
    pub total: Amount,
}

/// A return: a document of its own with positive amounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refund {
    /// One for each line asked for.
    pub lines: Vec<RefundLine>,
    /// Sum of the lines.
    pub total: Amount,
    /// `paid − total`.
    pub rounding: Amount,
    /// The money that goes back.
    pub paid: Amount,
    /// Whether nothing of the sale is left.
    pub complete: bool,
    /// What has been returned with this one.
    pub after: Returned,
}

impl Sold {
    /// The sale of a cart that was paid as settled.
    pub fn from_bill(
        cart: &Cart,
        bill: &Bill,
        settlement: &Settlement,
        cash_rounding: Option<CoinRule>,
    ) -> Result<Sold, MoneyError> {
        let lines = cart
            .lines
            .iter()
            .zip(&bill.lines)
            .map(|(line, done)| SoldLine {
                quantity: line.quantity,
                net: done.net,
                service: done.service,
                taxes: done.taxes.clone(),
            });
        Ok(Sold {
            composition: bill.composition,
            lines: lines.collect(),
            paid: settlement.payable.minus(settlement.tip)?,
            cash_rounding,
        })
    }
}

impl Returned {
    /// Nothing returned yet.
    pub fn nothing(sold: &Sold) -> Returned {
        Returned {
            quantities: vec![Quantity::ZERO; sold.lines.len()],
            paid: Amount::ZERO,
        }
    }
}

/// The next return of a sale.
///
/// # Errors
/// [`MoneyError::ReturnBounds`] for a quantity of nothing or of more than is left,
/// [`MoneyError::UnknownIndex`] for a line that was not sold.
pub fn refund(
    sold: &Sold,
    before: &Returned,
    asked: &[ReturnedLine],
    way: RefundWay,
) -> Result<Refund, MoneyError> {
    if before.quantities.len() != sold.lines.len() || asked.is_empty() {
        return Err(MoneyError::ReturnBounds);
    }
    let mut after = before.clone();
    let mut lines = Vec::with_capacity(asked.len());
    for ask in asked {
        lines.push(refund_line(sold, &mut after, *ask)?);
    }
    let total = Amount::sum(lines.iter().map(|line| line.total))?;
    let complete = sold
        .lines
        .iter()
        .zip(&after.quantities)
        .all(|(line, back)| *back == line.quantity);
    let paid = pay_back(sold, before.paid, total, complete, way)?;
    after.paid = before.paid.plus(paid)?;
    Ok(Refund {
        lines,
        total,
        rounding: paid.minus(total)?,
        paid,
        complete,
        after,
    })
}

fn refund_line(
    sold: &Sold,
    after: &mut Returned,
    ask: ReturnedLine,
) -> Result<RefundLine, MoneyError> {
    let line = sold.lines.get(ask.index).ok_or(MoneyError::UnknownIndex)?;
    let back = after
        .quantities
        .get_mut(ask.index)
        .ok_or(MoneyError::UnknownIndex)?;
    let (from, to) = (*back, back.plus(ask.quantity)?);
    if ask.quantity <= Quantity::ZERO || from < Quantity::ZERO || to > line.quantity {
        return Err(MoneyError::ReturnBounds);
    }
    *back = to;
    let part = |whole: Amount| {
        part_up_to(whole, to, line.quantity)?.minus(part_up_to(whole, from, line.quantity)?)
    };
    let tax = |tax: &LineTax| {
        Ok(LineTax {
            tax: tax.tax,
            amount: part(tax.amount)?,
        })
    };
    let (net, service) = (part(line.net)?, part(line.service)?);
    let taxes = line
        .taxes
        .iter()
        .map(tax)
        .collect::<Result<Vec<_>, MoneyError>>()?;
    let total = sold.composition.total(net, service, &taxes)?;
    Ok(RefundLine {
        index: ask.index,
        net,
        service,
        taxes,
        total,
    })
}

/// What the first `returned` of `quantity` are worth; differences of it add up exactly.
fn part_up_to(whole: Amount, returned: Quantity, quantity: Quantity) -> Result<Amount, MoneyError> {
    let (part, of) = (i128::from(returned.0), i128::from(quantity.0));
    Amount::from_wide(Rounding::HalfUp.multiply_divide(i128::from(whole.0), part, of)?)
}

/// The last return pays all that is still owed, so the sale's own rounding comes back;
/// any other pays its value and never more than is owed.
fn pay_back(
    sold: &Sold,
    paid_before: Amount,
    total: Amount,
    complete: bool,
    way: RefundWay,
) -> Result<Amount, MoneyError> {
    let owed = sold.paid.minus(paid_before)?.max(Amount::ZERO);
    let amount = if complete { owed } else { total.min(owed) };
    let paid = match way {
        RefundWay::Cash => to_coin(amount, sold.cash_rounding)?,
        RefundWay::NonCash => amount,
    };
    Ok(if complete { paid } else { paid.min(owed) })
}
