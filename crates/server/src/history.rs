//! What a customer had, read from the sales that are kept as their visits: of a table
//! that several shared, only the lines of their own orders. Decides nothing.

use std::collections::BTreeMap;

use nusa_contract::view::customers::{FavouriteView, HistoryView, VisitDishView, VisitView};
use nusa_facts::{
    BranchId, CustomerId, Fact, ProductId, SaleId, SealedDoc,
    sale::{SaleCompleted, SaleLine},
};
use nusa_node::customer::{Visit, visits};
use nusa_rules::rows::SaleState;
use nusa_store::{Error as StoreError, Look};

use crate::{limits::FAVOURITES, papers::sealed};

/// What a customer of a branch had.
///
/// # Errors
/// What the disk says.
pub(crate) fn history(
    look: &impl Look,
    here: BranchId,
    customer: CustomerId,
) -> Result<HistoryView, StoreError> {
    let mut found = Vec::new();
    for (sale, visit) in visits(look, customer)? {
        found.extend(visit_of(look, here, sale, &visit)?);
    }
    let counted = found.iter().filter(|visit| !visit.voided);
    Ok(HistoryView {
        spent: counted.map(|visit| visit.total).sum(),
        favourites: favourites(&found),
        visits: found,
    })
}

fn visit_of(
    look: &impl Look,
    here: BranchId,
    id: SaleId,
    visit: &Visit,
) -> Result<Option<VisitView>, StoreError> {
    let Some(doc) = sealed(look, here, id)? else {
        return Ok(None);
    };
    let Fact::SaleCompleted(sale) = &doc.doc.fact else {
        return Ok(None);
    };
    let row = look.sale(here, id)?;
    let is_voided = row.is_some_and(|row| row.state == SaleState::Voided);
    Ok(Some(view(&doc, sale, visit, is_voided)))
}

fn view(doc: &SealedDoc, sale: &SaleCompleted, visit: &Visit, voided: bool) -> VisitView {
    let is_own = |line: &&SaleLine| {
        let order = line.ordered.as_ref().map(|ordered| ordered.order);
        visit.orders.is_empty() || order.is_some_and(|order| visit.orders.contains(&order))
    };
    let own: Vec<&SaleLine> = sale.lines.iter().filter(is_own).collect();
    VisitView {
        sale: doc.doc.id.to_string(),
        receipt_no: sale.number.to_string(),
        business_date: doc.doc.business_date.to_string(),
        at: doc.doc.at.0,
        total: own.iter().map(|line| line.total).sum(),
        currency: sale.currency.clone(),
        voided,
        dishes: own.into_iter().map(dish).collect(),
    }
}

fn dish(line: &SaleLine) -> VisitDishView {
    VisitDishView {
        product: line.product.0,
        name: line.name.clone(),
        unit: line.unit.clone(),
        quantity_milli: line.quantity_milli,
    }
}

/// What was had at the most visits; where two are alike, the one that was had more of.
fn favourites(visits: &[VisitView]) -> Vec<FavouriteView> {
    let mut sums: BTreeMap<ProductId, FavouriteView> = BTreeMap::new();
    for visit in visits.iter().filter(|visit| !visit.voided) {
        let mut seen = Vec::new();
        for dish in &visit.dishes {
            let id = ProductId(dish.product);
            let sum = sums.entry(id).or_insert_with(|| FavouriteView {
                product: dish.product,
                name: dish.name.clone(),
                visits: 0,
                quantity_milli: 0,
            });
            sum.quantity_milli += dish.quantity_milli;
            if !seen.contains(&id) {
                sum.visits += 1;
                seen.push(id);
            }
        }
    }
    let mut all: Vec<FavouriteView> = sums.into_values().collect();
    all.sort_by_key(|sum| std::cmp::Reverse((sum.visits, sum.quantity_milli)));
    all.truncate(FAVOURITES);
    all
}
