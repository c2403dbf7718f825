//! The law of the queue of mails: what is taken, when it is tried again, when it is
//! given up, what is erased. A mail is sent at least once: after a crash in the
//! middle it goes out again under the same name, so that whoever got it twice can
//! tell. Knows no socket, no server and no words of a mail.

use nusa_facts::{GuestId, MailId, Millis, SaleId, StaffId};
use nusa_store::{
    Error as StoreError,
    mail::{Mail, MailTx},
};

use crate::limits::{
    MAIL_ADDRESS_MS, MAIL_KEPT_MS, MAIL_THOUGHT_MS, MAIL_WAITS_FOR_MS, MAIL_WAITS_MS,
    MAX_MAIL_WAITING, MAX_MAILS_OF_SALE,
};

/// Where a mail stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It waits for its turn.
    Waiting,
    /// It is on its way to the server.
    Sending,
    /// The server took it.
    Sent,
    /// The server refused it for good.
    Failed,
    /// It waited too long.
    GivenUp,
}

impl Standing {
    /// Every standing.
    pub const ALL: [Self; 5] = [
        Self::Waiting,
        Self::Sending,
        Self::Sent,
        Self::Failed,
        Self::GivenUp,
    ];

    /// Those that nothing follows by itself.
    pub const OVER: [Self; 3] = [Self::Sent, Self::Failed, Self::GivenUp];

    /// The word in the queue and on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::GivenUp => "given_up",
        }
    }

    fn is_of(self, mail: &Mail) -> bool {
        mail.state == self.word()
    }
}

/// What came of a try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The server took it; what it said.
    Sent(String),
    /// No try helps: why, as a word, and what the server said.
    Refused(&'static str, String),
    /// A later try may help: why, as a word, and what the server said.
    Later(&'static str, String),
}

/// Why a mail was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Declined {
    /// So many wait already, or went out for this sale.
    Full,
    /// The id was used for another mail.
    Reused,
    /// It is not over yet.
    Standing,
    /// Its address was erased.
    Erased,
}

/// A receipt that is asked for now.
pub fn receipt(id: MailId, sale: SaleId, to: String, now: Millis) -> Mail {
    let sale = Some(sale);
    Mail {
        sale,
        ..fresh(id, "receipt", to, now)
    }
}

/// A mail about somebody's account that is asked for now: `invitation`, `reset` or `password_changed`.
pub fn about(staff: StaffId, id: MailId, kind: &str, to: String, now: Millis) -> Mail {
    let staff = Some(staff);
    Mail {
        staff,
        ..fresh(id, kind, to, now)
    }
}

fn fresh(id: MailId, kind: &str, to: String, now: Millis) -> Mail {
    Mail {
        id,
        kind: kind.to_owned(),
        to: Some(to),
        branch: nusa_facts::CENTRE,
        sale: None,
        language: String::new(),
        guest: None,
        staff_name: String::new(),
        state: Standing::Waiting.word().to_owned(),
        attempts: 0,
        round: 0,
        code: None,
        words: None,
        created_at: now,
        since: now,
        changed_at: now,
        next_at: None,
        staff: None,
    }
}

/// Takes a mail; the same one twice is one.
///
/// # Errors
/// The inner error when it is not taken; `Store` when the disk refuses.
pub fn enqueue(tx: &MailTx<'_>, wanted: &Mail) -> Result<Result<Mail, Declined>, StoreError> {
    if let Some(known) = tx.mail(wanted.id)? {
        let same = (&known.kind, known.branch, known.sale, known.staff)
            == (&wanted.kind, wanted.branch, wanted.sale, wanted.staff)
            && (known.to.is_none() || known.to == wanted.to);
        return Ok(same.then_some(known).ok_or(Declined::Reused));
    }
    let of_sale = match wanted.sale {
        Some(sale) => tx.of_sale(sale)?.len(),
        None => 0,
    };
    if of_sale >= MAX_MAILS_OF_SALE
        || tx.standing(Standing::Waiting.word())?.len() >= MAX_MAIL_WAITING
    {
        return Ok(Err(Declined::Full));
    }
    tx.put(wanted)?;
    Ok(Ok(wanted.clone()))
}

