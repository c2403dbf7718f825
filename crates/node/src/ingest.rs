//! Taking documents of a branch into its journal and its projections: at the
//! centre from a push, at a branch from the tail that it lacked. A document is
//! applied once, wherever it stands (R1, R5); what does not fit is stored and
//! told, and blocks nothing (R4). Knows no message and no answer.

use nusa_facts::{BranchId, DocId, Envelope, Hash, SealedDoc};
use nusa_rules::{Before, Delta, Unfit, delta::Need, deltas, needs};
use nusa_store::{Appended, Error as StoreError, Tx};

use crate::journal;

/// What became of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Taken {
    /// It is new and applied, or will be with the next flush.
    Applied,
    /// It was known under another place: nothing is applied again.
    Known,
    /// It is stored under this id and not applied.
    Aside(DocId, Unfit),
}

/// The intake of one page: changes are gathered and written together, because five hundred sales
/// touch the same few roll-ups.
pub(crate) struct Intake {
    branch: BranchId,
    pending: Vec<Delta>,
}

impl Intake {
    /// An intake for one branch.
    pub(crate) fn new(branch: BranchId) -> Self {
        Self {
            branch,
            pending: Vec::new(),
        }
    }

    /// Puts a document into its place, which the caller has checked, and gathers what it changes.
    pub(crate) fn take<T: Tx>(
        &mut self,
        tx: &mut T,
        envelope: &Envelope,
        doc: &SealedDoc,
    ) -> Result<Taken, StoreError> {
        match tx.append(envelope, doc)? {
            Appended::Known => return Ok(Taken::Known),
            Appended::Clash(id) => {
                let detail = format!("another document has the id {}", doc.doc.id);
                return Ok(Taken::Aside(id, Unfit::new("id_taken", detail)));
            }
            Appended::New => {}
        }
        match self.changes(tx, doc)? {
            Ok(changes) => {
                self.pending.extend(changes);
                Ok(Taken::Applied)
            }
            Err(unfit) => Ok(Taken::Aside(doc.doc.id, unfit)),
        }
    }

    /// A fact that looks at earlier ones must see those of this page too.
    fn changes<T: Tx>(
        &mut self,
        tx: &mut T,
        doc: &SealedDoc,
    ) -> Result<Result<Vec<Delta>, Unfit>, StoreError> {
        if needs(&doc.doc) == Need::Nothing {
            return Ok(deltas(self.branch, doc, &Before::default()));
        }
        self.flush(tx)?;
        journal::changes_of(tx, self.branch, doc)
    }

    /// Writes what was gathered.
    pub(crate) fn flush<T: Tx>(&mut self, tx: &mut T) -> Result<(), StoreError> {
        if self.pending.is_empty() {
            return Ok(());
        }
        tx.apply(self.branch, &self.pending)?;
        self.pending.clear();
        Ok(())
    }
}

/// The id under which a document lies whose own id is another document's: the start of its hash.
pub(crate) fn stand_in(hash: &Hash) -> DocId {
    let mut id = [0; 16];
    id.copy_from_slice(&hash.0[..16]);
    DocId::from_bytes(id)
}
