//! What a person does for the guests of a branch's tables: sets one up, orders,
//! lets the kitchen begin, cook and call back, serves, calls off, and says good-bye.

use nusa_facts::{
    OrderId, ProductId, TableId, TillNo,
    bill::OrderedLine,
    master::{Entity, EntityKind},
    modifier::ModifierGroup,
    rating::Lack,
};
use nusa_node::{Node, rating::served};
use nusa_rules::{
    Actor, Command, Right,
    actor::Guest,
    modifier::WantedModifier,
    order::{PlaceOrder, Step, WantedDish, WantedService},
    rating::{RateDishes, Served, WantedRating},
    rows::{OrderRow, OrderState, TableRow},
    table::WantedTable,
};
use nusa_store::{Error, Look, Store};

use super::{Till, bills::Bills, wish::shown};

/// Tables of a branch in these tests: few enough that guests meet.
const TABLES: usize = 3;

/// What the board of a branch shows.
struct Board {
    tables: Vec<(TableRow, u32)>,
    placed: Vec<OrderRow>,
    started: Vec<OrderRow>,
    finished: Vec<OrderRow>,
    bills: Bills,
}

impl Till {
    /// Something at the tables; nothing when there is nothing to do.
    pub(super) fn dine<S: Store>(
        &mut self,
        node: &mut Node<S>,
        till: TillNo,
    ) -> Option<(Actor, Command)> {
        let board = self.board(node).ok()?;
        if board.tables.len() < TABLES && self.dice.chance(500) {
            return Some((self.manager(), self.table(board.tables.len())));
        }
        match self.dice.below(34) {
            32.. => self.rate(node, &board),
            20..32 => self.bill(node, till, &board.tables, &board.bills),
            0..6 => Some((self.cashier(), self.order(node, &board)?)),
            6..8 => Some((self.cashier(), self.step(&board.placed, Step::Start)?)),
            8..11 => Some((self.cashier(), self.step(&board.started, Step::Finish)?)),
            11..14 => Some((self.cashier(), self.cook(&board)?)),
            14..17 => Some((self.cashier(), self.call_back(&board)?)),
            17 => Some((self.backed(Right::VoidSale), self.call_off(&board)?)),
            _ => Some((self.cashier(), self.farewell(&board)?)),
        }
    }

    fn board<S: Store>(&self, node: &mut Node<S>) -> Result<Board, Error> {
        let branch = self.branch;
        node.store().transact(|tx| {
            Ok(Board {
                tables: tx.tables(branch)?,
                placed: tx.orders(branch, OrderState::Placed)?,
                started: tx.orders(branch, OrderState::Started)?,
                finished: tx.orders(branch, OrderState::Finished)?,
                bills: Bills::of(tx, branch)?,
            })
        })
    }

    fn table(&mut self, known: usize) -> Command {
        Command::SetTable(WantedTable {
            table: TableId::from_bytes(self.dice.bytes16()),
            area: String::new(),
            label: format!("M{}", known + 1),
            seats: 4,
            active: true,
        })
    }

    fn order<S: Store>(&mut self, node: &mut Node<S>, board: &Board) -> Option<Command> {
        let products = shown(node).ok()?;
        let groups = groups(node).ok()?;
        let mut lines = Vec::new();
        for _ in 0..self.dice.between(1, 3) {
            let product = self.dice.pick(&products)?.id;
            lines.push(WantedDish {
                product,
                quantity_milli: 1_000 * self.dice.between(1, 3) as i64,
                chosen: self.choose(&groups, product),
                note: None,
            });
        }
        let service = match self.dice.pick(&board.tables) {
            Some((table, sitting)) => WantedService::Table {
                table: table.id,
                sitting: *sitting,
            },
            None => WantedService::TakeAway,
        };
        Some(Command::PlaceOrder(PlaceOrder {
            service,
            guest: Some("Ali".to_owned()),
            lines,
            expected_gross: None,
        }))
    }

