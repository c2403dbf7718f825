//! Goods that a branch books as arrived by itself, where its settings say so. Each
//! in a transaction of its own; one that was booked is booked no more.

use nusa_facts::master::{Entity, EntityKind, TransferNotice};
use nusa_rules::transfer::arrival_by_itself;
use nusa_store::{Error as StoreError, Look, Store, Tx};

use crate::{
    Node,
    execute::Office,
    fault::Fault,
    journal::{self, Draft},
    moment::branch_row,
};

impl<S: Store> Node<S> {
    /// Books what is addressed here and has not arrived; tells how many transfers that were.
    ///
    /// # Errors
    /// `NotHere` at the centre; `Store` when the disk refuses.
    pub fn receive_by_itself(&mut self) -> Result<usize, Fault> {
        self.only_branch()?;
        let (store, mut office) = self.at_work();
        let waiting = store.transact(|tx| waiting(tx, &office))?;
        let count = waiting.len();
        for notice in waiting {
            store.transact(|tx| receive(&mut office, tx, &notice))?;
        }
        Ok(count)
    }
}

fn waiting(look: &impl Look, office: &Office<'_>) -> Result<Vec<TransferNotice>, StoreError> {
    let by_itself = branch_row(look, office.branch)?.is_some_and(|row| row.auto_receive);
    if !by_itself {
        return Ok(Vec::new());
    }
    let mut waiting = Vec::new();
    for row in look.entities(EntityKind::Transfer)? {
        if let Entity::Transfer(notice) = row
            && look.arrival(office.branch, notice.id)?.is_none()
        {
            waiting.push(notice);
        }
    }
    Ok(waiting)
}

fn receive<T: Tx>(
    office: &mut Office<'_>,
    tx: &mut T,
    notice: &TransferNotice,
) -> Result<(), Fault> {
    let Some(settings) = branch_row(tx, office.branch)? else {
        return Ok(());
    };
    let moment = office.moment(tx)?;
    let Some(ruling) = arrival_by_itself(&settings, &moment, notice) else {
        return Ok(());
    };
    let draft = Draft {
        business_date: Some(ruling.business_date),
        ..Draft::own(ruling.fact)
    };
    journal::record(tx, &mut office.pen, office.branch, moment, vec![draft])?;
    Ok(())
}
