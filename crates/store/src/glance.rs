//! What the dashboard asks: the hours of a day by branch, what was sold on a day,
//! the lowest shelves, how many products there are. Keys and roll-ups only, never
//! a scan of sales.

use nusa_facts::{BranchId, BusinessDate, CategoryId, ProductId, stock::Location};
use nusa_rules::rows::{ProductSums, Sums};
use rusqlite::Connection;

use crate::{error::Error, sql, sums::Columns};

/// The least and the greatest branch that a question is about.
fn ends(branch: Option<BranchId>) -> (u32, u32) {
    branch.map_or((0, u32::MAX), |branch| (branch.0, branch.0))
}

/// Trade of a business day by branch and local hour.
pub(crate) fn hours(
    db: &Connection,
    branch: Option<BranchId>,
    day: BusinessDate,
) -> Result<Vec<(BranchId, u8, Sums)>, Error> {
    let (first, last) = ends(branch);
    let question = "SELECT r.branch, r.hour_no, r.sales, r.voids, r.refunds, r.gross, r.discount, r.net, \
                    r.service, r.tax, r.total, r.tip, r.rounding, r.payable, r.refund_total, r.refund_paid \
                    FROM writer w CROSS JOIN roll_hour r ON r.branch = w.branch AND r.business_date = ? \
                    WHERE w.branch >= ? AND w.branch <= ? ORDER BY r.branch, r.hour_no";
    sql::all(db, question, &[&day, &first, &last], |cells| {
        Ok((cells.next()?, cells.next()?, Sums::read(cells)?))
    })
}

/// What a product did on a day, and in how many branches.
pub type Sold = (ProductId, u32, ProductSums);

/// Every product that was sold on a business day, by number.
pub(crate) fn sold(
    db: &Connection,
    branch: Option<BranchId>,
    day: BusinessDate,
) -> Result<Vec<Sold>, Error> {
    let (first, last) = ends(branch);
    let question = "SELECT r.product, COUNT(*), CAST(SUM(r.sold_milli) AS SIGNED), \
                    CAST(SUM(r.returned_milli) AS SIGNED), CAST(SUM(r.net) AS SIGNED), \
                    CAST(SUM(r.total) AS SIGNED), CAST(SUM(r.refund_total) AS SIGNED) \
                    FROM writer w CROSS JOIN roll_product r ON r.branch = w.branch AND r.business_date = ? \
                    WHERE w.branch >= ? AND w.branch <= ? GROUP BY r.product ORDER BY r.product";
    sql::all(db, question, &[&day, &first, &last], |cells| {
        Ok((cells.next()?, cells.next()?, ProductSums::read(cells)?))
    })
}

/// The lowest levels of a place that lie below a bound, the lowest first. A shelf and the warehouse
/// are moved by the facts of their owner alone, so one row is the level. What customers took is no shelf,
/// and the index leaves it out.
pub(crate) fn lowest(
    db: &Connection,
    place: Location,
    below: i64,
    limit: usize,
) -> Result<Vec<(ProductId, i64)>, Error> {
    let question = "SELECT product, milli FROM level WHERE place = ? AND milli < ? \
                    AND place <> 'customer' ORDER BY milli, product LIMIT ?";
    sql::all(db, question, &[&place, &below, &limit], |cells| {
        Ok((cells.next()?, cells.next()?))
    })
}

/// How many products each category has, by whether they are retired.
pub(crate) fn counted(db: &Connection) -> Result<Vec<(CategoryId, bool, u32)>, Error> {
    let question = "SELECT category, retired, COUNT(*) FROM product GROUP BY category, retired";
    sql::all(db, question, &[], |cells| {
        Ok((cells.next()?, cells.next()?, cells.next()?))
    })
}
