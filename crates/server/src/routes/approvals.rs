//! Approvals over HTTP: somebody who may stands by somebody who may not alone. The
//! answer's token goes into the one command that it was given for. Whoever stands at a device that
//! is no till asks here whom they may fetch.

use axum::extract::State;
use nusa_contract::{
    Door, Problem,
    request::pin::{ApprovalRequest, ApproversQuery, Proof},
    view::{
        Page,
        node::right_word,
        till::{ApprovalView, TillPersonView},
    },
};
use nusa_facts::{StaffId, master::Staff};
use nusa_rules::{Actor, Right, refusal::Code};

use super::{session, till};
use crate::{
    app::App,
    dice,
    limits::APPROVAL_MS,
    reply::{Made, Reply, Told},
    route::{Access, Route, get, post},
    sent::{Params, Sent},
    who::{approvals::Given, attempts::Attempt, peer::Peer, pins, signed::Signed},
};

pub(super) fn rows() -> Vec<Route> {
    vec![
        get("/api/v1/approvals", approvers)
            .access(Access::SignedIn)
            .asks::<ApproversQuery>()
            .gives_page::<TillPersonView>()
            .says("Lists who may approve something here, and whether they have a PIN at this node."),
        post("/api/v1/approvals", give)
            .access(Access::SignedIn)
            .takes::<ApprovalRequest>()
            .gives::<ApprovalView>(201)
            .says("Approves one command of whoever is signed in, by another person's PIN or password."),
    ]
}

async fn approvers(
    State(app): State<App>,
    _: Signed,
    Params(query): Params<ApproversQuery>,
) -> Reply<Told<Page<TillPersonView>>> {
    let (right, here) = (Right::from(query.right), app.me.branch);
    let mark = app.pins.mark().to_owned();
    let may = move |row: &Staff| Actor::of(row).may(right, here);
    let people = app.look(move |look| till::people(look, here, &mark, may));
    Ok(Told(Page::whole(people.await?)))
}

async fn give(
    State(app): State<App>,
    _: Signed,
    peer: Peer,
    sent: Sent<ApprovalRequest>,
) -> Reply<Made<ApprovalView>> {
    let (command, right) = (sent.value.command, Right::from(sent.value.right));
    let staff = match sent.value.proof()? {
        Proof::Pin(staff, pin) => pins::check(&app, StaffId(staff), pin, peer).await?,
        Proof::Password(login, password) => {
            let attempt = Attempt::new(&login, peer);
            app.attempts.begin(&attempt, app.clock.elapsed_ms())?;
            let found = session::check(&app, login, password).await?;
            let failed = || {
                Problem::new(
                    Door::SignInFailed,
                    "the sign-in name or the password is wrong",
                )
            };
            let staff = found.ok_or_else(failed)?;
            app.attempts.succeeded(&attempt);
            staff
        }
    };
    let by = holder(&app, &staff, right)?;
    let token = dice::token();
    let given = Given {
        command,
        right,
        by: by.signer.id,
    };
    app.approvals.keep(&token, given, app.clock.elapsed_ms());
    Ok(Made(ApprovalView {
        approval: token,
        staff: by.signer.id.0,
        name: by.signer.name,
        until: app.now().0.saturating_add_unsigned(APPROVAL_MS),
    }))
}

fn holder(app: &App, staff: &Staff, right: Right) -> Result<Actor, Problem> {
    let by = Actor::of(staff);
    if by.may(right, app.me.branch) {
        return Ok(by);
    }
    let detail = format!("{} may not approve {}", staff.name, right_word(right));
    Err(Problem::new(Code::Forbidden, detail))
}
