//! The sales report as a PDF: the answers that the office's screens get, put together for the press. Nothing
//! is added up here that no report adds up; what is chosen is only how much of each has room.

use std::collections::BTreeMap;

use nusa_contract::{
    request::reports::{By, ReportAsked},
    view::{
        ratings::{DishStarsView, StarsView},
        report::{ListedSale, ReportRow, SumsView},
    },
};
use nusa_facts::{
    BranchId, Letterhead, Millis, ProductId,
    master::{Branch, Entity, EntityKind, Product},
    sale::Method,
};
use nusa_node::moment::branch_row;
use nusa_papers::{
    Language,
    figures::{Money, clock, moment, quantity},
    press::{
        Shop,
        report::{
            Bar, Figures, Kind, Low, Method as Brought, Rated, Receipt, SalesReport, Sold, Stars,
            Sum, Trade,
        },
    },
    words,
};
use nusa_store::{Error as StoreError, Look, Period, SqliteReader};

use super::{places::Chosen, sums::Report, table};
use crate::{
    limits::{REPORT_DISHES, REPORT_RANKS, REPORT_RECEIPTS, REPORT_SHELVES, STARS_FROM},
    routes::{
        dashboard,
        ratings::{best_first, together},
    },
};

/// The zone in which a report of several branches says when it was made: minutes of WIB.
const COMPANY_TZ_MIN: i16 = 420;

/// The report of some days in a language.
///
/// # Errors
/// What the disk says.
pub(super) fn report(
    look: &SqliteReader,
    me: BranchId,
    now: Millis,
    asked: &ReportAsked,
    language: Language,
) -> Result<SalesReport, StoreError> {
    let chosen = Chosen::of(look, me, asked)?;
    let only = match chosen.branches.as_slice() {
        [only] => branch_row(look, *only)?,
        _ => None,
    };
    let desk = Desk {
        look,
        asked,
        money: Money::of(only.as_ref().map_or("IDR", |row| &row.currency)),
        language,
        chosen,
        only,
        now,
    };
    desk.whole()
}

struct Desk<'a> {
    look: &'a SqliteReader,
    asked: &'a ReportAsked,
    chosen: Chosen,
    /// The one branch that it is about, where it is one.
    only: Option<Branch>,
    money: Money,
    language: Language,
    now: Millis,
}

