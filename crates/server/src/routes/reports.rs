//! Reports over HTTP: totals, sums by one thing or another, the table of sales,
//! and the same as files and for printing, all with the same filters. Sums come
//! from roll-ups wherever these can answer (see `reports::sums`).

mod dining;
mod names;
mod paper;
mod pdf;
mod places;
mod sums;
mod table;
mod tills;

use axum::{extract::State, response::Response};
use nusa_contract::{
    request::{
        lists::{SpanQuery, doc_id, page_rows},
        reports::{By, ReportPdfQuery, ReportQuery},
    },
    view::{
        Page,
        dining::DiningView,
        drawers::ShiftReportView,
        report::{ListedSale, PrintView, ReportTotalsView, ReportView},
    },
};
use nusa_facts::{BranchId, CENTRE};
use nusa_papers::press::{Job, Page as Printed};

use self::{places::Chosen, sums::Report};
use crate::{
    app::App,
    problem::Failure,
    reply::{Reply, Told},
    route::{Route, get},
    sent::Params,
    tables::Format,
    who::may::{May, SeeReports},
};

/// Rows of a report by product or person that a screen is given.
const MOST_ROWS: usize = 500;

pub(super) fn rows() -> Vec<Route> {
    let report = |by: By, path, says| {
        get(path, move |app, may, query| sums_by(by, app, may, query))
            .may::<SeeReports>()
            .asks::<ReportQuery>()
            .gives::<ReportView>(200)
            .says(says)
    };
    let mut rows = vec![
        report(
            By::Days,
            "/api/v1/reports/days",
            "Trade by business day, the empty ones too.",
        ),
        report(
            By::Hours,
            "/api/v1/reports/hours",
            "Trade by hour of the local day.",
        ),
        report(By::Branches, "/api/v1/reports/branches", "Trade by branch."),
        report(
            By::Staff,
            "/api/v1/reports/staff",
            "Trade by member of staff.",
        ),
        report(
            By::Methods,
            "/api/v1/reports/methods",
            "What each method brought.",
        ),
        report(
            By::Products,
            "/api/v1/reports/products",
            "Products, the most sold first.",
        ),
        report(
            By::Categories,
            "/api/v1/reports/categories",
            "Categories, the most revenue first.",
        ),
        get("/api/v1/reports/dining", dining::dining)
            .may::<SeeReports>()
            .asks::<SpanQuery>()
            .gives::<DiningView>(200)
            .says(
                "How the tables of one branch did: kitchen times, stays and who took the orders.",
            ),
        get("/api/v1/reports/shifts", tills::shifts)
            .may::<SeeReports>()
            .asks::<SpanQuery>()
            .gives::<ShiftReportView>(200)
            .says("The shifts of one branch with their sums and drawers, the newest first."),
        get("/api/v1/reports/totals", totals)
            .may::<SeeReports>()
            .asks::<ReportQuery>()
            .gives::<ReportTotalsView>(200)
            .says("What a selection adds up to."),
        get("/api/v1/reports/sales", sales)
            .may::<SeeReports>()
            .asks::<ReportQuery>()
            .gives_page::<ListedSale>()
            .says("The table of sales with when each came in, the newest day first."),
    ];
    rows.extend(as_files());
    rows
}

/// The same as files and for printing.
fn as_files() -> Vec<Route> {
    vec![
        get("/api/v1/reports/export", export)
            .may::<SeeReports>()
            .asks::<ReportQuery>()
            .gives_media(200, "text/csv")
            .says("The same as a file, CSV or XLSX, with exactly the same filters."),
        get("/api/v1/reports/pdf", whole)
            .may::<SeeReports>()
            .asks::<ReportPdfQuery>()
            .gives_media(200, "application/pdf")
            .says("The sales report of some days on pages: totals, charts, best and least sold and rated, low stock, people, receipts."),
        get("/api/v1/reports/print", print)
            .may::<SeeReports>()
            .asks::<ReportQuery>()
            .gives::<PrintView>(200)
            .says("The same as a table for printing."),
    ]
}

