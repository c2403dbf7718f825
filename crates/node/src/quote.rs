//! What a cart or a bill would come to if it were paid now: the same law, nothing
//! kept.

use nusa_facts::{BillId, ChainId, bill::BillSplit, master::Branch, order::Service, sale::Payment};
use nusa_rules::{
    Moment, Refusal,
    bill::{OwedLine, Reductions, quote_bill},
    command::{Discount, WantedLine},
    refusal::Code,
    rows::BillRow,
    sale::{SaleDesk, SaleQuote, quote_sale},
};
use nusa_store::{Look, Store};

use crate::{Node, billing::Found, desk, fault::Fault, moment};

/// A bill as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BillNow {
    /// The bill.
    pub row: BillRow,
    /// Where its orders are brought; none without orders.
    pub service: Option<Service>,
    /// The lines that come to it; of a part, those of the whole bill.
    pub lines: Vec<OwedLine>,
    /// What it comes to; none when nothing of it is to be paid.
    pub quote: Option<SaleQuote>,
    /// Its parts, with what was said when it was divided.
    pub parts: Vec<(BillRow, BillSplit)>,
    /// Who pays it, of a part.
    pub payer: Option<String>,
}

impl BillNow {
    /// A bill with its lines, its parts and what it comes to at the moment.
    ///
    /// # Errors
    /// `BillUnknown`; `NotHere` without an open chain; `Store`.
    pub fn of(
        look: &impl Look,
        branch: &Branch,
        moment: &Moment,
        bill: BillId,
    ) -> Result<Self, Fault> {
        Self::less(look, branch, moment, bill, &Reductions::default())
    }

    /// The same with something taken off what it comes to.
    ///
    /// # Errors
    /// As [`BillNow::of`], and the law's refusal of what is taken off.
    pub fn less(
        look: &impl Look,
        branch: &Branch,
        moment: &Moment,
        bill: BillId,
        off: &Reductions,
    ) -> Result<Self, Fault> {
        let found = Found::of(look, branch, bill)?;
        let quote = match quote_bill(&found.desk(), moment, off, &[]) {
            Ok(quote) => Some(quote),
            Err(Refusal {
                code: Code::LinesMissing,
                ..
            }) => None,
            Err(refusal) => return Err(refusal.into()),
        };
        let parts = found.parts(look)?;
        let unknown = || Refusal::at(Code::BillUnknown, "bill", "no such bill here");
        Ok(Self {
            payer: found.payer().map(str::to_owned),
            row: found.bill.ok_or_else(unknown)?,
            service: found.service,
            lines: found.lines,
            quote,
            parts,
        })
    }
}

impl<S: Store> Node<S> {
    /// Quotes a sale at business time.
    ///
    /// # Errors
    /// The law's refusal; `NotHere` before the branch knows its settings; `Store`.
    pub fn quote(
        &mut self,
        lines: &[WantedLine],
        bill_discount: Option<Discount>,
        payments: &[Payment],
    ) -> Result<SaleQuote, Fault> {
        let me = self.me.branch;
        self.here_and_now(|look, branch, now| {
            let taxes = look.taxes()?;
            let desk = SaleDesk {
                branch,
                chain: ChainId([0; 16]),
                till: None,
                shift: None,
                series_last: 0,
                products: desk::shelf_items(look, me, lines.iter().map(|line| line.product))?,
                taxes: &taxes,
                letterhead: None,
            };
            Ok(quote_sale(&desk, now, lines, bill_discount, payments)?)
        })
    }

    /// Quotes a bill at business time.
    ///
    /// # Errors
    /// The law's refusal (`BillUnknown`, `LinesMissing` when nothing of it is to be paid); `NotHere`; `Store`.
    pub fn quote_bill(
        &mut self,
        bill: BillId,
        off: &Reductions,
        payments: &[Payment],
    ) -> Result<SaleQuote, Fault> {
        self.here_and_now(|look, branch, now| {
            let found = Found::of(look, branch, bill)?;
            Ok(quote_bill(&found.desk(), now, off, payments)?)
        })
    }

    /// A bill with its lines, its parts and what it comes to.
    ///
    /// # Errors
    /// `BillUnknown`; `NotHere`; `Store`.
    pub fn bill_now(&mut self, bill: BillId) -> Result<BillNow, Fault> {
        self.here_and_now(|look, branch, now| BillNow::of(look, branch, now, bill))
    }

    /// Looks with the branch's own settings, at business time.
    fn here_and_now<T>(
        &mut self,
        work: impl FnOnce(&S::Tx<'_>, &Branch, &Moment) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let Self {
            store,
            me,
            senses,
            clock,
            ..
        } = self;
        store.transact(|tx| {
            let branch = moment::branch_row(tx, me.branch)?;
            let branch = branch.ok_or(Fault::NotHere(
                "this branch has not been told its settings yet",
            ))?;
            let now = moment::moment(clock, senses.as_mut(), Some(&branch));
            work(tx, &branch, &now)
        })
    }
}
