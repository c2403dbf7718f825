//! The algorithm of a bill, step by step (money rules § 13).
//!
//! It only orders the steps; each step is a file of its own. It must not know how an
//! amount is shown, stored or sent.

mod discount;
mod identities;
mod promo;
mod service_charge;
mod settlement;
mod tax;
mod totals;
mod validate;
mod working;

use crate::bill::{Bill, Quote};
use crate::cart::{Cart, Payment};
use crate::error::MoneyError;
use crate::settings::Settings;
use working::Working;

pub use settlement::settle;

/// A cart priced and paid: every amount of the bill and of its settlement.
///
/// # Errors
/// Any of [`MoneyError`]; nothing is ever repaired, clamped into range or wrapped.
///
/// ```
/// use nusa_money::{quote, Amount, Cart, Line, Payment, Quantity, Settings, Tender, TenderKind};
///
/// let cart = Cart { lines: vec![Line::new(Amount(3_500), Quantity(2_000))], ..Cart::default() };
/// let cash = Tender { method: 0, kind: TenderKind::Cash, amount: Amount(10_000) };
/// let payment = Payment { tip: Amount::ZERO, tenders: vec![cash] };
/// let quote = quote(&Settings::default(), &cart, &payment)?;
/// assert_eq!((quote.bill.total, quote.settlement.change), (Amount(7_000), Amount(3_000)));
/// # Ok::<(), nusa_money::MoneyError>(())
/// ```
pub fn quote(settings: &Settings, cart: &Cart, payment: &Payment) -> Result<Quote, MoneyError> {
    let bill = quote_bill(settings, cart)?;
    let settlement = settle(settings, bill.total, payment)?;
    Ok(Quote { bill, settlement })
}

/// A cart priced, before anyone pays (steps 1–10 and the identities of step 14).
///
/// # Errors
/// As [`quote`], without those of tenders.
pub fn quote_bill(settings: &Settings, cart: &Cart) -> Result<Bill, MoneyError> {
    validate::settings(settings)?;
    validate::cart(settings, cart)?;
    let mut work = Working::begin(settings, cart)?;
    promo::run(&mut work)?;
    discount::run_lines(&mut work)?;
    discount::run_bill(&mut work)?;
    service_charge::on_top(&mut work)?;
    tax::run(&mut work)?;
    service_charge::inside(&mut work)?;
    let bill = totals::bill(work)?;
    identities::check(&bill)?;
    Ok(bill)
}
