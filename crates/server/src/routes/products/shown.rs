//! A product as the office sees it: the price in force by the law, what lies in
//! the warehouse, in branches and on the road. Reads; decides nothing.

use std::collections::BTreeMap;

use nusa_contract::view::{
    goods::level_word,
    listing::{ListedProduct, PriceBrief},
};
use nusa_facts::{
    BranchId, BusinessDate, CENTRE, CategoryId, Millis, ProductId,
    master::{Branch, Entity, EntityKind, Price, Product},
    stock::Location,
};
use nusa_rules::{Moment, price};
use nusa_store::{Error as StoreError, Look, SqliteReader};

use crate::routes::goods::{place_of, sent_goods};

/// Thousandths of one unit, for which a list tells the price.
const UNIT: i64 = 1_000;

/// What all rows of a list have in common.
pub(in crate::routes) struct Shelves {
    pub(in crate::routes) place: Location,
    pub(in crate::routes) now: Millis,
    here: Option<Branch>,
    active: Vec<BranchId>,
    categories: BTreeMap<CategoryId, String>,
    road: BTreeMap<ProductId, i64>,
}

impl Shelves {
    /// As a node sees them: the centre its warehouse, a branch its shelf.
    pub(in crate::routes) fn of(
        look: &SqliteReader,
        me: BranchId,
        now: Millis,
    ) -> Result<Self, StoreError> {
        let branches = look.entities(EntityKind::Branch)?.into_iter();
        let branches: Vec<Branch> = branches
            .filter_map(|row| match row {
                Entity::Branch(branch) if branch.id != CENTRE => Some(branch),
                _ => None,
            })
            .collect();
        let categories = look.entities(EntityKind::Category)?.into_iter();
        let named = categories.filter_map(|row| match row {
            Entity::Category(row) => Some((row.id, row.name)),
            _ => None,
        });
        Ok(Self {
            place: place_of(me),
            now,
            active: branches
                .iter()
                .filter(|row| row.active)
                .map(|row| row.id)
                .collect(),
            here: branches.into_iter().find(|branch| branch.id == me),
            categories: named.collect(),
            road: on_the_road(look)?,
        })
    }

    /// What is on the road of a product, thousandths.
    pub(in crate::routes) fn on_road(&self, product: ProductId) -> i64 {
        self.road.get(&product).copied().unwrap_or(0)
    }

    /// The branch whose node this is; none at the centre.
    pub(in crate::routes) fn here(&self) -> Option<&Branch> {
        self.here.as_ref()
    }

    /// The name of a category.
    pub(in crate::routes) fn category(&self, id: CategoryId) -> String {
        self.categories.get(&id).cloned().unwrap_or_default()
    }

    /// The price of one unit in force here now, of a product's versions.
    pub(in crate::routes) fn price_in_force<'a>(&self, prices: &'a [Price]) -> Option<&'a Price> {
        match &self.here {
            None => price::company_price_at(prices, self.now, UNIT),
            Some(branch) => price::price_at(prices, branch, &moment(branch, self.now)?, UNIT),
        }
    }

    /// A product with everything that a row shows.
    pub(in crate::routes) fn listed(
        &self,
        look: &SqliteReader,
        row: &Product,
    ) -> Result<ListedProduct, StoreError> {
        let prices = look.prices(row.id)?;
        let shelves = look.shelves_of(row.id)?;
        let low = |(place, level): &&(Location, i64)| {
            let is_active = self.active.iter().any(|id| Location::Branch(*id) == *place);
            is_active && row.stocked && level_word(*level) != "aman"
        };
        let own = look.level(self.place, row.id)?;
        Ok(ListedProduct {
            product: row.into(),
            category_name: self.category(row.category),
            price: self.price_in_force(&prices).map(PriceBrief::from),
            warehouse_milli: own,
            branches_milli: shelves.iter().map(|(_, level)| level).sum(),
            on_road_milli: self.on_road(row.id),
            low_branches: shelves.iter().filter(low).count(),
            state: level_word(own).to_owned(),
        })
    }
}

/// The moment of a question at a branch.
pub(in crate::routes) fn moment(branch: &Branch, at: Millis) -> Option<Moment> {
    Some(Moment {
        at,
        tz_offset_min: branch.tz_offset_min,
        business_date: BusinessDate::of(at, branch.tz_offset_min, branch.cutoff_min)?,
        clock_suspect: false,
    })
}

/// What is on the road by product: transfers that left and have not arrived are few.
fn on_the_road(look: &SqliteReader) -> Result<BTreeMap<ProductId, i64>, StoreError> {
    let mut road: BTreeMap<ProductId, i64> = BTreeMap::new();
    for (sender, row) in look.in_transit()? {
        for line in sent_goods(look, sender, &row)? {
            *road.entry(line.product).or_default() += line.quantity_milli;
        }
    }
    Ok(road)
}
