//! Goods over HTTP: levels, deliveries, counts, adjustments, transfers. Whether
//! there is enough, and what a count moves, is the law's word.

use axum::extract::State;
use nusa_contract::{
    Door, Problem,
    request::{
        goods::{
            AdjustmentRequest, ArrivalRequest, StockReceiptRequest, StocktakeRequest,
            TransferRequest,
        },
        lists::{StockQuery, page_rows},
    },
    view::{
        Page,
        goods::{StockView, TransferAnswer, TransferView, level_word},
        node::DoneView,
    },
};
use nusa_facts::{
    BranchId, CENTRE, Fact, ProductId, SealedDoc, TransferId,
    master::{Entity, EntityKey, EntityKind},
    stock::{Goods, Location},
};
use nusa_rules::rows::TransferRow;
use nusa_store::{Error as StoreError, Look, SqliteReader};

use super::written::first;
use crate::{
    app::App,
    reply::{Made, Reply, Told},
    route::{Route, get, post},
    sent::{Named, Params, Sent},
    who::may::{CountStock, DispatchGoods, May, MoveStock, ReceiveGoods, SeeStock},
};

pub(super) fn rows() -> Vec<Route> {
    vec![
        get("/api/v1/stock", levels)
            .may::<SeeStock>()
            .asks::<StockQuery>()
            .gives_page::<StockView>()
            .says("Lists what lies on a branch's shelf, or in the warehouse at the centre."),
        post("/api/v1/stock/receipts", receive)
            .may::<MoveStock>()
            .takes::<StockReceiptRequest>()
            .gives::<DoneView>(201)
            .says("Books goods that came from a supplier."),
        post("/api/v1/stock/adjustments", adjust)
            .may::<MoveStock>()
            .takes::<AdjustmentRequest>()
            .gives::<DoneView>(201)
            .says("Puts goods right by hand, with a reason."),
        post("/api/v1/stocktakes", count)
            .may::<CountStock>()
            .takes::<StocktakeRequest>()
            .gives::<DoneView>(201)
            .says("Books what was counted on the shelf; the difference moves."),
        get("/api/v1/transfers", transfers)
            .may::<SeeStock>()
            .asks::<super::node::BranchParam>()
            .gives_page::<TransferView>()
            .says("Lists transfers that are on the road: all at the centre, those addressed here at a branch."),
        post("/api/v1/transfers", dispatch)
            .may::<DispatchGoods>()
            .takes::<TransferRequest>()
            .gives::<TransferAnswer>(201)
            .says("Sends goods to a branch, or back to the warehouse."),
        post("/api/v1/transfers/{transfer}/receive", arrive)
            .may::<ReceiveGoods>()
            .takes::<ArrivalRequest>()
            .gives::<TransferAnswer>(201)
            .says("Books the arrival of a transfer; without lines everything came whole."),
    ]
}

async fn levels(
    State(app): State<App>,
    may: May<SeeStock>,
    Params(query): Params<StockQuery>,
) -> Reply<Told<Page<StockView>>> {
    let rows = page_rows(query.limit)?;
    let place = place_of(may.branch);
    let after = query.after.map(ProductId);
    let read = app.look(move |look| {
        let levels = look.levels(place, after, rows + 1)?.into_iter();
        levels
            .map(|(product, level)| stock_view(look, product, level))
            .collect::<Result<Vec<_>, _>>()
    });
    Ok(Told(Page::cut(read.await?, rows, |row| {
        row.product.to_string()
    })))
}

/// The shelf of a branch; the centre's is the warehouse.
pub(super) fn place_of(branch: BranchId) -> Location {
    if branch == CENTRE {
        Location::Warehouse
    } else {
        Location::Branch(branch)
    }
}

/// A level under the product's name of today; a product that is not known here has only its number.
pub(super) fn stock_view(
    look: &SqliteReader,
    product: ProductId,
    level_milli: i64,
) -> Result<StockView, StoreError> {
    let row = match look.entity(&EntityKey::numbered(EntityKind::Product, product.0))? {
        Some(Entity::Product(row)) => Some(row),
        _ => None,
    };
    let state = level_word(level_milli).to_owned();
    let (sku, name, unit) = row.map_or_else(Default::default, |row| (row.sku, row.name, row.unit));
    Ok(StockView {
        product: product.0,
        sku,
        name,
        unit,
        level_milli,
        state,
    })
}

