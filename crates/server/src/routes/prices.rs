//! Prices over HTTP: the list with scope and validity, new versions, and why one
//! of them holds. Which one does is the law's word; a version that has begun is
//! never rewritten.

mod why;

use std::collections::BTreeMap;

use axum::extract::State;
use nusa_contract::{
    request::{
        catalogue::{PriceRequest, PricesRequest},
        lists::page_rows,
        prices::{PricesAsked, PricesQuery, ScopeAsked, WhenAsked, WhyQuery},
    },
    view::{
        catalogue::MasterAnswer,
        listing::CountedPage,
        prices::{ListedPrice, PriceGridView, WhyView, standing_word},
    },
};
use nusa_facts::{
    Millis, PriceId,
    master::{Entity, EntityKey, EntityKind, Price, Product, Scope},
};
use nusa_rules::{
    command::PROVISIONAL,
    price::{Standing, standing},
};
use nusa_store::{Error as StoreError, Look, PriceFilter, ScopeFilter, SqliteReader, WhenFilter};

use super::master::{change, existing};
use crate::{
    app::App,
    reply::{Made, Reply, Told},
    route::{Route, get, post, put},
    sent::{Named, Params, Sent},
    who::may::{ManagePrices, May, SeeStock},
};

pub(super) fn rows() -> Vec<Route> {
    vec![
        get("/api/v1/prices", list)
            .may::<SeeStock>()
            .asks::<PricesQuery>()
            .gives_counted::<ListedPrice>()
            .says("Lists versions of prices with scope and validity; of one product its history."),
        get("/api/v1/prices/why", why)
            .may::<SeeStock>()
            .asks::<WhyQuery>()
            .gives::<WhyView>(200)
            .says("Tells why a product has its price at a branch at a moment: every version with the verdict on it."),
        get("/api/v1/products/{id}/prices", grid)
            .may::<SeeStock>()
            .gives::<PriceGridView>(200)
            .says("Shows what a product costs now, for the company and at each branch."),
        post("/api/v1/prices", add)
            .may::<ManagePrices>()
            .takes::<PriceRequest>()
            .gives::<MasterAnswer>(201)
            .says("Adds a version of a price; versions before it stay in history."),
        post("/api/v1/prices/many", add_many)
            .may::<ManagePrices>()
            .takes::<PricesRequest>()
            .gives::<MasterAnswer>(201)
            .says("Adds versions of prices, all or none."),
        put("/api/v1/prices/{id}", set)
            .may::<ManagePrices>()
            .takes::<PriceRequest>()
            .gives::<MasterAnswer>(200)
            .says("Sets a version of a price, e.g. when it ends."),
    ]
}

async fn add(
    State(app): State<App>,
    who: May<ManagePrices>,
    sent: Sent<PriceRequest>,
) -> Reply<Made<MasterAnswer>> {
    let asked = sent.value.parse(PriceId(PROVISIONAL), app.now())?;
    Ok(Made(change(&app, &who.actor, sent.hash, asked).await?))
}

async fn add_many(
    State(app): State<App>,
    who: May<ManagePrices>,
    sent: Sent<PricesRequest>,
) -> Reply<Made<MasterAnswer>> {
    let asked = sent.value.parse(PriceId(PROVISIONAL), app.now())?;
    Ok(Made(change(&app, &who.actor, sent.hash, asked).await?))
}

async fn set(
    State(app): State<App>,
    who: May<ManagePrices>,
    id: Named<u32>,
    sent: Sent<PriceRequest>,
) -> Reply<Told<MasterAnswer>> {
    let asked = sent.value.parse(
        PriceId(existing(&app, EntityKind::Price, id.0).await?),
        app.now(),
    )?;
    Ok(Told(change(&app, &who.actor, sent.hash, asked).await?))
}

async fn why(
    State(app): State<App>,
    may: May<SeeStock>,
    Params(query): Params<WhyQuery>,
) -> Reply<Told<WhyView>> {
    let question = why::Question {
        product: nusa_facts::ProductId(query.product),
        branch: may.branch,
        at: query.at.map_or_else(|| app.now(), Millis),
        quantity_milli: query.quantity()?,
    };
    let answer = app.look(move |look| why::answer(look, &question)).await?;
    Ok(Told(answer.ok_or_else(why::unknown)?))
}

async fn grid(
    State(app): State<App>,
    _: May<SeeStock>,
    id: Named<u32>,
) -> Reply<Told<PriceGridView>> {
    let (product, now) = (nusa_facts::ProductId(id.0), app.now());
    Ok(Told(
        app.look(move |look| why::grid(look, product, now)).await?,
    ))
}

