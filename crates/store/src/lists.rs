//! The table of contents of lists and reports: what screens ask of a reader. Each
//! is answered by the file of its entity, from keys and roll-ups and never by a
//! scan of all sales. Pages go on from the last row of the page before.

use std::collections::BTreeMap;

use nusa_facts::{
    BranchId, BusinessDate, DocId, Hash, ProductId, ShiftId, StaffId, master::Product,
    sale::Method, stock::Location,
};
use nusa_rules::rows::{
    CashRow, MethodSums, Movement, OrderRow, ProductSums, RatingRow, RepeatedRow, SaleRow,
    ShiftRow, Sums, TransferRow,
};

use crate::{
    digest,
    error::Error,
    journal,
    listing::{self, ProductFilter},
    order::{self, OrderFilter},
    quarantine::{self, SealRow},
    rating::{self, RatingFilter},
    report::{self, Period, Rank},
    sale::{self, SaleFilter},
    shift,
    sqlite::{Seat, SqliteReader},
    stock, transfer, verify,
};

/// Every method fails with what the disk says, or with `Row` for a row of another shape.
#[allow(clippy::missing_errors_doc, reason = "said once, above")]
impl SqliteReader {
    /// Sales, the newest day and sale first; of all branches those of the greatest ids.
    pub fn sales(&self, filter: &SaleFilter) -> Result<Vec<(BranchId, SaleRow)>, Error> {
        sale::list(self.db(), filter)
    }

    /// Orders of some days of a branch, however they stand.
    pub fn orders_of_days(&self, filter: &OrderFilter) -> Result<Vec<OrderRow>, Error> {
        order::of_days(self.db(), filter)
    }

    /// Receipt numbers that stand on two receipts, of one branch or of all.
    pub fn repeated(&self, branch: Option<BranchId>) -> Result<Vec<RepeatedRow>, Error> {
        sale::repeated(self.db(), branch)
    }

    /// What guests said, the newest day and word first.
    pub fn ratings(&self, filter: &RatingFilter) -> Result<Vec<(BranchId, RatingRow)>, Error> {
        rating::list(self.db(), filter)
    }

    /// How often each dish was given 1 to 5 stars.
    pub fn stars(&self, period: &Period) -> Result<BTreeMap<ProductId, [i64; 5]>, Error> {
        rating::stars(self.db(), period)
    }

    /// Shifts of a branch, the newest first, before a shift when the list goes on.
    pub fn shifts(
        &self,
        branch: BranchId,
        before: Option<ShiftId>,
        limit: usize,
    ) -> Result<Vec<ShiftRow>, Error> {
        shift::shifts(self.db(), branch, before, limit)
    }

    /// Cash that moved in a shift.
    pub fn cash(&self, branch: BranchId, shift: ShiftId) -> Result<Vec<CashRow>, Error> {
        shift::cash(self.db(), branch, shift)
    }

    /// Trade by day.
    pub fn trade_by_day(&self, period: &Period) -> Result<Vec<(BusinessDate, Sums)>, Error> {
        report::days(self.db(), period)
    }

    /// Trade by local hour, over all days of the period.
    pub fn trade_by_hour(&self, period: &Period) -> Result<Vec<(u8, Sums)>, Error> {
        report::hours(self.db(), period)
    }

    /// Trade by branch.
    pub fn trade_by_branch(&self, period: &Period) -> Result<Vec<(BranchId, Sums)>, Error> {
        report::branches(self.db(), period)
    }

    /// Trade by member of staff.
    pub fn trade_by_staff(&self, period: &Period) -> Result<Vec<(StaffId, Sums)>, Error> {
        report::staff(self.db(), period)
    }

    /// What each method brought, in the order of the pay screen.
    pub fn methods(&self, period: &Period) -> Result<Vec<(Method, MethodSums)>, Error> {
        report::methods(self.db(), period)
    }

    /// Products by what was sold of them and not brought back.
    pub fn products_sold(
        &self,
        period: &Period,
        rank: Rank,
        limit: usize,
    ) -> Result<Vec<(ProductId, ProductSums)>, Error> {
        report::products(self.db(), period, rank, limit)
    }

    /// What is at a place, thousandths by product, behind a product when the list goes on.
    pub fn levels(
        &self,
        place: Location,
        after: Option<ProductId>,
        limit: usize,
    ) -> Result<Vec<(ProductId, i64)>, Error> {
        stock::levels(self.db(), place, after, limit)
    }

    /// How a product moved by the facts of a branch (or the centre), the newest first, before a
    /// document when the list goes on.
    pub fn movements(
        &self,
        branch: BranchId,
        product: ProductId,
        before: Option<DocId>,
        limit: usize,
    ) -> Result<Vec<Movement>, Error> {
        stock::movements(self.db(), branch, product, before, limit)
    }

    /// Transfers that left and have not arrived, with their senders, the oldest first (R32).
    pub fn in_transit(&self) -> Result<Vec<(BranchId, TransferRow)>, Error> {
        transfer::in_transit(self.db())
    }

    /// A page of products, as a filter picks and orders them.
    pub fn products(&self, filter: &ProductFilter) -> Result<Vec<Product>, Error> {
        listing::page(self.db(), filter)
    }

    /// The seals of a branch's chains.
    pub fn seals(&self, branch: BranchId) -> Result<Vec<SealRow>, Error> {
        quarantine::seals(self.db(), branch)
    }

    /// Documents of a branch, the latest arrival first, before an order number when the list goes
    /// on; those of the centre are the history of master data.
    pub fn latest(
        &self,
        branch: BranchId,
        before: Option<u64>,
        limit: usize,
    ) -> Result<Vec<(u64, Vec<u8>)>, Error> {
        journal::latest(self.db(), branch, before, limit)
    }

    /// Names and hashes of the projections, of all rows or of one branch's (I6).
    pub fn digests(&self, branch: Option<BranchId>) -> Result<Vec<(String, Hash)>, Error> {
        digest::digests(self.db(), branch)
    }

    /// The engine's own check of every page; takes about a second a gigabyte (R26).
    pub fn quick_check(&self) -> Result<(), Error> {
        verify::quick_check(self.db())
    }
}
