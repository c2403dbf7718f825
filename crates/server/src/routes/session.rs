//! Signing in and out over HTTP, and the first start. An answer never tells
//! whether a name exists, and takes as long when it does not.

use axum::{
    extract::State,
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use nusa_contract::{
    Door, Problem,
    request::people::{OwnPasswordRequest, Secret, SetUpRequest, SignInRequest, login},
    view::node::{SessionView, SetUpView, rights},
};
use nusa_facts::{
    CENTRE, CommandId, Hash, Millis, StaffId,
    master::{Entity, Staff},
    people::Signer,
    uuid7::IdMaker,
};
use nusa_node::{credential::credential, moment::branch_row, staff::person_by_login};
use nusa_rules::{Actor, Command, command::PROVISIONAL};
use nusa_store::{Error as StoreError, Store};

use super::people::keep;
use crate::{
    app::App,
    dice,
    limits::{PASSING_SIGN_IN_MS, SIGN_IN_MS},
    problem::{Failure, of_store},
    reply::{Done, Made, Reply, Told},
    route::{Access, Route, delete, get, post, put},
    sent::Sent,
    who::{
        attempts::Attempt,
        browser::Browser,
        cookie,
        peer::Peer,
        pins::works_at,
        sign_in::{self, SignIn},
        signed::Signed,
    },
};

pub(super) fn rows() -> Vec<Route> {
    vec![
        post("/api/v1/session", start)
            .takes::<SignInRequest>()
            .gives::<SessionView>(201)
            .says("Signs somebody in. The token stands in the cookie, and serves programs as a Bearer."),
        get("/api/v1/session", show)
            .access(Access::SignedIn)
            .gives::<SessionView>(200)
            .says("Tells who is signed in and what they may do here."),
        delete("/api/v1/session", end).access(Access::SignedIn).gives_nothing().says("Signs out."),
        put("/api/v1/session/password", set_own)
            .access(Access::SignedIn)
            .takes::<OwnPasswordRequest>()
            .gives_nothing()
            .says("Changes one's own password and ends one's sign-ins."),
        get("/api/v1/setup", waits)
            .gives::<SetUpView>(200)
            .says("Tells whether this node waits for its first owner."),
        post("/api/v1/setup", set_up)
            .takes::<SetUpRequest>()
            .gives::<SessionView>(201)
            .says("Makes the owner at the first start, with the token of the set-up link."),
    ]
}

async fn start(
    State(app): State<App>,
    peer: Peer,
    Browser(device): Browser,
    sent: Sent<SignInRequest>,
) -> Result<Response, Failure> {
    let SignInRequest {
        login: name,
        password,
        remember,
    } = sent.value;
    let name = login(&name)?;
    let attempt = Attempt::new(&name, peer);
    app.attempts.begin(&attempt, app.clock.elapsed_ms())?;
    match check(&app, name, password).await? {
        Some(staff) => {
            app.attempts.succeeded(&attempt);
            let passing = !remember;
            Ok(signed_in(&app, &staff, Entry { device, passing }).await?)
        }
        None => Err(Problem::new(
            Door::SignInFailed,
            "the sign-in name or the password is wrong",
        )
        .into()),
    }
}

/// The person whose name and password these are.
pub(super) async fn check(
    app: &App,
    name: String,
    password: Secret,
) -> Result<Option<Staff>, Problem> {
    let here = app.me.branch;
    let found = app.look(move |look| {
        // Whoever works elsewhere signs in there, or at the centre.
        let may_enter = |staff: &Staff| match here {
            CENTRE => staff.active,
            here => works_at(staff, here),
        };
        let staff = person_by_login(look, &name)?.filter(may_enter);
        let Some(staff) = staff else { return Ok(None) };
        let kept = credential(look, staff.id)?.map(|row| row.password_hash);
        Ok(Some((staff, kept)))
    });
    let (staff, kept) = found
        .await?
        .map_or((None, None), |(staff, kept)| (Some(staff), kept));
    let fits = app.hashing.fits(password, kept).await?;
    Ok(staff.filter(|_| fits))
}

/// Whether this is the password of somebody who has signed in.
pub(super) async fn check_own(
    app: &App,
    staff: StaffId,
    password: Secret,
) -> Result<bool, Problem> {
    let kept = app.look(move |look| credential(look, staff)).await?;
    let kept = kept.map(|row| row.password_hash);
    app.hashing.fits(password, kept).await
}

/// How somebody comes in.
pub(super) struct Entry {
    /// The device, in words.
    pub(super) device: Option<String>,
    /// Whether the sign-in ends with the browser's session.
    pub(super) passing: bool,
}

/// Signs a person in whose proof was checked.
pub(super) async fn signed_in(
    app: &App,
    staff: &Staff,
    Entry { device, passing }: Entry,
) -> Result<Response, Problem> {
    let token = dice::token();
    let (name, now, staff_id) = (sign_in::name(&token), app.now(), staff.id);
    let lasts = if passing {
        PASSING_SIGN_IN_MS
    } else {
        SIGN_IN_MS
    };
    let until = Millis(now.0.saturating_add(lasts));
    let written = app.on_node(move |node| {
        node.store().transact(|tx| {
            let kept = SignIn {
                staff: staff_id,
                until,
                since: Some(now),
                seen: Some(now),
                device,
                passing,
                version: Some(sign_in::version(tx, staff_id)?),
            };
            sign_in::keep(tx, &name, &kept, now)
        })
    });
    written
        .await?
        .map_err(|error: StoreError| of_store(error))?;
    let cookie = cookie::sign_in(app.me.branch);
    let cookie = if passing {
        cookie::set_passing(&cookie, &token)
    } else {
        cookie::set(&cookie, &token, SIGN_IN_MS / 1_000)
    };
    let mut headers = HeaderMap::new();
    headers.insert(header::SET_COOKIE, cookie);
    let view = view(app, &Actor::of(staff), until, Some(token)).await?;
    Ok((headers, Made(view)).into_response())
}

/// WIB, where a node has not been told where it stands, and at the centre.
pub(crate) const WIB_MIN: i16 = 420;

async fn view(
    app: &App,
    actor: &Actor,
    until: Millis,
    token: Option<String>,
) -> Result<SessionView, Problem> {
    let me = app.me.branch;
    let row = app.look(move |look| branch_row(look, me)).await?;
    Ok(SessionView {
        token,
        staff: actor.signer.id.0,
        name: actor.signer.name.clone(),
        rights: rights(actor, app.me.branch),
        branch: app.me.branch.0,
        tz_offset_min: row.as_ref().map_or(WIB_MIN, |row| row.tz_offset_min),
        branch_name: row.map(|row| row.name),
        until: until.0,
    })
}

async fn waits(State(app): State<App>) -> Told<SetUpView> {
    let role = if app.me.branch == nusa_facts::CENTRE {
        "centre"
    } else {
        "branch"
    };
    Told(SetUpView {
        needed: app.set_up.is_waiting(),
        role: role.to_owned(),
    })
}

async fn set_own(
    State(app): State<App>,
    who: Signed,
    peer: Peer,
    sent: Sent<OwnPasswordRequest>,
) -> Reply<Done> {
    let OwnPasswordRequest {
        password,
        new_password,
    } = sent.value;
    new_password
        .acceptable()
        .map_err(|problem| problem.about("new_password"))?;
    let staff = who.actor.signer.id;
    let attempt = Attempt::new(&format!("(password of {staff})"), peer);
    app.attempts.begin(&attempt, app.clock.elapsed_ms())?;
    if !check_own(&app, staff, password).await? {
        return Err(Problem::new(Door::SignInFailed, "the password is wrong").into());
    }
    app.attempts.succeeded(&attempt);
    let hash = app.hashing.hash(new_password).await?;
    keep(&app, staff, hash).await?;
    Ok(Done)
}

async fn show(State(app): State<App>, who: Signed) -> Reply<Told<SessionView>> {
    Ok(Told(view(&app, &who.actor, who.until, None).await?))
}

async fn end(State(app): State<App>, who: Signed) -> Result<Response, Failure> {
    let ended = app.on_node(move |node| node.store().transact(|tx| sign_in::end(tx, &who.name)));
    ended.await?.map_err(|error: StoreError| of_store(error))?;
    let mut headers = HeaderMap::new();
    headers.insert(
        header::SET_COOKIE,
        cookie::set(&cookie::sign_in(app.me.branch), "", 0),
    );
    Ok((headers, Done).into_response())
}

async fn set_up(
    State(app): State<App>,
    peer: Peer,
    Browser(device): Browser,
    sent: Sent<SetUpRequest>,
) -> Result<Response, Failure> {
    let attempt = Attempt::new("(set-up)", peer);
    app.attempts.begin(&attempt, app.clock.elapsed_ms())?;
    app.set_up.check(&sent.value.token)?;
    app.attempts.succeeded(&attempt);
    let owner = sent.value.owner()?;
    let hash = app.hashing.hash(sent.value.password).await?;
    let owner = make_owner(&app, owner).await?;
    keep(&app, owner.id, hash).await?;
    app.set_up.used();
    let passing = false;
    Ok(signed_in(&app, &owner, Entry { device, passing }).await?)
}

/// Writes the owner's row, or finds the one of a set-up that broke off half-way.
async fn make_owner(app: &App, mut owner: Staff) -> Result<Staff, Problem> {
    let name = owner.login.clone();
    if let Some(known) = app.look(move |look| person_by_login(look, &name)).await? {
        return Ok(known);
    }
    owner.id = StaffId(PROVISIONAL);
    let signer = Signer {
        id: StaffId(0),
        name: "set-up".to_owned(),
    };
    let actor = Actor {
        signer,
        grants: owner.grants.clone(),
        approval: None,
        guest: None,
    };
    let command = CommandId(IdMaker::default().next(app.now(), dice::dice()));
    let what = Command::ChangeMaster {
        rows: vec![Entity::Staff(owner.clone())],
    };
    // The password's request is never hashed into a fact (I13); the command has no body of its own.
    app.obey(&actor, Hash::ZERO, nusa_contract::Asked { command, what })
        .await?;
    let name = owner.login.clone();
    let written = app.look(move |look| person_by_login(look, &name)).await?;
    written.ok_or_else(|| Problem::new(Door::Internal, "the owner was not written"))
}
