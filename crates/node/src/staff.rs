//! Who works here: the centre's rows of staff, and whom branches added by themselves.
//! Whatever the centre wrote under somebody's number wins, at once and for good.

use std::collections::BTreeMap;

use nusa_facts::{
    BranchId, CENTRE, StaffId,
    master::{Entity, EntityKey, EntityKind, Staff},
};
use nusa_rules::{
    Actor, Moment, Ruling,
    local_staff::{LocalStaffDesk, WantedLocalStaff, decide_set_local_staff},
    rows::LocalStaffRow,
};
use nusa_store::{Error as StoreError, Look};

use crate::fault::Fault;

/// Somebody on the staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Who they are and what they may do.
    pub staff: Staff,
    /// What their branch said, as long as the centre has written nothing of them.
    pub added: Option<LocalStaffRow>,
}

/// Everybody of whom this node knows, the centre's first.
///
/// # Errors
/// What the disk says.
pub fn people(look: &impl Look) -> Result<Vec<Person>, StoreError> {
    let added = look.local_staff()?.into_iter();
    let mut added: BTreeMap<StaffId, LocalStaffRow> = added.map(|row| (row.number, row)).collect();
    let rows = rows(look)?.into_iter().map(|row| {
        let staff = match added.remove(&row.id) {
            Some(local) => local.under(row),
            None => row,
        };
        Person { staff, added: None }
    });
    let mut people: Vec<Person> = rows.collect();
    people.extend(added.into_values().filter_map(|row| {
        let branch = row.number.local_branch()?;
        Some(Person {
            staff: row.staff(branch),
            added: Some(row),
        })
    }));
    Ok(people)
}

/// The person with this number.
///
/// # Errors
/// What the disk says.
pub fn person(look: &impl Look, id: StaffId) -> Result<Option<Staff>, StoreError> {
    let Some(branch) = id.local_branch() else {
        return row(look, id);
    };
    let local = look.local_person(branch, id)?;
    Ok(match (row(look, id)?, local) {
        (Some(row), Some(local)) => Some(local.under(row)),
        (row, local) => row.or(local.map(|local| local.staff(branch))),
    })
}

/// The centre's row of a person.
fn row(look: &impl Look, id: StaffId) -> Result<Option<Staff>, StoreError> {
    let key = EntityKey::numbered(EntityKind::Staff, id.0);
    Ok(match look.entity(&key)? {
        Some(Entity::Staff(staff)) => Some(staff),
        _ => None,
    })
}

/// The person with this sign-in name: somebody of the centre before anybody whom a branch added, and whoever
/// may sign in before whoever may not.
///
/// # Errors
/// What the disk says.
pub fn person_by_login(look: &impl Look, login: &str) -> Result<Option<Staff>, StoreError> {
    let same = |person: &Person| person.staff.login.eq_ignore_ascii_case(login);
    let named = people(look)?.into_iter().filter(same);
    let rank = |person: &Person| (person.added.is_some(), !person.staff.active);
    Ok(named.min_by_key(rank).map(|person| person.staff))
}

/// Whether the branch here is the one that says who this person is and how they sign in.
///
/// # Errors
/// What the disk says.
pub fn is_of_branch(look: &impl Look, here: BranchId, id: StaffId) -> Result<bool, StoreError> {
    let is_ours = id.local_branch() == Some(here) && look.local_person(here, id)?.is_some();
    Ok(is_ours && row(look, id)?.is_none())
}

/// Whether the centre's row of somebody is of another person than the one to whom this branch gave the number,
/// so that nothing which was kept under it is theirs. Two copies of the branch had given it twice.
pub(crate) fn is_of_somebody_else(look: &impl Look, row: &Staff) -> Result<bool, StoreError> {
    let (Some(branch), Some(over)) = (row.id.local_branch(), row.taken_over) else {
        return Ok(false);
    };
    let local = look.local_person(branch, row.id)?;
    Ok(local.is_some_and(|local| local.person != over.person))
}

/// The row of somebody as the centre writes it, with what it knows by now of what their branch said.
pub(crate) fn as_known(look: &impl Look, row: Staff) -> Result<Staff, StoreError> {
    let Some(branch) = row.id.local_branch() else {
        return Ok(row);
    };
    let taken_over = match look.local_person(branch, row.id)? {
        Some(local) => Some(local.taken_over()),
        None => self::row(look, row.id)?.and_then(|before| before.taken_over),
    };
    Ok(Staff { taken_over, ..row })
}

/// Whether what was kept under a number still names somebody.
pub(crate) fn is_somebody(look: &impl Look, number: &str) -> Result<bool, StoreError> {
    match number.parse() {
        Ok(id) => Ok(person(look, StaffId(id))?.is_some()),
        Err(_) => Ok(false),
    }
}

/// A branch sets somebody up.
pub(crate) fn decide(
    look: &impl Look,
    here: BranchId,
    actor: &Actor,
    moment: &Moment,
    wanted: &WantedLocalStaff,
) -> Result<Ruling, Fault> {
    if here == CENTRE {
        return Err(Fault::NotHere("the centre writes rows of staff"));
    }
    let desk = LocalStaffDesk {
        here,
        added: &look.local_staff()?,
        staff: &rows(look)?,
    };
    Ok(decide_set_local_staff(desk, actor, moment, wanted)?)
}

fn rows(look: &impl Look) -> Result<Vec<Staff>, StoreError> {
    let rows = look.entities(EntityKind::Staff)?.into_iter();
    let staff = rows.filter_map(|row| match row {
        Entity::Staff(staff) => Some(staff),
        _ => None,
    });
    Ok(staff.collect())
}
