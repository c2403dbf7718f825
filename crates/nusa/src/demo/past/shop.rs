//! A branch whose past days are played: its node, its people, its drawers and
//! what was sold of what. Does what a day says, command by command; every one is
//! decided by the law like any other.

use std::collections::BTreeMap;

use nusa_facts::{
    BranchId, CommandId, CustomerId, Hash, Millis, ProductId, SaleId, TableId, TillNo, TransferId,
    master::{Entity, EntityKind},
    people::Role,
    sale::{Method, Payment},
    shift::{CashKind, Denomination},
    stock::Location,
};
use nusa_node::{Answer, Ask, Node, link, staff::person_by_login};
use nusa_rules::{
    Actor, Command,
    command::{
        Amount, ArrivedLine, BackLine, CompleteSale, Discount, HowMuch, RefundSale, WantedLine,
    },
    order::Step,
};
use nusa_store::{Error as StoreError, Look, SqliteStore, Store};

use super::{
    day::{Act, Paying},
    prices::Prices,
    supper::Party,
};
use crate::{
    chance,
    demo::{baskets::Basket, logins::Login},
    exit::Failure,
};

/// Cash in each drawer when a shift begins.
const FLOAT: i64 = 500_000;

/// What is taken off a bill, and from which total on.
const KINDNESS: (i64, i64) = (5_000, 60_000);

/// A till's drawer, and its last sale.
#[derive(Clone, Debug, Default)]
pub(super) struct Drawer {
    pub(super) cash: i64,
    last: Option<Last>,
}

#[derive(Clone, Copy, Debug)]
struct Last {
    sale: SaleId,
    in_cash: i64,
    /// The price of the first line's piece, where the whole was sold at full price.
    piece: Option<i64>,
}

/// A branch.
pub(super) struct Shop {
    /// Its node; taken out while it talks to the centre.
    pub(super) node: Node<SqliteStore>,
    /// Its number.
    pub(super) branch: BranchId,
    hands: Vec<Actor>,
    pub(super) manager: Actor,
    listed: BTreeMap<String, ProductId>,
    drawers: BTreeMap<u8, Drawer>,
    /// Pieces sold since the last delivery.
    pub(super) sold: BTreeMap<ProductId, i64>,
    /// What is on the road, and what of it will have come when it is unpacked.
    coming: Vec<(TransferId, Option<Vec<ArrivedLine>>)>,
    /// Its tables, in their order.
    pub(super) tables: Vec<TableId>,
    /// Who sits at them, by the number of the party of the day.
    pub(super) parties: BTreeMap<usize, Party>,
    /// Guests who come again, by what they are called.
    pub(super) regulars: BTreeMap<&'static str, CustomerId>,
}

impl Shop {
    /// A branch that has been told of its people and goods.
    ///
    /// # Errors
    /// `Refused` when it has not.
    pub(super) fn open(
        mut node: Node<SqliteStore>,
        logins: &[Login],
        code: &str,
    ) -> Result<Self, Failure> {
        let branch = node.identity().branch;
        let (mut hands, mut manager) = (Vec::new(), None);
        for login in logins
            .iter()
            .filter(|login| login.branch.as_deref() == Some(code))
        {
            let known = node
                .store()
                .transact(|tx| person_by_login(tx, &login.login))?;
            let actor = known.as_ref().map(Actor::of).ok_or_else(|| untold(code))?;
            match login.role {
                Role::Cashier => hands.push(actor),
                Role::Manager => manager = Some(actor),
                _ => {}
            }
        }
        let manager = manager.ok_or_else(|| untold(code))?;
        hands.push(manager.clone());
        let rows = node
            .store()
            .transact(|tx| tx.entities(EntityKind::Product))?;
        let listed = rows.into_iter().filter_map(|row| match row {
            Entity::Product(product) => Some((product.name, product.id)),
            _ => None,
        });
        Ok(Self {
            branch,
            hands,
            manager,
            listed: listed.collect(),
            drawers: BTreeMap::new(),
            sold: BTreeMap::new(),
            coming: Vec::new(),
            tables: Vec::new(),
            parties: BTreeMap::new(),
            regulars: BTreeMap::new(),
            node,
        })
    }

    /// The tills of the branch.
    ///
    /// # Errors
    /// What the law or the disk says.
    pub(super) fn register(&mut self, tills: u8) -> Result<(), Failure> {
        for till in 1..=tills {
            let name = format!("Kasir {till}");
            let what = Command::RegisterTill {
                till: Some(number(till)?),
                name,
            };
            self.ask(self.manager.clone(), what)?;
        }
        Ok(())
    }

