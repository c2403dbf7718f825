//! The catalogue of a till over HTTP, by columns. A till
//! brings the cursor of its last answer; when nothing changed it gets nothing.

use axum::extract::State;
use nusa_contract::{
    request::lists::CatalogueQuery,
    view::catalogue::{BranchView, CategoryView, TaxRowView},
};
use nusa_facts::{
    BranchId, CENTRE,
    master::{Entity, Price, Product, Scope},
};
use nusa_node::{identity, streams::streams_for};
use nusa_store::{Error as StoreError, Look, SqliteReader};
use nusa_sync::messages::{PriceColumns, ProductColumns};
use serde::Serialize;

use crate::{
    app::App,
    reply::{Reply, Told},
    route::{Route, get},
    sent::Params,
    who::may::{May, SeeStock},
};

/// Rows of a stream read at once.
const STEP: usize = 1_000;

pub(super) fn rows() -> Vec<Route> {
    vec![
        get("/api/v1/catalogue", show)
            .may::<SeeStock>()
            .asks::<CatalogueQuery>()
            .gives_media(200, "application/json")
            .says("Gives a branch's products, prices, categories and taxes by columns, or nothing when nothing changed."),
    ]
}

/// What a till shows and sells, as it is now.
#[derive(Default, Serialize)]
struct Catalogue {
    /// To be brought with the next question.
    cursor: String,
    /// Everything follows; what the till had is to be forgotten. Else nothing changed.
    reset: bool,
    products: ProductColumns,
    prices: PriceColumns,
    categories: Vec<CategoryView>,
    taxes: Vec<TaxRowView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    branch: Option<BranchView>,
}

async fn show(
    State(app): State<App>,
    may: May<SeeStock>,
    Params(query): Params<CatalogueQuery>,
) -> Reply<Told<Catalogue>> {
    let branch = may.branch;
    Ok(Told(
        app.look(move |look| catalogue(look, branch, query.since.as_deref()))
            .await?,
    ))
}

fn catalogue(
    look: &SqliteReader,
    branch: BranchId,
    since: Option<&str>,
) -> Result<Catalogue, StoreError> {
    let scopes = if branch == CENTRE {
        vec![Scope::Company]
    } else {
        streams_for(look, branch)?
    };
    let cursor = cursor(look, &scopes)?;
    if since == Some(cursor.as_str()) {
        return Ok(Catalogue {
            cursor,
            ..Catalogue::default()
        });
    }
    let mut rows = Rows::default();
    for scope in scopes {
        rows.read(look, scope, branch)?;
    }
    Ok(Catalogue {
        cursor,
        reset: true,
        products: ProductColumns::of(&rows.products),
        prices: PriceColumns::of(&rows.prices),
        categories: rows.categories,
        taxes: rows.taxes,
        branch: rows.branch,
    })
}

/// The generation and how far each stream goes: two answers with the same cursor are the same.
fn cursor(look: &SqliteReader, scopes: &[Scope]) -> Result<String, StoreError> {
    let mut cursor = format!("{:x}", identity::generation(look)?);
    for scope in scopes {
        cursor += &format!(
            "-{}.{}",
            scope.to_string().replace(':', ""),
            look.change(*scope)?
        );
    }
    Ok(cursor)
}

#[derive(Default)]
struct Rows {
    products: Vec<Product>,
    prices: Vec<Price>,
    categories: Vec<CategoryView>,
    taxes: Vec<TaxRowView>,
    branch: Option<BranchView>,
}

impl Rows {
    fn read(
        &mut self,
        look: &SqliteReader,
        scope: Scope,
        branch: BranchId,
    ) -> Result<(), StoreError> {
        let mut after = 0;
        loop {
            let changes = look.changes(scope, after, STEP)?;
            let Some(last) = changes.last() else {
                return Ok(());
            };
            after = last.change;
            changes
                .into_iter()
                .filter_map(|change| change.now)
                .for_each(|row| self.take(row, branch));
        }
    }

    fn take(&mut self, row: Entity, here: BranchId) {
        match row {
            Entity::Product(row) if !row.retired => self.products.push(row),
            Entity::Price(row) => self.prices.push(row),
            Entity::Category(row) => self.categories.push((&row).into()),
            Entity::Tax(row) => self.taxes.push((&row).into()),
            Entity::Branch(row) if row.id == here => self.branch = Some((&row).into()),
            Entity::Product(_)
            | Entity::Branch(_)
            | Entity::Region(_)
            | Entity::Place(_)
            | Entity::Staff(_)
            | Entity::Transfer(_) => {}
        }
    }
}
