//! A basket as a node knows it: product numbers instead of names, and the total
//! that its prices come to. Knows no connection, and not whether it is rung up or ordered.

use std::collections::BTreeMap;

use super::baskets::Basket;

/// A basket with its product numbers and its total.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Priced {
    /// Product numbers and pieces.
    pub lines: Vec<(u32, i64)>,
    /// Rupiah.
    pub total: i64,
}

/// Finds every item of a basket in the branch's catalogue; the total is of the prices given here.
///
/// # Errors
/// The name of an item that the branch does not list, or that has no price here.
pub fn priced(
    basket: &Basket,
    listed: &BTreeMap<String, u32>,
    prices: &BTreeMap<String, i64>,
) -> Result<Priced, String> {
    let mut priced = Priced {
        lines: Vec::with_capacity(basket.items.len()),
        total: 0,
    };
    for (item, count) in &basket.items {
        let (Some(product), Some(price)) = (listed.get(item), prices.get(item)) else {
            return Err(item.clone());
        };
        priced.lines.push((*product, *count));
        priced.total += price * count;
    }
    Ok(priced)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_basket_becomes_numbers_and_its_total() {
        let listed = [
            ("tea".to_owned(), 7),
            ("rice".to_owned(), 9),
            ("salt".to_owned(), 4),
        ]
        .into();
        let prices = [("tea".to_owned(), 4_500), ("rice".to_owned(), 14_000)].into();
        let basket = Basket {
            items: vec![("rice".into(), 1), ("tea".into(), 3)],
        };
        assert_eq!(
            priced(&basket, &listed, &prices),
            Ok(Priced {
                lines: vec![(9, 1), (7, 3)],
                total: 27_500
            })
        );
        for unknown in ["salt", "oil"] {
            let basket = Basket {
                items: vec![(unknown.into(), 1)],
            };
            assert_eq!(priced(&basket, &listed, &prices), Err(unknown.to_owned()));
        }
    }
}
