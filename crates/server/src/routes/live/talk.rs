//! A conversation with one screen or phone: greeting, beats, pokes, changes. It
//! waits for nobody who takes nothing, and whoever fell behind begins anew.

use std::{ops::ControlFlow, sync::Arc};

use axum::extract::ws::{Message, Utf8Bytes, WebSocket};
use futures_util::SinkExt;
use nusa_contract::Problem;
use nusa_node::staff;
use nusa_rules::{Actor, actor::Guest};
use serde_json::{Map, Value, json};
use tokio::{
    sync::{
        broadcast::{self, error::RecvError},
        watch,
    },
    time::MissedTickBehavior,
};

use super::{
    Listener,
    document::{Said, Speaker},
};
use crate::{
    app::App,
    feed::{Audience, Change},
    limits::{LIVE_BEAT, LIVE_TAKES, LIVE_TOGETHER},
    live::{Topic, Tops},
    routes::guests::whole,
    who::{sign_in, signed::Signed},
};

type Flow = ControlFlow<()>;

/// A conversation that has not begun.
pub(super) struct Talk {
    /// The node.
    pub(super) app: App,
    who: Listener,
    audience: Audience,
    topics: watch::Receiver<Tops>,
    told: Tops,
    menu: Option<watch::Receiver<u64>>,
    feed: Option<broadcast::Receiver<Arc<Change>>>,
    after: Option<String>,
    wants_orders: bool,
    speaker: Speaker,
}

/// What the conversation goes on with.
enum Next {
    Topics,
    Menu,
    Change(Result<Arc<Change>, RecvError>),
    Beat,
    Heard(Option<Result<Message, axum::Error>>),
}

impl Talk {
    pub(super) fn of(
        app: App,
        who: Listener,
        wants_orders: bool,
        after: Option<String>,
        by_document: bool,
    ) -> Self {
        let audience = who.audience(&app);
        let mut topics = app.live.reader();
        let told = *topics.borrow_and_update();
        let menu = match (&who, &app.guests) {
            (Listener::Phone(_), Some(guests)) => Some(guests.menu.reader()),
            _ => None,
        };
        Self {
            speaker: Speaker::of(by_document),
            app,
            who,
            audience,
            topics,
            told,
            menu,
            feed: None,
            after,
            wants_orders,
        }
    }

    /// Talks until the other end is gone, takes nothing, or may not listen any more.
    pub(super) async fn with(&mut self, socket: &mut WebSocket) -> Flow {
        self.greet(socket).await?;
        let mut beat = tokio::time::interval(LIVE_BEAT);
        beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        beat.tick().await;
        loop {
            let next = tokio::select! {
                changed = self.topics.changed() => match changed {
                    Ok(()) => Next::Topics,
                    Err(_) => return Flow::Break(()),
                },
                () = moved(&mut self.menu) => Next::Menu,
                change = heard(&mut self.feed) => Next::Change(change),
                _ = beat.tick() => Next::Beat,
                said = socket.recv() => Next::Heard(said),
            };
            match next {
                Next::Topics => self.poke(socket).await?,
                Next::Menu => {
                    say(
                        socket,
                        &json!({ "type": "poke", "topic": "menu", "n": self.menu_n() }),
                    )
                    .await?
                }
                Next::Change(Ok(change)) => self.changed(socket, change).await?,
                Next::Change(Err(RecvError::Lagged(_))) => self.follow(socket).await?,
                Next::Change(Err(RecvError::Closed)) => return Flow::Break(()),
                Next::Beat => self.heart(socket).await?,
                Next::Heard(Some(Ok(message))) => self.hear(socket, message).await?,
                Next::Heard(_) => return Flow::Break(()),
            }
        }
    }

    async fn greet(&mut self, socket: &mut WebSocket) -> Flow {
        let mut topics = Map::new();
        if let Listener::Staff(signed) = &self.who {
            for topic in readable(&self.app, &signed.actor) {
                topics.insert(topic.word().to_owned(), self.told[topic as usize].into());
            }
        }
        let (life, now) = (&self.app.life, self.app.now().0);
        if !self.speaker.alone() {
            say(
                socket,
                &json!({ "type": "hello", "life": life, "now": now, "topics": topics }),
            )
            .await?;
        }
        if self.wants_orders {
            self.follow(socket).await?;
        }
        Flow::Continue(())
    }

    /// Begins with what was missed, or with everything.
    async fn follow(&mut self, socket: &mut WebSocket) -> Flow {
        let (n, receiver) = self.app.feed.listen(&self.audience);
        self.feed = Some(receiver);
        if self.speaker.alone() {
            let state = super::told::state(&self.app, self.sitting()).await;
            return put_if_read(socket, state).await;
        }
        let known = self.after.take();
        let missed = known.and_then(|cursor| self.app.feed.missed(&self.audience, &cursor));
        if let Some(missed) = missed {
            for change in missed {
                self.changed(socket, change).await?;
            }
            return Flow::Continue(());
        }
        let Ok(mut board) = whole(&self.app, self.sitting()).await else {
            // Too busy to look: the screen comes again.
            return Flow::Break(());
        };
        board.cursor = self.app.feed.cursor(n);
        if !self.audience.takes_orders() {
            board.drafts.clear();
            board.calls.clear();
        }
        let mut message = serde_json::to_value(&board).unwrap_or_default();
        message["type"] = "snapshot".into();
        say(socket, &message).await
    }

