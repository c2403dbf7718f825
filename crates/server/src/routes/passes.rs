//! The links with which somebody chooses a password, over HTTP, for people who have
//! not signed in. Whether a name exists is told by no answer and by no time that an
//! answer takes; the address in a mail is never the one that an asker names.

use axum::{extract::State, response::Response};
use nusa_contract::{
    Door, Problem,
    request::account::{ForgottenRequest, LinkPasswordRequest, LinkRequest},
    view::{
        account::{ForgottenView, PassView},
        node::SessionView,
    },
};
use nusa_facts::{CENTRE, hex, master::Staff};
use nusa_node::{
    Fault,
    pass::{self, Pass, Purpose, Shut},
};
use nusa_store::{Error as StoreError, Store};

use super::{
    mail::word,
    people::{at_centre, tell_changed},
    session::{Entry, signed_in},
};
use crate::{
    app::App,
    mail::{Forgotten, shop_of},
    problem::{Failure, of_fault},
    reply::{Heard, Reply, Told},
    route::{Route, get, post},
    sent::Sent,
    who::{attempts::Attempt, browser::Browser, peer::Peer, sign_in},
};

pub(super) fn rows() -> Vec<Route> {
    vec![
        get("/api/v1/session/forgotten", possible)
            .gives::<ForgottenView>(200)
            .says("Tells what somebody who forgot the password can do here."),
        post("/api/v1/session/forgotten", forgotten)
            .takes::<ForgottenRequest>()
            .only_hears()
            .says("Mails a link to choose another password, if the name or address is somebody's; never tells whether."),
        post("/api/v1/session/link", open)
            .takes::<LinkRequest>()
            .gives::<PassView>(200)
            .says("Tells what a link is for; it stays good."),
        post("/api/v1/session/link/password", choose)
            .takes::<LinkPasswordRequest>()
            .gives::<SessionView>(201)
            .says("Chooses a password with a link, which ends with every other one, and signs in."),
    ]
}

/// Whether a link can be mailed from here.
async fn by_mail(app: &App) -> Result<bool, Problem> {
    let server = app.mails.on(|tx| tx.server()).await?;
    Ok(server.is_some_and(|server| !server.office.is_empty()))
}

async fn possible(State(app): State<App>) -> Reply<Told<ForgottenView>> {
    let is_centre = app.me.branch == CENTRE;
    let role = if is_centre { "centre" } else { "branch" };
    Ok(Told(ForgottenView {
        role: role.to_owned(),
        by_mail: is_centre && by_mail(&app).await?,
    }))
}

/// Hears that somebody forgot the password. Who it is, is looked up after the answer.
async fn forgotten(
    State(app): State<App>,
    peer: Peer,
    sent: Sent<ForgottenRequest>,
) -> Reply<Heard> {
    let name = sent.value.name()?;
    at_centre(&app)?;
    if !by_mail(&app).await? {
        return Err(Problem::new(Door::MailMissing, "ask the manager for a new password").into());
    }
    let attempt = Attempt::new(&format!("(forgotten {name})"), peer);
    app.attempts.begin(&attempt, app.clock.elapsed_ms())?;
    let language = word(sent.value.lang).to_owned();
    app.mails.forgot(Forgotten { name, language });
    Ok(Heard)
}

fn shut(shut: Shut) -> Problem {
    match shut {
        Shut::Void => Problem::new(Door::LinkVoid, "it was used, replaced, or never made"),
        Shut::Expired => Problem::new(Door::LinkExpired, "ask for a new one"),
    }
}

/// The name under which tries of one link are counted; not the link.
fn attempt(token: &str, peer: Peer) -> Attempt {
    let hash = blake3::hash(token.as_bytes());
    Attempt::new(&format!("(link {})", hex::encode(hash.as_bytes())), peer)
}

async fn found(app: &App, token: &str) -> Result<(Pass, Staff), Problem> {
    let (token, now) = (token.to_owned(), app.now());
    let found = app.look(move |look| pass::find(look, &token, now)).await?;
    found.map_err(shut)
}

async fn open(
    State(app): State<App>,
    peer: Peer,
    sent: Sent<LinkRequest>,
) -> Reply<Told<PassView>> {
    at_centre(&app)?;
    let token = sent.value.token.reveal();
    let attempt = attempt(token, peer);
    app.attempts.begin(&attempt, app.clock.elapsed_ms())?;
    let (pass, person) = found(&app, token).await?;
    app.attempts.succeeded(&attempt);
    Ok(Told(PassView {
        purpose: pass.purpose.word().to_owned(),
        shop: shop_of(&app, &person).await?.name,
        name: person.name,
        login: person.login,
        until: pass.until.0,
    }))
}

async fn choose(
    State(app): State<App>,
    peer: Peer,
    Browser(device): Browser,
    sent: Sent<LinkPasswordRequest>,
) -> Result<Response, Failure> {
    let LinkPasswordRequest { token, password } = sent.value;
    at_centre(&app)?;
    password.acceptable()?;
    let attempt = attempt(token.reveal(), peer);
    app.attempts.begin(&attempt, app.clock.elapsed_ms())?;
    let (_, person) = found(&app, token.reveal()).await?;
    app.attempts.succeeded(&attempt);
    let hash = app.hashing.hash(password).await?;
    let purpose = used(&app, token.reveal().to_owned(), hash).await?;
    if purpose == Purpose::Reset {
        tell_changed(&app, person.id).await?;
    }
    let passing = true;
    Ok(signed_in(&app, &person, Entry { device, passing }).await?)
}

/// Uses a link between two groups of commands, so that of two who come at once one finds it used. Sign-ins end
/// first: what breaks off in between leaves none under an old password.
async fn used(app: &App, token: String, hash: String) -> Result<Purpose, Problem> {
    let now = app.now();
    let used = app.on_node(move |node| {
        let found: Result<_, StoreError> = node.store().transact(|tx| {
            let found = pass::find(tx, &token, now)?;
            if let Ok((pass, _)) = &found {
                sign_in::end_all(tx, pass.staff)?;
            }
            Ok(found)
        });
        match found? {
            Ok(_) => node.use_pass(&token, hash, now),
            Err(shut) => Ok(Err(shut)),
        }
    });
    let used = used.await?.map_err(|fault: Fault| of_fault(fault))?;
    Ok(used.map_err(shut)?.purpose)
}
