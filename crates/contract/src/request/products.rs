//! How the office asks for products: which ones a list shows and in which order,
//! and what is done to many of them at once.

use nusa_facts::{CategoryId, CommandId, ProductId};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use crate::{
    at::At,
    bounds,
    limits::MAX_BULK,
    problem::{Door, Problem},
    request::lists::refuse,
};

/// A page of products.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ProductsQuery {
    /// Words that all stand in the name, the SKU or the barcode, in any case.
    pub search: Option<String>,
    /// Only of this category.
    pub category: Option<u32>,
    /// active, retired or all; active when left out.
    pub status: Option<String>,
    /// with or without: whether a price is in force now.
    pub price: Option<String>,
    /// aman, menipis, habis, or low for the last two.
    pub stock: Option<String>,
    /// name, -name, sku, -sku, price, -price, stock, -stock or newest; name when left out.
    pub sort: Option<String>,
    /// The cursor of the answer before.
    pub after: Option<u32>,
    /// Rows of the page, 1 to 500; 50 when left out.
    pub limit: Option<usize>,
    /// csv or xlsx; for an export alone.
    pub format: Option<String>,
    /// id or en; for an export alone.
    pub lang: Option<String>,
}

/// By what a list of products is ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the column of the same name")]
pub enum SortBy {
    #[default]
    Name,
    Sku,
    Price,
    Stock,
    Newest,
}

/// Which levels a list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the word of the same name")]
pub enum StockState {
    Aman,
    Menipis,
    Habis,
    Low,
}

/// A question for products, checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProductsAsked {
    /// Words to be found.
    pub search: String,
    /// Of this category.
    pub category: Option<CategoryId>,
    /// Only retired ones, or only those that are sold; none for both.
    pub retired: Option<bool>,
    /// With or without a price in force.
    pub priced: Option<bool>,
    /// Only such levels.
    pub stock: Option<StockState>,
    /// The order.
    pub sort: SortBy,
    /// From its other end.
    pub descending: bool,
    /// Behind this product of the page before.
    pub after: Option<ProductId>,
}

/// Reads the word of a level.
///
/// # Errors
/// `query_invalid` for another word.
pub fn stock_state(name: &str, word: &str) -> Result<StockState, Problem> {
    Ok(match word {
        "aman" => StockState::Aman,
        "menipis" => StockState::Menipis,
        "habis" => StockState::Habis,
        "low" => StockState::Low,
        _ => return Err(refuse(name, "is aman, menipis, habis or low")),
    })
}

impl ProductsQuery {
    /// The question.
    ///
    /// # Errors
    /// `query_invalid` at the parameter.
    pub fn parse(&self) -> Result<ProductsAsked, Problem> {
        let retired = match self.status.as_deref().unwrap_or("active") {
            "active" => Some(false),
            "retired" => Some(true),
            "all" => None,
            _ => return Err(refuse("status", "is active, retired or all")),
        };
        let priced = match self.price.as_deref() {
            None => None,
            Some("with") => Some(true),
            Some("without") => Some(false),
            Some(_) => return Err(refuse("price", "is with or without")),
        };
        let state = self.stock.as_deref();
        let (sort, descending) = sort(self.sort.as_deref().unwrap_or("name"))?;
        Ok(ProductsAsked {
            search: self.search.clone().unwrap_or_default(),
            category: self.category.map(CategoryId),
            retired,
            priced,
            stock: state.map(|word| stock_state("stock", word)).transpose()?,
            sort,
            descending,
            after: self.after.map(ProductId),
        })
    }
}

fn sort(word: &str) -> Result<(SortBy, bool), Problem> {
    let (word, descending) = match word.strip_prefix('-') {
        Some(word) => (word, true),
        None => (word, false),
    };
    let sort = match word {
        "name" => SortBy::Name,
        "sku" => SortBy::Sku,
        "price" => SortBy::Price,
        "stock" => SortBy::Stock,
        "newest" if !descending => SortBy::Newest,
        _ => return Err(refuse("sort", "is name, sku, price, stock or newest")),
    };
    Ok((sort, descending))
}

/// A product is withdrawn or brought back.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StatusRequest {
    /// The device's id for this command.
    #[schema(value_type = String, format = "uuid")]
    pub command: CommandId,
}

/// The same change of many products.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BulkRequest {
    /// The device's id for this command.
    #[schema(value_type = String, format = "uuid")]
    pub command: CommandId,
    /// The products' numbers.
    pub products: Vec<u32>,
    /// The category they move to.
    #[serde(default)]
    pub category: Option<u32>,
    /// Whether they are withdrawn from now on.
    #[serde(default)]
    pub retired: Option<bool>,
}

impl BulkRequest {
    /// The products that change.
    ///
    /// # Errors
    /// `body_invalid` for none, for too many, or when nothing is asked.
    pub fn products(&self) -> Result<Vec<ProductId>, Problem> {
        bounds::count(At::Field("products"), &self.products, MAX_BULK)?;
        if self.products.is_empty() {
            return Err(Problem::at(
                Door::BodyInvalid,
                At::Field("products"),
                "names no product",
            ));
        }
        if self.category.is_none() && self.retired.is_none() {
            let detail = "a category or a status is needed";
            return Err(Problem::at(
                Door::BodyInvalid,
                At::Field("category"),
                detail,
            ));
        }
        Ok(self.products.iter().copied().map(ProductId).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_for_products_is_checked_word_by_word() {
        let ask = |name: &str, value: &str| {
            let mut query = ProductsQuery::default();
            let value = Some(value.to_owned());
            match name {
                "status" => query.status = value,
                "price" => query.price = value,
                "stock" => query.stock = value,
                _ => query.sort = value,
            }
            query.parse()
        };
        for (name, good) in [
            ("status", "all"),
            ("price", "without"),
            ("stock", "low"),
            ("sort", "-price"),
        ] {
            assert!(ask(name, good).is_ok(), "{name}={good}");
            let problem = ask(name, "x").unwrap_err();
            assert_eq!(problem.field.as_deref(), Some(name));
        }
        assert!(ask("sort", "-newest").is_err());
        assert_eq!(
            ProductsQuery::default().parse().unwrap().retired,
            Some(false)
        );
    }
}
