//! Stocktakes, receipts and adjustments as papers: read from the documents that
//! booked them, which are few among sales.

use nusa_contract::{
    Door, Problem,
    view::{
        Page,
        goods::GoodsView,
        stock::{CountedView, EntryView, StocktakeView},
    },
};
use nusa_facts::{BranchId, DocId, Fact, SealedDoc, stock::StockCounted};
use nusa_store::{Error as StoreError, Look, SqliteReader};

use crate::routes::scan::{Found, scan};

/// The cursor of a list of papers: an order number.
///
/// # Errors
/// `query_invalid` for anything else.
pub(super) fn cursor(text: Option<&str>) -> Result<Option<u64>, Problem> {
    let wrong = |_| Problem::new(Door::QueryInvalid, "is no cursor of an answer").about("after");
    text.map(|text| text.parse().map_err(wrong)).transpose()
}

fn page<T>(found: Found<T>) -> Page<T> {
    Page {
        items: found.items,
        next: found.next,
    }
}

fn signed(doc: &SealedDoc) -> String {
    let staff = doc.doc.staff.as_ref();
    staff.map_or_else(String::new, |signer| signer.name.clone())
}

/// Stocktakes of a place, without what was counted.
pub(super) fn stocktakes(
    look: &SqliteReader,
    branch: BranchId,
    before: Option<u64>,
    rows: usize,
) -> Result<Page<StocktakeView>, StoreError> {
    let found = scan(
        look,
        branch,
        before,
        &["stock_counted"],
        rows,
        |_, doc| match &doc.doc.fact {
            Fact::StockCounted(counted) => Some(counted_view(branch, doc, counted)),
            _ => None,
        },
    );
    Ok(page(found?))
}

/// A stocktake, product by product.
pub(super) fn stocktake(
    look: &SqliteReader,
    branch: BranchId,
    doc: DocId,
) -> Result<Option<StocktakeView>, StoreError> {
    let Some(bytes) = look.doc(branch, doc)? else {
        return Ok(None);
    };
    let doc = SealedDoc::read_any(bytes).map_err(|error| StoreError::Row(error.to_string()))?;
    let Fact::StockCounted(counted) = &doc.doc.fact else {
        return Ok(None);
    };
    let mut view = counted_view(branch, &doc, counted);
    let line = |line: &nusa_facts::stock::Counted| CountedView {
        product: line.product.0,
        name: line.name.clone(),
        expected_milli: line.counted_milli.saturating_sub(line.difference_milli),
        counted_milli: line.counted_milli,
        variance_milli: line.difference_milli,
    };
    view.items = counted.lines.iter().map(line).collect();
    Ok(Some(view))
}

fn counted_view(branch: BranchId, doc: &SealedDoc, counted: &StockCounted) -> StocktakeView {
    let differences = || counted.lines.iter().map(|line| line.difference_milli);
    StocktakeView {
        doc: doc.doc.id.to_string(),
        branch: branch.0,
        at: doc.doc.at.0,
        staff_name: signed(doc),
        note: counted.note.clone(),
        lines: counted.lines.len(),
        variance_lines: differences().filter(|milli| *milli != 0).count(),
        found_milli: differences().filter(|milli| *milli > 0).sum(),
        missing_milli: differences()
            .filter(|milli| *milli < 0)
            .map(|milli| -milli)
            .sum(),
        items: Vec::new(),
    }
}

/// Receipts and adjustments of a place.
pub(super) fn entries(
    look: &SqliteReader,
    branch: BranchId,
    kinds: &[&str],
    before: Option<u64>,
    rows: usize,
) -> Result<Page<EntryView>, StoreError> {
    let found = scan(look, branch, before, kinds, rows, |_, doc| {
        let (kind, reason, lines) = match &doc.doc.fact {
            Fact::StockReceived(fact) => ("receipt", &fact.reference, &fact.lines),
            Fact::StockAdjusted(fact) => ("adjustment", &fact.reason, &fact.lines),
            _ => return None,
        };
        Some(EntryView {
            doc: doc.doc.id.to_string(),
            branch: branch.0,
            at: doc.doc.at.0,
            kind: kind.to_owned(),
            staff_name: signed(doc),
            reason: reason.clone(),
            lines: lines.iter().map(GoodsView::from).collect(),
        })
    });
    Ok(page(found?))
}
