//! Branches over HTTP: their rows, closing and opening, contacts, how a device
//! becomes the node of one or stops being it (R8, R30), and how each stands.

use axum::extract::State;
use nusa_contract::{
    Asked, Door, Problem,
    request::{
        branches::{BranchesQuery, ContactRequest},
        catalogue::branch::BranchRequest,
        node::RevokeKeyRequest,
        products::StatusRequest,
    },
    view::{
        Page,
        branches::{BranchHealthView, ChainView, ListedBranch},
        catalogue::{BranchView, MasterAnswer, PlaceView},
        dashboard::DayPartView,
        node::{DeviceView, EnrolCodeView},
    },
};
use nusa_facts::{
    BranchId, CENTRE,
    master::{Branch, Entity, EntityKind},
};
use nusa_node::{
    contact::{self, Contact},
    device::{self, Standing},
    flag::{Flag, flags},
    moment::branch_row,
};
use nusa_rules::{Command, Right, command::PROVISIONAL};
use nusa_store::{Error as StoreError, Look, SqliteReader};

use super::{
    dashboard::{Heard, Place, island, places},
    master::{change, existing, whole},
    repair,
};
use crate::{
    app::App,
    problem::of_fault,
    reply::{Done, Made, Reply, Told},
    route::{Route, get, post, put},
    sent::{Named, Params, Sent},
    who::may::{ManageBranches, May, SeeReports, SeeStock},
};

pub(super) fn rows() -> Vec<Route> {
    let mut rows = about_rows();
    rows.extend(about_devices());
    rows
}

fn about_rows() -> Vec<Route> {
    vec![
        get("/api/v1/branches", list)
            .may::<SeeStock>()
            .asks::<BranchesQuery>()
            .gives_page::<ListedBranch>()
            .says("Lists branches with their settings, active ones first; a branch knows its own."),
        get("/api/v1/places", list_places)
            .may::<SeeStock>()
            .gives_page::<PlaceView>()
            .says("Lists every branch of the company by number, code and name, at branches too."),
        post("/api/v1/branches", add)
            .may::<ManageBranches>()
            .takes::<BranchRequest>()
            .gives::<MasterAnswer>(201)
            .says("Adds a branch."),
        put("/api/v1/branches/{id}", set)
            .may::<ManageBranches>()
            .takes::<BranchRequest>()
            .gives::<MasterAnswer>(200)
            .says("Sets a branch's row; its code and its currency stay."),
        put("/api/v1/branches/{id}/contact", set_contact)
            .may::<ManageBranches>()
            .takes::<ContactRequest>()
            .gives_nothing()
            .says("Sets who heads a branch and their phone; kept outside the journal."),
        post("/api/v1/branches/{id}/close", close)
            .may::<ManageBranches>()
            .takes::<StatusRequest>()
            .gives::<MasterAnswer>(200)
            .says("Switches a branch off: it trades no more, what it sold stays."),
        post("/api/v1/branches/{id}/open", open)
            .may::<ManageBranches>()
            .takes::<StatusRequest>()
            .gives::<MasterAnswer>(200)
            .says("Switches a branch on again."),
    ]
}

fn about_devices() -> Vec<Route> {
    vec![
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
        get("/api/v1/branches/{id}/health", health)
            .may::<SeeReports>()
            .gives::<BranchHealthView>(200)
            .says("Tells how a branch stands: last contact, backlog, devices, chains, quarantine, flags."),
    ]
}

async fn list(
    State(app): State<App>,
    who: May<SeeStock>,
    Params(query): Params<BranchesQuery>,
) -> Reply<Told<Page<ListedBranch>>> {
    let status = query.active()?;
    let with_contacts = who.actor.may_everywhere(Right::ManageBranches)
        || who.actor.may_everywhere(Right::SeeReports);
    let rows = app.look(move |look| {
        let contacts = if with_contacts {
            contact::contacts(look)?
        } else {
            Vec::new()
        };
        let writers = look.writers()?;
        let rows = look.entities(EntityKind::Branch)?.into_iter();
        let branches = rows.filter_map(|row| match row {
            Entity::Branch(branch) => Some(branch),
            _ => None,
        });
        let mut listed: Vec<ListedBranch> = branches
            .filter(|branch| status.is_none_or(|active| branch.active == active))
            .map(|branch| {
                let known = contacts.iter().find(|(id, _)| *id == branch.id);
                ListedBranch {
                    head: known.map(|(_, contact)| contact.head.clone()),
                    phone: known.map(|(_, contact)| contact.phone.clone()),
                    has_facts: writers.contains(&branch.id),
                    branch: BranchView::from(&branch),
                }
            })
            .collect();
        listed.sort_by_key(|row| (!row.branch.active, row.branch.id));
        Ok(listed)
    });
    Ok(Told(Page::whole(rows.await?)))
}

