//! X and Z: the sums of many bills, and the identity that must hold in each (money rules § 10).
//!
//! Sums of stored amounts only. It must not know when a shift or a day ends.

use std::collections::BTreeMap;

use crate::amount::Amount;
use crate::bill::{Bill, Settlement};
use crate::cart::{Tender, TenderKind};
use crate::error::MoneyError;

/// A fully paid bill as it goes into the sums.
#[derive(Clone, Copy, Debug)]
pub struct ZBill<'a> {
    /// Its stored amounts.
    pub bill: &'a Bill,
    /// How it was settled.
    pub settlement: &'a Settlement,
    /// Its tenders as handed over.
    pub tenders: &'a [Tender],
}

/// The sums. Memo amounts (tax or service inside the price) are in their own rows but not
/// added to the total a second time: that is what `service_on_top` and `tax_on_top` hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ZReport {
    /// Number of bills.
    pub bills: i64,
    /// Sum of gross.
    pub gross: Amount,
    /// Sum of promos, line and bill discounts.
    pub discounts: Amount,
    /// Sum of net.
    pub net: Amount,
    /// Sum of service.
    pub service: Amount,
    /// The part of it that was on top.
    pub service_on_top: Amount,
    /// Sum of taxes.
    pub tax: Amount,
    /// The part of it that was on top.
    pub tax_on_top: Amount,
    /// Sum of totals.
    pub total: Amount,
    /// Sum of tips.
    pub tip: Amount,
    /// Sum of coin roundings.
    pub rounding: Amount,
    /// Sum of payables.
    pub payable: Amount,
    /// What each of the caller's methods brought, cash net of change, vouchers net of what
    /// was forfeited.
    pub tenders: BTreeMap<u32, Amount>,
}

impl ZReport {
    /// The sums of these bills, with their identity checked.
    ///
    /// # Errors
    /// [`MoneyError::Identity`] when a bill is not fully paid or the sums do not agree.
    pub fn of<'a, I: IntoIterator<Item = ZBill<'a>>>(bills: I) -> Result<ZReport, MoneyError> {
        let mut report = ZReport::default();
        for bill in bills {
            report.add(bill)?;
        }
        report.check()?;
        Ok(report)
    }

    fn add(&mut self, sale: ZBill<'_>) -> Result<(), MoneyError> {
        let (bill, settlement) = (sale.bill, sale.settlement);
        let tax = Amount::sum(bill.taxes.iter().map(|tax| tax.amount))?;
        self.bills += 1;
        put(&mut self.gross, bill.gross)?;
        put(&mut self.discounts, bill.gross.minus(bill.net)?)?;
        put(&mut self.net, bill.net)?;
        put(&mut self.service, bill.service)?;
        put(&mut self.tax, tax)?;
        if bill.composition.service_on_top {
            put(&mut self.service_on_top, bill.service)?;
        }
        if bill.composition.tax_on_top {
            put(&mut self.tax_on_top, tax)?;
        }
        put(&mut self.total, bill.total)?;
        put(&mut self.tip, settlement.tip)?;
        put(&mut self.rounding, settlement.rounding)?;
        put(&mut self.payable, settlement.payable)?;
        self.add_tenders(settlement, sale.tenders)
    }

    /// Change is taken off the last cash tenders and forfeited excess off the vouchers, each
    /// at most down to nothing, so that the methods sum to what was payable.
    fn add_tenders(
        &mut self,
        settlement: &Settlement,
        tenders: &[Tender],
    ) -> Result<(), MoneyError> {
        let (mut change, mut forfeited) = (settlement.change, settlement.voucher_forfeited);
        for tender in tenders.iter().rev() {
            let off = match tender.kind {
                TenderKind::Cash => take(&mut change, tender.amount)?,
                TenderKind::Voucher => take(&mut forfeited, tender.amount)?,
                TenderKind::NonCash | TenderKind::OnAccount => Amount::ZERO,
            };
            put(
                self.tenders.entry(tender.method).or_default(),
                tender.amount.minus(off)?,
            )?;
        }
        Ok(())
    }

    fn check(&self) -> Result<(), MoneyError> {
        let total = self.net.plus(self.service_on_top)?.plus(self.tax_on_top)?;
        let payable = self.total.plus(self.tip)?.plus(self.rounding)?;
        let tendered = Amount::sum(self.tenders.values().copied())?;
        if total != self.total || payable != self.payable || tendered != self.payable {
            return Err(MoneyError::Identity);
        }
        Ok(())
    }
}

fn put(sum: &mut Amount, amount: Amount) -> Result<(), MoneyError> {
    *sum = sum.plus(amount)?;
    Ok(())
}

fn take(pool: &mut Amount, at_most: Amount) -> Result<Amount, MoneyError> {
    let taken = (*pool).min(at_most);
    *pool = pool.minus(taken)?;
    Ok(taken)
}
