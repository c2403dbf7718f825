//! What a phone at a table may do: sit down, read the menu, choose, order, call.
//! Everything is of its own table; prices, limits and numbers are the law's.

pub(crate) mod profile;

use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use nusa_contract::{
    Door, Problem,
    limits::MAX_GUEST_LINES,
    request::guests::{
        DraftLineRequest, GuestCallRequest, GuestNameRequest, GuestOrderRequest, Seat, SitRequest,
    },
    view::{
        guests::{BoardView, CallView, DoorView, DraftView, GuestView},
        orders::OrderAnswer,
    },
};
use nusa_facts::{GuestId, master::Branch};
use nusa_node::moment::branch_row;
use nusa_rules::{actor::Guest, refusal::Code, rows::TableRow};
use nusa_store::{
    Look,
    drafts::{Call, DraftLine, Phone, Sitting},
};

use super::written::first;
use crate::{
    app::App,
    board::Board,
    dice,
    feed::Touched,
    limits::MAX_PHONES,
    menu::shop,
    problem::Failure,
    reply::{Made, Reply, Told},
    route::{Access, Route, get, post, put},
    sent::Small,
    who::{
        attempts::Attempt,
        guest::{self, Seated},
        origin,
        peer::Peer,
    },
};

pub(super) fn rows() -> Vec<Route> {
    [sitting(), ordering(), profile::rows()]
        .into_iter()
        .flatten()
        .collect()
}

fn sitting() -> Vec<Route> {
    vec![
        get("/api/v1/guest/door", door)
            .gives::<DoorView>(200)
            .says("Tells whoever opens a phone's page which shop this is."),
        post("/api/v1/guest/session", sit)
            .takes::<SitRequest>()
            .gives::<GuestView>(201)
            .says("Sits down at a table by the code of its sitting, or by its number where the shop allows that."),
        get("/api/v1/guest/session", show)
            .access(Access::Guest)
            .gives::<GuestView>(200)
            .says("Tells a phone where it sits."),
        put("/api/v1/guest/session", rename)
            .access(Access::Guest)
            .takes::<GuestNameRequest>()
            .gives::<GuestView>(200)
            .says("Changes what a guest is called."),
        get("/api/v1/guest/menu", menu)
            .access(Access::Guest)
            .gives_media(200, "application/json")
            .says("Gives the menu with prices and what is sold out, or nothing when the tag is still the same."),
        get("/api/v1/guest/table", table)
            .access(Access::Guest)
            .gives::<BoardView>(200)
            .says("Shows a phone's own table: drafts, orders, calls, and how long the kitchen takes."),
    ]
}

fn ordering() -> Vec<Route> {
    vec![
        put("/api/v1/guest/draft", choose)
            .access(Access::Guest)
            .takes::<DraftLineRequest>()
            .gives::<DraftView>(200)
            .says("Sets a line of what a guest chooses; the last write wins, nothing of it takes the line away."),
        post("/api/v1/guest/orders", order)
            .access(Access::Guest)
            .takes::<GuestOrderRequest>()
            .gives::<OrderAnswer>(201)
            .says("Orders for the phone's own table, at the branch's prices."),
        post("/api/v1/guest/calls", call)
            .access(Access::Guest)
            .takes::<GuestCallRequest>()
            .gives::<CallView>(201)
            .says("Calls for somebody, or for the bill; one call of a kind stands open at a table."),
    ]
}

/// The settings of this branch.
async fn settings(app: &App) -> Result<Branch, Problem> {
    let here = app.me.branch;
    let row = app
        .guests()?
        .readers
        .ask(move |look| branch_row(look, here));
    let not_yet = || {
        Problem::new(
            Door::NotHere,
            "this branch has not been told its settings yet",
        )
    };
    row.await?.ok_or_else(not_yet)
}

async fn door(State(app): State<App>) -> Reply<Told<DoorView>> {
    let branch = settings(&app).await?;
    Ok(Told(DoorView {
        branch: shop(&branch),
        typed_tables: branch.typed_tables,
    }))
}

async fn sit(
    State(app): State<App>,
    peer: Peer,
    headers: HeaderMap,
    Small { value, .. }: Small<SitRequest>,
) -> Result<Response, Failure> {
    origin::check_always(&headers)?;
    let guests = app.guests()?;
    let (seat, name) = value.parse()?;
    let found = seat_of(&app, seat).await;
    if found.as_ref().is_err_and(is_wrong_code) {
        // Only what was wrong is counted: a whole table reads its code at once, through one address.
        let attempt = Attempt::new(&format!("table code {peer}"), peer);
        guests.codes.begin(&attempt, app.clock.elapsed_ms())?;
    }
    let (row, at) = found?;
    guests.tap(at.table, app.clock.elapsed_ms())?;
    let known = guest::remembered(&guests.secret, app.me.branch, &headers);
    let phone = known.unwrap_or_else(|| GuestId::from_bytes(dice::bytes16()));
    let view = join(&app, phone, at, &row, name).await?;
    let mut response = Made(view).into_response();
    let cookie = guest::seat(&guests.secret, app.me.branch, phone, at);
    response.headers_mut().insert(header::SET_COOKIE, cookie);
    Ok(response)
}

