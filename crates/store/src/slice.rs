//! The deltas of a slice of facts, added up in memory before a row is written:
//! five hundred sales touch an hour's roll-up five hundred times and its row
//! once. However facts are cut into slices, the same rows come out.

use std::collections::BTreeMap;

use nusa_facts::{
    BillId, BranchId, BusinessDate, CommandId, DocId, OrderId, ProductId, SaleId, ShiftId, StaffId,
    StationId, TableId, TillNo, bill::OrderedLine, sale::Method, stock::Location,
};
use nusa_rules::{
    Delta,
    rows::{
        ArrivalRow, BillRow, CashRow, CommandRow, DrawerSums, LocalStaffRow, MethodSums, Movement,
        OrderRow, ProductSums, RatingRow, SaleRow, SaleState, SeriesRow, SettlementRow, ShiftEnd,
        ShiftRow, StationRow, Sums, TableRow, TillRow, TransferRow,
    },
};
use rusqlite::Connection;

use crate::{
    bill, command,
    error::Error,
    local_staff, order,
    quarantine::{self, SealRow},
    rating, report, sale, shift, station, stock,
    stock::Numbered,
    sums::{Columns, exact, less},
    till, transfer,
};

/// What a slice adds up to, by table and key.
#[derive(Default)]
struct Slice<'d> {
    commands: BTreeMap<CommandId, &'d CommandRow>,
    tills: BTreeMap<TillNo, &'d TillRow>,
    series: BTreeMap<(&'d str, TillNo), (u64, bool)>,
    shifts: BTreeMap<ShiftId, &'d ShiftRow>,
    ends: BTreeMap<ShiftId, &'d ShiftEnd>,
    shift_sums: BTreeMap<ShiftId, (Sums, DrawerSums)>,
    shift_methods: BTreeMap<(ShiftId, Method), MethodSums>,
    cash: Vec<&'d CashRow>,
    sales: BTreeMap<SaleId, &'d SaleRow>,
    states: BTreeMap<SaleId, (SaleState, i64)>,
    returns: BTreeMap<(SaleId, u16), i64>,
    movements: Vec<Numbered<'d>>,
    moved: BTreeMap<DocId, u32>,
    levels: BTreeMap<(Location, ProductId), i64>,
    hours: BTreeMap<(BusinessDate, u8), Sums>,
    staff: BTreeMap<(BusinessDate, StaffId), Sums>,
    products: BTreeMap<(BusinessDate, ProductId), ProductSums>,
    methods: BTreeMap<(BusinessDate, Method), MethodSums>,
    tables: BTreeMap<TableId, &'d TableRow>,
    sittings: BTreeMap<TableId, u32>,
    orders: BTreeMap<OrderId, &'d OrderRow>,
    bills: BTreeMap<BillId, &'d BillRow>,
    touched: BTreeMap<BillId, u32>,
    /// Payments of bills and what undid them, in order.
    payments: Vec<&'d Delta>,
    local_staff: BTreeMap<StaffId, &'d LocalStaffRow>,
    stations: BTreeMap<StationId, &'d StationRow>,
    /// Each step of each order, in order: a step that is skipped would leave its time unknown.
    steps: Vec<&'d Delta>,
    reserved: BTreeMap<ProductId, i64>,
    ratings: Vec<&'d RatingRow>,
    rated: BTreeMap<OrderedLine, DocId>,
    stars: BTreeMap<(BusinessDate, ProductId, u8), i64>,
    transfers: BTreeMap<nusa_facts::TransferId, &'d TransferRow>,
    arrivals: BTreeMap<nusa_facts::TransferId, &'d ArrivalRow>,
    settlements: BTreeMap<nusa_facts::TransferId, &'d SettlementRow>,
    /// What is rare and keeps its order: seals, quarantine, repeated numbers.
    others: Vec<&'d Delta>,
}

