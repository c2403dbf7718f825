//! Applying deltas to the tables that can be rebuilt: adding, writing, and taking
//! from one level what is put into another. Decides nothing (I2).

use nusa_facts::{BranchId, Millis, OrderId, ProductId, SaleId, ShiftId, stock::Location};
use nusa_rules::{
    Delta,
    rows::{
        DrawerSums, MethodSums, Movement, OrderRow, OrderState, ProductSums, SaleState, SeriesRow,
        ShiftEnd, Sums,
    },
};
use nusa_store::Error;

use super::{Books, table::Table};
use crate::faults::{self, Sabotage};

macro_rules! added {
    ($into:expr, $add:expr, $kind:ident { $($field:ident),* $(,)? }) => {{
        // Naming every field makes a new one a compile error here.
        let $kind { $($field),* } = $add;
        $(add(&mut $into.$field, $field)?;)*
        Ok(())
    }};
}

/// Adds exactly, or fails: a sum never wraps.
fn add(sum: &mut i64, more: i64) -> Result<(), Error> {
    let too_large = || Error::Row("a sum is larger than it can be".to_owned());
    *sum = sum.checked_add(more).ok_or_else(too_large)?;
    Ok(())
}

fn add_sums(into: &mut Sums, add_up: Sums) -> Result<(), Error> {
    added!(
        into,
        add_up,
        Sums {
            sales,
            voids,
            refunds,
            gross,
            discount,
            net,
            service,
            tax,
            total,
            tip,
            rounding,
            payable,
            refund_total,
            refund_paid,
        }
    )
}

fn add_drawer(into: &mut DrawerSums, add_up: DrawerSums) -> Result<(), Error> {
    added!(
        into,
        add_up,
        DrawerSums {
            received,
            change,
            refunds,
            cash_in,
            cash_out,
            drops,
            tips
        }
    )
}

fn add_method(into: &mut MethodSums, add_up: MethodSums) -> Result<(), Error> {
    added!(into, add_up, MethodSums { count, amount })
}

fn add_product(into: &mut ProductSums, add_up: ProductSums) -> Result<(), Error> {
    added!(
        into,
        add_up,
        ProductSums {
            sold_milli,
            returned_milli,
            net,
            total,
            refund_total
        }
    )
}

impl Books {
    /// Applies one delta of a branch's fact.
    ///
    /// # Errors
    /// `Row` for a change of a sale or a shift that is not there, and for a sum that does not fit.
    pub(super) fn apply(&mut self, branch: BranchId, delta: &Delta) -> Result<(), Error> {
        match delta {
            Delta::Hour { date, hour, add } if faults::is_on(Sabotage::RollupOutside) => self
                .hours
                .change_for_good((branch, *date, *hour), |row| add_sums(row, *add)),
            Delta::Hour { date, hour, add } => self
                .hours
                .change((branch, *date, *hour), |row| add_sums(row, *add)),
            Delta::Staff { date, staff, add } => self
                .staff
                .change((branch, *date, *staff), |row| add_sums(row, *add)),
            Delta::Product { date, product, add } => self
                .products
                .change((branch, *date, *product), |row| add_product(row, *add)),
            Delta::Method { date, method, add } => self
                .methods
                .change((branch, *date, *method), |row| add_method(row, *add)),
            Delta::ShiftSums { shift, add } => self
                .shift_sums
                .change((branch, *shift), |row| add_sums(row, *add)),
            Delta::Drawer { shift, add } => self
                .drawers
                .change((branch, *shift), |row| add_drawer(row, *add)),
            Delta::ShiftMethod { shift, method, add } => self
                .shift_methods
                .change((branch, *shift, *method), |row| add_method(row, *add)),
            Delta::Returned { sale, line, milli } => self
                .returned
                .change((branch, *sale, *line), |row| add(row, *milli)),
            Delta::Reserved { product, milli } => self
                .reserved
                .change((branch, *product), |row| add(row, *milli)),
            Delta::Starred {
                date,
                product,
                stars,
            } => self
                .stars
                .change((branch, *date, *product, *stars), |times| add(times, 1)),
            Delta::Moved(movement) => self.moved(branch, movement),
            other => self.write(branch, other),
        }
    }