fn is_wrong_code(problem: &Problem) -> bool {
    problem.code.word() == Door::CodeVoid.word()
}

/// The table that a guest names, in its running sitting.
async fn seat_of(app: &App, seat: Seat) -> Result<(TableRow, Guest), Problem> {
    let here = app.me.branch;
    if matches!(seat, Seat::Label(_)) && !settings(app).await?.typed_tables {
        let detail = "this shop wants the code on the table to be read";
        return Err(Problem::new(Door::CodeNeeded, detail));
    }
    let guests = app.guests()?;
    let tables = guests.readers.ask(move |look| look.tables(here)).await?;
    let mut standing = tables.into_iter().filter(|(row, _)| row.active);
    let found = match &seat {
        Seat::Code(table, _) => standing.find(|(row, _)| row.id == *table),
        Seat::Label(label) => {
            standing.find(|(row, _)| row.label.to_lowercase() == label.to_lowercase())
        }
    };
    let unknown =
        || Problem::new(Code::TableUnknown, "no such table is in use here").about("table");
    let (row, sitting) = found.ok_or_else(unknown)?;
    let at = Guest {
        table: row.id,
        sitting,
    };
    match seat {
        Seat::Code(_, code) if !guests.secret.is_code(at, &code) => {
            let detail = "the code is of a sitting that is over";
            Err(Problem::new(Door::CodeVoid, detail).about("code"))
        }
        _ => Ok((row, at)),
    }
}

fn sitting_of(at: Guest) -> Sitting {
    Sitting {
        table: at.table,
        n: at.sitting,
    }
}

/// A phone joins a sitting under a name, else under the one that it has there or at the last visit.
async fn join(
    app: &App,
    phone: GuestId,
    at: Guest,
    row: &TableRow,
    name: Option<String>,
) -> Result<GuestView, Problem> {
    let now = app.now();
    let kept = profile::kept(app, phone).await?.map(|kept| kept.name);
    let joined = app.guests()?.drafts(move |drafts| {
        let phones = drafts.phones(sitting_of(at))?;
        let own = phones.iter().find(|known| known.guest == phone);
        if own.is_none() && phones.len() >= MAX_PHONES {
            return Ok(None);
        }
        let before = own
            .map(|own| own.name.clone())
            .filter(|name| !name.is_empty());
        let name = name.or(before).or(kept).unwrap_or_default();
        let new = Phone { guest: phone, name };
        drafts.join(sitting_of(at), &new, now)?;
        Ok(Some(new))
    });
    let full = || Problem::new(Door::GuestLimited, "no more phones fit at this table");
    let joined = joined.await?.ok_or_else(full)?;
    app.feed.touch(Touched::Draft(sitting_of(at), phone));
    let branch = settings(app).await?;
    Ok(view(&branch, row, at, joined))
}

fn view(branch: &Branch, row: &TableRow, at: Guest, phone: Phone) -> GuestView {
    GuestView {
        guest: phone.guest.to_string(),
        name: Some(phone.name).filter(|name| !name.is_empty()),
        table: row.id.to_string(),
        label: row.label.clone(),
        area: row.area.clone(),
        sitting: at.sitting,
        branch: shop(branch),
        typed_tables: branch.typed_tables,
    }
}

async fn show(State(app): State<App>, who: Seated) -> Reply<Told<GuestView>> {
    Ok(Told(join(&app, who.phone, who.at, &who.table, None).await?))
}

async fn rename(
    State(app): State<App>,
    who: Seated,
    sent: Small<GuestNameRequest>,
) -> Reply<Told<GuestView>> {
    app.guests()?.tap(who.at.table, app.clock.elapsed_ms())?;
    let name = sent.value.parse()?;
    Ok(Told(
        join(&app, who.phone, who.at, &who.table, Some(name)).await?,
    ))
}

async fn menu(State(app): State<App>, _: Seated, headers: HeaderMap) -> Result<Response, Failure> {
    let made = app.guests()?.menu.now(&app).await?;
    let known = headers
        .get(header::IF_NONE_MATCH)
        .is_some_and(|tag| tag.as_bytes() == made.tag.as_bytes());
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Body::from(made.body.clone()).into_response()
    };
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if let Ok(tag) = HeaderValue::from_str(&made.tag) {
        headers.insert(header::ETAG, tag);
    }
    Ok(response)
}

async fn table(State(app): State<App>, who: Seated) -> Reply<Told<BoardView>> {
    Ok(Told(whole(&app, Some(who.at)).await?))
}

