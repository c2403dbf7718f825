//! The table of sales: with branch, method and when each came in, paged by the
//! store and filtered by person on the way.

use nusa_contract::{
    Problem,
    request::reports::ReportAsked,
    view::{Page, report::ListedSale},
};
use nusa_facts::{BranchId, BusinessDate, SaleId};
use nusa_rules::rows::SaleRow;
use nusa_store::{Error as StoreError, SaleFilter, SqliteReader};

use super::places::Chosen;
use crate::routes::sales::sale_view;

/// Where the table goes on: behind a day and a sale.
pub(super) type Cursor = (BusinessDate, SaleId);

/// Reads a cursor of an answer.
///
/// # Errors
/// `query_invalid` for anything else.
pub(super) fn cursor(text: &str) -> Result<Cursor, Problem> {
    let wrong = || {
        Problem::new(
            nusa_contract::Door::QueryInvalid,
            "is no cursor of an answer",
        )
        .about("after")
    };
    let (day, sale) = text.split_once('.').ok_or_else(wrong)?;
    let day = BusinessDate::parse(day).ok_or_else(wrong)?;
    Ok((day, super::sale_id(sale)?))
}

/// A page of the table.
pub(super) fn page(
    look: &SqliteReader,
    me: BranchId,
    asked: &ReportAsked,
    after: Option<Cursor>,
    rows: usize,
) -> Result<Page<ListedSale>, StoreError> {
    let chosen = Chosen::of(look, me, asked)?;
    let mut found: Vec<(BranchId, SaleRow)> = Vec::new();
    for branch in &chosen.branches {
        let mut filter = filter(asked, *branch, rows + 1);
        filter.after = after;
        found.extend(look.sales(&filter)?);
        // Only the newest of all branches stay, so that a chain of a thousand fits in memory.
        found.sort_by_key(|(_, row)| std::cmp::Reverse((row.business_date, row.id)));
        found.truncate(rows + 1);
    }
    let more = found.len() > rows;
    found.truncate(rows);
    let next = found.last().filter(|_| more);
    let next = next.map(|(_, row)| format!("{}.{}", row.business_date, row.id));
    let items: Result<Vec<_>, StoreError> = found
        .iter()
        .map(|(branch, row)| listed(look, &chosen, *branch, row))
        .collect();
    Ok(Page {
        items: items?,
        next,
    })
}

/// The filter of a branch's sales.
pub(super) fn filter(asked: &ReportAsked, branch: BranchId, limit: usize) -> SaleFilter {
    SaleFilter {
        branch: Some(branch),
        from: Some(asked.span.from),
        to: Some(asked.span.to),
        method: asked.method,
        staff: asked.staff,
        limit,
        ..SaleFilter::default()
    }
}

/// A sale as the table shows it.
pub(super) fn listed(
    look: &SqliteReader,
    chosen: &Chosen,
    branch: BranchId,
    row: &SaleRow,
) -> Result<ListedSale, StoreError> {
    Ok(ListedSale {
        sale: sale_view(look, chosen.here, branch, row)?,
        branch_name: chosen.name(branch),
    })
}
