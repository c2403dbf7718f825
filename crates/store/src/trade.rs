//! Trade row by row, for the combinations of filters that no roll-up answers: the
//! sales of a branch's days, and what each product did on each of them. Gives rows
//! and adds nothing.

use nusa_facts::{BranchId, BusinessDate, Millis, ProductId, StaffId, sale::Method};
use nusa_rules::rows::{ProductSums, SaleState};
use rusqlite::Connection;

use crate::{error::Error, report::Period, sql, sums::Columns};

/// A sale as far as a report adds it up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SoldSale {
    /// When.
    pub at: Millis,
    /// Minutes east of UTC.
    pub tz_offset_min: i16,
    /// The day it is booked on.
    pub business_date: BusinessDate,
    /// Who rang it up.
    pub staff: Option<StaffId>,
    /// The method of its largest payment.
    pub method: Method,
    /// Revenue.
    pub total: i64,
    /// Money handed back so far.
    pub refunded: i64,
    /// What became of it.
    pub state: SaleState,
}

/// The sales of a branch's days, day by day.
pub(crate) fn each_sale(
    db: &Connection,
    branch: BranchId,
    period: &Period,
    mut take: impl FnMut(SoldSale),
) -> Result<(), Error> {
    let question = "SELECT at, tz_offset_min, business_date, staff, method, total, refunded, state \
                    FROM sale WHERE branch = ? AND business_date >= ? AND business_date <= ?";
    sql::each(
        db,
        question,
        &[&branch, &period.from, &period.to],
        |cells| {
            take(SoldSale {
                at: cells.next()?,
                tz_offset_min: cells.next()?,
                business_date: cells.next()?,
                staff: cells.next()?,
                method: cells.next()?,
                total: cells.next()?,
                refunded: cells.next()?,
                state: cells.next()?,
            });
            Ok(true)
        },
    )
}

/// What products of a branch did, day by day; of one product or of all.
pub(crate) fn each_product_day(
    db: &Connection,
    branch: BranchId,
    period: &Period,
    product: Option<ProductId>,
    mut take: impl FnMut(BusinessDate, ProductId, ProductSums),
) -> Result<(), Error> {
    let (least, most) = product.map_or((0, u32::MAX), |id| (id.0, id.0));
    let question = "SELECT business_date, product, sold_milli, returned_milli, net, total, refund_total \
                    FROM roll_product WHERE branch = ? AND business_date >= ? AND business_date <= ? \
                    AND product >= ? AND product <= ?";
    let keys: [&dyn crate::cell::Bind; 5] = [&branch, &period.from, &period.to, &least, &most];
    sql::each(db, question, &keys, |cells| {
        take(cells.next()?, cells.next()?, ProductSums::read(cells)?);
        Ok(true)
    })
}
