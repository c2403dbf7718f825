//! The desk of bills: looks up what the law must see of a bill, its lines and its
//! parts. Decides nothing itself.

use std::collections::{BTreeMap, BTreeSet};

use nusa_facts::{
    BillId, BranchId, DocId, Fact, OrderId, SealedDoc, TableId, TillNo,
    bill::{BillSplit, OrderedLine},
    master::{Branch, Tax},
    order::{OrderPlaced, Service},
};
use nusa_rules::{
    Actor, Command, Moment, Ruling,
    bill::{self, BillDesk, MoveDesk, OwedLine, decide_move_guests},
    order::is_paid_first,
    rows::{BillRow, BillState, OrderRow, OrderState, ShiftRow, TillRow},
    sale::{SaleDesk, ShelfItem},
};
use nusa_store::{Error as StoreError, Look};

use crate::{
    desk::{series_last, shelf_items, till_row},
    execute::writing_chain,
    fault::Fault,
    journal, letterhead,
};

/// Decides a command about bills of a branch.
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
        Command::PayBill(wanted) => {
            let found = Found::at_till(look, branch, wanted.bill, wanted.till)?;
            Ok(bill::decide_pay(&found.desk(), actor, moment, wanted)?)
        }
        Command::SplitBill(wanted) => {
            let found = Found::of(look, branch, wanted.bill)?;
            let mut known = BTreeSet::new();
            for part in &wanted.parts {
                if look.bill(branch.id, part.bill)?.is_some() {
                    known.insert(part.bill);
                }
            }
            Ok(bill::decide_split(
                &found.desk(),
                &known,
                actor,
                moment,
                wanted,
            )?)
        }
        Command::RejoinBill { bill } => {
            let row = look.bill(branch.id, *bill)?;
            let parts = look.bill_children(branch.id, *bill)?;
            let row = row.as_ref();
            Ok(bill::decide_rejoin(branch.id, row, &parts, actor, moment)?)
        }
        Command::MoveLines(wanted) => {
            let found = Found::of(look, branch, wanted.bill)?;
            let to = look.bill(branch.id, wanted.to)?;
            let (desk, to) = (found.desk(), to.as_ref());
            Ok(bill::decide_move_lines(&desk, to, actor, moment, wanted)?)
        }
        Command::MoveGuests(wanted) => move_guests(look, branch, actor, moment, *wanted),
        _ => Err(Fault::NotHere("this is not about bills")),
    }
}

fn move_guests(
    look: &impl Look,
    branch: &Branch,
    actor: &Actor,
    moment: &Moment,
    wanted: bill::MoveGuests,
) -> Result<Ruling, Fault> {
    let here = branch.id;
    let (from, to) = (
        look.table(here, wanted.table)?,
        look.table(here, wanted.to)?,
    );
    let open = |seat: &Option<_>, table| match seat {
        Some((_, sitting)) => open_at(look, here, (table, *sitting)),
        None => Ok(None),
    };
    let desk = MoveDesk {
        here,
        from_bill: open(&from, wanted.table)?,
        to_bill: open(&to, wanted.to)?,
        from: from.as_ref().map(|(row, sitting)| (row, *sitting)),
        to: to.as_ref().map(|(row, sitting)| (row, *sitting)),
    };
    Ok(decide_move_guests(desk, actor, moment, wanted)?)
}

/// The bill to which the next order of a sitting comes: the oldest open one that is no part.
pub(crate) fn open_at(
    look: &impl Look,
    here: BranchId,
    (table, sitting): (TableId, u32),
) -> Result<Option<BillId>, StoreError> {
    let rows = look.bills_at(here, table, sitting)?;
    let mut open = rows
        .iter()
        .filter(|row| row.state == BillState::Open && row.split.is_none());
    Ok(open.next().map(|row| row.id))
}

/// How many bills of a sitting, or parts of one, somebody has to pay: those whose orders were not all
/// called off or moved away.
///
/// # Errors
/// What the disk says.
pub(crate) fn unpaid_at(
    look: &impl Look,
    here: BranchId,
    (table, sitting): (TableId, u32),
) -> Result<usize, StoreError> {
    let mut unpaid = 0;
    for row in look.bills_at(here, table, sitting)? {
        let owes = match (row.state, row.split) {
            (BillState::Open, Some(_)) => true,
            (BillState::Open, None) => {
                let orders = orders(look, here, row.id)?;
                !lines(look, here, row.id, &orders)?.is_empty()
            }
            _ => false,
        };
        unpaid += usize::from(owes);
    }
    Ok(unpaid)
}

