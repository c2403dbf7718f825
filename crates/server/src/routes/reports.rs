//! Reports and the dashboard over HTTP: sums that the store keeps by day, hour,
//! product, method and person. Nothing here scans sales or adds money.

use std::collections::BTreeMap;

use axum::extract::State;
use nusa_contract::{
    request::lists::{DashboardQuery, ReportQuery, Span},
    view::{
        Page,
        report::{DashboardView, DayView, MethodRow, ProductRow, SumsView, TradeRow},
        sale::SaleView,
    },
};
use nusa_facts::{
    BranchId, BusinessDate, CENTRE,
    master::{Entity, EntityKey, EntityKind},
    stock::Location,
};
use nusa_rules::rows::Sums;
use nusa_store::{Error as StoreError, Look, Period, Rank, SaleFilter, SqliteReader};

use crate::{
    app::App,
    reply::{Reply, Told},
    route::{Route, get},
    sent::Params,
    who::{
        credential,
        may::{May, SeeReports},
    },
};

/// Products of a report; a shop's longest list of what it sold.
const MOST_PRODUCTS: usize = 500;

/// Shelves and sales that the dashboard shows.
const GLANCE: usize = 5;

/// Thousandths below which a shelf is worth a glance: ten units.
const LOW_MILLI: i64 = 10_000;

pub(super) fn rows() -> Vec<Route> {
    let report =
        |path, handler: Route| handler.may::<SeeReports>().asks::<ReportQuery>().says(path);
    vec![
        report(
            "Trade by day.",
            get("/api/v1/reports/days", days).gives_page::<TradeRow>(),
        ),
        report(
            "Trade by hour of the local day.",
            get("/api/v1/reports/hours", hours).gives_page::<TradeRow>(),
        ),
        report(
            "Trade by branch.",
            get("/api/v1/reports/branches", branches).gives_page::<TradeRow>(),
        ),
        report(
            "Trade by member of staff.",
            get("/api/v1/reports/staff", staff).gives_page::<TradeRow>(),
        ),
        report(
            "What each method brought.",
            get("/api/v1/reports/methods", methods).gives_page::<MethodRow>(),
        ),
        report(
            "Products, the most sold first.",
            get("/api/v1/reports/products", products).gives_page::<ProductRow>(),
        ),
        get("/api/v1/dashboard", dashboard)
            .may::<SeeReports>()
            .asks::<DashboardQuery>()
            .gives::<DashboardView>(200)
            .says("Today at a glance."),
    ]
}

/// The branch that a question is about: the one it names, else this node's own, else all at the centre.
pub(super) fn of_branch(app: &App, named: Option<u32>) -> Option<BranchId> {
    let own = Some(app.me.branch).filter(|branch| *branch != CENTRE);
    own.or(named.map(BranchId))
}

fn period(app: &App, query: &ReportQuery) -> Result<Period, crate::problem::Failure> {
    let Span { from, to } = query.parse()?;
    Ok(Period {
        branch: of_branch(app, query.branch),
        from,
        to,
    })
}

fn trade(key: impl ToString, name: Option<String>, sums: &Sums) -> TradeRow {
    TradeRow {
        key: key.to_string(),
        name,
        sums: sums.into(),
    }
}

async fn days(
    State(app): State<App>,
    _: May<SeeReports>,
    Params(query): Params<ReportQuery>,
) -> Reply<Told<Page<TradeRow>>> {
    let period = period(&app, &query)?;
    let rows = app.look(move |look| look.trade_by_day(&period)).await?;
    Ok(Told(Page::whole(
        rows.iter()
            .map(|(day, sums)| trade(day, None, sums))
            .collect(),
    )))
}

async fn hours(
    State(app): State<App>,
    _: May<SeeReports>,
    Params(query): Params<ReportQuery>,
) -> Reply<Told<Page<TradeRow>>> {
    let period = period(&app, &query)?;
    let rows = app.look(move |look| look.trade_by_hour(&period)).await?;
    Ok(Told(Page::whole(
        rows.iter()
            .map(|(hour, sums)| trade(hour, None, sums))
            .collect(),
    )))
}

async fn branches(
    State(app): State<App>,
    _: May<SeeReports>,
    Params(query): Params<ReportQuery>,
) -> Reply<Told<Page<TradeRow>>> {
    let period = period(&app, &query)?;
    let rows = app.look(move |look| {
        let rows = look.trade_by_branch(&period)?.into_iter();
        let named = rows.map(|(branch, sums)| Ok(trade(branch, branch_name(look, branch)?, &sums)));
        named.collect::<Result<Vec<_>, StoreError>>()
    });
    Ok(Told(Page::whole(rows.await?)))
}

fn branch_name(look: &SqliteReader, branch: BranchId) -> Result<Option<String>, StoreError> {
    let row = look.entity(&EntityKey::numbered(EntityKind::Branch, branch.0))?;
    Ok(match row {
        Some(Entity::Branch(row)) => Some(row.name),
        _ => None,
    })
}

