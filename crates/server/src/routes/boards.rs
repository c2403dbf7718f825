//! What the house sees of its guests before they order: the codes of running
//! sittings, drafts, calls, and how long the kitchen takes.

use axum::{
    extract::State,
    http::{HeaderMap, header},
    response::Response,
};
use nusa_contract::{
    Door, Problem,
    request::lists::LanguageQuery,
    view::{
        Page,
        guests::{CallView, DraftView, TableCodeView, WaitingView},
    },
};
use nusa_facts::{CallId, Letterhead};
use nusa_node::moment::branch_row;
use nusa_papers::press::{
    Job, Page as Printed, Shop,
    codes::{TableCode, TableCodes},
};
use nusa_rules::actor::Guest;
use nusa_store::Look;
use qrcode::{Color, EcLevel, QrCode};

use super::guests::whole;
use crate::{
    app::App,
    board::Board,
    feed::Touched,
    problem::Failure,
    reply::{Done, Reply, Told},
    route::{Route, get, post},
    sent::{Named, Params},
    tables::Format,
    trust::is_host,
    who::may::{CookOrders, May, TakeOrders},
};

pub(super) fn rows() -> Vec<Route> {
    vec![
        get("/api/v1/tables/codes", codes)
            .may::<TakeOrders>()
            .gives_page::<TableCodeView>()
            .says("Gives what the code of each table's running sitting opens; it ends with the sitting."),
        get("/api/v1/tables/codes/pdf", codes_pdf)
            .may::<TakeOrders>()
            .asks::<LanguageQuery>()
            .gives_media(200, "application/pdf")
            .says("The codes of all tables on pages to be cut, six on each."),
        get("/api/v1/drafts", drafts)
            .may::<TakeOrders>()
            .gives_page::<DraftView>()
            .says("Lists what guests chose and have not ordered."),
        get("/api/v1/calls", calls)
            .may::<TakeOrders>()
            .gives_page::<CallView>()
            .says("Lists calls of guests that nobody took up, the oldest first."),
        post("/api/v1/calls/{call}/answer", answer)
            .may::<TakeOrders>()
            .gives_nothing()
            .says("Somebody takes a call up; the first who does is remembered."),
        get("/api/v1/waiting", waiting)
            .may::<CookOrders>()
            .gives::<WaitingView>(200)
            .says("Tells how long the kitchen's last orders took."),
    ]
}

async fn codes(State(app): State<App>, _: May<TakeOrders>) -> Reply<Told<Page<TableCodeView>>> {
    Ok(Told(Page::whole(running(&app).await?)))
}

/// The codes of the tables in use, by room and label.
async fn running(app: &App) -> Result<Vec<TableCodeView>, Problem> {
    let (guests, here) = (app.guests()?, app.me.branch);
    let origin = app.reached.origin();
    let tables = guests.readers.ask(move |look| look.tables(here)).await?;
    let mut views: Vec<_> = tables
        .into_iter()
        .filter(|(row, _)| row.active)
        .map(|(row, sitting)| {
            let at = Guest {
                table: row.id,
                sitting,
            };
            let path = format!("/meja/{}/{}", row.id, guests.secret.code(at));
            TableCodeView {
                url: origin.as_ref().map(|origin| format!("{origin}{path}")),
                path,
                table: row.id.to_string(),
                area: row.area,
                label: row.label,
                sitting,
            }
        })
        .collect();
    views.sort_by(|a, b| (&a.area, &a.label).cmp(&(&b.area, &b.label)));
    Ok(views)
}

async fn codes_pdf(
    State(app): State<App>,
    _: May<TakeOrders>,
    asked: HeaderMap,
    Params(query): Params<LanguageQuery>,
) -> Result<Response, Failure> {
    let language = Format::parse(None, query.lang.as_deref())?.language();
    let codes = running(&app).await?;
    let own = own_origin(&app, &asked)?;
    let here = app.me.branch;
    let row = app.look(move |look| branch_row(look, here)).await?;
    let tables = codes.into_iter().map(|code| {
        let link = code.url.unwrap_or_else(|| format!("{own}{}", code.path));
        Ok(TableCode {
            code: squares(&link)?,
            label: code.label,
            area: code.area,
        })
    });
    let page = Printed::Codes(TableCodes {
        shop: row
            .as_ref()
            .map(Letterhead::of)
            .as_ref()
            .map(Shop::of)
            .unwrap_or_default(),
        tables: tables.collect::<Result<_, Problem>>()?,
    });
    Ok(app
        .press
        .answer(&Job::new(page, language), "kode-qr-meja")
        .await?)
}

/// The address by which whoever asks reaches this node: what a code leads to where the node knows of no
/// other, as on the screen, which says that phones may not reach it.
fn own_origin(app: &App, asked: &HeaderMap) -> Result<String, Problem> {
    let host = asked.get(header::HOST).and_then(|host| host.to_str().ok());
    let host = host.filter(|host| is_host(host));
    let host = host.ok_or_else(|| Problem::new(Door::NotFound, "nothing is under such a host"))?;
    let scheme = if app.papers.is_some() {
        "https"
    } else {
        "http"
    };
    Ok(format!("{scheme}://{host}"))
}

/// The dark squares of a code that holds a link, as [`TableCode::code`] has them.
fn squares(link: &str) -> Result<Vec<String>, Problem> {
    let code = QrCode::with_error_correction_level(link, EcLevel::M)
        .map_err(|_| Problem::new(Door::Internal, "the link does not fit a code"))?;
    let square = |colour: &Color| if *colour == Color::Dark { '1' } else { '0' };
    let rows = code.to_colors();
    let rows = rows.chunks(code.width());
    Ok(rows.map(|row| row.iter().map(square).collect()).collect())
}

async fn drafts(State(app): State<App>, _: May<TakeOrders>) -> Reply<Told<Page<DraftView>>> {
    let board = whole(&app, None).await?;
    let chosen = board.drafts.into_iter();
    let chosen = chosen.filter(|draft| !draft.lines.is_empty());
    Ok(Told(Page::whole(chosen.collect())))
}

async fn calls(State(app): State<App>, _: May<TakeOrders>) -> Reply<Told<Page<CallView>>> {
    let guests = app.guests()?;
    let (drafts, here, now) = (guests.beside(), app.me.branch, app.now());
    let open = guests
        .readers
        .ask(move |look| Board::of(look, &drafts, here, now)?.calls(None));
    Ok(Told(Page::whole(open.await?)))
}

async fn answer(State(app): State<App>, _: May<TakeOrders>, call: Named<String>) -> Reply<Done> {
    let missing = || Problem::new(Door::NotFound, "no such call is known here");
    let id = CallId::parse(&call.0).ok_or_else(missing)?;
    let now = app.now();
    let answered = app.guests()?.drafts(move |drafts| drafts.answer(id, now));
    answered.await?.ok_or_else(missing)?;
    app.feed.touch(Touched::Call(id));
    Ok(Done)
}

async fn waiting(State(app): State<App>, _: May<CookOrders>) -> Reply<Told<WaitingView>> {
    let guests = app.guests()?;
    let (drafts, here, now) = (guests.beside(), app.me.branch, app.now());
    let took = guests
        .readers
        .ask(move |look| Board::of(look, &drafts, here, now)?.waiting());
    Ok(Told(took.await?))
}
