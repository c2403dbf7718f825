//! The projections of one branch as a plain adding machine: it does with deltas
//! what a store must do, so that tests can look at sums.

use std::collections::BTreeMap;

use nusa_facts::{
    BranchId, BusinessDate, CENTRE, DocId, Fact, ProductId, SealedDoc, ShiftId, StaffId,
    TransferId,
    sale::{Method, SaleCompleted},
    stock::Location,
};
use nusa_rules::{
    Before, Delta, Unfit,
    delta::Need,
    deltas, needs,
    rows::{
        DrawerSums, LocalStaffRow, MethodSums, ProductSums, SaleRow, SaleState, ShiftRow, Sums,
        TillRow,
    },
};

#[derive(Default)]
pub(crate) struct Books {
    pub(crate) sales: BTreeMap<DocId, (SaleRow, SaleCompleted)>,
    pub(crate) returned: BTreeMap<DocId, BTreeMap<u16, i64>>,
    pub(crate) hours: BTreeMap<(BusinessDate, u8), Sums>,
    pub(crate) staff: BTreeMap<(BusinessDate, StaffId), Sums>,
    pub(crate) shift_sums: BTreeMap<ShiftId, Sums>,
    pub(crate) drawers: BTreeMap<ShiftId, DrawerSums>,
    pub(crate) shift_methods: BTreeMap<(ShiftId, Method), MethodSums>,
    pub(crate) methods: BTreeMap<(BusinessDate, Method), MethodSums>,
    pub(crate) products: BTreeMap<(BusinessDate, ProductId), ProductSums>,
    pub(crate) levels: BTreeMap<(Location, ProductId), i64>,
    pub(crate) series: BTreeMap<(String, u8), u64>,
    pub(crate) tills: BTreeMap<u8, TillRow>,
    pub(crate) people: BTreeMap<StaffId, LocalStaffRow>,
    pub(crate) shifts: BTreeMap<ShiftId, ShiftRow>,
    pub(crate) sent: Vec<TransferId>,
    pub(crate) arrived: Vec<TransferId>,
    pub(crate) settled: Vec<TransferId>,
    pub(crate) movements: Vec<(DocId, u16)>,
}

impl Books {
    /// Applies a document of a branch, as a node does.
    pub(crate) fn take(&mut self, branch: BranchId, sealed: &SealedDoc) -> Result<(), Unfit> {
        let before = self.before(needs(&sealed.doc));
        for delta in deltas(branch, sealed, &before)? {
            self.apply(delta, sealed);
        }
        Ok(())
    }

    pub(crate) fn before(&self, need: Need) -> Before {
        let mut before = Before::default();
        match need {
            Need::Nothing => {}
            Need::Sale(id) => {
                before.sale = self.sales.get(&id).cloned();
                before.returned = self.returned.get(&id).cloned().unwrap_or_default();
            }
            Need::Shift(id) => before.shift = self.shifts.get(&id).cloned(),
            Need::Arrival(id) => before.arrived = self.arrived.contains(&id),
            Need::Dispatch(id) => before.dispatched = self.sent.contains(&id),
            Need::Settlement(id) => before.settled = self.settled.contains(&id),
            Need::Order(_) | Need::Bill(..) => {}
            Need::LocalStaff(number) => before.local_staff = self.people.get(&number).cloned(),
            Need::Till(till) => before.till = self.tills.get(&till.get()).cloned(),
        }
        before
    }

    pub(crate) fn level(&self, location: Location, product: ProductId) -> i64 {
        self.levels.get(&(location, product)).copied().unwrap_or(0)
    }

    fn apply(&mut self, delta: Delta, sealed: &SealedDoc) {
        match delta {
            Delta::Answered(row) => assert_eq!(row.doc, sealed.doc.id),
            Delta::LocalStaff(row) => drop(self.people.insert(row.number, row)),
            Delta::Till(row) => drop(self.tills.insert(row.till.get(), row)),
            Delta::Series {
                mark, till, last, ..
            } => {
                let row = self.series.entry((mark, till.get())).or_default();
                *row = last.max(*row);
            }
            Delta::ShiftOpened(row) => drop(self.shifts.insert(row.id, row)),
            Delta::ShiftClosed { shift, end } => {
                self.shifts.get_mut(&shift).expect("an open shift").closed = Some(end);
            }
            Delta::Sale(row) => {
                let Fact::SaleCompleted(body) = &sealed.doc.fact else {
                    panic!("only a sale makes a sale");
                };
                self.sales.insert(row.id, (row, body.clone()));
            }
            Delta::SaleState {
                sale,
                state,
                refunded,
            } => {
                let (row, _) = self.sales.get_mut(&sale).expect("a known sale");
                row.state = state;
                row.refunded += refunded;
            }
            Delta::Returned { sale, line, milli } => {
                *self
                    .returned
                    .entry(sale)
                    .or_default()
                    .entry(line)
                    .or_default() += milli;
            }
            Delta::Moved(row) => {
                assert!(row.milli > 0 && row.from != row.to, "{row:?}");
                assert!(!self.movements.contains(&(row.doc, row.line)), "{row:?}");
                self.movements.push((row.doc, row.line));
                *self.levels.entry((row.from, row.product)).or_default() -= row.milli;
                *self.levels.entry((row.to, row.product)).or_default() += row.milli;
            }
            Delta::Dispatched(row) => self.sent.push(row.id),
            Delta::Arrived(row) => self.arrived.push(row.id),
            Delta::Settled(row) => self.settled.push(row.id),
            Delta::Cash(_) | Delta::Sealed { .. } | Delta::Quarantined(_) => {}
            Delta::Reapplied { .. } | Delta::Repeated(_) => {}
            // Orders and bills have tests of their own.
            Delta::Bill(_)
            | Delta::BillTouched { .. }
            | Delta::BillPaid { .. }
            | Delta::BillUnpaid { .. }
            | Delta::Across(_)
            | Delta::Table(_)
            | Delta::Sitting { .. }
            | Delta::Order(_)
            | Delta::OrderState { .. }
            | Delta::Reserved { .. } => {}
            sums => self.add(sums),
        }
    }

