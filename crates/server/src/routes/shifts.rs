//! Shifts over HTTP: open, move cash, close blind, X and Z.

use axum::extract::State;
use nusa_contract::{
    Door, Problem,
    request::{
        lists::{PageQuery, doc_id, page_rows},
        shift::{CashRequest, CloseShiftRequest, OpenShiftRequest},
    },
    view::{
        Page,
        node::DoneView,
        shift::{ShiftAnswer, ShiftDetail, ShiftView, TotalsView, ZView},
    },
};
use nusa_facts::{BranchId, Fact, SealedDoc, ShiftId};
use nusa_rules::Right;
use nusa_store::{Error as StoreError, Look, SqliteReader};

use super::written::first;
use crate::{
    app::App,
    reply::{Made, Reply, Told},
    route::{Route, get, post},
    sent::{Named, Params, Sent},
    who::{
        approvals::approved,
        may::{May, MoveCash, RunShift},
        till::AtTill,
    },
};

pub(super) fn rows() -> Vec<Route> {
    vec![
        post("/api/v1/shifts", open)
            .may::<RunShift>()
            .takes::<OpenShiftRequest>()
            .gives::<ShiftAnswer>(201)
            .says("Begins a shift with the cash that lies in the drawer."),
        post("/api/v1/shifts/cash", cash)
            .may_or_ask::<MoveCash>(Right::TakeCash)
            .takes::<CashRequest>()
            .gives::<DoneView>(201)
            .says("Books cash that goes in or out without a sale."),
        post("/api/v1/shifts/close", close)
            .may::<RunShift>()
            .takes::<CloseShiftRequest>()
            .gives::<ShiftAnswer>(201)
            .says("Ends a shift with a blind count; the answer is the Z."),
        get("/api/v1/shifts", list)
            .may::<RunShift>()
            .asks::<PageQuery>()
            .gives_page::<ShiftView>()
            .says("Lists shifts, newest first."),
        get("/api/v1/shifts/{shift}", show)
            .may::<RunShift>()
            .asks::<super::node::BranchParam>()
            .gives::<ShiftDetail>(200)
            .says("Shows a shift: X while it is open, Z afterwards."),
    ]
}

async fn open(
    State(app): State<App>,
    who: May<RunShift>,
    till: AtTill,
    sent: Sent<OpenShiftRequest>,
) -> Reply<Made<ShiftAnswer>> {
    till.must_be(sent.value.till)?;
    let asked = sent.value.parse()?;
    let answer = app.obey(&who.actor, sent.hash, asked).await?;
    Ok(Made(first(&answer)?.shift()?))
}

async fn cash(
    State(app): State<App>,
    who: May<MoveCash>,
    till: AtTill,
    sent: Sent<CashRequest>,
) -> Reply<Made<DoneView>> {
    till.must_be(sent.value.till)?;
    let token = sent.value.approval.clone();
    let asked = sent.value.parse()?;
    let actor = approved(&app, &who.actor, asked.command, token.as_deref()).await?;
    let answer = app.obey(&actor, sent.hash, asked).await?;
    Ok(Made(first(&answer)?.done()))
}

async fn close(
    State(app): State<App>,
    who: May<RunShift>,
    till: AtTill,
    sent: Sent<CloseShiftRequest>,
) -> Reply<Made<ShiftAnswer>> {
    till.must_be(sent.value.till)?;
    let asked = sent.value.parse()?;
    let answer = app.obey(&who.actor, sent.hash, asked).await?;
    Ok(Made(first(&answer)?.shift()?))
}

async fn list(
    State(app): State<App>,
    may: May<RunShift>,
    Params(query): Params<PageQuery>,
) -> Reply<Told<Page<ShiftView>>> {
    let rows = page_rows(query.limit)?;
    let before = query
        .after
        .as_deref()
        .map(|text| doc_id("after", text))
        .transpose()?;
    let branch = may.branch;
    let read = app
        .look(move |look| look.shifts(branch, before, rows + 1))
        .await?;
    let page = Page::cut(read, rows, |row| row.id.to_string());
    Ok(Told(Page {
        items: page.items.iter().map(ShiftView::from).collect(),
        next: page.next,
    }))
}

async fn show(
    State(app): State<App>,
    may: May<RunShift>,
    shift: Named<String>,
) -> Reply<Told<ShiftDetail>> {
    let missing = || Problem::new(Door::NotFound, "there is no such shift");
    let shift = ShiftId::parse(&shift.0).ok_or_else(missing)?;
    let branch = may.branch;
    let found = app.look(move |look| detail(look, branch, shift)).await?;
    Ok(Told(found.ok_or_else(missing)?))
}

/// A shift with its sums, and its Z once it is closed.
pub(super) fn detail(
    look: &SqliteReader,
    branch: BranchId,
    shift: ShiftId,
) -> Result<Option<ShiftDetail>, StoreError> {
    let Some(row) = look.shift(branch, shift)? else {
        return Ok(None);
    };
    let (sums, drawer, methods) = look.shift_sums(branch, shift)?;
    let z = match &row.closed {
        Some(end) => frozen(look, branch, end.doc)?,
        None => None,
    };
    let x = TotalsView::live(&sums, &drawer, &methods);
    Ok(Some(ShiftDetail {
        head: ShiftView::from(&row),
        x,
        z,
    }))
}

fn frozen(
    look: &SqliteReader,
    branch: BranchId,
    doc: nusa_facts::DocId,
) -> Result<Option<ZView>, StoreError> {
    let Some(bytes) = look.doc(branch, doc)? else {
        return Ok(None);
    };
    let doc = SealedDoc::read(bytes).map_err(|error| StoreError::Row(error.to_string()))?;
    Ok(match &doc.doc.fact {
        Fact::ShiftClosed(closed) => Some(ZView::from(closed)),
        _ => None,
    })
}