    /// As many answers as each question wants, from anywhere on its list.
    fn choose(&mut self, groups: &[ModifierGroup], product: ProductId) -> Vec<WantedModifier> {
        let asked = |group: &&ModifierGroup| group.active && group.products.contains(&product);
        let mut chosen = Vec::new();
        for group in groups.iter().filter(asked) {
            let given: Vec<_> = group.options.iter().filter(|row| row.active).collect();
            let count = self.dice.between(group.least.into(), group.most.into()) as usize;
            let begin = self.dice.index(given.len().max(1));
            let some = given.iter().cycle().skip(begin).take(count);
            chosen.extend(some.map(|option| WantedModifier {
                group: group.id,
                option: option.id,
            }));
        }
        chosen
    }

    /// A guest says how a dish was, now and then again.
    fn rate<S: Store>(&mut self, node: &mut Node<S>, board: &Board) -> Option<(Actor, Command)> {
        let order = self.dice.pick(&board.finished)?.clone();
        let branch = self.branch;
        let found = node.store().transact(|tx| served(tx, branch, order.id));
        let served: Served = found.ok().flatten()?;
        let guest = Guest {
            table: order.table?,
            sitting: order.sitting,
        };
        let product = self.dice.pick(&served.order.lines)?.product;
        let lines = (0..).zip(&served.order.lines);
        let dish = WantedRating {
            product,
            lines: lines
                .filter(|(_, line)| line.product == product)
                .map(|(line, _)| OrderedLine {
                    order: order.id,
                    line,
                })
                .collect(),
            stars: self.dice.between(1, 5) as u8,
            lacks: vec![Lack::Slow],
            comment: self.dice.chance(300).then(|| "Enak".to_owned()),
        };
        let rating = RateDishes {
            bill: order.bill,
            guest: served.order.guest,
            dishes: vec![dish],
            message: self.dice.chance(100).then(|| "Terima kasih".to_owned()),
        };
        Some((Actor::guest(guest), Command::RateDishes(rating)))
    }

    fn step(&mut self, orders: &[OrderRow], step: Step) -> Option<Command> {
        let order = self.dice.pick(orders)?.id;
        Some(Command::StepOrder { order, step })
    }

    /// One or two lines of an order are cooked; some orders have no third.
    fn cook(&mut self, board: &Board) -> Option<Command> {
        let waiting: Vec<&OrderRow> = board.placed.iter().chain(&board.started).collect();
        let order = self.dice.pick(&waiting)?;
        let open: Vec<u16> = (0..3).filter(|line| !order.ready.contains(line)).collect();
        let begin = self.dice.index(open.len().max(1));
        let count = self.dice.between(1, 2) as usize;
        Some(Command::ReadyDishes {
            order: order.id,
            lines: open.into_iter().skip(begin).take(count).collect(),
        })
    }

    /// The kitchen was wrong about a line, of an order on its way or of one that was served.
    fn call_back(&mut self, board: &Board) -> Option<Command> {
        let said: Vec<&OrderRow> = board.started.iter().chain(&board.finished).collect();
        let order = self.dice.pick(&said)?;
        Some(Command::RecallDishes {
            order: order.id,
            lines: vec![self.dice.below(2) as u16],
        })
    }

    fn call_off(&mut self, board: &Board) -> Option<Command> {
        let orders: Vec<OrderId> = board
            .placed
            .iter()
            .chain(&board.started)
            .chain(&board.finished)
            .map(|row| row.id)
            .collect();
        Some(Command::CancelOrder {
            order: *self.dice.pick(&orders)?,
            reason: "tamu pindah".to_owned(),
            restock: self.dice.chance(500),
        })
    }

    /// Guests leave who paid; now and then somebody tries to close a table where they have not.
    fn farewell(&mut self, board: &Board) -> Option<Command> {
        let any = self.dice.chance(200);
        let free = |(row, _): &&(TableRow, u32)| any || !board.bills.waits_at(row.id);
        let tables: Vec<&(TableRow, u32)> = board.tables.iter().filter(free).collect();
        let (table, sitting) = self.dice.pick(&tables)?;
        Some(Command::CloseTable {
            table: table.id,
            sitting: *sitting,
        })
    }
}

/// The questions that a waiter's screen asks.
fn groups<S: Store>(node: &mut Node<S>) -> Result<Vec<ModifierGroup>, Error> {
    let rows = node
        .store()
        .transact(|tx| tx.entities(EntityKind::ModifierGroup))?;
    let groups = rows.into_iter().filter_map(|row| match row {
        Entity::ModifierGroup(group) => Some(group),
        _ => None,
    });
    Ok(groups.collect())
}
