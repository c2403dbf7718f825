//! Master rows that the writer read before: they change a few times a day and are
//! asked for with every sale. All are forgotten whenever one of them is written
//! or anything is undone, so nobody sees what is not there. Knows no SQL.

use std::{cell::RefCell, collections::HashMap, hash::Hash};

use nusa_facts::{
    ProductId,
    master::{Entity, EntityKey, Price, Tax},
};

use crate::error::Error;

/// Rows of one kind that are kept, at most: a shop's quick sellers fit many times over.
const MOST: usize = 4_096;

/// What is remembered.
#[derive(Debug, Default)]
pub struct Kept {
    entities: RefCell<HashMap<EntityKey, Option<Entity>>>,
    prices: RefCell<HashMap<ProductId, Vec<Price>>>,
    taxes: RefCell<HashMap<(), Vec<Tax>>>,
}

impl Kept {
    /// The row of a key, looked up when it is not known.
    pub(crate) fn entity(
        &self,
        key: &EntityKey,
        look: impl FnOnce() -> Result<Option<Entity>, Error>,
    ) -> Result<Option<Entity>, Error> {
        recall(&self.entities, key, look)
    }

    /// The prices of a product, looked up when they are not known.
    pub(crate) fn prices(
        &self,
        product: ProductId,
        look: impl FnOnce() -> Result<Vec<Price>, Error>,
    ) -> Result<Vec<Price>, Error> {
        recall(&self.prices, &product, look)
    }

    /// The taxes, looked up when they are not known.
    pub(crate) fn taxes(
        &self,
        look: impl FnOnce() -> Result<Vec<Tax>, Error>,
    ) -> Result<Vec<Tax>, Error> {
        recall(&self.taxes, &(), look)
    }

    /// Forgets everything.
    pub(crate) fn forget(&self) {
        self.entities.borrow_mut().clear();
        self.prices.borrow_mut().clear();
        self.taxes.borrow_mut().clear();
    }
}

fn recall<K: Hash + Eq + Clone, V: Clone>(
    rows: &RefCell<HashMap<K, V>>,
    key: &K,
    look: impl FnOnce() -> Result<V, Error>,
) -> Result<V, Error> {
    if let Some(known) = rows.borrow().get(key) {
        return Ok(known.clone());
    }
    let found = look()?;
    let mut rows = rows.borrow_mut();
    if rows.len() >= MOST {
        rows.clear();
    }
    rows.insert(key.clone(), found.clone());
    Ok(found)
}
