//! How the office asks for stock: which levels a list shows, and which papers.

use nusa_facts::{CategoryId, ProductId};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    problem::Problem,
    request::{
        lists::refuse,
        products::{StockState, stock_state},
    },
};

/// A page of stock.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct StockQuery {
    /// The branch; this node's own shelf when left out, the warehouse at the centre.
    pub branch: Option<u32>,
    /// Words that all stand in the name, the SKU or the barcode.
    pub search: Option<String>,
    /// Only of this category.
    pub category: Option<u32>,
    /// aman, menipis, habis, or low for the last two.
    pub state: Option<String>,
    /// name, level or -level; name when left out.
    pub sort: Option<String>,
    /// The cursor of the answer before.
    pub after: Option<u32>,
    /// Rows of the page, 1 to 500; 50 when left out.
    pub limit: Option<usize>,
}

/// A question for stock, checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StockAsked {
    /// Words to be found.
    pub search: String,
    /// Of this category.
    pub category: Option<CategoryId>,
    /// Only such levels.
    pub state: Option<StockState>,
    /// Ordered by level, from the most when true; by name when none.
    pub by_level: Option<bool>,
    /// Behind this product of the page before.
    pub after: Option<ProductId>,
}

impl StockQuery {
    /// The question.
    ///
    /// # Errors
    /// `query_invalid` at the parameter.
    pub fn parse(&self) -> Result<StockAsked, Problem> {
        let state = self.state.as_deref();
        let by_level = match self.sort.as_deref().unwrap_or("name") {
            "name" => None,
            "level" => Some(false),
            "-level" => Some(true),
            _ => return Err(refuse("sort", "is name, level or -level")),
        };
        Ok(StockAsked {
            search: self.search.clone().unwrap_or_default(),
            category: self.category.map(CategoryId),
            state: state.map(|word| stock_state("state", word)).transpose()?,
            by_level,
            after: self.after.map(ProductId),
        })
    }
}

/// A page of receipts and adjustments.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct EntriesQuery {
    /// The branch; this node's own when left out, the warehouse at the centre.
    pub branch: Option<u32>,
    /// receipt or adjustment; both when left out.
    pub kind: Option<String>,
    /// The cursor of the answer before.
    pub after: Option<String>,
    /// Rows of the page, 1 to 500; 50 when left out.
    pub limit: Option<usize>,
}

impl EntriesQuery {
    /// The kinds of facts in question.
    ///
    /// # Errors
    /// `query_invalid` for another word.
    pub fn kinds(&self) -> Result<&'static [&'static str], Problem> {
        Ok(match self.kind.as_deref() {
            None => &["stock_received", "stock_adjusted"],
            Some("receipt") => &["stock_received"],
            Some("adjustment") => &["stock_adjusted"],
            Some(_) => return Err(refuse("kind", "is receipt or adjustment")),
        })
    }
}

/// A page of transfers.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct TransfersQuery {
    /// Only from or to this branch; this node's own when left out, all at the centre.
    pub branch: Option<u32>,
    /// road, received, short, decided or all; all when left out.
    pub state: Option<String>,
    /// The cursor of the answer before.
    pub after: Option<String>,
    /// Rows of the page, 1 to 500; 50 when left out.
    pub limit: Option<usize>,
}

impl TransfersQuery {
    /// The state in question; none for all.
    ///
    /// # Errors
    /// `query_invalid` for another word.
    pub fn state(&self) -> Result<Option<&'static str>, Problem> {
        const STATES: [&str; 4] = ["road", "received", "short", "decided"];
        match self.state.as_deref() {
            None | Some("all") => Ok(None),
            Some(word) => {
                let known = STATES.into_iter().find(|state| *state == word);
                let wrong = || refuse("state", "is road, received, short, decided or all");
                known.map(Some).ok_or_else(wrong)
            }
        }
    }
}