async fn staff(
    State(app): State<App>,
    _: May<SeeReports>,
    Params(query): Params<ReportQuery>,
) -> Reply<Told<Page<TradeRow>>> {
    let period = period(&app, &query)?;
    let rows = app.look(move |look| {
        let rows = look.trade_by_staff(&period)?.into_iter();
        let named = rows.map(|(staff, sums)| {
            let name = credential::person(look, staff)?.map(|person| person.name);
            Ok(trade(staff, name, &sums))
        });
        named.collect::<Result<Vec<_>, StoreError>>()
    });
    Ok(Told(Page::whole(rows.await?)))
}

async fn methods(
    State(app): State<App>,
    _: May<SeeReports>,
    Params(query): Params<ReportQuery>,
) -> Reply<Told<Page<MethodRow>>> {
    let period = period(&app, &query)?;
    let rows = app.look(move |look| look.methods(&period)).await?;
    Ok(Told(Page::whole(
        rows.iter()
            .map(|(method, sums)| MethodRow::of(*method, sums))
            .collect(),
    )))
}

async fn products(
    State(app): State<App>,
    _: May<SeeReports>,
    Params(query): Params<ReportQuery>,
) -> Reply<Told<Page<ProductRow>>> {
    let period = period(&app, &query)?;
    let rows = app.look(move |look| {
        let rows = look
            .products_sold(&period, Rank::Best, MOST_PRODUCTS)?
            .into_iter();
        let named = rows.map(|(product, sums)| {
            let row = look.entity(&EntityKey::numbered(EntityKind::Product, product.0))?;
            let name = match row {
                Some(Entity::Product(row)) => Some(row.name),
                _ => None,
            };
            Ok(ProductRow::of(product.0, name, &sums))
        });
        named.collect::<Result<Vec<_>, StoreError>>()
    });
    Ok(Told(Page::whole(rows.await?)))
}

async fn dashboard(
    State(app): State<App>,
    may: May<SeeReports>,
    Params(query): Params<DashboardQuery>,
) -> Reply<Told<DashboardView>> {
    let today = query.parse()?;
    let asked = of_branch(&app, query.branch);
    let place = super::goods::place_of(asked.unwrap_or(may.branch));
    Ok(Told(
        app.look(move |look| glance(look, asked, place, today))
            .await?,
    ))
}

fn glance(
    look: &SqliteReader,
    branch: Option<BranchId>,
    place: Location,
    today: BusinessDate,
) -> Result<DashboardView, StoreError> {
    let from = week_before(today);
    let days: BTreeMap<_, _> = look
        .trade_by_day(&Period {
            branch,
            from,
            to: today,
        })?
        .into_iter()
        .collect();
    let filter = SaleFilter {
        branch,
        from: Some(from),
        to: Some(today),
        method: None,
        shift: None,
        after: None,
        limit: GLANCE,
    };
    let latest = look.sales(&filter)?;
    Ok(DashboardView {
        date: today.to_string(),
        today: days.get(&today).map(SumsView::from).unwrap_or_default(),
        branches: active_branches(look)?,
        products: sold_products(look)?,
        week: week(from, &days),
        low_stock: low_stock(look, place)?,
        latest: latest
            .iter()
            .map(|(branch, row)| SaleView::of(branch.0, row))
            .collect(),
        quarantined: look.quarantined(branch)?.len(),
    })
}

/// The seven days that end today; a calendar's edge shortens them.
fn week_before(today: BusinessDate) -> BusinessDate {
    let mut first = today;
    for _ in 0..6 {
        first = first
            .date()
            .yesterday()
            .ok()
            .and_then(|day| BusinessDate::parse(&day.to_string()))
            .unwrap_or(first);
    }
    first
}

fn week(from: BusinessDate, days: &BTreeMap<BusinessDate, Sums>) -> Vec<DayView> {
    let dates = from.date().series(jiff::ToSpan::day(1)).take(7);
    let view = |date: jiff::civil::Date| {
        let date = date.to_string();
        let sums = BusinessDate::parse(&date)
            .and_then(|day| days.get(&day).copied())
            .unwrap_or_default();
        DayView {
            date,
            sales: sums.sales,
            total: sums.total.saturating_sub(sums.refund_total),
        }
    };
    dates.map(view).collect()
}

fn active_branches(look: &SqliteReader) -> Result<usize, StoreError> {
    let rows = look.entities(EntityKind::Branch)?;
    let active = |row: &&Entity| matches!(row, Entity::Branch(branch) if branch.active && branch.id != CENTRE);
    Ok(rows.iter().filter(active).count())
}

fn sold_products(look: &SqliteReader) -> Result<usize, StoreError> {
    let rows = look.entities(EntityKind::Product)?;
    Ok(rows
        .iter()
        .filter(|row| matches!(row, Entity::Product(product) if !product.retired))
        .count())
}

fn low_stock(
    look: &SqliteReader,
    place: Location,
) -> Result<Vec<nusa_contract::view::goods::StockView>, StoreError> {
    let mut low = look.levels(place, None, MOST_PRODUCTS)?;
    low.retain(|(_, level)| *level < LOW_MILLI);
    low.sort_by_key(|(product, level)| (*level, *product));
    low.into_iter()
        .take(GLANCE)
        .map(|(product, level)| super::goods::stock_view(look, product, level))
        .collect()
}
