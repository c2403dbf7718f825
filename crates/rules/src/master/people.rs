//! What a member of staff may say, and who may grant what to whom.

use std::collections::BTreeSet;

use nusa_facts::{
    CENTRE,
    master::{Entity, Grant, Staff},
    people::Role,
};

use super::{MasterDesk, row::RowAt};
use crate::{Actor, Refusal, Right, limits::MAX_GRANTS, local_staff::is_login, refusal::Code};

/// A member of staff. Who leaves is made inactive, never left without grants: a row without a
/// stream would be forgotten, and receipts name people by number.
pub(super) fn staff(at: RowAt, row: &mut Staff) -> Result<(), Refusal> {
    at.ensure(row.id.0 > 0, "id", "people number from 1")?;
    at.code("login", &mut row.login)?;
    at.ensure(
        is_login(&row.login),
        "login",
        "a sign-in name is lower-case letters, digits, dot, dash and underscore",
    )?;
    at.text("name", &mut row.name)?;
    let some = (1..=MAX_GRANTS).contains(&row.grants.len());
    at.ensure(some, "grants", "a person has grants")?;
    let mut seen = BTreeSet::new();
    for grant in &row.grants {
        let owner_of_part = grant.role == Role::Owner && grant.branch.is_some();
        at.ensure(!owner_of_part, "grants", "an owner owns the company")?;
        let centre = grant.branch == Some(CENTRE);
        at.ensure(!centre, "grants", "the centre is granted by the company")?;
        let new = seen.insert((grant.role, grant.branch));
        at.ensure(new, "grants", "a grant is named twice")?;
    }
    Ok(())
}

/// What somebody may do who has no row of the centre yet: as the branch said that added them.
pub(super) fn grants_before<'a>(
    desk: &'a MasterDesk,
    row: &Staff,
    before: Option<&'a Entity>,
) -> &'a [Grant] {
    let added = desk.added.get(&row.id);
    match before {
        Some(Entity::Staff(was)) => &was.grants,
        _ => added.map_or(&[], |was| &was.grants),
    }
}

/// Whoever writes a person must manage people wherever that person has or gets a grant; only an
/// owner touches an owner.
pub(super) fn may_grant(actor: &Actor, was: &[Grant], shall: &[Grant]) -> Result<(), Refusal> {
    let owns = |grants: &[Grant]| grants.iter().any(|grant| grant.role == Role::Owner);
    if (owns(was) || owns(shall)) && !owns(&actor.grants) {
        let detail = "only an owner makes, changes or removes an owner";
        return Err(Refusal::new(Code::Forbidden, detail));
    }
    for grant in was.iter().chain(shall) {
        match grant.branch {
            None => actor.must_everywhere(Right::ManagePeople)?,
            Some(branch) => actor.must(Right::ManagePeople, branch)?,
        }
    }
    Ok(())
}
