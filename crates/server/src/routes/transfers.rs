//! Transfers over HTTP as people follow them: what is on the road, what came, and
//! what came short. Each is told by the documents of its sender and its receiver;
//! at a branch also by the notice of what is addressed to it.

use std::collections::BTreeMap;

use axum::extract::State;
use nusa_contract::{
    Door, Problem,
    request::{lists::page_rows, stock::TransfersQuery},
    view::{
        Page,
        stock::{DecisionView, TransferLineView, TransferRowView},
    },
};
use nusa_facts::{
    BranchId, CENTRE, DocId, Fact, Millis, SealedDoc, TransferId,
    master::{Entity, EntityKind, TransferNotice},
    stock::{Arrived, Decision, Goods, Location, TransferReceived},
};
use nusa_node::desk::place_name;
use nusa_rules::rows::TransferRow;
use nusa_store::{Error as StoreError, Look, SqliteReader};

use super::goods::place_of;
use crate::{
    app::App,
    reply::{Reply, Told},
    route::{Route, get},
    sent::{Named, Params},
    who::may::{May, SeeStock},
};

/// Transfers that are looked through for those of one state, before the page goes on from a cursor.
const MOST: usize = 500;

/// Characters of a transfer's id that people read out.
const SPOKEN: usize = 8;

pub(super) fn rows() -> Vec<Route> {
    vec![
        get("/api/v1/transfers", list)
            .may::<SeeStock>()
            .asks::<TransfersQuery>()
            .gives_page::<TransferRowView>()
            .says("Lists transfers with what became of them, the newest first; at a branch those from and to it."),
        get("/api/v1/transfers/{transfer}", one)
            .may::<SeeStock>()
            .gives::<TransferRowView>(200)
            .says("Shows a transfer, product by product."),
    ]
}

async fn list(
    State(app): State<App>,
    may: May<SeeStock>,
    Params(query): Params<TransfersQuery>,
) -> Reply<Told<Page<TransferRowView>>> {
    let rows = page_rows(query.limit)?;
    let state = query.state()?;
    let after = query.after.as_deref().map(cursor).transpose()?;
    let (me, branch) = (app.me.branch, may.branch);
    let page = app.look(move |look| {
        if me == CENTRE {
            at_the_centre(look, branch, state, after, rows)
        } else {
            at_a_branch(look, me, state)
        }
    });
    Ok(Told(page.await?))
}

async fn one(
    State(app): State<App>,
    _: May<SeeStock>,
    transfer: Named<String>,
) -> Reply<Told<TransferRowView>> {
    let missing = || Problem::new(Door::NotFound, "no such transfer is known here");
    let id = TransferId::parse(&transfer.0).ok_or_else(missing)?;
    let me = app.me.branch;
    let found = app.look(move |look| find(look, me, id)).await?;
    Ok(Told(found.ok_or_else(missing)?))
}

type Cursor = (Millis, TransferId);

fn cursor(text: &str) -> Result<Cursor, Problem> {
    let parts = text.split_once('.');
    let read = parts.and_then(|(at, id)| Some((Millis(at.parse().ok()?), TransferId::parse(id)?)));
    read.ok_or_else(|| Problem::new(Door::QueryInvalid, "is no cursor of an answer").about("after"))
}

fn at_the_centre(
    look: &SqliteReader,
    branch: BranchId,
    state: Option<&str>,
    after: Option<Cursor>,
    rows: usize,
) -> Result<Page<TransferRowView>, StoreError> {
    let place = (branch != CENTRE).then(|| place_of(branch));
    let (mut items, mut place_now, mut seen) = (Vec::new(), after, 0);
    loop {
        let step = look.transfer_page(place, place_now, rows + 1)?;
        let is_end = step.len() <= rows;
        for (sender, row) in step.into_iter().take(rows) {
            place_now = Some((row.at, row.id));
            seen += 1;
            let view = sent(look, sender, &row)?;
            if state.is_none_or(|state| view.state == state) {
                items.push(view);
            }
            if items.len() == rows || seen == MOST {
                break;
            }
        }
        let full = items.len() == rows || seen == MOST;
        if full || is_end {
            let more = full && (!is_end || !look.transfer_page(place, place_now, 1)?.is_empty());
            let next = place_now
                .filter(|_| more)
                .map(|(at, id)| format!("{}.{id}", at.0));
            return Ok(Page { items, next });
        }
    }
}

