//! A basket as a till asks for it: product numbers instead of names, the total
//! that its prices come to, and how the buyer pays. Knows no connection.

use std::collections::BTreeMap;

use nusa_facts::{CommandId, TillNo};
use serde_json::{Value, json};

use super::baskets::Basket;

/// What a branch calls an item, and what it asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The product's number.
    pub product: u32,
    /// Rupiah a piece.
    pub price: i64,
}

/// A basket ready to be rung up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// Product numbers and pieces.
    pub lines: Vec<(u32, i64)>,
    /// Rupiah.
    pub total: i64,
}

/// Finds every item of a basket in the branch's catalogue.
///
/// # Errors
/// The name of an item that the branch does not list.
pub fn order(basket: &Basket, listed: &BTreeMap<String, Listed>) -> Result<Order, String> {
    let mut order = Order { lines: Vec::with_capacity(basket.items.len()), total: 0 };
    for (item, count) in &basket.items {
        let found = listed.get(item).ok_or_else(|| item.clone())?;
        order.lines.push((found.product, *count));
        order.total += found.price * count;
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

    fn listed() -> BTreeMap<String, Listed> {
        [("tea".to_owned(), Listed { product: 7, price: 4_500 }), ("rice".to_owned(), Listed { product: 9, price: 14_000 })].into()
    }

    #[test]
    fn a_basket_becomes_numbers_and_its_total() {
        let basket = Basket { items: vec![("rice".into(), 1), ("tea".into(), 3)] };
        let order = order(&basket, &listed()).unwrap();
        assert_eq!(order, Order { lines: vec![(9, 1), (7, 3)], total: 27_500 });
        let unknown = Basket { items: vec![("salt".into(), 1)] };
        assert_eq!(super::order(&unknown, &listed()), Err("salt".to_owned()));
    }

    #[test]
    fn whatever_the_turn_enough_is_paid() {
        let order = Order { lines: vec![(7, 3)], total: 13_500 };
        for (turn, method, amount) in [(0, "qris", 13_500), (1, "cash", 20_000), (2, "debit", 13_500)] {
            let body = order.body(chance::command(), TillNo::new(4).unwrap(), turn);
            let payment = &body["payments"][0];
            assert_eq!((payment["method"].as_str(), payment["amount"].as_i64()), (Some(method), Some(amount)));
            let request: nusa_contract::request::SaleRequest = nusa_contract::read::read(body.to_string().as_bytes()).unwrap();
            assert!(request.parse().is_ok());
        }
    }
}
