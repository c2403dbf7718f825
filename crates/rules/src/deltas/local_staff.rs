//! The deltas of people whom a branch added to its staff. What came from outside can
//! make nobody a manager, and give nobody a number that somebody else has. Of what was
//! said of a person the latest stands, in whatever order it comes in.

use nusa_facts::people::{LocalStaffSet, Role};

use super::{Placed, at_a_branch};
use crate::{Delta, Unfit, rows::LocalStaffRow};

/// Somebody was added or changed.
pub(super) fn set(
    placed: Placed<'_>,
    fact: &LocalStaffSet,
    out: &mut Vec<Delta>,
) -> Result<(), Unfit> {
    at_a_branch(placed)?;
    if fact.number.local_branch() != Some(placed.branch) {
        let detail = format!("{} is no number of this branch", fact.number);
        return Err(Unfit::new("number_invalid", detail));
    }
    if !Role::LOCAL.contains(&fact.role) {
        return Err(Unfit::new("role_invalid", fact.role.word()));
    }
    let holder = placed.before.local_staff.as_ref();
    if holder.is_some_and(|row| row.person != fact.person) {
        let detail = format!("somebody else has the number {}", fact.number);
        return Err(Unfit::new("number_taken", detail));
    }
    let doc = placed.doc();
    if holder.is_some_and(|row| (row.set_at, row.doc) >= (fact.since, doc.id)) {
        return Ok(());
    }
    out.push(Delta::LocalStaff(LocalStaffRow {
        number: fact.number,
        person: fact.person,
        login: fact.login.clone(),
        name: fact.name.clone(),
        role: fact.role,
        active: fact.active,
        set_by: doc
            .staff
            .as_ref()
            .map_or_else(String::new, |signer| signer.name.clone()),
        set_at: fact.since,
        doc: doc.id,
    }));
    Ok(())
}
