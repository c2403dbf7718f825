//! What a sale would come to, before anybody pays or while they count. Says
//! nothing about rights, tills and shelves: it promises no sale.

use nusa_facts::sale::{Payment, PricedBy, SaleLine, SaleTax};
use nusa_money::Amount;

use super::{Owed, SaleDesk, basket, payment};
use crate::{
    Moment, Refusal,
    command::{Discount, WantedLine},
};

/// Every amount of a sale that is not yet one, minor units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaleQuote {
    /// ISO 4217 code.
    pub currency: String,
    /// The lines as they would be stored.
    pub lines: Vec<SaleLine>,
    /// Sum of the lines' gross.
    pub gross: i64,
    /// Everything taken off.
    pub discount: i64,
    /// Sum of the lines' net.
    pub net: i64,
    /// Service charge.
    pub service: i64,
    /// Taxes by code.
    pub taxes: Vec<SaleTax>,
    /// Sum of the lines' totals.
    pub total: i64,
    /// Coin rounding under the payments so far.
    pub rounding: i64,
    /// Total + rounding.
    pub payable: i64,
    /// Cash given back.
    pub change: i64,
    /// What vouchers are worth above the bill.
    pub voucher_forfeited: i64,
    /// What is left to pay.
    pub balance: i64,
    /// How it was priced.
    pub priced_by: PricedBy,
}

/// Prices lines and payments at the branch, at the moment. Too little paid is a balance, not an
/// error.
///
/// # Errors
/// Lines, prices, discounts and payments that cannot be, as for a sale.
pub fn quote_sale(
    desk: &SaleDesk<'_>,
    moment: &Moment,
    lines: &[WantedLine],
    bill_discount: Option<Discount>,
    payments: &[Payment],
) -> Result<SaleQuote, Refusal> {
    let basket = basket::price(desk, moment, lines, bill_discount)?;
    quote_owed(Owed::of(basket.charged, desk.branch, None), payments)
}

/// What is owed with the payments so far.
///
/// # Errors
/// Payments that cannot be.
pub(crate) fn quote_owed(owed: Owed, payments: &[Payment]) -> Result<SaleQuote, Refusal> {
    let payments = payment::clean(payments)?;
    let paid = payment::settle(&owed.settings, Amount(owed.total), &payments)?;
    Ok(SaleQuote {
        currency: owed.currency,
        gross: owed.gross,
        discount: Amount(owed.gross).minus(Amount(owed.net))?.0,
        net: owed.net,
        service: owed.service,
        total: owed.total,
        rounding: paid.rounding.0,
        payable: paid.payable.0,
        change: paid.change.0,
        voucher_forfeited: paid.voucher_forfeited.0,
        balance: paid.balance.0,
        lines: owed.lines,
        taxes: owed.taxes,
        priced_by: owed.priced_by,
    })
}
