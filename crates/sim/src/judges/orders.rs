//! What orders did, computed here anew from the documents: an order that was
//! served left the shelf once, one that was called off came back or is waste, and
//! what is neither still holds its goods.

use std::collections::{BTreeMap, BTreeSet};

use nusa_facts::{
    BranchId, DocId, Fact, ProductId, SealedDoc,
    order::{OrderCancelled, OrderPlaced},
    stock::Location,
};
use nusa_store::{Error, Look, Store};

use super::applied;
use crate::survey::{Library, Survey};

/// The orders of a branch as its documents tell of them.
pub(super) struct Orders<'a> {
    placed: BTreeMap<DocId, &'a OrderPlaced>,
    finished: BTreeSet<DocId>,
    cancelled: BTreeMap<DocId, &'a OrderCancelled>,
}

impl<'a> Orders<'a> {
    pub(super) fn of(docs: &[&'a SealedDoc]) -> Self {
        let mut orders = Self {
            placed: BTreeMap::new(),
            finished: BTreeSet::new(),
            cancelled: BTreeMap::new(),
        };
        for doc in docs {
            match &doc.doc.fact {
                Fact::OrderPlaced(fact) => drop(orders.placed.insert(doc.doc.id, fact)),
                Fact::OrderFinished(fact) => drop(orders.finished.insert(fact.order)),
                Fact::OrderCancelled(fact) => drop(orders.cancelled.insert(fact.order, fact)),
                _ => {}
            }
        }
        orders
    }

    /// Where the goods of every order went.
    pub(super) fn moved(
        &self,
        shelf: Location,
        go: &mut impl FnMut(Location, Location, ProductId, i64),
    ) {
        for (id, order) in &self.placed {
            if !self.finished.contains(id) {
                continue;
            }
            let lines = || order.lines.iter().filter(|line| line.stocked);
            for line in lines() {
                go(shelf, Location::Customer, line.product, line.quantity_milli);
            }
            let Some(cancelled) = self.cancelled.get(id) else {
                continue;
            };
            let back = if cancelled.restock {
                shelf
            } else {
                Location::Waste
            };
            for line in lines() {
                go(Location::Customer, back, line.product, line.quantity_milli);
            }
        }
    }

    /// What open orders hold, thousandths.
    fn held(&self) -> BTreeMap<ProductId, i64> {
        let mut held = BTreeMap::new();
        for (id, order) in &self.placed {
            let open = !self.finished.contains(id) && !self.cancelled.contains_key(id);
            for line in order.lines.iter().filter(|line| line.stocked && open) {
                *held.entry(line.product).or_default() += line.quantity_milli;
            }
        }
        held
    }
}

/// Compares what a node says open orders hold with the documents that it has applied.
///
/// # Errors
/// What the store says.
pub fn judge<S: Store>(
    store: &mut S,
    survey: &Survey,
    library: &Library,
) -> Result<Vec<String>, Error> {
    let branches: Vec<BranchId> = survey.docs.keys().copied().collect();
    let mut wrong = Vec::new();
    for branch in branches {
        let docs: Vec<&SealedDoc> = applied(library, survey, branch).collect();
        let orders = Orders::of(&docs);
        let held = orders.held();
        let named = orders.placed.values().flat_map(|order| &order.lines);
        let products: BTreeSet<ProductId> = named.map(|line| line.product).collect();
        for product in products {
            let should = held.get(&product).copied().unwrap_or(0);
            let is = store.transact(|tx| tx.reserved(branch, product))?;
            if is != should {
                wrong.push(format!(
                    "branch {branch}: open orders hold {should} of product {product} and {is} is told"
                ));
            }
        }
    }
    Ok(wrong)
}
