//! Bills over HTTP: what a table has to pay, how it is divided, and its payment. What
//! a bill comes to is the node's word; nothing here adds or multiplies.

use axum::extract::State;
use nusa_contract::{
    Door, Problem,
    request::bills::{
        BillsQuery, MoveGuestsRequest, MoveLinesRequest, PayBillRequest, QuoteBillRequest,
        RejoinBillRequest, SplitBillRequest,
    },
    view::{
        Page,
        bills::{BillDetail, BillPartView, BillView, OwedLineView, service},
        node::DoneView,
        sale::{QuoteView, SaleAnswer},
    },
};
use nusa_facts::BillId;
use nusa_node::quote::BillNow;
use nusa_rules::{Right, rows::BillState};
use nusa_store::{Error as StoreError, Look};

use super::{orders::table_id, written::first};
use crate::{
    app::App,
    problem::of_fault,
    reply::{Made, Reply, Told},
    route::{Route, get, post},
    sent::{Named, Params, Sent},
    who::{
        approvals::approved,
        may::{May, Sell, TakeOrders},
        till::AtTill,
    },
};

pub(super) fn rows() -> Vec<Route> {
    vec![
        get("/api/v1/bills", list)
            .may::<TakeOrders>()
            .asks::<BillsQuery>()
            .gives_page::<BillView>()
            .says("Lists the bills that wait to be paid, or all of a table's running sitting, the oldest first."),
        get("/api/v1/bills/{bill}", show)
            .may::<TakeOrders>()
            .gives::<BillDetail>(200)
            .says("Shows a bill with its lines, its parts and what it comes to now."),
        post("/api/v1/bills/{bill}/quote", quote)
            .may::<Sell>()
            .takes::<QuoteBillRequest>()
            .gives::<QuoteView>(200)
            .says("Tells what a bill would come to with discounts and payments; keeps nothing."),
        post("/api/v1/bills/{bill}/pay", pay)
            .may_or_ask::<Sell>(Right::DiscountFreely)
            .takes::<PayBillRequest>()
            .gives::<SaleAnswer>(201)
            .says("Takes the payment of a bill: a sale. Another version than the one that was shown is refused."),
        post("/api/v1/bills/{bill}/split", split)
            .may_or_ask::<Sell>(Right::DiscountFreely)
            .takes::<SplitBillRequest>()
            .gives::<DoneView>(201)
            .says("Divides a bill among several payers by what each of them had; the parts sum to the bill."),
        post("/api/v1/bills/{bill}/rejoin", rejoin)
            .may::<Sell>()
            .takes::<RejoinBillRequest>()
            .gives::<DoneView>(201)
            .says("Puts the parts of a bill together again, as long as none is paid."),
        post("/api/v1/bills/{bill}/move", move_lines)
            .may::<Sell>()
            .takes::<MoveLinesRequest>()
            .gives::<DoneView>(201)
            .says("Moves lines to another open bill."),
        post("/api/v1/tables/{table}/move", move_guests)
            .may::<TakeOrders>()
            .takes::<MoveGuestsRequest>()
            .gives::<DoneView>(201)
            .says("Takes the guests of a table to another one; where somebody sits there, they pay together."),
    ]
}

fn bill_id(text: &str) -> Result<BillId, Problem> {
    let missing = || Problem::new(Door::NotFound, "a bill is named by its id");
    BillId::parse(text).ok_or_else(missing)
}

async fn list(
    State(app): State<App>,
    may: May<TakeOrders>,
    Params(query): Params<BillsQuery>,
) -> Reply<Told<Page<BillView>>> {
    let (table, branch) = (query.parse()?, may.branch);
    let read = app.look(move |look| {
        let rows = match table {
            None => look.bills(branch, BillState::Open)?,
            Some(table) => match look.table(branch, table)? {
                Some((_, running)) => look.bills_at(branch, table, running)?,
                None => Vec::new(),
            },
        };
        Ok::<_, StoreError>(Page::whole(rows.iter().map(BillView::from).collect()))
    });
    Ok(Told(read.await?))
}