/// Applies the deltas of a branch's facts. All deltas of one document are in one slice.
pub(crate) fn apply(db: &Connection, branch: BranchId, deltas: &[Delta]) -> Result<(), Error> {
    let mut slice = Slice::default();
    for delta in deltas {
        if let Delta::Across(across) = delta {
            // It changes what stands there in its turn, so what comes before it is written before it.
            std::mem::take(&mut slice).write(db, branch)?;
            bill::across(db, branch, across)?;
        } else {
            slice.take(delta)?;
        }
    }
    slice.write(db, branch)
}

impl<'d> Slice<'d> {
    fn take(&mut self, delta: &'d Delta) -> Result<(), Error> {
        match delta {
            Delta::Answered(row) => {
                self.commands.entry(row.id).or_insert(row);
            }
            Delta::Till(row) => {
                self.tills.insert(row.till, row);
            }
            Delta::Series {
                mark,
                till,
                last,
                closed,
            } => {
                let series = self.series.entry((mark, *till)).or_default();
                *series = (series.0.max(*last), series.1 | closed);
            }
            Delta::ShiftOpened(_)
            | Delta::ShiftClosed { .. }
            | Delta::ShiftSums { .. }
            | Delta::Drawer { .. }
            | Delta::ShiftMethod { .. }
            | Delta::Cash(_) => self.take_shift(delta)?,
            Delta::Sale(_) | Delta::SaleState { .. } | Delta::Returned { .. } => {
                self.take_sale(delta)?;
            }
            Delta::Table(_)
            | Delta::Sitting { .. }
            | Delta::Order(_)
            | Delta::LocalStaff(_)
            | Delta::Station(_)
            | Delta::OrderState { .. }
            | Delta::OrderReopened { .. }
            | Delta::DishesReady { .. }
            | Delta::Reserved { .. } => self.take_order(delta)?,
            Delta::Bill(_)
            | Delta::BillTouched { .. }
            | Delta::BillPaid { .. }
            | Delta::BillUnpaid { .. } => self.take_bill(delta)?,
            Delta::Rating(_) | Delta::LineRated { .. } | Delta::Starred { .. } => {
                self.take_rating(delta)?;
            }
            Delta::Across(_) => unreachable!("what reaches across is applied alone"),
            Delta::Moved(row) => self.take_movement(row)?,
            Delta::Hour { .. }
            | Delta::Staff { .. }
            | Delta::Product { .. }
            | Delta::Method { .. } => self.take_sum(delta)?,
            Delta::Dispatched(row) => {
                self.transfers.entry(row.id).or_insert(row);
            }
            Delta::Arrived(row) => {
                self.arrivals.entry(row.id).or_insert(row);
            }
            Delta::Settled(row) => {
                self.settlements.entry(row.id).or_insert(row);
            }
            Delta::Sealed { .. }
            | Delta::Quarantined(_)
            | Delta::Reapplied { .. }
            | Delta::Repeated(_) => self.others.push(delta),
        }
        Ok(())
    }

    fn take_sum(&mut self, delta: &'d Delta) -> Result<(), Error> {
        match delta {
            Delta::Hour { date, hour, add } => {
                self.hours.entry((*date, *hour)).or_default().add(add)?;
            }
            Delta::Staff { date, staff, add } => {
                self.staff.entry((*date, *staff)).or_default().add(add)?;
            }
            Delta::Product { date, product, add } => {
                let sums = self.products.entry((*date, *product)).or_default();
                sums.add(add)?;
            }
            Delta::Method { date, method, add } => {
                self.methods.entry((*date, *method)).or_default().add(add)?;
            }
            _ => unreachable!("only sums of trade come here"),
        }
        Ok(())
    }

    fn take_shift(&mut self, delta: &'d Delta) -> Result<(), Error> {
        match delta {
            Delta::ShiftOpened(row) => {
                self.shifts.entry(row.id).or_insert(row);
            }
            Delta::ShiftClosed { shift, end } => {
                self.ends.insert(*shift, end);
            }
            Delta::ShiftSums { shift, add } => {
                self.shift_sums.entry(*shift).or_default().0.add(add)?;
            }
            Delta::Drawer { shift, add } => {
                self.shift_sums.entry(*shift).or_default().1.add(add)?;
            }
            Delta::ShiftMethod { shift, method, add } => {
                self.shift_methods
                    .entry((*shift, *method))
                    .or_default()
                    .add(add)?;
            }
            Delta::Cash(row) => self.cash.push(row),
            _ => unreachable!("only deltas of shifts come here"),
        }
        Ok(())
    }

