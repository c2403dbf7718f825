//! What a person at a till wants next: mostly a sale, now and then everything
//! else that a shop does. Looks at what the node shows, as a screen would.

use nusa_facts::{
    BranchId, Millis, PersonId, ProductId, TillNo, TransferId,
    master::{Entity, EntityKind, Product, TransferNotice},
    people::Role,
    sale::{Method, Payment},
    shift::{CashKind, Denomination},
};
use nusa_node::{Ask, Node};
use nusa_rules::{
    Actor, Command, Right,
    command::{
        Amount, ArrivedLine, BackLine, CompleteSale, Destination, Discount, HowMuch, RefundSale,
        WantedLine,
    },
    local_staff::WantedLocalStaff,
};
use nusa_store::{Error, Look, Store};

use super::Till;

/// A piece of paper with many zeros, so that cash always gives change.
const NOTE: i64 = 50_000;

/// Commands in an outbox above which a person waits instead of tapping on.
const PATIENCE: usize = 4;

impl Till {
    /// Decides what to ask for next and puts it into the outbox; nothing when there is nothing to do.
    /// Without a node the person goes on by what the screen showed last.
    pub fn wish<S: Store>(
        &mut self,
        node: Option<&mut Node<S>>,
        branches: u32,
        now: Millis,
    ) -> Option<Ask> {
        if self.outbox.len() >= PATIENCE {
            return None;
        }
        let (actor, what) = match node {
            Some(node) => self.at_work(node, branches)?,
            None => (self.cashier(), self.blind_sale()?),
        };
        Some(self.ask(actor, what, now))
    }

    fn at_work<S: Store>(&mut self, node: &mut Node<S>, branches: u32) -> Option<(Actor, Command)> {
        let Some(till) = self.number else {
            let register = Command::RegisterTill {
                till: self.former,
                name: "Kasir".to_owned(),
            };
            return self.is_idle().then(|| (self.manager(), register));
        };
        if !self.shift_open {
            let float = 100_000;
            return self
                .is_idle()
                .then(|| (self.cashier(), Command::OpenShift { till, float }));
        }
        match self.dice.below(100) {
            3 => Some((self.manager(), self.hire())),
            30..62 if self.serves_guests => self.dine(node, till),
            0..62 => Some((self.cashier(), self.sale(node, till)?)),
            62..67 => Some((self.backed(Right::VoidSale), self.void()?)),
            67..74 => Some((self.backed(Right::RefundSale), self.refund(till)?)),
            74..78 => Some((self.backed(Right::TakeCash), self.cash(till))),
            78..81 => Some((self.cashier(), self.close(till))),
            81 => Some((self.manager(), self.retire(till)?)),
            82..86 => Some((self.manager(), self.delivery(node)?)),
            86..89 => Some((self.manager(), self.count(node)?)),
            89..91 => Some((self.manager(), self.adjust(node)?)),
            91..94 => Some((self.manager(), self.dispatch(node, branches)?)),
            _ => Some((self.cashier(), self.arrival(node)?)),
        }
    }

    fn sale<S: Store>(&mut self, node: &mut Node<S>, till: TillNo) -> Option<Command> {
        let products = shown(node).ok()?;
        let mut lines: Vec<WantedLine> = Vec::new();
        for _ in 0..self.dice.between(1, 4) {
            let product = self.dice.pick(&products)?.clone();
            lines.push(self.line(&product));
        }
        let bill_discount = self.dice.chance(120).then(|| self.discount());
        let quote = node.quote(&lines, bill_discount, &[]).ok()?;
        if let [line] = lines.as_slice() {
            self.prices.insert(line.product, quote.total);
        }
        let payments = self.payments(quote.total);
        Some(Command::CompleteSale(CompleteSale {
            till,
            lines,
            bill_discount,
            payments,
            expected_total: quote.total,
        }))
    }

