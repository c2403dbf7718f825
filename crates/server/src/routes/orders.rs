//! Tables and orders over HTTP, as cashier, waiter and kitchen use them. Prices,
//! numbers and steps are the law's.

use axum::extract::State;
use nusa_contract::{
    Door, Problem,
    request::orders::{
        CancelOrderRequest, CloseTableRequest, DaysAsked, OrderRequest, OrdersAsked, OrdersQuery,
        StepRequest, TableRequest, order_cursor,
    },
    view::{
        Page,
        node::DoneView,
        orders::{OrderAnswer, OrderView, TableView},
    },
};
use nusa_facts::{BranchId, CENTRE, OrderId, TableId};
use nusa_node::planned;
use nusa_rules::{
    order::Step,
    rows::{OrderRow, OrderState},
};
use nusa_store::{Error as StoreError, Look, OrderFilter, SqliteReader, drafts::Sitting};

use super::written::first;
use crate::{
    app::App,
    board::order_view,
    guests::Guests,
    reply::{Made, Reply, Told},
    route::{Route, get, post, put},
    sent::{Named, Params, Sent},
    who::{
        approvals::approved,
        may::{CookOrders, ManageTables, May, TakeOrders},
    },
};

pub(super) fn rows() -> Vec<Route> {
    [about_tables(), about_orders()]
        .into_iter()
        .flatten()
        .collect()
}

fn about_tables() -> Vec<Route> {
    vec![
        get("/api/v1/tables", tables)
            .may::<CookOrders>()
            .asks::<super::node::BranchParam>()
            .gives_page::<TableView>()
            .says("Lists a branch's tables with the sitting that runs at each and what it ordered."),
        put("/api/v1/tables/{table}", set_table)
            .may::<ManageTables>()
            .asks::<super::node::BranchParam>()
            .takes::<TableRequest>()
            .gives::<DoneView>(200)
            .says("Sets a table up or changes it; its id is made by the device. The centre plans it, and the branch sets it up when it hears of that."),
        post("/api/v1/tables/{table}/close", close_table)
            .may::<TakeOrders>()
            .takes::<CloseTableRequest>()
            .gives::<DoneView>(201)
            .says("Ends the sitting of a table whose guests left; what was handed out for it is void."),
    ]
}

fn about_orders() -> Vec<Route> {
    vec![
        get("/api/v1/orders", list)
            .may::<CookOrders>()
            .asks::<OrdersQuery>()
            .gives_page::<OrderView>()
            .says("Lists orders with their lines, the oldest first: those that somebody waits for, a table's, or all of some days in pages."),
        get("/api/v1/orders/{order}", show)
            .may::<CookOrders>()
            .asks::<super::node::BranchParam>()
            .gives::<OrderView>(200)
            .says("Shows an order."),
        post("/api/v1/orders", place)
            .may::<TakeOrders>()
            .takes::<OrderRequest>()
            .gives::<OrderAnswer>(201)
            .says("Orders for a table, over the counter or to a door, at the branch's prices."),
        post("/api/v1/orders/{order}/start", start)
            .may::<CookOrders>()
            .takes::<StepRequest>()
            .gives::<DoneView>(201)
            .says("The kitchen begins with an order."),
        post("/api/v1/orders/{order}/finish", finish)
            .may::<CookOrders>()
            .takes::<StepRequest>()
            .gives::<DoneView>(201)
            .says("An order is served: what it holds leaves the shelf, once."),
        post("/api/v1/orders/{order}/cancel", cancel)
            .may::<TakeOrders>()
            .takes::<CancelOrderRequest>()
            .gives::<DoneView>(201)
            .says("Calls an order off, with a reason; one that was served needs an approval."),
    ]
}

/// The table that an address names.
pub(super) fn table_id(text: &str) -> Result<TableId, Problem> {
    let missing = || Problem::new(Door::NotFound, "a table is named by its id");
    TableId::parse(text).ok_or_else(missing)
}

/// The order that an address names.
pub(super) fn order_id(text: &str) -> Result<OrderId, Problem> {
    let missing = || Problem::new(Door::NotFound, "an order is named by its id");
    OrderId::parse(text).ok_or_else(missing)
}

async fn tables(State(app): State<App>, may: May<CookOrders>) -> Reply<Told<Page<TableView>>> {
    let branch = may.branch;
    let is_centre = app.me.branch == CENTRE;
    let drafts = app.guests().ok().map(Guests::beside);
    let rows = app.look(move |look| {
        let tables = match is_centre {
            true => planned::tables(look, branch)?,
            false => planned::standing(look, branch)?,
        };
        let with_orders = tables.into_iter().map(|table| {
            let (id, sitting) = (table.row.id, table.sitting);
            let orders = look.orders_at(branch, id, sitting)?;
            let phones = match &drafts {
                Some(drafts) => drafts
                    .phones(Sitting {
                        table: id,
                        n: sitting,
                    })?
                    .len(),
                None => 0,
            };
            let view = TableView::of(table.row, sitting, &orders).with_guests(phones);
            Ok(TableView {
                planned: table.is_planned,
                ..view
            })
        });
        let mut views = with_orders.collect::<Result<Vec<_>, StoreError>>()?;
        views.sort_by(|a, b| (&a.area, &a.label).cmp(&(&b.area, &b.label)));
        Ok(views)
    });
    Ok(Told(Page::whole(rows.await?)))
}