async fn show(
    State(app): State<App>,
    _: May<TakeOrders>,
    bill: Named<String>,
) -> Reply<Told<BillDetail>> {
    let bill = bill_id(&bill.0)?;
    let found = app.on_node(move |node| node.bill_now(bill)).await?;
    Ok(Told(detail(&found.map_err(of_fault)?)))
}

fn detail(now: &BillNow) -> BillDetail {
    let (word, label) = now.service.as_ref().map(service).unzip();
    let parts = now.parts.iter().filter_map(|(row, split)| {
        let part = split.parts.iter().find(|part| part.bill == row.id)?;
        Some(BillPartView::of(row, part))
    });
    BillDetail {
        head: BillView::from(&now.row),
        service: word.map(str::to_owned),
        label: label.flatten(),
        lines: now.lines.iter().map(OwedLineView::from).collect(),
        quote: now.quote.as_ref().map(QuoteView::of),
        parts: parts.collect(),
    }
}

async fn quote(
    State(app): State<App>,
    _: May<Sell>,
    bill: Named<String>,
    sent: Sent<QuoteBillRequest>,
) -> Reply<Told<QuoteView>> {
    let (bill, asked) = (bill_id(&bill.0)?, sent.value.parse()?);
    let quoted = app.on_node(move |node| node.quote_bill(bill, &asked.reductions, &asked.payments));
    Ok(Told(QuoteView::of(&quoted.await?.map_err(of_fault)?)))
}

async fn pay(
    State(app): State<App>,
    who: May<Sell>,
    bill: Named<String>,
    till: AtTill,
    sent: Sent<PayBillRequest>,
) -> Reply<Made<SaleAnswer>> {
    till.must_be(sent.value.till)?;
    let token = sent.value.approval.clone();
    let asked = sent.value.parse(bill_id(&bill.0)?)?;
    let actor = approved(&app, &who.actor, asked.command, token.as_deref()).await?;
    let answer = app.obey(&actor, sent.hash, asked).await?;
    Ok(Made(first(&answer)?.sale()?))
}

async fn split(
    State(app): State<App>,
    who: May<Sell>,
    bill: Named<String>,
    sent: Sent<SplitBillRequest>,
) -> Reply<Made<DoneView>> {
    let token = sent.value.approval.clone();
    let asked = sent.value.parse(bill_id(&bill.0)?)?;
    let actor = approved(&app, &who.actor, asked.command, token.as_deref()).await?;
    let answer = app.obey(&actor, sent.hash, asked).await?;
    Ok(Made(first(&answer)?.done()))
}

async fn rejoin(
    State(app): State<App>,
    who: May<Sell>,
    bill: Named<String>,
    sent: Sent<RejoinBillRequest>,
) -> Reply<Made<DoneView>> {
    let asked = sent.value.parse(bill_id(&bill.0)?);
    let answer = app.obey(&who.actor, sent.hash, asked).await?;
    Ok(Made(first(&answer)?.done()))
}

async fn move_lines(
    State(app): State<App>,
    who: May<Sell>,
    bill: Named<String>,
    sent: Sent<MoveLinesRequest>,
) -> Reply<Made<DoneView>> {
    let asked = sent.value.parse(bill_id(&bill.0)?)?;
    let answer = app.obey(&who.actor, sent.hash, asked).await?;
    Ok(Made(first(&answer)?.done()))
}

async fn move_guests(
    State(app): State<App>,
    who: May<TakeOrders>,
    table: Named<String>,
    sent: Sent<MoveGuestsRequest>,
) -> Reply<Made<DoneView>> {
    let asked = sent.value.parse(table_id(&table.0)?);
    let answer = app.obey(&who.actor, sent.hash, asked).await?;
    Ok(Made(first(&answer)?.done()))
}