impl Desk<'_> {
    fn by(&self, by: By) -> Result<Report, StoreError> {
        Report::read(self.look, self.asked, &self.chosen, by)
    }

    fn whole(&self) -> Result<SalesReport, StoreError> {
        let days = self.by(By::Days)?;
        let totals = days.totals();
        let sums = totals.sums.unwrap_or_default();
        let (best, least, unsold) = self.sold()?;
        let history = self.history()?;
        let listed = i64::try_from(history.len()).unwrap_or(i64::MAX);
        let tz = self
            .only
            .as_ref()
            .map_or(COMPANY_TZ_MIN, |row| row.tz_offset_min);
        let several = self.chosen.branches.len() > 1;
        Ok(SalesReport {
            shop: self.shop(),
            places: self.places(),
            place_count: self.chosen.branches.len(),
            kind: kind(self.asked),
            from: self.asked.span.from.to_string(),
            to: self.asked.span.to.to_string(),
            made_at: moment(self.now, tz),
            figures: self.figures(&totals),
            unit: self.money.unit(),
            sums: self.sums(&sums),
            methods: self.methods()?,
            hours: hours(&self.by(By::Hours)?.rows),
            months: self.months(&days.rows),
            days: self.trades(&days.rows, |row| row.key.clone()),
            branches: match several {
                true => self.trades(&self.by(By::Branches)?.rows, named),
                false => Vec::new(),
            },
            best,
            least,
            unsold,
            rated: self.rated()?,
            low: self.low()?,
            staff: self.staff()?,
            history,
            older: (sums.sales + sums.voids > listed)
                .then(|| grouped(sums.sales + sums.voids - listed)),
        })
    }

    fn shop(&self) -> Shop {
        let head = self.only.as_ref().map(Letterhead::of);
        head.as_ref().map(Shop::of).unwrap_or_default()
    }

    /// The names of branches that were picked out of all.
    fn places(&self) -> Vec<String> {
        let branches = self.chosen.branches.iter();
        match self.chosen.all {
            true => Vec::new(),
            false => branches.map(|branch| self.chosen.name(*branch)).collect(),
        }
    }

    fn figures(&self, totals: &ReportRow) -> Figures {
        Figures {
            revenue: self.money.total(totals.revenue),
            sales: grouped(totals.sales.unwrap_or(0)),
            average: totals.average().map(|average| self.money.total(average)),
            refunds: self.money.total(totals.refund_total),
        }
    }

    fn sums(&self, sums: &SumsView) -> Vec<Sum> {
        let all = [
            ("gross", sums.gross),
            ("discount", -sums.discount),
            ("net", sums.net),
            ("service", sums.service),
            ("tax", sums.tax),
            ("total", sums.total),
            ("refund_total", -sums.refund_total),
            ("revenue", sums.revenue),
            ("tip", sums.tip),
            ("rounding", sums.rounding),
        ];
        let shown = all
            .into_iter()
            .filter(|(word, amount)| *amount != 0 || *word == "revenue");
        shown
            .map(|(word, amount)| Sum {
                word,
                amount: self.money.plain(amount),
            })
            .collect()
    }

    fn methods(&self) -> Result<Vec<Brought>, StoreError> {
        let rows = self.by(By::Methods)?.rows.into_iter();
        let brought = rows.filter_map(|row| {
            Some(Brought {
                name: words::method(Method::parse(&row.key)?, self.language),
                count: grouped(row.sales.unwrap_or(0)),
                amount: self.money.plain(row.revenue),
            })
        });
        Ok(brought.collect())
    }

    fn trades(&self, rows: &[ReportRow], key: impl Fn(&ReportRow) -> String) -> Vec<Trade> {
        rows.iter().map(|row| self.trade(key(row), row)).collect()
    }

    fn trade(&self, key: String, row: &ReportRow) -> Trade {
        Trade {
            key,
            sales: grouped(row.sales.unwrap_or(0)),
            total: self.money.plain(row.total),
            refunds: (row.refund_total != 0).then(|| self.money.plain(row.refund_total)),
            revenue: self.money.plain(row.revenue),
            value: row.revenue,
        }
    }

    /// Days put together by month, where there are several months.
    fn months(&self, days: &[ReportRow]) -> Vec<Trade> {
        let mut months: BTreeMap<&str, ReportRow> = BTreeMap::new();
        for day in days {
            let month = day.key.get(..7).unwrap_or(&day.key);
            let sum = months.entry(month).or_default();
            sum.sales = Some(sum.sales.unwrap_or(0) + day.sales.unwrap_or(0));
            sum.total += day.total;
            sum.refund_total += day.refund_total;
            sum.revenue += day.revenue;
        }
        if months.len() < 2 {
            return Vec::new();
        }
        let months = months.into_iter();
        months
            .map(|(month, sum)| self.trade(month.to_owned(), &sum))
            .collect()
    }

    fn staff(&self) -> Result<Vec<Trade>, StoreError> {
        let mut rows = self.by(By::Staff)?.rows;
        rows.sort_by_key(|row| std::cmp::Reverse(row.revenue));
        Ok(self.trades(&rows, named))
    }

    /// What sold most, what sold least of all that is on sale, and how much of that did not sell at all.
    fn sold(&self) -> Result<(Vec<Sold>, Vec<Sold>, usize), StoreError> {
        let mut rows: BTreeMap<u32, ReportRow> = BTreeMap::new();
        for row in self.by(By::Products)?.rows {
            if let Ok(id) = row.key.parse() {
                rows.insert(id, row);
            }
        }
        let (mut shown, mut unsold) = (Vec::new(), 0);
        for product in self.products()? {
            let row = rows.remove(&product.id.0).unwrap_or_default();
            let kept = kept(&row);
            if !product.retired || kept > 0 {
                shown.push((
                    kept,
                    product.retired,
                    self.sold_of(&product, kept, row.revenue),
                ));
                unsold += usize::from(kept <= 0);
            }
        }
        shown
            .sort_by(|(one, _, a), (other, _, b)| other.cmp(one).then_with(|| a.name.cmp(&b.name)));
        let best = shown
            .iter()
            .filter(|(kept, ..)| *kept > 0)
            .take(REPORT_RANKS);
        let least = shown.iter().rev().filter(|(_, retired, _)| !retired);
        Ok((
            best.map(|(.., sold)| sold.clone()).collect(),
            least
                .take(REPORT_RANKS)
                .map(|(.., sold)| sold.clone())
                .collect(),
            unsold,
        ))
    }

    fn products(&self) -> Result<Vec<Product>, StoreError> {
        let rows = self.look.entities(EntityKind::Product)?.into_iter();
        let products = rows.filter_map(|row| match row {
            Entity::Product(product) => Some(product),
            _ => None,
        });
        Ok(products.collect())
    }

    fn sold_of(&self, product: &Product, kept: i64, revenue: i64) -> Sold {
        Sold {
            name: product.name.clone(),
            sold: measured(kept, product.fractional, &product.unit),
            revenue: self.money.plain(revenue),
        }
    }

    fn rated(&self) -> Result<Option<Rated>, StoreError> {
        let mut given: BTreeMap<ProductId, [i64; 5]> = BTreeMap::new();
        for branch in self.asked_branches() {
            let period = Period {
                branch,
                from: self.asked.span.from,
                to: self.asked.span.to,
            };
            for (product, counts) in self.look.stars(&period)? {
                let sums = given.entry(product).or_default();
                sums.iter_mut()
                    .zip(counts)
                    .for_each(|(sum, count)| *sum += count);
            }
        }
        let all = StarsView::from(together(&given));
        let Some(average) = all.average else {
            return Ok(None);
        };
        let dishes = best_first(self.look, given)?;
        let (best, worst) = best_and_worst(&dishes);
        Ok(Some(Rated {
            average: tenths(average),
            times: grouped(all.times),
            least: STARS_FROM,
            best,
            worst,
        }))
    }

    /// One question for all branches, else one for each.
    fn asked_branches(&self) -> Vec<Option<BranchId>> {
        match self.chosen.all {
            true => vec![None],
            false => self.chosen.branches.iter().copied().map(Some).collect(),
        }
    }

    fn low(&self) -> Result<Vec<Low>, StoreError> {
        let mut places = dashboard::places(self.look, None, None, self.now)?;
        places.retain(|place| self.chosen.branches.contains(&place.branch.id));
        let rows = dashboard::low_shelves(self.look, &places, self.chosen.all, REPORT_SHELVES)?;
        let low = rows.into_iter().map(|row| Low {
            level: format!("{} {}", quantity(row.level_milli), row.unit),
            empty: row.level_milli <= 0,
            name: row.name,
            place: row.place_name,
        });
        Ok(low.collect())
    }

    fn history(&self) -> Result<Vec<Receipt>, StoreError> {
        let me = self.chosen.here;
        let page = table::page(self.look, me, self.asked, None, REPORT_RECEIPTS)?;
        let several = self.chosen.branches.len() != 1;
        let rows = page.items.into_iter();
        Ok(rows.map(|row| self.receipt(row, several)).collect())
    }

    fn receipt(&self, row: ListedSale, several: bool) -> Receipt {
        let sale = row.sale;
        let said = |id, en| Some(self.language.said(id, en));
        Receipt {
            at: clock(Millis(sale.at), sale.tz_offset_min),
            number: sale.receipt_no,
            place: several.then_some(row.branch_name),
            cashier: sale.staff_name,
            method: Method::parse(&sale.method)
                .map_or("", |method| words::method(method, self.language)),
            total: self.money.plain(sale.total),
            state: match sale.state.as_str() {
                "voided" => said("batal", "voided"),
                "partly_refunded" => said("retur sebagian", "partly refunded"),
                "refunded" => said("retur", "refunded"),
                _ => None,
            },
            voided: sale.state == "voided",
        }
    }
}

