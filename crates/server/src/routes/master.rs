//! The rows that the centre owns, over HTTP: products, categories, prices, taxes,
//! regions. Reading works at any node, writing at the centre alone; what may be
//! written is the law's word.

use axum::extract::State;
use nusa_contract::{
    Asked, Problem, answer,
    request::{
        catalogue::{CategoryRequest, PriceRequest, ProductRequest, RegionRequest, TaxRequest},
        lists::{PricesQuery, ProductsQuery, page_rows},
    },
    view::{
        Page,
        catalogue::{CategoryView, MasterAnswer, PriceView, ProductView, RegionView, TaxRowView},
    },
};
use nusa_facts::{
    CategoryId, Hash, PriceId, ProductId, RegionId, TaxId,
    master::{Entity, EntityKey, EntityKind},
};
use nusa_rules::{Actor, command::PROVISIONAL};
use nusa_store::{Error as StoreError, Look, ProductFilter, SqliteReader};

use super::written::all;
use crate::{
    app::App,
    reply::{Made, Reply, Told},
    route::{Route, get, post, put},
    sent::{Named, Params, Sent},
    who::may::{ManageBranches, ManageCatalogue, ManagePrices, May, SeeStock},
};

pub(super) fn rows() -> Vec<Route> {
    [products(), categories_and_taxes(), prices_and_regions()]
        .into_iter()
        .flatten()
        .collect()
}

fn products() -> Vec<Route> {
    vec![
        get("/api/v1/products", list_products)
            .may::<SeeStock>()
            .asks::<ProductsQuery>()
            .gives_page::<ProductView>()
            .says("Lists products by name."),
        post("/api/v1/products", add_product)
            .may::<ManageCatalogue>()
            .takes::<ProductRequest>()
            .gives::<MasterAnswer>(201)
            .says("Adds a product; the centre gives it its number."),
        put("/api/v1/products/{id}", set_product)
            .may::<ManageCatalogue>()
            .takes::<ProductRequest>()
            .gives::<MasterAnswer>(200)
            .says("Sets a product's row; its prices stay as they are."),
    ]
}

fn categories_and_taxes() -> Vec<Route> {
    vec![
        get("/api/v1/categories", list_categories)
            .may::<SeeStock>()
            .gives_page::<CategoryView>()
            .says("Lists categories."),
        post("/api/v1/categories", add_category)
            .may::<ManageCatalogue>()
            .takes::<CategoryRequest>()
            .gives::<MasterAnswer>(201)
            .says("Adds a category."),
        put("/api/v1/categories/{id}", set_category)
            .may::<ManageCatalogue>()
            .takes::<CategoryRequest>()
            .gives::<MasterAnswer>(200)
            .says("Sets a category's row."),
        get("/api/v1/taxes", list_taxes)
            .may::<SeeStock>()
            .gives_page::<TaxRowView>()
            .says("Lists taxes."),
        post("/api/v1/taxes", add_tax)
            .may::<ManageCatalogue>()
            .takes::<TaxRequest>()
            .gives::<MasterAnswer>(201)
            .says("Adds a tax with its dates."),
        put("/api/v1/taxes/{id}", set_tax)
            .may::<ManageCatalogue>()
            .takes::<TaxRequest>()
            .gives::<MasterAnswer>(200)
            .says("Sets a tax's row."),
    ]
}

fn prices_and_regions() -> Vec<Route> {
    vec![
        get("/api/v1/prices", list_prices)
            .may::<SeeStock>()
            .asks::<PricesQuery>()
            .gives_page::<PriceView>()
            .says("Lists the versions of a product's price."),
        post("/api/v1/prices", add_price)
            .may::<ManagePrices>()
            .takes::<PriceRequest>()
            .gives::<MasterAnswer>(201)
            .says("Adds a version of a price; versions before it stay in history."),
        put("/api/v1/prices/{id}", set_price)
            .may::<ManagePrices>()
            .takes::<PriceRequest>()
            .gives::<MasterAnswer>(200)
            .says("Sets a version of a price, e.g. when it ends."),
        get("/api/v1/regions", list_regions)
            .may::<SeeStock>()
            .gives_page::<RegionView>()
            .says("Lists regions."),
        post("/api/v1/regions", add_region)
            .may::<ManageBranches>()
            .takes::<RegionRequest>()
            .gives::<MasterAnswer>(201)
            .says("Adds a region."),
        put("/api/v1/regions/{id}", set_region)
            .may::<ManageBranches>()
            .takes::<RegionRequest>()
            .gives::<MasterAnswer>(200)
            .says("Sets a region's row."),
    ]
}

/// Hands a change of master data in and answers with the rows that it wrote.
pub(super) async fn change(
    app: &App,
    actor: &Actor,
    hash: Hash,
    asked: Asked,
) -> Result<MasterAnswer, Problem> {
    let answer = app.obey(actor, hash, asked).await?;
    answer::master(&all(&answer))
}

/// Every row of a kind under its view.
pub(super) async fn whole<V: Send + 'static>(
    app: &App,
    kind: EntityKind,
    shown: fn(&Entity) -> Option<V>,
) -> Reply<Told<Page<V>>> {
    let rows = app.look(move |look| look.entities(kind)).await?;
    Ok(Told(Page::whole(rows.iter().filter_map(shown).collect())))
}

async fn list_products(
    State(app): State<App>,
    _: May<SeeStock>,
    Params(query): Params<ProductsQuery>,
) -> Reply<Told<Page<ProductView>>> {
    let rows = page_rows(query.limit)?;
    let read = app.look(move |look| {
        let filter = ProductFilter {
            text: query.search.clone().unwrap_or_default(),
            category: query.category(),
            retired: query.retired,
            after: behind(look, query.after)?,
            limit: rows + 1,
        };
        look.products(&filter)
    });
    let page = Page::cut(read.await?, rows, |row| row.id.to_string());
    Ok(Told(Page {
        items: page.items.iter().map(ProductView::from).collect(),
        next: page.next,
    }))
}

