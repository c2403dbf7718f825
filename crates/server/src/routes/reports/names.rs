//! Names of today for the keys of a report's rows. What is not known here has its
//! number alone.

use nusa_contract::{request::reports::By, view::report::ReportRow};
use nusa_facts::{
    ProductId, StaffId,
    master::{Entity, EntityKey, EntityKind},
};
use nusa_node::staff;
use nusa_store::{Error as StoreError, Look, SqliteReader};

use super::places::Chosen;

/// Puts the names of branches, people, products and categories beside their numbers.
pub(super) fn name(
    look: &SqliteReader,
    chosen: &Chosen,
    by: By,
    rows: &mut [ReportRow],
) -> Result<(), StoreError> {
    for row in rows {
        let Ok(id) = row.key.parse::<u32>() else {
            continue;
        };
        row.name = match by {
            By::Branches => Some(chosen.name(nusa_facts::BranchId(id))),
            By::Staff => staff::person(look, StaffId(id))?.map(|person| person.name),
            By::Products => {
                let found = look.products_of(&[ProductId(id)])?.pop();
                found.map(|product| product.name)
            }
            By::Categories => category(look, id)?,
            By::Sales | By::Days | By::Hours | By::Methods => None,
        };
    }
    Ok(())
}

fn category(look: &SqliteReader, id: u32) -> Result<Option<String>, StoreError> {
    let row = look.entity(&EntityKey::numbered(EntityKind::Category, id))?;
    Ok(match row {
        Some(Entity::Category(row)) => Some(row.name),
        _ => None,
    })
}
