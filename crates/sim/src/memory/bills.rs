//! Bills of the keeper in memory: how each stands, and what reaches over several
//! of them. Decides nothing (I2).

use nusa_facts::{BillId, BranchId, TableId};
use nusa_rules::{
    Delta,
    delta::Across,
    rows::{BillRow, BillState},
};

use super::{Books, apply::keep};

impl Books {
    /// Applies a delta about bills.
    pub(super) fn bill(&mut self, branch: BranchId, delta: &Delta) {
        match delta {
            Delta::Bill(row) => keep(&mut self.bills, (branch, row.id), row),
            Delta::BillTouched { bill } => self.bill_changes(branch, *bill, |_| ()),
            Delta::BillPaid { bill, sale } => self.bills_where(
                branch,
                |row| row.id == *bill && row.sale.is_none(),
                |row| {
                    row.state = BillState::Paid;
                    row.sale = Some(*sale);
                },
            ),
            Delta::BillUnpaid { bill, sale } => self.bills_where(
                branch,
                |row| row.id == *bill && row.sale == Some(*sale),
                |row| {
                    row.state = BillState::Open;
                    row.sale = None;
                },
            ),
            Delta::Across(across) => self.across(branch, across),
            _ => {}
        }
    }

    fn across(&mut self, branch: BranchId, across: &Across) {
        match *across {
            Across::Split { bill } => {
                self.bill_changes(branch, bill, |row| row.state = BillState::Split);
            }
            Across::Rejoined { bill } => {
                self.bills_where(
                    branch,
                    |row| {
                        let is_part = row.parent == Some(bill) && row.split.is_some();
                        is_part && row.state == BillState::Open
                    },
                    |row| row.state = BillState::Joined,
                );
                self.bill_changes(branch, bill, |row| row.state = BillState::Open);
            }
            Across::Line { ordered, to } => {
                let key = (branch, ordered.order, ordered.line);
                self.moved_lines.set(key, to);
            }
            Across::Joined { from, to } => self.joined(branch, from, to),
            Across::Guests { from, to } => self.guests(branch, from, to),
        }
    }

    fn joined(&mut self, branch: BranchId, from: BillId, to: BillId) {
        for mut row in self.orders_where(branch, |row| row.bill == from) {
            row.bill = to;
            self.orders.set((branch, row.id), row);
        }
        let lines = self.moved_lines.iter();
        let lines = lines.filter(|(key, bill)| key.0 == branch && **bill == from);
        let lines: Vec<_> = lines.map(|(key, _)| *key).collect();
        for key in lines {
            self.moved_lines.set(key, to);
        }
        self.bill_changes(branch, from, |row| {
            row.state = BillState::Joined;
            row.parent = Some(to);
        });
        self.bill_changes(branch, to, |_| ());
    }

    fn guests(&mut self, branch: BranchId, from: (TableId, u32), to: (TableId, u32)) {
        let sat = |table, sitting| (table, sitting) == (Some(from.0), from.1);
        for mut row in self.orders_where(branch, |row| sat(row.table, row.sitting)) {
            (row.table, row.sitting) = (Some(to.0), to.1);
            self.orders.set((branch, row.id), row);
        }
        self.bills_where(
            branch,
            |row| sat(row.table, row.sitting),
            |row| (row.table, row.sitting) = (Some(to.0), to.1),
        );
    }

    fn bill_changes(&mut self, branch: BranchId, bill: BillId, change: impl Fn(&mut BillRow)) {
        self.bills_where(branch, |row| row.id == bill, change);
    }

    /// Changes the bills that are so; each of them has a new version then.
    fn bills_where(
        &mut self,
        branch: BranchId,
        is: impl Fn(&BillRow) -> bool,
        change: impl Fn(&mut BillRow),
    ) {
        let rows = self.bills.iter().filter(|(key, _)| key.0 == branch);
        let rows: Vec<BillRow> = rows
            .map(|(_, row)| row.clone())
            .filter(|row| is(row))
            .collect();
        for mut row in rows {
            change(&mut row);
            row.version += 1;
            self.bills.set((branch, row.id), row);
        }
    }

    /// The bills of a branch that are so, the oldest first.
    pub(super) fn bills_that(
        &self,
        branch: BranchId,
        is: impl Fn(&BillRow) -> bool,
    ) -> Vec<BillRow> {
        let rows = self.bills.iter().filter(|(key, _)| key.0 == branch);
        let mut rows: Vec<BillRow> = rows
            .map(|(_, row)| row.clone())
            .filter(|row| is(row))
            .collect();
        rows.sort_by_key(|row| (row.at, row.id));
        rows
    }
}
