//! Master data converges: a branch has exactly the rows of the company, of its
//! region and of itself that the centre has, and none of anybody else's.

use std::collections::BTreeMap;

use nusa_facts::{
    BranchId,
    master::{Entity, EntityKey, EntityKind, Grant, Scope},
};
use nusa_store::{Error, Look, Store};

use crate::sea::Port;

/// Rows by their keys.
pub type Rows = BTreeMap<EntityKey, Entity>;

/// What a branch should have, by what each row says of itself.
///
/// # Errors
/// What the store says.
pub fn at_centre<S: Store>(store: &mut S, branch: BranchId) -> Result<Rows, Error> {
    let all = at_branch(store)?;
    let key = EntityKey::numbered(EntityKind::Branch, branch.0);
    let Some(Entity::Branch(own)) = all.get(&key).cloned() else {
        return Err(Error::Row(format!("the centre has no branch {branch}")));
    };
    let concerns = |row: &Entity| match row {
        Entity::Product(_)
        | Entity::Category(_)
        | Entity::Tax(_)
        | Entity::Region(_)
        | Entity::Place(_)
        | Entity::ModifierGroup(_) => true,
        Entity::Price(price) => match price.scope {
            Scope::Company => true,
            Scope::Region(region) => region == own.region,
            Scope::Branch(of) => of == branch,
        },
        Entity::Branch(row) => row.id == branch,
        Entity::Staff(staff) => {
            let granted = |grant: &Grant| grant.branch.is_none_or(|of| of == branch);
            // Whom the branch added itself is told of in its stream for good.
            staff.grants.iter().any(granted) || staff.id.local_branch() == Some(branch)
        }
        Entity::Transfer(notice) => notice.to == branch,
        Entity::Table(plan) => plan.branch == branch,
    };
    Ok(all.into_iter().filter(|(_, row)| concerns(row)).collect())
}

/// Everything that a node has.
///
/// # Errors
/// What the store says.
pub fn at_branch<S: Store>(store: &mut S) -> Result<Rows, Error> {
    store.transact(|tx| {
        let mut rows = Rows::new();
        for kind in EntityKind::ALL {
            rows.extend(tx.entities(kind)?.into_iter().map(|row| (row.key(), row)));
        }
        Ok(rows)
    })
}

/// Compares both.
pub fn judge(port: Port, told: &Rows, known: &Rows) -> Vec<String> {
    let name = |key: &EntityKey| format!("{} {}", key.kind.word(), key.id);
    let mut wrong = Vec::new();
    for (key, row) in told {
        match known.get(key) {
            Some(own) if own == row => {}
            Some(_) => wrong.push(format!("{port} has another {} than the centre", name(key))),
            None => wrong.push(format!("{port} lacks {}", name(key))),
        }
    }
    let extra = known.keys().filter(|key| !told.contains_key(key));
    wrong.extend(extra.map(|key| format!("{port} still has {}", name(key))));
    wrong
}
