//! Facts that were put aside, over HTTP: see them, apply them again. What is put
//! aside never blocks anything (R4).

use axum::extract::State;
use nusa_contract::{
    request::till::ReapplyRequest,
    view::{
        Page,
        node::{DoneView, QuarantineView},
    },
};
use nusa_facts::CENTRE;
use nusa_store::Look;

use super::written::first;
use crate::{
    app::App,
    reply::{Made, Reply, Told},
    route::{Route, get, post},
    sent::Sent,
    who::may::{May, RepairFacts, SeeReports},
};

pub(super) fn rows() -> Vec<Route> {
    vec![
        get("/api/v1/quarantine", list)
            .may::<SeeReports>()
            .asks::<super::node::BranchParam>()
            .gives_page::<QuarantineView>()
            .says("Lists facts that arrived intact but could not be applied."),
        post("/api/v1/quarantine/reapply", reapply)
            .may::<RepairFacts>()
            .takes::<ReapplyRequest>()
            .gives::<DoneView>(201)
            .says("Applies one of them again, after its cause is gone."),
    ]
}

async fn list(State(app): State<App>, may: May<SeeReports>) -> Reply<Told<Page<QuarantineView>>> {
    let branch = Some(may.branch).filter(|branch| *branch != CENTRE);
    let rows = app.look(move |look| look.quarantined(branch)).await?;
    Ok(Told(Page::whole(
        rows.iter().map(QuarantineView::from).collect(),
    )))
}

async fn reapply(
    State(app): State<App>,
    who: May<RepairFacts>,
    sent: Sent<ReapplyRequest>,
) -> Reply<Made<DoneView>> {
    let answer = app.obey(&who.actor, sent.hash, sent.value.parse()).await?;
    Ok(Made(first(&answer)?.done()))
}