async fn list_places(State(app): State<App>, _: May<SeeStock>) -> Reply<Told<Page<PlaceView>>> {
    whole(&app, EntityKind::Place, PlaceView::shown).await
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
    let asked = sent
        .value
        .parse(BranchId(existing(&app, EntityKind::Branch, id.0).await?))?;
    Ok(Told(change(&app, &who.actor, sent.hash, asked).await?))
}

async fn set_contact(
    State(app): State<App>,
    _: May<ManageBranches>,
    id: Named<u32>,
    sent: Sent<ContactRequest>,
) -> Reply<Done> {
    let (head, phone) = sent.value.parse()?;
    let branch = named(id.0)?;
    let contact = Contact { head, phone };
    let kept = app.on_node(move |node| node.keep_contact(branch, &contact));
    kept.await?.map_err(of_fault)?;
    Ok(Done)
}

async fn close(
    State(app): State<App>,
    who: May<ManageBranches>,
    id: Named<u32>,
    sent: Sent<StatusRequest>,
) -> Reply<Told<MasterAnswer>> {
    Ok(Told(switch(&app, &who, id.0, &sent, false).await?))
}

async fn open(
    State(app): State<App>,
    who: May<ManageBranches>,
    id: Named<u32>,
    sent: Sent<StatusRequest>,
) -> Reply<Told<MasterAnswer>> {
    Ok(Told(switch(&app, &who, id.0, &sent, true).await?))
}

async fn switch(
    app: &App,
    who: &May<ManageBranches>,
    id: u32,
    sent: &Sent<StatusRequest>,
    active: bool,
) -> Result<MasterAnswer, Problem> {
    let branch = row(app, named(id)?).await?;
    let rows = vec![Entity::Branch(Branch { active, ..branch })];
    let asked = Asked::new(sent.value.command, Command::ChangeMaster { rows });
    change(app, &who.actor, sent.hash, asked).await
}

/// A branch by its number; the centre is none.
fn named(id: u32) -> Result<BranchId, Problem> {
    (id != CENTRE.0).then_some(BranchId(id)).ok_or_else(unknown)
}

fn unknown() -> Problem {
    Problem::new(Door::BranchUnknown, "there is no such branch")
}

async fn row(app: &App, branch: BranchId) -> Result<Branch, Problem> {
    let found = app.look(move |look| branch_row(look, branch)).await?;
    found.ok_or_else(unknown)
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
    let found = app.look(move |look| devices_of(look, BranchId(id.0)));
    Ok(Told(Page::whole(found.await?)))
}

fn devices_of(look: &SqliteReader, branch: BranchId) -> Result<Vec<DeviceView>, StoreError> {
    let standing = |standing| match standing {
        Standing::Current => "current",
        Standing::Retiring => "retiring",
        Standing::Revoked => "revoked",
    };
    let view = |device: device::Caller| DeviceView {
        key: device.key,
        standing: standing(device.standing).to_owned(),
    };
    Ok(device::devices(look, branch)?
        .into_iter()
        .map(view)
        .collect())
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

async fn health(
    State(app): State<App>,
    _: May<SeeReports>,
    id: Named<u32>,
) -> Reply<Told<BranchHealthView>> {
    let branch = BranchId(id.0);
    let heard = Heard::now(&app);
    let found = app.look(move |look| {
        let heard = heard.loaded(look)?;
        let place = places(look, Some(branch), None, heard.now)?.pop();
        place.map(|place| stands(look, &place, &heard)).transpose()
    });
    let unknown = || Problem::new(Door::BranchUnknown, "there is no such branch");
    Ok(Told(found.await?.ok_or_else(unknown)?))
}

fn stands(
    look: &SqliteReader,
    place: &Place,
    heard: &Heard,
) -> Result<BranchHealthView, StoreError> {
    let branch = place.branch.id;
    let aside = look.quarantined(Some(branch))?;
    let hours = look.hours_of(Some(branch), place.today)?;
    let today = hours
        .iter()
        .fold(DayPartView::default(), |sum, (_, _, hour)| DayPartView {
            sales: sum.sales + hour.sales,
            total: sum.total + hour.total - hour.refund_total,
        });
    let chain = |row: nusa_store::ChainRow| ChainView {
        mark: row.head.chain.mark(),
        epoch: row.epoch,
        seq: row.head.seq,
    };
    let mut quarantine = Vec::with_capacity(aside.len());
    for row in &aside {
        quarantine.push(repair::view(look, row)?);
    }
    let own = flags(look)?.into_iter().filter(|flag| of(flag) == branch);
    Ok(BranchHealthView {
        island: island(look, place, heard, &aside, today)?,
        devices: devices_of(look, branch)?,
        chains: look.chains(branch)?.into_iter().map(chain).collect(),
        quarantine,
        repeated_numbers: look.repeated(Some(branch))?.len(),
        flags: own
            .map(|flag| serde_json::to_value(flag).unwrap_or_default())
            .collect(),
    })
}

fn of(flag: &Flag) -> BranchId {
    match flag {
        Flag::Price { branch, .. }
        | Flag::Arrival { branch, .. }
        | Flag::Receiver { branch, .. } => *branch,
    }
}
