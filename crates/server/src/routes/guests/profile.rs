//! What a shop keeps of a guest with its consent: name and contacts, notes of this
//! node alone, gone when the guest says so, with every address that mail went to.

use axum::extract::State;
use nusa_contract::{Door, Problem, request::guests::ProfileRequest};
use nusa_facts::GuestId;
use nusa_node::mail;
use nusa_store::{Error as StoreError, Look, Store, Tx};

use super::{join, sitting_of};
use crate::{
    app::App,
    feed::Touched,
    problem::of_fault,
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

fn name_of(phone: GuestId) -> String {
    format!("guest/profile/{phone}")
}

/// What is kept of a guest.
pub(crate) async fn kept(app: &App, phone: GuestId) -> Result<Option<ProfileRequest>, Problem> {
    let name = name_of(phone);
    let note = app.guests()?.readers.ask(move |look| look.note(&name));
    // What cannot be read any more is not known: the guest may say it again.
    Ok(note
        .await?
        .and_then(|bytes| serde_json::from_slice(&bytes).ok()))
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
    let written = app.on_node(move |node| {
        node.store().transact(|tx| {
            let bytes = kept.map(|kept| serde_json::to_vec(&kept)).transpose();
            let bytes = bytes.map_err(|error| StoreError::Row(error.to_string()))?;
            tx.set_note(&name_of(phone), bytes.as_deref())
        })
    });
    written.await?.map_err(|error| of_fault(error.into()))?;
    if is_same {
        return Ok(());
    }
    let now = app.now();
    let forgotten = app
        .mails
        .on(move |tx| mail::forget_guest(tx, phone, before.as_deref(), now));
    forgotten.await
}
