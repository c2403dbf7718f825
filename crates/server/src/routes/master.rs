//! The rows that the centre owns, over HTTP: categories, taxes, regions. Reading works at any node, writing at the centre alone; what may be
//! written is the law's word.

use axum::extract::State;
use nusa_contract::{
    Asked, Problem, answer,
    request::catalogue::{CategoryRequest, RegionRequest, TaxRequest},
    view::{
        Page,
        catalogue::{CategoryView, MasterAnswer, RegionView, TaxRowView},
    },
};
use nusa_facts::{
    CategoryId, Hash, RegionId, TaxId,
    master::{Entity, EntityKey, EntityKind},
};
use nusa_rules::{Actor, command::PROVISIONAL};
use nusa_store::Look;

use super::written::all;
use crate::{
    app::App,
    reply::{Made, Reply, Told},
    route::{Route, get, post, put},
    sent::{Named, Sent},
    who::may::{ManageBranches, ManageCatalogue, May, SeeStock},
};

pub(super) fn rows() -> Vec<Route> {
    [categories_and_taxes(), regions()]
        .into_iter()
        .flatten()
        .collect()
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

fn regions() -> Vec<Route> {
    vec![
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

/// The number of a row that is there: whoever names another one would make a row under a number that the
/// centre gives to somebody else one day.
///
/// # Errors
/// `master_unknown`.
pub(super) async fn existing(app: &App, kind: EntityKind, id: u32) -> Result<u32, Problem> {
    let key = EntityKey::numbered(kind, id);
    let row = app.look(move |look| look.entity(&key)).await?;
    // The centre's own row of a branch has the number 0 and is nobody's to name.
    row.filter(|_| id > 0).map(|_| id).ok_or_else(|| no_row(id))
}

/// Nothing has the number.
pub(super) fn no_row(id: u32) -> Problem {
    let detail = format!("no row has the number {id}");
    Problem::new(nusa_rules::refusal::Code::MasterUnknown, detail)
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
    let asked = sent.value.parse(CategoryId(
        existing(&app, EntityKind::Category, id.0).await?,
    ))?;
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
    let asked = sent
        .value
        .parse(TaxId(existing(&app, EntityKind::Tax, id.0).await?))?;
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
    let asked = sent
        .value
        .parse(RegionId(existing(&app, EntityKind::Region, id.0).await?))?;
    Ok(Told(change(&app, &who.actor, sent.hash, asked).await?))
}
