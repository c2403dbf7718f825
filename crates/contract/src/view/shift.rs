//! Tills and shifts as they are answered and shown. An open shift never tells
//! what should be in the drawer: the count is blind.

use nusa_facts::{
    sale::Method,
    shift::{ShiftClosed, ShiftTotals, TillStanding},
};
use nusa_rules::rows::{DrawerSums, MethodSums, ShiftRow, Sums, TillRow};
use serde::Serialize;
use utoipa::ToSchema;

/// A till.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TillView {
    /// Its number.
    pub till: u8,
    /// What people call it.
    pub name: String,
    /// No longer in use.
    pub retired: bool,
}

impl From<&TillRow> for TillView {
    fn from(row: &TillRow) -> Self {
        Self {
            till: row.till.get(),
            name: row.name.clone(),
            retired: row.retired,
        }
    }
}

/// The answer to a command about a shift.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ShiftAnswer {
    /// The shift.
    pub shift: String,
    /// The document.
    pub doc: String,
    /// Its hash.
    pub doc_hash: String,
    /// Its place in the branch's chain.
    pub seq: u64,
    /// The Z, when the shift was closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub z: Option<ZView>,
}

/// What a method brought, net of change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct MethodView {
    /// The method.
    pub method: String,
    /// Minor units.
    pub amount: i64,
}

/// The sums of a shift, minor units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs, reason = "the words of money.md § 10")]
pub struct TotalsView {
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
    pub methods: Vec<MethodView>,
    pub cash_in: i64,
    pub cash_out: i64,
    pub cash_drops: i64,
    pub tips_paid: i64,
}

/// Counts of a fact are small; a number beyond the greatest is told as the greatest.
fn count(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

impl From<&ShiftTotals> for TotalsView {
    fn from(totals: &ShiftTotals) -> Self {
        let methods = totals
            .methods
            .iter()
            .map(|part| method_view(part.method, part.amount))
            .collect();
        Self {
            sales: count(totals.sales),
            voids: count(totals.voids),
            refunds: count(totals.refunds),
            gross: totals.gross,
            discount: totals.discount,
            net: totals.net,
            service: totals.service,
            tax: totals.tax,
            total: totals.total,
            tip: totals.tip,
            rounding: totals.rounding,
            payable: totals.payable,
            refund_total: totals.refund_total,
            refund_paid: totals.refund_paid,
            methods,
            cash_in: totals.cash_in,
            cash_out: totals.cash_out,
            cash_drops: totals.cash_drops,
            tips_paid: totals.tips_paid,
        }
    }
}

fn method_view(method: Method, amount: i64) -> MethodView {
    MethodView {
        method: method.word().to_owned(),
        amount,
    }
}

impl TotalsView {
    /// What was taken, less what was given back.
    pub fn revenue(&self) -> i64 {
        self.total.saturating_sub(self.refund_total)
    }

    /// The live sums of a shift.
    pub fn live(sums: &Sums, drawer: &DrawerSums, methods: &[(Method, MethodSums)]) -> Self {
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
            methods: methods
                .iter()
                .map(|(method, sums)| method_view(*method, sums.amount))
                .collect(),
            cash_in: drawer.cash_in,
            cash_out: drawer.cash_out,
            cash_drops: drawer.drops,
            tips_paid: drawer.tips,
        }
    }
}

/// How far a till was when a shift ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TillStandingView {
    /// The till.
    pub till: u8,
    /// The last number that it gave, 0 when none was.
    pub last: u64,
    /// Its shift went on: what it still brought stands in none of the totals.
    pub open: bool,
}

impl From<&TillStanding> for TillStandingView {
    fn from(standing: &TillStanding) -> Self {
        Self {
            till: standing.till.get(),
            last: standing.last,
            open: standing.open,
        }
    }
}

/// A closed shift: frozen totals and the count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ZView {
    /// Running number at the till.
    pub n: u64,
    /// Cash at the start.
    pub float: i64,
    /// What was counted.
    pub counted: i64,
    /// What should have been there.
    pub expected: i64,
    /// Counted less expected; negative is short.
    pub difference: i64,
    /// The frozen sums.
    pub totals: TotalsView,
    /// How far every till of the branch was.
    pub tills: Vec<TillStandingView>,
}

impl From<&ShiftClosed> for ZView {
    fn from(closed: &ShiftClosed) -> Self {
        Self {
            n: closed.n,
            float: closed.float,
            counted: closed.counted,
            expected: closed.expected,
            difference: closed.difference,
            totals: (&closed.totals).into(),
            tills: closed.tills.iter().map(Into::into).collect(),
        }
    }
}

/// A shift in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ShiftView {
    /// The shift.
    pub shift: String,
    /// Its till.
    pub till: u8,
    /// Running number at its till.
    pub n: u64,
    /// Who opened it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub staff: Option<u32>,
    /// The day of everything in it.
    pub business_date: String,
    /// When it was opened.
    pub opened_at: i64,
    /// Cash at the start.
    pub float: i64,
    /// When it was closed; absent while it is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<i64>,
}

impl From<&ShiftRow> for ShiftView {
    fn from(row: &ShiftRow) -> Self {
        Self {
            shift: row.id.to_string(),
            till: row.till.get(),
            n: row.n,
            staff: row.staff.map(|staff| staff.0),
            business_date: row.business_date.to_string(),
            opened_at: row.opened_at.0,
            float: row.float,
            closed_at: row.closed.as_ref().map(|end| end.at.0),
        }
    }
}

/// A shift with its sums: X while it is open, Z afterwards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ShiftDetail {
    /// What a list says about it.
    #[serde(flatten)]
    pub head: ShiftView,
    /// The sums as they are now; facts after the close are in them too.
    pub x: TotalsView,
    /// The frozen Z; absent while the shift is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub z: Option<ZView>,
}
