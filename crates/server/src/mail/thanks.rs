//! What follows a payment for the guests whose dishes it paid: with their consent the
//! branch keeps that they came, and their receipt goes out by itself where they left
//! an address. Found by the node from facts and from who sent each order; no phone has
//! a say, and a phone that is gone gets its receipt all the same (D2-29).

use std::collections::BTreeMap;

use nusa_contract::Problem;
use nusa_facts::{BusinessDate, Fact, GuestId, MailId, Millis, OrderId, SaleId};
use nusa_node::{customer::Visit, mail};
use nusa_store::{Look, SaleFilter, mail::Mail};

use crate::{
    app::App,
    limits::{MAIL_SALES, MAIL_SALES_MS},
    papers::sealed,
    routes::{customers::remember, guests::profile},
};

/// The sales of bills of the last days, which a crash may have made the node forget; none at the centre.
pub(super) async fn lately(app: &App, now: Millis) -> Result<Vec<SaleId>, Problem> {
    if app.guests.is_none() {
        return Ok(Vec::new());
    }
    let here = app.me.branch;
    let since = Millis(now.0.saturating_sub(MAIL_SALES_MS));
    let filter = SaleFilter {
        branch: Some(here),
        from: BusinessDate::of(since, 0, 0),
        to: None,
        method: None,
        staff: None,
        shift: None,
        after: None,
        limit: MAIL_SALES,
    };
    let rows = app.look(move |look| look.sales(&filter)).await?;
    Ok(rows.into_iter().map(|(_, row)| row.id).collect())
}

/// Keeps who of its guests a sale was of, and takes their mails, if nobody has thought of it yet.
pub(super) async fn think_of(app: &App, sale: SaleId, now: Millis) -> Result<(), Problem> {
    let server = app.mails.on(|tx| tx.server()).await?;
    let server = server.filter(|server| server.automatic);
    let mut mails = BTreeMap::new();
    for (guest, visit) in guests_of(app, sale).await? {
        let Some(kept) = profile::kept(app, guest).await? else {
            continue;
        };
        // Whoever took the consent back in this moment is not known any more, and that is all right.
        let _ = remember(app, guest.into(), sale, visit).await?;
        if let Some((server, address)) = server.as_ref().zip(kept.email) {
            let id = id_of(app, sale, &address.to_lowercase());
            let mail = Mail {
                branch: app.me.branch,
                language: server.language.clone(),
                guest: Some(guest),
                ..mail::receipt(id, sale, address.to_lowercase(), now)
            };
            // Two phones with one address get one mail.
            mails.entry(address.to_lowercase()).or_insert(mail);
        }
    }
    let mails: Vec<Mail> = mails.into_values().collect();
    app.mails
        .on(move |tx| mail::thank(tx, sale, &mails, now))
        .await
}

/// The phones whose orders a sale paid for, with what each had.
async fn guests_of(app: &App, sale: SaleId) -> Result<BTreeMap<GuestId, Visit>, Problem> {
    let guests = app.guests()?;
    let (drafts, here) = (guests.beside(), app.me.branch);
    let found = guests.readers.ask(move |look| {
        let mut phones: BTreeMap<GuestId, Visit> = BTreeMap::new();
        for order in ordered(look, here, sale)? {
            let placed = sealed(look, here, order)?.map(|order| order.doc);
            let Some(placed) = placed else { continue };
            if let Some(phone) = drafts.sender(placed.command)? {
                let visit = phones.entry(phone).or_insert_with(|| Visit {
                    at: placed.at,
                    orders: Vec::new(),
                });
                visit.orders.push(order);
            }
        }
        Ok(phones)
    });
    found.await
}

/// The orders that a sale paid for.
fn ordered(
    look: &impl Look,
    here: nusa_facts::BranchId,
    sale: SaleId,
) -> Result<Vec<OrderId>, nusa_store::Error> {
    let Some(doc) = sealed(look, here, sale)? else {
        return Ok(Vec::new());
    };
    let Fact::SaleCompleted(sale) = &doc.doc.fact else {
        return Ok(Vec::new());
    };
    let lines = sale.lines.iter().filter_map(|line| line.ordered.as_ref());
    let mut orders: Vec<OrderId> = lines.map(|line| line.order).collect();
    orders.sort();
    orders.dedup();
    Ok(orders)
}

/// The name of a sale's mail to an address: the same one makes the same mail, and nobody reads the address
/// off it.
fn id_of(app: &App, sale: SaleId, address: &str) -> MailId {
    let mut bytes = [0; 16];
    if let Some(guests) = &app.guests {
        bytes = guests.secret.mail(sale, address);
    }
    MailId::from_bytes(bytes)
}
