//! PINs over HTTP: signing in at a known till, setting one's own, forgetting it,
//! and the reset by whoever manages people. No PIN is ever told.

use axum::{extract::State, response::Response};
use nusa_contract::{
    Door, Problem,
    request::pin::{PinRequest, PinSignInRequest, acceptable_pin},
    view::node::SessionView,
};
use nusa_facts::StaffId;
use nusa_node::staff;

use super::{
    people::may_set,
    session::{Entry, check_own, signed_in},
};
use crate::{
    app::App,
    problem::Failure,
    reply::{Done, Reply},
    route::{Access, Route, delete, post, put},
    sent::{Named, Sent},
    who::{
        attempts::Attempt,
        browser::Browser,
        may::{ManagePeople, May},
        peer::Peer,
        pins,
        signed::Signed,
        till::Till,
    },
};

pub(super) fn rows() -> Vec<Route> {
    vec![
        post("/api/v1/session/pin", sign_in)
            .access(Access::Till)
            .takes::<PinSignInRequest>()
            .gives::<SessionView>(201)
            .says(
                "Signs somebody in at a known till with their PIN; five tries, then five minutes.",
            ),
        put("/api/v1/session/pin", set_own)
            .access(Access::SignedIn)
            .takes::<PinRequest>()
            .gives_nothing()
            .says("Sets one's own PIN at this node, with the password."),
        delete("/api/v1/session/pin", forget_own)
            .access(Access::SignedIn)
            .gives_nothing()
            .says("Forgets one's own PIN at this node."),
        delete("/api/v1/people/{id}/pin", reset)
            .may::<ManagePeople>()
            .gives_nothing()
            .says("Forgets somebody's PIN at this node; they set a new one with their password."),
    ]
}

async fn sign_in(
    State(app): State<App>,
    _: Till,
    peer: Peer,
    Browser(device): Browser,
    sent: Sent<PinSignInRequest>,
) -> Result<Response, Failure> {
    let PinSignInRequest { staff, pin } = sent.value;
    let staff = pins::check(&app, StaffId(staff), pin, peer).await?;
    let passing = false;
    Ok(signed_in(&app, &staff, Entry { device, passing }).await?)
}

async fn set_own(
    State(app): State<App>,
    who: Signed,
    peer: Peer,
    sent: Sent<PinRequest>,
) -> Reply<Done> {
    acceptable_pin(&sent.value.pin)?;
    let staff = who.actor.signer.id;
    let attempt = Attempt::new(&format!("(pin of {staff})"), peer);
    app.attempts.begin(&attempt, app.clock.elapsed_ms())?;
    if !check_own(&app, staff, sent.value.password).await? {
        return Err(Problem::new(Door::SignInFailed, "the password is wrong").into());
    }
    app.attempts.succeeded(&attempt);
    pins::keep(&app, staff, sent.value.pin).await?;
    Ok(Done)
}

async fn forget_own(State(app): State<App>, who: Signed) -> Reply<Done> {
    pins::forget(&app, who.actor.signer.id).await?;
    Ok(Done)
}

async fn reset(State(app): State<App>, who: May<ManagePeople>, id: Named<u32>) -> Reply<Done> {
    let staff = StaffId(id.0);
    let person = app.look(move |look| staff::person(look, staff)).await?;
    let missing = || {
        Problem::new(
            Door::PersonUnknown,
            format!("nobody has the number {staff}"),
        )
    };
    may_set(&who.actor, &person.ok_or_else(missing)?)?;
    pins::forget(&app, staff).await?;
    Ok(Done)
}
