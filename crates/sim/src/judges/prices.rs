//! The price of every line of a fresh sale: the version that the branch's own
//! price book gives at business time, found by a resolution of its own, and
//! never one that the branch was not told.

use nusa_facts::{
    BranchId, Millis,
    master::{Branch, Entity, EntityKey, EntityKind, Price, Scope},
    sale::{SaleCompleted, SaleLine},
};
use nusa_store::{Error, Look, Store};

/// Looks at a sale that was committed this moment at this store.
///
/// # Errors
/// What the store says.
pub fn judge<S: Store>(
    store: &mut S,
    branch: BranchId,
    at: Millis,
    sale: &SaleCompleted,
) -> Result<Option<String>, Error> {
    store.transact(|tx| {
        let key = EntityKey::numbered(EntityKind::Branch, branch.0);
        let Some(Entity::Branch(row)) = tx.entity(&key)? else {
            return Ok(Some(format!("branch {branch} sells without settings")));
        };
        let book = price_book(tx)?;
        for line in &sale.lines {
            let taken = quantity(sale, line);
            let of_product = book.iter().filter(|price| price.product == line.product);
            let best = of_product.filter(|price| holds(price, &row, at, taken));
            let best = best.max_by_key(|price| {
                (
                    near(price.scope),
                    price.min_milli,
                    price.valid_from,
                    price.id,
                )
            });
            let same = best.as_ref().is_some_and(|price| is_taken(price, line));
            if !same {
                let (version, product) = (line.price_version, line.product);
                let wanted = best.map(|price| price.id);
                return Ok(Some(format!(
                    "{} sells product {product} by price {version}, the book says {wanted:?}",
                    sale.number
                )));
            }
        }
        Ok(None)
    })
}

/// The minimum quantity of a price looks at all lines of its product together.
fn quantity(sale: &SaleCompleted, line: &SaleLine) -> i64 {
    let lines = sale
        .lines
        .iter()
        .filter(|other| other.product == line.product);
    lines.map(|other| other.quantity_milli).sum()
}

fn holds(price: &Price, branch: &Branch, at: Millis, milli: i64) -> bool {
    let covers = match price.scope {
        Scope::Company => true,
        Scope::Region(region) => region == branch.region,
        Scope::Branch(id) => id == branch.id,
    };
    let ended = price.valid_to.is_some_and(|end| end <= at);
    covers && price.valid_from <= at && !ended && price.min_milli <= milli
}

fn near(scope: Scope) -> u8 {
    match scope {
        Scope::Company => 0,
        Scope::Region(_) => 1,
        Scope::Branch(_) => 2,
    }
}

fn is_taken(price: &Price, line: &SaleLine) -> bool {
    price.id == line.price_version
        && price.amount == line.price
        && price.per_milli == line.per_milli
}

/// The whole price book of a node, read row by row.
fn price_book(look: &impl Look) -> Result<Vec<Price>, Error> {
    let rows = look.entities(EntityKind::Price)?.into_iter();
    let prices = rows.filter_map(|row| match row {
        Entity::Price(price) => Some(price),
        _ => None,
    });
    Ok(prices.collect())
}