    fn write(&mut self, branch: BranchId, delta: &Delta) -> Result<(), Error> {
        match delta {
            Delta::Answered(row) => keep(&mut self.commands, (branch, row.id), row),
            Delta::Till(row) => self.tills.set((branch, row.till), row.clone()),
            Delta::Series {
                mark,
                till,
                last,
                closed,
            } => {
                let row = SeriesRow {
                    mark: mark.clone(),
                    till: *till,
                    last: *last,
                    closed: *closed,
                };
                self.series_gave(branch, row);
            }
            Delta::ShiftOpened(row) => keep(&mut self.shifts, (branch, row.id), row),
            Delta::ShiftClosed { shift, end } => self.shift_ends(branch, *shift, end)?,
            Delta::Cash(row) => keep(&mut self.cash, (branch, row.doc), row),
            Delta::Sale(row) => {
                self.receipts
                    .set((branch, row.number.to_string(), row.id), ());
                keep(&mut self.sales, (branch, row.id), row);
            }
            Delta::SaleState {
                sale,
                state,
                refunded,
            } => self.sale_is(branch, *sale, *state, *refunded)?,
            Delta::Table(_)
            | Delta::Sitting { .. }
            | Delta::LocalStaff(_)
            | Delta::Station(_)
            | Delta::Order(_)
            | Delta::OrderState { .. }
            | Delta::OrderReopened { .. }
            | Delta::DishesReady { .. } => self.dine(branch, delta)?,
            Delta::Bill(_)
            | Delta::BillTouched { .. }
            | Delta::BillPaid { .. }
            | Delta::BillUnpaid { .. }
            | Delta::Across(_) => self.bill(branch, delta),
            Delta::Rating(_) | Delta::LineRated { .. } => self.said(branch, delta),
            Delta::Dispatched(row) => keep(&mut self.transfers, (row.id, branch), row),
            Delta::Settled(row) => keep(&mut self.settled, (branch, row.id), row),
            Delta::Arrived(row) => keep(&mut self.arrived, (branch, row.id), row),
            Delta::Sealed {
                chain,
                seq,
                hash,
                signature,
                at,
            } => {
                let row = (*hash, signature.clone(), *at);
                self.seals.set((branch, *chain, *seq), row);
            }
            Delta::Quarantined(row) => self.quarantine.set((row.branch, row.doc), row.clone()),
            Delta::Reapplied { branch, doc } => drop(self.quarantine.take(&(*branch, *doc))),
            Delta::Repeated(row) => {
                let number = &row.number;
                let key = (row.branch, number.mark.clone(), number.till, number.n);
                self.repeated.set(key, row.clone());
            }
            // What is added was taken before.
            _ => {}
        }
        Ok(())
    }

    /// Tables, the kitchen and orders.
    fn dine(&mut self, branch: BranchId, delta: &Delta) -> Result<(), Error> {
        match delta {
            Delta::Table(row) => self.tables.set((branch, row.id), row.clone()),
            Delta::Sitting { table, ended } => self
                .sittings
                .change((branch, *table), |last| *last = (*last).max(*ended)),
            Delta::Order(row) => keep(&mut self.orders, (branch, row.id), row),
            Delta::OrderState { order, state, at } => {
                self.order_changes(branch, *order, |row| stands(row, *state, *at))?;
            }
            Delta::OrderReopened { order } => self.order_changes(branch, *order, |row| {
                row.state = OrderState::Started;
                row.ended_at = None;
            })?,
            Delta::DishesReady { order, ready } => {
                self.order_changes(branch, *order, |row| row.ready.clone_from(ready))?;
            }
            Delta::LocalStaff(row) => self.local_staff.set((branch, row.number), row.clone()),
            Delta::Station(row) => self.stations.set((branch, row.id), row.clone()),
            _ => {}
        }
        Ok(())
    }

