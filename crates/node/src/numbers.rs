//! Receipt numbers that stand on two receipts: clones both printed them before
//! they were told apart (R5, R10). A number above its series is new and costs
//! nothing to know; only the others are looked up. Sales are found by their
//! projection; refunds, which are few, by notes of their own.

use std::collections::BTreeMap;

use nusa_facts::{
    BranchId, DocId, Envelope, Fact, SealedDoc, TillNo, sale::ReceiptNo,
    sync_facts::NumbersRepeated,
};
use nusa_store::{Error as StoreError, Look, Tx};

use crate::{journal::Draft, note};

/// The numbers of one page, by what could be wrong with them.
#[derive(Default)]
pub(crate) struct Numbers {
    last: BTreeMap<(String, TillNo), u64>,
    doubtful: BTreeMap<String, ReceiptNo>,
}

impl Numbers {
    /// Looks at a document that is new here, before its changes are written.
    pub(crate) fn note(
        &mut self,
        tx: &mut impl Tx,
        place: &Envelope,
        doc: &SealedDoc,
    ) -> Result<(), StoreError> {
        let Some(number) = number_of(&doc.doc.fact) else {
            return Ok(());
        };
        remember_refund(tx, place.branch, doc)?;
        let series = (number.mark.clone(), number.till);
        let last = match self.last.get(&series) {
            Some(&last) => last,
            None => {
                let row = tx.series(place.branch, &number.mark, number.till)?;
                row.map_or(0, |row| row.last)
            }
        };
        if number.n > last {
            self.last.insert(series, number.n);
        } else {
            self.doubt(number);
        }
        Ok(())
    }

    fn doubt(&mut self, number: &ReceiptNo) {
        self.doubtful.insert(number.to_string(), number.clone());
    }

    /// The centre's facts about numbers that now stand on several receipts.
    pub(crate) fn repeated(
        self,
        look: &impl Look,
        branch: BranchId,
    ) -> Result<Vec<Draft>, StoreError> {
        let mut drafts = Vec::new();
        for number in self.doubtful.into_values() {
            let mut docs = look.numbered(branch, &number)?;
            docs.extend(refunds(look, branch, &number)?);
            docs.sort_unstable();
            docs.dedup();
            if docs.len() > 1 {
                let fact = NumbersRepeated {
                    branch,
                    number,
                    docs,
                };
                drafts.push(Draft::own(Fact::NumbersRepeated(fact)));
            }
        }
        Ok(drafts)
    }
}

/// The same for one document that was let out of quarantine.
pub(crate) fn repeated_by<T: Tx>(
    tx: &mut T,
    branch: BranchId,
    doc: &SealedDoc,
) -> Result<Vec<Draft>, StoreError> {
    let mut numbers = Numbers::default();
    if let Some(number) = number_of(&doc.doc.fact) {
        remember_refund(tx, branch, doc)?;
        numbers.doubt(number);
    }
    numbers.repeated(tx, branch)
}

fn number_of(fact: &Fact) -> Option<&ReceiptNo> {
    match fact {
        Fact::SaleCompleted(sale) => Some(&sale.number),
        Fact::SaleRefunded(refund) => Some(&refund.number),
        _ => None,
    }
}

fn remember_refund(tx: &mut impl Tx, branch: BranchId, doc: &SealedDoc) -> Result<(), StoreError> {
    let Fact::SaleRefunded(refund) = &doc.doc.fact else {
        return Ok(());
    };
    let mut docs = refunds(tx, branch, &refund.number)?;
    docs.push(doc.doc.id);
    note::write(tx, &name(branch, &refund.number), &docs)
}

fn refunds(
    look: &impl Look,
    branch: BranchId,
    number: &ReceiptNo,
) -> Result<Vec<DocId>, StoreError> {
    Ok(note::read(look, &name(branch, number))?.unwrap_or_default())
}

fn name(branch: BranchId, number: &ReceiptNo) -> String {
    format!("refund/{branch}/{number}")
}
