//! Reports over HTTP: sums that the store keeps by day, hour,
//! product, method and person. Nothing here scans sales or adds money.

use axum::extract::State;
use nusa_contract::{
    request::lists::{ReportQuery, Span},
    view::{
        Page,
        report::{MethodRow, ProductRow, TradeRow},
    },
};
use nusa_facts::{
    BranchId, CENTRE,
    master::{Entity, EntityKey, EntityKind},
};
use nusa_rules::rows::Sums;
use nusa_store::{Error as StoreError, Look, Period, Rank, SqliteReader};

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
