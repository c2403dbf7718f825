//! Receipt numbers that stand on two receipts: clones both printed them before
//! they were told apart (R5, R10). A number above its series is new and costs
//! nothing to know; only the others are looked up.

use std::collections::BTreeMap;

use nusa_facts::{
    BranchId, ChainId, DocId, Envelope, Fact, SealedDoc, TillNo, sale::ReceiptNo,
    sync_facts::NumbersRepeated,
};
use nusa_store::{Error as StoreError, Look, Tx};

use crate::{journal::Draft, note};

/// The numbers of one page, by what could be wrong with them.
#[derive(Default)]
pub(crate) struct Numbers {
    last: BTreeMap<(ChainId, TillNo), u64>,
    doubtful: Vec<ReceiptNo>,
}

impl Numbers {
    /// Looks at a document that is new here, before its changes are written.
    pub(crate) fn note<T: Tx>(
        &mut self,
        look: &mut T,
        place: &Envelope,
        doc: &SealedDoc,
    ) -> Result<(), StoreError> {
        let number = match &doc.doc.fact {
            Fact::SaleCompleted(sale) => &sale.number,
            Fact::SaleRefunded(refund) => {
                remember(look, place.branch, &refund.number, doc.doc.id)?;
                &refund.number
            }
            _ => return Ok(()),
        };
        let last = match self.last.get(&(place.chain, number.till)) {
            Some(&last) => last,
            None => look
                .series(place.branch, place.chain, number.till)?
                .map_or(0, |row| row.last),
        };
        let is_next = number.n > last && number.mark == place.chain.mark();
        if is_next {
            self.last.insert((place.chain, number.till), number.n);
        } else {
            self.doubtful.push(number.clone());
        }
        Ok(())
    }

    /// The centre's facts about numbers that now stand on several receipts.
    pub(crate) fn repeated(
        self,
        look: &impl Look,
        branch: BranchId,
    ) -> Result<Vec<Draft>, StoreError> {
        let mut drafts = Vec::new();
        let by_text: BTreeMap<String, ReceiptNo> = self
            .doubtful
            .into_iter()
            .map(|number| (number.to_string(), number))
            .collect();
        for number in by_text.into_values() {
            let mut docs = look.numbered(branch, &number)?;
            docs.extend(refunds(look, branch, &number)?);
            docs.sort_unstable();
            docs.dedup();
            if docs.len() > 1 {
                drafts.push(Draft::own(Fact::NumbersRepeated(NumbersRepeated {
                    branch,
                    number,
                    docs,
                })));
            }
        }
        Ok(drafts)
    }
}

/// A refund's number has no table of its own: it is noted, so that a clone's receipt with the same number is
/// known for what it is.
fn remember<T: Tx>(
    tx: &mut T,
    branch: BranchId,
    number: &ReceiptNo,
    doc: DocId,
) -> Result<(), StoreError> {
    let mut docs = refunds(tx, branch, number)?;
    if docs.contains(&doc) {
        return Ok(());
    }
    docs.push(doc);
    note::write(tx, &name(branch, number), &docs)
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
