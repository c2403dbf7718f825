//! What a cart would come to if it were sold now: the same law, nothing kept.

use nusa_facts::{ChainId, sale::Payment};
use nusa_rules::{
    command::{Discount, WantedLine},
    sale::{SaleDesk, SaleQuote, quote_sale},
};
use nusa_store::{Look, Store};

use crate::{Node, desk, fault::Fault, moment};

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
            let taxes = tx.taxes()?;
            let desk = SaleDesk {
                branch: &branch,
                chain: ChainId([0; 16]),
                till: None,
                shift: None,
                series_last: 0,
                products: desk::shelf_items(tx, me.branch, lines.iter().map(|line| line.product))?,
                taxes: &taxes,
                letterhead: None,
            };
            Ok(quote_sale(&desk, &now, lines, bill_discount, payments)?)
        })
    }
}
