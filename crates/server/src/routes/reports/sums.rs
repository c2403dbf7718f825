//! What trade adds up to by one thing or another. Roll-ups answer when all sales
//! are asked for, the products' roll-up when some goods are, and the rows of the
//! sales themselves when some methods or people are: never more than 92 days.

use std::collections::BTreeMap;

use nusa_contract::{
    request::reports::{By, ReportAsked},
    view::report::{ReportRow, SumsView},
};
use nusa_facts::{
    BranchId, BusinessDate, CategoryId, ProductId,
    master::{Entity, EntityKind},
    sale::Method,
    time::local_hour,
};
use nusa_rules::rows::{MethodSums, ProductSums, SaleState, Sums};
use nusa_store::{Error as StoreError, Look, Period, SoldSale, SqliteReader};

use super::{names, places::Chosen};

/// A report that is being added up.
pub(super) struct Report {
    pub(super) rows: Vec<ReportRow>,
}

impl Report {
    pub(super) fn read(
        look: &SqliteReader,
        asked: &ReportAsked,
        chosen: &Chosen,
        by: By,
    ) -> Result<Self, StoreError> {
        let source = Source {
            look,
            asked,
            chosen,
        };
        let by_goods = matches!(by, By::Products | By::Categories);
        let mut rows = if asked.picks_goods() || by_goods {
            source.goods(by)?
        } else if asked.picks_sales() {
            source.sales(by)?
        } else {
            source.roll_ups(by)?
        };
        order(by, &mut rows);
        names::name(look, chosen, by, &mut rows)?;
        if by == By::Days {
            rows = every_day(asked, rows);
        }
        Ok(Self { rows })
    }

    /// What all rows add up to.
    pub(super) fn totals(&self) -> ReportRow {
        let mut totals = ReportRow {
            key: "total".to_owned(),
            ..ReportRow::default()
        };
        for row in &self.rows {
            totals.total += row.total;
            totals.refund_total += row.refund_total;
            totals.revenue += row.revenue;
            totals.sales = plus(totals.sales, row.sales);
            totals.sold_milli = plus(totals.sold_milli, row.sold_milli);
            totals.returned_milli = plus(totals.returned_milli, row.returned_milli);
            if let Some(sums) = &row.sums {
                let all = totals.sums.get_or_insert_with(SumsView::default);
                add(all, sums);
            }
        }
        totals
    }
}

fn plus(sum: Option<i64>, more: Option<i64>) -> Option<i64> {
    match (sum, more) {
        (None, more) => more,
        (sum, None) => sum,
        (Some(sum), Some(more)) => Some(sum + more),
    }
}

fn add(all: &mut SumsView, more: &SumsView) {
    all.sales += more.sales;
    all.voids += more.voids;
    all.refunds += more.refunds;
    all.gross += more.gross;
    all.discount += more.discount;
    all.net += more.net;
    all.service += more.service;
    all.tax += more.tax;
    all.total += more.total;
    all.tip += more.tip;
    all.rounding += more.rounding;
    all.payable += more.payable;
    all.refund_total += more.refund_total;
    all.refund_paid += more.refund_paid;
    all.revenue += more.revenue;
}

struct Source<'a> {
    look: &'a SqliteReader,
    asked: &'a ReportAsked,
    chosen: &'a Chosen,
}

impl Source<'_> {
    fn period(&self, branch: Option<BranchId>) -> Period {
        Period {
            branch,
            from: self.asked.span.from,
            to: self.asked.span.to,
        }
    }

    /// One question when all branches are asked for, else one for each.
    fn periods(&self) -> Vec<Period> {
        if self.chosen.all {
            return vec![self.period(None)];
        }
        let branches = self.chosen.branches.iter();
        branches.map(|branch| self.period(Some(*branch))).collect()
    }

    fn roll_ups(&self, by: By) -> Result<Vec<ReportRow>, StoreError> {
        let mut sums: BTreeMap<String, SumsView> = BTreeMap::new();
        let mut methods: BTreeMap<Method, MethodSums> = BTreeMap::new();
        let mut take = |key: String, more: &Sums| add(sums.entry(key).or_default(), &more.into());
        for period in self.periods() {
            let look = self.look;
            match by {
                By::Hours => {
                    let rows = look.trade_by_hour(&period)?;
                    rows.iter()
                        .for_each(|(hour, sums)| take(hour.to_string(), sums));
                }
                By::Branches => {
                    let rows = look.trade_by_branch(&period)?;
                    rows.iter()
                        .for_each(|(branch, sums)| take(branch.to_string(), sums));
                }
                By::Staff => {
                    let rows = look.trade_by_staff(&period)?;
                    rows.iter()
                        .for_each(|(staff, sums)| take(staff.to_string(), sums));
                }
                By::Methods => {
                    for (method, more) in look.methods(&period)? {
                        let all = methods.entry(method).or_default();
                        all.count += more.count;
                        all.amount += more.amount;
                    }
                }
                _ => {
                    let rows = look.trade_by_day(&period)?;
                    rows.iter()
                        .for_each(|(day, sums)| take(day.to_string(), sums));
                }
            }
        }
        let rows = sums.into_iter().map(|(key, sums)| whole(key, sums));
        Ok(rows.chain(methods.into_iter().map(paid)).collect())
    }

    /// From the rows of sales: some methods, some people.
    fn sales(&self, by: By) -> Result<Vec<ReportRow>, StoreError> {
        let mut rows: BTreeMap<String, ReportRow> = BTreeMap::new();
        for branch in &self.chosen.branches {
            let period = self.period(Some(*branch));
            self.look.each_sale(*branch, &period, |sale| {
                if self.picks(&sale) {
                    let key = key_of(by, *branch, &sale);
                    sold(rows.entry(key).or_default(), &sale);
                }
            })?;
        }
        Ok(keyed(rows))
    }

    fn picks(&self, sale: &SoldSale) -> bool {
        let method = self.asked.method.is_none_or(|method| method == sale.method);
        let staff = self
            .asked
            .staff
            .is_none_or(|staff| sale.staff == Some(staff));
        method && staff && sale.state != SaleState::Voided
    }

    /// From the roll-up of products: some goods, or all by product or category.
    fn goods(&self, by: By) -> Result<Vec<ReportRow>, StoreError> {
        let categories = self.categories()?;
        let wanted = |product: ProductId| {
            let category = categories.get(&product).copied();
            self.asked
                .category
                .is_none_or(|asked| category == Some(asked))
        };
        let mut rows: BTreeMap<String, ReportRow> = BTreeMap::new();
        for branch in &self.chosen.branches {
            let period = self.period(Some(*branch));
            let product = self.asked.product;
            self.look
                .each_product_day(*branch, &period, product, |day, product, sums| {
                    if wanted(product) {
                        let category = categories.get(&product).copied();
                        let key = goods_key(by, *branch, day, product, category);
                        moved(rows.entry(key).or_default(), &sums);
                    }
                })?;
        }
        Ok(keyed(rows))
    }

    fn categories(&self) -> Result<BTreeMap<ProductId, CategoryId>, StoreError> {
        let rows = self.look.entities(EntityKind::Product)?.into_iter();
        let known = rows.filter_map(|row| match row {
            Entity::Product(row) => Some((row.id, row.category)),
            _ => None,
        });
        Ok(known.collect())
    }
}

