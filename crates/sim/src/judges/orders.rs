//! What orders did, computed here anew from the documents: an order that was
//! served left the shelf once, one that was called back or off came back or is
//! waste, and what is neither still holds its goods.

use std::collections::{BTreeMap, BTreeSet};

use nusa_facts::{
    BranchId, DocId, Fact, ProductId, SealedDoc,
    order::{OrderLine, OrderPlaced},
    stock::Location,
};
use nusa_store::{Error, Look, Store};

use super::as_applied;
use crate::survey::{Library, Survey};

/// What the goods of an order did.
#[derive(Clone, Copy, Debug)]
enum Way {
    /// To whoever ordered.
    Served,
    /// Back on the shelf, because the kitchen called it back or it was put there.
    Back,
    /// Away.
    Wasted,
}

/// The orders of a branch as its documents tell of them.
#[derive(Default)]
pub(super) struct Orders<'a> {
    placed: BTreeMap<DocId, &'a OrderPlaced>,
    open: BTreeSet<DocId>,
    served: BTreeSet<DocId>,
    ways: Vec<(DocId, Way)>,
}

impl<'a> Orders<'a> {
    /// Hears documents in the order in which they were applied.
    pub(super) fn of(docs: &[&'a SealedDoc]) -> Self {
        let mut orders = Self::default();
        for doc in docs {
            orders.hear(doc.doc.id, &doc.doc.fact);
        }
        orders
    }

    fn hear(&mut self, id: DocId, fact: &'a Fact) {
        match fact {
            Fact::OrderPlaced(fact) => {
                self.placed.insert(id, fact);
                self.open.insert(id);
            }
            Fact::OrderFinished(fact) => {
                self.open.remove(&fact.order);
                self.served.insert(fact.order);
                self.ways.push((fact.order, Way::Served));
            }
            Fact::DishesRecalled(fact) if self.served.remove(&fact.order) => {
                self.open.insert(fact.order);
                self.ways.push((fact.order, Way::Back));
            }
            Fact::OrderCancelled(fact) => {
                self.open.remove(&fact.order);
                if self.served.remove(&fact.order) {
                    let way = if fact.restock { Way::Back } else { Way::Wasted };
                    self.ways.push((fact.order, way));
                }
            }
            _ => {}
        }
    }

    /// Where the goods of every order went.
    pub(super) fn moved(
        &self,
        shelf: Location,
        go: &mut impl FnMut(Location, Location, ProductId, i64),
    ) {
        for (id, way) in &self.ways {
            let (from, to) = match way {
                Way::Served => (shelf, Location::Customer),
                Way::Back => (Location::Customer, shelf),
                Way::Wasted => (Location::Customer, Location::Waste),
            };
            for line in self.stocked(*id) {
                go(from, to, line.product, line.quantity_milli);
            }
        }
    }

    fn stocked(&self, order: DocId) -> impl Iterator<Item = &'a OrderLine> {
        let lines = self.placed.get(&order).into_iter();
        let lines = lines.flat_map(|order| &order.lines);
        lines.filter(|line| line.stocked)
    }

    /// What open orders hold, thousandths.
    fn held(&self) -> BTreeMap<ProductId, i64> {
        let mut held = BTreeMap::new();
        for line in self.open.iter().flat_map(|id| self.stocked(*id)) {
            *held.entry(line.product).or_default() += line.quantity_milli;
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
        let docs = as_applied(library, survey, branch);
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
