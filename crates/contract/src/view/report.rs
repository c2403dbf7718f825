//! Reports: what trade adds up to by one thing or another, and tables as they are
//! printed. Minor units and thousandths.

use nusa_rules::rows::Sums;
use serde::Serialize;
use utoipa::ToSchema;

use crate::view::sale::SaleView;

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
    pub revenue: i64,
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
            revenue: sums.total.saturating_sub(sums.refund_total),
        }
    }
}

/// One row of a report. What its source does not keep is absent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct ReportRow {
    /// The day, the hour (0 to 23), the method, or the number of a branch, a person, a product or a category.
    pub key: String,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Revenue less what was given back.
    pub revenue: i64,
    /// Revenue of sales.
    pub total: i64,
    /// Revenue given back.
    pub refund_total: i64,
    /// Sales; for methods the payments.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sales: Option<i64>,
    /// Sold, thousandths.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sold_milli: Option<i64>,
    /// Brought back, thousandths.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub returned_milli: Option<i64>,
    /// Everything that a roll-up keeps; absent when only some sales or goods are asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sums: Option<SumsView>,
}

/// A report with all its rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ReportView {
    /// days, hours, branches, staff, methods, products or categories.
    pub by: String,
    /// The first business date.
    pub from: String,
    /// The last business date.
    pub to: String,
    /// The rows.
    pub items: Vec<ReportRow>,
    /// What all rows add up to, those that are not shown with them.
    pub totals: ReportRow,
}

impl ReportRow {
    /// Revenue of a sale on average, rounded down; none without sales.
    pub fn average(&self) -> Option<i64> {
        self.total.checked_div_euclid(self.sales?)
    }
}

/// What a selection adds up to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ReportTotalsView {
    /// The first business date.
    pub from: String,
    /// The last business date.
    pub to: String,
    /// The sums.
    #[serde(flatten)]
    pub row: ReportRow,
    /// Revenue of a sale on average, rounded down; absent without sales.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub average: Option<i64>,
}

/// A sale in the office's table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ListedSale {
    /// The sale.
    #[serde(flatten)]
    pub sale: SaleView,
    /// The branch's name.
    pub branch_name: String,
}

/// A table as it is printed.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PrintView {
    /// What it is.
    pub title: String,
    /// The filters it was made with.
    pub filters: Vec<PrintFilter>,
    /// Its columns.
    pub columns: Vec<PrintColumn>,
    /// Its rows: a text, a whole number, or nothing in each column.
    #[schema(value_type = Vec<Vec<Object>>)]
    pub rows: Vec<Vec<serde_json::Value>>,
    /// There are more rows than a print holds.
    pub cut: bool,
    /// What all rows add up to.
    pub totals: ReportRow,
}

/// A filter of a printed table.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PrintFilter {
    /// What it is about.
    pub name: String,
    /// What it says.
    pub value: String,
}

/// A column of a printed table.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PrintColumn {
    /// Its heading.
    pub name: String,
    /// text, money, quantity, number or time.
    pub kind: String,
}
