//! Stock, transfers and what became of them, as they are answered and shown.

use nusa_facts::{
    master::TransferNotice,
    stock::{Goods, Location},
};
use nusa_rules::rows::{ArrivalRow, TransferRow};
use serde::Serialize;
use utoipa::ToSchema;

/// How much of a product lies at a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct StockView {
    /// The product's number; also the cursor of the list.
    pub product: u32,
    /// The shop's own code.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// Its unit.
    pub unit: String,
    /// Thousandths of the unit; negative when more was sold than was booked.
    pub level_milli: i64,
    /// habis (0 or less), menipis (up to 10 units) or aman.
    pub state: String,
}

/// Thousandths up to which a shelf is called low: ten units.
const LOW_MILLI: i64 = 10_000;

/// The word for a level.
pub fn level_word(level_milli: i64) -> &'static str {
    match level_milli {
        ..=0 => "habis",
        1..=LOW_MILLI => "menipis",
        _ => "aman",
    }
}

/// A product and how much of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct GoodsView {
    /// The product's number.
    pub product: u32,
    /// Its name at the time.
    pub name: String,
    /// Thousandths.
    pub quantity_milli: i64,
}

impl From<&Goods> for GoodsView {
    fn from(goods: &Goods) -> Self {
        Self {
            product: goods.product.0,
            name: goods.name.clone(),
            quantity_milli: goods.quantity_milli,
        }
    }
}

/// A transfer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TransferView {
    /// The transfer.
    pub transfer: String,
    /// Whence: `warehouse`, `branch:3`, or the name that a branch was told.
    pub from: String,
    /// Whither: `branch:3` or `warehouse`.
    pub to: String,
    /// When it left.
    pub at: i64,
    /// dispatched or received.
    pub state: String,
    /// When it was received.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub received_at: Option<i64>,
    /// What is in it; a list of many transfers leaves it out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<GoodsView>,
}

impl TransferView {
    /// A transfer that was sent from here, and its arrival where it is known.
    pub fn sent(row: &TransferRow, lines: &[Goods], arrival: Option<&ArrivalRow>) -> Self {
        Self {
            transfer: row.id.to_string(),
            from: row.from.to_string(),
            to: row.to.to_string(),
            at: row.at.0,
            state: state(arrival),
            received_at: arrival.map(|row| row.at.0),
            lines: lines.iter().map(GoodsView::from).collect(),
        }
    }

    /// A transfer that is addressed to this branch.
    pub fn addressed(notice: &TransferNotice, arrival: Option<&ArrivalRow>) -> Self {
        Self {
            transfer: notice.id.to_string(),
            from: notice.from.clone(),
            to: Location::Branch(notice.to).to_string(),
            at: notice.at.0,
            state: state(arrival),
            received_at: arrival.map(|row| row.at.0),
            lines: notice.lines.iter().map(GoodsView::from).collect(),
        }
    }
}

fn state(arrival: Option<&ArrivalRow>) -> String {
    if arrival.is_some() {
        "received"
    } else {
        "dispatched"
    }
    .to_owned()
}

/// The answer to a transfer that was sent or received.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TransferAnswer {
    /// The transfer.
    pub transfer: String,
    /// The document.
    pub doc: String,
    /// Its hash.
    pub doc_hash: String,
    /// Its place in the node's chain.
    pub seq: u64,
}

#[cfg(test)]
mod tests {
    use super::level_word;

    #[test]
    fn a_level_has_three_words() {
        for (level, word) in [
            (-1, "habis"),
            (0, "habis"),
            (1, "menipis"),
            (10_000, "menipis"),
            (10_001, "aman"),
        ] {
            assert_eq!(level_word(level), word, "{level}");
        }
    }
}
