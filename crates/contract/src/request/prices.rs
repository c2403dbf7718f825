//! How the office asks for prices: which versions a list shows, and why one of
//! them holds.

use nusa_facts::{CategoryId, ProductId, master::Scope};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{at::At, bounds, problem::Problem, request::lists::refuse};

/// A page of prices.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PricesQuery {
    /// Only of this product; its whole history when nothing else is said.
    pub product: Option<u32>,
    /// company, region:3, branch:1, or regions and branches for any of them.
    pub scope: Option<String>,
    /// Only of products of this category.
    pub category: Option<u32>,
    /// Words that all stand in the product's name, SKU or barcode.
    pub search: Option<String>,
    /// now, later, past or all; now when left out, all for a product.
    pub when: Option<String>,
    /// The cursor of the answer before.
    pub after: Option<u32>,
    /// Rows of the page, 1 to 500; 50 when left out.
    pub limit: Option<usize>,
}

/// For whom the prices of a list are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScopeAsked {
    /// For anybody.
    Any,
    /// For one scope.
    One(Scope),
    /// For any region.
    Regions,
    /// For any branch.
    Branches,
}

/// When the prices of a list are valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the word of the same name")]
pub enum WhenAsked {
    Now,
    Later,
    Past,
    All,
}

/// A question for prices, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PricesAsked {
    /// Of one product.
    pub product: Option<ProductId>,
    /// For whom.
    pub scope: ScopeAsked,
    /// Of one category.
    pub category: Option<CategoryId>,
    /// Words of the product.
    pub search: String,
    /// When.
    pub when: WhenAsked,
}

impl PricesQuery {
    /// The question.
    ///
    /// # Errors
    /// `query_invalid` at the parameter.
    pub fn parse(&self) -> Result<PricesAsked, Problem> {
        let scope = match self.scope.as_deref() {
            None => ScopeAsked::Any,
            Some("regions") => ScopeAsked::Regions,
            Some("branches") => ScopeAsked::Branches,
            Some(text) => {
                let scope = Scope::parse(text);
                ScopeAsked::One(scope.ok_or_else(|| refuse("scope", "is no scope"))?)
            }
        };
        let usual = if self.product.is_some() { "all" } else { "now" };
        let when = match self.when.as_deref().unwrap_or(usual) {
            "now" => WhenAsked::Now,
            "later" => WhenAsked::Later,
            "past" => WhenAsked::Past,
            "all" => WhenAsked::All,
            _ => return Err(refuse("when", "is now, later, past or all")),
        };
        Ok(PricesAsked {
            product: self.product.map(ProductId),
            scope,
            category: self.category.map(CategoryId),
            search: self.search.clone().unwrap_or_default(),
            when,
        })
    }
}

/// Why this price, here, now.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct WhyQuery {
    /// The product's number.
    pub product: u32,
    /// The branch; this node's own when left out.
    pub branch: Option<u32>,
    /// The moment, milliseconds since 1970; now when left out.
    pub at: Option<i64>,
    /// The quantity, thousandths; one unit when left out.
    pub quantity_milli: Option<i64>,
}

impl WhyQuery {
    /// The quantity.
    ///
    /// # Errors
    /// `query_invalid` when it cannot be.
    pub fn quantity(&self) -> Result<i64, Problem> {
        let milli = self.quantity_milli.unwrap_or(1_000);
        bounds::quantity(At::Field("quantity_milli"), milli)
            .map_err(|problem| refuse("quantity_milli", problem.detail))
    }
}
