//! The price of every line of a fresh sale: the version that the branch's own
//! price book gives at business time, found by a resolution of its own, and
//! never one that the branch was not told.

use nusa_facts::{
    BranchId, Fact, Millis, SealedDoc,
    bill::OrderedLine,
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
            if let Some(ordered) = line.ordered {
                if !is_as_ordered(tx, branch, ordered, line)? {
                    let number = &sale.number;
                    return Ok(Some(format!(
                        "{number} does not sell {ordered:?} as it was ordered"
                    )));
                }
                continue;
            }
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

/// What was ordered keeps the price of its placing.
fn is_as_ordered(
    look: &impl Look,
    branch: BranchId,
    ordered: OrderedLine,
    line: &SaleLine,
) -> Result<bool, Error> {
    let Some(bytes) = look.doc(branch, ordered.order)? else {
        return Ok(false);
    };
    let doc = SealedDoc::read(bytes).map_err(|error| Error::Row(error.to_string()))?;
    let Fact::OrderPlaced(order) = &doc.doc.fact else {
        return Ok(false);
    };
    let placed = order.lines.get(usize::from(ordered.line));
    Ok(placed.is_some_and(|placed| {
        let price = (placed.price, placed.per_milli, placed.price_version);
        (line.price, line.per_milli, line.price_version) == price
            && line.chosen == placed.chosen
            && line.product == placed.product
    }))
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