    fn take_sale(&mut self, delta: &'d Delta) -> Result<(), Error> {
        match delta {
            Delta::Sale(row) => {
                self.sales.entry(row.id).or_insert(row);
            }
            Delta::SaleState {
                sale,
                state,
                refunded,
            } => {
                let before = self.states.get(sale).map_or(0, |(_, refunded)| *refunded);
                self.states
                    .insert(*sale, (*state, exact(before, *refunded)?));
            }
            Delta::Returned { sale, line, milli } => {
                let returned = self.returns.entry((*sale, *line)).or_default();
                *returned = exact(*returned, *milli)?;
            }
            _ => unreachable!("only deltas of sales come here"),
        }
        Ok(())
    }

    fn take_order(&mut self, delta: &'d Delta) -> Result<(), Error> {
        match delta {
            Delta::Table(row) => {
                self.tables.insert(row.id, row);
            }
            Delta::Sitting { table, ended } => {
                let last = self.sittings.entry(*table).or_default();
                *last = (*last).max(*ended);
            }
            Delta::Order(row) => {
                self.orders.entry(row.id).or_insert(row);
            }
            Delta::OrderState { .. } | Delta::OrderReopened { .. } | Delta::DishesReady { .. } => {
                self.steps.push(delta)
            }
            Delta::LocalStaff(row) => {
                self.local_staff.insert(row.number, row);
            }
            Delta::Station(row) => {
                self.stations.insert(row.id, row);
            }
            Delta::Reserved { product, milli } => {
                let held = self.reserved.entry(*product).or_default();
                *held = exact(*held, *milli)?;
            }
            _ => unreachable!("only deltas of tables and orders come here"),
        }
        Ok(())
    }

    fn take_bill(&mut self, delta: &'d Delta) -> Result<(), Error> {
        match delta {
            Delta::Bill(row) => {
                // What spoke of the bill before it began meant nothing.
                self.touched.remove(&row.id);
                self.payments
                    .retain(|delta| paid_bill(delta) != Some(row.id));
                self.bills.entry(row.id).or_insert(row);
            }
            Delta::BillTouched { bill } => {
                let times = self.touched.entry(*bill).or_default();
                *times = times.saturating_add(1);
            }
            Delta::BillPaid { .. } | Delta::BillUnpaid { .. } => self.payments.push(delta),
            _ => unreachable!("only deltas of bills come here"),
        }
        Ok(())
    }

    fn take_rating(&mut self, delta: &'d Delta) -> Result<(), Error> {
        match delta {
            Delta::Rating(row) => self.ratings.push(row),
            Delta::LineRated { ordered, doc } => {
                self.rated.entry(*ordered).or_insert(*doc);
            }
            Delta::Starred {
                date,
                product,
                stars,
            } => {
                let times = self.stars.entry((*date, *product, *stars)).or_default();
                *times = exact(*times, 1)?;
            }
            _ => unreachable!("only words of guests come here"),
        }
        Ok(())
    }

    fn take_movement(&mut self, row: &'d Movement) -> Result<(), Error> {
        let n = self.moved.entry(row.doc).or_default();
        self.movements.push((*n, row));
        *n += 1;
        let from = self.levels.entry((row.from, row.product)).or_default();
        *from = less(*from, row.milli)?;
        let to = self.levels.entry((row.to, row.product)).or_default();
        *to = exact(*to, row.milli)?;
        Ok(())
    }

