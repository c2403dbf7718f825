//! Whom guests call, until somebody of the staff takes the call up. Knows no person.

use nusa_facts::{CallId, GuestId, Millis};
use nusa_rules::guest::CallKind;

use super::{Drafts, Sitting};
use crate::{
    error::Error,
    sql::{self, Cells},
};

/// A call of a guest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The call, named by the phone.
    pub id: CallId,
    /// Where.
    pub sitting: Sitting,
    /// Who called.
    pub guest: GuestId,
    /// For what.
    pub kind: CallKind,
    /// When.
    pub at: Millis,
    /// When somebody of the staff took it up.
    pub answered_at: Option<Millis>,
}

impl Drafts {
    /// A guest calls. One call of a kind stands open at a table: the same one is given again.
    ///
    /// # Errors
    /// What the disk says.
    pub fn call(&self, new: &Call) -> Result<Call, Error> {
        let db = self.db();
        let Sitting { table, n } = new.sitting;
        let kind = new.kind;
        let open = format!(
            "{CALLS} WHERE id = ? OR (table_id = ? AND sitting = ? AND kind = ? AND answered_at IS NULL) LIMIT 1"
        );
        if let Some(standing) = sql::first(&db, &open, &[&new.id, &table, &n, &kind], call)? {
            return Ok(standing);
        }
        let order =
            "INSERT INTO call (id, table_id, sitting, guest, kind, at) VALUES (?, ?, ?, ?, ?, ?)";
        sql::run(
            &db,
            order,
            &[&new.id, &table, &n, &new.guest, &kind, &new.at],
        )?;
        Ok(new.clone())
    }

    /// Somebody takes a call up; the first who does is remembered. None for a call that is not known.
    ///
    /// # Errors
    /// What the disk says.
    pub fn answer(&self, id: CallId, now: Millis) -> Result<Option<Call>, Error> {
        let db = self.db();
        let order = "UPDATE call SET answered_at = ? WHERE id = ? AND answered_at IS NULL";
        sql::run(&db, order, &[&now, &id])?;
        sql::first(&db, &format!("{CALLS} WHERE id = ?"), &[&id], call)
    }

    /// A call by its name.
    ///
    /// # Errors
    /// What the disk says.
    pub fn call_of(&self, id: CallId) -> Result<Option<Call>, Error> {
        sql::first(&self.db(), &format!("{CALLS} WHERE id = ?"), &[&id], call)
    }

    /// Calls that nobody took up, the oldest first; of one sitting or of all.
    ///
    /// # Errors
    /// What the disk says.
    pub fn calls(&self, of: Option<Sitting>) -> Result<Vec<Call>, Error> {
        let open = format!("{CALLS} WHERE answered_at IS NULL ORDER BY at, id");
        let mut found = sql::all(&self.db(), &open, &[], call)?;
        found.retain(|call| of.is_none_or(|sitting| call.sitting == sitting));
        Ok(found)
    }
}

const CALLS: &str = "SELECT id, table_id, sitting, guest, kind, at, answered_at FROM call";

fn call(cells: &mut Cells<'_>) -> rusqlite::Result<Call> {
    let id = cells.next()?;
    let sitting = Sitting {
        table: cells.next()?,
        n: cells.next()?,
    };
    Ok(Call {
        id,
        sitting,
        guest: cells.next()?,
        kind: cells.next()?,
        at: cells.next()?,
        answered_at: cells.next()?,
    })
}

#[cfg(test)]
mod tests {
    use nusa_facts::TableId;

    use super::*;

    fn at(n: u32) -> Sitting {
        Sitting {
            table: TableId::from_bytes([7; 16]),
            n,
        }
    }

    #[test]
    fn one_call_of_a_kind_stands_open_at_a_table() {
        let directory = tempfile::tempdir().unwrap();
        let drafts = Drafts::open(directory.path()).unwrap();
        let call = |id: u8, kind| Call {
            id: CallId::from_bytes([id; 16]),
            sitting: at(1),
            guest: GuestId::from_bytes([1; 16]),
            kind,
            at: Millis(5),
            answered_at: None,
        };
        let first = drafts.call(&call(1, CallKind::Bill)).unwrap();
        assert_eq!(drafts.call(&call(2, CallKind::Bill)).unwrap(), first);
        drafts.call(&call(3, CallKind::Waiter)).unwrap();
        assert_eq!(drafts.calls(None).unwrap().len(), 2);
        let answered = drafts.answer(first.id, Millis(9)).unwrap().unwrap();
        assert_eq!(answered.answered_at, Some(Millis(9)));
        let again = drafts.answer(first.id, Millis(20)).unwrap().unwrap();
        assert_eq!(again.answered_at, Some(Millis(9)), "the first one counts");
        assert_eq!(drafts.calls(Some(at(1))).unwrap().len(), 1);
        assert_eq!(
            drafts.call(&call(4, CallKind::Bill)).unwrap().id,
            call(4, CallKind::Bill).id
        );
    }
}