/// The branch that a question is about: the one it names, else this node's own, else all at the centre.
pub(super) fn of_branch(app: &App, named: Option<u32>) -> Option<BranchId> {
    let own = Some(app.me.branch).filter(|branch| *branch != CENTRE);
    own.or(named.map(BranchId))
}

async fn sums_by(
    by: By,
    State(app): State<App>,
    _: May<SeeReports>,
    Params(query): Params<ReportQuery>,
) -> Reply<Told<ReportView>> {
    let asked = query.parse_by(by)?;
    let me = app.me.branch;
    let view = app.look(move |look| {
        let chosen = Chosen::of(look, me, &asked)?;
        let mut report = Report::read(look, &asked, &chosen, by)?;
        let totals = report.totals();
        report.rows.truncate(MOST_ROWS);
        Ok(ReportView {
            by: by.word().to_owned(),
            from: asked.span.from.to_string(),
            to: asked.span.to.to_string(),
            items: report.rows,
            totals,
        })
    });
    Ok(Told(view.await?))
}

async fn totals(
    State(app): State<App>,
    _: May<SeeReports>,
    Params(query): Params<ReportQuery>,
) -> Reply<Told<ReportTotalsView>> {
    let asked = query.parse_by(By::Days)?;
    let me = app.me.branch;
    let view = app.look(move |look| {
        let chosen = Chosen::of(look, me, &asked)?;
        let row = Report::read(look, &asked, &chosen, By::Days)?.totals();
        Ok(ReportTotalsView {
            from: asked.span.from.to_string(),
            to: asked.span.to.to_string(),
            average: row.average(),
            row,
        })
    });
    Ok(Told(view.await?))
}

async fn sales(
    State(app): State<App>,
    _: May<SeeReports>,
    Params(query): Params<ReportQuery>,
) -> Reply<Told<Page<ListedSale>>> {
    let rows = page_rows(query.limit)?;
    let asked = query.parse_by(By::Sales)?;
    let after = query.after.as_deref().map(table::cursor).transpose()?;
    let me = app.me.branch;
    Ok(Told(
        app.look(move |look| table::page(look, me, &asked, after, rows))
            .await?,
    ))
}

async fn export(
    State(app): State<App>,
    _: May<SeeReports>,
    Params(query): Params<ReportQuery>,
) -> Result<Response, Failure> {
    let format = Format::parse(query.format.as_deref(), query.lang.as_deref())?;
    let by = query.by()?;
    let asked = query.parse_by(by)?;
    let me = app.me.branch;
    let heading = paper::columns(by, format.language())
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    let name = format!(
        "laporan-{}-{}-{}",
        by.word(),
        asked.span.from,
        asked.span.to
    );
    let file = format.file(&app, &name, heading, move |look, rows| {
        paper::each_row(look, me, (&asked, by), format.language(), |row| {
            rows.row(&row)
        })
    });
    Ok(file.await?)
}

async fn print(
    State(app): State<App>,
    _: May<SeeReports>,
    Params(query): Params<ReportQuery>,
) -> Reply<Told<PrintView>> {
    let format = Format::parse(None, query.lang.as_deref())?;
    let by = query.by()?;
    let asked = query.parse_by(by)?;
    let me = app.me.branch;
    Ok(Told(
        app.look(move |look| paper::print(look, me, &asked, by, format.language()))
            .await?,
    ))
}

async fn whole(
    State(app): State<App>,
    _: May<SeeReports>,
    Params(query): Params<ReportPdfQuery>,
) -> Result<Response, Failure> {
    let language = Format::parse(None, query.lang.as_deref())?.language();
    let asked = query.parse()?;
    let (me, now) = (app.me.branch, app.now());
    let name = format!("laporan-penjualan-{}-{}", asked.span.from, asked.span.to);
    let report = app.look(move |look| pdf::report(look, me, now, &asked, language));
    let page = Printed::Report(Box::new(report.await?));
    Ok(app.press.answer(&Job::new(page, language), &name).await?)
}

/// The id of a sale in a cursor.
fn sale_id(text: &str) -> Result<nusa_facts::SaleId, nusa_contract::Problem> {
    doc_id("after", text)
}
