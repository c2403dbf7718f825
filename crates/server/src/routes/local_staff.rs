//! People whom a branch adds to its staff by itself, over HTTP, with or without a
//! link. They are listed with everybody else; their passwords are set as everybody's.

use axum::extract::State;
use nusa_contract::{
    Door, Problem, request::local_staff::LocalStaffRequest, view::account::LocalStaffView,
};
use nusa_facts::PersonId;

use super::written::first;
use crate::{
    app::App,
    reply::{Reply, Told},
    route::{Route, put},
    sent::{Named, Sent},
    who::may::{ManagePeople, May},
};

pub(super) fn rows() -> Vec<Route> {
    vec![
        put("/api/v1/local-staff/{person}", set)
            .may::<ManagePeople>()
            .takes::<LocalStaffRequest>()
            .gives::<LocalStaffView>(200)
            .says("Adds a cashier, a waiter or a cook to this branch's own staff, or changes them, with or without a link; the id is made by the device."),
    ]
}

fn person_id(text: &str) -> Result<PersonId, Problem> {
    let missing = || {
        Problem::new(
            Door::NotFound,
            "a person is named by the id that a device made",
        )
    };
    PersonId::parse(text).ok_or_else(missing)
}

async fn set(
    State(app): State<App>,
    who: May<ManagePeople>,
    person: Named<String>,
    sent: Sent<LocalStaffRequest>,
) -> Reply<Told<LocalStaffView>> {
    let asked = sent.value.parse(person_id(&person.0)?)?;
    let answer = app.obey(&who.actor, sent.hash, asked).await?;
    Ok(Told(first(&answer)?.local_staff()?))
}
