//! What guests say of the dishes that they had: stars for each, once a bill, and what was amiss. A dish that
//! nobody rated has no stars; that is something else than few of them (D2-23). Knows no average.

use serde::{Deserialize, Serialize};

use crate::{
    bill::OrderedLine,
    ids::{BillId, ProductId},
    order::Service,
};

/// The most stars that a dish is given; the least is 1.
pub const MOST_STARS: u8 = 5;

/// What a guest found amiss with a dish.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lack {
    /// It took too long.
    Slow,
    /// It was not hot enough, or not cold enough.
    Lukewarm,
    /// It was too salty.
    Salty,
    /// It was too sweet.
    Sweet,
    /// There was too little of it.
    Small,
}

impl Lack {
    /// Every one, in the order in which guests are asked.
    pub const ALL: [Self; 5] = [
        Self::Slow,
        Self::Lukewarm,
        Self::Salty,
        Self::Sweet,
        Self::Small,
    ];

    /// The word on the wire and on disk.
    pub fn word(self) -> &'static str {
        match self {
            Self::Slow => "slow",
            Self::Lukewarm => "lukewarm",
            Self::Salty => "salty",
            Self::Sweet => "sweet",
            Self::Small => "small",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lack| lack.word() == word)
    }
}

/// What a guest says of one dish.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RatedDish {
    /// The product.
    pub product: ProductId,
    /// Its name when it was ordered.
    pub name: String,
    /// The lines by which the guest had ordered it.
    pub lines: Vec<OrderedLine>,
    /// 1 to [`MOST_STARS`].
    pub stars: u8,
    /// What was amiss, each once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lacks: Vec<Lack>,
    /// In the guest's own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

/// A guest rated dishes of a bill. A dish is rated once by whoever ordered it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DishesRated {
    /// The bill that the dishes come to.
    pub bill: BillId,
    /// Where they were brought.
    pub service: Service,
    /// The name that the guest gave, if it came along.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guest: Option<String>,
    /// The dishes, each product once.
    pub dishes: Vec<RatedDish>,
    /// What the guest says to the shop.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}