/// The list goes by name; its cursor is a number, because names need escapes in an address.
fn behind(
    look: &SqliteReader,
    after: Option<u32>,
) -> Result<Option<(String, ProductId)>, StoreError> {
    let Some(id) = after else { return Ok(None) };
    let row = look.entity(&EntityKey::numbered(EntityKind::Product, id))?;
    Ok(match row {
        Some(Entity::Product(row)) => Some((row.name, row.id)),
        _ => None,
    })
}

async fn add_product(
    State(app): State<App>,
    who: May<ManageCatalogue>,
    sent: Sent<ProductRequest>,
) -> Reply<Made<MasterAnswer>> {
    let asked = sent.value.parse(ProductId(PROVISIONAL))?;
    Ok(Made(change(&app, &who.actor, sent.hash, asked).await?))
}

async fn set_product(
    State(app): State<App>,
    who: May<ManageCatalogue>,
    id: Named<u32>,
    sent: Sent<ProductRequest>,
) -> Reply<Told<MasterAnswer>> {
    let asked = sent.value.parse(ProductId(existing(id.0)?))?;
    Ok(Told(change(&app, &who.actor, sent.hash, asked).await?))
}

/// A number that a row may have already; what is provisional or 0 names none.
pub(super) fn existing(id: u32) -> Result<u32, Problem> {
    let missing = || {
        Problem::new(
            nusa_rules::refusal::Code::MasterUnknown,
            format!("no row has the number {id}"),
        )
    };
    (1..PROVISIONAL)
        .contains(&id)
        .then_some(id)
        .ok_or_else(missing)
}

async fn list_categories(
    State(app): State<App>,
    _: May<SeeStock>,
) -> Reply<Told<Page<CategoryView>>> {
    whole(&app, EntityKind::Category, CategoryView::shown).await
}

async fn add_category(
    State(app): State<App>,
    who: May<ManageCatalogue>,
    sent: Sent<CategoryRequest>,
) -> Reply<Made<MasterAnswer>> {
    let asked = sent.value.parse(CategoryId(PROVISIONAL))?;
    Ok(Made(change(&app, &who.actor, sent.hash, asked).await?))
}

async fn set_category(
    State(app): State<App>,
    who: May<ManageCatalogue>,
    id: Named<u32>,
    sent: Sent<CategoryRequest>,
) -> Reply<Told<MasterAnswer>> {
    let asked = sent.value.parse(CategoryId(existing(id.0)?))?;
    Ok(Told(change(&app, &who.actor, sent.hash, asked).await?))
}

async fn list_taxes(State(app): State<App>, _: May<SeeStock>) -> Reply<Told<Page<TaxRowView>>> {
    whole(&app, EntityKind::Tax, TaxRowView::shown).await
}

async fn add_tax(
    State(app): State<App>,
    who: May<ManageCatalogue>,
    sent: Sent<TaxRequest>,
) -> Reply<Made<MasterAnswer>> {
    let asked = sent.value.parse(TaxId(PROVISIONAL))?;
    Ok(Made(change(&app, &who.actor, sent.hash, asked).await?))
}

async fn set_tax(
    State(app): State<App>,
    who: May<ManageCatalogue>,
    id: Named<u32>,
    sent: Sent<TaxRequest>,
) -> Reply<Told<MasterAnswer>> {
    let asked = sent.value.parse(TaxId(existing(id.0)?))?;
    Ok(Told(change(&app, &who.actor, sent.hash, asked).await?))
}

async fn list_prices(
    State(app): State<App>,
    _: May<SeeStock>,
    Params(query): Params<PricesQuery>,
) -> Reply<Told<Page<PriceView>>> {
    let prices = app
        .look(move |look| look.prices(ProductId(query.product)))
        .await?;
    Ok(Told(Page::whole(
        prices.iter().map(PriceView::from).collect(),
    )))
}

async fn add_price(
    State(app): State<App>,
    who: May<ManagePrices>,
    sent: Sent<PriceRequest>,
) -> Reply<Made<MasterAnswer>> {
    let asked = sent.value.parse(PriceId(PROVISIONAL), app.now())?;
    Ok(Made(change(&app, &who.actor, sent.hash, asked).await?))
}

async fn set_price(
    State(app): State<App>,
    who: May<ManagePrices>,
    id: Named<u32>,
    sent: Sent<PriceRequest>,
) -> Reply<Told<MasterAnswer>> {
    let asked = sent.value.parse(PriceId(existing(id.0)?), app.now())?;
    Ok(Told(change(&app, &who.actor, sent.hash, asked).await?))
}

async fn list_regions(State(app): State<App>, _: May<SeeStock>) -> Reply<Told<Page<RegionView>>> {
    whole(&app, EntityKind::Region, RegionView::shown).await
}

async fn add_region(
    State(app): State<App>,
    who: May<ManageBranches>,
    sent: Sent<RegionRequest>,
) -> Reply<Made<MasterAnswer>> {
    let asked = sent.value.parse(RegionId(PROVISIONAL))?;
    Ok(Made(change(&app, &who.actor, sent.hash, asked).await?))
}

async fn set_region(
    State(app): State<App>,
    who: May<ManageBranches>,
    id: Named<u32>,
    sent: Sent<RegionRequest>,
) -> Reply<Told<MasterAnswer>> {
    let asked = sent.value.parse(RegionId(existing(id.0)?))?;
    Ok(Told(change(&app, &who.actor, sent.hash, asked).await?))
}