    /// Does one thing of a day.
    ///
    /// # Errors
    /// What the law or the disk says.
    pub(super) fn play(&mut self, act: Act, at: Millis, prices: &Prices) -> Result<(), Failure> {
        match act {
            Act::Open { till, hand } => self.open_shift(till, hand),
            Act::Close { till, hand, off } => self.close_shift(till, hand, off),
            Act::Sell {
                till,
                hand,
                basket,
                paying,
                kind,
            } => {
                let priced = self.priced(&basket, at, prices)?;
                self.sell(till, hand, &priced, paying, kind)
            }
            Act::Void { till } => self.void(till),
            Act::Refund { till } => self.refund(till),
            Act::Errand { till, amount } => self.errand(till, amount),
            Act::Sit { party, basket } => self.sit(party, &basket),
            Act::Cook { party } => self.cook(party, Step::Start),
            Act::Serve { party } => self.cook(party, Step::Finish),
            Act::Settle {
                party,
                till,
                hand,
                paying,
            } => self.settle(party, (till, hand), paying),
            Act::Say { party } => self.say(party, at),
        }
    }

    pub(super) fn hand(&self, hand: usize) -> Actor {
        self.hands.get(hand).unwrap_or(&self.manager).clone()
    }

    pub(super) fn ask(&mut self, actor: Actor, what: Command) -> Result<Answer, Failure> {
        let ask = Ask {
            command: chance::command(),
            body_hash: Hash::ZERO,
            actor,
            what,
        };
        Ok(self.node.execute(&ask)?)
    }

    fn open_shift(&mut self, till: u8, hand: usize) -> Result<(), Failure> {
        let what = Command::OpenShift {
            till: number(till)?,
            float: FLOAT,
        };
        self.ask(self.hand(hand), what)?;
        let drawer = Drawer {
            cash: FLOAT,
            last: None,
        };
        self.drawers.insert(till, drawer);
        Ok(())
    }

    fn close_shift(&mut self, till: u8, hand: usize, off: i64) -> Result<(), Failure> {
        let cash = self.drawer(till).cash + off;
        let what = Command::CloseShift {
            till: number(till)?,
            denominations: counted(cash),
        };
        self.ask(self.hand(hand), what).map(drop)
    }

    pub(super) fn drawer(&mut self, till: u8) -> &mut Drawer {
        self.drawers.entry(till).or_default()
    }

    /// Products, pieces and the price of one.
    fn priced(
        &self,
        basket: &Basket,
        at: Millis,
        prices: &Prices,
    ) -> Result<Vec<(ProductId, i64, i64)>, Failure> {
        let priced = basket.items.iter().map(|(name, pieces)| {
            let unknown = || Failure::Refused(format!("{name} is not listed"));
            let product = self.listed.get(name).copied().ok_or_else(unknown)?;
            let price = prices.of(name, at).ok_or_else(unknown)?;
            Ok((product, *pieces, price))
        });
        priced.collect()
    }

    fn sell(
        &mut self,
        till: u8,
        hand: usize,
        lines: &[(ProductId, i64, i64)],
        paying: Paying,
        kind: bool,
    ) -> Result<(), Failure> {
        let full: i64 = lines.iter().map(|(_, pieces, price)| pieces * price).sum();
        let off = if kind && full >= KINDNESS.1 {
            KINDNESS.0
        } else {
            0
        };
        let total = full - off;
        let what = Command::CompleteSale(CompleteSale {
            till: number(till)?,
            lines: lines.iter().map(wanted).collect(),
            bill_discount: (off > 0).then_some(Discount::Amount(off)),
            payments: vec![payment(paying, total)],
            expected_total: total,
        });
        let answer = self.ask(self.hand(hand), what)?;
        for (product, pieces, _) in lines {
            *self.sold.entry(*product).or_default() += pieces;
        }
        let in_cash = if paying == Paying::Cash { total } else { 0 };
        let last = answer.placed.first().map(|placed| Last {
            sale: placed.doc.doc.id,
            in_cash,
            piece: lines
                .first()
                .filter(|_| off == 0)
                .map(|&(_, _, price)| price),
        });
        let drawer = self.drawer(till);
        drawer.cash += in_cash;
        drawer.last = last;
        Ok(())
    }

    fn void(&mut self, till: u8) -> Result<(), Failure> {
        let Some(last) = self.drawer(till).last.take() else {
            return Ok(());
        };
        let what = Command::VoidSale {
            sale: last.sale,
            reason: "Salah masukkan barang".to_owned(),
        };
        self.ask(self.manager.clone(), what)?;
        self.drawer(till).cash -= last.in_cash;
        Ok(())
    }

    fn refund(&mut self, till: u8) -> Result<(), Failure> {
        let last = self.drawer(till).last.take();
        let Some((last, piece)) = last.and_then(|last| Some((last, last.piece?))) else {
            return Ok(());
        };
        let what = Command::RefundSale(RefundSale {
            till: number(till)?,
            sale: last.sale,
            lines: vec![BackLine {
                line: 0,
                quantity_milli: 1_000,
                restock: true,
            }],
            method: Method::Cash,
            reason: "Kemasan rusak".to_owned(),
        });
        self.ask(self.manager.clone(), what)?;
        self.drawer(till).cash -= piece;
        Ok(())
    }

    fn errand(&mut self, till: u8, amount: i64) -> Result<(), Failure> {
        let what = Command::MoveCash {
            till: number(till)?,
            kind: CashKind::Out,
            amount,
            reason: "Beli galon dan kantong".to_owned(),
        };
        self.ask(self.manager.clone(), what)?;
        self.drawer(till).cash -= amount;
        Ok(())
    }