    fn line(&mut self, product: &Product) -> WantedLine {
        let whole = 1_000 * self.dice.between(1, 5) as i64;
        let part = 250 * self.dice.between(1, 9) as i64;
        WantedLine {
            product: product.id,
            how_much: HowMuch::Milli(if product.fractional { part } else { whole }),
            note: None,
            discount: self.dice.chance(100).then(|| self.discount()),
        }
    }

    fn discount(&mut self) -> Discount {
        if self.dice.chance(500) {
            Discount::Percent(10_000 * self.dice.between(1, 10) as i64)
        } else {
            Discount::Amount(10 * self.dice.between(1, 9) as i64)
        }
    }

    pub(super) fn payments(&mut self, total: i64) -> Vec<Payment> {
        let pay = |method, amount| Payment {
            method,
            amount,
            reference: Some("R-1".to_owned()),
        };
        let notes = |amount: i64| (amount / NOTE + 1) * NOTE;
        let half = total / 2;
        match self.dice.below(10) {
            0..3 if total > 0 => vec![pay(Method::Qris, total)],
            3 if half > 0 => vec![
                pay(Method::Debit, half),
                pay(Method::Cash, notes(total - half)),
            ],
            4 if total > 0 => vec![pay(Method::Voucher, notes(total))],
            _ => vec![pay(Method::Cash, notes(total))],
        }
    }

    /// One of a few people whom this branch adds, lets go and takes back, whichever machine is its node just now.
    fn hire(&mut self) -> Command {
        let n = self.dice.between(1, 6) as u8;
        let mut person = [0; 16];
        person[15] = n;
        let roles = Role::LOCAL;
        Command::SetLocalStaff(WantedLocalStaff {
            person: PersonId::from_bytes(person),
            login: format!("harian{n}.{}", self.branch),
            name: format!("Harian {}", self.dice.between(1, 3)),
            role: roles[self.dice.below(roles.len() as u64) as usize],
            active: self.dice.chance(700),
        })
    }

    /// A sale by the prices that were shown last, while the branch node is away.
    fn blind_sale(&mut self) -> Option<Command> {
        let till = self.number.filter(|_| self.shift_open)?;
        let known: Vec<(ProductId, i64)> = self.prices.iter().map(|(&id, &at)| (id, at)).collect();
        let &(product, total) = self.dice.pick(&known)?;
        let line = WantedLine {
            product,
            how_much: HowMuch::Milli(1_000),
            note: None,
            discount: None,
        };
        Some(Command::CompleteSale(CompleteSale {
            till,
            lines: vec![line],
            bill_discount: None,
            payments: self.payments(total),
            expected_total: total,
        }))
    }

    fn void(&mut self) -> Option<Command> {
        let sale = self.sales.last()?.sale;
        let reason = "salah ketik".to_owned();
        Some(Command::VoidSale { sale, reason })
    }

    fn refund(&mut self, till: TillNo) -> Option<Command> {
        let sold = self.dice.pick(&self.sales)?.clone();
        let mut lines = Vec::new();
        for (line, &left) in (0_u16..).zip(&sold.left) {
            if left > 0 && self.dice.chance(600) {
                let whole = self.dice.chance(500) || left < 2_000;
                lines.push(BackLine {
                    line,
                    quantity_milli: if whole { left } else { left / 2_000 * 1_000 },
                    restock: self.dice.chance(700),
                });
            }
        }
        let method = if self.dice.chance(700) {
            Method::Cash
        } else {
            Method::Qris
        };
        (!lines.is_empty()).then(|| {
            Command::RefundSale(RefundSale {
                till,
                sale: sold.sale,
                lines,
                method,
                reason: "rusak".to_owned(),
            })
        })
    }

    fn cash(&mut self, till: TillNo) -> Command {
        let kinds = [CashKind::In, CashKind::Out, CashKind::Drop];
        Command::MoveCash {
            till,
            kind: kinds[self.dice.index(kinds.len())],
            amount: 500 * self.dice.between(1, 40) as i64,
            reason: "kas".to_owned(),
        }
    }

