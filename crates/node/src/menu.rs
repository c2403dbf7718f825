//! What a branch offers its guests now, and what they chose would come to: the
//! same law that takes their order, nothing kept. Knows no phone.

use std::collections::BTreeSet;

use nusa_facts::{
    BranchId, CategoryId,
    master::{Branch, Entity, EntityKind, Price, Product, StockPolicy},
    modifier::ModifierGroup,
    order::OrderLine,
};
use nusa_rules::{
    Moment, Refusal,
    order::{OrderDesk, WantedDish, dishes},
    price::price_at,
};
use nusa_store::{Error as StoreError, Look};

use crate::{
    desk::shelf_items,
    dining,
    moment::{self, branch_row},
};

/// A product that guests may order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The product.
    pub product: Product,
    /// Its price for one.
    pub price: Price,
    /// There is none left at a branch that is strict about it: ordering it would be refused. A lenient branch
    /// sells what its books say is gone, to guests too.
    pub sold_out: bool,
}

/// The settings of a branch with the moment there; none before it was told them.
///
/// # Errors
/// What the disk says.
pub fn here_and_now(
    look: &impl Look,
    here: BranchId,
    at: nusa_facts::Millis,
) -> Result<Option<(Branch, Moment)>, StoreError> {
    let branch = branch_row(look, here)?;
    Ok(branch.map(|branch| {
        let moment = moment::moment_at(at, &branch);
        (branch, moment)
    }))
}

/// Everything that guests of a branch may order now, by number. A product without a price is not offered,
/// nor one of a category that is kept off the menu.
///
/// # Errors
/// What the disk says.
pub fn offers(
    look: &impl Look,
    branch: &Branch,
    moment: &Moment,
) -> Result<Vec<Offer>, StoreError> {
    let rows = look.entities(EntityKind::Product)?.into_iter();
    let ids = rows.filter_map(|row| match row {
        Entity::Product(row) if !row.retired => Some(row.id),
        _ => None,
    });
    let items = shelf_items(look, branch.id, ids)?.into_values();
    let is_strict = branch.stock_policy == StockPolicy::Strict;
    let off_menu = off_menu(look)?;
    let offered = items.filter(|item| !off_menu.contains(&item.product.category));
    let offers = offered.filter_map(|item| {
        let price = price_at(&item.prices, branch, moment, 1_000)?.clone();
        let sold_out = is_strict && item.product.stocked && item.level_milli <= 0;
        Some(Offer {
            product: item.product,
            price,
            sold_out,
        })
    });
    Ok(offers.collect())
}

/// The categories that are kept off the guests' menu.
pub(crate) fn off_menu(look: &impl Look) -> Result<BTreeSet<CategoryId>, StoreError> {
    let rows = look.entities(EntityKind::Category)?.into_iter();
    let off = rows.filter_map(|row| match row {
        Entity::Category(row) if row.off_menu => Some(row.id),
        _ => None,
    });
    Ok(off.collect())
}

/// The questions that are asked with products now.
///
/// # Errors
/// What the disk says.
pub fn questions(look: &impl Look) -> Result<Vec<ModifierGroup>, StoreError> {
    let groups = dining::modifiers(look)?.into_iter();
    Ok(groups.filter(|group| group.active).collect())
}

/// What each line of a guest would come to, or why it cannot be ordered now. Lines of one product count together, as
/// they will when they are ordered.
///
/// # Errors
/// What the disk says.
pub fn priced(
    look: &impl Look,
    branch: &Branch,
    moment: &Moment,
    lines: &[WantedDish],
) -> Result<Vec<Result<OrderLine, Refusal>>, StoreError> {
    let modifiers = dining::modifiers(look)?;
    let desk = OrderDesk {
        branch,
        table: None,
        bill: None,
        products: shelf_items(look, branch.id, lines.iter().map(|line| line.product))?,
        modifiers: &modifiers,
        last_n: 0,
        at_table: Vec::new(),
        off_menu: off_menu(look)?,
    };
    if let Ok(all) = dishes(&desk, moment, lines) {
        return Ok(all.into_iter().map(Ok).collect());
    }
    let alone = |line: &WantedDish| {
        let mut priced = dishes(&desk, moment, std::slice::from_ref(line))?;
        priced
            .pop()
            .ok_or_else(|| Refusal::new(nusa_rules::refusal::Code::LinesMissing, "nothing"))
    };
    Ok(lines.iter().map(alone).collect())
}
