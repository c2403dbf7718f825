//! People over HTTP: their rows, and new passwords. A password is no command: its
//! request is never hashed into a fact (I13).

use std::collections::BTreeMap;

use axum::extract::State;
use nusa_contract::{
    Door, Problem,
    request::people::{PasswordRequest, PersonRequest},
    view::{
        Page,
        account::{AddedView, InvitationView, ListedPerson},
        catalogue::{MasterAnswer, PersonView},
    },
};
use nusa_facts::{
    CENTRE, MailId, Millis, StaffId,
    master::{Grant, Staff},
};
use nusa_node::{
    Fault, contact,
    credential::credential as credential_of,
    mail::{self, Standing},
    pass::{self, Invitation},
    staff::{self, Person},
};
use nusa_rules::{Actor, Right, command::PROVISIONAL};
use nusa_store::{Error as StoreError, Store, mail::Mail};

use super::master::{change, no_row};
use crate::{
    app::App,
    dice,
    problem::of_fault,
    reply::{Done, Made, Reply, Told},
    route::{Route, get, post, put},
    sent::{Named, Sent},
    who::{
        may::{ManagePeople, May},
        sign_in,
    },
};

pub(super) fn rows() -> Vec<Route> {
    vec![
        get("/api/v1/people", list)
            .may::<ManagePeople>()
            .gives_page::<ListedPerson>()
            .says("Lists people; where mail reaches them and how their invitation stands, for whoever may set it."),
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
async fn list(State(app): State<App>, who: May<ManagePeople>) -> Reply<Told<Page<ListedPerson>>> {
    let everywhere = who.actor.may_everywhere(Right::ManagePeople);
    let (actor, branch) = (who.actor.clone(), who.branch);
    let known = app.look(move |look| {
        let near = |grant: &Grant| grant.branch.is_none_or(|at| at == branch);
        let people = staff::people(look)?.into_iter();
        let seen =
            people.filter(|Person { staff, .. }| everywhere || staff.grants.iter().any(near));
        let (emails, invited) = (contact::emails(look)?, pass::invitations(look)?);
        let (emails, invited) = (BTreeMap::from_iter(emails), BTreeMap::from_iter(invited));
        let known = seen.map(|Person { staff, added }| {
            let has_password = credential_of(look, staff.id)?.is_some();
            let may_set = may_set(&actor, &staff).is_ok();
            let email = emails.get(&staff.id).filter(|_| may_set).cloned();
            let invitation = invited.get(&staff.id).filter(|_| may_set).copied();
            let listed = ListedPerson {
                from_branch: staff.id.local_branch().map(|branch| branch.0),
                person: PersonView::from(&staff),
                may_set,
                has_password: may_set.then_some(has_password),
                email,
                invitation: None,
                added: added.as_ref().and_then(AddedView::of),
            };
            Ok((listed, invitation))
        });
        known.collect::<Result<Vec<_>, StoreError>>()
    });
    Ok(Told(Page::whole(
        with_invitations(&app, known.await?).await?,
    )))
}

/// People with how their invitations stand, which the queue of mails knows.
async fn with_invitations(
    app: &App,
    known: Vec<(ListedPerson, Option<Invitation>)>,
) -> Result<Vec<ListedPerson>, Problem> {
    let now = app.now();
    let standing = app.mails.on(move |tx| {
        let views = known.into_iter().map(|(listed, invitation)| {
            let mail = match invitation.and_then(|kept| kept.mail) {
                Some(id) => tx.mail(id)?,
                None => None,
            };
            let invitation = invitation.map(|kept| InvitationView {
                state: standing(&kept, mail.as_ref(), now).to_owned(),
                at: kept.at.0,
                until: kept.until.0,
            });
            Ok(ListedPerson {
                invitation,
                ..listed
            })
        });
        views.collect()
    });
    standing.await
}

/// How an invitation stands, as a word.
fn standing(kept: &Invitation, mail: Option<&Mail>, now: Millis) -> &'static str {
    if kept.joined.is_some() {
        return "joined";
    }
    if kept.until <= now {
        return "expired";
    }
    let stands = |one: Standing| mail.is_some_and(|mail| mail.state == one.word());
    match mail {
        None => "link",
        Some(_) if stands(Standing::Sent) => "sent",
        Some(_) if stands(Standing::Failed) || stands(Standing::GivenUp) => "failed",
        Some(_) => "waiting",
    }
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
    let asked = sent.value.parse(StaffId(id.0))?;
    let staff = StaffId(id.0);
    let is_somebody = app.look(move |look| Ok(staff::person(look, staff)?.is_some()));
    if !is_somebody.await? {
        return Err(no_row(id.0).into());
    }
    Ok(Told(change(&app, &who.actor, sent.hash, asked).await?))
}

async fn password(
    State(app): State<App>,
    who: May<ManagePeople>,
    id: Named<u32>,
    sent: Sent<PasswordRequest>,
) -> Reply<Done> {
    sent.value.password.acceptable()?;
    let person = settable(&app, &who.actor, id.0).await?;
    let hash = app.hashing.hash(sent.value.password).await?;
    keep(&app, person.id, hash).await?;
    Ok(Done)
}

/// The person with this number, whose password, address and sign-ins the asker may set.
///
/// # Errors
/// `person_unknown`, `forbidden`.
pub(super) async fn settable(app: &App, actor: &Actor, number: u32) -> Result<Staff, Problem> {
    let staff = StaffId(number);
    let person = app.look(move |look| staff::person(look, staff)).await?;
    let unknown = || {
        let detail = format!("nobody has the number {staff}");
        Problem::new(Door::PersonUnknown, detail)
    };
    let person = person.ok_or_else(unknown)?;
    may_set(actor, &person)?;
    Ok(person)
}

/// Refuses what is not kept here: the centre keeps how its people sign in, and a branch how those do whom it
/// added.
///
/// # Errors
/// `not_here`.
pub(super) async fn kept_here(app: &App, id: StaffId) -> Result<(), Problem> {
    let Some(branch) = id.local_branch() else {
        return at_centre(app);
    };
    let is_branchs = app.look(move |look| staff::is_of_branch(look, branch, id));
    if !is_branchs.await? {
        return at_centre(app);
    }
    if branch == app.me.branch {
        return Ok(());
    }
    let detail = "the branch that added this person keeps this; save the person here first";
    Err(Problem::new(Door::NotHere, detail))
}

/// Refuses what only the centre keeps: addresses and links.
///
/// # Errors
/// `not_here`.
pub(super) fn at_centre(app: &App) -> Result<(), Problem> {
    if app.me.branch == CENTRE {
        return Ok(());
    }
    let detail = "passwords and addresses are kept at the centre";
    Err(Problem::new(Door::NotHere, detail))
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

/// Ends the person's sign-ins, keeps a password, and tells them where it is not their first. Sign-ins end
/// first: what breaks off in between leaves none under an old password.
pub(super) async fn keep(app: &App, staff: StaffId, hash: String) -> Result<(), Problem> {
    kept_here(app, staff).await?;
    let kept = app.on_node(move |node| {
        let had: Result<bool, StoreError> = node.store().transact(|tx| {
            sign_in::end_all(tx, staff)?;
            Ok(credential_of(tx, staff)?.is_some())
        });
        let had = had?;
        node.set_password(staff, hash)?;
        Ok(had)
    });
    let had = kept.await?.map_err(|fault: Fault| of_fault(fault))?;
    if had {
        tell_changed(app, staff).await?;
    }
    Ok(())
}

/// A mail tells somebody that the password is another one, where mail reaches them.
pub(super) async fn tell_changed(app: &App, staff: StaffId) -> Result<(), Problem> {
    let Some(to) = app.look(move |look| contact::email(look, staff)).await? else {
        return Ok(());
    };
    let (id, now) = (MailId::from_bytes(dice::bytes16()), app.now());
    let taken = app.mails.on(move |tx| {
        let Some(server) = tx.server()? else {
            return Ok(());
        };
        let wanted = Mail {
            language: server.language,
            ..mail::about(staff, id, "password_changed", to, now)
        };
        // What finds no room is left out: the password is another one all the same.
        let _ = mail::enqueue(tx, &wanted)?;
        Ok(())
    });
    taken.await?;
    app.mails.ring();
    Ok(())
}
