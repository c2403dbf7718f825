//! The table of contents of what the office asks of a reader: dashboard, lists of
//! the catalogue, stock and transfers. As in `lists`, each question is answered by
//! the file of its entity.

use nusa_facts::{
    BranchId, BusinessDate, CategoryId, DocId, Millis, ProductId, TransferId,
    master::{Price, Product, Scope},
    stock::Location,
};
use nusa_rules::rows::{ArrivalRow, ProductSums, Sums, TransferRow};

use crate::{
    error::Error,
    glance::{self, Sold},
    listing::{self, ProductFilter},
    order, price,
    price_book::{self, PriceFilter},
    product, received,
    report::Period,
    sqlite::{Seat, SqliteReader},
    stock,
    trade::{self, SoldSale},
    transfer,
};

/// Every method fails with what the disk says, or with `Row` for a row of another shape.
#[allow(clippy::missing_errors_doc, reason = "said once, above")]
impl SqliteReader {
    /// Trade of a business day by branch and local hour, of one branch or of all.
    pub fn hours_of(
        &self,
        branch: Option<BranchId>,
        day: BusinessDate,
    ) -> Result<Vec<(BranchId, u8, Sums)>, Error> {
        glance::hours(self.db(), branch, day)
    }

    /// Every product that was sold on a business day, with the number of branches that sold it.
    pub fn sold_on(&self, branch: Option<BranchId>, day: BusinessDate) -> Result<Vec<Sold>, Error> {
        glance::sold(self.db(), branch, day)
    }

    /// How many milliseconds the last orders took that were placed since a moment and are served.
    ///
    /// # Errors
    /// What the disk says.
    pub fn took_ms(&self, branch: BranchId, since: Millis, most: usize) -> Result<Vec<i64>, Error> {
        order::took_ms(self.db(), branch, since, most)
    }

    /// The lowest levels of the warehouse or of a shelf that lie below a bound, the lowest first.
    pub fn lowest(
        &self,
        place: Location,
        below: i64,
        limit: usize,
    ) -> Result<Vec<(ProductId, i64)>, Error> {
        glance::lowest(self.db(), place, below, limit)
    }

    /// How many products a filter picks.
    pub fn products_matching(&self, filter: &ProductFilter) -> Result<u64, Error> {
        listing::count(self.db(), filter)
    }

    /// The numbers of all products that a filter picks, in its order; whatever page it asks for.
    pub fn product_numbers(&self, filter: &ProductFilter) -> Result<Vec<ProductId>, Error> {
        listing::numbers(self.db(), filter)
    }

    /// Products by their numbers, in the order of these; those that are gone are left out.
    pub fn products_of(&self, ids: &[ProductId]) -> Result<Vec<Product>, Error> {
        product::of_numbers(self.db(), ids)
    }

    /// Every level of the warehouse or of a shelf, by product.
    pub fn shelf(&self, place: Location) -> Result<Vec<(ProductId, i64)>, Error> {
        stock::shelf(self.db(), place)
    }

    /// What branches hold of a product, by branch.
    pub fn shelves_of(&self, product: ProductId) -> Result<Vec<(Location, i64)>, Error> {
        stock::shelves_of(self.db(), product)
    }

    /// A page of prices, by product name.
    pub fn price_page(&self, filter: &PriceFilter) -> Result<Vec<Price>, Error> {
        price_book::page(self.db(), filter)
    }

    /// How many prices a filter picks; `once` counts versions of which one holds as one.
    pub fn prices_matching(&self, filter: &PriceFilter, once: bool) -> Result<u64, Error> {
        price_book::count(self.db(), filter, once)
    }

    /// Every price of a scope, in no order that is promised.
    pub fn prices_of(&self, scope: Scope) -> Result<Vec<Price>, Error> {
        price::of_scope(self.db(), scope)
    }

    /// Transfers from or to a place, or all, the newest first, behind one of the page before.
    pub fn transfer_page(
        &self,
        place: Option<Location>,
        after: Option<(Millis, TransferId)>,
        limit: usize,
    ) -> Result<Vec<(BranchId, TransferRow)>, Error> {
        transfer::page(self.db(), place, after, limit)
    }

    /// The arrival of a transfer, with the branch (or the centre) that booked it.
    pub fn arrival_of(
        &self,
        transfer: TransferId,
    ) -> Result<Option<(BranchId, ArrivalRow)>, Error> {
        transfer::arrival_of(self.db(), transfer)
    }

    /// Arrivals that a branch booked, the newest first.
    pub fn arrivals_of(&self, branch: BranchId, limit: usize) -> Result<Vec<ArrivalRow>, Error> {
        transfer::arrivals(self.db(), branch, limit)
    }

    /// The sales of a branch's days, one by one.
    pub fn each_sale(
        &self,
        branch: BranchId,
        period: &Period,
        take: impl FnMut(SoldSale),
    ) -> Result<(), Error> {
        trade::each_sale(self.db(), branch, period, take)
    }

    /// What products of a branch did, day by day; of one product or of all.
    pub fn each_product_day(
        &self,
        branch: BranchId,
        period: &Period,
        product: Option<ProductId>,
        take: impl FnMut(BusinessDate, ProductId, ProductSums),
    ) -> Result<(), Error> {
        trade::each_product_day(self.db(), branch, period, product, take)
    }

    /// Transfers that have arrived and of which something is still on the road: short, and nobody has
    /// decided. With how much, thousandths.
    pub fn short_on_roads(&self) -> Result<Vec<(TransferId, i64)>, Error> {
        let mut short = Vec::new();
        for (place, milli) in stock::short(self.db())? {
            if let Location::Transit(transfer) = place
                && transfer::arrival_of(self.db(), transfer)?.is_some()
            {
                short.push((transfer, milli));
            }
        }
        Ok(short)
    }

    /// How many products each category has, by whether they are retired.
    pub fn products_counted(&self) -> Result<Vec<(CategoryId, bool, u32)>, Error> {
        glance::counted(self.db())
    }

    /// When the centre took a document of a branch in; none where that is not known.
    pub fn received_at(&self, branch: BranchId, doc: DocId) -> Result<Option<Millis>, Error> {
        received::received_at(self.db(), branch, doc)
    }

    /// Documents by when they came in, the latest first: those of the last `pages` pages, at most
    /// `of_a_page` of each.
    pub fn latest_received(
        &self,
        branch: Option<BranchId>,
        pages: usize,
        of_a_page: usize,
    ) -> Result<Vec<(BranchId, DocId, Millis)>, Error> {
        received::latest(self.db(), branch, pages, of_a_page)
    }
}
