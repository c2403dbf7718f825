//! Customers over HTTP: the branch that knows them keeps how they are called and
//! reached, with their consent, and which sales were theirs. Erased on request, and
//! never at another node.

use axum::extract::State;
use nusa_contract::{
    Door, Problem,
    request::{
        customers::{CustomersAsked, CustomersQuery},
        guests::ProfileRequest,
    },
    view::{
        Page,
        customers::{CustomerDetail, CustomerView, HistoryView},
    },
};
use nusa_facts::{CENTRE, CustomerId, Fact, GuestId, SaleId};
use nusa_node::{
    customer::{self, Contact, Customer, Declined, Visit},
    mail,
};
use nusa_rules::Right;
use nusa_store::{Error as StoreError, Look, Store};

use crate::{
    app::App,
    history::history,
    limits::GUEST_NUMBER,
    papers::sealed,
    problem::of_fault,
    reply::{Done, Reply, Told},
    route::{Access, Route, delete, get, put},
    sent::{Named, Params, Small},
    who::{
        guest::Rater,
        may::{ManageCustomers, May, ServeCustomers},
    },
};

pub(super) fn rows() -> Vec<Route> {
    vec![
        get("/api/v1/customers", list)
            .may::<ServeCustomers>()
            .asks::<CustomersQuery>()
            .gives_page::<CustomerView>()
            .says("Lists customers of this branch by name; whoever does not manage them says of whom they look for."),
        get("/api/v1/customers/{customer}", show)
            .may::<ServeCustomers>()
            .gives::<CustomerDetail>(200)
            .says("Shows a customer with the visits that are known and what they like."),
        put("/api/v1/customers/{customer}", set)
            .may::<ServeCustomers>()
            .takes::<ProfileRequest>()
            .gives::<CustomerView>(200)
            .says("Keeps what a customer lets the branch keep; its id is made by the device."),
        delete("/api/v1/customers/{customer}", forget)
            .may::<ManageCustomers>()
            .gives_nothing()
            .says("Erases a customer and every visit; facts stay as they are."),
        put("/api/v1/customers/{customer}/visits/{sale}", visit)
            .may::<ServeCustomers>()
            .gives_nothing()
            .says("Keeps that a sale was a customer's."),
        get("/api/v1/guest/history", own)
            .access(Access::Guest)
            .gives::<HistoryView>(200)
            .says("Shows a guest what it had here before, as far as it lets the shop keep that."),
    ]
}

/// Customers are known at branches.
fn at_branch(app: &App) -> Result<(), Problem> {
    if app.me.branch == CENTRE {
        let detail = "customers are known at the branch that serves them";
        return Err(Problem::new(Door::NotHere, detail));
    }
    Ok(())
}

fn id_of(text: &str) -> Result<CustomerId, Problem> {
    CustomerId::parse(text).ok_or_else(|| unknown("a customer is named by its id"))
}

fn unknown(detail: &str) -> Problem {
    Problem::new(Door::NotFound, detail)
}

async fn list(
    State(app): State<App>,
    who: May<ServeCustomers>,
    Params(query): Params<CustomersQuery>,
) -> Reply<Told<Page<CustomerView>>> {
    at_branch(&app)?;
    let asked = query.parse(who.actor.may(Right::ManageCustomers, who.branch))?;
    Ok(Told(app.look(move |look| page(look, &asked)).await?))
}

fn page(look: &impl Look, asked: &CustomersAsked) -> Result<Page<CustomerView>, StoreError> {
    let mut rows = customer::customers(look)?;
    if let Some(part) = &asked.part {
        rows.retain(|(id, row)| fits(&row.contact, part) || is_number_of(*id, part));
    }
    rows.sort_by_cached_key(|(id, row)| (row.contact.name.to_lowercase(), *id));
    // Whoever was erased between two pages is no place to go on from: the list begins anew.
    let known = |after| rows.iter().position(|(id, _)| *id == after);
    let from = asked.after.and_then(known).map_or(0, |at| at + 1);
    let next = rows.get(from + asked.rows).is_some();
    let shown = rows.iter().skip(from).take(asked.rows);
    let items = shown.map(|(id, row)| view(look, *id, row));
    let items = items.collect::<Result<Vec<_>, _>>()?;
    Ok(Page {
        next: items
            .last()
            .filter(|_| next)
            .map(|last| last.customer.clone()),
        items,
    })
}

/// Whether this is the number that a guest's phone shows: the end of its id.
fn is_number_of(id: CustomerId, part: &str) -> bool {
    part.len() >= GUEST_NUMBER && id.to_string().ends_with(part)
}

/// Whether a contact has a part in it, in small letters; of a number the digits count.
fn fits(contact: &Contact, part: &str) -> bool {
    let digits = |text: &str| {
        text.chars()
            .filter(char::is_ascii_digit)
            .collect::<String>()
    };
    let email = contact.email.as_deref().unwrap_or_default();
    let wanted = digits(part);
    let is_number = wanted.len() >= 3 && !part.chars().any(char::is_alphabetic);
    let phone = contact.phone.as_deref().unwrap_or_default();
    contact.name.to_lowercase().contains(part)
        || email.to_lowercase().contains(part)
        || (is_number && digits(phone).contains(&wanted))
}

