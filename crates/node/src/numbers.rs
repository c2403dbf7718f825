//! Receipt numbers that stand on two receipts: clones both printed them before
//! they were told apart (R5, R10). A number above its series is new and costs
//! nothing to know; only the others are looked up.

use std::collections::BTreeMap;

use nusa_facts::{
    BranchId, ChainId, Envelope, Fact, SealedDoc, TillNo, sale::ReceiptNo,
    sync_facts::NumbersRepeated,
};
use nusa_store::{Error as StoreError, Look};

use crate::journal::Draft;

/// The numbers of one page, by what could be wrong with them.
#[derive(Default)]
pub(crate) struct Numbers {
    last: BTreeMap<(ChainId, TillNo), u64>,
    doubtful: Vec<ReceiptNo>,
}

impl Numbers {
    /// Looks at a document that is new here, before its changes are written.
    pub(crate) fn note(
        &mut self,
        look: &impl Look,
        place: &Envelope,
        doc: &SealedDoc,
    ) -> Result<(), StoreError> {
        let number = match &doc.doc.fact {
            Fact::SaleCompleted(sale) => &sale.number,
            Fact::SaleRefunded(refund) => &refund.number,
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
            let docs = look.numbered(branch, &number)?;
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
