//! How people sign in, as it is kept: a note beside the person's row, never part
//! of a fact (I13), never shown. A new password raises the version, so that an
//! older one never comes back from a branch.

use nusa_facts::{
    StaffId,
    master::{Entity, EntityKey, EntityKind, Staff},
};
use nusa_store::{Error as StoreError, Look};

/// The person with this sign-in name.
///
/// # Errors
/// What the disk says.
pub fn person_by_login(look: &impl Look, login: &str) -> Result<Option<Staff>, StoreError> {
    let people = look.entities(EntityKind::Staff)?.into_iter();
    let mut people = people.filter_map(|row| match row {
        Entity::Staff(staff) => Some(staff),
        _ => None,
    });
    Ok(people.find(|staff| staff.login.eq_ignore_ascii_case(login)))
}

/// The person with this number.
///
/// # Errors
/// What the disk says.
pub fn person(look: &impl Look, id: StaffId) -> Result<Option<Staff>, StoreError> {
    Ok(
        match look.entity(&EntityKey::numbered(EntityKind::Staff, id.0))? {
            Some(Entity::Staff(staff)) => Some(staff),
            _ => None,
        },
    )
}