    fn write(mut self, db: &Connection, branch: BranchId) -> Result<(), Error> {
        command::write(db, branch, self.commands.into_values())?;
        till::write_tills(db, branch, self.tills.into_values())?;
        let series = self
            .series
            .into_iter()
            .map(|((mark, till), (last, closed))| SeriesRow {
                mark: mark.to_owned(),
                till,
                last,
                closed,
            });
        till::write_series(db, branch, series)?;
        shift::write(db, branch, self.shifts.into_values())?;
        for (shift, end) in self.ends {
            shift::close(db, branch, shift, end)?;
        }
        shift::write_sums(db, branch, self.shift_sums)?;
        shift::write_methods(db, branch, self.shift_methods)?;
        shift::write_cash(db, branch, self.cash)?;
        sale::write(db, branch, self.sales.into_values())?;
        for (sale, (state, refunded)) in self.states {
            sale::write_state(db, branch, sale, state, refunded)?;
        }
        sale::write_returns(db, branch, self.returns)?;
        order::write_tables(db, branch, self.tables.into_values())?;
        order::write_sittings(db, branch, self.sittings)?;
        order::write(db, branch, self.orders.into_values())?;
        for delta in self.steps {
            write_step(db, branch, delta)?;
        }
        bill::write(db, branch, self.bills.into_values())?;
        for (id, times) in self.touched {
            bill::touch(db, branch, id, times)?;
        }
        for delta in self.payments {
            write_payment(db, branch, delta)?;
        }
        local_staff::write(db, branch, self.local_staff.into_values())?;
        station::write(db, branch, self.stations.into_values())?;
        order::write_reserved(db, branch, self.reserved)?;
        rating::write(db, branch, self.ratings)?;
        rating::write_lines(db, branch, self.rated)?;
        rating::write_stars(db, branch, self.stars)?;
        self.movements
            .sort_by_key(|(n, row)| (row.product, row.doc, *n));
        stock::write_movements(db, branch, self.movements)?;
        stock::write_levels(db, branch, self.levels)?;
        report::write_hours(db, branch, self.hours)?;
        report::write_staff(db, branch, self.staff)?;
        report::write_products(db, branch, self.products)?;
        report::write_methods(db, branch, self.methods)?;
        transfer::write(db, branch, self.transfers.into_values())?;
        transfer::write_arrivals(db, branch, self.arrivals.into_values())?;
        transfer::write_settlements(db, branch, self.settlements.into_values())?;
        self.others
            .into_iter()
            .try_for_each(|delta| write_other(db, branch, delta))
    }
}

fn write_step(db: &Connection, branch: BranchId, delta: &Delta) -> Result<(), Error> {
    match delta {
        Delta::OrderState { order, state, at } => {
            order::write_state(db, branch, *order, *state, *at)
        }
        Delta::OrderReopened { order } => order::reopen(db, branch, *order),
        Delta::DishesReady { order, ready } => order::write_ready(db, branch, *order, ready),
        _ => unreachable!("only steps of orders come here"),
    }
}

fn paid_bill(delta: &Delta) -> Option<BillId> {
    match delta {
        Delta::BillPaid { bill, .. } | Delta::BillUnpaid { bill, .. } => Some(*bill),
        _ => None,
    }
}

fn write_payment(db: &Connection, branch: BranchId, delta: &Delta) -> Result<(), Error> {
    match delta {
        Delta::BillPaid { bill, sale } => bill::paid(db, branch, *bill, *sale),
        Delta::BillUnpaid { bill, sale } => bill::unpaid(db, branch, *bill, *sale),
        _ => unreachable!("only payments of bills come here"),
    }
}

fn write_other(db: &Connection, branch: BranchId, delta: &Delta) -> Result<(), Error> {
    match delta {
        Delta::Sealed {
            chain,
            seq,
            hash,
            signature,
            at,
        } => {
            let row = SealRow {
                chain: *chain,
                seq: *seq,
                hash: *hash,
                signature: signature.clone(),
                at: *at,
            };
            quarantine::write_seal(db, branch, &row)
        }
        Delta::Quarantined(row) => quarantine::write(db, row),
        Delta::Reapplied { branch, doc } => quarantine::lift(db, *branch, *doc),
        Delta::Repeated(row) => sale::write_repeated(db, row),
        _ => unreachable!("only rare deltas come here"),
    }
}