fn keyed(rows: BTreeMap<String, ReportRow>) -> Vec<ReportRow> {
    let row = |(key, row): (String, ReportRow)| ReportRow { key, ..row };
    rows.into_iter().map(row).collect()
}

fn key_of(by: By, branch: BranchId, sale: &SoldSale) -> String {
    match by {
        By::Hours => local_hour(sale.at, sale.tz_offset_min).to_string(),
        By::Branches => branch.to_string(),
        By::Staff => sale
            .staff
            .map_or_else(|| "0".to_owned(), |staff| staff.to_string()),
        By::Methods => sale.method.word().to_owned(),
        _ => sale.business_date.to_string(),
    }
}

fn goods_key(
    by: By,
    branch: BranchId,
    day: BusinessDate,
    product: ProductId,
    category: Option<CategoryId>,
) -> String {
    match by {
        By::Products => product.to_string(),
        By::Categories => category.map_or_else(|| "0".to_owned(), |id| id.to_string()),
        By::Branches => branch.to_string(),
        _ => day.to_string(),
    }
}

fn whole(key: String, sums: SumsView) -> ReportRow {
    ReportRow {
        key,
        revenue: sums.total - sums.refund_total,
        total: sums.total,
        refund_total: sums.refund_total,
        sales: Some(sums.sales),
        sums: Some(sums),
        ..ReportRow::default()
    }
}

/// What a method brought is told net of change and of what was handed back.
fn paid((method, sums): (Method, MethodSums)) -> ReportRow {
    ReportRow {
        key: method.word().to_owned(),
        revenue: sums.amount,
        total: sums.amount,
        sales: Some(sums.count),
        ..ReportRow::default()
    }
}

fn sold(row: &mut ReportRow, sale: &SoldSale) {
    row.sales = plus(row.sales, Some(1));
    row.total += sale.total;
    row.refund_total += sale.refunded;
    row.revenue += sale.total - sale.refunded;
}

fn moved(row: &mut ReportRow, sums: &ProductSums) {
    row.sold_milli = plus(row.sold_milli, Some(sums.sold_milli));
    row.returned_milli = plus(row.returned_milli, Some(sums.returned_milli));
    row.total += sums.total;
    row.refund_total += sums.refund_total;
    row.revenue += sums.total - sums.refund_total;
}

fn order(by: By, rows: &mut [ReportRow]) {
    let number = |row: &ReportRow| row.key.parse::<u64>().unwrap_or(u64::MAX);
    let kept = |row: &ReportRow| row.sold_milli.unwrap_or(0) - row.returned_milli.unwrap_or(0);
    match by {
        By::Products => rows.sort_by_key(|row| (-kept(row), number(row))),
        By::Categories | By::Methods => rows.sort_by_key(|row| (-row.revenue, row.key.clone())),
        By::Hours | By::Branches | By::Staff => rows.sort_by_key(number),
        By::Days | By::Sales => rows.sort_by(|one, other| one.key.cmp(&other.key)),
    }
}

/// Every day of the span, those without sales with zero (D1-27).
fn every_day(asked: &ReportAsked, rows: Vec<ReportRow>) -> Vec<ReportRow> {
    let mut known: BTreeMap<String, ReportRow> =
        rows.into_iter().map(|row| (row.key.clone(), row)).collect();
    let dates = asked.span.from.date().series(jiff::ToSpan::day(1));
    dates
        .take_while(|date| *date <= asked.span.to.date())
        .map(|date| {
            let key = date.to_string();
            known.remove(&key).unwrap_or_else(|| ReportRow {
                key,
                sales: (!asked.picks_goods()).then_some(0),
                ..ReportRow::default()
            })
        })
        .collect()
}
