//! What the house sees of its guests before they order: the codes of running
//! sittings, drafts, calls, and how long the kitchen takes.

use axum::extract::State;
use nusa_contract::{
    Door, Problem,
    view::{
        Page,
        guests::{CallView, DraftView, TableCodeView, WaitingView},
    },
};
use nusa_facts::CallId;
use nusa_rules::actor::Guest;
use nusa_store::Look;

use super::guests::whole;
use crate::{
    app::App,
    board::Board,
    feed::Touched,
    reply::{Done, Reply, Told},
    route::{Route, get, post},
    sent::Named,
    who::may::{CookOrders, May, TakeOrders},
};

pub(super) fn rows() -> Vec<Route> {
    vec![
        get("/api/v1/tables/codes", codes)
            .may::<TakeOrders>()
            .gives_page::<TableCodeView>()
            .says("Gives what the code of each table's running sitting opens; it ends with the sitting."),
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
    Ok(Told(Page::whole(views)))
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