    /// What guests say.
    fn said(&mut self, branch: BranchId, delta: &Delta) {
        match delta {
            Delta::Rating(row) => {
                let key = (branch, row.business_date, row.doc, row.n);
                keep(&mut self.ratings, key, row);
            }
            Delta::LineRated { ordered, doc } => {
                let key = (branch, ordered.order, ordered.line);
                keep(&mut self.rated_lines, key, doc);
            }
            _ => {}
        }
    }

    fn series_gave(&mut self, branch: BranchId, now: SeriesRow) {
        let key = (branch, now.mark.clone(), now.till);
        let before = self.series.get(&key).and_then(Option::as_ref);
        let last = before.map_or(0, |row| row.last).max(now.last);
        let closed = now.closed || before.is_some_and(|row| row.closed);
        let row = SeriesRow {
            last,
            closed,
            ..now
        };
        if faults::is_on(Sabotage::NumberOutside) {
            self.series.change_for_good(key, |kept| *kept = Some(row));
        } else {
            self.series.set(key, Some(row));
        }
    }

    fn shift_ends(
        &mut self,
        branch: BranchId,
        shift: ShiftId,
        end: &ShiftEnd,
    ) -> Result<(), Error> {
        let row = self.shifts.get(&(branch, shift)).cloned();
        let Some(mut row) = row else {
            return Err(Error::Row(format!("no shift {shift} to close")));
        };
        row.closed = Some(end.clone());
        self.shifts.set((branch, shift), row);
        Ok(())
    }

    fn sale_is(
        &mut self,
        branch: BranchId,
        sale: SaleId,
        state: SaleState,
        refunded: i64,
    ) -> Result<(), Error> {
        let row = self.sales.get(&(branch, sale)).cloned();
        let Some(mut row) = row else {
            return Err(Error::Row(format!("no sale {sale} to change")));
        };
        row.state = state;
        add(&mut row.refunded, refunded)?;
        self.sales.set((branch, sale), row);
        Ok(())
    }

    fn order_changes(
        &mut self,
        branch: BranchId,
        order: OrderId,
        change: impl FnOnce(&mut OrderRow),
    ) -> Result<(), Error> {
        let row = self.orders.get(&(branch, order)).cloned();
        let Some(mut row) = row else {
            return Err(Error::Row(format!("no order {order} to change")));
        };
        change(&mut row);
        self.orders.set((branch, order), row);
        Ok(())
    }

    fn moved(&mut self, branch: BranchId, movement: &Movement) -> Result<(), Error> {
        let Movement {
            doc,
            from,
            to,
            product,
            milli,
            ..
        } = *movement;
        let rows = self
            .movements
            .range((branch, doc, 0)..=(branch, doc, u32::MAX));
        let n = rows.count() as u32;
        self.movements.set((branch, doc, n), movement.clone());
        self.level_moves(branch, from, product, -milli)?;
        self.level_moves(branch, to, product, milli)
    }

    fn level_moves(
        &mut self,
        branch: BranchId,
        at: Location,
        product: ProductId,
        milli: i64,
    ) -> Result<(), Error> {
        self.levels
            .change((at, product, branch), |level| add(level, milli))
    }
}

/// An order goes on.
fn stands(row: &mut OrderRow, state: OrderState, at: Millis) {
    row.state = state;
    match state {
        OrderState::Started => row.started_at = Some(at),
        _ => row.ended_at = Some(at),
    }
}

/// Writes a row that is there only once: the first word holds.
pub(super) fn keep<K: Ord + Clone, V: Clone>(table: &mut Table<K, V>, key: K, row: &V) {
    if table.get(&key).is_none() {
        table.set(key, row.clone());
    }
}
