//! Why this price, here, now: the law's verdict on every version, and what a
//! product costs at each branch, by the same resolution that prices a sale.

use nusa_contract::{
    Problem,
    view::{
        catalogue::PriceView,
        prices::{BranchPriceView, CandidateView, NextPriceView, PriceGridView, WhyView},
    },
};
use nusa_facts::{
    BranchId, CENTRE, Millis, ProductId,
    master::{Branch, Entity, EntityKind, Price, Scope},
};
use nusa_node::moment::branch_row;
use nusa_rules::{
    price::{company_price_at, explain, next_change, price_at},
    refusal::Code,
};
use nusa_store::{Error as StoreError, Look, SqliteReader};

use super::Names;
use crate::routes::products::moment;

/// Thousandths of one unit.
const UNIT: i64 = 1_000;

/// What is asked.
pub(super) struct Question {
    pub(super) product: ProductId,
    pub(super) branch: BranchId,
    pub(super) at: Millis,
    pub(super) quantity_milli: i64,
}

/// What is said when product or branch is not known.
pub(super) fn unknown() -> Problem {
    Problem::new(
        Code::MasterUnknown,
        "this product or branch is not known here",
    )
}

/// The answer; none for a product or a branch that is not known.
pub(super) fn answer(look: &SqliteReader, asked: &Question) -> Result<Option<WhyView>, StoreError> {
    let product = look.products_of(&[asked.product])?.pop();
    let branch = branch_row(look, asked.branch)?;
    let (Some(product), Some(branch)) = (product, branch) else {
        return Ok(None);
    };
    let Some(then) = moment(&branch, asked.at) else {
        return Ok(None);
    };
    let prices = look.prices(asked.product)?;
    let mut names = Names::new(look);
    let mut candidates = Vec::new();
    for verdict in explain(&prices, &branch, &then, asked.quantity_milli) {
        let name = names.scope(verdict.price.scope)?;
        candidates.push(CandidateView::of(&verdict, name));
    }
    let next = next_change(&prices, &branch, &then, asked.quantity_milli);
    Ok(Some(WhyView {
        product: product.id.0,
        product_name: product.name,
        branch: branch.id.0,
        branch_name: branch.name.clone(),
        at: asked.at.0,
        quantity_milli: asked.quantity_milli,
        price: price_at(&prices, &branch, &then, asked.quantity_milli).map(PriceView::from),
        candidates,
        next: next.map(|(at, price)| NextPriceView::of(at, price)),
    }))
}

/// What a product costs now at each branch.
pub(super) fn grid(
    look: &SqliteReader,
    product: ProductId,
    now: Millis,
) -> Result<PriceGridView, StoreError> {
    let prices = look.prices(product)?;
    let branches = look.entities(EntityKind::Branch)?;
    let branches = branches.iter().filter_map(|row| match row {
        Entity::Branch(branch) if branch.id != CENTRE => Some(branch),
        _ => None,
    });
    let mut later: Vec<&Price> = prices
        .iter()
        .filter(|price| price.valid_from > now)
        .collect();
    later.sort_by_key(|price| (price.valid_from, price.id));
    Ok(PriceGridView {
        company: company_price_at(&prices, now, UNIT).map(PriceView::from),
        branches: branches
            .map(|branch| at_branch(&prices, branch, now))
            .collect(),
        later: later.into_iter().map(PriceView::from).collect(),
    })
}

fn at_branch(prices: &[Price], branch: &Branch, now: Millis) -> BranchPriceView {
    let then = moment(branch, now);
    let held = then.and_then(|then| price_at(prices, branch, &then, UNIT));
    let own = held.filter(|price| price.scope == Scope::Branch(branch.id));
    BranchPriceView {
        branch: branch.id.0,
        code: branch.code.clone(),
        name: branch.name.clone(),
        region: branch.region.0,
        own: own.map(PriceView::from),
        effective: held.map(PriceView::from),
    }
}
