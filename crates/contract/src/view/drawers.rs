//! The shifts of some days as whoever runs a shop looks at them: each with its drawer,
//! and what they come to together.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use crate::view::shift::{MethodView, ShiftDetail};

/// The shifts of some days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ShiftReportView {
    /// The first day, YYYY-MM-DD.
    pub from: String,
    /// The last day.
    pub to: String,
    /// What they come to together.
    pub sum: DrawersSum,
    /// The shifts, the newest first.
    pub shifts: Vec<ShiftRowView>,
}

/// A shift of a report, with names of today.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ShiftRowView {
    /// What the till is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub till_name: Option<String>,
    /// Who opened it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub staff_name: Option<String>,
    /// What it took, less what it gave back.
    pub revenue: i64,
    /// The shift.
    pub detail: ShiftDetail,
}

/// What shifts come to together, minor units and counts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct DrawersSum {
    /// What they took, less what they gave back.
    pub revenue: i64,
    /// Sales, voided ones taken off.
    pub sales: i64,
    /// Voided sales.
    pub voids: i64,
    /// Refunds.
    pub refunds: i64,
    /// Discounts.
    pub discount: i64,
    /// Counted less expected, of those that are closed.
    pub difference: i64,
    /// How many are closed.
    pub closed: usize,
    /// How many are open.
    pub open: usize,
    /// What each method brought, the most first.
    pub methods: Vec<MethodView>,
    /// What each till took, by its number.
    pub tills: Vec<TillSum>,
}

/// What a till took, less what it gave back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TillSum {
    /// Its number.
    pub till: u8,
    /// What it is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Minor units.
    pub revenue: i64,
}

impl DrawersSum {
    /// The sum of these shifts.
    pub fn of(shifts: &[ShiftRowView]) -> Self {
        let closed = shifts
            .iter()
            .filter(|shift| shift.detail.z.is_some())
            .count();
        let mut sum = Self {
            closed,
            open: shifts.len() - closed,
            methods: methods(shifts),
            tills: tills(shifts),
            ..Self::default()
        };
        for ShiftRowView {
            revenue, detail, ..
        } in shifts
        {
            sum.revenue += revenue;
            sum.sales += detail.x.sales;
            sum.voids += detail.x.voids;
            sum.refunds += detail.x.refunds;
            sum.discount += detail.x.discount;
            sum.difference += detail.z.as_ref().map_or(0, |z| z.difference);
        }
        sum
    }
}

fn methods(shifts: &[ShiftRowView]) -> Vec<MethodView> {
    let mut brought: BTreeMap<&str, i64> = BTreeMap::new();
    for part in shifts.iter().flat_map(|shift| &shift.detail.x.methods) {
        *brought.entry(&part.method).or_default() += part.amount;
    }
    let parts = brought.into_iter().map(|(method, amount)| MethodView {
        method: method.to_owned(),
        amount,
    });
    let mut methods: Vec<_> = parts.collect();
    methods.sort_by_key(|part| std::cmp::Reverse(part.amount));
    methods
}

fn tills(shifts: &[ShiftRowView]) -> Vec<TillSum> {
    let mut tills: BTreeMap<u8, TillSum> = BTreeMap::new();
    for shift in shifts {
        let till = shift.detail.head.till;
        let sum = tills.entry(till).or_insert_with(|| TillSum {
            till,
            name: shift.till_name.clone(),
            revenue: 0,
        });
        sum.revenue += shift.revenue;
    }
    tills.into_values().collect()
}
