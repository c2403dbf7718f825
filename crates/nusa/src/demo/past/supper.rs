//! Guests at the tables of a branch in its past days: they order, are served, pay, leave, and some say how it
//! was. Every step is decided by the law like any other.

use nusa_facts::{
    Millis, OrderId, ProductId, TableId,
    bill::OrderedLine,
    master::{Entity, EntityKind},
    modifier::ModifierGroup,
    order::OrderPlaced,
    rating::Lack,
};
use nusa_node::rating::served;
use nusa_rules::{
    Actor, Command, Guest,
    bill::{PayBill, Reductions},
    modifier::WantedModifier,
    order::{PlaceOrder, Step, WantedDish, WantedService},
    rating::{RateDishes, WantedRating},
    table::WantedTable,
};
use nusa_store::{Look, Store};

use super::{
    day::Paying,
    shop::{Shop, number, payment},
};
use crate::{
    chance,
    demo::{baskets::Basket, cafe, dice::Dice},
    exit::Failure,
};

/// What guests are called.
const NAMES: [&str; 12] = [
    "Ani", "Budi", "Citra", "Dewi", "Eko", "Fitri", "Gilang", "Hana", "Indra", "Joko", "Kirana",
    "Lukman",
];

/// What is said of a dish with one to five stars; most say nothing.
const WORDS: [&[&str]; 5] = [
    &["Dingin waktu datang.", "Kurang cocok di lidah kami."],
    &["Porsinya kecil untuk harganya.", "Terlalu asin."],
    &["Lumayan, tapi agak lama."],
    &["Enak, akan pesan lagi.", "Bumbunya pas."],
    &["Enak sekali!", "Favorit keluarga kami.", "Selalu juara."],
];

/// A party at a table, from its order to its words.
#[derive(Clone, Debug)]
pub(super) struct Party {
    order: OrderId,
    at: Guest,
    guest: String,
}

impl Shop {
    /// Sets up the tables of the café, in their order.
    ///
    /// # Errors
    /// What the law or the disk says.
    pub(super) fn lay_tables(&mut self) -> Result<(), Failure> {
        for (area, label, seats) in cafe::tables() {
            let table = TableId::from_bytes(*chance::command().bytes());
            let what = Command::SetTable(WantedTable {
                table,
                area: area.to_owned(),
                label: label.to_string(),
                seats,
                active: true,
            });
            self.ask(self.manager.clone(), what)?;
            self.tables.push(table);
        }
        Ok(())
    }

    /// A party sits down and orders. The first table stays free for whoever tries the demo.
    ///
    /// # Errors
    /// What the law or the disk says.
    pub(super) fn sit(&mut self, party: usize, basket: &Basket) -> Result<(), Failure> {
        let Some(&table) = self.tables.get(1 + party % self.tables.len().max(2)) else {
            return Ok(());
        };
        let branch = self.branch;
        let (sitting, groups) = self.node.store().transact(|tx| {
            let running = tx.table(branch, table)?.map_or(1, |(_, running)| running);
            Ok::<_, nusa_store::Error>((running, tx.entities(EntityKind::ModifierGroup)?))
        })?;
        let at = Guest { table, sitting };
        let guest = NAMES[party % NAMES.len()].to_owned();
        let listed = basket.items.iter();
        let dishes = listed.filter_map(|(name, pieces)| Some((self.product(name)?, *pieces)));
        let dishes: Vec<(ProductId, i64)> = dishes.collect();
        let what = Command::PlaceOrder(PlaceOrder {
            service: WantedService::Table { table, sitting },
            guest: Some(guest.clone()),
            lines: dishes.iter().map(|dish| wanted(dish, &groups)).collect(),
            expected_gross: None,
        });
        let answer = self.ask(self.hand(0), what)?;
        for (product, pieces) in dishes {
            *self.sold.entry(product).or_default() += pieces;
        }
        if let Some(placed) = answer.placed.first() {
            let order = placed.doc.doc.id;
            self.parties.insert(party, Party { order, at, guest });
        }
        Ok(())
    }

    /// The kitchen begins, or serves.
    ///
    /// # Errors
    /// What the law or the disk says.
    pub(super) fn cook(&mut self, party: usize, step: Step) -> Result<(), Failure> {
        let Some(order) = self.parties.get(&party).map(|party| party.order) else {
            return Ok(());
        };
        self.ask(self.hand(0), Command::StepOrder { order, step })
            .map(drop)
    }

