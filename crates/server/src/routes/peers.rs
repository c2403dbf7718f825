//! What branches and the centre say to each other, over HTTP. The protocol is
//! `sync`'s, its meaning the node's; here are only signatures, packing and lanes.

use axum::extract::State;
use nusa_contract::{
    Door, Problem,
    request::lists::{PullParams, TailParams},
};
use nusa_facts::{BranchId, ChainId, master::Scope};
use nusa_node::{
    device::Standing,
    pull::{Served, pull, tail},
};
use nusa_sync::messages::{
    Enrol, Enrolled, Hello, HelloAnswer, PullPage, PullQuery, PushAnswer, PushPage, TailPage,
};

use crate::{
    app::App,
    problem::{of_fault, of_push},
    reply::{Made, Reply, Told},
    route::{Access, Route, get, post},
    sent::{Params, Sent},
    who::{
        attempts::Attempt,
        device::{Device, GoodDevice},
        peer::Peer,
    },
};

pub(super) fn rows() -> Vec<Route> {
    let json = "application/json";
    vec![
        post("/api/v1/sync/enrol", enrol)
            .takes_media(json)
            .gives_media(201, json)
            .says("Makes a device the node of a branch, with a one-time code."),
        post("/api/v1/sync/hello", hello)
            .access(Access::Device)
            .takes_media(json)
            .gives_media(200, json)
            .says("Compares heads and streams; the centre tells how far it has each chain."),
        post("/api/v1/sync/push", push)
            .access(Access::Device)
            .takes_media(json)
            .gives_media(200, json)
            .says("Takes a page of a branch's facts in: contiguous, idempotent, one transaction."),
        get("/api/v1/sync/pull", give)
            .access(Access::Device)
            .asks::<PullParams>()
            .gives_media(200, json)
            .says("Gives a page of a stream of master data."),
        get("/api/v1/sync/tail", give_tail)
            .access(Access::Device)
            .asks::<TailParams>()
            .gives_media(200, json)
            .says("Gives a branch a page of its own facts that it lacks."),
    ]
}

async fn enrol(State(app): State<App>, peer: Peer, sent: Sent<Enrol>) -> Reply<Made<Enrolled>> {
    // A code cannot be guessed from many addresses either, so that one address locks nobody else out.
    let attempt = Attempt::new(&format!("(enrol) {peer}"), peer);
    app.attempts.begin(&attempt, app.clock.elapsed_ms())?;
    let nonce = app.door.next_nonce(&sent.value.key);
    let ask = sent.value;
    let enrolled = app.on_node(move |node| node.enrol(&ask, nonce));
    let enrolled = enrolled.await?.map_err(of_fault)?;
    app.attempts.succeeded(&attempt);
    Ok(Made(enrolled))
}

async fn hello(State(app): State<App>, device: Device) -> Reply<Told<HelloAnswer>> {
    let hello: Hello = device.message()?;
    let (caller, said) = (device.caller.clone(), hello.clone());
    let load = app.load();
    let answer = app.on_node(move |node| {
        node.note_load(load);
        node.hello(&caller, &said)
    });
    let answer = answer.await?.map_err(of_fault)?;
    if device.caller.standing != Standing::Revoked {
        hear(&app, device.caller.branch, &hello, &answer).await?;
    }
    Ok(Told(answer))
}

/// Remembers when a branch was heard and what it still holds.
async fn hear(
    app: &App,
    branch: BranchId,
    hello: &Hello,
    answer: &HelloAnswer,
) -> Result<(), Problem> {
    let Some(seen) = app.sightings.hello(branch, hello, answer, app.now()) else {
        return Ok(());
    };
    let kept = app.on_node(move |node| node.keep_sighting(branch, &seen));
    kept.await?.map_err(of_fault)
}

async fn push(State(app): State<App>, device: Device) -> Reply<Told<PushAnswer>> {
    let page: PushPage = device.message()?;
    let (caller, chain) = (device.caller.clone(), page.chain);
    let load = app.load();
    let answer = app.on_node(move |node| {
        node.note_load(load);
        node.push(&caller, page)
    });
    let answer = answer.await?.map_err(of_push)?;
    app.live.taken_in();
    let branch = device.caller.branch;
    if device.caller.standing != Standing::Revoked {
        app.sightings
            .pushed(branch, chain, answer.cursor, app.now());
    }
    Ok(Told(answer))
}

async fn give(
    State(app): State<App>,
    GoodDevice(device): GoodDevice,
    Params(asked): Params<PullParams>,
) -> Reply<Told<PullPage>> {
    let wrong = || Problem::new(Door::QueryInvalid, "no stream is called so").about("stream");
    let query = PullQuery {
        stream: Scope::parse(&asked.stream).ok_or_else(wrong)?,
        after: asked.after,
        generation: asked.generation,
        snapshot: asked.snapshot,
    };
    let served = app
        .peers
        .ask(move |look| Ok(pull(look, &device.caller, &query)));
    match served.await?.map_err(of_fault)? {
        Served::Page(page) => Ok(Told(*page)),
        Served::Elsewhere => {
            Err(Problem::new(Door::Busy, "this process has not seen that change yet").into())
        }
    }
}

async fn give_tail(
    State(app): State<App>,
    GoodDevice(device): GoodDevice,
    Params(asked): Params<TailParams>,
) -> Reply<Told<TailPage>> {
    let wrong = || Problem::new(Door::QueryInvalid, "a chain is 32 hex digits").about("chain");
    let chain = ChainId::parse(&asked.chain).ok_or_else(wrong)?;
    let page = app
        .peers
        .ask(move |look| Ok(tail(look, &device.caller, chain, asked.after)));
    Ok(Told(page.await?.map_err(of_fault)?))
}
