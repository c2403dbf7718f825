//! Levels of a place as a list, the goods of the company in short, and where one
//! product lies. Reads levels by their keys; adds nothing but sums for eyes.

use std::collections::BTreeMap;

use nusa_contract::{
    request::{products::StockState, stock::StockAsked},
    view::{
        goods::level_word,
        listing::CountedPage,
        stock::{RoadView, ShelfView, SpreadView, StockRow, StockSummary},
    },
};
use nusa_facts::{
    BranchId, CENTRE, Millis, ProductId,
    master::{Entity, EntityKind, Product},
    stock::Location,
};
use nusa_node::desk::place_name;
use nusa_store::{Error as StoreError, Look, ProductFilter, SqliteReader};

use crate::routes::{dashboard::Heard, goods::sent_goods, products::Shelves};

type Levels = BTreeMap<ProductId, i64>;

/// A page of a place's levels.
pub(super) fn page(
    look: &SqliteReader,
    me: BranchId,
    place: Location,
    now: Millis,
    asked: &StockAsked,
    rows: usize,
) -> Result<CountedPage<StockRow>, StoreError> {
    let levels: Levels = look.shelf(place)?.into_iter().collect();
    let ids = picked(look, &levels, asked)?;
    let count = ids.len() as u64;
    let behind = asked
        .after
        .and_then(|after| ids.iter().position(|id| *id == after));
    let first = behind.map_or(0, |place| place + 1);
    let shown: Vec<ProductId> = ids.iter().copied().skip(first).take(rows).collect();
    let more = first + shown.len() < ids.len();
    let shelves = Shelves::of(look, me, now)?;
    let mut items = Vec::with_capacity(shown.len());
    for row in look.products_of(&shown)? {
        let level = levels.get(&row.id).copied().unwrap_or(0);
        items.push(stock_row(look, &shelves, place, &row, level)?);
    }
    Ok(CountedPage {
        next: items
            .last()
            .filter(|_| more)
            .map(|row| row.product.to_string()),
        items,
        count,
    })
}

/// Products of which stock is kept, also those that never moved; retired ones while something is left.
fn picked(
    look: &SqliteReader,
    levels: &Levels,
    asked: &StockAsked,
) -> Result<Vec<ProductId>, StoreError> {
    let filter = |retired| ProductFilter {
        text: asked.search.clone(),
        category: asked.category,
        retired,
        stocked: Some(true),
        ..ProductFilter::default()
    };
    let retired = look.product_numbers(&filter(Some(true)))?;
    let level = |id: &ProductId| levels.get(id).copied().unwrap_or(0);
    let mut ids = look.product_numbers(&filter(None))?;
    ids.retain(|id| level(id) != 0 || !retired.contains(id));
    if let Some(state) = asked.state {
        ids.retain(|id| is(state, level(id)));
    }
    match asked.by_level {
        None => {}
        Some(false) => ids.sort_by_key(|id| (level(id), *id)),
        Some(true) => ids.sort_by_key(|id| (-level(id), *id)),
    }
    Ok(ids)
}

fn is(state: StockState, level: i64) -> bool {
    let word = level_word(level);
    match state {
        StockState::Aman => word == "aman",
        StockState::Menipis => word == "menipis",
        StockState::Habis => word == "habis",
        StockState::Low => word != "aman",
    }
}

fn stock_row(
    look: &SqliteReader,
    shelves: &Shelves,
    place: Location,
    row: &Product,
    level_milli: i64,
) -> Result<StockRow, StoreError> {
    let is_warehouse = place == Location::Warehouse;
    let branches = if is_warehouse {
        let held = look.shelves_of(row.id)?;
        Some(held.iter().map(|(_, level)| level).sum())
    } else {
        None
    };
    Ok(StockRow {
        product: row.id.0,
        sku: row.sku.clone(),
        name: row.name.clone(),
        unit: row.unit.clone(),
        category: row.category.0,
        picture: row.picture.map(|hash| hash.to_string()),
        level_milli,
        state: level_word(level_milli).to_owned(),
        branches_milli: branches,
        on_road_milli: is_warehouse.then(|| shelves.on_road(row.id)),
    })
}

/// Goods by where they are.
pub(super) fn summary(look: &SqliteReader, place: Location) -> Result<StockSummary, StoreError> {
    let own = look.shelf(place)?;
    let mut summary = StockSummary {
        warehouse_milli: own.iter().map(|(_, level)| level).sum(),
        ..StockSummary::default()
    };
    let levels: Levels = own.into_iter().collect();
    let low = StockAsked {
        state: Some(StockState::Low),
        ..StockAsked::default()
    };
    summary.warehouse_low = picked(look, &levels, &low)?.len();
    for branch in branches(look)? {
        let shelf = Location::Branch(branch);
        if shelf != place {
            summary.branches_milli += look
                .shelf(shelf)?
                .iter()
                .map(|(_, level)| level)
                .sum::<i64>();
        }
    }
    for (sender, row) in look.in_transit()? {
        let sent = sent_goods(look, sender, &row)?;
        summary.road_milli += sent.iter().map(|line| line.quantity_milli).sum::<i64>();
        summary.road_transfers += 1;
        summary.road_oldest_at = summary.road_oldest_at.or(Some(row.at.0));
    }
    let short = look.short_on_roads()?;
    summary.short_milli = short.iter().map(|(_, milli)| milli).sum();
    summary.to_decide = short.len();
    Ok(summary)
}

fn branches(look: &SqliteReader) -> Result<Vec<BranchId>, StoreError> {
    let rows = look.entities(EntityKind::Branch)?.into_iter();
    let ids = rows.filter_map(|row| match row {
        Entity::Branch(branch) if branch.id != CENTRE => Some(branch.id),
        _ => None,
    });
    Ok(ids.collect())
}

/// Where a product lies.
pub(super) fn spread(
    look: &SqliteReader,
    product: ProductId,
    heard: &Heard,
) -> Result<SpreadView, StoreError> {
    let mut on_road = Vec::new();
    for (sender, row) in look.in_transit()? {
        for line in sent_goods(look, sender, &row)? {
            if line.product == product {
                on_road.push(RoadView {
                    transfer: row.id.to_string(),
                    to: row.to.to_string(),
                    to_name: place_name(look, row.to)?,
                    milli: line.quantity_milli,
                    at: row.at.0,
                });
            }
        }
    }
    let held: BTreeMap<Location, i64> = look.shelves_of(product)?.into_iter().collect();
    let mut shelves = Vec::new();
    for row in look.entities(EntityKind::Branch)? {
        let Entity::Branch(branch) = row else {
            continue;
        };
        let level = held.get(&Location::Branch(branch.id)).copied();
        if branch.id == CENTRE || (!branch.active && level.unwrap_or(0) == 0) {
            continue;
        }
        let level_milli = level.unwrap_or(0);
        shelves.push(ShelfView {
            branch: branch.id.0,
            code: branch.code,
            name: branch.name,
            level_milli,
            state: level_word(level_milli).to_owned(),
            as_of: heard.of(branch.id).map(|seen| seen.at.0),
        });
    }
    shelves.sort_by_key(|shelf| (-shelf.level_milli, shelf.branch));
    Ok(SpreadView {
        warehouse_milli: look.level(Location::Warehouse, product)?,
        on_road,
        branches: shelves,
    })
}
