//! Bills: what the guests of a table, or whoever fetches an order, have to pay together. A bill grows by
//! orders, each of which names it; what is divided among several payers is priced once and shared out
//! (money.md § 6). The payment of a bill is a sale. Knows no price book and no drawer.

use serde::{Deserialize, Serialize};

use crate::{
    ids::{BillId, OrderId, TableId},
    order::Service,
    sale::{PricedBy, SaleLine, SaleTax, is_zero},
};

/// A line of an order, by its index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct OrderedLine {
    /// The order.
    pub order: OrderId,
    /// The index of its line.
    pub line: u16,
}

/// What a sale says of the bill that it pays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaidBill {
    /// The bill, or the part of one.
    pub bill: BillId,
    /// Where its orders were brought.
    pub service: Service,
    /// The numbers of its orders, in order.
    pub orders: Vec<u32>,
    /// The names of the guests who ordered, each once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub guests: Vec<String>,
}

/// One payer's part of a bill, with amounts that are not computed again (money.md § 6).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BillPart {
    /// The part is a bill of its own; the device that divides names it.
    pub bill: BillId,
    /// Who pays it, where that was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payer: Option<String>,
    /// Its lines, each a share of a line of the bill.
    pub lines: Vec<SaleLine>,
    /// Sum of the lines' gross.
    pub gross: i64,
    /// Everything taken off.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub discount: i64,
    /// Sum of the lines' net.
    pub net: i64,
    /// Service charge.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub service: i64,
    /// Taxes by code.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub taxes: Vec<SaleTax>,
    /// Sum of the lines' totals.
    pub total: i64,
}

/// A bill was divided among several payers. What is ordered after that comes to a new bill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BillSplit {
    /// The bill.
    pub bill: BillId,
    /// ISO 4217 code.
    pub currency: String,
    /// The parts, which sum to the bill.
    pub parts: Vec<BillPart>,
    /// How the bill was priced.
    pub priced_by: PricedBy,
}

/// The parts of a bill are one again: none of them was paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BillRejoined {
    /// The bill.
    pub bill: BillId,
}

/// Lines went from one bill to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinesMoved {
    /// Whence.
    pub from: BillId,
    /// Whither.
    pub to: BillId,
    /// Which.
    pub lines: Vec<OrderedLine>,
}

/// The guests of a table went to another one with all that they ordered; where somebody sits there, they
/// sit together from now on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuestsMoved {
    /// Whence.
    pub from: TableId,
    /// The sitting that ends with it.
    pub sitting: u32,
    /// Whither.
    pub to: TableId,
    /// What stands on that table.
    pub label: String,
    /// Its sitting.
    pub to_sitting: u32,
    /// The open bill of the former, and the open one of the latter which it becomes a part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub joined: Option<(BillId, BillId)>,
}