/// A whole board, of one sitting or of the house, with the cursor from which the feed goes on.
pub(crate) async fn whole(app: &App, of: Option<Guest>) -> Result<BoardView, Problem> {
    let guests = app.guests()?;
    let cursor = app.feed.here();
    let (drafts, here, now) = (guests.beside(), app.me.branch, app.now());
    guests
        .readers
        .ask(move |look| Board::of(look, &drafts, here, now)?.whole(of, cursor))
        .await
}

async fn choose(
    State(app): State<App>,
    who: Seated,
    sent: Small<DraftLineRequest>,
) -> Reply<Told<DraftView>> {
    let guests = app.guests()?;
    guests.tap(who.at.table, app.clock.elapsed_ms())?;
    let chosen = sent.value.parse()?;
    let line = DraftLine {
        line: chosen.line,
        product: chosen.product,
        quantity_milli: chosen.quantity_milli,
        chosen: serde_json::json!(chosen.chosen).to_string(),
        note: chosen.note,
        at: app.now(),
    };
    let (at, phone) = (sitting_of(who.at), who.phone);
    let kept = guests.drafts(move |drafts| drafts.put(at, phone, &line, MAX_GUEST_LINES));
    if !kept.await? {
        let detail = format!("{MAX_GUEST_LINES} lines are the most");
        return Err(Problem::new(Door::DraftFull, detail).about("line").into());
    }
    app.feed.touch(Touched::Draft(at, phone));
    Ok(Told(draft(&app, &who).await?))
}

/// What a guest has chosen.
async fn draft(app: &App, who: &Seated) -> Result<DraftView, Problem> {
    let guests = app.guests()?;
    let (drafts, here, now) = (guests.beside(), app.me.branch, app.now());
    let (at, phone) = (who.at, who.phone);
    let found = guests.readers.ask(move |look| {
        let phones = drafts.phones(sitting_of(at))?;
        let own = phones.into_iter().find(|known| known.guest == phone);
        let own = own.unwrap_or(Phone {
            guest: phone,
            name: String::new(),
        });
        Board::of(look, &drafts, here, now)?.draft(at, &own)
    });
    let gone = || Problem::new(Code::TableUnknown, "the table is not there any more");
    found.await?.ok_or_else(gone)
}

async fn order(
    State(app): State<App>,
    who: Seated,
    sent: Small<GuestOrderRequest>,
) -> Reply<Made<OrderAnswer>> {
    let guests = app.guests()?;
    guests.tap(who.at.table, app.clock.elapsed_ms())?;
    let taken = sent.value.taken();
    let command = sent.value.command;
    let (at, phone) = (sitting_of(who.at), who.phone);
    // Before it is placed, so that whoever is told of the order is told whose it is.
    let phones = guests.drafts(move |drafts| {
        drafts.sends(at, phone, command)?;
        drafts.phones(at)
    });
    let name = phones
        .await?
        .into_iter()
        .find(|known| known.guest == phone)
        .map(|known| known.name)
        .filter(|name| !name.is_empty());
    let asked = sent.value.parse(who.at, name)?;
    let answer = app.obey(&who.actor(), sent.hash, asked).await?;
    if !taken.is_empty() {
        guests
            .drafts(move |drafts| drafts.clear(at, phone, Some(&taken)))
            .await?;
        app.feed.touch(Touched::Draft(at, phone));
    }
    Ok(Made(first(&answer)?.order()?))
}

async fn call(
    State(app): State<App>,
    who: Seated,
    sent: Small<GuestCallRequest>,
) -> Reply<Made<CallView>> {
    let guests = app.guests()?;
    guests.tap(who.at.table, app.clock.elapsed_ms())?;
    let (id, kind) = sent.value.parse()?;
    let new = Call {
        id,
        sitting: sitting_of(who.at),
        guest: who.phone,
        kind,
        at: app.now(),
        answered_at: None,
    };
    let standing = guests.drafts(move |drafts| drafts.call(&new)).await?;
    if standing.sitting != sitting_of(who.at) {
        let detail = "another table called under this name";
        return Err(Problem::new(Code::CommandReused, detail)
            .about("call")
            .into());
    }
    app.feed.touch(Touched::Call(standing.id));
    Ok(Made(call_view(&app, standing).await?))
}

/// A call as it is shown.
pub(crate) async fn call_view(app: &App, call: Call) -> Result<CallView, Problem> {
    let guests = app.guests()?;
    let (drafts, here, now) = (guests.beside(), app.me.branch, app.now());
    let found = guests
        .readers
        .ask(move |look| Board::of(look, &drafts, here, now)?.call(&call));
    let gone = || Problem::new(Code::TableUnknown, "the table is not there any more");
    found.await?.ok_or_else(gone)
}
