//! Stock over HTTP as people look at it: levels of a place, where a product lies,
//! how a level came to be, stocktakes, receipts and adjustments. What moves goods
//! is in `goods`; here nothing is written.

mod levels;
mod papers;
mod story;

use axum::extract::State;
use nusa_contract::{
    Door, Problem,
    request::{
        lists::{PageQuery, page_rows},
        stock::{EntriesQuery, StockQuery},
    },
    view::{
        Page,
        listing::CountedPage,
        stock::{EntryView, MovementsView, SpreadView, StockRow, StockSummary, StocktakeView},
    },
};
use nusa_facts::{DocId, ProductId};

use super::goods::place_of;
use crate::{
    app::App,
    reply::{Reply, Told},
    route::{Route, get},
    sent::{Named, Params},
    who::may::{May, SeeStock},
};

pub(super) fn rows() -> Vec<Route> {
    vec![
        get("/api/v1/stock", list)
            .may::<SeeStock>()
            .asks::<StockQuery>()
            .gives_counted::<StockRow>()
            .says("Lists what lies on a branch's shelf, or in the warehouse at the centre."),
        get("/api/v1/stock/summary", summary)
            .may::<SeeStock>()
            .gives::<StockSummary>(200)
            .says("Tells how many goods lie where, and what is to be decided."),
        get("/api/v1/stock/{product}/spread", spread)
            .may::<SeeStock>()
            .gives::<SpreadView>(200)
            .says("Tells where a product lies: warehouse, road, branch by branch."),
        get("/api/v1/stock/{product}/movements", movements)
            .may::<SeeStock>()
            .asks::<PageQuery>()
            .gives::<MovementsView>(200)
            .says(
                "Explains a level line by line: what came, what went, and what was left after it.",
            ),
        get("/api/v1/stocktakes", stocktakes)
            .may::<SeeStock>()
            .asks::<PageQuery>()
            .gives_page::<StocktakeView>()
            .says("Lists stocktakes of a place, the newest first."),
        get("/api/v1/stocktakes/{doc}", stocktake)
            .may::<SeeStock>()
            .asks::<super::node::BranchParam>()
            .gives::<StocktakeView>(200)
            .says("Shows a stocktake: expected, counted and the difference, product by product."),
        get("/api/v1/stock/entries", entries)
            .may::<SeeStock>()
            .asks::<EntriesQuery>()
            .gives_page::<EntryView>()
            .says(
                "Lists goods received from suppliers and adjustments of a place, the newest first.",
            ),
    ]
}

async fn list(
    State(app): State<App>,
    may: May<SeeStock>,
    Params(query): Params<StockQuery>,
) -> Reply<Told<CountedPage<StockRow>>> {
    let rows = page_rows(query.limit)?;
    let asked = query.parse()?;
    let (me, place, now) = (app.me.branch, place_of(may.branch), app.now());
    Ok(Told(
        app.look(move |look| levels::page(look, me, place, now, &asked, rows))
            .await?,
    ))
}

async fn summary(State(app): State<App>, _: May<SeeStock>) -> Reply<Told<StockSummary>> {
    let place = place_of(app.me.branch);
    Ok(Told(
        app.look(move |look| levels::summary(look, place)).await?,
    ))
}

async fn spread(
    State(app): State<App>,
    _: May<SeeStock>,
    product: Named<u32>,
) -> Reply<Told<SpreadView>> {
    let heard = super::dashboard::Heard::now(&app);
    let product = ProductId(product.0);
    Ok(Told(
        app.look(move |look| levels::spread(look, product, &heard.loaded(look)?))
            .await?,
    ))
}

async fn movements(
    State(app): State<App>,
    may: May<SeeStock>,
    product: Named<u32>,
    Params(query): Params<PageQuery>,
) -> Reply<Told<MovementsView>> {
    let rows = page_rows(query.limit)?;
    let after = query.after.as_deref().map(story::cursor).transpose()?;
    let (branch, product) = (may.branch, ProductId(product.0));
    Ok(Told(
        app.look(move |look| story::page(look, branch, product, after, rows))
            .await?,
    ))
}

async fn stocktakes(
    State(app): State<App>,
    may: May<SeeStock>,
    Params(query): Params<PageQuery>,
) -> Reply<Told<Page<StocktakeView>>> {
    let rows = page_rows(query.limit)?;
    let before = papers::cursor(query.after.as_deref())?;
    let branch = may.branch;
    Ok(Told(
        app.look(move |look| papers::stocktakes(look, branch, before, rows))
            .await?,
    ))
}

async fn stocktake(
    State(app): State<App>,
    may: May<SeeStock>,
    doc: Named<String>,
) -> Reply<Told<StocktakeView>> {
    let missing = || {
        Problem::new(
            Door::NotFound,
            "no stocktake of this place has that document",
        )
    };
    let doc = DocId::parse(&doc.0).ok_or_else(missing)?;
    let branch = may.branch;
    let found = app.look(move |look| papers::stocktake(look, branch, doc));
    Ok(Told(found.await?.ok_or_else(missing)?))
}

async fn entries(
    State(app): State<App>,
    may: May<SeeStock>,
    Params(query): Params<EntriesQuery>,
) -> Reply<Told<Page<EntryView>>> {
    let rows = page_rows(query.limit)?;
    let kinds = query.kinds()?;
    let before = papers::cursor(query.after.as_deref())?;
    let branch = may.branch;
    Ok(Told(
        app.look(move |look| papers::entries(look, branch, kinds, before, rows))
            .await?,
    ))
}
