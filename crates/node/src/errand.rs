//! What one branch's fact causes for another: written down in the transaction of
//! the fact, run in a transaction of its own, and tried again after a restart.
//! Running one twice equals running it once (R32).

use nusa_facts::{
    BranchId, CENTRE, TransferId,
    master::{Entity, EntityKey, EntityKind, Scope, TransferNotice},
    stock::{Location, TransferDispatched},
};
use nusa_store::{Error as StoreError, Look, Store, Tx};
use serde::{Deserialize, Serialize};

use crate::{
    Node, desk,
    execute::Office,
    fault::Fault,
    flag::{self, Flag},
    journal::{self, Draft},
    master,
    moment::branch_row,
    note,
};

const ERRAND: &str = "errand/";

/// Something to be done for another branch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "errand", rename_all = "snake_case")]
enum Errand {
    /// Tell the receiver of a dispatch, in its own stream.
    TellReceiver {
        /// The transfer.
        transfer: TransferId,
    },
}

impl<S: Store> Node<S> {
    /// Runs the errands that wait, each in a transaction of its own; tells how many were done. Called after
    /// a push that left some, at the start, and from time to time.
    ///
    /// # Errors
    /// `Store` when the disk refuses: the errand waits on.
    pub fn run_errands(&mut self) -> Result<usize, Fault> {
        self.only_centre()?;
        let (store, mut office) = self.at_work();
        let waiting = store.transact(|tx| note::read_all::<Errand>(tx, ERRAND))?;
        let count = waiting.len();
        for (name, errand) in waiting {
            store.transact(|tx| {
                run(&mut office, tx, errand)?;
                Ok::<_, Fault>(note::erase(tx, &format!("{ERRAND}{name}"))?)
            })?;
        }
        Ok(count)
    }
}

/// Writes the errand of a dispatch to a branch; says whether there is one.
pub(crate) fn tell_receiver(
    tx: &mut impl Tx,
    sent: &TransferDispatched,
) -> Result<bool, StoreError> {
    if !matches!(sent.to, Location::Branch(_)) {
        return Ok(false);
    }
    let transfer = sent.transfer;
    note::write(
        tx,
        &format!("{ERRAND}transfer/{transfer}"),
        &Errand::TellReceiver { transfer },
    )?;
    Ok(true)
}

fn run<T: Tx>(office: &mut Office<'_>, tx: &mut T, errand: Errand) -> Result<(), Fault> {
    let Errand::TellReceiver { transfer } = errand;
    let Some(notice) = desk::dispatched(tx, transfer)? else {
        return Ok(());
    };
    if is_done(tx, &notice)? {
        return Ok(());
    }
    if notice.to == CENTRE || branch_row(tx, notice.to)?.is_none() {
        let sender = tx.transfer(transfer)?.map_or(CENTRE, |(sender, _)| sender);
        return Ok(flag::raise(
            tx,
            &Flag::Receiver {
                branch: sender,
                transfer,
            },
        )?);
    }
    let now = office.moment(tx)?;
    let draft = master::stand(tx, Scope::Branch(notice.to), &Entity::Transfer(notice))?;
    journal::record(tx, &mut office.pen, CENTRE, now, vec![draft])?;
    Ok(())
}

/// The receiver was told already, or has the goods.
fn is_done(look: &impl Look, notice: &TransferNotice) -> Result<bool, StoreError> {
    let key = notice_key(notice.id);
    Ok(look.entity(&key)?.is_some() || look.arrival(notice.to, notice.id)?.is_some())
}

fn notice_key(transfer: TransferId) -> EntityKey {
    EntityKey {
        kind: EntityKind::Transfer,
        id: transfer.to_string(),
    }
}

/// The receiver has the goods: its stream need not tell of them any more. Gives the fact that says so.
pub(crate) fn forget_notice<T: Tx>(
    tx: &mut T,
    branch: BranchId,
    transfer: TransferId,
) -> Result<Option<Draft>, StoreError> {
    let (scope, key) = (Scope::Branch(branch), notice_key(transfer));
    if !tx.streams_of(&key)?.contains(&scope) {
        return Ok(None);
    }
    master::leave(tx, scope, &key).map(Some)
}
