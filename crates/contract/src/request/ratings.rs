//! What guests say of their dishes, and how the office asks for it. Which lines of which orders a dish is, the
//! branch finds out: a phone names the product alone.

use std::fmt;

use nusa_facts::{
    BillId, BusinessDate, CommandId, DocId, ProductId,
    limits::MAX_LINES,
    rating::{Lack, MOST_STARS},
};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::lists::{Span, page_rows, span};
use crate::{
    at::At,
    bounds,
    problem::{Door, Problem},
};

/// What a guest says of one dish.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RatedDishRequest {
    /// The product's number.
    pub product: u32,
    /// 1 to 5.
    #[schema(minimum = 1, maximum = 5)]
    pub stars: u8,
    /// What was amiss: slow, lukewarm, salty, sweet, small.
    #[serde(default)]
    pub lacks: Vec<String>,
    /// In the guest's own words.
    #[serde(default)]
    pub comment: Option<String>,
}

/// A guest rates dishes of a bill.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RatingRequest {
    /// A UUIDv7 that the phone makes before the first send; the same bytes are sent again after a lost answer.
    #[schema(value_type = String, format = "uuid")]
    pub command: CommandId,
    /// The bill.
    #[schema(value_type = String, format = "uuid")]
    pub bill: BillId,
    /// Whether the guest's name comes along.
    pub named: bool,
    /// The dishes, each product once.
    pub dishes: Vec<RatedDishRequest>,
    /// A word to the shop.
    #[serde(default)]
    pub message: Option<String>,
}

/// A dish as it was rated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DishAsked {
    /// The product.
    pub product: ProductId,
    /// 1 to 5.
    pub stars: u8,
    /// What was amiss.
    pub lacks: Vec<Lack>,
    /// In the guest's own words.
    pub comment: Option<String>,
}

/// A rating, checked for its shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RatingAsked {
    /// The bill.
    pub bill: BillId,
    /// Whether the guest's name comes along.
    pub named: bool,
    /// The dishes.
    pub dishes: Vec<DishAsked>,
    /// A word to the shop.
    pub message: Option<String>,
}

impl RatingRequest {
    /// The rating.
    ///
    /// # Errors
    /// `body_invalid` at the field that is out of bounds.
    pub fn parse(self) -> Result<RatingAsked, Problem> {
        bounds::count(At::Field("dishes"), &self.dishes, MAX_LINES)?;
        let dishes = self.dishes.into_iter().enumerate();
        Ok(RatingAsked {
            bill: self.bill,
            named: self.named,
            dishes: dishes
                .map(|(n, dish)| dish_asked(n, dish))
                .collect::<Result<_, _>>()?,
            message: bounds::optional_text(At::Field("message"), self.message.as_deref())?,
        })
    }
}

fn dish_asked(n: usize, dish: RatedDishRequest) -> Result<DishAsked, Problem> {
    let at = |name| At::In("dishes", n, name);
    let wrong = |name, detail: String| {
        Err(Problem::new(Door::BodyInvalid, detail).about(at(name).to_string()))
    };
    if !(1..=MOST_STARS).contains(&dish.stars) {
        return wrong("stars", format!("must be 1 to {MOST_STARS}"));
    }
    bounds::count(at("lacks"), &dish.lacks, Lack::ALL.len())?;
    let mut lacks = Vec::new();
    for word in &dish.lacks {
        match Lack::parse(word) {
            Some(lack) => lacks.push(lack),
            None => return wrong("lacks", format!("is one of {}", words())),
        }
    }
    Ok(DishAsked {
        product: ProductId(dish.product),
        stars: dish.stars,
        lacks,
        comment: bounds::optional_text(at("comment"), dish.comment.as_deref())?,
    })
}

fn words() -> String {
    Lack::ALL.map(Lack::word).join(", ")
}

/// In which order a list of ratings is given; within each, the newest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RatingOrder {
    /// The newest first.
    #[default]
    Newest,
    /// The fewest stars first.
    Worst,
    /// The most stars first.
    Best,
    /// By the names of dishes.
    Dish,
    /// By the codes of branches.
    Branch,
}

impl RatingOrder {
    const WORDS: [(&'static str, Self); 5] = [
        ("newest", Self::Newest),
        ("worst", Self::Worst),
        ("best", Self::Best),
        ("dish", Self::Dish),
        ("branch", Self::Branch),
    ];

    fn parse(word: &str) -> Result<Self, Problem> {
        let known = Self::WORDS.iter().find(|(known, _)| *known == word);
        let detail = "is newest, worst, best, dish or branch";
        known
            .map(|(_, order)| *order)
            .ok_or_else(|| refuse("sort", detail))
    }
}

/// A page of what guests said.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RatingsQuery {
    /// The first business date, YYYY-MM-DD.
    #[param(format = "date")]
    pub from: String,
    /// The last business date; at most 92 days in all.
    #[param(format = "date")]
    pub to: String,
    /// The branch; this node's own when left out, all at the centre.
    pub branch: Option<u32>,
    /// Only of this product.
    pub product: Option<u32>,
    /// Only with so many stars.
    #[param(minimum = 1, maximum = 5)]
    pub stars: Option<u8>,
    /// newest, worst, best, dish or branch; newest when left out.
    pub sort: Option<String>,
    /// The cursor of the answer before.
    pub after: Option<String>,
    /// Rows of the page, 1 to 500; 50 when left out.
    #[param(minimum = 1, maximum = 500)]
    pub limit: Option<usize>,
}

