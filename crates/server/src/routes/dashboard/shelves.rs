//! The lowest shelves at a glance, and what is on the road to each of them.
//! Levels are looked up by place; nothing is counted here.

use std::collections::BTreeMap;

use nusa_contract::view::{dashboard::LowView, goods::level_word};
use nusa_facts::{
    BranchId, CENTRE, ProductId,
    master::{Entity, EntityKey, EntityKind, Product, TransferNotice},
    stock::{Goods, Location},
};
use nusa_store::{Error as StoreError, Look, SqliteReader};

use super::islands::Place;
use crate::routes::goods::sent_goods;

/// Thousandths below which a shelf is worth a glance: ten units.
const LOW_MILLI: i64 = 10_000;

/// Shelves read for each that is shown: retired products stay on shelves and are passed over.
const SPARE: usize = 20;

/// Goods on the road, by where they go.
pub(super) struct Roads {
    transfers: usize,
    goods: BTreeMap<(Location, ProductId), i64>,
}

impl Roads {
    /// No roads, for whoever asks about shelves alone.
    pub(super) fn none() -> Self {
        Self {
            transfers: 0,
            goods: BTreeMap::new(),
        }
    }

    /// What is on the road as this node knows it: a branch is told of what comes to it by notices.
    pub(super) fn read(look: &SqliteReader, me: BranchId) -> Result<Self, StoreError> {
        let mut roads = Self {
            transfers: 0,
            goods: BTreeMap::new(),
        };
        for (sender, row) in look.in_transit()? {
            roads.add(row.to, sent_goods(look, sender, &row)?);
        }
        if me != CENTRE {
            for notice in expected(look, me)? {
                roads.add(Location::Branch(notice.to), notice.lines);
            }
        }
        Ok(roads)
    }

    fn add(&mut self, to: Location, lines: Vec<Goods>) {
        self.transfers += 1;
        for line in lines {
            *self.goods.entry((to, line.product)).or_default() += line.quantity_milli;
        }
    }

    pub(super) fn count(&self) -> usize {
        self.transfers
    }

    fn to(&self, place: Location, product: ProductId) -> i64 {
        self.goods.get(&(place, product)).copied().unwrap_or(0)
    }
}

/// What is addressed to a branch and has not arrived.
fn expected(look: &SqliteReader, me: BranchId) -> Result<Vec<TransferNotice>, StoreError> {
    let mut coming = Vec::new();
    for row in look.entities(EntityKind::Transfer)? {
        if let Entity::Transfer(notice) = row
            && look.arrival(me, notice.id)?.is_none()
        {
            coming.push(notice);
        }
    }
    Ok(coming)
}

/// The lowest shelves of the branches in question, and of the warehouse where it is asked for.
pub(super) fn lowest(
    look: &SqliteReader,
    places: &[Place],
    with_warehouse: bool,
    roads: &Roads,
    count: usize,
) -> Result<Vec<LowView>, StoreError> {
    let shelves = places
        .iter()
        .filter(|place| place.branch.active)
        .map(|place| (Location::Branch(place.branch.id), Some(&place.branch.name)));
    let warehouse = with_warehouse.then_some((Location::Warehouse, None));
    let mut low = Vec::new();
    for (place, name) in shelves.chain(warehouse) {
        let rows = look.lowest(place, LOW_MILLI, count * SPARE)?.into_iter();
        low.extend(rows.map(|(product, level)| (level, place, product, name)));
    }
    low.sort_by_key(|(level, place, product, _)| (*level, *place, *product));
    let mut shown = Vec::new();
    for (level_milli, place, product, name) in low {
        let Some(row) = stocked(look, product)? else {
            continue;
        };
        shown.push(LowView {
            place: place.to_string(),
            place_name: name.cloned(),
            product: product.0,
            sku: row.sku,
            name: row.name,
            unit: row.unit,
            picture: row.picture.map(|hash| hash.to_string()),
            level_milli,
            state: level_word(level_milli).to_owned(),
            on_road_milli: roads.to(place, product),
        });
        if shown.len() == count {
            break;
        }
    }
    Ok(shown)
}

fn stocked(look: &SqliteReader, id: ProductId) -> Result<Option<Product>, StoreError> {
    let row = look.entity(&EntityKey::numbered(EntityKind::Product, id.0))?;
    Ok(match row {
        Some(Entity::Product(row)) if row.stocked && !row.retired => Some(row),
        _ => None,
    })
}
