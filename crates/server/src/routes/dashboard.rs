//! The dashboard over HTTP: today at a glance. Every figure comes from roll-ups,
//! levels by their keys, or the few pages that came in last; nothing here scans
//! sales, and each branch's today is its own (D1-26).

mod islands;
mod shelves;
mod trade;

use axum::extract::State;
use nusa_contract::{
    request::lists::DashboardQuery,
    view::{
        dashboard::{BranchCountView, DashboardView, LatestView, LowView, ProductCountView},
        report::SumsView,
    },
};
use nusa_facts::{BranchId, BusinessDate, CENTRE};
use nusa_store::{Error as StoreError, Look, SaleFilter, SqliteReader};

pub(super) use self::islands::{Heard, Place, island, places};
use self::trade::Trade;
use super::{reports::of_branch, sales::sale_view};
use crate::{
    app::App,
    reply::{Reply, Told},
    route::{Route, get},
    sent::Params,
    who::may::{May, SeeReports},
};

/// Sales, shelves and products that a glance shows.
const GLANCE: usize = 5;

/// Pages that are looked through for the latest sales: a page without a sale is rare.
const PAGES: usize = 20;

/// Milliseconds after which a sale that came in is called late: longer than any retry of a link that works.
const LATE_MS: i64 = 600_000;

pub(super) fn rows() -> Vec<Route> {
    vec![
        get("/api/v1/dashboard", dashboard)
            .may::<SeeReports>()
            .asks::<DashboardQuery>()
            .gives::<DashboardView>(200)
            .says(
                "Today at a glance: trade, stock, what came in last, and how each branch stands.",
            ),
    ]
}

/// The lowest shelves of these branches, and of the warehouse too; what is on the road left aside.
pub(super) fn low_shelves(
    look: &SqliteReader,
    places: &[Place],
    with_warehouse: bool,
    count: usize,
) -> Result<Vec<LowView>, StoreError> {
    shelves::lowest(look, places, with_warehouse, &shelves::Roads::none(), count)
}

async fn dashboard(
    State(app): State<App>,
    _: May<SeeReports>,
    Params(query): Params<DashboardQuery>,
) -> Reply<Told<DashboardView>> {
    let asked = of_branch(&app, query.branch);
    let day = query.parse()?;
    let heard = Heard::now(&app);
    let here = app.me.branch;
    Ok(Told(
        app.look(move |look| glance(look, here, asked, day, &heard.loaded(look)?))
            .await?,
    ))
}

fn glance(
    look: &SqliteReader,
    here: BranchId,
    asked: Option<BranchId>,
    day: Option<BusinessDate>,
    heard: &Heard,
) -> Result<DashboardView, StoreError> {
    let places = places(look, asked, day, heard.now)?;
    let trade = Trade::read(look, asked, &places, heard.now)?;
    let quarantine = look.quarantined(asked)?;
    let roads = shelves::Roads::read(look, here)?;
    let islands = places.iter().map(|place| {
        island(
            look,
            place,
            heard,
            &quarantine,
            trade.today_of(place.branch.id),
        )
    });
    Ok(DashboardView {
        now: heard.now.0,
        date: trade.date.to_string(),
        today: SumsView::from(&trade.today),
        average: trade.average(),
        change_ppm: trade.change_ppm(),
        week_ago: trade.week_ago,
        branches: counted(&places),
        products: products(look)?,
        week: trade.week(look, asked)?,
        hours: trade.hours(),
        best: trade.best(look, GLANCE)?,
        least: trade.least(look, GLANCE)?,
        low_stock: shelves::lowest(look, &places, asked.is_none(), &roads, GLANCE)?,
        latest: latest(look, here, asked, &places)?,
        islands: islands.collect::<Result<_, _>>()?,
        quarantined: quarantine.len(),
        on_road: roads.count(),
        to_decide: look.short_on_roads()?.len(),
    })
}

fn counted(places: &[Place]) -> BranchCountView {
    BranchCountView {
        active: places.iter().filter(|place| place.branch.active).count(),
        all: places.len(),
    }
}

fn products(look: &SqliteReader) -> Result<ProductCountView, StoreError> {
    let counted = look.products_counted()?;
    let of = |retired| {
        let rows = counted.iter().filter(|(_, is, _)| *is == retired);
        rows.map(|(_, _, count)| count).sum()
    };
    Ok(ProductCountView {
        active: of(false),
        retired: of(true),
    })
}

/// The sales that came in last; at a branch, which takes nothing in, those that were made last.
fn latest(
    look: &SqliteReader,
    here: BranchId,
    asked: Option<BranchId>,
    places: &[Place],
) -> Result<Vec<LatestView>, StoreError> {
    let mut found = Vec::new();
    for (branch, doc, _) in look.latest_received(asked, PAGES, GLANCE)? {
        if let Some(row) = look.sale(branch, doc)? {
            found.push((branch, row));
        }
        if found.len() == GLANCE {
            break;
        }
    }
    if found.is_empty() {
        let filter = SaleFilter {
            branch: asked,
            limit: GLANCE,
            ..SaleFilter::default()
        };
        found = look.sales(&filter)?;
    }
    let mut shown = Vec::with_capacity(found.len());
    for (branch, row) in found {
        let sale = sale_view(look, here, branch, &row)?;
        let named = places.iter().find(|place| place.branch.id == branch);
        shown.push(LatestView {
            branch_name: named.map_or_else(String::new, |place| place.branch.name.clone()),
            late: sale
                .received_at
                .is_some_and(|at| at.saturating_sub(sale.at) > LATE_MS),
            sale,
        });
    }
    Ok(shown)
}

/// Whether a branch is one that trades; the centre is none.
pub(super) fn trades(branch: BranchId) -> bool {
    branch != CENTRE
}
