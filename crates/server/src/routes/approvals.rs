//! Approvals over HTTP: somebody who may stands by somebody who may not alone. The
//! answer's token goes into the one command that it was given for.

use axum::extract::State;
use nusa_contract::{
    Door, Problem,
    request::pin::{ApprovalRequest, Proof},
    view::{node::right_word, till::ApprovalView},
};
use nusa_facts::{StaffId, master::Staff};
use nusa_rules::{Actor, Right, refusal::Code};

use super::session;
use crate::{
    app::App,
    dice,
    limits::APPROVAL_MS,
    reply::{Made, Reply},
    route::{Access, Route, post},
    sent::Sent,
    who::{approvals::Given, attempts::Attempt, peer::Peer, pins, signed::Signed},
};

pub(super) fn rows() -> Vec<Route> {
    vec![
        post("/api/v1/approvals", give)
            .access(Access::SignedIn)
            .takes::<ApprovalRequest>()
            .gives::<ApprovalView>(201)
            .says("Approves one command of whoever is signed in, by another person's PIN or password."),
    ]
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