fn view(look: &impl Look, id: CustomerId, row: &Customer) -> Result<CustomerView, StoreError> {
    let visits = customer::visits(look, id)?;
    Ok(CustomerView {
        customer: id.to_string(),
        name: row.contact.name.clone(),
        phone: row.contact.phone.clone(),
        email: row.contact.email.clone(),
        by_phone: row.by_phone,
        since: row.since.0,
        visits: visits.len(),
        last_visit: visits.first().map(|(_, visit)| visit.at.0),
    })
}

async fn show(
    State(app): State<App>,
    _: May<ServeCustomers>,
    id: Named<String>,
) -> Reply<Told<CustomerDetail>> {
    at_branch(&app)?;
    let (id, here) = (id_of(&id.0)?, app.me.branch);
    let found = app.look(move |look| {
        let Some(row) = customer::customer(look, id)? else {
            return Ok(None);
        };
        Ok(Some(CustomerDetail {
            customer: view(look, id, &row)?,
            history: history(look, here, id)?,
        }))
    });
    let missing = || unknown("no such customer is known here");
    Ok(Told(found.await?.ok_or_else(missing)?))
}

async fn set(
    State(app): State<App>,
    _: May<ServeCustomers>,
    id: Named<String>,
    sent: Small<ProfileRequest>,
) -> Reply<Told<CustomerView>> {
    at_branch(&app)?;
    let id = id_of(&id.0)?;
    let wanted = sent.value.parse()?;
    if !wanted.consent {
        let detail = "nothing is kept of somebody who does not agree";
        return Err(Problem::new(Door::BodyInvalid, detail)
            .about("consent")
            .into());
    }
    let row = keep(&app, id, contact(wanted), false).await?;
    let shown = app.look(move |look| view(look, id, &row));
    Ok(Told(shown.await?))
}

/// How somebody is called and reached, of what they let the shop keep.
pub(super) fn contact(wanted: ProfileRequest) -> Contact {
    Contact {
        name: wanted.name,
        phone: wanted.phone,
        email: wanted.email,
    }
}

/// Keeps a contact. An address that it had before is not written to any more.
///
/// # Errors
/// `customers_full`, or what the disk says.
pub(super) async fn keep(
    app: &App,
    id: CustomerId,
    contact: Contact,
    by_phone: bool,
) -> Result<Customer, Problem> {
    let now = app.now();
    let kept = app.on_node(move |node| {
        node.store()
            .transact(|tx| customer::keep(tx, id, contact, by_phone, now))
    });
    let kept = kept
        .await?
        .map_err(|error: StoreError| of_fault(error.into()))?;
    kept.map_err(|_| Problem::new(Door::CustomersFull, "no more customers can be kept here"))
}

/// Erases a customer; gives what was kept, if anything was.
///
/// # Errors
/// What the disk says.
pub(super) async fn erase(app: &App, id: CustomerId) -> Result<Option<Customer>, Problem> {
    let erased = app.on_node(move |node| node.store().transact(|tx| customer::erase(tx, id)));
    erased
        .await?
        .map_err(|error: StoreError| of_fault(error.into()))
}

async fn forget(State(app): State<App>, _: May<ManageCustomers>, id: Named<String>) -> Reply<Done> {
    at_branch(&app)?;
    let id = id_of(&id.0)?;
    let known = erase(&app, id).await?;
    let known = known.ok_or_else(|| unknown("no such customer is known here"))?;
    let (now, phone) = (app.now(), GuestId(id.0));
    let forgotten = app
        .mails
        .on(move |tx| mail::forget_guest(tx, phone, known.contact.email.as_deref(), now));
    forgotten.await?;
    Ok(Done)
}

async fn visit(
    State(app): State<App>,
    _: May<ServeCustomers>,
    named: Named<(String, String)>,
) -> Reply<Done> {
    at_branch(&app)?;
    let (id, sale) = named.0;
    let (id, here) = (id_of(&id)?, app.me.branch);
    let missing = || unknown("no such sale is known here");
    let sale = SaleId::parse(&sale).ok_or_else(missing)?;
    let found = app.look(move |look| {
        let doc = sealed(look, here, sale)?;
        Ok(doc.filter(|doc| matches!(doc.doc.fact, Fact::SaleCompleted(_))))
    });
    let at = found.await?.ok_or_else(missing)?.doc.at;
    let own = Visit {
        at,
        orders: Vec::new(),
    };
    match remember(&app, id, sale, own).await? {
        Ok(()) => Ok(Done),
        Err(_) => Err(unknown("no such customer is known here").into()),
    }
}

/// Keeps that a sale was a customer's.
///
/// # Errors
/// What the disk says.
pub(crate) async fn remember(
    app: &App,
    id: CustomerId,
    sale: SaleId,
    visit: Visit,
) -> Result<Result<(), Declined>, Problem> {
    let kept = app.on_node(move |node| {
        node.store()
            .transact(|tx| customer::remember(tx, id, sale, &visit))
    });
    kept.await?
        .map_err(|error: StoreError| of_fault(error.into()))
}

async fn own(State(app): State<App>, who: Rater) -> Reply<Told<HistoryView>> {
    let (id, here) = (who.phone.into(), app.me.branch);
    let read = app
        .guests()?
        .readers
        .ask(move |look| history(look, here, id));
    Ok(Told(read.await?))
}