/// A sale was paid: its guests' mails are taken, once, however often this is told.
///
/// # Errors
/// `Store` when the disk refuses: then the sale is thought of again.
pub fn thank(tx: &MailTx<'_>, sale: SaleId, mails: &[Mail], now: Millis) -> Result<(), StoreError> {
    if tx.think_of(sale, now)? {
        for mail in mails {
            // What finds no room is left out: a guest who wants the receipt asks at the till.
            let _ = enqueue(tx, mail)?;
        }
    }
    Ok(())
}

/// The mails whose time has come, the oldest first. A time further ahead than any wait was written by a
/// clock that has since been set back.
///
/// # Errors
/// `Store` when the disk refuses.
pub fn due(tx: &MailTx<'_>, now: Millis) -> Result<Vec<Mail>, StoreError> {
    let waiting = tx.standing(Standing::Waiting.word())?.into_iter();
    Ok(waiting.filter(|mail| is_due(mail, now)).collect())
}

fn is_due(mail: &Mail, now: Millis) -> bool {
    let longest = jittered(MAIL_WAITS_MS[MAIL_WAITS_MS.len() - 1], u64::MAX);
    let due = |at: Millis| at <= now || at.0 > now.0.saturating_add(longest);
    mail.next_at.is_none_or(due)
}

/// A mail goes to the server now: written down before the first byte. None when it no longer waits, or its
/// address is gone.
///
/// # Errors
/// `Store` when the disk refuses.
pub fn begin(tx: &MailTx<'_>, id: MailId, now: Millis) -> Result<Option<Mail>, StoreError> {
    let waits = |mail: &Mail| Standing::Waiting.is_of(mail) && mail.to.is_some();
    let Some(mut mail) = tx.mail(id)?.filter(waits) else {
        return Ok(None);
    };
    stand(&mut mail, Standing::Sending, now);
    mail.attempts += 1;
    tx.put(&mail)?;
    Ok(Some(mail))
}

fn stand(mail: &mut Mail, standing: Standing, now: Millis) {
    standing.word().clone_into(&mut mail.state);
    (mail.changed_at, mail.next_at) = (now, None);
}

/// What came of it. `dice` spreads the next try, so that a thousand shops do not come back at once (R42).
///
/// # Errors
/// `Store` when the disk refuses.
pub fn ended(
    tx: &MailTx<'_>,
    id: MailId,
    outcome: &Outcome,
    now: Millis,
    dice: u64,
) -> Result<(), StoreError> {
    let Some(mut mail) = tx.mail(id)?.filter(|mail| Standing::Sending.is_of(mail)) else {
        return Ok(());
    };
    let (standing, code, words) = match outcome {
        Outcome::Sent(words) => (Standing::Sent, None, words),
        Outcome::Refused(code, words) => (Standing::Failed, Some(*code), words),
        Outcome::Later(code, words) => (later(&mail, now), Some(*code), words),
    };
    stand(&mut mail, standing, now);
    mail.code = code.map(str::to_owned);
    mail.words = Some(words.clone()).filter(|words| !words.is_empty());
    if standing == Standing::Waiting {
        let wait = jittered(wait_ms(mail.attempts), dice);
        mail.next_at = Some(Millis(now.0.saturating_add(wait)));
    }
    tx.put(&mail)
}

/// A receipt that nobody could send for so long is not looked for any more.
fn later(mail: &Mail, now: Millis) -> Standing {
    if mail.since.0.saturating_add(MAIL_WAITS_FOR_MS) <= now.0 {
        Standing::GivenUp
    } else {
        Standing::Waiting
    }
}

/// Longer after each try, so that a server that is away is not hammered.
fn wait_ms(attempts: u32) -> i64 {
    let index = usize::try_from(attempts.saturating_sub(1)).unwrap_or(usize::MAX);
    MAIL_WAITS_MS[index.min(MAIL_WAITS_MS.len() - 1)]
}