/// What a branch sent, what is addressed to it, and what it received: never very many.
fn at_a_branch(
    look: &SqliteReader,
    me: BranchId,
    state: Option<&str>,
) -> Result<Page<TransferRowView>, StoreError> {
    let mut views: BTreeMap<String, TransferRowView> = BTreeMap::new();
    for entity in look.entities(EntityKind::Transfer)? {
        if let Entity::Transfer(notice) = entity {
            views.insert(notice.id.to_string(), addressed(look, me, &notice)?);
        }
    }
    for row in look.arrivals_of(me, MOST)? {
        if let Some(view) = received_here(look, me, row.doc)? {
            views.entry(view.transfer.clone()).or_insert(view);
        }
    }
    for (sender, row) in look.transfer_page(Some(place_of(me)), None, MOST)? {
        views.insert(row.id.to_string(), sent(look, sender, &row)?);
    }
    let mut items: Vec<_> = views.into_values().collect();
    items.retain(|view| state.is_none_or(|state| view.state == state));
    items.sort_by_key(|view| (std::cmp::Reverse(view.at), view.transfer.clone()));
    Ok(Page::whole(items))
}

fn find(
    look: &SqliteReader,
    me: BranchId,
    id: TransferId,
) -> Result<Option<TransferRowView>, StoreError> {
    if let Some((sender, row)) = look.transfer(id)? {
        return sent(look, sender, &row).map(Some);
    }
    for entity in look.entities(EntityKind::Transfer)? {
        if let Entity::Transfer(notice) = entity
            && notice.id == id
        {
            return addressed(look, me, &notice).map(Some);
        }
    }
    match look.arrival(me, id)? {
        Some(row) => received_here(look, me, row.doc),
        None => Ok(None),
    }
}

fn read(
    look: &SqliteReader,
    writer: BranchId,
    doc: DocId,
) -> Result<Option<SealedDoc>, StoreError> {
    let Some(bytes) = look.doc(writer, doc)? else {
        return Ok(None);
    };
    let doc = SealedDoc::read_any(bytes).map_err(|error| StoreError::Row(error.to_string()))?;
    Ok(Some(doc))
}

fn signer(doc: &SealedDoc) -> Option<String> {
    doc.doc.staff.as_ref().map(|signer| signer.name.clone())
}

/// A transfer whose dispatch is known here, with its arrival where that is.
fn sent(
    look: &SqliteReader,
    sender: BranchId,
    row: &TransferRow,
) -> Result<TransferRowView, StoreError> {
    let mut view = TransferRowView {
        from_name: place_name(look, row.from)?,
        to_name: place_name(look, row.to)?,
        ..on_the_road(row.id, row.from.to_string(), row.to, row.at)
    };
    if let Some(doc) = read(look, sender, row.doc)? {
        view.staff_name = signer(&doc);
        if let Fact::TransferDispatched(fact) = &doc.doc.fact {
            view.note.clone_from(&fact.note);
            load(&mut view, &fact.lines);
        }
    }
    if let Some((receiver, arrival)) = look.arrival_of(row.id)?
        && let Some(doc) = read(look, receiver, arrival.doc)?
    {
        arrive(&mut view, &doc);
    }
    if let Some(row) = look.settlement(CENTRE, row.id)?
        && let Some(doc) = read(look, CENTRE, row.doc)?
    {
        settle(&mut view, &doc);
    }
    Ok(view)
}

