//! Mails about somebody's account: whose they are, and what they say when they go
//! out. The token of a link is made at that moment and is in the letter alone; what
//! is kept of it is a hash.

use nusa_contract::Problem;
use nusa_facts::{
    MailId, Millis, StaffId,
    master::{Branch, Entity, EntityKind, Staff},
};
use nusa_node::{
    contact,
    mail::{self, Outcome},
    pass::{self, Purpose},
    staff::person,
};
use nusa_papers::{
    Language,
    figures::moment,
    letter::{
        Letter,
        account::{Account, Link, changed_letter, invitation_letter, reset_letter},
    },
};
use nusa_store::{
    Error as StoreError, Look, SqliteReader, Store,
    mail::{Mail, MailServer},
};

use crate::{app::App, dice, limits::MAX_FORGOTTEN_PEOPLE, live::Topic, routes::session::WIB_MIN};

/// Characters of a word of a server's answer to such a mail: half a token is none, and the server may quote
/// what it refuses.
const QUOTED: usize = 24;

/// Somebody says that a password was forgotten.
#[derive(Debug)]
pub(crate) struct Forgotten {
    /// A sign-in name or an address, in lower case.
    pub(crate) name: String,
    /// The language of the mail, as a tag.
    pub(crate) language: String,
}

/// The shop for which somebody works, as a letter and a page name it.
pub(crate) struct Shop {
    /// Its name.
    pub(crate) name: String,
    /// Minutes east of UTC where it stands.
    tz_offset_min: i16,
}

/// The branch for which somebody works; for more than one, the name in which mail goes out.
///
/// # Errors
/// What the disk says.
pub(crate) async fn shop_of(app: &App, person: &Staff) -> Result<Shop, Problem> {
    let grants = person.grants.clone();
    let only = app.look(move |look| {
        let all = look.entities(EntityKind::Branch)?.into_iter();
        let all = all.filter_map(|row| match row {
            Entity::Branch(branch) if branch.active => Some(branch),
            _ => None,
        });
        let reaches = |branch: &Branch| {
            let mut grants = grants.iter();
            grants.any(|grant| grant.branch.is_none_or(|at| at == branch.id))
        };
        let mut own = all.filter(reaches);
        let first = own.next();
        Ok(first.filter(|_| own.next().is_none()))
    });
    if let Some(branch) = only.await? {
        return Ok(Shop {
            name: branch.name,
            tz_offset_min: branch.tz_offset_min,
        });
    }
    let server = app.mails.on(|tx| tx.server()).await?;
    let name = server.map_or_else(String::new, |server| server.sender_name);
    let name = Some(name).filter(|name| !name.is_empty());
    Ok(Shop {
        name: name.unwrap_or_else(|| "Nusa".to_owned()),
        tz_offset_min: WIB_MIN,
    })
}

/// Takes a mail for everybody whose name or address this is, if they have not asked too often.
pub(super) async fn remind(app: &App, asked: Forgotten, now: Millis) -> Result<(), Problem> {
    let Forgotten { name, language } = asked;
    let found = app.look(move |look| named(look, &name)).await?;
    for (staff, to) in found {
        let id = MailId::from_bytes(dice::bytes16());
        let noted = app.on_node(move |node| {
            node.store()
                .transact(|tx| pass::ask_reset(tx, staff, id, now))
        });
        let noted = noted.await?;
        if !noted.map_err(|error: StoreError| crate::problem::of_store(error))? {
            continue;
        }
        let wanted = Mail {
            language: language.clone(),
            ..mail::about(staff, id, Purpose::Reset.word(), to, now)
        };
        // What finds no room is left out: whoever waits for it asks again.
        let _ = app.mails.on(move |tx| mail::enqueue(tx, &wanted)).await?;
        app.live.poke(Topic::Mail);
    }
    Ok(())
}

/// Who may sign in and has an address, by sign-in name or by that address.
fn named(look: &SqliteReader, name: &str) -> Result<Vec<(StaffId, String)>, StoreError> {
    let emails = contact::emails(look)?;
    let mut found = Vec::new();
    for (id, email) in emails {
        let Some(row) = person(look, id)?.filter(|row| row.active) else {
            continue;
        };
        if row.login == name || email.to_lowercase() == name {
            found.push((id, email));
        }
    }
    found.truncate(MAX_FORGOTTEN_PEOPLE);
    Ok(found)
}