/// The wait, less or more by up to a fifth.
fn jittered(wait: i64, dice: u64) -> i64 {
    let share = i64::try_from(dice % 401).unwrap_or(0);
    let share = if dice == u64::MAX { 400 } else { share };
    wait / 1_000 * (800 + share)
}

/// The node starts: what was on its way when it stopped goes out again, under the same name. Tells how many.
///
/// # Errors
/// `Store` when the disk refuses.
pub fn recover(tx: &MailTx<'_>, now: Millis) -> Result<usize, StoreError> {
    let broken = tx.standing(Standing::Sending.word())?;
    for mut mail in broken.iter().cloned() {
        stand(&mut mail, Standing::Waiting, now);
        mail.code = Some("restart".to_owned());
        tx.put(&mail)?;
    }
    Ok(broken.len())
}

/// Somebody asks for it again: it has all of its time anew, and where it was sent it is another mail to
/// whoever gets it.
///
/// # Errors
/// The inner error when it is not over or its address is gone; `Store` when the disk refuses.
pub fn resend(
    tx: &MailTx<'_>,
    id: MailId,
    now: Millis,
) -> Result<Option<Result<Mail, Declined>>, StoreError> {
    let Some(mut mail) = tx.mail(id)? else {
        return Ok(None);
    };
    if Standing::Sending.is_of(&mail) {
        return Ok(Some(Err(Declined::Standing)));
    }
    if mail.to.is_none() {
        return Ok(Some(Err(Declined::Erased)));
    }
    if Standing::Sent.is_of(&mail) {
        mail.round += 1;
    }
    stand(&mut mail, Standing::Waiting, now);
    (mail.attempts, mail.since) = (0, now);
    (mail.code, mail.words) = (None, None);
    tx.put(&mail)?;
    Ok(Some(Ok(mail)))
}

/// The server is another one now: what waited for the old one is tried at once. Tells how many.
///
/// # Errors
/// `Store` when the disk refuses.
pub fn hasten(tx: &MailTx<'_>) -> Result<usize, StoreError> {
    let waiting = tx.standing(Standing::Waiting.word())?;
    for mut mail in waiting.iter().cloned() {
        mail.next_at = None;
        tx.put(&mail)?;
    }
    Ok(waiting.len())
}

/// A guest wants to be forgotten: what waits is not sent any more, and no address of the guest is left.
///
/// # Errors
/// `Store` when the disk refuses.
pub fn forget_guest(
    tx: &MailTx<'_>,
    guest: GuestId,
    address: Option<&str>,
    now: Millis,
) -> Result<(), StoreError> {
    forget(tx, tx.to_guest(guest, address)?, now)
}

/// A member of staff has another address, or none: what waits for the old one is not sent, and the queue keeps
/// it no longer.
///
/// # Errors
/// `Store` when the disk refuses.
pub fn forget_staff(tx: &MailTx<'_>, staff: StaffId, now: Millis) -> Result<(), StoreError> {
    forget(tx, tx.of_staff(staff)?, now)
}

fn forget(tx: &MailTx<'_>, mails: Vec<Mail>, now: Millis) -> Result<(), StoreError> {
    for mut mail in mails {
        if Standing::Waiting.is_of(&mail) {
            stand(&mut mail, Standing::GivenUp, now);
            mail.code = Some("forgotten".to_owned());
        }
        (mail.to, mail.guest, mail.words) = (None, None, None);
        tx.put(&mail)?;
    }
    Ok(())
}

/// Erases what has had its time: addresses first, then all that is left.
///
/// # Errors
/// `Store` when the disk refuses.
pub fn tidy(tx: &MailTx<'_>, now: Millis) -> Result<(), StoreError> {
    let before = |ms: i64| Millis(now.0.saturating_sub(ms));
    for standing in Standing::OVER {
        tx.erase_addresses(standing.word(), before(MAIL_ADDRESS_MS))?;
        tx.forget(standing.word(), before(MAIL_KEPT_MS))?;
    }
    tx.forget_thoughts(before(MAIL_THOUGHT_MS))?;
    Ok(())
}

#[cfg(test)]
mod tests;