    /// Something was sent here; of some deliveries not all of it comes whole.
    pub(super) fn expect(&mut self, transfer: TransferId, sent: &[Amount], is_short: bool) {
        let came = is_short.then(|| arrived(sent));
        self.coming.push((transfer, came));
    }

    /// Unpacks what was sent here.
    ///
    /// # Errors
    /// What the law or the disk says.
    pub(super) fn receive_what_came(&mut self) -> Result<(), Failure> {
        for (transfer, lines) in std::mem::take(&mut self.coming) {
            let note = lines.is_some().then(|| "Satu dus penyok".to_owned());
            let what = Command::ReceiveTransfer {
                transfer,
                lines,
                note,
            };
            self.ask(self.manager.clone(), what)?;
        }
        Ok(())
    }

    /// Counts a shelf of a few products; one lacks a piece or two.
    ///
    /// # Errors
    /// What the law or the disk says.
    pub(super) fn count_a_shelf(&mut self) -> Result<(), Failure> {
        const SHELF: usize = 8;
        let place = Location::Branch(self.branch);
        let products: Vec<_> = self.sold.keys().copied().take(SHELF).collect();
        let levels = self.node.store().transact(|tx| {
            let level =
                |product: &ProductId| Ok::<_, StoreError>((*product, tx.level(place, *product)?));
            products.iter().map(level).collect::<Result<Vec<_>, _>>()
        })?;
        let found = levels.into_iter().enumerate().map(|(n, (product, level))| {
            let lacking = if n == 3 { 2_000 } else { 0 };
            let milli = (level - lacking).max(0);
            Amount { product, milli }
        });
        let what = Command::CountStock {
            lines: found.collect(),
            note: Some("Opname rak depan".to_owned()),
        };
        self.ask(self.manager.clone(), what).map(drop)
    }

    /// Facts that the centre has not taken in yet.
    ///
    /// # Errors
    /// What the disk says.
    pub(super) fn unsent(&mut self) -> Result<u64, Failure> {
        let branch = self.branch;
        Ok(self.node.store().transact(|tx| link::unsent(tx, branch))?)
    }

    /// The number of a product by its name.
    pub(super) fn product(&self, name: &str) -> Option<ProductId> {
        self.listed.get(name).copied()
    }
}

/// Of the first thing two pieces lack and one is damaged, where there are that many.
fn arrived(sent: &[Amount]) -> Vec<ArrivedLine> {
    let line = |(n, line): (usize, &Amount)| {
        let is_hurt = n == 0 && line.milli >= 5_000;
        ArrivedLine {
            product: line.product,
            good_milli: line.milli - if is_hurt { 3_000 } else { 0 },
            damaged_milli: if is_hurt { 1_000 } else { 0 },
        }
    };
    sent.iter().enumerate().map(line).collect()
}

/// An id for a transfer, as a device makes it.
pub(super) fn transfer() -> TransferId {
    let CommandId(id) = chance::command();
    TransferId(id)
}

fn untold(code: &str) -> Failure {
    Failure::Refused(format!("{code} was not told of its people"))
}

pub(super) fn number(till: u8) -> Result<TillNo, Failure> {
    TillNo::new(till).ok_or_else(|| Failure::Refused(format!("{till} is no till")))
}

fn wanted(&(product, pieces, _): &(ProductId, i64, i64)) -> WantedLine {
    WantedLine {
        product,
        how_much: HowMuch::Milli(pieces * 1_000),
        note: None,
        discount: None,
    }
}

pub(super) fn payment(paying: Paying, total: i64) -> Payment {
    let note = match total {
        ..20_000 => 5_000,
        20_000..100_000 => 10_000,
        _ => 50_000,
    };
    let (method, amount) = match paying {
        Paying::Cash => (Method::Cash, (total + note - 1) / note * note),
        Paying::Qris => (Method::Qris, total),
        Paying::Debit => (Method::Debit, total),
        Paying::Ewallet => (Method::Ewallet, total),
    };
    let reference = (method == Method::Debit).then(|| format!("APPR{:06}", total % 1_000_000));
    Payment {
        method,
        amount,
        reference,
    }
}

/// The fewest notes and coins for an amount.
fn counted(amount: i64) -> Vec<Denomination> {
    const NOTES: [i64; 10] = [
        100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100,
    ];
    let mut left = amount.max(0);
    let mut counted = Vec::new();
    for value in NOTES {
        let count = left / value;
        left %= value;
        if count > 0 {
            counted.push(Denomination { value, count });
        }
    }
    counted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_comes_to_its_amount() {
        for amount in [0, 100, 487_600, 1_234_500] {
            let sum: i64 = counted(amount)
                .iter()
                .map(|note| note.value * note.count)
                .sum();
            assert_eq!(sum, amount);
        }
    }

    #[test]
    fn whoever_pays_pays_enough() {
        for total in [3_200, 48_500, 212_300] {
            assert!(payment(Paying::Cash, total).amount >= total);
            assert_eq!(payment(Paying::Qris, total).amount, total);
        }
    }
}