async fn set_table(
    State(app): State<App>,
    who: May<ManageTables>,
    table: Named<String>,
    sent: Sent<TableRequest>,
) -> Reply<Told<DoneView>> {
    let table = table_id(&table.0)?;
    let asked = match app.me.branch {
        CENTRE => sent.value.plan(table, who.branch)?,
        _ => sent.value.parse(table)?,
    };
    let answer = app.obey(&who.actor, sent.hash, asked).await;
    Ok(Told(first(&answer.map_err(of_the_row)?)?.done()))
}

/// Whoever sets one table up knows of no rows: the field is named as the body names it.
fn of_the_row(problem: Problem) -> Problem {
    let field = problem
        .field
        .map(|field| match field.strip_prefix("rows[0].") {
            Some(own) => own.to_owned(),
            None => field,
        });
    Problem { field, ..problem }
}

async fn close_table(
    State(app): State<App>,
    who: May<TakeOrders>,
    table: Named<String>,
    sent: Sent<CloseTableRequest>,
) -> Reply<Made<DoneView>> {
    let asked = sent.value.parse(table_id(&table.0)?);
    let answer = app.obey(&who.actor, sent.hash, asked).await?;
    Ok(Made(first(&answer)?.done()))
}

async fn list(
    State(app): State<App>,
    may: May<CookOrders>,
    Params(query): Params<OrdersQuery>,
) -> Reply<Told<Page<OrderView>>> {
    let (asked, branch) = (query.parse()?, may.branch);
    let read = app.look(move |look| {
        let page = match asked {
            OrdersAsked::OfTable(table) => Page::whole(of_table(look, branch, table)?),
            OrdersAsked::WaitedFor(states) => Page::whole(waited_for(look, branch, &states)?),
            OrdersAsked::OfDays(days) => of_days(look, branch, &days)?,
        };
        let views = page.items.iter();
        let views = views.map(|row| order_view(look, branch, row));
        Ok(Page {
            items: views.collect::<Result<_, StoreError>>()?,
            next: page.next,
        })
    });
    Ok(Told(read.await?))
}

/// A page of the orders of some days.
fn of_days(
    look: &SqliteReader,
    branch: BranchId,
    asked: &DaysAsked,
) -> Result<Page<OrderRow>, StoreError> {
    let filter = OrderFilter {
        branch,
        from: asked.span.from,
        to: asked.span.to,
        state: asked.state,
        after: asked.after,
        limit: asked.rows + 1,
    };
    let read = look.orders_of_days(&filter)?;
    Ok(Page::cut(read, asked.rows, |row| {
        order_cursor(row.business_date, row.n, row.id)
    }))
}

/// All orders of a table's running sitting.
fn of_table(
    look: &SqliteReader,
    branch: BranchId,
    table: TableId,
) -> Result<Vec<OrderRow>, StoreError> {
    let running = look.table(branch, table)?.map(|(_, running)| running);
    running.map_or(Ok(Vec::new()), |sitting| {
        look.orders_at(branch, table, sitting)
    })
}

/// Orders that stand so, the oldest first.
fn waited_for(
    look: &SqliteReader,
    branch: BranchId,
    states: &[OrderState],
) -> Result<Vec<OrderRow>, StoreError> {
    let mut rows = Vec::new();
    for state in states {
        rows.extend(look.orders(branch, *state)?);
    }
    rows.sort_by_key(|row| (row.at, row.id));
    Ok(rows)
}

async fn show(
    State(app): State<App>,
    may: May<CookOrders>,
    order: Named<String>,
) -> Reply<Told<OrderView>> {
    let (id, branch) = (order_id(&order.0)?, may.branch);
    let found = app.look(move |look| {
        let row = look.order(branch, id)?;
        row.map(|row| order_view(look, branch, &row)).transpose()
    });
    let missing = || Problem::new(Door::NotFound, "no such order is known here");
    Ok(Told(found.await?.ok_or_else(missing)?))
}

async fn place(
    State(app): State<App>,
    who: May<TakeOrders>,
    sent: Sent<OrderRequest>,
) -> Reply<Made<OrderAnswer>> {
    let asked = sent.value.parse()?;
    let answer = app.obey(&who.actor, sent.hash, asked).await?;
    Ok(Made(first(&answer)?.order()?))
}

async fn start(
    State(app): State<App>,
    who: May<CookOrders>,
    order: Named<String>,
    sent: Sent<StepRequest>,
) -> Reply<Made<DoneView>> {
    let asked = sent.value.parse(order_id(&order.0)?, Step::Start);
    let answer = app.obey(&who.actor, sent.hash, asked).await?;
    Ok(Made(first(&answer)?.done()))
}

async fn finish(
    State(app): State<App>,
    who: May<CookOrders>,
    order: Named<String>,
    sent: Sent<StepRequest>,
) -> Reply<Made<DoneView>> {
    let asked = sent.value.parse(order_id(&order.0)?, Step::Finish);
    let answer = app.obey(&who.actor, sent.hash, asked).await?;
    Ok(Made(first(&answer)?.done()))
}

async fn cancel(
    State(app): State<App>,
    who: May<TakeOrders>,
    order: Named<String>,
    sent: Sent<CancelOrderRequest>,
) -> Reply<Made<DoneView>> {
    let token = sent.value.approval.clone();
    let asked = sent.value.parse(order_id(&order.0)?)?;
    let actor = approved(&app, &who.actor, asked.command, token.as_deref()).await?;
    let answer = app.obey(&actor, sent.hash, asked).await?;
    Ok(Made(first(&answer)?.done()))
}
