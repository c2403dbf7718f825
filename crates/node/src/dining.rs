//! The desk of a restaurant: looks up what the law must see of tables, orders and
//! the kitchen. Decides nothing itself.

use std::collections::BTreeSet;

use nusa_facts::{
    BranchId, OrderId, TableId,
    master::{Branch, Entity, EntityKind},
    modifier::ModifierGroup,
    order::OrderPlaced,
};
use nusa_rules::{
    Actor, Command, Moment, Ruling, kitchen, order,
    rows::{OrderRow, TableRow},
    table,
};
use nusa_store::{Error as StoreError, Look};

use crate::{billing, desk::shelf_items, fault::Fault, journal, menu};

/// Decides a command about tables and orders of a branch.
///
/// # Errors
/// The law's refusal; `Store`; `NotHere` for another command.
pub(crate) fn decide(
    look: &impl Look,
    branch: &Branch,
    actor: &Actor,
    moment: &Moment,
    what: &Command,
) -> Result<Ruling, Fault> {
    match what {
        Command::SetTable(wanted) => set_table(look, branch, actor, moment, wanted),
        Command::CloseTable { table, sitting } => {
            close_table(look, branch, actor, moment, (*table, *sitting))
        }
        Command::PlaceOrder(wanted) => place(look, branch, actor, moment, wanted),
        Command::StepOrder { order, step } => {
            let row = look.order(branch.id, *order)?;
            let waits = match &row {
                Some(row) => billing::waits_for_payment(look, branch, row)?,
                None => false,
            };
            let desk = order::StepDesk {
                here: branch.id,
                order: row.as_ref(),
                waits,
            };
            Ok(order::decide_step(desk, actor, moment, *step)?)
        }
        Command::SetStation(wanted) => set_station(look, branch, actor, moment, wanted),
        Command::ReadyDishes { order, lines } => {
            let found = Dishes::of(look, branch, *order)?;
            Ok(kitchen::decide_ready(found.desk(), actor, moment, lines)?)
        }
        Command::RecallDishes { order, lines } => {
            let found = Dishes::of(look, branch, *order)?;
            Ok(kitchen::decide_recall(found.desk(), actor, moment, lines)?)
        }
        Command::CancelOrder {
            order,
            reason,
            restock,
        } => {
            let row = look.order(branch.id, *order)?;
            let bill = match &row {
                Some(row) => look.bill(branch.id, row.bill)?,
                None => None,
            };
            let (row, bill) = (row.as_ref(), bill.as_ref());
            Ok(order::decide_cancel(
                branch.id, row, bill, actor, moment, reason, *restock,
            )?)
        }
        _ => Err(Fault::NotHere("this is not about tables and orders")),
    }
}

fn set_table(
    look: &impl Look,
    branch: &Branch,
    actor: &Actor,
    moment: &Moment,
    wanted: &table::WantedTable,
) -> Result<Ruling, Fault> {
    let tables = look.tables(branch.id)?.into_iter();
    let tables: Vec<TableRow> = tables.map(|(row, _)| row).collect();
    let desk = table::TableDesk {
        here: branch.id,
        tables: &tables,
    };
    Ok(table::decide_set_table(desk, actor, moment, wanted)?)
}

fn set_station(
    look: &impl Look,
    branch: &Branch,
    actor: &Actor,
    moment: &Moment,
    wanted: &kitchen::WantedStation,
) -> Result<Ruling, Fault> {
    let known = look.entities(EntityKind::Category)?.into_iter();
    let categories = known.filter_map(|row| match row {
        Entity::Category(category) => Some(category.id),
        _ => None,
    });
    let desk = kitchen::StationDesk {
        here: branch.id,
        stations: &look.stations(branch.id)?,
        categories: &categories.collect(),
    };
    Ok(kitchen::decide_set_station(desk, actor, moment, wanted)?)
}

/// An order as the kitchen sees it.
struct Dishes {
    here: BranchId,
    order: Option<(OrderRow, OrderPlaced)>,
    running: Option<u32>,
    waits: bool,
}

impl Dishes {
    fn of(look: &impl Look, branch: &Branch, order: OrderId) -> Result<Self, StoreError> {
        let order = journal::order_of(look, branch.id, order)?;
        let running = match order.as_ref().and_then(|(row, _)| row.table) {
            Some(table) => look.table(branch.id, table)?.map(|(_, running)| running),
            None => None,
        };
        let waits = match &order {
            Some((row, _)) => billing::waits_for_payment(look, branch, row)?,
            None => false,
        };
        Ok(Self {
            here: branch.id,
            order,
            running,
            waits,
        })
    }

    fn desk(&self) -> kitchen::DishDesk<'_> {
        kitchen::DishDesk {
            here: self.here,
            order: self.order.as_ref().map(|(row, order)| (row, order)),
            running: self.running,
            waits: self.waits,
        }
    }
}

fn close_table(
    look: &impl Look,
    branch: &Branch,
    actor: &Actor,
    moment: &Moment,
    (id, sitting): (TableId, u32),
) -> Result<Ruling, Fault> {
    let found = look.table(branch.id, id)?;
    let orders = look.orders_at(branch.id, id, sitting)?;
    let desk = table::SittingDesk {
        here: branch.id,
        table: found.as_ref().map(|(row, running)| (row, *running)),
        open_orders: orders.iter().filter(|row| row.state.is_open()).count(),
        unpaid_bills: billing::unpaid_at(look, branch.id, (id, sitting))?,
    };
    Ok(table::decide_close_table(desk, actor, moment, sitting)?)
}

fn place(
    look: &impl Look,
    branch: &Branch,
    actor: &Actor,
    moment: &Moment,
    wanted: &order::PlaceOrder,
) -> Result<Ruling, Fault> {
    let found = match wanted.service {
        order::WantedService::Table { table, .. } => look.table(branch.id, table)?,
        order::WantedService::TakeAway | order::WantedService::Delivery => None,
    };
    let products = wanted.lines.iter().map(|line| line.product);
    let modifiers = modifiers(look)?;
    let desk = order::OrderDesk {
        branch,
        table: found.as_ref().map(|(row, running)| (row, *running)),
        products: shelf_items(look, branch.id, products)?,
        modifiers: &modifiers,
        bill: match wanted.service {
            order::WantedService::Table { table, sitting } => {
                billing::open_at(look, branch.id, (table, sitting))?
            }
            order::WantedService::TakeAway | order::WantedService::Delivery => None,
        },
        last_n: look.last_order(branch.id, moment.business_date)?,
        at_table: match actor.guest {
            Some(guest) => look.orders_at(branch.id, guest.table, guest.sitting)?,
            None => Vec::new(),
        },
        off_menu: match actor.guest {
            Some(_) => menu::off_menu(look)?,
            None => BTreeSet::new(),
        },
    };
    Ok(order::decide_place(&desk, actor, moment, wanted)?)
}

/// The questions that are asked with products, in the order of their numbers.
pub(crate) fn modifiers(look: &impl Look) -> Result<Vec<ModifierGroup>, StoreError> {
    let rows = look.entities(EntityKind::ModifierGroup)?.into_iter();
    let groups = rows.filter_map(|row| match row {
        Entity::ModifierGroup(group) => Some(group),
        _ => None,
    });
    Ok(groups.collect())
}
