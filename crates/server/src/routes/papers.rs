//! Papers over HTTP: receipts, slips, X and Z as lines, as text, as a page for a
//! browser's printer. What they say is the facts' word.

use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use nusa_contract::{
    Door, Problem,
    request::{
        bills::OffRequest,
        paper::{PaperAsked, PaperFormat, PaperQuery},
    },
    view::paper::{PaperLineView, PaperView},
};
use nusa_facts::{BillId, BranchId, DocId};
use nusa_node::print::Paper;
use nusa_papers::{
    Language, Sheet, Style, html,
    press::{Job, Page},
};
use nusa_rules::bill::Reductions;
use nusa_store::Look;

use crate::{
    app::App,
    papers::{Shown, columns, sheet, whose},
    problem::{Failure, of_fault},
    reply::Told,
    route::{Route, get, post},
    sent::{Named, Params, Sent},
    who::may::{May, MoveCash, RunShift, SeeSales, TakeOrders},
};

pub(super) fn rows() -> Vec<Route> {
    let paper = |route: Route| route.asks::<PaperQuery>().gives::<PaperView>(200);
    vec![
        paper(get("/api/v1/sales/{sale}/receipt", receipt))
            .may::<SeeSales>()
            .says("Gives the receipt of a sale as lines, text or a page."),
        paper(get("/api/v1/sales/{sale}/void/receipt", void))
            .may::<SeeSales>()
            .says("Gives the slip of a sale's void."),
        paper(get("/api/v1/refunds/{doc}/receipt", refund))
            .may::<SeeSales>()
            .says("Gives the slip of a refund."),
        paper(get("/api/v1/shifts/{shift}/report", report))
            .may::<RunShift>()
            .says("Gives the X of a shift, or its Z once it is closed."),
        paper(get("/api/v1/cash/{doc}/receipt", cash))
            .may::<MoveCash>()
            .says("Gives the slip of cash that moved, or of a drawer that was opened."),
        paper(get("/api/v1/bills/{bill}/paper", bill))
            .may::<TakeOrders>()
            .says("Gives a bill on paper before it is paid, as it stands now."),
        paper(post("/api/v1/bills/{bill}/paper", bill_less))
            .may::<TakeOrders>()
            .takes::<OffRequest>()
            .says("Gives a bill on paper before it is paid, less what is about to be taken off."),
    ]
}

async fn receipt(
    State(app): State<App>,
    may: May<SeeSales>,
    sale: Named<String>,
    Params(query): Params<PaperQuery>,
) -> Result<Response, Failure> {
    given(&app, may.branch, Paper::Receipt, &sale.0, query.parse()?).await
}

async fn void(
    State(app): State<App>,
    may: May<SeeSales>,
    sale: Named<String>,
    Params(query): Params<PaperQuery>,
) -> Result<Response, Failure> {
    given(&app, may.branch, Paper::Void, &sale.0, query.parse()?).await
}

async fn refund(
    State(app): State<App>,
    may: May<SeeSales>,
    doc: Named<String>,
    Params(query): Params<PaperQuery>,
) -> Result<Response, Failure> {
    given(&app, may.branch, Paper::Refund, &doc.0, query.parse()?).await
}

async fn cash(
    State(app): State<App>,
    may: May<MoveCash>,
    doc: Named<String>,
    Params(query): Params<PaperQuery>,
) -> Result<Response, Failure> {
    given(&app, may.branch, Paper::Cash, &doc.0, query.parse()?).await
}

async fn report(
    State(app): State<App>,
    may: May<RunShift>,
    shift: Named<String>,
    Params(query): Params<PaperQuery>,
) -> Result<Response, Failure> {
    let asked = query.parse()?;
    let id = named(&shift.0)?;
    let branch = may.branch;
    let closed = app.look(move |look| {
        let row = match whose(look, branch, id)? {
            Some(branch) => look.shift(branch, id)?,
            None => None,
        };
        Ok(row.is_some_and(|row| row.closed.is_some()))
    });
    let paper = if asked.frozen.unwrap_or(closed.await?) {
        Paper::Z
    } else {
        Paper::X
    };
    given(&app, branch, paper, &shift.0, asked).await
}

