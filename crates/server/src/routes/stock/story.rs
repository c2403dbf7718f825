//! How a level came to be: each movement of a product at a place with the document
//! behind it and the level after it. The levels are walked back from today's, so
//! that the lines explain the level that is shown.

use nusa_contract::{
    Door, Problem,
    view::stock::{MovementView, MovementsView},
};
use nusa_facts::{BranchId, DocId, Fact, ProductId, SealedDoc, stock::Location};
use nusa_rules::rows::Movement;
use nusa_store::{Error as StoreError, Look, SqliteReader};

use crate::routes::goods::place_of;

/// Where a page goes on: before a document, and the level that was left after what comes next.
pub(super) type Cursor = (DocId, i64);

/// Reads a cursor of an answer.
///
/// # Errors
/// `query_invalid` for anything else.
pub(super) fn cursor(text: &str) -> Result<Cursor, Problem> {
    let parts = text.split_once('.');
    let read = parts.and_then(|(doc, level)| Some((DocId::parse(doc)?, level.parse().ok()?)));
    read.ok_or_else(|| Problem::new(Door::QueryInvalid, "is no cursor of an answer").about("after"))
}

/// A page of the history of a product at a branch's place.
pub(super) fn page(
    look: &SqliteReader,
    branch: BranchId,
    product: ProductId,
    after: Option<Cursor>,
    rows: usize,
) -> Result<MovementsView, StoreError> {
    let place = place_of(branch);
    let now = look.level(place, product)?;
    let mut level = after.map_or(now, |(_, level)| level);
    let before = after.map(|(doc, _)| doc);
    let found = look.movements(branch, product, before, rows + 1)?;
    let last = found.last().map(|row| row.doc);
    let docs = found.chunk_by(|one, next| one.doc == next.doc).count();
    let mut items = Vec::new();
    let mut behind = None;
    for row in &found {
        // All movements of a document stand together; the one document too many begins the next page.
        if docs > rows && Some(row.doc) == last {
            break;
        }
        behind = Some(row.doc);
        let Some(change) = change_at(place, row) else {
            continue;
        };
        items.push(line(look, branch, row, change, level)?);
        level -= change;
    }
    let next = behind
        .filter(|_| docs > rows)
        .map(|doc| format!("{doc}.{level}"));
    Ok(MovementsView {
        items,
        next,
        level_milli: now,
    })
}

/// What a movement changed at a place; none when it passed by.
fn change_at(place: Location, row: &Movement) -> Option<i64> {
    match (row.from == place, row.to == place) {
        (false, true) => Some(row.milli),
        (true, false) => Some(-row.milli),
        _ => None,
    }
}

fn line(
    look: &SqliteReader,
    branch: BranchId,
    row: &Movement,
    change_milli: i64,
    level_milli: i64,
) -> Result<MovementView, StoreError> {
    let mut view = MovementView {
        at: row.at.0,
        doc: row.doc.to_string(),
        kind: "other".to_owned(),
        change_milli,
        level_milli,
        from: row.from.to_string(),
        to: row.to.to_string(),
        receipt_no: None,
        transfer: None,
        reason: None,
        staff_name: None,
    };
    if let Some(bytes) = look.doc(branch, row.doc)? {
        let doc = SealedDoc::read_any(bytes).map_err(|error| StoreError::Row(error.to_string()))?;
        view.staff_name = doc.doc.staff.as_ref().map(|signer| signer.name.clone());
        tell(&mut view, &doc.doc.fact);
        name_the_other_place(look, &mut view, &doc.doc.fact)?;
    }
    Ok(view)
}

/// Goods move to the road and from it; people ask where they went and came from, as far as this node knows.
fn name_the_other_place(
    look: &SqliteReader,
    view: &mut MovementView,
    fact: &Fact,
) -> Result<(), StoreError> {
    match fact {
        Fact::TransferDispatched(sent) => view.to = sent.to.to_string(),
        Fact::TransferReceived(received) => {
            let sent = look.transfer(received.transfer)?.map(|(_, sent)| sent.from);
            if let Some(from) = sent.or(received.from) {
                view.from = from.to_string();
            }
        }
        _ => {}
    }
    Ok(())
}

/// What the document says about it.
fn tell(view: &mut MovementView, fact: &Fact) {
    let kind = match fact {
        Fact::SaleCompleted(sale) => {
            view.receipt_no = Some(sale.number.to_string());
            "sold"
        }
        Fact::SaleVoided(void) => {
            view.receipt_no = Some(void.number.to_string());
            view.reason = Some(void.reason.clone());
            "voided"
        }
        Fact::SaleRefunded(refund) => {
            view.receipt_no = Some(refund.number.to_string());
            view.reason = Some(refund.reason.clone());
            "returned"
        }
        Fact::StockReceived(received) => {
            view.reason = Some(received.reference.clone());
            "received"
        }
        Fact::StockCounted(counted) => {
            view.reason.clone_from(&counted.note);
            "counted"
        }
        Fact::StockAdjusted(adjusted) => {
            view.reason = Some(adjusted.reason.clone());
            "adjusted"
        }
        Fact::TransferDispatched(sent) => {
            view.transfer = Some(sent.transfer.to_string());
            view.reason.clone_from(&sent.note);
            "dispatched"
        }
        Fact::TransferReceived(received) => {
            view.transfer = Some(received.transfer.to_string());
            view.reason.clone_from(&received.note);
            "arrived"
        }
        Fact::TransferDecided(decided) => {
            view.transfer = Some(decided.transfer.to_string());
            view.reason.clone_from(&decided.note);
            "decided"
        }
        Fact::OrderFinished(_) | Fact::DishesReady(_) => "served",
        Fact::DishesRecalled(_) => "recalled",
        Fact::OrderCancelled(cancelled) => {
            view.reason = Some(cancelled.reason.clone());
            "called_off"
        }
        _ => "other",
    };
    kind.clone_into(&mut view.kind);
}
