//! What became of a sale: the documents of its void and its refunds, found in the
//! branch's journal behind the sale itself. They are rare, so no table is kept for
//! them; the search ends with the last one that the sale's row tells of.

use nusa_facts::{BranchId, Fact, SaleId, SealedDoc};
use nusa_rules::rows::{SaleRow, SaleState};
use nusa_store::{Error as StoreError, Look};

/// Documents read at once.
const STEP: usize = 500;
/// Bytes read at once.
const STEP_BYTES: usize = 1 << 20;

/// The void or the refunds of a sale, in the order of the journal.
///
/// # Errors
/// What the disk says.
pub fn after_sale(
    look: &impl Look,
    branch: BranchId,
    row: &SaleRow,
) -> Result<Vec<SealedDoc>, StoreError> {
    let mut found = Found::of(row);
    if found.is_whole() {
        return Ok(found.docs);
    }
    let Some(place) = look.place(branch, row.id)? else {
        return Ok(found.docs);
    };
    let chains = look.chains(branch)?;
    let from = chains.iter().position(|chain| chain.chain == place.chain);
    for (n, chain) in chains.iter().enumerate().skip(from.unwrap_or(0)) {
        let mut after = if Some(n) == from { place.seq } else { 0 };
        loop {
            let page = look.page(branch, chain.chain, after, STEP, STEP_BYTES)?;
            let Some((last, _)) = page.last() else {
                break;
            };
            after = last.seq;
            for (_, bytes) in page {
                found.take(bytes)?;
                if found.is_whole() {
                    return Ok(found.docs);
                }
            }
        }
    }
    Ok(found.docs)
}

struct Found {
    sale: SaleId,
    /// The id as it stands in a document: looked for before anything is parsed.
    mark: Vec<u8>,
    state: SaleState,
    /// Money handed back, as the row tells.
    refunded: i64,
    paid: i64,
    docs: Vec<SealedDoc>,
}

impl Found {
    fn of(row: &SaleRow) -> Self {
        Self {
            sale: row.id,
            mark: row.id.to_string().into_bytes(),
            state: row.state,
            refunded: row.refunded,
            paid: 0,
            docs: Vec::new(),
        }
    }

    /// Nothing more can come. A refund that paid nothing back is found only before the last that did.
    fn is_whole(&self) -> bool {
        match self.state {
            SaleState::Completed => true,
            SaleState::Voided => !self.docs.is_empty(),
            SaleState::PartlyRefunded | SaleState::Refunded => {
                !self.docs.is_empty() && self.paid >= self.refunded
            }
        }
    }

    fn take(&mut self, bytes: Vec<u8>) -> Result<(), StoreError> {
        let names_it = bytes
            .windows(self.mark.len())
            .any(|part| part == self.mark.as_slice());
        if !names_it || self.knows(&bytes) {
            return Ok(());
        }
        let doc = SealedDoc::read_any(bytes).map_err(|error| StoreError::Row(error.to_string()))?;
        match &doc.doc.fact {
            Fact::SaleVoided(void) if void.sale == self.sale => self.docs.push(doc),
            Fact::SaleRefunded(refund) if refund.sale == self.sale => {
                self.paid = self.paid.saturating_add(refund.paid);
                self.docs.push(doc);
            }
            _ => {}
        }
        Ok(())
    }

    /// A re-homed tail brings the same document twice.
    fn knows(&self, bytes: &[u8]) -> bool {
        self.docs.iter().any(|doc| doc.bytes == bytes)
    }
}
