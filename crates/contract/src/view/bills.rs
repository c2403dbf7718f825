//! Bills as a till and a board show them.

use nusa_facts::{
    bill::{BillPart, PaidBill},
    order::Service,
    sale::{SaleCompleted, SaleTax},
};
use nusa_rules::{bill::OwedLine, rows::BillRow, sale::SaleQuote};
use serde::Serialize;
use utoipa::ToSchema;

use crate::view::{orders::ChosenView, sale::QuoteView};

/// A bill, without what it comes to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct BillView {
    /// The bill.
    pub bill: String,
    /// The table whose guests pay it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<String>,
    /// The sitting of that table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sitting: Option<u32>,
    /// open, split, joined or paid.
    pub state: String,
    /// Rises with whatever happens to it; whoever pays or divides names it.
    pub version: u32,
    /// When it began.
    pub at: i64,
    /// The bill that it is a part of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// The sale that paid it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sale: Option<String>,
}

impl From<&BillRow> for BillView {
    fn from(row: &BillRow) -> Self {
        Self {
            bill: row.id.to_string(),
            table: row.table.map(|table| table.to_string()),
            sitting: row.table.map(|_| row.sitting),
            state: row.state.word().to_owned(),
            version: row.version,
            at: row.at.0,
            parent: row.parent.map(|parent| parent.to_string()),
            sale: row.sale.map(|sale| sale.to_string()),
        }
    }
}

/// A line of a bill: whose it is, and what it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct OwedLineView {
    /// The order.
    pub order: String,
    /// The index of its line.
    pub line: u16,
    /// The order's number of the day.
    pub n: u32,
    /// The guest who ordered it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guest: Option<String>,
    /// The product's number.
    pub product: u32,
    /// Its name.
    pub name: String,
    /// Thousandths of its unit.
    pub quantity_milli: i64,
    /// What was chosen with it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub chosen: Vec<ChosenView>,
    /// What it comes to before anything is taken off, minor units.
    pub gross: i64,
}

impl From<&OwedLine> for OwedLineView {
    fn from(owed: &OwedLine) -> Self {
        Self {
            order: owed.ordered.order.to_string(),
            line: owed.ordered.line,
            n: owed.n,
            guest: owed.guest.clone(),
            product: owed.line.product.0,
            name: owed.line.name.clone(),
            quantity_milli: owed.line.quantity_milli,
            chosen: owed.line.chosen.iter().map(ChosenView::from).collect(),
            gross: owed.line.gross,
        }
    }
}

/// A part of a bill that was divided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct BillPartView {
    /// The part and how it stands.
    #[serde(flatten)]
    pub head: BillView,
    /// Who pays it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payer: Option<String>,
    /// What it comes to, minor units.
    pub total: i64,
}

impl BillPartView {
    /// A part's row with what was said when the bill was divided.
    pub fn of(row: &BillRow, part: &BillPart) -> Self {
        Self {
            head: BillView::from(row),
            payer: part.payer.clone(),
            total: part.total,
        }
    }
}

/// A bill with its lines and what it comes to now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct BillDetail {
    /// The bill and how it stands.
    #[serde(flatten)]
    pub head: BillView,
    /// table, take_away or delivery; absent without orders.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// What stands on the table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The lines that come to it; of a part, those of the whole bill.
    pub lines: Vec<OwedLineView>,
    /// What it comes to; absent when nothing of it is to be paid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote: Option<QuoteView>,
    /// The parts into which it was divided.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<BillPartView>,
}

/// A tax as a guest reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct GuestTaxView {
    /// What it is called on receipts.
    pub name: String,
    /// What it comes to, minor units.
    pub amount: i64,
}

impl From<&SaleTax> for GuestTaxView {
    fn from(tax: &SaleTax) -> Self {
        let printed = tax.printed.as_ref().map(|printed| printed.name.clone());
        Self {
            name: printed.unwrap_or_else(|| tax.code.clone()),
            amount: tax.amount,
        }
    }
}

/// A bill of a phone's own table, or a part of one: what it comes to, and whether it is paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct GuestBillView {
    /// The bill.
    pub bill: String,
    /// open or paid.
    pub state: String,
    /// Who pays it, of a part.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payer: Option<String>,
    /// Sum of what was ordered, minor units.
    pub gross: i64,
    /// Everything taken off, minor units.
    pub discount: i64,
    /// Service charge, minor units.
    pub service: i64,
    /// Taxes by code.
    pub taxes: Vec<GuestTaxView>,
    /// Whether service and taxes lie within the prices; else they come on top.
    pub inclusive: bool,
    /// What it comes to, minor units.
    pub total: i64,
}

impl GuestBillView {
    /// A bill that waits to be paid, as it stands.
    pub fn open(row: &BillRow, payer: Option<&str>, quote: &SaleQuote) -> Self {
        Self {
            bill: row.id.to_string(),
            state: row.state.word().to_owned(),
            payer: payer.map(str::to_owned),
            gross: quote.gross,
            discount: quote.discount,
            service: quote.service,
            taxes: quote.taxes.iter().map(GuestTaxView::from).collect(),
            inclusive: quote.priced_by.tax_inclusive,
            total: quote.total,
        }
    }

    /// A bill that was paid, as its sale says.
    pub fn paid(row: &BillRow, sale: &SaleCompleted) -> Self {
        let guests = sale.bill.as_ref().map(|bill| bill.guests.join(", "));
        Self {
            bill: row.id.to_string(),
            state: row.state.word().to_owned(),
            payer: guests.filter(|_| row.split.is_some()),
            gross: sale.gross,
            discount: sale.discount,
            service: sale.service,
            taxes: sale.taxes.iter().map(GuestTaxView::from).collect(),
            inclusive: sale.priced_by.tax_inclusive,
            total: sale.total,
        }
    }
}

/// The bill that a sale paid, as its receipt says it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PaidBillView {
    /// The bill, or the part of one.
    pub bill: String,
    /// table, take_away or delivery.
    pub service: String,
    /// What stood on the table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The numbers of its orders.
    pub orders: Vec<u32>,
    /// Who ordered.
    pub guests: Vec<String>,
}

impl From<&PaidBill> for PaidBillView {
    fn from(bill: &PaidBill) -> Self {
        let (word, label) = service(&bill.service);
        Self {
            bill: bill.bill.to_string(),
            service: word.to_owned(),
            label,
            orders: bill.orders.clone(),
            guests: bill.guests.clone(),
        }
    }
}

/// The word of a service and what stands on its table.
pub fn service(service: &Service) -> (&'static str, Option<String>) {
    match service {
        Service::Table { label, .. } => ("table", Some(label.clone())),
        Service::TakeAway => ("take_away", None),
        Service::Delivery => ("delivery", None),
    }
}
