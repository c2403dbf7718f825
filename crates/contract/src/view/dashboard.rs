//! The dashboard: today at a glance, out of roll-ups, and each branch as an
//! island with how it stands to the centre.

use serde::Serialize;
use utoipa::ToSchema;

use crate::view::{report::SumsView, sale::SaleView};

/// The dashboard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct DashboardView {
    /// The clock of the node that answers.
    pub now: i64,
    /// The business day that counts as today for most branches.
    pub date: String,
    /// Trade of today: of each branch's own today.
    pub today: SumsView,
    /// Revenue of a sale on average, rounded down; absent without sales.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub average: Option<i64>,
    /// Revenue against a week ago up to the same hour, parts per million, rounded down; absent without any then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change_ppm: Option<i64>,
    /// The same weekday a week ago up to the same local hour, the running hour with it.
    pub week_ago: DayPartView,
    /// Branches.
    pub branches: BranchCountView,
    /// Products.
    pub products: ProductCountView,
    /// The last seven calendar days, oldest first; days without sales are there with zero.
    pub week: Vec<DayView>,
    /// The 24 local hours of today.
    pub hours: Vec<HourView>,
    /// What sold most today.
    pub best: Vec<SoldView>,
    /// What sold least today, of what was sold at all.
    pub least: Vec<SoldView>,
    /// The lowest shelves, below ten units.
    pub low_stock: Vec<LowView>,
    /// The sales that came in last.
    pub latest: Vec<LatestView>,
    /// Each branch and how it stands.
    pub islands: Vec<IslandView>,
    /// Facts that are put aside.
    pub quarantined: usize,
    /// Transfers on the road.
    pub on_road: usize,
    /// Transfers that came short, with nobody having decided about the rest.
    pub to_decide: usize,
}

/// Sales and revenue of a part of a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct DayPartView {
    /// Sales.
    pub sales: i64,
    /// Revenue less what was given back.
    pub total: i64,
}

/// A day's revenue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct DayView {
    /// The business date.
    pub date: String,
    /// Sales.
    pub sales: i64,
    /// Revenue less what was given back.
    pub total: i64,
}

/// An hour's revenue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct HourView {
    /// 0 to 23.
    pub hour: u8,
    /// Sales.
    pub sales: i64,
    /// Revenue less what was given back.
    pub total: i64,
}

/// How many branches there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct BranchCountView {
    /// That may trade.
    pub active: usize,
    /// All.
    pub all: usize,
}

/// How many products there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProductCountView {
    /// That are sold.
    pub active: u32,
    /// That are no longer sold.
    pub retired: u32,
}

/// A product and what was sold of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct SoldView {
    /// Its number.
    pub product: u32,
    /// Its name today; its number as text when it is not known here.
    pub name: String,
    /// Its unit.
    pub unit: String,
    /// Its picture's hash.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picture: Option<String>,
    /// Sold less brought back, thousandths.
    pub sold_milli: i64,
    /// Revenue less what was given back.
    pub total: i64,
    /// In how many branches it was sold.
    pub branches: u32,
}

/// A shelf with little on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LowView {
    /// `warehouse` or `branch:3`.
    pub place: String,
    /// The branch's name; absent for the warehouse.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place_name: Option<String>,
    /// The product's number.
    pub product: u32,
    /// The shop's own code.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// Its unit.
    pub unit: String,
    /// Its picture's hash.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picture: Option<String>,
    /// Thousandths.
    pub level_milli: i64,
    /// habis or menipis.
    pub state: String,
    /// What is on the road to that place, thousandths.
    pub on_road_milli: i64,
}

/// A sale that came in lately.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LatestView {
    /// The sale.
    #[serde(flatten)]
    pub sale: SaleView,
    /// The branch's name.
    pub branch_name: String,
    /// It came in more than ten minutes after it happened.
    pub late: bool,
}

/// A branch as an island.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct IslandView {
    /// Its number.
    pub branch: u32,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Whether it may trade.
    pub active: bool,
    /// connected, late, cut, never or closed.
    pub state: String,
    /// When the centre heard it last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heard_at: Option<i64>,
    /// Milliseconds since then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub silent_ms: Option<i64>,
    /// Facts that it said it had and the centre has not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub backlog: Option<u64>,
    /// Its program.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub program: Option<String>,
    /// Its own business day now.
    pub business_date: String,
    /// Minutes east of UTC.
    pub tz_offset_min: i16,
    /// Its trade of that day.
    pub today: DayPartView,
    /// Its facts that are put aside.
    pub quarantined: usize,
    /// Places at which two writers of its journal were found.
    pub forks: usize,
}