    fn close(&mut self, till: TillNo) -> Command {
        let denomination = Denomination {
            value: 1_000,
            count: self.dice.below(900) as i64,
        };
        Command::CloseShift {
            till,
            denominations: vec![denomination],
        }
    }

    /// A till is retired seldom, and only where nothing else waits.
    fn retire(&mut self, till: TillNo) -> Option<Command> {
        if !self.is_idle() || !self.dice.chance(300) {
            return None;
        }
        let reason = "perangkat rusak".to_owned();
        Some(Command::RetireTill { till, reason })
    }

    fn some<S: Store>(&mut self, node: &mut Node<S>, least: i64, most: i64) -> Option<Vec<Amount>> {
        let products = shown(node).ok()?;
        let mut lines: Vec<Amount> = Vec::new();
        for _ in 0..self.dice.between(1, 4) {
            let product = self.dice.pick(&products)?.id;
            let milli = 1_000 * (least + self.dice.below((most - least + 1) as u64) as i64);
            if lines.iter().all(|line| line.product != product) && milli != 0 {
                lines.push(Amount { product, milli });
            }
        }
        (!lines.is_empty()).then_some(lines)
    }

    fn delivery<S: Store>(&mut self, node: &mut Node<S>) -> Option<Command> {
        let lines = self.some(node, 10, 60)?;
        let reference = "SJ-7".to_owned();
        Some(Command::ReceiveStock { lines, reference })
    }

    fn count<S: Store>(&mut self, node: &mut Node<S>) -> Option<Command> {
        let lines = self.some(node, 1, 30)?;
        Some(Command::CountStock { lines, note: None })
    }

    fn adjust<S: Store>(&mut self, node: &mut Node<S>) -> Option<Command> {
        let lines = self.some(node, -3, 3)?;
        let reason = "ditemukan".to_owned();
        Some(Command::AdjustStock { lines, reason })
    }

    fn dispatch<S: Store>(&mut self, node: &mut Node<S>, branches: u32) -> Option<Command> {
        let lines = self.some(node, 1, 4)?;
        let to = BranchId(self.dice.between(1, u64::from(branches)) as u32);
        let home = to == self.branch;
        Some(Command::DispatchTransfer {
            transfer: TransferId::from_bytes(self.dice.bytes16()),
            to: if home {
                Destination::Warehouse
            } else {
                Destination::Branch(to)
            },
            lines,
            note: None,
        })
    }

    fn arrival<S: Store>(&mut self, node: &mut Node<S>) -> Option<Command> {
        let notices = expected(node).ok()?;
        let notice = self.dice.pick(&notices)?.clone();
        let came = |sent: &nusa_facts::stock::Goods, short: i64| ArrivedLine {
            product: sent.product,
            good_milli: (sent.quantity_milli - 2 * short).max(0),
            damaged_milli: short.min(sent.quantity_milli),
        };
        let lines = self.dice.chance(400).then(|| {
            let short = 500 * self.dice.below(3) as i64;
            notice.lines.iter().map(|sent| came(sent, short)).collect()
        });
        Some(Command::ReceiveTransfer {
            transfer: notice.id,
            lines,
            note: None,
        })
    }
}

/// The products on the screen.
pub(super) fn shown<S: Store>(node: &mut Node<S>) -> Result<Vec<Product>, Error> {
    let rows = node
        .store()
        .transact(|tx| tx.entities(EntityKind::Product))?;
    let products = rows.into_iter().filter_map(|row| match row {
        Entity::Product(product) if !product.retired => Some(product),
        _ => None,
    });
    Ok(products.collect())
}

/// The transfers on the road to this branch, as it was told.
fn expected<S: Store>(node: &mut Node<S>) -> Result<Vec<TransferNotice>, Error> {
    let rows = node
        .store()
        .transact(|tx| tx.entities(EntityKind::Transfer))?;
    let notices = rows.into_iter().filter_map(|row| match row {
        Entity::Transfer(notice) => Some(notice),
        _ => None,
    });
    Ok(notices.collect())
}
