//! Rows of what guests said. Knows no average.

use nusa_facts::{BillId, BusinessDate, DocId, Millis, ProductId, rating::Lack};

/// What a guest said of a dish, or to the shop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RatingRow {
    /// The document.
    pub doc: DocId,
    /// The index of the dish in it; the word to the shop stands behind them.
    pub n: u16,
    /// The day.
    pub business_date: BusinessDate,
    /// When.
    pub at: Millis,
    /// The bill.
    pub bill: BillId,
    /// What stood on the guest's table; none for what was taken away.
    pub label: Option<String>,
    /// The name that the guest gave, if it came along.
    pub guest: Option<String>,
    /// The dish; none for a word to the shop.
    pub dish: Option<Stars>,
    /// What was amiss.
    pub lacks: Vec<Lack>,
    /// In the guest's own words.
    pub comment: Option<String>,
}

/// A dish with its stars.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stars {
    /// The product.
    pub product: ProductId,
    /// Its name when it was ordered.
    pub name: String,
    /// 1 to 5.
    pub stars: u8,
}
