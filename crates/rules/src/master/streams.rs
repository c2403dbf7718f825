//! Which streams a row of master data stands in, and what they are told when it
//! moves: leaving leaves a tombstone, entering brings the full row (R15).

use std::collections::BTreeSet;

use nusa_facts::master::{Entity, Scope};

/// Who is told of a change of a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The streams that get the full row.
    pub puts: Vec<Scope>,
    /// The streams that the row leaves; they get a tombstone.
    pub leaves: Vec<Scope>,
}

/// The streams a row stands in, in order, each once.
///
/// The catalogue, taxes and regions are the company's; a price goes by its scope. A branch's
/// settings go to that branch alone: the others know it as a place with a name. Who has a grant for
/// the company stands in the company's stream only, everyone else in the streams of the branches of
/// the grants: credentials and names reach no branch that does not need them. Whom a branch added by
/// itself stands in its stream for good, so that it never takes its own word for the centre's.
pub fn streams(row: &Entity) -> Vec<Scope> {
    match row {
        Entity::Product(_)
        | Entity::Category(_)
        | Entity::Tax(_)
        | Entity::Region(_)
        | Entity::Place(_)
        | Entity::ModifierGroup(_) => vec![Scope::Company],
        Entity::Price(price) => vec![price.scope],
        Entity::Branch(branch) => vec![Scope::Branch(branch.id)],
        Entity::Transfer(notice) => vec![Scope::Branch(notice.to)],
        Entity::Table(plan) => vec![Scope::Branch(plan.branch)],
        Entity::Staff(staff) => {
            let granted = staff.grants.iter().map(|grant| grant.branch);
            let branches: Option<BTreeSet<_>> = granted.collect();
            let company = branches.is_none().then_some(Scope::Company);
            let mut branches = branches.unwrap_or_default();
            branches.extend(staff.id.local_branch());
            let branches = branches.into_iter().map(Scope::Branch);
            company.into_iter().chain(branches).collect()
        }
    }
}

/// What is told when a row that stood in some streams shall stand in others.
pub fn plan_change(before: &[Scope], after: &[Scope]) -> Plan {
    let left = before.iter().filter(|scope| !after.contains(scope));
    Plan {
        puts: after.to_vec(),
        leaves: left.copied().collect(),
    }
}