    /// A party pays and leaves.
    ///
    /// # Errors
    /// What the law or the disk says.
    pub(super) fn settle(
        &mut self,
        party: usize,
        (till, hand): (u8, usize),
        paying: Paying,
    ) -> Result<(), Failure> {
        let Some(Party { order, at, guest }) = self.parties.get(&party).cloned() else {
            return Ok(());
        };
        let bill = self.node.bill_now(order)?;
        let total = bill.quote.map_or(0, |quote| quote.total);
        let what = Command::PayBill(PayBill {
            bill: order,
            version: bill.row.version,
            till: number(till)?,
            reductions: Reductions::default(),
            payments: vec![payment(paying, total)],
            expected_total: total,
        });
        let paid = self.ask(self.hand(hand), what)?;
        if let Some(sale) = paid.placed.first() {
            self.know(&guest, order, &sale.doc)?;
        }
        if paying == Paying::Cash {
            self.drawer(till).cash += total;
        }
        let left = Command::CloseTable {
            table: at.table,
            sitting: at.sitting,
        };
        self.ask(self.hand(hand), left).map(drop)
    }

    /// A party that left says how it was.
    ///
    /// # Errors
    /// What the law or the disk says.
    pub(super) fn say(&mut self, party: usize, at: Millis) -> Result<(), Failure> {
        let Some(told) = self.parties.remove(&party) else {
            return Ok(());
        };
        let branch = self.branch;
        let found = self
            .node
            .store()
            .transact(|tx| served(tx, branch, told.order))?;
        let Some(found) = found else { return Ok(()) };
        let mut dice = Dice::new(at.0.unsigned_abs());
        let what = Command::RateDishes(RateDishes {
            bill: told.order,
            guest: Some(told.guest),
            dishes: opinions(told.order, &found.order, &mut dice),
            message: None,
        });
        self.ask(Actor::guest(told.at), what).map(drop)
    }
}

/// A dish with the first answers to what must be answered.
fn wanted(&(product, pieces): &(ProductId, i64), groups: &[Entity]) -> WantedDish {
    let asked = groups.iter().filter_map(|row| match row {
        Entity::ModifierGroup(group) if group.products.contains(&product) => Some(group),
        _ => None,
    });
    let answer = |group: &ModifierGroup| {
        let first = group.options.iter().take(group.least.into());
        let chosen = first.map(|option| WantedModifier {
            group: group.id,
            option: option.id,
        });
        chosen.collect::<Vec<_>>()
    };
    WantedDish {
        product,
        quantity_milli: pieces * 1_000,
        chosen: asked.flat_map(answer).collect(),
        note: None,
    }
}

/// What somebody thinks of the dishes of an order. Some dishes are better than others.
fn opinions(order: OrderId, placed: &OrderPlaced, dice: &mut Dice) -> Vec<WantedRating> {
    let mut said: Vec<WantedRating> = Vec::new();
    for (line, dish) in (0..).zip(&placed.lines) {
        let ordered = OrderedLine { order, line };
        match said.iter_mut().find(|one| one.product == dish.product) {
            Some(known) => known.lines.push(ordered),
            None => said.push(opinion(dish.product, ordered, dice)),
        }
    }
    said
}

fn opinion(product: ProductId, ordered: OrderedLine, dice: &mut Dice) -> WantedRating {
    const LIKED: [[u32; 5]; 3] = [[1, 1, 3, 9, 14], [1, 2, 6, 10, 8], [3, 5, 8, 6, 3]];
    let liked = usize::try_from(product.0).unwrap_or(0) % LIKED.len();
    let stars = dice.weighted(&LIKED[liked]);
    let words = WORDS[stars];
    let comment = (dice.below(4) == 0).then(|| words[dice.below(words.len())].to_owned());
    let lack = Lack::ALL[dice.below(Lack::ALL.len())];
    WantedRating {
        product,
        lines: vec![ordered],
        stars: u8::try_from(stars).unwrap_or(4) + 1,
        lacks: if stars < 3 { vec![lack] } else { Vec::new() },
        comment,
    }
}
