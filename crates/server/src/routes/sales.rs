//! Sales over HTTP: ring up, quote, void, refund, list, show. What a sale comes to
//! is the node's word; nothing here adds or multiplies.

use axum::extract::State;
use nusa_contract::{
    Door, Problem,
    request::{
        lists::{SalesQuery, sale_cursor},
        sale::{QuoteRequest, RefundRequest, SaleRequest, VoidRequest},
    },
    view::{
        Page,
        sale::{QuoteView, RefundAnswer, SaleAnswer, SaleDetail, SaleView, VoidAnswer},
    },
};
use nusa_facts::{BranchId, Fact, SaleId, SealedDoc};
use nusa_node::{after_sale::after_sale, link};
use nusa_rules::{Right, refusal::Code, rows::SaleRow};
use nusa_store::{Error as StoreError, Look, SaleFilter, SqliteReader};

use super::written::first;
use crate::{
    app::App,
    problem::of_fault,
    reply::{Made, Reply, Told},
    route::{Route, get, post},
    sent::{Named, Params, Sent},
    who::{
        approvals::approved,
        may::{May, SeeSales, Sell},
        till::AtTill,
    },
};

pub(super) fn rows() -> Vec<Route> {
    vec![
        post("/api/v1/sales", complete)
            .may::<Sell>()
            .takes::<SaleRequest>()
            .gives::<SaleAnswer>(201)
            .says("Rings up a sale. The answer comes after the disk has it; the same bytes give the same answer."),
        post("/api/v1/quote", quote)
            .may::<Sell>()
            .takes::<QuoteRequest>()
            .gives::<QuoteView>(200)
            .says("Tells what a cart would come to if it were sold now; keeps nothing."),
        post("/api/v1/sales/{sale}/void", void)
            .may_or_ask::<Sell>(Right::VoidSale)
            .takes::<VoidRequest>()
            .gives::<VoidAnswer>(201)
            .says("Undoes a whole sale of an open shift."),
        post("/api/v1/sales/{sale}/refund", refund)
            .may_or_ask::<Sell>(Right::RefundSale)
            .takes::<RefundRequest>()
            .gives::<RefundAnswer>(201)
            .says("Takes goods of a sale back."),
        get("/api/v1/sales", list)
            .may::<SeeSales>()
            .asks::<SalesQuery>()
            .gives_page::<SaleView>()
            .says("Lists sales of at most 92 days, newest first."),
        get("/api/v1/sales/{sale}", show)
            .may::<SeeSales>()
            .asks::<super::node::BranchParam>()
            .gives::<SaleDetail>(200)
            .says("Shows a sale with all that its receipt says."),
    ]
}

async fn complete(
    State(app): State<App>,
    who: May<Sell>,
    till: AtTill,
    sent: Sent<SaleRequest>,
) -> Reply<Made<SaleAnswer>> {
    till.must_be(sent.value.till)?;
    let token = sent.value.approval.clone();
    let asked = sent.value.parse()?;
    let actor = approved(&app, &who.actor, asked.command, token.as_deref()).await?;
    let answer = app.obey(&actor, sent.hash, asked).await?;
    Ok(Made(first(&answer)?.sale()?))
}

async fn quote(
    State(app): State<App>,
    _: May<Sell>,
    sent: Sent<QuoteRequest>,
) -> Reply<Told<QuoteView>> {
    let asked = sent.value.parse()?;
    let quoted =
        app.on_node(move |node| node.quote(&asked.lines, asked.bill_discount, &asked.payments));
    Ok(Told(QuoteView::of(&quoted.await?.map_err(of_fault)?)))
}

async fn void(
    State(app): State<App>,
    who: May<Sell>,
    sale: Named<String>,
    sent: Sent<VoidRequest>,
) -> Reply<Made<VoidAnswer>> {
    let token = sent.value.approval.clone();
    let asked = sent.value.parse(sale_id(&sale.0)?)?;
    let actor = approved(&app, &who.actor, asked.command, token.as_deref()).await?;
    let answer = app.obey(&actor, sent.hash, asked).await?;
    Ok(Made(first(&answer)?.void()?))
}