/// A transfer that is addressed to this branch.
fn addressed(
    look: &SqliteReader,
    me: BranchId,
    notice: &TransferNotice,
) -> Result<TransferRowView, StoreError> {
    let mut view = TransferRowView {
        from_name: notice.from.clone(),
        to_name: place_name(look, Location::Branch(notice.to))?,
        ..on_the_road(
            notice.id,
            notice
                .place
                .map_or_else(|| notice.from.clone(), |place| place.to_string()),
            Location::Branch(notice.to),
            notice.at,
        )
    };
    load(&mut view, &notice.lines);
    if let Some(arrival) = look.arrival(me, notice.id)?
        && let Some(doc) = read(look, me, arrival.doc)?
    {
        arrive(&mut view, &doc);
    }
    Ok(view)
}

/// A transfer that this branch received and of which nothing else is known here any more.
fn received_here(
    look: &SqliteReader,
    me: BranchId,
    doc: DocId,
) -> Result<Option<TransferRowView>, StoreError> {
    let Some(doc) = read(look, me, doc)? else {
        return Ok(None);
    };
    let Fact::TransferReceived(fact) = &doc.doc.fact else {
        return Ok(None);
    };
    let named = |place| Ok::<_, StoreError>((place_name(look, place)?, place.to_string()));
    let (from_name, from) = fact.from.map(named).transpose()?.unwrap_or_default();
    let mut view = TransferRowView {
        from_name,
        to_name: place_name(look, fact.into)?,
        ..on_the_road(fact.transfer, from, fact.into, doc.doc.at)
    };
    let goods: Vec<Goods> = fact.lines.iter().map(sent_line).collect();
    load(&mut view, &goods);
    arrive(&mut view, &doc);
    Ok(Some(view))
}

fn sent_line(line: &Arrived) -> Goods {
    Goods {
        product: line.product,
        name: line.name.clone(),
        quantity_milli: line.sent_milli,
    }
}

fn on_the_road(id: TransferId, from: String, to: Location, at: Millis) -> TransferRowView {
    let transfer = id.to_string();
    let no = transfer[transfer.len() - SPOKEN..].to_uppercase();
    TransferRowView {
        transfer,
        no,
        from,
        to: to.to_string(),
        at: at.0,
        state: "road".to_owned(),
        ..TransferRowView::default()
    }
}

fn load(view: &mut TransferRowView, lines: &[Goods]) {
    let line = |line: &Goods| TransferLineView {
        product: line.product.0,
        name: line.name.clone(),
        quantity_milli: line.quantity_milli,
        good_milli: None,
        damaged_milli: None,
        short_milli: None,
    };
    view.lines = lines.iter().map(line).collect();
    view.sent_milli = lines.iter().map(|line| line.quantity_milli).sum();
}

fn arrive(view: &mut TransferRowView, doc: &SealedDoc) {
    let Fact::TransferReceived(fact) = &doc.doc.fact else {
        return;
    };
    view.received_at = Some(doc.doc.at.0);
    view.received_by = signer(doc);
    view.arrival_note.clone_from(&fact.note);
    let short = |line: &Arrived| line.sent_milli - line.good_milli - line.damaged_milli;
    for line in &fact.lines {
        let own = view
            .lines
            .iter_mut()
            .find(|own| own.product == line.product.0);
        if let Some(own) = own {
            own.good_milli = Some(line.good_milli);
            own.damaged_milli = Some(line.damaged_milli);
            own.short_milli = Some(short(line));
        }
    }
    let sum =
        |part: fn(&Arrived) -> i64, fact: &TransferReceived| fact.lines.iter().map(part).sum();
    view.good_milli = Some(sum(|line| line.good_milli, fact));
    view.damaged_milli = Some(sum(|line| line.damaged_milli, fact));
    let missing: i64 = fact.lines.iter().map(short).sum();
    view.short_milli = Some(missing);
    view.state = if missing > 0 { "short" } else { "received" }.to_owned();
}

fn settle(view: &mut TransferRowView, doc: &SealedDoc) {
    let Fact::TransferDecided(fact) = &doc.doc.fact else {
        return;
    };
    let action = match fact.decision {
        Decision::Return => "return",
        Decision::WriteOff => "write_off",
    };
    view.state = "decided".to_owned();
    view.decision = Some(DecisionView {
        at: doc.doc.at.0,
        staff_name: signer(doc).unwrap_or_default(),
        action: action.to_owned(),
        note: fact.note.clone(),
    });
}
