//! Tills over HTTP. Registering one gives the device a cookie; the number and the
//! receipt series stay the node's.

use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use nusa_contract::{
    Door, Problem,
    request::till::{RetireTillRequest, TillRequest},
    view::{
        Page,
        node::{DoneView, TillAnswer},
        shift::TillView,
    },
};
use nusa_facts::TillNo;
use nusa_store::{Look, Store, Tx};

use super::written::first;
use crate::{
    app::App,
    dice,
    problem::{Failure, of_store},
    reply::{Made, Reply, Told},
    route::{Route, get, post},
    sent::{Named, Sent},
    who::{
        cookie,
        may::{ManageTills, May, SeeStock},
        till,
    },
};

/// Seconds of a till's cookie: a device stays a till for ten years, or until it is wiped.
const TILL_SECONDS: i64 = 10 * 366 * 86_400;

pub(super) fn rows() -> Vec<Route> {
    vec![
        post("/api/v1/tills", register)
            .may::<ManageTills>()
            .takes::<TillRequest>()
            .gives::<TillAnswer>(201)
            .says("Makes this device a till, or attaches it to its till again; the cookie says which."),
        get("/api/v1/tills", list)
            .may::<SeeStock>()
            .asks::<super::node::BranchParam>()
            .gives_page::<TillView>()
            .says("Lists the tills of a branch."),
        post("/api/v1/tills/{till}/retire", retire)
            .may::<ManageTills>()
            .takes::<RetireTillRequest>()
            .gives::<DoneView>(201)
            .says("Takes a till out of use; its receipt series ends."),
    ]
}

async fn register(
    State(app): State<App>,
    who: May<ManageTills>,
    sent: Sent<TillRequest>,
) -> Result<Response, Failure> {
    let asked = sent.value.parse()?;
    let answer = app.obey(&who.actor, sent.hash, asked).await?;
    let view = first(&answer)?.till()?;
    let cookie = keep_device(&app, view.till).await?;
    let mut headers = HeaderMap::new();
    headers.insert(header::SET_COOKIE, cookie);
    Ok((headers, Made(view)).into_response())
}

async fn keep_device(app: &App, number: u8) -> Result<HeaderValue, Problem> {
    let token = dice::token();
    let name = till::name(&token);
    let kept = app.on_node(move |node| {
        node.store()
            .transact(|tx| tx.set_note(&name, Some(&[number])))
    });
    kept.await?.map_err(of_store)?;
    Ok(cookie::set(
        &cookie::till(app.me.branch),
        &token,
        TILL_SECONDS,
    ))
}

async fn list(State(app): State<App>, may: May<SeeStock>) -> Reply<Told<Page<TillView>>> {
    let branch = may.branch;
    let tills = app.look(move |look| look.tills(branch)).await?;
    Ok(Told(Page::whole(
        tills.iter().map(TillView::from).collect(),
    )))
}

async fn retire(
    State(app): State<App>,
    who: May<ManageTills>,
    till: Named<u8>,
    sent: Sent<RetireTillRequest>,
) -> Reply<Made<DoneView>> {
    let missing = || Problem::new(Door::NotFound, "a till has a number from 1 to 99");
    let asked = sent.value.parse(TillNo::new(till.0).ok_or_else(missing)?)?;
    let answer = app.obey(&who.actor, sent.hash, asked).await?;
    Ok(Made(first(&answer)?.done()))
}
