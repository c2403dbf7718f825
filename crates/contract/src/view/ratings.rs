//! What guests said of their dishes, as a phone and the office show it. An average is in hundredths of a star,
//! and there is none where nobody rated: that is something else than no stars (D2-23).

use nusa_facts::{BranchId, rating::RatedDish};
use nusa_rules::rows::RatingRow;
use serde::Serialize;
use utoipa::ToSchema;

/// The dishes that a phone may rate, or has rated, by bill.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct GuestRatingsView {
    /// The bills, the newest first.
    pub bills: Vec<GuestBillRatingsView>,
}

/// The dishes of a bill that came from one phone and were served.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct GuestBillRatingsView {
    /// The bill.
    pub bill: String,
    /// The numbers of the phone's orders.
    pub orders: Vec<u32>,
    /// The dishes, in the order in which they were ordered.
    pub dishes: Vec<GuestDishRatingView>,
}

/// A dish that was served, and what was said of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct GuestDishRatingView {
    /// The product's number.
    pub product: u32,
    /// Its name when it was ordered.
    pub name: String,
    /// What was said; absent before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub said: Option<SaidView>,
}

/// What was said of a dish.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct SaidView {
    /// 1 to 5.
    pub stars: u8,
    /// What was amiss: slow, lukewarm, salty, sweet, small.
    pub lacks: Vec<String>,
    /// In the guest's own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

impl From<&RatedDish> for SaidView {
    fn from(dish: &RatedDish) -> Self {
        Self {
            stars: dish.stars,
            lacks: words(&dish.lacks),
            comment: dish.comment.clone(),
        }
    }
}

fn words(lacks: &[nusa_facts::rating::Lack]) -> Vec<String> {
    lacks.iter().map(|lack| lack.word().to_owned()).collect()
}

/// A word of a guest about a dish, or to the shop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct RatingView {
    /// The document and the index in it.
    pub id: String,
    /// The branch's number.
    pub branch: u32,
    /// The business date.
    pub business_date: String,
    /// When, milliseconds since 1970.
    pub at: i64,
    /// The bill.
    pub bill: String,
    /// What stood on the table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The name that the guest gave, if it came along.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guest: Option<String>,
    /// The product's number; absent for a word to the shop.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product: Option<u32>,
    /// Its name when it was ordered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// 1 to 5; absent for a word to the shop.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stars: Option<u8>,
    /// What was amiss.
    pub lacks: Vec<String>,
    /// In the guest's own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

impl RatingView {
    /// A word of a branch's guest.
    pub fn of(branch: BranchId, row: &RatingRow) -> Self {
        let dish = row.dish.as_ref();
        Self {
            id: format!("{}.{}", row.doc, row.n),
            branch: branch.0,
            business_date: row.business_date.to_string(),
            at: row.at.0,
            bill: row.bill.to_string(),
            label: row.label.clone(),
            guest: row.guest.clone(),
            product: dish.map(|dish| dish.product.0),
            name: dish.map(|dish| dish.name.clone()),
            stars: dish.map(|dish| dish.stars),
            lacks: words(&row.lacks),
            comment: row.comment.clone(),
        }
    }
}

/// What dishes were given in some days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct DishStarsPage {
    /// The first business date.
    pub from: String,
    /// The last business date.
    pub to: String,
    /// All dishes together.
    pub all: StarsView,
    /// Dishes that somebody rated, the best first.
    pub items: Vec<DishStarsView>,
}

/// A dish and what it was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct DishStarsView {
    /// The product's number.
    pub product: u32,
    /// Its name now.
    pub name: String,
    /// What it was given.
    #[serde(flatten)]
    pub stars: StarsView,
}

/// How often how many stars were given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct StarsView {
    /// How often.
    pub times: i64,
    /// How often 1, 2, 3, 4 and 5 stars.
    pub counts: [i64; 5],
    /// Hundredths of a star, half up; absent when nobody rated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub average: Option<i64>,
}

impl From<[i64; 5]> for StarsView {
    fn from(counts: [i64; 5]) -> Self {
        let times: i64 = counts.iter().sum();
        let stars: i64 = (1..).zip(counts).map(|(stars, times)| stars * times).sum();
        Self {
            times,
            counts,
            average: (times > 0).then(|| (200 * stars + times) / (2 * times)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn d2_23_what_nobody_rated_has_no_average() {
        let cases = [
            ([0; 5], 0, None),
            ([0, 0, 0, 0, 1], 1, Some(500)),
            ([1, 0, 0, 0, 0], 1, Some(100)),
            ([1, 0, 0, 0, 1], 2, Some(300)),
            ([0, 0, 0, 1, 2], 3, Some(467)),
            ([0, 0, 0, 2, 1], 3, Some(433)),
            ([0, 0, 7, 1, 0], 8, Some(313)),
        ];
        for (counts, times, average) in cases {
            let view = StarsView::from(counts);
            assert_eq!((view.times, view.average), (times, average), "{counts:?}");
        }
    }
}
