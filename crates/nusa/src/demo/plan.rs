//! What a replay sells where and how, and what it must come to: all of it from
//! the baskets alone, before any node is asked anything.

use std::collections::BTreeMap;

use nusa_contract::limits::MAX_GUEST_LINES;

use super::{
    baskets::{self, Basket, Expected, ReadError},
    cafe,
    catalogue::{self, Ware},
    company::{self, SHOPS},
};

/// The shop: plain baskets are rung up here.
const SHOP: &str = SHOPS[0].code;

/// The café: tickets are ordered at its tables.
const CAFE: &str = company::CAFE.code;

/// Baskets of one branch.
#[derive(Clone, Debug)]
pub struct Load {
    /// The branch's code.
    pub branch: &'static str,
    /// What it sells.
    pub baskets: Vec<Basket>,
    /// What that comes to.
    pub expected: Expected,
}

impl Load {
    /// Whether its baskets are ordered at tables instead of rung up at tills.
    pub fn is_ordered(&self) -> bool {
        self.branch == CAFE
    }
}

/// A whole replay.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Branch by branch.
    pub loads: Vec<Load>,
    /// Every item's price, rupiah.
    pub prices: BTreeMap<String, i64>,
    /// The sheet to import before; none when the demo's own goods are sold.
    pub sheet: Option<String>,
}

impl Plan {
    /// The replay of a file: its heading tells plain baskets from tickets.
    ///
    /// # Errors
    /// When the file holds no baskets.
    pub fn of_file(text: &[u8], spread: bool) -> Result<Self, ReadError> {
        let is_tickets = baskets::is_tickets(text);
        let all = if is_tickets {
            baskets::read_tickets(text)?
        } else {
            baskets::read_groceries(text)?
        };
        let items = baskets::items(&all);
        let sheet = sheet(&items);
        let prices = items
            .into_iter()
            .map(|item| (item.clone(), baskets::file_price(&item)))
            .collect();
        let shares = match (is_tickets, spread) {
            (_, true) => dealt(all, |at| at % 2 == 1),
            (true, false) => dealt(all, |_| true),
            (false, false) => dealt(all, |_| false),
        };
        Ok(Self::over(shares, prices, Some(sheet)))
    }

    /// The replay of generated baskets: two thirds groceries at the shop, one third dishes at the café, of those
    /// that can be ordered without an answer to a question: the document's messages have no room for one.
    pub fn generated(count: usize) -> Self {
        const SEED: u64 = 20_260_101;
        let served = count / 3;
        let (shelf, menu) = (catalogue::groceries(), catalogue::menu());
        let plain: Vec<_> = menu
            .iter()
            .filter(|ware| !cafe::is_asked_about(&ware.name))
            .cloned()
            .collect();
        let names = |wares: &[Ware]| {
            wares
                .iter()
                .map(|ware| ware.name.clone())
                .collect::<Vec<_>>()
        };
        let shares = vec![
            (
                SHOP,
                baskets::generated(&names(&shelf), count - served, SEED),
            ),
            (CAFE, baskets::generated(&names(&plain), served, SEED + 1)),
        ];
        let prices = shelf
            .into_iter()
            .chain(menu)
            .map(|ware| (ware.name, ware.price))
            .collect();
        Self::over(shares, prices, None)
    }

    fn over(
        shares: Vec<(&'static str, Vec<Basket>)>,
        prices: BTreeMap<String, i64>,
        sheet: Option<String>,
    ) -> Self {
        let load = |(branch, baskets): (&'static str, Vec<Basket>)| {
            let expected = baskets::expected(&baskets, |item| prices[item]);
            Load {
                branch,
                baskets,
                expected,
            }
        };
        let loads = shares
            .into_iter()
            .filter(|(_, baskets)| !baskets.is_empty())
            .map(load)
            .collect();
        Self {
            loads,
            prices,
            sheet,
        }
    }

    /// Baskets of all branches.
    pub fn len(&self) -> usize {
        self.loads.iter().map(|load| load.baskets.len()).sum()
    }

    /// Whether there is nothing to sell.
    pub fn is_empty(&self) -> bool {
        self.loads.is_empty()
    }
}

/// To the café what is for it; but a basket of more lines than guests may order at once is the shop's.
fn dealt(all: Vec<Basket>, for_cafe: impl Fn(usize) -> bool) -> Vec<(&'static str, Vec<Basket>)> {
    let (mut shop, mut cafe) = (Vec::new(), Vec::new());
    for (at, basket) in all.into_iter().enumerate() {
        if for_cafe(at) && basket.items.len() <= MAX_GUEST_LINES {
            cafe.push(basket)
        } else {
            shop.push(basket)
        }
    }
    vec![(SHOP, shop), (CAFE, cafe)]
}

/// The items as a file that a centre imports. The code follows from the name, so that the same item
/// of two files is the same product.
fn sheet(items: &[String]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory fails only when memory does.
    let _ = writer.write_record(["sku", "name", "category", "unit", "price"]);
    for item in items {
        let sku = format!("R{:08X}", crc32fast::hash(item.as_bytes()));
        let price = baskets::file_price(item).to_string();
        let _ = writer.write_record([sku.as_str(), item, "Replay", "pcs", &price]);
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use nusa_contract::import::read_products;

    use super::*;

    #[test]
    fn a_file_goes_where_its_heading_says() {
        let groceries = b"milk,bread\nmilk\nbread,milk,milk\n";
        let tickets = b"Date,Time,Transaction,Item\n2016-10-30,09:58:11,1,Bread\n2016-10-30,10:05:34,2,NONE\n";
        let places = |text: &[u8], spread| {
            let plan = Plan::of_file(text, spread).unwrap();
            plan.loads
                .iter()
                .map(|load| (load.branch, load.baskets.len()))
                .collect::<Vec<_>>()
        };
        assert_eq!(places(groceries, false), [("JKT01", 3)]);
        assert_eq!(places(groceries, true), [("JKT01", 2), ("SBY01", 1)]);
        assert_eq!(places(tickets, false), [("SBY01", 1)]);
    }

    #[test]
    fn a_basket_that_no_guest_may_order_at_once_is_rung_up_at_the_shop() {
        let of = |lines: usize| {
            let items = (0..lines).map(|n| (format!("ware {n}"), 1)).collect();
            Basket { items }
        };
        let [shop, cafe] = dealt(vec![of(30), of(31)], |_| true).try_into().unwrap();
        assert_eq!((shop, cafe), ((SHOP, vec![of(31)]), (CAFE, vec![of(30)])));
    }

    #[test]
    fn the_sheet_can_be_imported_and_its_prices_are_the_expected_ones() {
        let plan = Plan::of_file(b"milk,\"salt, fine\"\nmilk\n", false).unwrap();
        let rows = read_products(plan.sheet.unwrap().as_bytes()).unwrap();
        let sum: i64 = rows
            .iter()
            .map(|row| {
                if row.name == "milk" {
                    2 * row.price
                } else {
                    row.price
                }
            })
            .sum();
        assert_eq!((rows.len(), sum), (2, plan.loads[0].expected.revenue));
    }

    #[test]
    fn generated_baskets_are_shared_by_shop_and_cafe() {
        let plan = Plan::generated(300);
        assert_eq!((plan.len(), plan.loads[1].baskets.len()), (300, 100));
        let known = |load: &Load| {
            load.baskets
                .iter()
                .flat_map(|basket| &basket.items)
                .all(|(item, _)| plan.prices.contains_key(item))
        };
        assert!(plan.loads.iter().all(known));
        assert!(Plan::generated(0).is_empty());
    }
}
