//! Whose receipt goes out by itself: the guests whose dishes a bill paid for, who
//! left an address with their consent. Found by the node from facts and from who
//! sent each order; no phone has a say, and a phone that is gone gets its receipt
//! all the same (D2-29).

use std::collections::BTreeMap;

use nusa_contract::Problem;
use nusa_facts::{BusinessDate, Fact, GuestId, MailId, Millis, OrderId, SaleId};
use nusa_node::mail;
use nusa_store::{Look, SaleFilter, mail::Mail};

use crate::{
    app::App,
    limits::{MAIL_SALES, MAIL_SALES_MS},
    papers::sealed,
    routes::guests::profile,
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

/// Takes the mails of a sale's guests, if nobody has thought of it yet.
pub(super) async fn think_of(app: &App, sale: SaleId, now: Millis) -> Result<(), Problem> {
    let server = app.mails.on(|tx| tx.server()).await?;
    let mut mails = Vec::new();
    if let Some(server) = server.filter(|server| server.automatic) {
        for (address, guest) in guests_of(app, sale).await? {
            let id = id_of(app, sale, &address);
            mails.push(Mail {
                branch: app.me.branch,
                language: server.language.clone(),
                guest: Some(guest),
                ..mail::receipt(id, sale, address, now)
            });
        }
    }
    app.mails
        .on(move |tx| mail::thank(tx, sale, &mails, now))
        .await
}

/// The addresses of a sale's guests, each once.
async fn guests_of(app: &App, sale: SaleId) -> Result<BTreeMap<String, GuestId>, Problem> {
    let guests = app.guests()?;
    let (drafts, here) = (guests.beside(), app.me.branch);
    let phones = guests.readers.ask(move |look| {
        let mut phones = Vec::new();
        for order in ordered(look, here, sale)? {
            let command = sealed(look, here, order)?.map(|order| order.doc.command);
            let phone = command.map(|command| drafts.sender(command)).transpose()?;
            phones.extend(phone.flatten());
        }
        phones.sort();
        phones.dedup();
        Ok(phones)
    });
    let mut found = BTreeMap::new();
    for phone in phones.await? {
        let kept = profile::kept(app, phone).await?;
        if let Some(address) = kept.filter(|kept| kept.consent).and_then(|kept| kept.email) {
            found.entry(address.to_lowercase()).or_insert(phone);
        }
    }
    Ok(found)
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
