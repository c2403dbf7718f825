//! From the documents that answer a command to what its device is told. The
//! same documents give the same answer each time, also after a restart (I7).

use nusa_facts::{Envelope, Fact, SealedDoc, master::EntityKind};

use crate::{
    problem::{Door, Problem},
    view::{
        account::LocalStaffView,
        catalogue::{KeyView, MasterAnswer},
        goods::TransferAnswer,
        node::{DoneView, TillAnswer},
        orders::OrderAnswer,
        sale::{RefundAnswer, SaleAnswer, VoidAnswer},
        shift::{ShiftAnswer, ZView},
    },
};

/// A document in its place, as it answers a command.
#[derive(Clone, Copy, Debug)]
pub struct Written<'a> {
    /// The place.
    pub envelope: &'a Envelope,
    /// The document.
    pub doc: &'a SealedDoc,
}

impl Written<'_> {
    fn doc_id(&self) -> String {
        self.doc.doc.id.to_string()
    }

    fn hash(&self) -> String {
        self.doc.hash.to_string()
    }

    /// The document alone.
    pub fn done(&self) -> DoneView {
        DoneView {
            doc: self.doc_id(),
            doc_hash: self.hash(),
            seq: self.envelope.seq,
        }
    }

    /// The answer to a sale.
    ///
    /// # Errors
    /// `internal` when the document is none.
    pub fn sale(&self) -> Result<SaleAnswer, Problem> {
        let Fact::SaleCompleted(sale) = &self.doc.doc.fact else {
            return Err(other(self));
        };
        Ok(SaleAnswer {
            sale: self.doc_id(),
            receipt_no: sale.number.to_string(),
            total: sale.total,
            payable: sale.payable,
            change: sale.change,
            doc_hash: self.hash(),
            seq: self.envelope.seq,
        })
    }

    /// The answer to somebody who was set up at a branch.
    ///
    /// # Errors
    /// `internal` when the document is none.
    pub fn local_staff(&self) -> Result<LocalStaffView, Problem> {
        let Fact::LocalStaffSet(set) = &self.doc.doc.fact else {
            return Err(other(self));
        };
        Ok(LocalStaffView {
            id: set.number.0,
            doc_hash: self.hash(),
            seq: self.envelope.seq,
        })
    }

    /// The answer to an order.
    ///
    /// # Errors
    /// `internal` when the document is none.
    pub fn order(&self) -> Result<OrderAnswer, Problem> {
        let Fact::OrderPlaced(order) = &self.doc.doc.fact else {
            return Err(other(self));
        };
        Ok(OrderAnswer {
            order: self.doc_id(),
            n: order.n,
            gross: order.gross,
            doc_hash: self.hash(),
            seq: self.envelope.seq,
        })
    }

    /// The answer to a void.
    ///
    /// # Errors
    /// `internal` when the document is none.
    pub fn void(&self) -> Result<VoidAnswer, Problem> {
        let Fact::SaleVoided(void) = &self.doc.doc.fact else {
            return Err(other(self));
        };
        Ok(VoidAnswer {
            doc: self.doc_id(),
            sale: void.sale.to_string(),
            receipt_no: void.number.to_string(),
            total: void.total,
            payable: void.payable,
            doc_hash: self.hash(),
            seq: self.envelope.seq,
        })
    }

    /// The answer to a refund.
    ///
    /// # Errors
    /// `internal` when the document is none.
    pub fn refund(&self) -> Result<RefundAnswer, Problem> {
        let Fact::SaleRefunded(refund) = &self.doc.doc.fact else {
            return Err(other(self));
        };
        Ok(RefundAnswer {
            doc: self.doc_id(),
            sale: refund.sale.to_string(),
            receipt_no: refund.number.to_string(),
            total: refund.total,
            paid: refund.paid,
            method: refund.method.word().to_owned(),
            fully_refunded: refund.fully_refunded,
            doc_hash: self.hash(),
            seq: self.envelope.seq,
        })
    }

    /// The answer to a till's registration.
    ///
    /// # Errors
    /// `internal` when the document is none.
    pub fn till(&self) -> Result<TillAnswer, Problem> {
        let Fact::TillRegistered(till) = &self.doc.doc.fact else {
            return Err(other(self));
        };
        Ok(TillAnswer {
            till: till.till.get(),
            name: till.name.clone(),
            doc: self.doc_id(),
            doc_hash: self.hash(),
            seq: self.envelope.seq,
        })
    }

    /// The answer to a shift that was opened or closed.
    ///
    /// # Errors
    /// `internal` when the document is neither.
    pub fn shift(&self) -> Result<ShiftAnswer, Problem> {
        let (shift, z) = match &self.doc.doc.fact {
            Fact::ShiftOpened(_) => (self.doc.doc.id, None),
            Fact::ShiftClosed(closed) => (closed.opened, Some(ZView::from(closed))),
            _ => return Err(other(self)),
        };
        Ok(ShiftAnswer {
            shift: shift.to_string(),
            doc: self.doc_id(),
            doc_hash: self.hash(),
            seq: self.envelope.seq,
            z,
        })
    }

    /// The answer to a transfer that was sent or received.
    ///
    /// # Errors
    /// `internal` when the document is neither.
    pub fn transfer(&self) -> Result<TransferAnswer, Problem> {
        let transfer = match &self.doc.doc.fact {
            Fact::TransferDispatched(sent) => sent.transfer,
            Fact::TransferReceived(received) => received.transfer,
            _ => return Err(other(self)),
        };
        Ok(TransferAnswer {
            transfer: transfer.to_string(),
            doc: self.doc_id(),
            doc_hash: self.hash(),
            seq: self.envelope.seq,
        })
    }
}

/// The answer to a change of master data: each row once, in the order of the documents.
///
/// # Errors
/// `internal` when there is no document.
pub fn master(written: &[Written<'_>]) -> Result<MasterAnswer, Problem> {
    let written = || written.iter().filter(|document| !is_place(document));
    let last = written()
        .next_back()
        .ok_or_else(|| Problem::new(Door::Internal, "nothing was written"))?;
    let mut rows: Vec<KeyView> = Vec::new();
    for document in written() {
        let Fact::MasterChanged(change) = &document.doc.doc.fact else {
            continue;
        };
        let key = KeyView::from(&change.key);
        if change.now.is_some() && !rows.contains(&key) {
            rows.push(key);
        }
    }
    Ok(MasterAnswer {
        rows,
        doc: last.doc_id(),
        doc_hash: last.hash(),
        seq: last.envelope.seq,
    })
}

/// A place follows its branch in the same change; the branch is what was asked for.
fn is_place(written: &Written<'_>) -> bool {
    match &written.doc.doc.fact {
        Fact::MasterChanged(change) => change.key.kind == EntityKind::Place,
        _ => false,
    }
}

/// The command's id answers for another kind of command: its device used it twice.
fn other(written: &Written<'_>) -> Problem {
    let detail = format!(
        "this command was answered by a fact of kind {}",
        written.doc.doc.fact.kind()
    );
    Problem::new(nusa_rules::refusal::Code::CommandReused, detail)
}