async fn bill(
    State(app): State<App>,
    may: May<TakeOrders>,
    bill: Named<String>,
    Params(query): Params<PaperQuery>,
) -> Result<Response, Failure> {
    given(&app, may.branch, Paper::Bill, &bill.0, query.parse()?).await
}

async fn bill_less(
    State(app): State<App>,
    may: May<TakeOrders>,
    bill: Named<String>,
    Params(query): Params<PaperQuery>,
    sent: Sent<OffRequest>,
) -> Result<Response, Failure> {
    let bill = named(&bill.0)?;
    let off = takeable(&app, bill, sent.value.parse()?).await?;
    let shown = Shown {
        branch: may.branch,
        paper: Paper::Bill,
        doc: Some(bill),
        off,
    };
    set(&app, shown, query.parse()?).await
}

/// What the law lets somebody take off a bill; a paper would only be missing otherwise.
///
/// # Errors
/// The law's refusal, as of a quote.
pub(super) async fn takeable(
    app: &App,
    bill: BillId,
    off: Reductions,
) -> Result<Reductions, Problem> {
    let quoted = app.on_node(move |node| node.quote_bill(bill, &off, &[]).map(|_| off));
    quoted.await?.map_err(of_fault)
}

fn named(text: &str) -> Result<DocId, Problem> {
    DocId::parse(text).ok_or_else(missing)
}

fn missing() -> Problem {
    Problem::new(Door::NotFound, "there is no such document here")
}

async fn given(
    app: &App,
    branch: BranchId,
    paper: Paper,
    doc: &str,
    asked: PaperAsked,
) -> Result<Response, Failure> {
    let shown = Shown {
        branch,
        paper,
        doc: Some(named(doc)?),
        off: Reductions::default(),
    };
    set(app, shown, asked).await
}

/// Sets a paper and gives it in the shape that is asked for.
async fn set(app: &App, shown: Shown, asked: PaperAsked) -> Result<Response, Failure> {
    let now = app.now();
    let language = if asked.english {
        Language::English
    } else {
        Language::Indonesian
    };
    let (own, copy) = (asked.columns, asked.copy);
    let found = app.look(move |look| {
        // A part of a bill is no document of its own, so that it has no place in the journal.
        let found = match (shown.paper, shown.doc) {
            (Paper::Bill, _) | (_, None) => Some(shown.branch),
            (_, Some(doc)) => whose(look, shown.branch, doc)?,
        };
        let Some(branch) = found else {
            return Ok(None);
        };
        let columns = match own {
            Some(columns) => columns,
            None => columns(look, branch)?,
        };
        let style = Style {
            columns: usize::from(columns),
            language,
            copy,
        };
        sheet(look, Shown { branch, ..shown }, now, style)
    });
    let sheet = found.await?.ok_or_else(missing)?;
    Ok(match asked.format {
        PaperFormat::Json => Told(view(sheet, asked.copy)).into_response(),
        PaperFormat::Text => text("text/plain; charset=utf-8", sheet.text()),
        PaperFormat::Pdf => {
            let name = file_name(&sheet.title);
            let job = Job::new(Page::Slip(sheet.into()), language);
            app.press.answer(&job, &name).await?
        }
        PaperFormat::Html => text("text/html; charset=utf-8", html::page(&sheet, language)),
    })
}

/// What a paper is, as a name that every disk takes.
fn file_name(title: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    title.chars().map(plain).collect::<String>().to_lowercase()
}

fn view(sheet: Sheet, copy: u32) -> PaperView {
    let lines = sheet.lines.into_iter().map(|line| PaperLineView {
        text: line.text,
        bold: line.bold,
        tall: line.tall,
    });
    PaperView {
        title: sheet.title,
        columns: sheet.columns,
        copy,
        lines: lines.collect(),
    }
}

fn text(kind: &'static str, text: String) -> Response {
    (
        [(header::CONTENT_TYPE, HeaderValue::from_static(kind))],
        text,
    )
        .into_response()
}
