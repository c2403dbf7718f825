//! Customers of a branch as they are shown, and what they had: of a table that several
//! shared, only their own dishes.

use serde::Serialize;
use utoipa::ToSchema;

/// A customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct CustomerView {
    /// The customer.
    pub customer: String,
    /// The name.
    pub name: String,
    /// The number of a phone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// An e-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Whether the customer said it by an own phone.
    pub by_phone: bool,
    /// When the consent was given.
    pub since: i64,
    /// How many visits are known.
    pub visits: usize,
    /// When the last of them was paid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_visit: Option<i64>,
}

/// What a customer had, and likes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct HistoryView {
    /// What those that were not undone came to, minor units.
    pub spent: i64,
    /// The visits, the newest first.
    pub visits: Vec<VisitView>,
    /// What was had most often, the most first.
    pub favourites: Vec<FavouriteView>,
}

/// A visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct VisitView {
    /// The sale.
    pub sale: String,
    /// The number of its receipt.
    pub receipt_no: String,
    /// The day, YYYY-MM-DD.
    pub business_date: String,
    /// When it was paid.
    pub at: i64,
    /// What the customer's own lines came to, minor units.
    pub total: i64,
    /// ISO 4217 code.
    pub currency: String,
    /// Whether the sale was undone.
    pub voided: bool,
    /// The customer's own lines.
    pub dishes: Vec<VisitDishView>,
}

/// A line of a visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct VisitDishView {
    /// The product's number.
    pub product: u32,
    /// Its name at the time.
    pub name: String,
    /// Its unit.
    pub unit: String,
    /// Thousandths of the unit.
    pub quantity_milli: i64,
}

/// Something that a customer has often.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FavouriteView {
    /// The product's number.
    pub product: u32,
    /// Its name at the last time.
    pub name: String,
    /// At how many visits.
    pub visits: usize,
    /// How much in all, thousandths of the unit.
    pub quantity_milli: i64,
}

/// A customer with what they had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct CustomerDetail {
    /// Who.
    pub customer: CustomerView,
    /// What they had.
    pub history: HistoryView,
}