    /// Tells a change, and those that came meanwhile, at once.
    async fn changed(&mut self, socket: &mut WebSocket, first: Arc<Change>) -> Flow {
        let mut together = vec![first];
        if let Some(feed) = &mut self.feed {
            while together.len() < LIVE_TOGETHER
                && let Ok(more) = feed.try_recv()
            {
                together.push(more);
            }
        }
        together.retain(|change| self.audience.hears(change));
        if !self.speaker.alone() {
            let texts = together.iter().map(|change| change.text.clone());
            put(socket, texts.collect()).await?;
        }
        if self.speaker.speaks() {
            let tables = together.iter().filter_map(|change| change.at);
            let tables: std::collections::BTreeSet<_> = tables.map(|at| at.table).collect();
            let n = together.iter().map(|change| change.n).max().unwrap_or(0);
            for table in tables {
                let told = super::told::update(&self.app, self.sitting(), n, Some(table)).await;
                put_if_read(socket, told).await?;
            }
        }
        // A sitting that ended has nothing more to say to its phones.
        let over = together.iter().any(|change| change.is_end);
        match (&self.audience, over) {
            (Audience::Phone(_), true) => Flow::Break(()),
            _ => Flow::Continue(()),
        }
    }

    /// Whose sitting alone is seen; the house's people see all.
    fn sitting(&self) -> Option<Guest> {
        match &self.audience {
            Audience::Phone(at) => Some(*at),
            Audience::Staff(_) => None,
        }
    }

    async fn poke(&mut self, socket: &mut WebSocket) -> Flow {
        let now = *self.topics.borrow_and_update();
        let before = std::mem::replace(&mut self.told, now);
        let Listener::Staff(signed) = &self.who else {
            return Flow::Continue(());
        };
        if self.speaker.alone() {
            return Flow::Continue(());
        }
        let moved = readable(&self.app, &signed.actor)
            .filter(|topic| now[*topic as usize] != before[*topic as usize]);
        let texts: Vec<Utf8Bytes> = moved
            .map(|topic| {
                let n = now[topic as usize];
                json!({ "type": "poke", "topic": topic.word(), "n": n })
                    .to_string()
                    .into()
            })
            .collect();
        put(socket, texts).await
    }

    fn menu_n(&mut self) -> u64 {
        self.menu
            .as_mut()
            .map_or(0, |menu| *menu.borrow_and_update())
    }

    /// A beat, while whoever listens may. A sign-in that ended, or a person whose grants changed, comes again; the
    /// end of a sitting is told by the feed.
    async fn heart(&mut self, socket: &mut WebSocket) -> Flow {
        if let Listener::Staff(signed) = &self.who {
            still_signed(&self.app, signed).await?;
        }
        if self.speaker.alone() {
            return Flow::Continue(());
        }
        say(socket, &json!({ "type": "beat", "now": self.app.now().0 })).await
    }

    /// What the other end says: the document's two messages, and nothing else. Whatever it is, it is answered.
    async fn hear(&mut self, socket: &mut WebSocket, message: Message) -> Flow {
        let said = match message {
            Message::Text(text) => Said::Text(text.as_str().to_owned()),
            Message::Binary(_) => Said::Bytes,
            Message::Close(_) => return Flow::Break(()),
            Message::Ping(_) | Message::Pong(_) => return Flow::Continue(()),
        };
        if self.feed.is_none() && self.app.guests.is_some() {
            self.wants_orders = true;
            self.feed = Some(self.app.feed.listen(&self.audience).1);
        }
        let answer = self.speaker.answer(&self.app, &self.who, said).await;
        say(socket, &answer).await
    }
}

async fn moved(menu: &mut Option<watch::Receiver<u64>>) {
    if let Some(menu) = menu
        && menu.changed().await.is_ok()
    {
        return;
    }
    std::future::pending().await
}

async fn heard(
    feed: &mut Option<broadcast::Receiver<Arc<Change>>>,
) -> Result<Arc<Change>, RecvError> {
    match feed {
        Some(feed) => feed.recv().await,
        None => std::future::pending().await,
    }
}

fn readable(app: &App, actor: &Actor) -> impl Iterator<Item = Topic> {
    let here = app.me.branch;
    let all = Topic::ALL.iter().copied();
    all.filter(move |topic| topic.is_for(actor, here))
}

async fn still_signed(app: &App, who: &Signed) -> Flow {
    let (name, staff, now) = (who.name.clone(), who.actor.signer.id, app.now());
    let lasts: Result<_, Problem> = app
        .look(move |look| {
            let kept = sign_in::read(look, &name, now)?;
            let person = staff::person(look, staff)?.filter(|row| row.active);
            Ok(kept.and(person))
        })
        .await;
    match lasts {
        Ok(Some(row)) if row.grants == who.actor.grants => Flow::Continue(()),
        // Too busy to look is no reason to hang up.
        Err(_) => Flow::Continue(()),
        Ok(_) => Flow::Break(()),
    }
}

/// Says one thing.
async fn say(socket: &mut WebSocket, message: &Value) -> Flow {
    put(socket, vec![Utf8Bytes::from(message.to_string())]).await
}

/// Says what was read; where the node was too busy to look, the next change tells it.
async fn put_if_read(socket: &mut WebSocket, read: Result<Utf8Bytes, Problem>) -> Flow {
    match read {
        Ok(text) => put(socket, vec![text]).await,
        Err(_) => Flow::Continue(()),
    }
}

/// Sends, but waits for nobody who takes nothing.
async fn put(socket: &mut WebSocket, texts: Vec<Utf8Bytes>) -> Flow {
    let sent = async {
        for text in texts {
            socket.feed(Message::Text(text)).await?;
        }
        socket.flush().await
    };
    match tokio::time::timeout(LIVE_TAKES, sent).await {
        Ok(Ok(())) => Flow::Continue(()),
        Ok(Err(_)) | Err(_) => Flow::Break(()),
    }
}
