//! The socket that tells a screen when to look again. It only pokes: a topic and
//! its number, a beat every five seconds. A reader that takes nothing is hung up
//! on, and reads on by itself (R40).

use std::{ops::ControlFlow, time::Duration};

use axum::{
    extract::{
        FromRequestParts, State,
        ws::{Message, WebSocket, WebSocketUpgrade, rejection::WebSocketUpgradeRejection},
    },
    http::request::Parts,
    response::Response,
};
use nusa_contract::{Door, Problem};
use nusa_rules::Actor;
use serde_json::{Map, Value, json};
use tokio::{sync::OwnedSemaphorePermit, time::MissedTickBehavior};

use crate::{
    app::App,
    limits::{LIVE_BEAT, LIVE_TAKES, MAX_LIVE_MESSAGE},
    live::{Topic, Tops},
    problem::Failure,
    route::{Access, Route, get},
    who::{origin, sign_in, signed::Signed},
};

pub(super) fn rows() -> Vec<Route> {
    vec![
        get("/api/v1/live", open)
            .access(Access::SignedIn)
            .gives_media(101, "application/json")
            .says("A WebSocket that tells which topics moved, and that the node is there."),
    ]
}

/// An upgrade to a socket, of this node's own pages.
struct Upgrade(WebSocketUpgrade);

impl FromRequestParts<App> for Upgrade {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        origin::check_always(&parts.headers)?;
        let upgrade = WebSocketUpgrade::from_request_parts(parts, app).await;
        let wrong = |_: WebSocketUpgradeRejection| {
            Problem::new(Door::UpgradeRequired, "open this with a WebSocket")
        };
        Ok(Self(upgrade.map_err(wrong)?))
    }
}

async fn open(
    State(app): State<App>,
    who: Signed,
    Upgrade(upgrade): Upgrade,
) -> Result<Response, Failure> {
    let seat = std::sync::Arc::clone(&app.lanes.live);
    let full = |_| Problem::new(Door::Busy, "as many screens listen as this node serves");
    let seat = seat.try_acquire_owned().map_err(full)?;
    let upgrade = upgrade
        .max_message_size(MAX_LIVE_MESSAGE)
        .max_frame_size(MAX_LIVE_MESSAGE);
    Ok(upgrade.on_upgrade(move |socket| listen(app, who, socket, seat)))
}

async fn listen(app: App, who: Signed, mut socket: WebSocket, seat: OwnedSemaphorePermit) {
    let mut stopped = app.stopped.clone();
    tokio::select! {
        () = talk(&app, &who, &mut socket) => {}
        _ = stopped.wait_for(|stopped| *stopped) => {}
    }
    drop(seat);
}

/// Talks until the other end is gone, takes nothing, or is not signed in any more.
async fn talk(app: &App, who: &Signed, socket: &mut WebSocket) {
    let mut reader = app.live.reader();
    let mut told = *reader.borrow_and_update();
    if said(socket, &hello(app, &who.actor, &told))
        .await
        .is_break()
    {
        return;
    }
    let mut beat = tokio::time::interval(LIVE_BEAT);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        let flow = tokio::select! {
            changed = reader.changed() => match changed {
                Ok(()) => {
                    let now = *reader.borrow_and_update();
                    let flow = poke(app, &who.actor, socket, &told, &now).await;
                    told = now;
                    flow
                }
                Err(_) => ControlFlow::Break(()),
            },
            _ = beat.tick() => heart(app, who, socket).await,
            heard = socket.recv() => match heard {
                Some(Ok(Message::Close(_)) | Err(_)) | None => ControlFlow::Break(()),
                // Nothing is asked over this socket yet; what is sent is let pass.
                Some(Ok(_)) => ControlFlow::Continue(()),
            },
        };
        if flow.is_break() {
            return;
        }
    }
}

fn hello(app: &App, actor: &Actor, tops: &Tops) -> Value {
    let mut topics = Map::new();
    for topic in readable(app, actor) {
        topics.insert(topic.word().to_owned(), tops[topic as usize].into());
    }
    json!({ "type": "hello", "life": app.life, "now": app.now().0, "topics": topics })
}

fn readable(app: &App, actor: &Actor) -> impl Iterator<Item = Topic> {
    let here = app.me.branch;
    let all = Topic::ALL.iter().copied();
    all.filter(move |topic| topic.is_for(actor, here))
}

async fn poke(
    app: &App,
    actor: &Actor,
    socket: &mut WebSocket,
    before: &Tops,
    now: &Tops,
) -> ControlFlow<()> {
    for topic in readable(app, actor) {
        let n = now[topic as usize];
        if n != before[topic as usize] {
            said(
                socket,
                &json!({ "type": "poke", "topic": topic.word(), "n": n }),
            )
            .await?;
        }
    }
    ControlFlow::Continue(())
}

/// A beat, while the sign-in lasts. A sign-in that ended, or a person whose grants changed, comes again.
async fn heart(app: &App, who: &Signed, socket: &mut WebSocket) -> ControlFlow<()> {
    let (name, staff, now) = (who.name.clone(), who.actor.signer.id, app.now());
    let lasts = app.look(move |look| {
        let kept = sign_in::read(look, &name, now)?;
        let person = crate::who::credential::person(look, staff)?.filter(|row| row.active);
        Ok(kept.and(person))
    });
    match lasts.await {
        Ok(Some(row)) if row.grants == who.actor.grants => {
            said(socket, &json!({ "type": "beat", "now": now.0 })).await
        }
        // Too busy to look is no reason to hang up.
        Err(_) => said(socket, &json!({ "type": "beat", "now": now.0 })).await,
        Ok(_) => ControlFlow::Break(()),
    }
}

/// Sends, but waits for nobody who takes nothing.
async fn said(socket: &mut WebSocket, message: &Value) -> ControlFlow<()> {
    let sent = socket.send(Message::text(message.to_string()));
    let patience: Duration = LIVE_TAKES;
    match tokio::time::timeout(patience, sent).await {
        Ok(Ok(())) => ControlFlow::Continue(()),
        Ok(Err(_)) | Err(_) => ControlFlow::Break(()),
    }
}
