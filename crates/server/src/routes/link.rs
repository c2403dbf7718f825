//! The link to the centre over HTTP: how it stands, for the badge on every screen,
//! and the switch that cuts it, which only a demo has.

use axum::{
    extract::{FromRequestParts, State},
    http::request::Parts,
};
use nusa_contract::{Door, Problem, request::node::SwitchRequest, view::node::LinkView};
use nusa_facts::CENTRE;
use nusa_node::link;

use crate::{
    app::App,
    link::status::Switch,
    problem::Failure,
    reply::{Reply, Told},
    route::{Access, Route, get, put},
    sent::Sent,
    who::signed::Signed,
};

pub(super) fn rows() -> Vec<Route> {
    vec![
        get("/api/v1/link", show)
            .access(Access::SignedIn)
            .gives::<LinkView>(200)
            .says("Tells how the node stands to the centre."),
        put("/api/v1/link", set)
            .access(Access::Demo)
            .takes::<SwitchRequest>()
            .gives::<LinkView>(200)
            .says("Cuts or restores the link, in a demo alone."),
    ]
}

/// The proof that this node was started by the demo; anywhere else there is no such route.
struct DemoSwitch(Switch);

impl FromRequestParts<App> for DemoSwitch {
    type Rejection = Failure;

    async fn from_request_parts(_: &mut Parts, app: &App) -> Result<Self, Failure> {
        let missing = || Problem::new(Door::NotFound, "there is nothing under this name");
        Ok(Self(app.link.switch().ok_or_else(missing)?))
    }
}

async fn show(State(app): State<App>, _: Signed) -> Reply<Told<LinkView>> {
    Ok(Told(view(&app).await?))
}

async fn set(
    State(app): State<App>,
    DemoSwitch(switch): DemoSwitch,
    _: Signed,
    sent: Sent<SwitchRequest>,
) -> Reply<Told<LinkView>> {
    switch.set(sent.value.open);
    app.link.hint();
    Ok(Told(view(&app).await?))
}

async fn view(app: &App) -> Result<LinkView, Problem> {
    let me = app.me.branch;
    if me == CENTRE {
        return Ok(LinkView {
            state: "centre".to_owned(),
            unsent: 0,
            silent_ms: None,
            branch_state: None,
            switch: None,
        });
    }
    let unsent = app.look(move |look| link::unsent(look, me)).await?;
    Ok(app.link.view(unsent, app.clock.elapsed_ms()))
}
