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
use nusa_facts::{CENTRE, SealedDoc};
use nusa_node::moment::branch_row;
use nusa_rules::rows::QuarantineRow;
use nusa_store::{Error as StoreError, Look, SqliteReader};

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
    let views = app.look(move |look| {
        let rows = look.quarantined(branch)?;
        rows.iter().map(|row| view(look, row)).collect()
    });
    Ok(Told(Page::whole(views.await?)))
}

/// A fact that was put aside, with what its document says of itself.
pub(super) fn view(look: &SqliteReader, row: &QuarantineRow) -> Result<QuarantineView, StoreError> {
    let mut view = QuarantineView::from(row);
    view.branch_name = branch_row(look, row.branch)?.map(|branch| branch.name);
    if let Some(bytes) = look.doc(row.branch, row.doc)?
        && let Ok(doc) = SealedDoc::read_any(bytes)
    {
        view.fact = Some(doc.doc.fact.kind().to_owned());
        view.happened_at = Some(doc.doc.at.0).filter(|at| *at > 0);
    }
    Ok(view)
}

async fn reapply(
    State(app): State<App>,
    who: May<RepairFacts>,
    sent: Sent<ReapplyRequest>,
) -> Reply<Made<DoneView>> {
    let answer = app.obey(&who.actor, sent.hash, sent.value.parse()).await?;
    Ok(Made(first(&answer)?.done()))
}
