//! Which products a page shows. What the store can find by its own columns it
//! finds; where price or stock has a say, the law's answer for each product is
//! looked at, and the page is cut out of the whole.

use std::collections::BTreeMap;

use nusa_contract::{
    request::products::{ProductsAsked, SortBy, StockState},
    view::goods::level_word,
};
use nusa_facts::{
    ProductId,
    master::{Entity, EntityKey, EntityKind, Price, Scope},
};
use nusa_store::{Error as StoreError, Look, ProductFilter, ProductOrder, SqliteReader};

use super::shown::Shelves;

/// The products of a page.
pub(in crate::routes) struct Picked {
    pub(in crate::routes) ids: Vec<ProductId>,
    pub(in crate::routes) next: Option<ProductId>,
    pub(in crate::routes) count: u64,
}

/// Picks a page of so many rows.
pub(in crate::routes) fn pick(
    look: &SqliteReader,
    asked: &ProductsAsked,
    shelves: &Shelves,
    rows: usize,
) -> Result<Picked, StoreError> {
    let by_columns = matches!(asked.sort, SortBy::Name | SortBy::Sku | SortBy::Newest);
    if by_columns && asked.priced.is_none() && asked.stock.is_none() {
        by_store(look, asked, rows)
    } else {
        Ok(cut(all(look, asked, shelves)?, asked.after, rows))
    }
}

/// Every product that is asked for, in its order: for a page, and for an export.
pub(in crate::routes) fn all(
    look: &SqliteReader,
    asked: &ProductsAsked,
    shelves: &Shelves,
) -> Result<Vec<ProductId>, StoreError> {
    let mut ids = look.product_numbers(&filter(asked))?;
    let levels = Levels::read(look, asked, shelves)?;
    let prices = InForce::read(look, asked, shelves)?;
    if let Some(state) = asked.stock {
        ids.retain(|id| has(state, levels.of(*id)));
    }
    if let Some(priced) = asked.priced {
        ids.retain(|id| prices.of(*id).is_some() == priced);
    }
    match asked.sort {
        // Each is looked up once, and not at every comparison.
        SortBy::Stock => ids.sort_by_cached_key(|id| (levels.of(*id), *id)),
        SortBy::Price => ids.sort_by_cached_key(|id| (prices.of(*id), *id)),
        SortBy::Name | SortBy::Sku | SortBy::Newest => return Ok(ids),
    }
    if asked.descending {
        ids.reverse();
    }
    Ok(ids)
}

fn has(state: StockState, level: i64) -> bool {
    let word = level_word(level);
    match state {
        StockState::Aman => word == "aman",
        StockState::Menipis => word == "menipis",
        StockState::Habis => word == "habis",
        StockState::Low => word != "aman",
    }
}

fn filter(asked: &ProductsAsked) -> ProductFilter {
    let order = match asked.sort {
        SortBy::Sku => ProductOrder::Sku,
        // What is ordered afterwards needs no order of the store: that of its key costs nothing.
        SortBy::Newest | SortBy::Price | SortBy::Stock => ProductOrder::Newest,
        SortBy::Name => ProductOrder::Name,
    };
    ProductFilter {
        text: asked.search.clone(),
        category: asked.category,
        retired: asked.retired,
        stocked: None,
        order,
        descending: asked.descending && order != ProductOrder::Newest,
        after: None,
        limit: 0,
    }
}

fn by_store(look: &SqliteReader, asked: &ProductsAsked, rows: usize) -> Result<Picked, StoreError> {
    let mut filter = filter(asked);
    filter.after = behind(look, asked.after, filter.order)?;
    filter.limit = rows + 1;
    let found = look.products(&filter)?;
    let mut ids: Vec<ProductId> = found.iter().map(|row| row.id).collect();
    let more = ids.len() > rows;
    ids.truncate(rows);
    Ok(Picked {
        next: ids.last().copied().filter(|_| more),
        ids,
        count: look.products_matching(&filter)?,
    })
}