/// A question for ratings, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RatingsAsked {
    /// The days.
    pub span: Span,
    /// Only of this product.
    pub product: Option<ProductId>,
    /// Only with so many stars.
    pub stars: Option<u8>,
    /// In which order.
    pub order: RatingOrder,
    /// Behind this place of the page before.
    pub after: Option<RatingCursor>,
    /// Rows of the page.
    pub rows: usize,
}

/// Where a list of ratings goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RatingCursor {
    /// The stars, product or branch that the order came to; 0 where there is none of them.
    pub group: u32,
    /// The day of the last word.
    pub day: BusinessDate,
    /// Its document.
    pub doc: DocId,
    /// Its index there.
    pub n: u16,
}

impl fmt::Display for RatingCursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}.{}", self.group, self.day, self.doc, self.n)
    }
}

impl RatingCursor {
    fn parse(text: &str) -> Result<Self, Problem> {
        let mut parts = text.splitn(4, '.');
        let mut place = || {
            Some(Self {
                group: parts.next()?.parse().ok()?,
                day: BusinessDate::parse(parts.next()?)?,
                doc: DocId::parse(parts.next()?)?,
                n: parts.next()?.parse().ok()?,
            })
        };
        place().ok_or_else(|| refuse("after", "is no cursor of this list"))
    }
}

fn refuse(name: &str, detail: &str) -> Problem {
    Problem::new(Door::QueryInvalid, detail).about(name)
}

impl RatingsQuery {
    /// The question.
    ///
    /// # Errors
    /// `query_invalid` at the parameter.
    pub fn parse(&self) -> Result<RatingsAsked, Problem> {
        let many = self.stars.filter(|stars| !(1..=MOST_STARS).contains(stars));
        if many.is_some() {
            return Err(refuse("stars", "must be 1 to 5"));
        }
        Ok(RatingsAsked {
            span: span(&self.from, &self.to)?,
            product: self.product.map(ProductId),
            stars: self.stars,
            order: match self.sort.as_deref() {
                Some(word) => RatingOrder::parse(word)?,
                None => RatingOrder::default(),
            },
            after: self.after.as_deref().map(RatingCursor::parse).transpose()?,
            rows: page_rows(self.limit)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rating(body: serde_json::Value) -> Result<RatingAsked, Option<String>> {
        let mut whole = serde_json::json!({
            "command": "0193a5f0-7c00-7fff-8000-0000000000bb",
            "bill": "0193a5f0-7c00-7fff-8000-0000000000aa",
            "named": true,
            "dishes": [{ "product": 4, "stars": 5 }],
        });
        for (name, value) in body.as_object().unwrap() {
            whole[name] = value.clone();
        }
        let request: RatingRequest = serde_json::from_value(whole).unwrap();
        request.parse().map_err(|problem| problem.field)
    }

    #[test]
    fn d2_23_stars_are_one_to_five_and_never_none() {
        assert_eq!(rating(serde_json::json!({})).unwrap().dishes[0].stars, 5);
        for stars in [0, 6, 255] {
            let dishes = serde_json::json!({ "dishes": [{ "product": 4, "stars": stars }] });
            assert_eq!(
                rating(dishes).unwrap_err().as_deref(),
                Some("dishes[0].stars")
            );
        }
        let lacks = serde_json::json!({
            "dishes": [{ "product": 4, "stars": 2, "lacks": ["slow", "rude"] }],
        });
        assert_eq!(
            rating(lacks).unwrap_err().as_deref(),
            Some("dishes[0].lacks")
        );
        let long = serde_json::json!({ "message": "x".repeat(2_000) });
        assert_eq!(rating(long).unwrap_err().as_deref(), Some("message"));
    }

    #[test]
    fn a_list_of_ratings_is_asked_by_known_words() {
        type Change = fn(&mut RatingsQuery);
        let asked = |change: Change| {
            let mut query = RatingsQuery {
                from: "2026-11-01".to_owned(),
                to: "2026-11-30".to_owned(),
                ..RatingsQuery::default()
            };
            change(&mut query);
            query.parse().map_err(|problem| problem.field)
        };
        assert_eq!(asked(|_| ()).unwrap().order, RatingOrder::Newest);
        let cursor = RatingCursor {
            group: 3,
            day: BusinessDate::parse("2026-11-23").unwrap(),
            doc: DocId::from_bytes([1; 16]),
            n: 2,
        };
        assert_eq!(RatingCursor::parse(&cursor.to_string()).unwrap(), cursor);
        let cases: [(Change, &str); 4] = [
            (|query| query.sort = Some("price".to_owned()), "sort"),
            (|query| query.stars = Some(0), "stars"),
            (|query| query.after = Some("3.x".to_owned()), "after"),
            (|query| query.to = "2026-10-01".to_owned(), "to"),
        ];
        for (change, field) in cases {
            assert_eq!(asked(change).unwrap_err().as_deref(), Some(field));
        }
    }
}