async fn receive(
    State(app): State<App>,
    who: May<MoveStock>,
    sent: Sent<StockReceiptRequest>,
) -> Reply<Made<DoneView>> {
    let asked = sent.value.parse()?;
    let answer = app.obey(&who.actor, sent.hash, asked).await?;
    Ok(Made(first(&answer)?.done()))
}

async fn adjust(
    State(app): State<App>,
    who: May<MoveStock>,
    sent: Sent<AdjustmentRequest>,
) -> Reply<Made<DoneView>> {
    let asked = sent.value.parse()?;
    let answer = app.obey(&who.actor, sent.hash, asked).await?;
    Ok(Made(first(&answer)?.done()))
}

async fn count(
    State(app): State<App>,
    who: May<CountStock>,
    sent: Sent<StocktakeRequest>,
) -> Reply<Made<DoneView>> {
    let asked = sent.value.parse()?;
    let answer = app.obey(&who.actor, sent.hash, asked).await?;
    Ok(Made(first(&answer)?.done()))
}

async fn transfers(State(app): State<App>, may: May<SeeStock>) -> Reply<Told<Page<TransferView>>> {
    let (me, branch) = (app.me.branch, may.branch);
    let views = app.look(move |look| {
        if me == CENTRE {
            on_the_road(look, branch)
        } else {
            addressed(look, me)
        }
    });
    Ok(Told(Page::whole(views.await?)))
}

fn on_the_road(look: &SqliteReader, branch: BranchId) -> Result<Vec<TransferView>, StoreError> {
    let concerns = |row: &TransferRow| {
        let place = Location::Branch(branch);
        branch == CENTRE || row.to == place || row.from == place
    };
    let rows = look
        .in_transit()?
        .into_iter()
        .filter(|(_, row)| concerns(row));
    rows.map(|(sender, row)| {
        Ok(TransferView::sent(
            &row,
            &sent_goods(look, sender, &row)?,
            None,
        ))
    })
    .collect()
}

fn sent_goods(
    look: &SqliteReader,
    sender: BranchId,
    row: &TransferRow,
) -> Result<Vec<Goods>, StoreError> {
    let Some(bytes) = look.doc(sender, row.doc)? else {
        return Ok(Vec::new());
    };
    let doc = SealedDoc::read(bytes).map_err(|error| StoreError::Row(error.to_string()))?;
    Ok(match doc.doc.fact {
        Fact::TransferDispatched(sent) => sent.lines,
        _ => Vec::new(),
    })
}

fn addressed(look: &SqliteReader, me: BranchId) -> Result<Vec<TransferView>, StoreError> {
    let mut views = Vec::new();
    for entity in look.entities(EntityKind::Transfer)? {
        if let Entity::Transfer(notice) = entity {
            let arrival = look.arrival(me, notice.id)?;
            views.push(TransferView::addressed(&notice, arrival.as_ref()));
        }
    }
    Ok(views)
}

async fn dispatch(
    State(app): State<App>,
    who: May<DispatchGoods>,
    sent: Sent<TransferRequest>,
) -> Reply<Made<TransferAnswer>> {
    let asked = sent.value.parse()?;
    let answer = app.obey(&who.actor, sent.hash, asked).await?;
    Ok(Made(first(&answer)?.transfer()?))
}

async fn arrive(
    State(app): State<App>,
    who: May<ReceiveGoods>,
    transfer: Named<String>,
    sent: Sent<ArrivalRequest>,
) -> Reply<Made<TransferAnswer>> {
    let missing = || Problem::new(Door::NotFound, "a transfer is named by its id");
    let asked = sent
        .value
        .parse(TransferId::parse(&transfer.0).ok_or_else(missing)?)?;
    let answer = app.obey(&who.actor, sent.hash, asked).await?;
    Ok(Made(first(&answer)?.transfer()?))
}
