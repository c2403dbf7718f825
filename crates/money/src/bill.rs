//! What the engine answers: a bill with every amount between, and how it was settled.
//!
//! These amounts are stored and never computed again; refunds and splits share them out.

use crate::amount::Amount;
use crate::error::MoneyError;

/// How a line's total is put together; it is stored with the bill.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Composition {
    /// Service is added to the net (else it is a memo inside it).
    pub service_on_top: bool,
    /// Taxes are added (else they are a memo inside the net).
    pub tax_on_top: bool,
}

impl Composition {
    /// Net, service and taxes put together.
    pub fn total(
        self,
        net: Amount,
        service: Amount,
        taxes: &[LineTax],
    ) -> Result<Amount, MoneyError> {
        let mut total = net;
        if self.service_on_top {
            total = total.plus(service)?;
        }
        if self.tax_on_top {
            total = total.plus(Amount::sum(taxes.iter().map(|tax| tax.amount))?)?;
        }
        Ok(total)
    }
}

/// The part of one tax on one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LineTax {
    /// Index into [`crate::Settings::taxes`].
    pub tax: usize,
    /// May be 0.
    pub amount: Amount,
}

/// One line of a bill with every amount between gross and total.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BillLine {
    /// Price × quantity, or what the label says.
    pub gross: Amount,
    /// What promos took off.
    pub promo: Amount,
    /// What the line's own discount took off.
    pub line_discount: Amount,
    /// Its share of the bill discounts.
    pub bill_discount: Amount,
    /// `gross − promo − line_discount − bill_discount`.
    pub net: Amount,
    /// Its share of the service charge.
    pub service: Amount,
    /// Every tax the line carries, in the order of the settings.
    pub taxes: Vec<LineTax>,
    /// What the line comes to.
    pub total: Amount,
}

/// One tax of a bill.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TaxTotal {
    /// Index into [`crate::Settings::taxes`].
    pub tax: usize,
    /// What the tax is taken of, before its base fraction.
    pub base: Amount,
    /// The base after its fraction; it is only printed.
    pub dpp: Amount,
    /// The tax.
    pub amount: Amount,
}

/// A computed bill, not yet paid.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bill {
    /// How totals are put together.
    pub composition: Composition,
    /// One for each line of the cart.
    pub lines: Vec<BillLine>,
    /// Sum of the lines' gross.
    pub gross: Amount,
    /// One total for each promo.
    pub promos: Vec<Amount>,
    /// Sum of the lines' own discounts.
    pub line_discount: Amount,
    /// One total for each bill discount.
    pub bill_discounts: Vec<Amount>,
    /// Sum of the lines' net.
    pub net: Amount,
    /// Sum of the lines' service.
    pub service: Amount,
    /// Every tax that a line carries, in the order of the settings.
    pub taxes: Vec<TaxTotal>,
    /// What lines without tax come to, with service on top.
    pub untaxed: Amount,
    /// Sum of the lines' totals.
    pub total: Amount,
}

/// How a total is paid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Settlement {
    /// The tip.
    pub tip: Amount,
    /// `total + tip`.
    pub due: Amount,
    /// What non-cash tenders paid, vouchers included.
    pub noncash: Amount,
    /// What vouchers were worth beyond the bill.
    pub voucher_forfeited: Amount,
    /// Coin rounding; may be negative, is neither revenue nor discount nor taxed.
    pub rounding: Amount,
    /// `due + rounding`.
    pub payable: Amount,
    /// Cash handed over.
    pub cash: Amount,
    /// Cash given back.
    pub change: Amount,
    /// What is still open.
    pub balance: Amount,
}

/// A bill and its settlement.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quote {
    /// What is owed and why.
    pub bill: Bill,
    /// How it is paid.
    pub settlement: Settlement,
}
