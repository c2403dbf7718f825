//! People over HTTP: their rows, and new passwords. A password is no command: its
//! request is never hashed into a fact (I13).

use axum::extract::State;
use nusa_contract::{
    Door, Problem,
    request::people::{PasswordRequest, PersonRequest},
    view::{
        Page,
        catalogue::{MasterAnswer, PersonView},
    },
};
use nusa_facts::{
    StaffId,
    master::{Entity, EntityKind, Grant, Staff},
};
use nusa_rules::{Actor, Right, command::PROVISIONAL};
use nusa_store::{Error as StoreError, Look, Store};

use super::master::{change, existing};
use crate::{
    app::App,
    problem::{of_fault, of_store},
    reply::{Done, Made, Reply, Told},
    route::{Route, get, post, put},
    sent::{Named, Sent},
    who::{
        credential,
        may::{ManagePeople, May},
        sign_in,
    },
};

pub(super) fn rows() -> Vec<Route> {
    vec![
        get("/api/v1/people", list)
            .may::<ManagePeople>()
            .gives_page::<PersonView>()
            .says("Lists people."),
        post("/api/v1/people", add)
            .may::<ManagePeople>()
            .takes::<PersonRequest>()
            .gives::<MasterAnswer>(201)
            .says("Adds somebody; they sign in once a password is set."),
        put("/api/v1/people/{id}", set)
            .may::<ManagePeople>()
            .takes::<PersonRequest>()
            .gives::<MasterAnswer>(200)
            .says("Sets somebody's row."),
        put("/api/v1/people/{id}/password", password)
            .may::<ManagePeople>()
            .takes::<PasswordRequest>()
            .gives_nothing()
            .says("Sets somebody's password and ends their sign-ins."),
    ]
}

/// Whoever manages one branch sees the people of that branch and of the company, not those of others.
async fn list(State(app): State<App>, who: May<ManagePeople>) -> Reply<Told<Page<PersonView>>> {
    let everywhere = who.actor.may_everywhere(Right::ManagePeople);
    let near = |grant: &Grant| grant.branch.is_none_or(|branch| branch == who.branch);
    let seen = |staff: &Staff| everywhere || staff.grants.iter().any(near);
    let rows = app.look(|look| look.entities(EntityKind::Staff)).await?;
    let views = rows.iter().filter_map(|row| match row {
        Entity::Staff(staff) if seen(staff) => Some(PersonView::from(staff)),
        _ => None,
    });
    Ok(Told(Page::whole(views.collect())))
}

async fn add(
    State(app): State<App>,
    who: May<ManagePeople>,
    sent: Sent<PersonRequest>,
) -> Reply<Made<MasterAnswer>> {
    let asked = sent.value.parse(StaffId(PROVISIONAL))?;
    Ok(Made(change(&app, &who.actor, sent.hash, asked).await?))
}

async fn set(
    State(app): State<App>,
    who: May<ManagePeople>,
    id: Named<u32>,
    sent: Sent<PersonRequest>,
) -> Reply<Told<MasterAnswer>> {
    let asked = sent.value.parse(StaffId(existing(id.0)?))?;
    Ok(Told(change(&app, &who.actor, sent.hash, asked).await?))
}

async fn password(
    State(app): State<App>,
    who: May<ManagePeople>,
    id: Named<u32>,
    sent: Sent<PasswordRequest>,
) -> Reply<Done> {
    sent.value.password.acceptable()?;
    let staff = StaffId(id.0);
    let person = app
        .look(move |look| credential::person(look, staff))
        .await?;
    let person = person.ok_or_else(|| {
        Problem::new(
            Door::PersonUnknown,
            format!("nobody has the number {staff}"),
        )
    })?;
    may_set(&who.actor, &person)?;
    let hash = app.hashing.hash(sent.value.password).await?;
    keep(&app, staff, hash).await?;
    Ok(Done)
}

/// Whoever sets a password could sign in as that person, so must reach wherever that person reaches; an
/// owner's password is an owner's to set.
pub(super) fn may_set(actor: &Actor, person: &Staff) -> Result<(), Problem> {
    let is_owner = person
        .grants
        .iter()
        .any(|grant| grant.role == nusa_facts::people::Role::Owner);
    let reaches = person.grants.iter().all(|grant| match grant.branch {
        None => actor.may_everywhere(Right::ManagePeople),
        Some(branch) => actor.may(Right::ManagePeople, branch),
    });
    if reaches && (!is_owner || actor.may_everywhere(Right::RepairFacts)) {
        Ok(())
    } else {
        Err(Problem::new(
            nusa_rules::refusal::Code::Forbidden,
            "this person's rights reach further than yours",
        ))
    }
}

/// Keeps a password and ends the person's sign-ins.
pub(super) async fn keep(app: &App, staff: StaffId, hash: String) -> Result<(), Problem> {
    app.on_node(move |node| node.set_password(staff, hash))
        .await?
        .map_err(of_fault)?;
    let ended = app.on_node(move |node| node.store().transact(|tx| sign_in::end_all(tx, staff)));
    ended.await?.map_err(|error: StoreError| of_store(error))
}
