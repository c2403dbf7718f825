//! The node about itself: whether it is well, its figures, its own description.

use axum::{
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use nusa_contract::view::node::HealthView;
use nusa_facts::CENTRE;
use nusa_node::link;
use nusa_store::Look;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    app::App,
    openapi,
    problem::Failure,
    reply::Told,
    route::{Route, get},
};

/// The branch that a question is about.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct BranchParam {
    /// The branch; this node's own when left out.
    pub branch: Option<u32>,
}

pub(super) fn rows() -> Vec<Route> {
    vec![
        get("/api/v1/openapi.json", document)
            .gives_media(200, "application/json")
            .says("Describes every route of this node."),
        get("/healthz", alive)
            .gives::<HealthView>(200)
            .says("Answers as long as the program runs."),
        get("/readyz", ready)
            .gives::<HealthView>(200)
            .says("Answers 200 when the node reads and writes."),
        get("/metrics", metrics)
            .gives_media(200, "text/plain")
            .says("Figures as Prometheus reads them."),
    ]
}

async fn document() -> Response {
    let json = HeaderValue::from_static("application/json");
    ([(header::CONTENT_TYPE, json)], openapi::text()).into_response()
}

fn health(status: &str) -> HealthView {
    HealthView {
        status: status.to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
    }
}

async fn alive() -> Told<HealthView> {
    Told(health("ok"))
}

async fn ready(State(app): State<App>) -> Result<Response, Failure> {
    let works = async {
        app.look(|look| look.note("identity/branch")).await?;
        app.on_node(|_| ()).await
    };
    app.readiness.ask(app.clock.elapsed_ms(), works).await?;
    Ok((StatusCode::OK, Told(health("ok"))).into_response())
}

async fn metrics(State(app): State<App>) -> Result<Response, Failure> {
    let me = app.me.branch;
    let (unsent, aside) = app
        .look(move |look| {
            let unsent = if me == CENTRE {
                0
            } else {
                link::unsent(look, me)?
            };
            Ok((unsent, look.quarantined(None)?.len() as u64))
        })
        .await?;
    let text = app.metrics.text(&[
        (
            "nusa_unsent_facts",
            "Facts that the centre has not taken in.",
            unsent,
        ),
        ("nusa_quarantined_facts", "Facts that are put aside.", aside),
    ]);
    let kind = HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8");
    Ok(([(header::CONTENT_TYPE, kind)], text).into_response())
}
