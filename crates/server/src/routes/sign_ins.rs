//! Sign-ins over HTTP: one's own and, for whoever may set their password, those of
//! others; at this node, where each is kept. None is ever shown as a token.

use axum::extract::State;
use nusa_contract::{
    Door, Problem,
    view::{Page, account::SignInView},
};
use nusa_facts::StaffId;
use nusa_store::{Error as StoreError, Store};

use super::people::settable;
use crate::{
    app::App,
    problem::of_store,
    reply::{Done, Reply, Told},
    route::{Access, Route, delete, get},
    sent::Named,
    who::{
        may::{ManagePeople, May},
        sign_in,
        signed::Signed,
    },
};

pub(super) fn rows() -> Vec<Route> {
    vec![
        get("/api/v1/session/sign-ins", own)
            .access(Access::SignedIn)
            .gives_page::<SignInView>()
            .says("Lists one's sign-ins at this node, the newest first."),
        delete("/api/v1/session/sign-ins", end_others)
            .access(Access::SignedIn)
            .gives_nothing()
            .says("Ends one's sign-ins at this node but the one that asks."),
        delete("/api/v1/session/sign-ins/{sign_in}", end_own)
            .access(Access::SignedIn)
            .gives_nothing()
            .says("Ends one of one's sign-ins at this node."),
        get("/api/v1/people/{id}/sign-ins", list)
            .may::<ManagePeople>()
            .gives_page::<SignInView>()
            .says("Lists somebody's sign-ins at this node, the newest first."),
        delete("/api/v1/people/{id}/sign-ins", end_all)
            .may::<ManagePeople>()
            .gives_nothing()
            .says("Ends every sign-in of somebody at this node."),
        delete("/api/v1/people/{id}/sign-ins/{sign_in}", end_one)
            .may::<ManagePeople>()
            .gives_nothing()
            .says("Ends one of somebody's sign-ins at this node."),
    ]
}

async fn listed(app: &App, staff: StaffId, asks: &str) -> Result<Page<SignInView>, Problem> {
    let now = app.now();
    let kept = app.look(move |look| sign_in::of(look, staff, now)).await?;
    let views = kept.into_iter().map(|(name, kept)| SignInView {
        id: sign_in::id(&name).to_owned(),
        since: kept.since.map(|at| at.0),
        seen: kept.seen.map(|at| at.0),
        until: kept.until.0,
        device: kept.device,
        remembered: !kept.passing,
        this: name == asks,
    });
    Ok(Page::whole(views.collect()))
}

/// Ends the person's sign-ins that are chosen by their names; tells how many.
async fn ended(
    app: &App,
    staff: StaffId,
    chosen: impl Fn(&str) -> bool + Send + 'static,
) -> Result<usize, Problem> {
    let ended = app.on_node(move |node| {
        node.store()
            .transact(|tx| sign_in::end_chosen(tx, staff, chosen))
    });
    ended.await?.map_err(|error: StoreError| of_store(error))
}

async fn named(app: &App, staff: StaffId, id: String) -> Result<Done, Problem> {
    match ended(app, staff, move |name| sign_in::id(name) == id).await? {
        0 => Err(Problem::new(Door::NotFound, "there is no such sign-in")),
        _ => Ok(Done),
    }
}

async fn own(State(app): State<App>, who: Signed) -> Reply<Told<Page<SignInView>>> {
    Ok(Told(listed(&app, who.actor.signer.id, &who.name).await?))
}

async fn end_others(State(app): State<App>, who: Signed) -> Reply<Done> {
    let (staff, mine) = (who.actor.signer.id, who.name);
    ended(&app, staff, move |name| name != mine).await?;
    Ok(Done)
}

async fn end_own(State(app): State<App>, who: Signed, id: Named<String>) -> Reply<Done> {
    Ok(named(&app, who.actor.signer.id, id.0).await?)
}

async fn list(
    State(app): State<App>,
    who: May<ManagePeople>,
    id: Named<u32>,
) -> Reply<Told<Page<SignInView>>> {
    let person = settable(&app, &who.actor, id.0).await?;
    Ok(Told(listed(&app, person.id, &who.name).await?))
}

async fn end_all(State(app): State<App>, who: May<ManagePeople>, id: Named<u32>) -> Reply<Done> {
    let person = settable(&app, &who.actor, id.0).await?;
    ended(&app, person.id, |_| true).await?;
    Ok(Done)
}

async fn end_one(
    State(app): State<App>,
    who: May<ManagePeople>,
    Named((id, sign_in)): Named<(u32, String)>,
) -> Reply<Done> {
    let person = settable(&app, &who.actor, id).await?;
    Ok(named(&app, person.id, sign_in).await?)
}
