//! Signing the head of the own chain: at the close of a shift and once a day, so
//! that nobody can rewrite what came before without being seen.

use nusa_facts::{Fact, Hash, sync_facts::ChainSealed};
use nusa_rules::Moment;
use nusa_store::{Look, Store, Tx};

use crate::{
    Node,
    execute::{Office, writing_chain},
    fault::Fault,
    journal::{self, Draft, Pen},
    moment,
};

const LAST_SEAL: &str = "seal/business_date";

/// Seals the head of the open chain, if this node has a key.
pub(crate) fn seal_head<T: Tx>(
    office: &mut Office<'_>,
    tx: &mut T,
    moment: Moment,
) -> Result<(), Fault> {
    let Some(key) = office.key else { return Ok(()) };
    let chain = writing_chain(tx, office.branch)?;
    let head = tx
        .head(office.branch, chain)?
        .filter(|head| head.hash != Hash::ZERO);
    let Some(head) = head else { return Ok(()) };
    let signature = key.seal(chain, head.seq, &head.hash);
    let fact = Fact::ChainSealed(ChainSealed {
        chain,
        seq: head.seq,
        hash: head.hash,
        signature,
    });
    journal::record(
        tx,
        &mut office.pen,
        office.branch,
        moment,
        vec![Draft::own(fact)],
    )?;
    Ok(tx.set_note(LAST_SEAL, Some(moment.business_date.to_string().as_bytes()))?)
}

impl<S: Store> Node<S> {
    /// Seals the chain once a business day; does nothing when that was done. Called from time to time.
    ///
    /// # Errors
    /// `Store` when the disk refuses.
    pub fn seal_daily(&mut self) -> Result<(), Fault> {
        let Self {
            store,
            me,
            ids,
            senses,
            clock,
            key,
            load,
        } = self;
        let pen = Pen {
            ids,
            senses: senses.as_mut(),
        };
        let mut office = Office {
            branch: me.branch,
            pen,
            clock,
            key: key.as_ref(),
            load: *load,
        };
        store.transact(|tx| {
            let settings = moment::branch_row(tx, office.branch)?;
            let now = moment::moment(office.clock, office.pen.senses, settings.as_ref());
            let today = now.business_date.to_string();
            if tx
                .note(LAST_SEAL)?
                .is_some_and(|date| date == today.as_bytes())
            {
                return Ok(());
            }
            seal_head(&mut office, tx, now)
        })
    }
}
