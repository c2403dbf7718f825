//! Goods and how much of them, as they are answered and shown.

use nusa_facts::stock::Goods;
use serde::Serialize;
use utoipa::ToSchema;

/// Every level of a place, by columns: the nth level is the nth product's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct LevelsView {
    /// Numbers of products, in order.
    pub products: Vec<u32>,
    /// Their levels, thousandths.
    pub level_milli: Vec<i64>,
    /// How far the live topic `stock` was when this was read.
    pub n: u64,
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
