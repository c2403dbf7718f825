//! Products over HTTP as the office works with them: the list with its filters, a
//! product with its price and stock, adding, editing, withdrawing and bringing
//! back. What may be written is the law's word; nothing is ever deleted.

mod picked;
mod shown;
mod written;

use axum::extract::State;
use nusa_contract::{
    Door, Problem,
    request::{
        catalogue::ProductRequest,
        lists::page_rows,
        products::{BulkRequest, ProductsQuery, StatusRequest},
    },
    view::{
        catalogue::MasterAnswer,
        listing::{CatalogueSummary, CategoryCountView, CountedPage, ListedProduct},
    },
};
use nusa_facts::{
    ProductId,
    master::{Entity, EntityKind},
};
use nusa_rules::command::PROVISIONAL;
use nusa_store::{Error as StoreError, Look, SqliteReader};

pub(super) use self::{
    picked::{all, pick},
    shown::{Shelves, moment},
};
use super::master::existing;
use crate::{
    app::App,
    reply::{Made, Reply, Told},
    route::{Route, get, post, put},
    sent::{Named, Params, Sent},
    who::may::{ManageCatalogue, May, SeeStock},
};

pub(super) fn rows() -> Vec<Route> {
    vec![
        get("/api/v1/products", list)
            .may::<SeeStock>()
            .asks::<ProductsQuery>()
            .gives_counted::<ListedProduct>()
            .says("Lists products with price and stock; filters, orders and counts them."),
        get("/api/v1/products/summary", summary)
            .may::<SeeStock>()
            .gives::<CatalogueSummary>(200)
            .says("Counts products by category and status."),
        get("/api/v1/products/{id}", one)
            .may::<SeeStock>()
            .gives::<ListedProduct>(200)
            .says("Shows one product with price and stock."),
        post("/api/v1/products", add)
            .may::<ManageCatalogue>()
            .takes::<ProductRequest>()
            .gives::<MasterAnswer>(201)
            .says("Adds a product, with its first price and what the warehouse has of it."),
        put("/api/v1/products/{id}", set)
            .may::<ManageCatalogue>()
            .takes::<ProductRequest>()
            .gives::<MasterAnswer>(200)
            .says("Sets a product's row; another price becomes a new version."),
        post("/api/v1/products/{id}/retire", retire)
            .may::<ManageCatalogue>()
            .takes::<StatusRequest>()
            .gives::<MasterAnswer>(200)
            .says("Withdraws a product; its history, prices and stock stay."),
        post("/api/v1/products/{id}/restore", restore)
            .may::<ManageCatalogue>()
            .takes::<StatusRequest>()
            .gives::<MasterAnswer>(200)
            .says("Brings a withdrawn product back."),
        post("/api/v1/products/bulk", bulk)
            .may::<ManageCatalogue>()
            .takes::<BulkRequest>()
            .gives::<MasterAnswer>(200)
            .says("Moves many products to a category, withdraws them or brings them back: all or none."),
    ]
}

async fn list(
    State(app): State<App>,
    _: May<SeeStock>,
    Params(query): Params<ProductsQuery>,
) -> Reply<Told<CountedPage<ListedProduct>>> {
    let rows = page_rows(query.limit)?;
    let asked = query.parse()?;
    let (me, now) = (app.me.branch, app.now());
    let page = app.look(move |look| {
        let shelves = Shelves::of(look, me, now)?;
        let picked = pick(look, &asked, &shelves, rows)?;
        let found = look.products_of(&picked.ids)?;
        let items: Result<Vec<_>, StoreError> =
            found.iter().map(|row| shelves.listed(look, row)).collect();
        Ok(CountedPage {
            items: items?,
            next: picked.next.map(|id| id.to_string()),
            count: picked.count,
        })
    });
    Ok(Told(page.await?))
}

async fn summary(State(app): State<App>, _: May<SeeStock>) -> Reply<Told<CatalogueSummary>> {
    Ok(Told(app.look(summed).await?))
}

fn summed(look: &SqliteReader) -> Result<CatalogueSummary, StoreError> {
    let counted = look.products_counted()?;
    let count = |category: Option<u32>, retired: bool| {
        let own = counted.iter().filter(|(of, is, _)| {
            category.is_none_or(|category| of.0 == category) && *is == retired
        });
        own.map(|(_, _, count)| *count).sum()
    };
    let rows = look.entities(EntityKind::Category)?;
    let mut categories: Vec<_> = rows
        .iter()
        .filter_map(|row| match row {
            Entity::Category(row) => Some(CategoryCountView {
                id: row.id.0,
                name: row.name.clone(),
                position: row.position,
                active: count(Some(row.id.0), false),
                retired: count(Some(row.id.0), true),
            }),
            _ => None,
        })
        .collect();
    categories.sort_by_key(|row| (row.position, row.id));
    Ok(CatalogueSummary {
        active: count(None, false),
        retired: count(None, true),
        categories,
    })
}

async fn one(
    State(app): State<App>,
    _: May<SeeStock>,
    id: Named<u32>,
) -> Reply<Told<ListedProduct>> {
    let (me, now) = (app.me.branch, app.now());
    let found = app.look(move |look| {
        let shelves = Shelves::of(look, me, now)?;
        let row = look.products_of(&[ProductId(id.0)])?.pop();
        row.map(|row| shelves.listed(look, &row)).transpose()
    });
    let missing = || Problem::new(Door::NotFound, "no product has this number");
    Ok(Told(found.await?.ok_or_else(missing)?))
}

async fn add(
    State(app): State<App>,
    who: May<ManageCatalogue>,
    sent: Sent<ProductRequest>,
) -> Reply<Made<MasterAnswer>> {
    let asked = sent.value.parse(ProductId(PROVISIONAL))?;
    Ok(Made(
        written::product(&app, &who.actor, sent.hash, asked).await?,
    ))
}

async fn set(
    State(app): State<App>,
    who: May<ManageCatalogue>,
    id: Named<u32>,
    sent: Sent<ProductRequest>,
) -> Reply<Told<MasterAnswer>> {
    let asked = sent
        .value
        .parse(ProductId(existing(&app, EntityKind::Product, id.0).await?))?;
    Ok(Told(
        written::product(&app, &who.actor, sent.hash, asked).await?,
    ))
}

async fn retire(
    State(app): State<App>,
    who: May<ManageCatalogue>,
    id: Named<u32>,
    sent: Sent<StatusRequest>,
) -> Reply<Told<MasterAnswer>> {
    let changed = written::Change::status(existing(&app, EntityKind::Product, id.0).await?, true);
    Ok(Told(
        changed
            .write(&app, &who.actor, sent.value.command, sent.hash)
            .await?,
    ))
}

async fn restore(
    State(app): State<App>,
    who: May<ManageCatalogue>,
    id: Named<u32>,
    sent: Sent<StatusRequest>,
) -> Reply<Told<MasterAnswer>> {
    let changed = written::Change::status(existing(&app, EntityKind::Product, id.0).await?, false);
    Ok(Told(
        changed
            .write(&app, &who.actor, sent.value.command, sent.hash)
            .await?,
    ))
}

async fn bulk(
    State(app): State<App>,
    who: May<ManageCatalogue>,
    sent: Sent<BulkRequest>,
) -> Reply<Told<MasterAnswer>> {
    let changed = written::Change {
        products: sent.value.products()?,
        category: sent.value.category.map(nusa_facts::CategoryId),
        retired: sent.value.retired,
    };
    Ok(Told(
        changed
            .write(&app, &who.actor, sent.value.command, sent.hash)
            .await?,
    ))
}