fn named(row: &ReportRow) -> String {
    row.name.clone().unwrap_or_else(|| row.key.clone())
}

fn kept(row: &ReportRow) -> i64 {
    row.sold_milli.unwrap_or(0) - row.returned_milli.unwrap_or(0)
}

/// A day, a whole month, or other days.
fn kind(asked: &ReportAsked) -> Kind {
    let (from, to) = (asked.span.from.date(), asked.span.to.date());
    let is_month = from == from.first_of_month() && to == from.last_of_month();
    match (from == to, is_month) {
        (true, _) => Kind::Day,
        (_, true) => Kind::Month,
        _ => Kind::Range,
    }
}

/// Every hour from the first with trade to the last.
fn hours(rows: &[ReportRow]) -> Vec<Bar> {
    let known: BTreeMap<u8, i64> = rows
        .iter()
        .filter_map(|row| Some((row.key.parse().ok()?, row.revenue)))
        .collect();
    let (Some(first), Some(last)) = (known.keys().next(), known.keys().last()) else {
        return Vec::new();
    };
    let hour = |hour: u8| Bar {
        key: hour.to_string(),
        value: known.get(&hour).copied().unwrap_or(0),
    };
    (*first..=*last).map(hour).collect()
}

/// Of dishes in their order those that enough guests rated: the best from above, the worst from below.
/// Where there are few, none is both (D2-22).
fn best_and_worst(dishes: &[DishStarsView]) -> (Vec<Stars>, Vec<Stars>) {
    let rated: Vec<Stars> = dishes
        .iter()
        .filter(|dish| dish.stars.times >= STARS_FROM)
        .filter_map(|dish| {
            Some(Stars {
                name: dish.name.clone(),
                average: tenths(dish.stars.average?),
                times: grouped(dish.stars.times),
            })
        })
        .collect();
    let worst = (rated.len() / 2).min(REPORT_DISHES);
    let best = (rated.len() - rated.len() / 2).min(REPORT_DISHES);
    (
        rated[..best].to_vec(),
        rated.iter().rev().take(worst).cloned().collect(),
    )
}

/// Hundredths of a star to one decimal, half up: `4,3`.
fn tenths(hundredths: i64) -> String {
    quantity((hundredths + 5) / 10 * 100)
}

/// A count with dots between thousands.
fn grouped(count: i64) -> String {
    Money::of("IDR").plain(count)
}

/// How much was sold: pieces as a number, what is weighed with its unit.
fn measured(milli: i64, fractional: bool, unit: &str) -> String {
    match fractional {
        true => format!("{} {unit}", quantity(milli)),
        false => quantity(milli),
    }
}
