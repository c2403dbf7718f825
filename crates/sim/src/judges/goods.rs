//! Goods neither appear nor vanish: the levels of a node are the sums of the
//! movements that its documents tell, and over all locations they are zero.

use std::collections::{BTreeMap, BTreeSet};

use nusa_facts::{
    BranchId, CENTRE, Fact, ProductId, SealedDoc,
    sale::SaleLine,
    stock::{Decision, Location},
};
use nusa_store::{Error, Look, Store};

use super::{as_applied, orders::Orders, trade::sales};
use crate::survey::{Library, Survey};

/// How much of what is where, thousandths.
type Levels = BTreeMap<(Location, ProductId), i64>;

/// Compares the levels of a node with the documents that it has applied.
///
/// # Errors
/// What the store says.
pub fn judge<S: Store>(
    store: &mut S,
    survey: &Survey,
    library: &Library,
) -> Result<Vec<String>, Error> {
    let mut levels = Levels::new();
    for &branch in survey.docs.keys() {
        let docs = as_applied(library, survey, branch);
        moved_by(branch, &docs, &mut levels);
    }
    let places: BTreeSet<Location> = levels.keys().map(|(place, _)| *place).collect();
    let products: BTreeSet<ProductId> = levels.keys().map(|(_, product)| *product).collect();
    let mut wrong = Vec::new();
    for product in products {
        let mut sum = 0;
        for &place in &places {
            let should = levels.get(&(place, product)).copied().unwrap_or(0);
            let is = store.transact(|tx| tx.level(place, product))?;
            sum += is;
            if is != should {
                wrong.push(format!(
                    "product {product} at {place} should be {should} and is {is}"
                ));
            }
        }
        if sum != 0 {
            wrong.push(format!(
                "product {product}: {sum} more somewhere than anywhere went"
            ));
        }
    }
    Ok(wrong)
}

/// What was ordered moved when it was served, and not when it was paid.
fn moves(line: &SaleLine) -> bool {
    line.stocked && line.ordered.is_none()
}

fn moved_by(branch: BranchId, docs: &[&SealedDoc], levels: &mut Levels) {
    let sales = sales(docs);
    let shelf = if branch == CENTRE {
        Location::Warehouse
    } else {
        Location::Branch(branch)
    };
    let mut go = |from, to, product, milli| {
        *levels.entry((from, product)).or_default() -= milli;
        *levels.entry((to, product)).or_default() += milli;
    };
    for doc in docs {
        match &doc.doc.fact {
            Fact::SaleCompleted(sale) => {
                for line in sale.lines.iter().filter(|line| moves(line)) {
                    go(shelf, Location::Customer, line.product, line.quantity_milli);
                }
            }
            Fact::SaleVoided(void) => {
                let lines = sales
                    .get(&void.sale)
                    .into_iter()
                    .flat_map(|(_, sale)| &sale.lines);
                for line in lines.filter(|line| moves(line)) {
                    go(Location::Customer, shelf, line.product, line.quantity_milli);
                }
            }
            Fact::SaleRefunded(refund) => {
                for back in &refund.lines {
                    let sale = sales.get(&refund.sale).map(|(_, sale)| sale);
                    let sold = sale.and_then(|sale| sale.lines.get(usize::from(back.line)));
                    if sold.is_some_and(|line| line.stocked) {
                        let to = if back.restock { shelf } else { Location::Waste };
                        go(Location::Customer, to, back.product, back.quantity_milli);
                    }
                }
            }
            other => moved_by_hand(other, shelf, &mut go),
        }
    }
    Orders::of(docs).moved(shelf, &mut go);
}

fn moved_by_hand(
    fact: &Fact,
    shelf: Location,
    go: &mut impl FnMut(Location, Location, ProductId, i64),
) {
    match fact {
        Fact::StockReceived(fact) => {
            for line in &fact.lines {
                go(
                    Location::Supplier,
                    fact.into,
                    line.product,
                    line.quantity_milli,
                );
            }
        }
        Fact::StockCounted(fact) => {
            for line in &fact.lines {
                go(Location::Count, shelf, line.product, line.difference_milli);
            }
        }
        Fact::StockAdjusted(fact) => {
            for line in &fact.lines {
                let other = if line.quantity_milli > 0 {
                    Location::Count
                } else {
                    Location::Waste
                };
                go(other, shelf, line.product, line.quantity_milli);
            }
        }
        Fact::TransferDispatched(fact) => {
            for line in &fact.lines {
                go(
                    fact.from,
                    Location::Transit(fact.transfer),
                    line.product,
                    line.quantity_milli,
                );
            }
        }
        Fact::TransferReceived(fact) => {
            let road = Location::Transit(fact.transfer);
            for line in &fact.lines {
                go(road, fact.into, line.product, line.good_milli);
                go(road, Location::Waste, line.product, line.damaged_milli);
            }
        }
        Fact::TransferDecided(fact) => {
            let to = match fact.decision {
                Decision::Return => Location::Warehouse,
                Decision::WriteOff => Location::Waste,
            };
            for line in &fact.lines {
                go(
                    Location::Transit(fact.transfer),
                    to,
                    line.product,
                    line.quantity_milli,
                );
            }
        }
        _ => {}
    }
}
