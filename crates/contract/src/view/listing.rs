//! Products and prices as the office lists them: with their price in force, what
//! lies where, and how it stands.

use nusa_facts::master::Price;
use serde::Serialize;
use utoipa::ToSchema;

use crate::view::catalogue::ProductView;

/// A page of a list that tells how many rows there are in all.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CountedPage<T> {
    /// The rows.
    pub items: Vec<T>,
    /// The cursor for the page after this one; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// Rows of all pages together.
    pub count: u64,
}

/// A price in force, in short.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PriceBrief {
    /// The version's number.
    pub id: u32,
    /// Minor units for `per_milli`.
    pub amount: i64,
    /// The quantity that the amount buys.
    pub per_milli: i64,
    /// When it began.
    pub valid_from: i64,
    /// When it ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<i64>,
}

impl From<&Price> for PriceBrief {
    fn from(row: &Price) -> Self {
        Self {
            id: row.id.0,
            amount: row.amount,
            per_milli: row.per_milli,
            valid_from: row.valid_from.0,
            valid_to: row.valid_to.map(|at| at.0),
        }
    }
}

/// A product in the office's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ListedProduct {
    /// The product.
    #[serde(flatten)]
    pub product: ProductView,
    /// Its category's name.
    pub category_name: String,
    /// The company's price of one unit now; at a branch the one in force there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<PriceBrief>,
    /// What the warehouse holds, thousandths; at a branch its own shelf.
    pub warehouse_milli: i64,
    /// What all branches hold together.
    pub branches_milli: i64,
    /// What is on the road.
    pub on_road_milli: i64,
    /// In how many branches ten units or fewer are left.
    pub low_branches: usize,
    /// aman, menipis or habis, by what the warehouse holds.
    pub state: String,
}

/// How many products a category has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct CategoryCountView {
    /// Its number.
    pub id: u32,
    /// Its name.
    pub name: String,
    /// Where it stands on the till.
    pub position: u32,
    /// Products that are sold.
    pub active: u32,
    /// Products that are no longer sold.
    pub retired: u32,
}

/// The catalogue in short.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct CatalogueSummary {
    /// Products that are sold.
    pub active: u32,
    /// Products that are no longer sold.
    pub retired: u32,
    /// By category, in the order of the till.
    pub categories: Vec<CategoryCountView>,
}
