//! Links with which somebody chooses a password of their own: an invitation, or a
//! reset by whoever forgot theirs. Kept at the centre as notes under the hash of a
//! token, so that whoever reads the disk opens nothing; never a fact, never a row
//! (I13). Sends nothing and knows no address of the web.

use nusa_facts::{
    MailId, Millis, StaffId, hex,
    master::{Entity, EntityKey, EntityKind, Staff},
};
use nusa_store::{Error as StoreError, Look, Store, Tx};
use serde::{Deserialize, Serialize};

use crate::{
    Node,
    fault::Fault,
    limits::{
        INVITATION_MS, MAX_RESETS, MAX_TOKENS, PASS_REMEMBERED_MS, RESET_MS, RESETS_WITHIN_MS,
    },
    note, password,
};

const PASS: &str = "pass/";
const INVITATION: &str = "invitation/";
const RESET: &str = "reset/";

/// What a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Somebody new chooses the first password.
    Invitation,
    /// Somebody who forgot the password chooses another.
    Reset,
}

impl Purpose {
    /// The word in the queue of mails and on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Reset => "reset",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Invitation, Self::Reset]
            .into_iter()
            .find(|purpose| purpose.word() == word)
    }
}

/// A link, as it is kept under the hash of its token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pass {
    /// Whose password.
    pub staff: StaffId,
    /// What for.
    pub purpose: Purpose,
    /// When it was made.
    pub made: Millis,
    /// From when on it is good no more.
    pub until: Millis,
}

/// Why a link opens nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shut {
    /// Nobody made it, it was used, or something ended it.
    Void,
    /// It was good, and its time is over.
    Expired,
}

/// Somebody was invited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// When.
    pub at: Millis,
    /// From when on its links are good no more.
    pub until: Millis,
    /// The mail that brings it; none where the link is handed over.
    pub mail: Option<MailId>,
    /// When it was taken up; none while it is open.
    pub joined: Option<Millis>,
}

/// Somebody asked for a reset.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Asked {
    /// When, within the last while.
    times: Vec<Millis>,
    /// The mail that may still bring a link.
    mail: Option<MailId>,
}

/// The name under which a token's link is kept.
fn name(token: &str) -> String {
    let hash = blake3::hash(token.as_bytes());
    format!("{PASS}{}", hex::encode(hash.as_bytes()))
}

fn of(prefix: &str, staff: StaffId) -> String {
    format!("{prefix}{staff}")
}

fn person(look: &impl Look, staff: StaffId) -> Result<Option<Staff>, StoreError> {
    let key = EntityKey::numbered(EntityKind::Staff, staff.0);
    Ok(look.entity(&key)?.and_then(|row| match row {
        Entity::Staff(staff) => Some(staff),
        _ => None,
    }))
}

/// The link of a token and the person whose it is; changes nothing.
///
/// # Errors
/// The inner error when it opens nothing, or the person may not sign in any more; `Store` when a note
/// cannot be read.
pub fn find(
    look: &impl Look,
    token: &str,
    now: Millis,
) -> Result<Result<(Pass, Staff), Shut>, StoreError> {
    let Some(pass) = note::read::<Pass>(look, &name(token))? else {
        return Ok(Err(Shut::Void));
    };
    let Some(person) = person(look, pass.staff)?.filter(|row| row.active) else {
        return Ok(Err(Shut::Void));
    };
    if pass.until <= now {
        return Ok(Err(Shut::Expired));
    }
    Ok(Ok((pass, person)))
}

/// Somebody is invited anew: links of before are good no more. `mail` is the one that will bring it.
///
/// # Errors
/// `Store` when the disk refuses.
pub fn invite(
    tx: &mut impl Tx,
    staff: StaffId,
    mail: Option<MailId>,
    now: Millis,
) -> Result<Invitation, StoreError> {
    end(tx, staff)?;
    let invitation = Invitation {
        at: now,
        until: Millis(now.0.saturating_add(INVITATION_MS)),
        mail,
        joined: None,
    };
    note::write(tx, &of(INVITATION, staff), &invitation)?;
    Ok(invitation)
}

/// The invitation of a person, open, over or taken up.
///
/// # Errors
/// `Store` when the note cannot be read.
pub fn invitation(look: &impl Look, staff: StaffId) -> Result<Option<Invitation>, StoreError> {
    note::read(look, &of(INVITATION, staff))
}

/// Every invitation, by person.
///
/// # Errors
/// `Store` when a note cannot be read.
pub fn invitations(look: &impl Look) -> Result<Vec<(StaffId, Invitation)>, StoreError> {
    let kept = note::read_all(look, INVITATION)?.into_iter();
    let numbered = kept.filter_map(|(id, kept)| Some((StaffId(id.parse().ok()?), kept)));
    Ok(numbered.collect())
}

/// Makes a token good for an open invitation; tells until when. None when there is no open one.
///
/// # Errors
/// `Store` when the disk refuses.
pub fn admit(
    tx: &mut impl Tx,
    staff: StaffId,
    token: &str,
    now: Millis,
) -> Result<Option<Millis>, StoreError> {
    let open = |kept: &Invitation| kept.joined.is_none() && kept.until > now;
    let Some(kept) = invitation(tx, staff)?.filter(open) else {
        return Ok(None);
    };
    keep(tx, staff, Purpose::Invitation, token, now, kept.until)?;
    Ok(Some(kept.until))
}

