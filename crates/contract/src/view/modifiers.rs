//! Questions that are asked with products, as office, waiters and phones show them.

use nusa_facts::{
    master::Entity,
    modifier::{Modifier, ModifierGroup},
};
use serde::Serialize;
use utoipa::ToSchema;

/// A question with its answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ModifierGroupView {
    /// Its number.
    pub group: u32,
    /// The question.
    pub name: String,
    /// How many answers must be chosen.
    pub least: u16,
    /// How many answers may be chosen.
    pub most: u16,
    /// The answers, in the order in which they are shown.
    pub options: Vec<ModifierView>,
    /// The numbers of the products that it is asked with.
    pub products: Vec<u32>,
    /// Whether it is asked.
    pub active: bool,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ModifierView {
    /// Its number within the question.
    pub option: u32,
    /// The answer.
    pub name: String,
    /// What it adds to the price, minor units.
    pub price: i64,
    /// Whether it may be chosen.
    pub active: bool,
}

impl From<&Modifier> for ModifierView {
    fn from(row: &Modifier) -> Self {
        Self {
            option: row.id.0,
            name: row.name.clone(),
            price: row.price,
            active: row.active,
        }
    }
}

impl From<&ModifierGroup> for ModifierGroupView {
    fn from(row: &ModifierGroup) -> Self {
        Self {
            group: row.id.0,
            name: row.name.clone(),
            least: row.least,
            most: row.most,
            options: row.options.iter().map(ModifierView::from).collect(),
            products: row.products.iter().map(|product| product.0).collect(),
            active: row.active,
        }
    }
}

impl ModifierGroupView {
    /// The view of an entity; none for one of another kind.
    pub fn shown(entity: &Entity) -> Option<Self> {
        match entity {
            Entity::ModifierGroup(row) => Some(row.into()),
            _ => None,
        }
    }
}
