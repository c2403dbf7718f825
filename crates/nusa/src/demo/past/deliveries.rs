//! What the centre does while the past is played: goods come to the warehouse
//! and go out to the shop, prices are announced before they hold.

use std::collections::BTreeMap;

use nusa_facts::{
    BranchId, Hash, Millis, PriceId, ProductId, TransferId,
    master::{Entity, EntityKind, Price, Scope},
};
use nusa_node::Ask;
use nusa_rules::{
    Command,
    command::{Amount, Destination, PROVISIONAL},
};
use nusa_server::Running;
use nusa_store::{Look, Store};

use super::{
    day::{DAY, Life},
    prices::{NOTICE, Prices},
    shop::{self, Shop},
};
use crate::{chance, console, exit::Failure};

/// Days of ordinary trade that the first delivery is good for.
const FIRST_DAYS: usize = 9;

/// Pieces of a basket, about.
const PIECES: usize = 4;

/// Of so many wares somebody forgets one, another each week.
pub(super) const FORGOTTEN: usize = 23;

/// The centre's side.
#[derive(Debug)]
pub(super) struct Warehouse {
    products: BTreeMap<String, ProductId>,
}

impl Warehouse {
    /// The warehouse of a centre that was founded.
    ///
    /// # Errors
    /// What the disk says.
    pub(super) async fn of(centre: &Running) -> Result<Self, Failure> {
        let rows = on(centre, |node| {
            let rows = node.store().transact(|tx| tx.entities(EntityKind::Product));
            rows.map_err(Failure::from)
        });
        let rows = rows.await?.into_iter().filter_map(|row| match row {
            Entity::Product(product) => Some((product.name, product.id)),
            _ => None,
        });
        Ok(Self {
            products: rows.collect(),
        })
    }

    /// Writes down the prices that begin in two days, and on the last day those that are still to come.
    ///
    /// # Errors
    /// What the law or the disk says.
    pub(super) async fn announce(
        &self,
        centre: &Running,
        prices: &Prices,
        midnight: Millis,
    ) -> Result<(), Failure> {
        let day = Millis(midnight.0 + NOTICE * DAY)..Millis(midnight.0 + (NOTICE + 1) * DAY);
        let due = prices.rises.iter().filter(|rise| day.contains(&rise.from));
        let rows: Vec<_> = (PROVISIONAL..)
            .zip(due)
            .filter_map(|(id, rise)| {
                let product = self.products.get(rise.ware)?;
                Some(version(PriceId(id), *product, rise.amount, rise.from))
            })
            .collect();
        if rows.is_empty() {
            return Ok(());
        }
        ask(centre, Command::ChangeMaster { rows }).await
    }

    /// Goods come from a supplier and go on to a branch.
    ///
    /// # Errors
    /// What the law or the disk says.
    pub(super) async fn send(
        &self,
        centre: &Running,
        to: BranchId,
        lines: Vec<Amount>,
        week: usize,
    ) -> Result<TransferId, Failure> {
        let more = |line: &Amount| Amount {
            milli: line.milli + line.milli / 10_000 * 2_000,
            ..*line
        };
        let received = Command::ReceiveStock {
            lines: lines.iter().map(more).collect(),
            reference: format!("SJ-{:04}", 1_040 + week * 7),
        };
        ask(centre, received).await?;
        let transfer = shop::transfer();
        let sent = Command::DispatchTransfer {
            transfer,
            to: Destination::Branch(to),
            lines,
            note: None,
        };
        ask(centre, sent).await?;
        Ok(transfer)
    }
}

fn version(id: PriceId, product: ProductId, amount: i64, from: Millis) -> Entity {
    Entity::Price(Price {
        id,
        product,
        scope: Scope::Company,
        amount,
        per_milli: 1_000,
        min_milli: 0,
        valid_from: from,
        valid_to: None,
    })
}

/// What a delivery to a shop should bring: what it sold, or at first what it will sell in some days.
pub(super) fn pieces_wanted(life: &Life, shop: &Shop, week: usize) -> Vec<Amount> {
    let weight = |rank: usize| 100_000 / (rank + 4);
    let all: usize = (0..life.wares.len()).map(weight).sum();
    let expected = |rank: usize| life.sales * PIECES * FIRST_DAYS * weight(rank) / all + 12;
    let wanted = life.wares.iter().enumerate().filter_map(|(rank, name)| {
        let product = shop.product(name)?;
        let pieces = if week == 0 {
            i64::try_from(expected(rank)).unwrap_or(0)
        } else {
            shop.sold.get(&product).copied().unwrap_or(0)
        };
        let forgotten = week > 0 && rank % FORGOTTEN == week;
        (pieces > 0 && !forgotten).then_some(Amount {
            product,
            milli: pieces * 1_000,
        })
    });
    wanted.collect()
}

async fn ask(centre: &Running, what: Command) -> Result<(), Failure> {
    let ask = Ask {
        command: chance::command(),
        body_hash: Hash::ZERO,
        actor: console::actor(),
        what,
    };
    on(centre, move |node| Ok(node.execute(&ask).map(drop)?)).await
}

async fn on<T: Send + 'static>(
    centre: &Running,
    work: impl FnOnce(&mut nusa_node::Node<nusa_store::SqliteStore>) -> Result<T, Failure>
    + Send
    + 'static,
) -> Result<T, Failure> {
    let done = centre.app().on_node(work).await;
    done.unwrap_or_else(|problem| Err(Failure::Refused(problem.detail)))
}
