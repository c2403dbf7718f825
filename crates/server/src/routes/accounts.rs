//! Where mail reaches people, and invitations, over HTTP: at the centre alone. None
//! of it is a command, because a fact holds no contact and no credential (I13).

use axum::extract::State;
use nusa_contract::{
    Door, Problem,
    request::account::{EmailRequest, InvitationRequest, OwnEmailRequest, address},
    view::account::{InvitedView, OwnContactView},
};
use nusa_facts::{MailId, StaffId};
use nusa_node::{
    contact,
    mail::{self, Declined},
    pass::{self, Purpose},
};
use nusa_store::{Error as StoreError, Store, mail::Mail};

use super::{
    mail::word,
    people::{at_centre, kept_here, settable},
    session::check_own,
};
use crate::{
    app::App,
    dice,
    live::Topic,
    problem::{of_fault, of_store},
    reply::{Done, Made, Reply, Told},
    route::{Access, Route, get, post, put},
    sent::{Named, Sent},
    who::{
        attempts::Attempt,
        may::{ManagePeople, May},
        peer::Peer,
        signed::Signed,
    },
};

pub(super) fn rows() -> Vec<Route> {
    vec![
        put("/api/v1/people/{id}/contact", set)
            .may::<ManagePeople>()
            .takes::<EmailRequest>()
            .gives_nothing()
            .says("Sets where mail reaches somebody, or erases it; links of before end."),
        post("/api/v1/people/{id}/invitation", invite)
            .may::<ManagePeople>()
            .takes::<InvitationRequest>()
            .gives::<InvitedView>(201)
            .says("Invites somebody to choose a password: a link that works once, for 72 hours; the one before ends."),
        get("/api/v1/session/contact", own)
            .access(Access::SignedIn)
            .gives::<OwnContactView>(200)
            .says("Tells where mail reaches whoever asks."),
        put("/api/v1/session/contact", set_own)
            .access(Access::SignedIn)
            .takes::<OwnEmailRequest>()
            .gives_nothing()
            .says("Sets where mail reaches oneself, with the password, or erases it."),
    ]
}

/// Keeps an address; what waits for the old one is not sent, and the queue forgets it.
async fn keep(app: &App, staff: StaffId, email: Option<String>) -> Result<(), Problem> {
    let kept = app.on_node(move |node| node.keep_email(staff, email.as_deref()));
    if kept.await?.map_err(of_fault)? {
        let now = app.now();
        let forgotten = app.mails.on(move |tx| mail::forget_staff(tx, staff, now));
        forgotten.await?;
        app.live.poke(Topic::Mail);
    }
    Ok(())
}

async fn set(
    State(app): State<App>,
    who: May<ManagePeople>,
    id: Named<u32>,
    sent: Sent<EmailRequest>,
) -> Reply<Done> {
    let email = address(&sent.value.email)?;
    let person = settable(&app, &who.actor, id.0).await?;
    kept_here(&app, person.id).await?;
    keep(&app, person.id, email).await?;
    Ok(Done)
}

async fn own(State(app): State<App>, who: Signed) -> Reply<Told<OwnContactView>> {
    let staff = who.actor.signer.id;
    let email = app.look(move |look| contact::email(look, staff)).await?;
    Ok(Told(OwnContactView { email }))
}

async fn set_own(
    State(app): State<App>,
    who: Signed,
    peer: Peer,
    sent: Sent<OwnEmailRequest>,
) -> Reply<Done> {
    let OwnEmailRequest { email, password } = sent.value;
    let email = address(&email)?;
    at_centre(&app)?;
    let staff = who.actor.signer.id;
    let attempt = Attempt::new(&format!("(address of {staff})"), peer);
    app.attempts.begin(&attempt, app.clock.elapsed_ms())?;
    if !check_own(&app, staff, password).await? {
        return Err(Problem::new(Door::SignInFailed, "the password is wrong").into());
    }
    app.attempts.succeeded(&attempt);
    keep(&app, staff, email).await?;
    Ok(Done)
}

/// Invites somebody. The link is told to whoever invites, who could set the password as well; the mail brings
/// another one to the same door, made when it goes out.
async fn invite(
    State(app): State<App>,
    who: May<ManagePeople>,
    id: Named<u32>,
    sent: Sent<InvitationRequest>,
) -> Reply<Made<InvitedView>> {
    at_centre(&app)?;
    let person = settable(&app, &who.actor, id.0).await?;
    let staff = person.id;
    kept_here(&app, staff).await?;
    if !person.active {
        let detail = "somebody who may not sign in is not invited";
        return Err(Problem::new(Door::PersonInactive, detail).into());
    }
    let now = app.now();
    let mut wanted = None;
    if sent.value.mail {
        let to = reached(&app, staff).await?;
        let id = MailId::from_bytes(dice::bytes16());
        wanted = Some(Mail {
            language: word(sent.value.lang).to_owned(),
            staff_name: who.actor.signer.name.clone(),
            ..mail::about(staff, id, Purpose::Invitation.word(), to, now)
        });
    }
    let (token, mail) = (dice::token(), wanted.as_ref().map(|mail| mail.id));
    let kept = token.clone();
    let invited = app.on_node(move |node| {
        node.store().transact(|tx| {
            let invitation = pass::invite(tx, staff, mail, now)?;
            pass::admit(tx, staff, &kept, now)?;
            Ok(invitation)
        })
    });
    let invited = invited
        .await?
        .map_err(|error: StoreError| of_store(error))?;
    let email = wanted.as_ref().and_then(|mail| mail.to.clone());
    if let Some(wanted) = wanted {
        send(&app, wanted).await?;
    }
    let until = invited.until.0;
    Ok(Made(InvitedView {
        token,
        until,
        email,
    }))
}

/// Where mail reaches somebody, if a link can be sent there.
async fn reached(app: &App, staff: StaffId) -> Result<String, Problem> {
    let server = app.mails.on(|tx| tx.server()).await?;
    let none = || Problem::new(Door::MailMissing, "tell the node a mail server first");
    if server.ok_or_else(none)?.office.is_empty() {
        let detail = "tell the node under which address others reach the office";
        return Err(Problem::new(Door::OfficeMissing, detail));
    }
    let email = app.look(move |look| contact::email(look, staff)).await?;
    let none = || Problem::new(Door::EmailMissing, "nobody told where mail reaches them");
    email.ok_or_else(none)
}

async fn send(app: &App, wanted: Mail) -> Result<(), Problem> {
    let taken = app.mails.on(move |tx| mail::enqueue(tx, &wanted)).await?;
    taken
        .map_err(|_: Declined| Problem::new(Door::MailFull, "wait until some of them are sent"))?;
    app.mails.ring();
    app.live.poke(Topic::Mail);
    Ok(())
}
