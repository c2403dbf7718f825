//! What a person does with the bills of a branch: takes their payment, divides them
//! and puts them together, moves lines and guests.

use std::collections::BTreeSet;

use nusa_facts::{BillId, BranchId, DocId, TableId, TillNo, bill::OrderedLine};
use nusa_node::{Node, quote::BillNow};
use nusa_rules::{
    Actor, Command,
    bill::{MoveGuests, MoveLines, PartLine, PayBill, Reductions, SplitBill, WantedPart},
    rows::{BillState, TableRow},
};
use nusa_store::{Error, Look, Store};

use super::Till;

/// The bills that a board shows.
pub(super) struct Bills {
    open: Vec<BillId>,
    divided: Vec<BillId>,
    /// Tables at which one of them is open.
    tables: BTreeSet<TableId>,
}

impl Bills {
    pub(super) fn of(look: &impl Look, branch: BranchId) -> Result<Self, Error> {
        let ids = |state| {
            let rows = look.bills(branch, state)?;
            Ok::<_, Error>(rows.iter().map(|row| row.id).collect())
        };
        Ok(Self {
            open: ids(BillState::Open)?,
            divided: ids(BillState::Split)?,
            tables: look
                .bills(branch, BillState::Open)?
                .iter()
                .filter_map(|row| row.table)
                .collect(),
        })
    }

    /// Whether somebody still has to pay there, as far as a board shows.
    pub(super) fn waits_at(&self, table: TableId) -> bool {
        self.tables.contains(&table)
    }
}

impl Till {
    /// Something with a bill; nothing when there is nothing to do.
    pub(super) fn bill<S: Store>(
        &mut self,
        node: &mut Node<S>,
        till: TillNo,
        tables: &[(TableRow, u32)],
        bills: &Bills,
    ) -> Option<(Actor, Command)> {
        let command = match self.dice.below(12) {
            0..6 => self.pay(node, till, bills)?,
            6..8 => self.divide(node, bills)?,
            8 => Command::RejoinBill {
                bill: *self.dice.pick(&bills.divided)?,
            },
            9..11 => self.move_line(node, bills)?,
            _ => self.move_guests(tables)?,
        };
        Some((self.cashier(), command))
    }

    /// A bill, as it stands or as the screen showed it a moment ago.
    fn shown_bill<S: Store>(&mut self, node: &mut Node<S>, bills: &Bills) -> Option<BillNow> {
        let mut now = node.bill_now(*self.dice.pick(&bills.open)?).ok()?;
        if self.dice.chance(100) {
            now.row.version = now.row.version.saturating_sub(1);
        }
        Some(now)
    }

    fn pay<S: Store>(
        &mut self,
        node: &mut Node<S>,
        till: TillNo,
        bills: &Bills,
    ) -> Option<Command> {
        let now = self.shown_bill(node, bills)?;
        let total = now.quote?.total;
        Some(Command::PayBill(PayBill {
            bill: now.row.id,
            version: now.row.version,
            till,
            reductions: Reductions::default(),
            payments: self.payments(total),
            expected_total: total,
        }))
    }

    /// Two payers; of some lines each takes a share.
    fn divide<S: Store>(&mut self, node: &mut Node<S>, bills: &Bills) -> Option<Command> {
        let now = self.shown_bill(node, bills)?;
        let mut parts: Vec<WantedPart> = (0..2).map(|_| self.payer()).collect();
        for (n, owed) in now.lines.iter().enumerate() {
            let whose = [n % 2 == 0, n % 2 == 1].map(|own| own || self.dice.chance(300));
            for (part, _) in parts.iter_mut().zip(whose).filter(|(_, takes)| *takes) {
                part.lines.push(PartLine {
                    ordered: owed.ordered,
                    weight: self.dice.between(1, 3) as u32,
                });
            }
        }
        Some(Command::SplitBill(SplitBill {
            bill: now.row.id,
            version: now.row.version,
            reductions: Reductions::default(),
            parts,
        }))
    }

    fn payer(&mut self) -> WantedPart {
        WantedPart {
            bill: DocId::from_bytes(self.dice.bytes16()),
            payer: None,
            lines: Vec::new(),
        }
    }

    fn move_line<S: Store>(&mut self, node: &mut Node<S>, bills: &Bills) -> Option<Command> {
        let now = self.shown_bill(node, bills)?;
        let to = *self.dice.pick(&bills.open)?;
        let lines: Vec<OrderedLine> = now.lines.iter().map(|line| line.ordered).collect();
        Some(Command::MoveLines(MoveLines {
            bill: now.row.id,
            version: now.row.version,
            to,
            lines: vec![*self.dice.pick(&lines)?],
        }))
    }

    fn move_guests(&mut self, tables: &[(TableRow, u32)]) -> Option<Command> {
        let (table, sitting) = self.dice.pick(tables)?;
        let (to, _) = self.dice.pick(tables)?;
        Some(Command::MoveGuests(MoveGuests {
            table: table.id,
            sitting: *sitting,
            to: to.id,
        }))
    }
}
