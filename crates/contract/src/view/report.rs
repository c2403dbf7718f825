//! Reports and the dashboard: sums out of roll-ups, minor units and thousandths.

use nusa_rules::rows::{MethodSums, ProductSums, Sums};
use serde::Serialize;
use utoipa::ToSchema;

use crate::view::{goods::StockView, sale::SaleView};

/// What trade adds up to, minor units and counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs, reason = "the words of money.md § 10")]
pub struct SumsView {
    pub sales: i64,
    pub voids: i64,
    pub refunds: i64,
    pub gross: i64,
    pub discount: i64,
    pub net: i64,
    pub service: i64,
    pub tax: i64,
    pub total: i64,
    pub tip: i64,
    pub rounding: i64,
    pub payable: i64,
    pub refund_total: i64,
    pub refund_paid: i64,
}

impl From<&Sums> for SumsView {
    fn from(sums: &Sums) -> Self {
        Self {
            sales: sums.sales,
            voids: sums.voids,
            refunds: sums.refunds,
            gross: sums.gross,
            discount: sums.discount,
            net: sums.net,
            service: sums.service,
            tax: sums.tax,
            total: sums.total,
            tip: sums.tip,
            rounding: sums.rounding,
            payable: sums.payable,
            refund_total: sums.refund_total,
            refund_paid: sums.refund_paid,
        }
    }
}

/// One row of a report by day, hour or member of staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TradeRow {
    /// The day, the hour (0 to 23) or the person's number.
    pub key: String,
    /// The person's name; absent by day and hour.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it adds up to.
    #[serde(flatten)]
    pub sums: SumsView,
}

/// One row of a report by product.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProductRow {
    /// The product's number.
    pub product: u32,
    /// Its name today; absent when the product is not known here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Sold, thousandths.
    pub sold_milli: i64,
    /// Brought back, thousandths.
    pub returned_milli: i64,
    /// Net of the sold lines.
    pub net: i64,
    /// Revenue of the sold lines.
    pub total: i64,
    /// Revenue given back.
    pub refund_total: i64,
}

impl ProductRow {
    /// A product's sums under its name.
    pub fn of(product: u32, name: Option<String>, sums: &ProductSums) -> Self {
        Self {
            product,
            name,
            sold_milli: sums.sold_milli,
            returned_milli: sums.returned_milli,
            net: sums.net,
            total: sums.total,
            refund_total: sums.refund_total,
        }
    }
}

/// One row of a report by method of payment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct MethodRow {
    /// The method.
    pub method: String,
    /// Payments.
    pub count: i64,
    /// Minor units, net of change and of what was handed back.
    pub amount: i64,
}

impl MethodRow {
    /// A method's sums.
    pub fn of(method: nusa_facts::sale::Method, sums: &MethodSums) -> Self {
        Self {
            method: method.word().to_owned(),
            count: sums.count,
            amount: sums.amount,
        }
    }
}

/// The dashboard: today at a glance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct DashboardView {
    /// The business date that counts as today.
    pub date: String,
    /// Today's trade.
    pub today: SumsView,
    /// Active branches; 1 at a branch.
    pub branches: usize,
    /// Products that are sold.
    pub products: usize,
    /// Revenue of the last seven days, oldest first; days without sales are there with zero.
    pub week: Vec<DayView>,
    /// The lowest shelves.
    pub low_stock: Vec<StockView>,
    /// The newest sales.
    pub latest: Vec<SaleView>,
    /// Facts that are put aside.
    pub quarantined: usize,
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