    fn add(&mut self, delta: Delta) {
        match delta {
            Delta::ShiftSums { shift, add } => {
                plus(self.shift_sums.entry(shift).or_default(), &add)
            }
            Delta::Drawer { shift, add } => {
                let sums = self.drawers.entry(shift).or_default();
                sums.received += add.received;
                sums.change += add.change;
                sums.refunds += add.refunds;
                sums.cash_in += add.cash_in;
                sums.cash_out += add.cash_out;
                sums.drops += add.drops;
                sums.tips += add.tips;
            }
            Delta::ShiftMethod { shift, method, add } => {
                plus_method(self.shift_methods.entry((shift, method)).or_default(), add);
            }
            Delta::Hour { date, hour, add } => {
                plus(self.hours.entry((date, hour)).or_default(), &add)
            }
            Delta::Staff { date, staff, add } => {
                plus(self.staff.entry((date, staff)).or_default(), &add)
            }
            Delta::Product { date, product, add } => {
                let sums = self.products.entry((date, product)).or_default();
                sums.sold_milli += add.sold_milli;
                sums.returned_milli += add.returned_milli;
                sums.net += add.net;
                sums.total += add.total;
                sums.refund_total += add.refund_total;
            }
            Delta::Method { date, method, add } => {
                plus_method(self.methods.entry((date, method)).or_default(), add);
            }
            other => panic!("not a sum: {other:?}"),
        }
    }

    /// What the sale rows add up to, refunds taken from the rows, too.
    pub(crate) fn sums_of_sales(&self) -> Sums {
        let mut sums = Sums::default();
        for (row, body) in self.sales.values() {
            if row.state == SaleState::Voided {
                sums.voids += 1;
                continue;
            }
            sums.sales += 1;
            sums.gross += body.gross;
            sums.discount += body.discount;
            sums.net += body.net;
            sums.service += body.service;
            sums.tax += body.taxes.iter().map(|tax| tax.amount).sum::<i64>();
            sums.total += row.total;
            sums.tip += body.tip;
            sums.rounding += body.rounding;
            sums.payable += row.payable;
            sums.refund_paid += row.refunded;
        }
        sums
    }
}

/// Where goods of the whole chain were created or lost: nowhere.
pub(crate) fn out_of_balance(books: &Books) -> Vec<(ProductId, i64)> {
    let mut sums: BTreeMap<ProductId, i64> = BTreeMap::new();
    for ((_, product), milli) in &books.levels {
        *sums.entry(*product).or_default() += milli;
    }
    sums.into_iter().filter(|(_, milli)| *milli != 0).collect()
}

pub(crate) fn total_of<'a>(sums: impl IntoIterator<Item = &'a Sums>) -> Sums {
    let mut total = Sums::default();
    for one in sums {
        plus(&mut total, one);
    }
    total
}

fn plus(sums: &mut Sums, add: &Sums) {
    sums.sales += add.sales;
    sums.voids += add.voids;
    sums.refunds += add.refunds;
    sums.gross += add.gross;
    sums.discount += add.discount;
    sums.net += add.net;
    sums.service += add.service;
    sums.tax += add.tax;
    sums.total += add.total;
    sums.tip += add.tip;
    sums.rounding += add.rounding;
    sums.payable += add.payable;
    sums.refund_total += add.refund_total;
    sums.refund_paid += add.refund_paid;
}

fn plus_method(sums: &mut MethodSums, add: MethodSums) {
    sums.count += add.count;
    sums.amount += add.amount;
}

/// The centre's own books begin like any other's.
pub(crate) fn centre(sealed: &SealedDoc) -> Result<Books, Unfit> {
    let mut books = Books::default();
    books.take(CENTRE, sealed)?;
    Ok(books)
}
