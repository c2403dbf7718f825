//! A basket as a till asks for it: product numbers instead of names, the total
//! that its prices come to, and how the buyer pays. Knows no connection.

use std::collections::BTreeMap;

use nusa_facts::{CommandId, TillNo};
use serde_json::{Value, json};

use super::baskets::Basket;

/// A basket ready to be rung up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// Product numbers and pieces.
    pub lines: Vec<(u32, i64)>,
    /// Rupiah.
    pub total: i64,
}

/// Finds every item of a basket in the branch's catalogue; the total is of the prices given here.
///
/// # Errors
/// The name of an item that the branch does not list, or that has no price here.
pub fn order(
    basket: &Basket,
    listed: &BTreeMap<String, u32>,
    prices: &BTreeMap<String, i64>,
) -> Result<Order, String> {
    let mut order = Order {
        lines: Vec::with_capacity(basket.items.len()),
        total: 0,
    };
    for (item, count) in &basket.items {
        let (Some(product), Some(price)) = (listed.get(item), prices.get(item)) else {
            return Err(item.clone());
        };
        order.lines.push((*product, *count));
        order.total += price * count;
    }
    Ok(order)
}

/// Buyers pay by QRIS, in round notes, or by card, in turns.
fn payment(turn: usize, total: i64) -> Value {
    const NOTE: i64 = 10_000;
    match turn % 3 {
        0 => json!({ "method": "qris", "amount": total }),
        1 => json!({ "method": "cash", "amount": (total + NOTE - 1) / NOTE * NOTE }),
        _ => json!({ "method": "debit", "amount": total, "reference": format!("APPR{turn:06}") }),
    }
}

impl Order {
    /// The body of `POST sales`; the same bytes are sent again when an answer is lost.
    pub fn body(&self, command: CommandId, till: TillNo, turn: usize) -> Value {
        let line = |&(product, count): &(u32, i64)| json!({ "product": product, "quantity_milli": count * 1_000 });
        json!({
            "command": command,
            "till": till,
            "lines": self.lines.iter().map(line).collect::<Vec<_>>(),
            "payments": [payment(turn, self.total)],
            "expected_total": self.total,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance;

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
            order(&basket, &listed, &prices),
            Ok(Order {
                lines: vec![(9, 1), (7, 3)],
                total: 27_500
            })
        );
        for unknown in ["salt", "oil"] {
            let basket = Basket {
                items: vec![(unknown.into(), 1)],
            };
            assert_eq!(order(&basket, &listed, &prices), Err(unknown.to_owned()));
        }
    }

    #[test]
    fn whatever_the_turn_enough_is_paid() {
        let order = Order {
            lines: vec![(7, 3)],
            total: 13_500,
        };
        for (turn, method, amount) in [
            (0, "qris", 13_500),
            (1, "cash", 20_000),
            (2, "debit", 13_500),
        ] {
            let body = order.body(chance::command(), TillNo::new(4).unwrap(), turn);
            let payment = &body["payments"][0];
            assert_eq!(
                (payment["method"].as_str(), payment["amount"].as_i64()),
                (Some(method), Some(amount))
            );
            let request: nusa_contract::request::sale::SaleRequest =
                nusa_contract::read::read(body.to_string().as_bytes()).unwrap();
            assert!(request.parse().is_ok());
        }
    }
}
