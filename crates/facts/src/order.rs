//! Tables and stations of a restaurant, and what guests and waiters order before
//! anybody pays. An order has a status, a table has none: `placed → started →
//! finished`, or cancelled; what the kitchen calls back goes to `started` again.
//! Knows no price book: each line keeps the price of its placing.

use serde::{Deserialize, Serialize};

use crate::{
    ids::{BillId, BranchId, CategoryId, OrderId, PriceId, ProductId, StationId, TableId},
    master::{EntityKey, EntityKind},
    time::Millis,
};

/// A table is now so; a table that was never set before is new.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableSet {
    /// The table, named by the device that set it up.
    pub table: TableId,
    /// The part of the house it stands in; may be empty.
    pub area: String,
    /// What stands on it: `7`, `B2` …
    pub label: String,
    /// How many people sit there.
    pub seats: u16,
    /// Whether guests may sit there.
    pub active: bool,
    /// The centre's plan that it follows, by its moment; none where the branch set it up itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned_at: Option<Millis>,
}

/// A table of a branch as the centre wants it. The branch sets it up by itself and answers with a fact of
/// its own, so that its tables have one writer; with that the plan is done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TablePlan {
    /// The table, named by the device that planned it.
    pub table: TableId,
    /// The branch.
    pub branch: BranchId,
    /// The part of the house it stands in; may be empty.
    pub area: String,
    /// What stands on it.
    pub label: String,
    /// How many people sit there.
    pub seats: u16,
    /// Whether guests may sit there.
    pub active: bool,
    /// When it was planned.
    pub at: Millis,
}

impl TablePlan {
    /// The key of a table's plan among the rows of master data.
    pub fn key(table: TableId) -> EntityKey {
        EntityKey {
            kind: EntityKind::Table,
            id: table.to_string(),
        }
    }
}

/// The guests of a table left: their sitting ended, and the next one begins with a number of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableClosed {
    /// The table.
    pub table: TableId,
    /// The sitting that ended, from 1.
    pub sitting: u32,
}

/// A station of the kitchen is now so; one that was never set before is new.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StationSet {
    /// The station, named by the device that set it up.
    pub station: StationId,
    /// What people call it: `Bar`, `Panas` …
    pub name: String,
    /// The categories that are cooked there.
    pub categories: Vec<CategoryId>,
    /// Whether anything is cooked there.
    pub active: bool,
}

/// Where an order is brought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Service {
    /// To a table.
    Table {
        /// The table.
        table: TableId,
        /// Its label at the time.
        label: String,
        /// The sitting, from 1.
        sitting: u32,
    },
    /// Over the counter.
    TakeAway,
    /// To a door; whose, is no part of a fact (I13).
    Delivery,
}

/// A modifier that was chosen, with what it added to the price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chosen {
    /// The question: `Ukuran`, `Pedas`, `Tambahan` …
    pub group: String,
    /// The answer.
    pub name: String,
    /// Minor units for `per_milli` of the line.
    pub price: i64,
}

/// A line of an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderLine {
    /// The product.
    pub product: ProductId,
    /// Its name at the time.
    pub name: String,
    /// Its SKU at the time.
    pub sku: String,
    /// Its unit at the time.
    pub unit: String,
    /// Its category: it says which station cooks it.
    pub category: CategoryId,
    /// Thousandths of the unit.
    pub quantity_milli: i64,
    /// Minor units for `per_milli`, modifiers not included.
    pub price: i64,
    /// The quantity that the price is for, thousandths.
    pub per_milli: i64,
    /// Which version of the price was used.
    pub price_version: PriceId,
    /// What was chosen with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub chosen: Vec<Chosen>,
    /// Price and modifiers times quantity.
    pub gross: i64,
    /// Whether the line moves stock.
    pub stocked: bool,
    /// A note for the kitchen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Somebody ordered. The document is the order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderPlaced {
    /// The running number of the branch's business day, from 1: what people call out.
    pub n: u32,
    /// Where it is brought.
    pub service: Service,
    /// The name that the guest gave; none when staff ordered for somebody who gave none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guest: Option<String>,
    /// What was ordered.
    pub lines: Vec<OrderLine>,
    /// Sum of the lines' gross.
    pub gross: i64,
    /// The bill that it comes to; none where the order begins a bill, which is then known by the order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bill: Option<BillId>,
}

/// The kitchen began with an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderStarted {
    /// The order.
    pub order: OrderId,
}

/// Some lines of an order are cooked, and others are not yet: with the last of them the order is finished,
/// which is a fact of its own. An order that nobody had begun with is begun with by this.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DishesReady {
    /// The order.
    pub order: OrderId,
    /// Indexes of its lines.
    pub lines: Vec<u16>,
}

/// The kitchen called back what it had said of some lines. An order that was finished stands started again:
/// what had left the shelf for it lies there again and is held for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DishesRecalled {
    /// The order.
    pub order: OrderId,
    /// Indexes of its lines; all others stay cooked.
    pub lines: Vec<u16>,
}

/// An order was served: what it holds left the shelf, and all of its lines are cooked. One that
/// nobody had begun with is begun with by this.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderFinished {
    /// The order.
    pub order: OrderId,
}

/// An order was called off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderCancelled {
    /// The order.
    pub order: OrderId,
    /// Why.
    pub reason: String,
    /// Of an order that was finished: its goods go back on the shelf, else they are waste. Nothing moves
    /// for an order that was not.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub restock: bool,
}