/// Whether an order waits until somebody pays it: what the branch wants paid before the kitchen begins.
///
/// # Errors
/// What the disk says.
pub fn waits_for_payment(
    look: &impl Look,
    branch: &Branch,
    row: &OrderRow,
) -> Result<bool, StoreError> {
    // Most orders are brought to a table, and nothing of them has to be read for this.
    if !branch.take_away_paid_first || row.table.is_some() {
        return Ok(false);
    }
    match journal::order_of(look, branch.id, row.id)? {
        Some((row, order)) if is_paid_first(branch, &row, &order.service) => {
            Ok(!is_paid(look, branch.id, &row, order.lines.len())?)
        }
        _ => Ok(false),
    }
}

/// Whether every bill is paid to which the lines of an order come, so many of them.
fn is_paid(
    look: &impl Look,
    here: BranchId,
    row: &OrderRow,
    lines: usize,
) -> Result<bool, StoreError> {
    let moved: BTreeMap<u16, BillId> = look.moved_of(here, row.id)?.into_iter().collect();
    let of_line = |line| *moved.get(&line).unwrap_or(&row.bill);
    let bills: BTreeSet<BillId> = (0_u16..).take(lines).map(of_line).collect();
    for bill in bills {
        let parts = look.bill_children(here, bill)?;
        let is_settled = match look.bill(here, bill)?.map(|row| row.state) {
            Some(BillState::Paid) => true,
            Some(BillState::Split) => parts
                .iter()
                .all(|part| matches!(part.state, BillState::Paid | BillState::Joined)),
            _ => false,
        };
        if !is_settled {
            return Ok(false);
        }
    }
    Ok(true)
}

/// A bill with everything that the law looks at.
pub(crate) struct Found<'a> {
    branch: &'a Branch,
    /// The bill, if it is known.
    pub(crate) bill: Option<BillRow>,
    /// The lines that come to it; of a part, those of the whole bill.
    pub(crate) lines: Vec<OwedLine>,
    /// Where its orders are brought.
    pub(crate) service: Option<Service>,
    /// How the bill was divided that this is a part of.
    split: Option<BillSplit>,
    chain: nusa_facts::ChainId,
    till: Option<TillRow>,
    shift: Option<ShiftRow>,
    series_last: u64,
    products: BTreeMap<nusa_facts::ProductId, ShelfItem>,
    taxes: Vec<Tax>,
    letterhead: Option<nusa_facts::Letterhead>,
}

impl<'a> Found<'a> {
    /// A bill away from any till.
    ///
    /// # Errors
    /// What the disk says; `NotHere` without an open chain.
    pub(crate) fn of(look: &impl Look, branch: &'a Branch, id: BillId) -> Result<Self, Fault> {
        let row = look.bill(branch.id, id)?;
        let split = match row.as_ref().and_then(|row| row.split) {
            Some(doc) => split_of(look, branch.id, doc)?,
            None => None,
        };
        let whole = split.as_ref().map_or(id, |split| split.bill);
        let orders = orders(look, branch.id, whole)?;
        let lines = lines(look, branch.id, whole, &orders)?;
        let products = lines.iter().map(|line| line.line.product);
        Ok(Self {
            branch,
            service: service(look, branch.id, row.as_ref(), &orders)?,
            products: shelf_items(look, branch.id, products)?,
            bill: row,
            lines,
            split,
            chain: writing_chain(look, branch.id)?,
            till: None,
            shift: None,
            series_last: 0,
            taxes: look.taxes()?,
            letterhead: None,
        })
    }

    /// A bill at a till that is to take its payment.
    fn at_till(
        look: &impl Look,
        branch: &'a Branch,
        bill: BillId,
        till: TillNo,
    ) -> Result<Self, Fault> {
        let found = Self::of(look, branch, bill)?;
        let shift = look.open_shift(branch.id, till)?;
        Ok(Self {
            till: till_row(look, branch.id, till)?,
            series_last: series_last(look, branch.id, found.chain, till)?,
            letterhead: match &shift {
                Some(shift) => letterhead::of_shift(look, branch.id, shift.id)?,
                None => None,
            },
            shift,
            ..found
        })
    }

    /// Who pays it, of a part.
    pub(crate) fn payer(&self) -> Option<&str> {
        let own = self.bill.as_ref()?.id;
        let mut parts = self.split.as_ref()?.parts.iter();
        parts.find(|part| part.bill == own)?.payer.as_deref()
    }