/// The cursor is a number, because names need escapes in an address; its row tells where to go on.
fn behind(
    look: &SqliteReader,
    after: Option<ProductId>,
    order: ProductOrder,
) -> Result<Option<(String, ProductId)>, StoreError> {
    let Some(id) = after else { return Ok(None) };
    let row = look.entity(&EntityKey::numbered(EntityKind::Product, id.0))?;
    Ok(match row {
        Some(Entity::Product(row)) if order == ProductOrder::Sku => Some((row.sku, id)),
        Some(Entity::Product(row)) => Some((row.name, id)),
        _ => None,
    })
}

/// The page behind a product. One that has left the list meanwhile is where the list begins again.
fn cut(ids: Vec<ProductId>, after: Option<ProductId>, rows: usize) -> Picked {
    let count = ids.len() as u64;
    let place = after.and_then(|after| ids.iter().position(|id| *id == after));
    let first = place.map_or(0, |place| place + 1);
    let page: Vec<ProductId> = ids.iter().copied().skip(first).take(rows).collect();
    let more = first + page.len() < ids.len();
    Picked {
        next: page.last().copied().filter(|_| more),
        ids: page,
        count,
    }
}

/// Levels of the place, when they are asked about.
struct Levels(BTreeMap<ProductId, i64>);

impl Levels {
    fn read(
        look: &SqliteReader,
        asked: &ProductsAsked,
        shelves: &Shelves,
    ) -> Result<Self, StoreError> {
        let is_asked = asked.stock.is_some() || asked.sort == SortBy::Stock;
        let rows = if is_asked {
            look.shelf(shelves.place)?
        } else {
            Vec::new()
        };
        Ok(Self(rows.into_iter().collect()))
    }

    /// What was never moved is not there.
    fn of(&self, id: ProductId) -> i64 {
        self.0.get(&id).copied().unwrap_or(0)
    }
}

/// Prices in force, when they are asked about, by product.
struct InForce(Vec<(ProductId, i64)>);

impl InForce {
    fn read(
        look: &SqliteReader,
        asked: &ProductsAsked,
        shelves: &Shelves,
    ) -> Result<Self, StoreError> {
        let mut in_force = Vec::new();
        if asked.priced.is_none() && asked.sort != SortBy::Price {
            return Ok(Self(in_force));
        }
        let rows: Vec<Price> = prices(look, shelves)?;
        for own in rows.chunk_by(|one, next| one.product == next.product) {
            if let Some(price) = shelves.price_in_force(own) {
                in_force.push((price.product, price.amount));
            }
        }
        Ok(Self(in_force))
    }

    fn of(&self, id: ProductId) -> Option<i64> {
        let found = self.0.binary_search_by_key(&id, |(product, _)| *product);
        found.ok().map(|at| self.0[at].1)
    }
}

/// The prices that may be in force here, product by product.
fn prices(look: &SqliteReader, shelves: &Shelves) -> Result<Vec<Price>, StoreError> {
    let mut rows = Vec::new();
    for scope in shelves.scopes() {
        rows.extend(look.prices_of(scope)?);
    }
    rows.sort_by_key(|row| (row.product, row.id));
    Ok(rows)
}

impl Shelves {
    fn scopes(&self) -> Vec<Scope> {
        let own = self
            .here()
            .map(|branch| [Scope::Region(branch.region), Scope::Branch(branch.id)]);
        std::iter::once(Scope::Company)
            .chain(own.into_iter().flatten())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use nusa_facts::ProductId;

    use super::cut;

    #[test]
    fn a_page_is_cut_behind_its_cursor() {
        let ids = || [3, 1, 2].map(ProductId).to_vec();
        type Case = (Option<u32>, usize, &'static [u32], Option<u32>);
        let cases: [Case; 5] = [
            (None, 2, &[3, 1], Some(1)),
            (Some(1), 2, &[2], None),
            (Some(2), 2, &[], None),
            (None, 3, &[3, 1, 2], None),
            (Some(9), 1, &[3], Some(3)),
        ];
        for (after, rows, shown, next) in cases {
            let page = cut(ids(), after.map(ProductId), rows);
            let shown: Vec<_> = shown.iter().copied().map(ProductId).collect();
            assert_eq!((page.ids, page.next), (shown, next.map(ProductId)));
            assert_eq!(page.count, 3);
        }
    }
}
