//! Questions that are asked with products, over HTTP: read at any node, written at
//! the centre alone. What such a question may say is the law's word.

use axum::extract::State;
use nusa_contract::{
    request::modifiers::ModifierGroupRequest,
    view::{Page, catalogue::MasterAnswer, modifiers::ModifierGroupView},
};
use nusa_facts::{ModifierGroupId, master::EntityKind};
use nusa_rules::command::PROVISIONAL;

use super::master::{change, existing, whole};
use crate::{
    app::App,
    reply::{Made, Reply, Told},
    route::{Route, get, post, put},
    sent::{Named, Sent},
    who::may::{ManageCatalogue, May, SeeStock},
};

pub(super) fn rows() -> Vec<Route> {
    vec![
        get("/api/v1/modifiers", list)
            .may::<SeeStock>()
            .gives_page::<ModifierGroupView>()
            .says("Lists the questions that are asked with products, with their answers."),
        post("/api/v1/modifiers", add)
            .may::<ManageCatalogue>()
            .takes::<ModifierGroupRequest>()
            .gives::<MasterAnswer>(201)
            .says("Adds a question that is asked with products; its answers are numbered."),
        put("/api/v1/modifiers/{group}", set)
            .may::<ManageCatalogue>()
            .takes::<ModifierGroupRequest>()
            .gives::<MasterAnswer>(200)
            .says("Sets such a question with all its answers; one that is given no more is put out of use."),
    ]
}

async fn list(State(app): State<App>, _: May<SeeStock>) -> Reply<Told<Page<ModifierGroupView>>> {
    whole(&app, EntityKind::ModifierGroup, ModifierGroupView::shown).await
}

async fn add(
    State(app): State<App>,
    who: May<ManageCatalogue>,
    sent: Sent<ModifierGroupRequest>,
) -> Reply<Made<MasterAnswer>> {
    let asked = sent.value.parse(ModifierGroupId(PROVISIONAL))?;
    Ok(Made(change(&app, &who.actor, sent.hash, asked).await?))
}

async fn set(
    State(app): State<App>,
    who: May<ManageCatalogue>,
    group: Named<u32>,
    sent: Sent<ModifierGroupRequest>,
) -> Reply<Told<MasterAnswer>> {
    let asked = sent.value.parse(ModifierGroupId(
        existing(&app, EntityKind::ModifierGroup, group.0).await?,
    ))?;
    Ok(Told(change(&app, &who.actor, sent.hash, asked).await?))
}
