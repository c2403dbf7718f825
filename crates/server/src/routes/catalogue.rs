//! The catalogue of a till over HTTP, by columns. A till
//! brings the cursor of its last answer; when nothing changed it gets nothing.

use std::collections::BTreeSet;

use axum::extract::State;
use nusa_contract::{
    request::lists::CatalogueQuery,
    view::{
        catalogue::{BranchView, CategoryView, TaxRowView},
        modifiers::ModifierGroupView,
    },
};
use nusa_facts::{
    BranchId, CENTRE, ProductId,
    master::{Entity, Price, Product, Scope},
    modifier::ModifierGroup,
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
            .says("Gives a branch's products, prices, categories, taxes and modifiers by columns, or nothing when nothing changed."),
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
    /// The questions that are asked with a product which is sold.
    modifier_groups: Vec<ModifierGroupView>,
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
        modifier_groups: rows.asked(),
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
    modifiers: Vec<ModifierGroup>,
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

    /// The questions with a product that is sold, in the order of their numbers: the order in which they
    /// are asked.
    fn asked(&self) -> Vec<ModifierGroupView> {
        let sold: BTreeSet<ProductId> = self.products.iter().map(|row| row.id).collect();
        let is_asked = |row: &&ModifierGroup| row.products.iter().any(|id| sold.contains(id));
        let mut asked: Vec<_> = self.modifiers.iter().filter(is_asked).collect();
        asked.sort_by_key(|row| row.id);
        asked.into_iter().map(ModifierGroupView::from).collect()
    }

    fn take(&mut self, row: Entity, here: BranchId) {
        match row {
            Entity::Product(row) if !row.retired => self.products.push(row),
            Entity::Price(row) => self.prices.push(row),
            Entity::Category(row) => self.categories.push((&row).into()),
            Entity::Tax(row) => self.taxes.push((&row).into()),
            Entity::ModifierGroup(row) if row.active => self.modifiers.push(row),
            Entity::Branch(row) if row.id == here => self.branch = Some((&row).into()),
            Entity::Product(_)
            | Entity::ModifierGroup(_)
            | Entity::Branch(_)
            | Entity::Region(_)
            | Entity::Place(_)
            | Entity::Staff(_)
            | Entity::Transfer(_)
            | Entity::Table(_) => {}
        }
    }
}
