//! A mail as bytes: a text and a page that say the same, headers that no name can
//! add to, and an id that stays the same when it is tried again. Amounts are those
//! of the fact. Knows no server's words.

use std::time::{Duration, UNIX_EPOCH};

use lettre::{
    Address, Message,
    message::{
        Mailbox, MultiPart,
        header::{HeaderName, HeaderValue},
    },
};
use nusa_contract::Problem;
use nusa_facts::{Letterhead, Millis};
use nusa_node::moment::branch_row;
use nusa_papers::{
    Language,
    letter::{Letter, test_letter},
};
use nusa_store::mail::{Mail, MailServer};

use super::{account, line::Made};
use crate::{app::App, dice, papers::letter as letter_of};

/// Says that no person wrote it, so that no absence is answered to it (RFC 3834).
const BY_ITSELF: (&str, &str) = ("Auto-Submitted", "auto-generated");

/// The letter of a mail of the queue; else why there is none, as a word.
pub(super) async fn letter(
    app: &App,
    server: &MailServer,
    mail: &Mail,
) -> Result<Made, &'static str> {
    let letter = match mail.staff {
        Some(staff) => account::letter(app, server, mail, staff).await?,
        None => receipt(app, mail).await?,
    };
    let to = mail.to.as_deref().unwrap_or_default();
    let id = format!("{}.{}", mail.id, mail.round);
    made(server, to, &id, mail.created_at, letter).ok_or("address_invalid")
}

async fn receipt(app: &App, mail: &Mail) -> Result<Letter, &'static str> {
    let (branch, language) = (mail.branch, Language::parse(&mail.language));
    let Some(sale) = mail.sale.filter(|_| mail.kind == "receipt") else {
        return Err("document_missing");
    };
    let found = app.look(move |look| letter_of(look, branch, sale, language.unwrap_or_default()));
    found.await.ok().flatten().ok_or("document_missing")
}

/// A letter that shows whether mail goes out.
///
/// # Errors
/// What the disk says.
pub(super) async fn test(
    app: &App,
    server: &MailServer,
    to: &str,
    language: &str,
) -> Result<Result<Made, &'static str>, Problem> {
    let here = app.me.branch;
    let row = app.look(move |look| branch_row(look, here)).await?;
    let shop = row
        .as_ref()
        .map(Letterhead::of)
        .unwrap_or_else(|| Letterhead {
            name: "Nusa".to_owned(),
            ..Letterhead::default()
        });
    let letter = test_letter(&shop, Language::parse(language).unwrap_or_default());
    let id = format!("test.{:016x}", dice::dice());
    Ok(made(server, to, &id, app.now(), letter).ok_or("address_invalid"))
}

/// The bytes; none when an address is one that mail does not know.
fn made(server: &MailServer, to: &str, id: &str, at: Millis, letter: Letter) -> Option<Made> {
    let (from, to): (Address, Address) = (server.sender.parse().ok()?, to.parse().ok()?);
    let name = Some(server.sender_name.clone()).filter(|name| !name.is_empty());
    let wall = UNIX_EPOCH + Duration::from_millis(u64::try_from(at.0).ok()?);
    let (header, value) = BY_ITSELF;
    let by_itself = HeaderValue::new(HeaderName::new_from_ascii_str(header), value.to_owned());
    let mut message = Message::builder()
        .from(Mailbox::new(name, from.clone()))
        .to(Mailbox::new(None, to.clone()))
        .subject(letter.subject)
        .date(wall)
        .message_id(Some(format!("<{id}@{}>", from.domain())))
        .raw_header(by_itself);
    if !server.reply_to.is_empty() {
        message = message.reply_to(Mailbox::new(None, server.reply_to.parse().ok()?));
    }
    let both = MultiPart::alternative_plain_html(letter.text, letter.html);
    let bytes = message.multipart(both).ok()?.formatted();
    Some(Made { from, to, bytes })
}
