//! The socket of screens and phones: it tells which topics moved, and to whoever
//! asks for it what changed at tables, by a cursor that a reader comes back with.
//! A reader that takes nothing is hung up on, and reads on by itself (R40).

mod document;
mod talk;
mod told;

use axum::{
    extract::{
        FromRequestParts, State,
        ws::{WebSocket, WebSocketUpgrade, rejection::WebSocketUpgradeRejection},
    },
    http::request::Parts,
    response::Response,
};
use nusa_contract::{Door, Problem};
use nusa_rules::Right;
use serde::Deserialize;
use tokio::sync::OwnedSemaphorePermit;
use utoipa::IntoParams;

use self::talk::Talk;
use crate::{
    app::App,
    feed::Audience,
    limits::{LIVE_BUFFER, MAX_LIVE_MESSAGE, MAX_LIVE_WRITE},
    problem::Failure,
    route::{Access, Route, get},
    sent::Params,
    who::{cookie, guest::Seated, origin, signed::Signed},
};

pub(super) fn rows() -> Vec<Route> {
    vec![
        get("/api/v1/live", open)
            .access(Access::SignedInOrGuest)
            .asks::<LiveQuery>()
            .gives_media(101, "application/json")
            .says("A WebSocket that tells what moved: topics to staff, tables and orders to boards, its own table to a phone."),
    ]
}

/// What a screen wants to hear.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct LiveQuery {
    /// orders: tables, orders, drafts and calls, for staff. document: carts and how tables stand, in the
    /// restaurant document's own words and nothing else; the first word is the whole state.
    feed: Option<String>,
    /// guest: as the phone that sits at a table, though somebody is signed in here too.
    #[serde(rename = "as")]
    role: Option<String>,
    /// The cursor of the last change that was heard.
    after: Option<String>,
}

/// A feed of the socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FeedAsked {
    Orders,
    Document,
}

impl LiveQuery {
    fn feed(&self) -> Result<Option<FeedAsked>, Problem> {
        match self.feed.as_deref() {
            None => Ok(None),
            Some("orders") => Ok(Some(FeedAsked::Orders)),
            Some("document") => Ok(Some(FeedAsked::Document)),
            Some(_) => {
                let detail = "there are the feeds orders and document";
                Err(Problem::new(Door::QueryInvalid, detail).about("feed"))
            }
        }
    }
}

/// Who listens.
#[derive(Clone, Debug)]
pub(crate) enum Listener {
    /// Somebody of the staff.
    Staff(Signed),
    /// A phone at a table.
    Phone(Seated),
}

impl Listener {
    async fn of(parts: &mut Parts, app: &App, as_guest: bool) -> Result<Self, Failure> {
        let is_phone = cookie::value(&parts.headers, &cookie::guest(app.me.branch)).is_some();
        if as_guest {
            return Ok(Self::Phone(Seated::from_request_parts(parts, app).await?));
        }
        match Signed::from_request_parts(parts, app).await {
            Ok(signed) => Ok(Self::Staff(signed)),
            Err(_) if is_phone => Ok(Self::Phone(Seated::from_request_parts(parts, app).await?)),
            Err(failure) => Err(failure),
        }
    }

    /// What of the feed it may hear.
    fn audience(&self, app: &App) -> Audience {
        match self {
            Self::Phone(seated) => Audience::Phone(seated.at),
            Self::Staff(signed) => {
                let here = app.me.branch;
                let rights = [Right::CookOrders, Right::TakeOrders].into_iter();
                Audience::Staff(
                    rights
                        .filter(|right| signed.actor.may(*right, here))
                        .collect(),
                )
            }
        }
    }
}

/// An upgrade to a socket, of this node's own pages, with who asks for it.
pub(crate) struct Opened {
    who: Listener,
    upgrade: WebSocketUpgrade,
}

impl FromRequestParts<App> for Opened {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let query = Params::<LiveQuery>::from_request_parts(parts, app).await?.0;
        let as_guest = match query.role.as_deref() {
            None => false,
            Some("guest") => true,
            Some(_) => {
                let detail = "somebody listens as guest, or as who is signed in";
                return Err(Problem::new(Door::QueryInvalid, detail).about("as").into());
            }
        };
        let who = Listener::of(parts, app, as_guest).await?;
        origin::check_always(&parts.headers)?;
        let upgrade = WebSocketUpgrade::from_request_parts(parts, app).await;
        let wrong = |_: WebSocketUpgradeRejection| {
            Problem::new(Door::UpgradeRequired, "open this with a WebSocket")
        };
        Ok(Self {
            who,
            upgrade: upgrade.map_err(wrong)?,
        })
    }
}

async fn open(
    State(app): State<App>,
    Params(query): Params<LiveQuery>,
    opened: Opened,
) -> Result<Response, Failure> {
    let feed = query.feed()?;
    let wants_orders = feed.is_some() || matches!(opened.who, Listener::Phone(_));
    let by_document = feed == Some(FeedAsked::Document);
    answer(app, opened, wants_orders, query.after, by_document)
}

/// Whoever comes by the document's own listener, which has no address of its own (S2-001).
pub(crate) async fn open_by_document(
    State(app): State<App>,
    opened: Opened,
) -> Result<Response, Failure> {
    answer(app, opened, true, None, true)
}

fn answer(
    app: App,
    Opened { who, upgrade }: Opened,
    wants_orders: bool,
    after: Option<String>,
    by_document: bool,
) -> Result<Response, Failure> {
    if wants_orders {
        app.guests()?;
        if let Listener::Staff(signed) = &who
            && !signed.actor.may(Right::CookOrders, app.me.branch)
        {
            let detail = "the right cook_orders is not granted here";
            return Err(Problem::new(nusa_rules::refusal::Code::Forbidden, detail).into());
        }
    }
    let seats = match who {
        Listener::Staff(_) => &app.lanes.live,
        Listener::Phone(_) => &app.lanes.phones,
    };
    let full = |_| Problem::new(Door::Busy, "as many screens listen as this node serves");
    let seat = std::sync::Arc::clone(seats)
        .try_acquire_owned()
        .map_err(full)?;
    let upgrade = upgrade
        .max_message_size(MAX_LIVE_MESSAGE)
        .max_frame_size(MAX_LIVE_MESSAGE)
        .read_buffer_size(LIVE_BUFFER)
        .write_buffer_size(LIVE_BUFFER)
        .max_write_buffer_size(MAX_LIVE_WRITE);
    Ok(upgrade.on_upgrade(move |socket| {
        let talk = Talk::of(app, who, wants_orders, after, by_document);
        listen(talk, socket, seat)
    }))
}

async fn listen(mut talk: Talk, mut socket: WebSocket, seat: OwnedSemaphorePermit) {
    let mut stopped = talk.app.stopped.clone();
    tokio::select! {
        _ = talk.with(&mut socket) => {}
        _ = stopped.wait_for(|stopped| *stopped) => {}
    }
    drop(seat);
}