async fn refund(
    State(app): State<App>,
    who: May<Sell>,
    sale: Named<String>,
    till: AtTill,
    sent: Sent<RefundRequest>,
) -> Reply<Made<RefundAnswer>> {
    till.must_be(sent.value.till)?;
    let token = sent.value.approval.clone();
    let asked = sent.value.parse(sale_id(&sale.0)?)?;
    let actor = approved(&app, &who.actor, asked.command, token.as_deref()).await?;
    let answer = app.obey(&actor, sent.hash, asked).await?;
    Ok(Made(first(&answer)?.refund()?))
}

async fn list(
    State(app): State<App>,
    _: May<SeeSales>,
    Params(query): Params<SalesQuery>,
) -> Reply<Told<Page<SaleView>>> {
    let asked = query.parse()?;
    let filter = SaleFilter {
        branch: super::reports::of_branch(&app, query.branch),
        from: Some(asked.span.from),
        to: Some(asked.span.to),
        method: asked.method,
        staff: None,
        shift: asked.shift,
        after: asked.after,
        limit: asked.rows + 1,
    };
    let (rows, here) = (asked.rows, app.me.branch);
    let read = app.look(move |look| {
        let page = Page::cut(look.sales(&filter)?, rows, |(_, row)| {
            sale_cursor(row.business_date, row.id)
        });
        let items = page.items.iter();
        let items = items.map(|(branch, row)| sale_view(look, here, *branch, row));
        Ok(Page {
            items: items.collect::<Result<_, StoreError>>()?,
            next: page.next,
        })
    });
    Ok(Told(read.await?))
}

/// A sale's row, with whether and since when the centre has it.
pub(super) fn sale_view(
    look: &SqliteReader,
    here: BranchId,
    branch: BranchId,
    row: &SaleRow,
) -> Result<SaleView, StoreError> {
    let at_centre = link::is_at_centre(look, here, branch, row.id)?;
    let received_at = look.received_at(branch, row.id)?.map(|at| at.0);
    Ok(SaleView::of(branch.0, row).heard(at_centre, received_at))
}

async fn show(
    State(app): State<App>,
    may: May<SeeSales>,
    sale: Named<String>,
) -> Reply<Told<SaleDetail>> {
    let (sale, branch, here) = (sale_id(&sale.0)?, may.branch, app.me.branch);
    let found = app
        .look(move |look| detail(look, here, branch, sale))
        .await?;
    Ok(Told(found.ok_or_else(|| unknown(sale))?))
}

fn detail(
    look: &SqliteReader,
    here: BranchId,
    branch: BranchId,
    sale: SaleId,
) -> Result<Option<SaleDetail>, StoreError> {
    let Some((branch, row)) = find(look, branch, sale)? else {
        return Ok(None);
    };
    let Some(bytes) = look.doc(branch, sale)? else {
        return Ok(None);
    };
    let doc = SealedDoc::read(bytes).map_err(|error| StoreError::Row(error.to_string()))?;
    let Fact::SaleCompleted(body) = &doc.doc.fact else {
        return Ok(None);
    };
    Ok(Some(SaleDetail::of(
        sale_view(look, here, branch, &row)?,
        &doc.doc,
        body,
        &look.returned(branch, sale)?,
        &after_sale(look, branch, &row)?,
    )))
}

/// At a branch among its own; at the centre, asked without a branch, among all.
fn find(
    look: &SqliteReader,
    branch: BranchId,
    sale: SaleId,
) -> Result<Option<(BranchId, SaleRow)>, StoreError> {
    let branches = if branch == nusa_facts::CENTRE {
        look.writers()?
    } else {
        vec![branch]
    };
    for branch in branches {
        if let Some(row) = look.sale(branch, sale)? {
            return Ok(Some((branch, row)));
        }
    }
    Ok(None)
}

fn sale_id(text: &str) -> Result<SaleId, Problem> {
    SaleId::parse(text).ok_or_else(|| Problem::new(Door::NotFound, "a sale is named by its id"))
}

fn unknown(sale: SaleId) -> Problem {
    Problem::new(Code::SaleUnknown, format!("no sale {sale} here"))
}