async fn list(
    State(app): State<App>,
    _: May<SeeStock>,
    Params(query): Params<PricesQuery>,
) -> Reply<Told<CountedPage<ListedPrice>>> {
    let rows = page_rows(query.limit)?;
    let asked = query.parse()?;
    let (after, now) = (query.after.map(PriceId), app.now());
    Ok(Told(
        app.look(move |look| page(look, &asked, after, rows, now))
            .await?,
    ))
}

fn filter(asked: &PricesAsked, now: Millis) -> PriceFilter {
    PriceFilter {
        text: asked.search.clone(),
        product: asked.product,
        category: asked.category,
        scope: match asked.scope {
            ScopeAsked::Any => ScopeFilter::Any,
            ScopeAsked::One(scope) => ScopeFilter::One(scope),
            ScopeAsked::Regions => ScopeFilter::Regions,
            ScopeAsked::Branches => ScopeFilter::Branches,
        },
        when: match asked.when {
            WhenAsked::Now => WhenFilter::At(now),
            WhenAsked::Later => WhenFilter::After(now),
            WhenAsked::Past => WhenFilter::Before(now),
            WhenAsked::All => WhenFilter::Ever,
        },
        after: None,
        limit: 0,
    }
}

/// A page. Of the versions that are valid now those that were replaced are left out, so the store is
/// asked until the page is full.
fn page(
    look: &SqliteReader,
    asked: &PricesAsked,
    after: Option<PriceId>,
    rows: usize,
    now: Millis,
) -> Result<CountedPage<ListedPrice>, StoreError> {
    let in_force = asked.when == WhenAsked::Now;
    let mut filter = filter(asked, now);
    let count = look.prices_matching(&filter, in_force)?;
    filter.limit = rows + 1;
    let mut names = Names::new(look);
    let mut shown = Vec::new();
    let mut last = after;
    while shown.len() <= rows {
        filter.after = behind(look, last)?;
        let found = look.price_page(&filter)?;
        last = found.last().map(|price| price.id);
        let is_end = found.len() <= rows;
        for price in found {
            let standing = standing(&look.prices(price.product)?, &price, now);
            if !in_force || standing == Standing::InForce {
                shown.extend(names.listed(&price, standing)?);
            }
        }
        if is_end {
            break;
        }
    }
    let more = shown.len() > rows;
    shown.truncate(rows);
    let next = shown
        .last()
        .filter(|_| more)
        .map(|row| row.price.id.to_string());
    Ok(CountedPage {
        items: shown,
        next,
        count,
    })
}

/// The cursor is the price's number; its row tells where to go on.
fn behind(
    look: &SqliteReader,
    after: Option<PriceId>,
) -> Result<Option<(String, nusa_facts::ProductId, PriceId)>, StoreError> {
    let Some(id) = after else { return Ok(None) };
    let key = EntityKey::numbered(EntityKind::Price, id.0);
    let Some(Entity::Price(price)) = look.entity(&key)? else {
        return Ok(None);
    };
    let product = look.products_of(&[price.product])?.pop();
    Ok(product.map(|product| (product.name, product.id, id)))
}

/// Names of regions, branches and products, each looked up once.
pub(super) struct Names<'a> {
    look: &'a SqliteReader,
    scopes: BTreeMap<Scope, Option<String>>,
    product: Option<Product>,
}

impl<'a> Names<'a> {
    pub(super) fn new(look: &'a SqliteReader) -> Self {
        Self {
            look,
            scopes: BTreeMap::new(),
            product: None,
        }
    }

    /// The name of a region or branch; none for the company.
    pub(super) fn scope(&mut self, scope: Scope) -> Result<Option<String>, StoreError> {
        if let Some(known) = self.scopes.get(&scope) {
            return Ok(known.clone());
        }
        let key = match scope {
            Scope::Company => return Ok(None),
            Scope::Region(id) => EntityKey::numbered(EntityKind::Region, id.0),
            Scope::Branch(id) => EntityKey::numbered(EntityKind::Branch, id.0),
        };
        let name = match self.look.entity(&key)? {
            Some(Entity::Region(row)) => Some(row.name),
            Some(Entity::Branch(row)) => Some(row.name),
            _ => None,
        };
        self.scopes.insert(scope, name.clone());
        Ok(name)
    }

    fn listed(
        &mut self,
        price: &Price,
        standing: Standing,
    ) -> Result<Option<ListedPrice>, StoreError> {
        if self
            .product
            .as_ref()
            .is_none_or(|row| row.id != price.product)
        {
            self.product = self.look.products_of(&[price.product])?.pop();
        }
        let scope_name = self.scope(price.scope)?;
        let listed = self.product.as_ref().map(|product| ListedPrice {
            price: price.into(),
            product_name: product.name.clone(),
            sku: product.sku.clone(),
            category: product.category.0,
            unit: product.unit.clone(),
            picture: product.picture.map(|hash| hash.to_string()),
            scope_name,
            state: standing_word(standing).to_owned(),
        });
        Ok(listed)
    }
}
