//! What a shop keeps of a guest with its consent, as of a customer: name and contacts,
//! and what they had, of this node alone; gone when the guest says so, with every
//! address that mail went to.

use axum::extract::State;
use nusa_contract::{Door, Problem, request::guests::ProfileRequest};
use nusa_facts::GuestId;
use nusa_node::{customer::customer, mail};

use super::{
    super::customers::{contact, erase, keep as keep_customer},
    join, sitting_of,
};
use crate::{
    app::App,
    feed::Touched,
    reply::{Done, Reply, Told},
    route::{Access, Route, delete, get, put},
    sent::Small,
    who::guest::Seated,
};

pub(super) fn rows() -> Vec<Route> {
    vec![
        get("/api/v1/guest/profile", show)
            .access(Access::Guest)
            .gives::<ProfileRequest>(200)
            .says("Shows a guest what the shop keeps of it."),
        put("/api/v1/guest/profile", keep)
            .access(Access::Guest)
            .takes::<ProfileRequest>()
            .gives::<ProfileRequest>(200)
            .says("Keeps a guest's name and contacts with its consent; without it everything is forgotten."),
        delete("/api/v1/guest/profile", forget)
            .access(Access::Guest)
            .gives_nothing()
            .says("Forgets a guest's name and contacts."),
    ]
}

/// What is kept of a guest.
pub(crate) async fn kept(app: &App, phone: GuestId) -> Result<Option<ProfileRequest>, Problem> {
    let found = app
        .guests()?
        .readers
        .ask(move |look| customer(look, phone.into()));
    Ok(found.await?.map(|customer| ProfileRequest {
        name: customer.contact.name,
        email: customer.contact.email,
        phone: customer.contact.phone,
        consent: true,
    }))
}

async fn show(State(app): State<App>, who: Seated) -> Reply<Told<ProfileRequest>> {
    let kept = kept(&app, who.phone).await?;
    let none = || Problem::new(Door::NotFound, "nothing is kept of this guest");
    Ok(Told(kept.ok_or_else(none)?))
}

async fn keep(
    State(app): State<App>,
    who: Seated,
    sent: Small<ProfileRequest>,
) -> Reply<Told<ProfileRequest>> {
    app.guests()?.tap(who.at.table, app.clock.elapsed_ms())?;
    let wanted = sent.value.parse()?;
    let kept = wanted.consent.then(|| wanted.clone());
    write(&app, who.phone, kept).await?;
    join(
        &app,
        who.phone,
        who.at,
        &who.table,
        Some(wanted.name.clone()),
    )
    .await?;
    Ok(Told(wanted))
}

async fn forget(State(app): State<App>, who: Seated) -> Reply<Done> {
    app.guests()?.tap(who.at.table, app.clock.elapsed_ms())?;
    write(&app, who.phone, None).await?;
    let (at, guest) = (sitting_of(who.at), who.phone);
    let forgotten = app
        .guests()?
        .drafts(move |drafts| drafts.forget_name(guest));
    forgotten.await?;
    app.feed.touch(Touched::Draft(at, guest));
    Ok(Done)
}

/// Keeps a profile or takes it away. With its consent a guest takes back its mails, too, and an address
/// that it changed is not written to any more.
async fn write(app: &App, phone: GuestId, kept: Option<ProfileRequest>) -> Result<(), Problem> {
    let before = self::kept(app, phone).await?.and_then(|kept| kept.email);
    let is_same = kept.as_ref().is_some_and(|kept| kept.email == before);
    match kept {
        Some(wanted) => drop(keep_customer(app, phone.into(), contact(wanted), true).await?),
        None => drop(erase(app, phone.into()).await?),
    }
    if is_same {
        return Ok(());
    }
    let now = app.now();
    let forgotten = app
        .mails
        .on(move |tx| mail::forget_guest(tx, phone, before.as_deref(), now));
    forgotten.await
}
