//! The kitchen over HTTP: its stations, and which lines of an order are cooked or
//! called back. What may be cooked when is the law's word.

use axum::extract::State;
use nusa_contract::{
    Door, Problem,
    request::kitchen::{DishesRequest, StationRequest},
    view::{Page, kitchen::StationView, node::DoneView},
};
use nusa_facts::StationId;
use nusa_store::Look;

use super::{orders::order_id, written::first};
use crate::{
    app::App,
    reply::{Made, Reply, Told},
    route::{Route, get, post, put},
    sent::{Named, Sent},
    who::may::{CookOrders, ManageTables, May},
};

pub(super) fn rows() -> Vec<Route> {
    vec![
        get("/api/v1/stations", list)
            .may::<CookOrders>()
            .asks::<super::node::BranchParam>()
            .gives_page::<StationView>()
            .says("Lists the stations of a branch's kitchen with the categories that each cooks."),
        put("/api/v1/stations/{station}", set)
            .may::<ManageTables>()
            .takes::<StationRequest>()
            .gives::<DoneView>(200)
            .says("Sets a station up or changes it; its id is made by the device."),
        post("/api/v1/orders/{order}/ready", ready)
            .may::<CookOrders>()
            .takes::<DishesRequest>()
            .gives::<DoneView>(201)
            .says("Lines of an order are cooked; with the last of them it is finished."),
        post("/api/v1/orders/{order}/recall", recall)
            .may::<CookOrders>()
            .takes::<DishesRequest>()
            .gives::<DoneView>(201)
            .says("Calls cooked lines back; an order that was finished is on its way again."),
    ]
}

fn station_id(text: &str) -> Result<StationId, Problem> {
    let missing = || Problem::new(Door::NotFound, "a station is named by its id");
    StationId::parse(text).ok_or_else(missing)
}

async fn list(State(app): State<App>, may: May<CookOrders>) -> Reply<Told<Page<StationView>>> {
    let branch = may.branch;
    let mut rows = app.look(move |look| look.stations(branch)).await?;
    rows.sort_by(|a, b| a.name.cmp(&b.name));
    let views = rows.into_iter().map(StationView::from).collect();
    Ok(Told(Page::whole(views)))
}

async fn set(
    State(app): State<App>,
    who: May<ManageTables>,
    station: Named<String>,
    sent: Sent<StationRequest>,
) -> Reply<Told<DoneView>> {
    let asked = sent.value.parse(station_id(&station.0)?)?;
    let answer = app.obey(&who.actor, sent.hash, asked).await?;
    Ok(Told(first(&answer)?.done()))
}

async fn ready(
    State(app): State<App>,
    who: May<CookOrders>,
    order: Named<String>,
    sent: Sent<DishesRequest>,
) -> Reply<Made<DoneView>> {
    let asked = sent.value.ready(order_id(&order.0)?)?;
    let answer = app.obey(&who.actor, sent.hash, asked).await?;
    Ok(Made(first(&answer)?.done()))
}

async fn recall(
    State(app): State<App>,
    who: May<CookOrders>,
    order: Named<String>,
    sent: Sent<DishesRequest>,
) -> Reply<Made<DoneView>> {
    let asked = sent.value.recall(order_id(&order.0)?)?;
    let answer = app.obey(&who.actor, sent.hash, asked).await?;
    Ok(Made(first(&answer)?.done()))
}