/// Notes that somebody asked for a reset which this mail will bring; tells whether they had not asked too
/// often lately.
///
/// # Errors
/// `Store` when the disk refuses.
pub fn ask_reset(
    tx: &mut impl Tx,
    staff: StaffId,
    mail: MailId,
    now: Millis,
) -> Result<bool, StoreError> {
    let name = of(RESET, staff);
    let known: Option<Asked> = note::read(tx, &name)?;
    let mut times = known.map_or_else(Vec::new, |asked| asked.times);
    // A time ahead of now was written by a clock that has since been set back.
    times.retain(|at| *at <= now && at.0.saturating_add(RESETS_WITHIN_MS) > now.0);
    if times.len() >= MAX_RESETS {
        return Ok(false);
    }
    times.push(now);
    let mail = Some(mail);
    note::write(tx, &name, &Asked { times, mail })?;
    Ok(true)
}

/// Makes a token good for a reset that this mail brings; tells until when. None when the mail comes too late,
/// or another one was asked for since.
///
/// # Errors
/// `Store` when the disk refuses.
pub fn admit_reset(
    tx: &mut impl Tx,
    staff: StaffId,
    mail: MailId,
    token: &str,
    now: Millis,
) -> Result<Option<Millis>, StoreError> {
    let asked: Option<Asked> = note::read(tx, &of(RESET, staff))?;
    let Some(asked) = asked.filter(|asked| asked.mail == Some(mail)) else {
        return Ok(None);
    };
    let last = asked.times.last().copied().unwrap_or(Millis(0));
    if last.0.saturating_add(RESET_MS) <= now.0 {
        return Ok(None);
    }
    let until = Millis(now.0.saturating_add(RESET_MS));
    keep(tx, staff, Purpose::Reset, token, now, until)?;
    Ok(Some(until))
}

/// Keeps a link. A mail that went out twice has two, and both are good; older ones make room.
fn keep(
    tx: &mut impl Tx,
    staff: StaffId,
    purpose: Purpose,
    token: &str,
    now: Millis,
    until: Millis,
) -> Result<(), StoreError> {
    let mut own = Vec::new();
    for (rest, pass) in note::read_all::<Pass>(tx, PASS)? {
        let name = format!("{PASS}{rest}");
        if pass.until.0.saturating_add(PASS_REMEMBERED_MS) <= now.0 {
            note::erase(tx, &name)?;
        } else if (pass.staff, pass.purpose) == (staff, purpose) {
            own.push((pass.made, name));
        }
    }
    own.sort();
    let surplus = (own.len() + 1).saturating_sub(MAX_TOKENS);
    for (_, name) in own.into_iter().take(surplus) {
        note::erase(tx, &name)?;
    }
    let pass = Pass {
        staff,
        purpose,
        made: now,
        until,
    };
    note::write(tx, &name(token), &pass)
}

/// Ends every link of a person, and what would still bring one. That they joined stays known.
///
/// # Errors
/// `Store` when the disk refuses.
pub fn end(tx: &mut impl Tx, staff: StaffId) -> Result<(), StoreError> {
    for (rest, pass) in note::read_all::<Pass>(tx, PASS)? {
        if pass.staff == staff {
            note::erase(tx, &format!("{PASS}{rest}"))?;
        }
    }
    if invitation(tx, staff)?.is_some_and(|kept| kept.joined.is_none()) {
        note::erase(tx, &of(INVITATION, staff))?;
    }
    let name = of(RESET, staff);
    if let Some(asked) = note::read::<Asked>(tx, &name)? {
        // How often they asked still counts.
        note::write(
            tx,
            &name,
            &Asked {
                mail: None,
                ..asked
            },
        )?;
    }
    Ok(())
}

impl<S: Store> Node<S> {
    /// Chooses a password with a link, which is good no more then, as is every other one of the person.
    ///
    /// # Errors
    /// The inner error when the link opens nothing; `NotHere` at a branch, `Store`.
    pub fn use_pass(
        &mut self,
        token: &str,
        password_hash: String,
        now: Millis,
    ) -> Result<Result<Pass, Shut>, Fault> {
        self.only_centre()?;
        let (store, mut office) = self.at_work();
        store.transact(|tx| {
            let (pass, _) = match find(tx, token, now)? {
                Ok(found) => found,
                Err(shut) => return Ok(Err(shut)),
            };
            let invited = invitation(tx, pass.staff)?;
            password::change(&mut office, tx, pass.staff, password_hash)?;
            if let (Purpose::Invitation, Some(kept)) = (pass.purpose, invited) {
                let joined = Some(now);
                let name = of(INVITATION, pass.staff);
                note::write(tx, &name, &Invitation { joined, ..kept })?;
            }
            Ok(Ok(pass))
        })
    }
}

#[cfg(test)]
mod tests;
