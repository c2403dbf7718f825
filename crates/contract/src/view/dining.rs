//! How an evening went at the tables of a branch: how long the kitchen took, how long guests stayed, and who
//! took their orders.

use serde::Serialize;
use utoipa::ToSchema;

/// How long something took: half of all took no longer than the first, nine of ten no longer than the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TookView {
    /// Seconds.
    pub median_s: i64,
    /// Seconds.
    pub slow_s: i64,
}

impl TookView {
    /// Of times in milliseconds; none of none.
    pub fn of(mut took_ms: Vec<i64>) -> Option<Self> {
        took_ms.sort_unstable();
        let last = took_ms.len().checked_sub(1)?;
        let at = |tenths: usize| (took_ms[last * tenths / 10] + 500) / 1_000;
        Some(Self {
            median_s: at(5),
            slow_s: at(9),
        })
    }
}

/// The orders of some days at a branch.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct DiningView {
    /// The first business date.
    pub from: String,
    /// The last business date.
    pub to: String,
    /// Orders.
    pub orders: i64,
    /// Of them served.
    pub served: i64,
    /// Of them called off.
    pub cancelled: i64,
    /// Parties that sat at a table and ordered.
    pub sittings: i64,
    /// From the order to the kitchen's beginning.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub begin: Option<TookView>,
    /// From the order until it was served.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub serve: Option<TookView>,
    /// From a party's first order to its payment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stay: Option<TookView>,
    /// By local hour, those in which somebody ordered.
    pub hours: Vec<DiningHourView>,
    /// By table, the one with most parties first.
    pub tables: Vec<TableUseView>,
    /// By whoever took the orders, most orders first.
    pub waiters: Vec<WaiterView>,
}

/// An hour of the local day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct DiningHourView {
    /// 0 to 23.
    pub hour: u8,
    /// Orders.
    pub orders: i64,
    /// From the order until it was served.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub serve: Option<TookView>,
}

/// How a table was used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TableUseView {
    /// The table.
    pub table: String,
    /// The part of the house.
    pub area: String,
    /// What stands on it.
    pub label: String,
    /// Parties.
    pub sittings: i64,
    /// Orders.
    pub orders: i64,
    /// What was ordered and not called off, minor units, before discounts, service and tax.
    pub gross: i64,
    /// From a party's first order to its payment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stay: Option<TookView>,
}

/// Who took orders.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct WaiterView {
    /// The person's number; absent for what guests' phones sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub staff: Option<u32>,
    /// The person's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Orders.
    pub orders: i64,
    /// What was ordered and not called off, minor units.
    pub gross: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_take_no_longer_than_the_median_and_nine_of_ten_no_longer_than_the_slow_one() {
        let took = |ms: &[i64]| TookView::of(ms.to_vec()).map(|took| (took.median_s, took.slow_s));
        assert_eq!(took(&[]), None);
        assert_eq!(took(&[1_499]), Some((1, 1)));
        assert_eq!(took(&[9_000, 1_000]), Some((1, 1)));
        let eleven: Vec<i64> = (0..=10).rev().map(|n| n * 60_000).collect();
        assert_eq!(took(&eleven), Some((300, 540)));
    }
}
