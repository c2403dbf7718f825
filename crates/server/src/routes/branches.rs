//! Branches over HTTP: their rows, and how a device becomes the node of one or
//! stops being it (R8, R30).

use axum::extract::State;
use nusa_contract::{
    Door, Problem,
    request::{catalogue::branch::BranchRequest, node::RevokeKeyRequest},
    view::{
        Page,
        catalogue::{BranchView, MasterAnswer},
        node::{DeviceView, EnrolCodeView},
    },
};
use nusa_facts::{BranchId, master::EntityKind};
use nusa_node::device::{self, Standing};
use nusa_rules::command::PROVISIONAL;

use super::master::{change, existing, whole};
use crate::{
    app::App,
    problem::of_fault,
    reply::{Done, Made, Reply, Told},
    route::{Route, get, post, put},
    sent::{Named, Sent},
    who::may::{ManageBranches, May, SeeStock},
};

pub(super) fn rows() -> Vec<Route> {
    vec![
        get("/api/v1/branches", list)
            .may::<SeeStock>()
            .gives_page::<BranchView>()
            .says("Lists branches with their settings; a branch knows its own."),
        post("/api/v1/branches", add)
            .may::<ManageBranches>()
            .takes::<BranchRequest>()
            .gives::<MasterAnswer>(201)
            .says("Adds a branch."),
        put("/api/v1/branches/{id}", set)
            .may::<ManageBranches>()
            .takes::<BranchRequest>()
            .gives::<MasterAnswer>(200)
            .says("Sets a branch's row."),
        post("/api/v1/branches/{id}/enrol-code", code)
            .may::<ManageBranches>()
            .gives::<EnrolCodeView>(201)
            .says("Draws a one-time code with which one device becomes the branch's node."),
        get("/api/v1/branches/{id}/devices", devices)
            .may::<ManageBranches>()
            .gives_page::<DeviceView>()
            .says("Lists the devices that ever spoke for a branch."),
        post("/api/v1/branches/{id}/revoke-key", revoke)
            .may::<ManageBranches>()
            .takes::<RevokeKeyRequest>()
            .gives_nothing()
            .says("Takes a device's key back; what it still sends is kept as evidence."),
    ]
}

async fn list(State(app): State<App>, _: May<SeeStock>) -> Reply<Told<Page<BranchView>>> {
    whole(&app, EntityKind::Branch, BranchView::shown).await
}

async fn add(
    State(app): State<App>,
    who: May<ManageBranches>,
    sent: Sent<BranchRequest>,
) -> Reply<Made<MasterAnswer>> {
    let asked = sent.value.parse(BranchId(PROVISIONAL))?;
    Ok(Made(change(&app, &who.actor, sent.hash, asked).await?))
}

async fn set(
    State(app): State<App>,
    who: May<ManageBranches>,
    id: Named<u32>,
    sent: Sent<BranchRequest>,
) -> Reply<Told<MasterAnswer>> {
    let asked = sent.value.parse(BranchId(existing(id.0)?))?;
    Ok(Told(change(&app, &who.actor, sent.hash, asked).await?))
}

async fn code(
    State(app): State<App>,
    _: May<ManageBranches>,
    id: Named<u32>,
) -> Reply<Made<EnrolCodeView>> {
    let branch = BranchId(id.0);
    let drawn = app
        .on_node(move |node| node.create_enrol_code(branch))
        .await?
        .map_err(of_fault)?;
    Ok(Made(EnrolCodeView {
        code: drawn.code,
        until: drawn.until.0,
    }))
}

async fn devices(
    State(app): State<App>,
    _: May<ManageBranches>,
    id: Named<u32>,
) -> Reply<Told<Page<DeviceView>>> {
    let found = app
        .look(move |look| device::devices(look, BranchId(id.0)))
        .await?;
    let standing = |standing| match standing {
        Standing::Current => "current",
        Standing::Retiring => "retiring",
        Standing::Revoked => "revoked",
    };
    let view = |device: device::Caller| DeviceView {
        key: device.key,
        standing: standing(device.standing).to_owned(),
    };
    Ok(Told(Page::whole(found.into_iter().map(view).collect())))
}

async fn revoke(
    State(app): State<App>,
    _: May<ManageBranches>,
    id: Named<u32>,
    sent: Sent<RevokeKeyRequest>,
) -> Reply<Done> {
    let (key, reason) = sent.value.parse()?;
    of_this_branch(&app, BranchId(id.0), key.clone()).await?;
    let revoked = app.on_node(move |node| node.revoke_key(&key, &reason));
    revoked.await?.map_err(of_fault)?;
    Ok(Done)
}

async fn of_this_branch(app: &App, branch: BranchId, key: String) -> Result<(), Problem> {
    let found = app.look(move |look| device::device(look, &key)).await?;
    let unknown = || Problem::new(Door::KeyUnknown, "no device of this branch has that key");
    found
        .filter(|device| device.branch == branch)
        .map(drop)
        .ok_or_else(unknown)
}
