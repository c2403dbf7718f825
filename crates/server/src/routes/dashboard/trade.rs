//! Trade of today, of the week and by hour, out of roll-ups: each branch counts
//! with its own business day, so that no zone's evening lands in another day
//! (D1-26). Adds what the store gives; never reads a sale.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use nusa_contract::view::dashboard::{DayPartView, DayView, HourView, SoldView};
use nusa_facts::{
    BranchId, BusinessDate, Millis, ProductId,
    master::{Entity, EntityKey, EntityKind},
    time::local_hour,
};
use nusa_rules::rows::{ProductSums, Sums};
use nusa_store::{Error as StoreError, Look, Period, SqliteReader};

use super::islands::Place;
use crate::days::days_before;

/// Days of the chart.
const WEEK: i64 = 7;

type Hours = BTreeMap<(BranchId, u8), Sums>;

/// What was traded today.
pub(super) struct Trade {
    pub(super) date: BusinessDate,
    pub(super) today: Sums,
    pub(super) week_ago: DayPartView,
    by_hour: Hours,
    sold: BTreeMap<ProductId, (u32, ProductSums)>,
}

impl Trade {
    pub(super) fn read(
        look: &SqliteReader,
        asked: Option<BranchId>,
        places: &[Place],
        now: Millis,
    ) -> Result<Self, StoreError> {
        let by_hour = hours(look, asked, places, 0)?;
        let mut today = Sums::default();
        by_hour.values().for_each(|sums| add(&mut today, sums));
        let before = hours(look, asked, places, WEEK)?;
        Ok(Self {
            date: common_day(places, now),
            today,
            week_ago: up_to_now(&before, places, now),
            by_hour,
            sold: sold(look, asked, places)?,
        })
    }

    /// Revenue of a sale on average.
    pub(super) fn average(&self) -> Option<i64> {
        self.today.total.checked_div_euclid(self.today.sales)
    }

    /// Revenue of today against that of a week ago up to the same hour, parts per million.
    pub(super) fn change_ppm(&self) -> Option<i64> {
        let now = part([&self.today]).total;
        let more = i128::from(now) - i128::from(self.week_ago.total);
        let ppm = (more * 1_000_000).checked_div_euclid(self.week_ago.total.into())?;
        i64::try_from(ppm).ok()
    }

    /// A branch's trade of its today.
    pub(super) fn today_of(&self, branch: BranchId) -> DayPartView {
        let own = self.by_hour.iter().filter(|((of, _), _)| *of == branch);
        part(own.map(|(_, sums)| sums))
    }

    /// The 24 hours of today.
    pub(super) fn hours(&self) -> Vec<HourView> {
        let view = |hour| {
            let own = self.by_hour.iter().filter(|((_, of), _)| *of == hour);
            let DayPartView { sales, total } = part(own.map(|(_, sums)| sums));
            HourView { hour, sales, total }
        };
        (0..24).map(view).collect()
    }

    /// The seven days that end today, empty ones too (D1-27).
    pub(super) fn week(
        &self,
        look: &SqliteReader,
        branch: Option<BranchId>,
    ) -> Result<Vec<DayView>, StoreError> {
        let from = days_before(self.date, WEEK - 1);
        let period = Period {
            branch,
            from,
            to: self.date,
        };
        let days: BTreeMap<_, _> = look.trade_by_day(&period)?.into_iter().collect();
        let dates = from.date().series(1.day()).take(7);
        let view = |date: jiff::civil::Date| {
            let date = date.to_string();
            let sums = BusinessDate::parse(&date).and_then(|day| days.get(&day));
            let DayPartView { sales, total } = part(sums);
            DayView { date, sales, total }
        };
        Ok(dates.map(view).collect())
    }

    /// What sold most.
    pub(super) fn best(
        &self,
        look: &SqliteReader,
        count: usize,
    ) -> Result<Vec<SoldView>, StoreError> {
        self.ranked(look, count, |milli| -milli)
    }

    /// What sold least of what was sold at all.
    pub(super) fn least(
        &self,
        look: &SqliteReader,
        count: usize,
    ) -> Result<Vec<SoldView>, StoreError> {
        self.ranked(look, count, |milli| milli)
    }

    fn ranked(
        &self,
        look: &SqliteReader,
        count: usize,
        rank: fn(i64) -> i64,
    ) -> Result<Vec<SoldView>, StoreError> {
        let mut rows: Vec<_> = self
            .sold
            .iter()
            .filter(|(_, (_, sums))| kept(sums) > 0)
            .collect();
        rows.sort_by_key(|(product, (_, sums))| (rank(kept(sums)), **product));
        let view = |(product, (branches, sums)): (&ProductId, &(u32, ProductSums))| {
            let row = look.entity(&EntityKey::numbered(EntityKind::Product, product.0))?;
            let row = match row {
                Some(Entity::Product(row)) => Some(row),
                _ => None,
            };
            Ok(SoldView {
                product: product.0,
                name: row
                    .as_ref()
                    .map_or_else(|| product.to_string(), |row| row.name.clone()),
                unit: row
                    .as_ref()
                    .map_or_else(String::new, |row| row.unit.clone()),
                picture: row.and_then(|row| row.picture).map(|hash| hash.to_string()),
                sold_milli: kept(sums),
                total: sums.total.saturating_sub(sums.refund_total),
                branches: *branches,
            })
        };
        rows.into_iter().take(count).map(view).collect()
    }
}

