//! Labels as the office asks for them: which products, how many of each, on which sheet, from which place.
//! No command: nothing is written.

use nusa_facts::ProductId;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use crate::{
    at::At,
    bounds,
    limits::{MAX_LABELS, MAX_REQUEST_LINES},
    problem::{Door, Problem},
    request::paper::PaperLanguage,
};

/// The branch whose prices stand on the labels.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct LabelsQuery {
    /// The branch; this node's own when left out, the company's prices at the centre.
    pub branch: Option<u32>,
}

/// Labels of some products.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LabelsRequest {
    /// The sheet, by how many labels it has: 21, 24, 33, 40 or 65.
    pub sheet: String,
    /// The first place that is printed on, 1 for the upper left one: a sheet that was begun is used up.
    #[serde(default = "one")]
    pub start: usize,
    /// The products, in their order.
    pub items: Vec<GoodsLabelRequest>,
    /// The language of its own words.
    #[serde(default)]
    pub lang: PaperLanguage,
}

/// Labels of one product.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GoodsLabelRequest {
    /// The product's number.
    pub product: u32,
    /// How many.
    pub count: usize,
}

fn one() -> usize {
    1
}

impl LabelsRequest {
    /// The products with how many labels of each, in their order.
    ///
    /// # Errors
    /// `body_invalid` at the field that is out of bounds.
    pub fn counted(&self) -> Result<Vec<(ProductId, usize)>, Problem> {
        let at = At::Field("items");
        bounds::count(at, &self.items, MAX_REQUEST_LINES)?;
        let all: usize = self
            .items
            .iter()
            .fold(0, |sum, item| sum.saturating_add(item.count));
        if !(1..=MAX_LABELS).contains(&all) {
            let detail = format!("1 to {MAX_LABELS} labels are made at once");
            return Err(Problem::at(Door::BodyInvalid, at, detail));
        }
        let items = self.items.iter();
        Ok(items
            .map(|item| (ProductId(item.product), item.count))
            .collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn so_many_labels_and_no_more_are_made_at_once() {
        let asked = |counts: &[usize]| LabelsRequest {
            sheet: "24".to_owned(),
            start: 1,
            items: counts
                .iter()
                .map(|count| GoodsLabelRequest {
                    product: 1,
                    count: *count,
                })
                .collect(),
            lang: PaperLanguage::Id,
        };
        for good in [&[1][..], &[0, 1], &[MAX_LABELS - 1, 1]] {
            assert!(asked(good).counted().is_ok(), "{good:?}");
        }
        for bad in [&[][..], &[0], &[MAX_LABELS, 1], &[usize::MAX, usize::MAX]] {
            let told = asked(bad).counted().unwrap_err();
            assert_eq!(told.field.as_deref(), Some("items"), "{bad:?}");
        }
    }
}
