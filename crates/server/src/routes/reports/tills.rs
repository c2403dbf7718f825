//! The shifts of some days with their drawers, as whoever runs a branch looks at them:
//! read from the same sums and the same Z as the till's own pages. One branch at a
//! time.

use axum::extract::State;
use nusa_contract::{
    Door, Problem,
    request::lists::{Span, SpanQuery},
    view::drawers::{DrawersSum, ShiftReportView, ShiftRowView},
};
use nusa_facts::{BranchId, CENTRE, StaffId};
use nusa_node::staff;
use nusa_rules::rows::{ShiftRow, TillRow};
use nusa_store::{Error as StoreError, Look, SqliteReader};

use super::{super::shifts::detail, of_branch};
use crate::{
    app::App,
    reply::{Reply, Told},
    sent::Params,
    who::may::{May, SeeReports},
};

/// Shifts that are read at once.
const ROWS: usize = 200;

pub(super) async fn shifts(
    State(app): State<App>,
    _: May<SeeReports>,
    Params(query): Params<SpanQuery>,
) -> Reply<Told<ShiftReportView>> {
    let span = query.parse()?;
    let named = of_branch(&app, query.branch).filter(|branch| *branch != CENTRE);
    let none = || Problem::new(Door::QueryInvalid, "name a branch").about("branch");
    let branch = named.ok_or_else(none)?;
    Ok(Told(
        app.look(move |look| report(look, branch, span)).await?,
    ))
}

fn report(
    look: &SqliteReader,
    branch: BranchId,
    span: Span,
) -> Result<ShiftReportView, StoreError> {
    let tills = look.tills(branch)?;
    let mut shifts = Vec::new();
    for row in within(look, branch, span)? {
        if let Some(detail) = detail(look, branch, row.id)? {
            shifts.push(ShiftRowView {
                till_name: name_of(&tills, &row),
                staff_name: row
                    .staff
                    .map(|staff| person(look, staff))
                    .transpose()?
                    .flatten(),
                revenue: detail.x.revenue(),
                detail,
            });
        }
    }
    Ok(ShiftReportView {
        from: span.from.to_string(),
        to: span.to.to_string(),
        sum: DrawersSum::of(&shifts),
        shifts,
    })
}

fn name_of(tills: &[TillRow], shift: &ShiftRow) -> Option<String> {
    let own = tills.iter().find(|till| till.till == shift.till)?;
    Some(own.name.clone())
}

fn person(look: &SqliteReader, staff: StaffId) -> Result<Option<String>, StoreError> {
    Ok(staff::person(look, staff)?.map(|person| person.name))
}

/// The shifts whose day is one of these, the newest first.
fn within(look: &SqliteReader, branch: BranchId, span: Span) -> Result<Vec<ShiftRow>, StoreError> {
    let (mut found, mut before) = (Vec::new(), None);
    loop {
        let page = look.shifts(branch, before, ROWS)?;
        let Some(last) = page.last() else { break };
        before = Some(last.id);
        // A clock that was set back puts one day behind the other; a whole page of earlier days ends it.
        let is_over = page.iter().all(|row| row.business_date < span.from);
        found.extend(
            page.into_iter()
                .filter(|row| (span.from..=span.to).contains(&row.business_date)),
        );
        if is_over {
            break;
        }
    }
    Ok(found)
}