/// What was sold and not brought back, thousandths.
fn kept(sums: &ProductSums) -> i64 {
    sums.sold_milli.saturating_sub(sums.returned_milli)
}

fn part<'a>(sums: impl IntoIterator<Item = &'a Sums>) -> DayPartView {
    let add = |part: DayPartView, sums: &Sums| DayPartView {
        sales: part.sales + sums.sales,
        total: part.total + sums.total - sums.refund_total,
    };
    sums.into_iter().fold(DayPartView::default(), add)
}

fn add(sums: &mut Sums, more: &Sums) {
    let Sums {
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
    } = more;
    sums.sales += sales;
    sums.voids += voids;
    sums.refunds += refunds;
    sums.gross += gross;
    sums.discount += discount;
    sums.net += net;
    sums.service += service;
    sums.tax += tax;
    sums.total += total;
    sums.tip += tip;
    sums.rounding += rounding;
    sums.payable += payable;
    sums.refund_total += refund_total;
    sums.refund_paid += refund_paid;
}

/// The day that most branches have; the later one of two that as many have.
fn common_day(places: &[Place], now: Millis) -> BusinessDate {
    let mut counts: BTreeMap<BusinessDate, usize> = BTreeMap::new();
    for place in places.iter().filter(|place| place.branch.active) {
        *counts.entry(place.today).or_default() += 1;
    }
    let most = counts.into_iter().max_by_key(|(day, count)| (*count, *day));
    let wib = || BusinessDate::of(now, 420, 240);
    most.map(|(day, _)| day)
        .or_else(wib)
        .unwrap_or_else(|| BusinessDate::of(Millis(0), 0, 0).expect("the epoch is a day"))
}

fn days_of(places: &[Place], before: i64) -> BTreeSet<BusinessDate> {
    places
        .iter()
        .map(|place| days_before(place.today, before))
        .collect()
}

/// The hours of each branch's own day, so many days ago.
fn hours(
    look: &SqliteReader,
    asked: Option<BranchId>,
    places: &[Place],
    before: i64,
) -> Result<Hours, StoreError> {
    let own: BTreeMap<BranchId, BusinessDate> = places
        .iter()
        .map(|place| (place.branch.id, days_before(place.today, before)))
        .collect();
    let mut hours = Hours::new();
    for day in days_of(places, before) {
        let rows = look.hours_of(asked, day)?.into_iter();
        let rows = rows.filter(|(branch, _, _)| own.get(branch) == Some(&day));
        hours.extend(rows.map(|(branch, hour, sums)| ((branch, hour), sums)));
    }
    Ok(hours)
}

/// What the hours of a business day add up to, until the local hour that it is now.
fn up_to_now(hours: &Hours, places: &[Place], now: Millis) -> DayPartView {
    let mut sums = Vec::new();
    for place in places {
        let branch = &place.branch;
        let turn = u8::try_from(branch.cutoff_min / 60).unwrap_or(0);
        let since_turn = |hour: u8| (hour + 24 - turn) % 24;
        let running = since_turn(local_hour(now, branch.tz_offset_min));
        let own = hours.range((branch.id, 0)..=(branch.id, 23));
        sums.extend(
            own.filter(|((_, hour), _)| since_turn(*hour) <= running)
                .map(|(_, sums)| *sums),
        );
    }
    part(&sums)
}

/// What was sold today by product: one question when all branches have the same day.
fn sold(
    look: &SqliteReader,
    asked: Option<BranchId>,
    places: &[Place],
) -> Result<BTreeMap<ProductId, (u32, ProductSums)>, StoreError> {
    let days = days_of(places, 0);
    let questions: Vec<(Option<BranchId>, BusinessDate)> = match days.first() {
        Some(day) if days.len() == 1 => vec![(asked, *day)],
        _ => places
            .iter()
            .map(|place| (Some(place.branch.id), place.today))
            .collect(),
    };
    let mut sold: BTreeMap<ProductId, (u32, ProductSums)> = BTreeMap::new();
    for (branch, day) in questions {
        for (product, branches, sums) in look.sold_on(branch, day)? {
            let (count, all) = sold.entry(product).or_default();
            *count += branches;
            all.sold_milli += sums.sold_milli;
            all.returned_milli += sums.returned_milli;
            all.total += sums.total;
            all.refund_total += sums.refund_total;
            all.net += sums.net;
        }
    }
    Ok(sold)
}
