//! Somebody who signed in: by the cookie of this node's pages, or by the same
//! token as a Bearer. Their rights are read anew with every request, so that a
//! role that was taken away is gone at once.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header, request::Parts},
};
use nusa_contract::{Door, Problem};
use nusa_facts::{Millis, StaffId};
use nusa_node::staff;
use nusa_rules::Actor;
use nusa_store::{Error as StoreError, Store};

use crate::{
    app::App,
    problem::Failure,
    who::{cookie, origin, sign_in},
};

/// The proof that a member of staff asks.
#[derive(Clone, Debug)]
pub struct Signed {
    /// Who.
    pub actor: Actor,
    /// Until when the sign-in lasts.
    pub until: Millis,
    /// The name under which the sign-in is kept.
    pub name: String,
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

fn token<'a>(parts: &'a Parts, app: &App) -> Result<Option<&'a str>, Problem> {
    if let Some(token) = bearer(&parts.headers) {
        return Ok(Some(token));
    }
    let token = cookie::value(&parts.headers, &cookie::sign_in(app.me.branch));
    if token.is_some() {
        origin::check(&parts.method, &parts.headers)?;
    }
    Ok(token)
}

/// The header by which a device names the person whose request this is, by number. The cookie is all
/// windows', so that somebody else may have signed in since the request was made; a fact bears the name of
/// whoever made it.
const STAFF: &str = "nusa-staff";

fn is_of(headers: &HeaderMap, staff: StaffId) -> bool {
    let named = headers.get(STAFF);
    named.is_none_or(|number| number.as_bytes() == staff.0.to_string().as_bytes())
}

/// Notes that a sign-in was used; nobody waits for it, and where the writer is too busy the next request does
/// it.
fn note_use(app: &App, name: String, now: Millis) {
    let handed = app.writer.task(move |node| {
        let noted: Result<(), StoreError> =
            node.store().transact(|tx| sign_in::used(tx, &name, now));
        if let Err(error) = noted {
            tracing::warn!(%error, "the use of a sign-in was not noted");
        }
    });
    // Too busy: as said above.
    let _ = handed;
}

impl FromRequestParts<App> for Signed {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let unknown = || Problem::new(Door::Unauthenticated, "sign in first");
        let name = sign_in::name(token(parts, app)?.ok_or_else(unknown)?);
        let now = app.now();
        let asked = name.clone();
        let found = app.look(move |look| {
            let Some(kept) = sign_in::read(look, &asked, now)? else {
                return Ok(None);
            };
            Ok(staff::person(look, kept.staff)?.map(|staff| (staff, kept)))
        });
        let (staff, kept) = found
            .await?
            .filter(|(staff, _)| staff.active)
            .ok_or_else(unknown)?;
        if !is_of(&parts.headers, staff.id) {
            let detail = "the request is of another person than the one who is signed in";
            return Err(Problem::new(Door::SomebodyElse, detail).into());
        }
        if kept.is_stale(now) {
            note_use(app, name.clone(), now);
        }
        Ok(Self {
            actor: Actor::of(&staff),
            until: kept.until,
            name,
        })
    }
}
