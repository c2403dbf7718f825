//! Questions that are asked with products, as the office writes them: always the
//! whole question. An option without a number is new.

use nusa_facts::{
    CommandId, ModifierGroupId, ModifierId, ProductId,
    master::Entity,
    modifier::{Modifier, ModifierGroup},
};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    at::At,
    bounds,
    limits::{MAX_MODIFIED_PRODUCTS, MAX_MODIFIERS},
    problem::Problem,
    request::{Asked, catalogue::row, sale::collect},
};

fn yes() -> bool {
    true
}

/// A question with its answers.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ModifierGroupRequest {
    /// The device's id for this command.
    #[schema(value_type = String, format = "uuid")]
    pub command: CommandId,
    /// The question: Ukuran, Pedas, Tambahan …
    pub name: String,
    /// How many answers must be chosen.
    pub least: u16,
    /// How many answers may be chosen.
    pub most: u16,
    /// The answers, all that there ever were, in the order in which they are shown.
    pub options: Vec<ModifierRequest>,
    /// The numbers of the products that it is asked with.
    pub products: Vec<u32>,
    /// Whether it is asked.
    #[serde(default = "yes")]
    pub active: bool,
}

/// An answer.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ModifierRequest {
    /// Its number; left out for a new one.
    #[serde(default)]
    pub option: Option<u32>,
    /// The answer.
    pub name: String,
    /// What it adds to the price, minor units.
    #[serde(default)]
    pub price: i64,
    /// Whether it may be chosen.
    #[serde(default = "yes")]
    pub active: bool,
}

impl ModifierGroupRequest {
    /// The command.
    ///
    /// # Errors
    /// `body_invalid` at the field that is out of bounds.
    pub fn parse(self, id: ModifierGroupId) -> Result<Asked, Problem> {
        bounds::count(At::Field("options"), &self.options, MAX_MODIFIERS)?;
        let products = At::Field("products");
        bounds::count(products, &self.products, MAX_MODIFIED_PRODUCTS)?;
        let group = ModifierGroup {
            id,
            name: bounds::text(At::Field("name"), &self.name)?,
            least: self.least,
            most: self.most,
            options: collect(self.options, option)?,
            products: self.products.into_iter().map(ProductId).collect(),
            active: self.active,
        };
        Ok(row(self.command, Entity::ModifierGroup(group)))
    }
}

fn option(n: usize, option: ModifierRequest) -> Result<Modifier, Problem> {
    let at = |name| At::In("options", n, name);
    Ok(Modifier {
        id: ModifierId(option.option.unwrap_or(0)),
        name: bounds::text(at("name"), &option.name)?,
        price: bounds::money_from_zero(at("price"), option.price)?,
        active: option.active,
    })
}