    /// What the law looks at.
    pub(crate) fn desk(&self) -> BillDesk<'_> {
        BillDesk {
            sale: SaleDesk {
                branch: self.branch,
                chain: self.chain,
                till: self.till.as_ref(),
                shift: self.shift.as_ref(),
                series_last: self.series_last,
                products: self.products.clone(),
                taxes: &self.taxes,
                letterhead: self.letterhead.as_ref(),
            },
            bill: self.bill.as_ref(),
            service: self.service.clone(),
            lines: self.lines.clone(),
            split: self.split.as_ref(),
        }
    }

    /// The parts of the bill in the order of its division, with what was said then; those that were put together again are none.
    pub(crate) fn parts(&self, look: &impl Look) -> Result<Vec<(BillRow, BillSplit)>, StoreError> {
        let Some(row) = self
            .bill
            .as_ref()
            .filter(|row| row.state == BillState::Split)
        else {
            return Ok(Vec::new());
        };
        let mut parts = Vec::new();
        for part in look.bill_children(self.branch.id, row.id)? {
            let split = part.split.filter(|_| part.state != BillState::Joined);
            if let Some(doc) = split
                && let Some(split) = split_of(look, self.branch.id, doc)?
            {
                let place = split.parts.iter().position(|said| said.bill == part.id);
                parts.push((place, part, split));
            }
        }
        parts.sort_by_key(|(place, ..)| *place);
        let parts = parts.into_iter().map(|(_, part, split)| (part, split));
        Ok(parts.collect())
    }
}

/// The orders that come to a bill, those that lines came from with them; the oldest first.
fn orders(
    look: &impl Look,
    here: BranchId,
    bill: BillId,
) -> Result<Vec<(OrderRow, OrderPlaced)>, StoreError> {
    let mut ids: Vec<OrderId> = look
        .orders_of(here, bill)?
        .iter()
        .map(|row| row.id)
        .collect();
    for moved in look.moved_to(here, bill)? {
        if !ids.contains(&moved.order) {
            ids.push(moved.order);
        }
    }
    let mut orders = Vec::with_capacity(ids.len());
    for id in ids {
        orders.extend(journal::order_of(look, here, id)?);
    }
    Ok(orders)
}

/// The lines of orders that come to a bill: nothing of what was called off.
fn lines(
    look: &impl Look,
    here: BranchId,
    bill: BillId,
    orders: &[(OrderRow, OrderPlaced)],
) -> Result<Vec<OwedLine>, StoreError> {
    let mut owed = Vec::new();
    let standing = orders
        .iter()
        .filter(|(row, _)| row.state != OrderState::Cancelled);
    for (row, order) in standing {
        let moved: BTreeMap<u16, BillId> = look.moved_of(here, row.id)?.into_iter().collect();
        for (line, ordered) in (0_u16..).zip(&order.lines) {
            if *moved.get(&line).unwrap_or(&row.bill) != bill {
                continue;
            }
            owed.push(OwedLine {
                ordered: OrderedLine {
                    order: row.id,
                    line,
                },
                n: order.n,
                guest: order.guest.clone(),
                line: ordered.clone(),
            });
        }
    }
    Ok(owed)
}

/// Where the orders of a bill are brought: to the table where its guests sit now, or as its first order says.
fn service(
    look: &impl Look,
    here: BranchId,
    bill: Option<&BillRow>,
    orders: &[(OrderRow, OrderPlaced)],
) -> Result<Option<Service>, StoreError> {
    let Some(row) = bill else { return Ok(None) };
    let Some(id) = row.table else {
        return Ok(orders.first().map(|(_, order)| order.service.clone()));
    };
    let table = look.table(here, id)?;
    Ok(table.map(|(table, _)| Service::Table {
        table: id,
        label: table.label,
        sitting: row.sitting,
    }))
}

fn split_of(look: &impl Look, here: BranchId, doc: DocId) -> Result<Option<BillSplit>, StoreError> {
    let Some(bytes) = look.doc(here, doc)? else {
        return Ok(None);
    };
    let doc = SealedDoc::read(bytes).map_err(|error| StoreError::Row(error.to_string()))?;
    match doc.doc.fact {
        Fact::BillSplit(split) => Ok(Some(split)),
        _ => Err(StoreError::Row(format!(
            "document {} divides no bill",
            doc.doc.id
        ))),
    }
}