/// The letter of a mail about an account; else why there is none, as a word.
pub(super) async fn letter(
    app: &App,
    server: &MailServer,
    mail: &Mail,
    staff: StaffId,
) -> Result<Letter, &'static str> {
    const OVER: &str = "link_over";
    let to = mail.to.clone();
    let still = app.look(move |look| {
        // Whoever has left, or has another address now, gets no link.
        let same = contact::email(look, staff)? == to;
        Ok(person(look, staff)?.filter(|row| row.active && same))
    });
    let person = still.await.ok().flatten().ok_or(OVER)?;
    let shop = shop_of(app, &person).await.map_err(|_| OVER)?;
    let account = Account {
        shop: &shop.name,
        name: &person.name,
        login: &person.login,
    };
    let language = Language::parse(&mail.language).unwrap_or_default();
    let Some(purpose) = Purpose::parse(&mail.kind) else {
        let when = moment(mail.created_at, shop.tz_offset_min);
        return Ok(changed_letter(account, &when, language));
    };
    if server.office.is_empty() {
        return Err("office_missing");
    }
    let token = dice::token();
    let until = admitted(app, mail.id, staff, purpose, &token).await;
    let until = moment(until.ok_or(OVER)?, shop.tz_offset_min);
    let href = format!("{}/kantor/tautan#{token}", server.office);
    let link = Link {
        href: &href,
        until: &until,
    };
    Ok(match purpose {
        Purpose::Invitation => invitation_letter(account, link, language),
        Purpose::Reset => reset_letter(account, link, language),
    })
}

/// Makes a token good; tells until when. None when what it is for is over, or the disk refuses.
async fn admitted(
    app: &App,
    mail: MailId,
    staff: StaffId,
    purpose: Purpose,
    token: &str,
) -> Option<Millis> {
    let (token, now) = (token.to_owned(), app.now());
    let made = app.on_node(move |node| {
        node.store().transact(|tx| match purpose {
            Purpose::Invitation => pass::admit(tx, staff, &token, now),
            Purpose::Reset => pass::admit_reset(tx, staff, mail, &token, now),
        })
    });
    made.await.ok()?.unwrap_or_else(|error: StoreError| {
        tracing::warn!(%error, "a link was not kept");
        None
    })
}

/// What a server said to a mail with a link, without what could be a part of the link.
pub(super) fn quoting_nothing(mail: &Mail, outcome: Outcome) -> Outcome {
    if Purpose::parse(&mail.kind).is_none() {
        return outcome;
    }
    let short = |words: String| {
        let hidden = words.split(' ').map(|word| match word.chars().count() {
            0..=QUOTED => word,
            _ => "•••",
        });
        hidden.collect::<Vec<_>>().join(" ")
    };
    match outcome {
        Outcome::Sent(words) => Outcome::Sent(short(words)),
        Outcome::Refused(code, words) => Outcome::Refused(code, short(words)),
        Outcome::Later(code, words) => Outcome::Later(code, short(words)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_that_quotes_a_link_shows_no_part_of_it_that_is_worth_anything() {
        let token = "0123456789abcdef".repeat(4);
        let words = format!(
            "554 5.7.1 blocked: https://pusat.contoh.id/kantor/tautan#{token} {}",
            &token[..40]
        );
        let mail = mail::about(
            StaffId(1),
            MailId::from_bytes([1; 16]),
            "reset",
            String::new(),
            Millis(0),
        );
        let Outcome::Refused(code, said) =
            quoting_nothing(&mail, Outcome::Refused("refused", words.clone()))
        else {
            panic!("it stays refused");
        };
        assert_eq!(
            (code, said.as_str()),
            ("refused", "554 5.7.1 blocked: ••• •••")
        );
        let receipt = Mail {
            kind: "receipt".to_owned(),
            ..mail
        };
        let whole = quoting_nothing(&receipt, Outcome::Sent(words.clone()));
        assert_eq!(whole, Outcome::Sent(words), "a receipt hides nothing");
    }
}
