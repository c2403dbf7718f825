//! Goods moved over HTTP: deliveries, counts, adjustments, transfers. Whether
//! there is enough, and what a count moves, is the law's word.

use axum::extract::State;
use nusa_contract::{
    Door, Problem,
    request::goods::{
        AdjustmentRequest, ArrivalRequest, DecideRequest, StockReceiptRequest, StocktakeRequest,
        TransferRequest,
    },
    view::{
        goods::{LevelsView, TransferAnswer},
        node::DoneView,
    },
};
use nusa_facts::{
    BranchId, CENTRE, Fact, SealedDoc, TransferId,
    stock::{Goods, Location},
};
use nusa_rules::rows::TransferRow;
use nusa_store::{Error as StoreError, Look, SqliteReader};

use super::written::first;
use crate::{
    app::App,
    live::Topic,
    reply::{Made, Reply, Told},
    route::{Route, get, post},
    sent::{Named, Sent},
    who::may::{CountStock, DispatchGoods, May, MoveStock, ReceiveGoods, SeeStock},
};

/// Levels read at once, to bound memory.
const LEVEL_STEP: usize = 500;

pub(super) fn rows() -> Vec<Route> {
    vec![
        get("/api/v1/stock/levels", all_levels)
            .may::<SeeStock>()
            .asks::<super::node::BranchParam>()
            .gives::<LevelsView>(200)
            .says(
                "Gives every level of a branch's shelf by columns, for a till that shows them all.",
            ),
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
        post("/api/v1/transfers/{transfer}/decide", decide)
            .may::<DispatchGoods>()
            .takes::<DecideRequest>()
            .gives::<DoneView>(201)
            .says(
                "Decides about goods that did not arrive: back to the warehouse, or written off.",
            ),
    ]
}

async fn all_levels(State(app): State<App>, may: May<SeeStock>) -> Reply<Told<LevelsView>> {
    // The number first: what is read afterwards is at least as new.
    let n = app.live.reader().borrow()[Topic::Stock as usize];
    let place = place_of(may.branch);
    let read = app.look(move |look| {
        let (mut levels, mut after) = (LevelsView::default(), None);
        loop {
            let step = look.levels(place, after, LEVEL_STEP)?;
            for (product, level) in &step {
                levels.products.push(product.0);
                levels.level_milli.push(*level);
            }
            match step.last() {
                Some((last, _)) if step.len() == LEVEL_STEP => after = Some(*last),
                _ => return Ok(levels),
            }
        }
    });
    Ok(Told(LevelsView { n, ..read.await? }))
}

/// The shelf of a branch; the centre's is the warehouse.
pub(super) fn place_of(branch: BranchId) -> Location {
    if branch == CENTRE {
        Location::Warehouse
    } else {
        Location::Branch(branch)
    }
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

/// What a transfer was sent with, by the document of its sender.
pub(super) fn sent_goods(
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

async fn decide(
    State(app): State<App>,
    who: May<DispatchGoods>,
    transfer: Named<String>,
    sent: Sent<DecideRequest>,
) -> Reply<Made<DoneView>> {
    let missing = || Problem::new(Door::NotFound, "a transfer is named by its id");
    let asked = sent
        .value
        .parse(TransferId::parse(&transfer.0).ok_or_else(missing)?)?;
    let answer = app.obey(&who.actor, sent.hash, asked).await?;
    Ok(Made(first(&answer)?.done()))
}
