//! What a phone's own table has to pay, with service and tax. A phone reads and
//! never pays; other tables' bills are none of its business.

use axum::extract::State;
use nusa_contract::view::{Page, bills::GuestBillView};
use nusa_facts::{BranchId, Fact, Millis};
use nusa_node::{Fault, menu::here_and_now, quote::BillNow};
use nusa_rules::{actor::Guest, rows::BillState};
use nusa_store::{Error as StoreError, Look, SqliteReader};

use crate::{
    app::App,
    papers::sealed,
    reply::{Reply, Told},
    route::{Access, Route, get},
    who::guest::Seated,
};

pub(super) fn rows() -> Vec<Route> {
    vec![
        get("/api/v1/guest/bills", list)
            .access(Access::Guest)
            .gives_page::<GuestBillView>()
            .says(
                "Tells a phone what its table has to pay, with service and tax, and what is paid.",
            ),
    ]
}

async fn list(State(app): State<App>, who: Seated) -> Reply<Told<Page<GuestBillView>>> {
    let (here, at, now) = (app.me.branch, who.at, app.now());
    let readers = &app.guests()?.readers;
    let rows = readers.ask(move |look| bills_at(look, here, at, now));
    Ok(Told(Page::whole(rows.await?)))
}

/// The bills of a sitting that are open or paid, and the parts of those that were divided; the oldest first.
fn bills_at(
    look: &SqliteReader,
    here: BranchId,
    at: Guest,
    now: Millis,
) -> Result<Vec<GuestBillView>, StoreError> {
    let Some((branch, moment)) = here_and_now(look, here, now)? else {
        return Ok(Vec::new());
    };
    let mut bills = Vec::new();
    for row in look.bills_at(here, at.table, at.sitting)? {
        match (row.state, row.sale) {
            (BillState::Open, _) => match BillNow::of(look, &branch, &moment, row.id) {
                Ok(now) => {
                    let quote = now.quote.iter();
                    bills.extend(
                        quote.map(|quote| GuestBillView::open(&row, now.payer.as_deref(), quote)),
                    );
                }
                Err(Fault::Store(error)) => return Err(error),
                // Nobody can be told a total that cannot be computed; the till says why.
                Err(_) => {}
            },
            (BillState::Paid, Some(sale)) => {
                if let Some(doc) = sealed(look, here, sale)?
                    && let Fact::SaleCompleted(sale) = &doc.doc.fact
                {
                    bills.push(GuestBillView::paid(&row, sale));
                }
            }
            _ => {}
        }
    }
    Ok(bills)
}
