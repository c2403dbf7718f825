//! Tables and orders as boards show them.

use nusa_facts::{
    SealedDoc,
    order::{Chosen, OrderLine, OrderPlaced},
};
use nusa_rules::rows::{OrderRow, TableRow};
use serde::Serialize;
use utoipa::ToSchema;

use crate::view::bills::service;

/// A table with its running sitting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TableView {
    /// The table.
    pub table: String,
    /// The part of the house it stands in.
    pub area: String,
    /// What stands on it.
    pub label: String,
    /// How many people sit there.
    pub seats: u16,
    /// Whether guests may sit there.
    pub active: bool,
    /// The sitting that runs.
    pub sitting: u32,
    /// Orders of it for which somebody waits.
    pub open_orders: usize,
    /// Sum of its orders that were not called off, minor units.
    pub gross: i64,
    /// When the first of them was placed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<i64>,
    /// Phones that read its code in this sitting.
    pub guests: usize,
    /// The centre planned it so, and the branch has not set it up so yet.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub planned: bool,
}

impl TableView {
    /// A table and the orders of its running sitting.
    pub fn of(row: TableRow, sitting: u32, orders: &[OrderRow]) -> Self {
        let standing = || {
            orders
                .iter()
                .filter(|order| order.state != nusa_rules::rows::OrderState::Cancelled)
        };
        Self {
            table: row.id.to_string(),
            area: row.area,
            label: row.label,
            seats: row.seats,
            active: row.active,
            sitting,
            open_orders: orders.iter().filter(|order| order.state.is_open()).count(),
            gross: standing().map(|order| order.gross).sum(),
            since: standing().map(|order| order.at.0).min(),
            guests: 0,
            planned: false,
        }
    }

    /// The same with so many phones.
    #[must_use]
    pub fn with_guests(self, guests: usize) -> Self {
        Self { guests, ..self }
    }
}

/// A modifier that was chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ChosenView {
    /// The question.
    pub group: String,
    /// The answer.
    pub name: String,
    /// What it added to the price, minor units.
    pub price: i64,
}

impl From<&Chosen> for ChosenView {
    fn from(chosen: &Chosen) -> Self {
        Self {
            group: chosen.group.clone(),
            name: chosen.name.clone(),
            price: chosen.price,
        }
    }
}

/// A line of an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct DishView {
    /// The product's number.
    pub product: u32,
    /// Its name at the time.
    pub name: String,
    /// Its category, which says where it is cooked.
    pub category: u32,
    /// Its unit.
    pub unit: String,
    /// Thousandths of the unit.
    pub quantity_milli: i64,
    /// Minor units for `per_milli`.
    pub price: i64,
    /// The quantity that the price is for, thousandths.
    pub per_milli: i64,
    /// What was chosen with it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub chosen: Vec<ChosenView>,
    /// What the line comes to, minor units.
    pub gross: i64,
    /// A note for the kitchen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl From<&OrderLine> for DishView {
    fn from(line: &OrderLine) -> Self {
        Self {
            product: line.product.0,
            name: line.name.clone(),
            category: line.category.0,
            unit: line.unit.clone(),
            quantity_milli: line.quantity_milli,
            price: line.price,
            per_milli: line.per_milli,
            chosen: line.chosen.iter().map(ChosenView::from).collect(),
            gross: line.gross,
            note: line.note.clone(),
        }
    }
}

/// An order with its lines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct OrderView {
    /// The order.
    pub order: String,
    /// Its number of the day.
    pub n: u32,
    /// The day, YYYY-MM-DD.
    pub business_date: String,
    /// table, take_away or delivery.
    pub service: String,
    /// The table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<String>,
    /// What stood on the table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The sitting of the table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sitting: Option<u32>,
    /// The guest's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guest: Option<String>,
    /// The phone that it was ordered from, where that is known: boards and phones are told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_phone: Option<String>,
    /// Who ordered for them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub staff_name: Option<String>,
    /// placed, started, finished or cancelled.
    pub state: String,
    /// When it was placed.
    pub at: i64,
    /// When the kitchen began.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started_at: Option<i64>,
    /// When it was served or called off.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<i64>,
    /// Sum of its lines, minor units.
    pub gross: i64,
    /// What was ordered.
    pub lines: Vec<DishView>,
    /// Indexes of the lines that the kitchen is done with; all of an order that was served.
    pub ready: Vec<u16>,
    /// The bill that it comes to.
    pub bill: String,
    /// Whether the kitchen waits until somebody pays it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub waits_for_payment: bool,
}

impl OrderView {
    /// An order's row with its document.
    pub fn of(row: &OrderRow, doc: &SealedDoc, order: &OrderPlaced) -> Self {
        let (service, label) = service(&order.service);
        Self {
            order: row.id.to_string(),
            n: row.n,
            business_date: row.business_date.to_string(),
            service: service.to_owned(),
            table: row.table.map(|table| table.to_string()),
            label,
            sitting: row.table.map(|_| row.sitting),
            guest: order.guest.clone(),
            from_phone: None,
            staff_name: doc.doc.staff.as_ref().map(|signer| signer.name.clone()),
            state: row.state.word().to_owned(),
            at: row.at.0,
            started_at: row.started_at.map(|at| at.0),
            ended_at: row.ended_at.map(|at| at.0),
            gross: row.gross,
            lines: order.lines.iter().map(DishView::from).collect(),
            ready: row.cooked(order.lines.len()),
            bill: row.bill.to_string(),
            waits_for_payment: false,
        }
    }
}

/// The answer to an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct OrderAnswer {
    /// The order.
    pub order: String,
    /// Its number of the day.
    pub n: u32,
    /// Sum of its lines, minor units.
    pub gross: i64,
    /// The document's hash.
    pub doc_hash: String,
    /// Its place in the chain.
    pub seq: u64,
}
