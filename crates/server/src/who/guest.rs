//! Guests: the code of a table's sitting, and the cookie of a phone that read it.
//! Both are made of a secret of this node, so that nothing is kept and a sitting
//! that ended takes them along. A guest has no right but to its own table (D2-13).

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderValue, request::Parts},
};
use nusa_contract::{Door, Problem};
use nusa_facts::{BranchId, GuestId, SaleId, TableId, hex};
use nusa_rules::{Actor, actor::Guest, refusal::Code, rows::TableRow};
use nusa_store::{Error as StoreError, Look, Tx};

use crate::{
    app::App,
    dice,
    limits::GUEST_COOKIE_S,
    problem::Failure,
    who::{cookie, origin},
};

/// The note that keeps the secret: a backup keeps it too, so that printed codes hold after a restore.
const NOTE: &str = "guest/secret";
const CODES: &str = "nusa 2026-11-29 code of a table";
const COOKIES: &str = "nusa 2026-11-29 cookie of a guest";
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// What codes and cookies are made of.
#[derive(Clone)]
pub struct Secret {
    codes: [u8; 32],
    cookies: [u8; 32],
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

impl Secret {
    /// Made of 32 bytes of chance.
    pub fn of(seed: &[u8; 32]) -> Self {
        Self {
            codes: blake3::derive_key(CODES, seed),
            cookies: blake3::derive_key(COOKIES, seed),
        }
    }

    /// The node's own, drawn when it is first asked for.
    ///
    /// # Errors
    /// What the disk says.
    pub fn of_node(tx: &mut impl Tx) -> Result<Self, StoreError> {
        if let Some(seed) = tx.note(NOTE)?.and_then(|bytes| bytes.try_into().ok()) {
            return Ok(Self::of(&seed));
        }
        let (first, second) = (dice::bytes16(), dice::bytes16());
        let seed: Vec<u8> = first.into_iter().chain(second).collect();
        tx.set_note(NOTE, Some(&seed))?;
        let seed = seed
            .try_into()
            .map_err(|_| StoreError::Row(NOTE.to_owned()))?;
        Ok(Self::of(&seed))
    }

    /// The code of a table's sitting: twelve letters, 60 bits, so that nobody guesses one in an evening.
    pub fn code(&self, at: Guest) -> String {
        let hash = keyed(&self.codes, at, None);
        let letter = |byte: &u8| char::from(LETTERS[usize::from(byte & 31)]);
        hash.as_bytes()[..12].iter().map(letter).collect()
    }

    /// Whether a code is the one of this sitting. The comparison takes the same time for every wrong one.
    pub fn is_code(&self, at: Guest, code: &str) -> bool {
        blake3::hash(self.code(at).as_bytes()) == blake3::hash(code.to_uppercase().as_bytes())
    }

    /// The name of a sale's mail to an address, which tells nobody the address.
    pub fn mail(&self, sale: SaleId, address: &str) -> [u8; 16] {
        let mut hasher = blake3::Hasher::new_keyed(&self.codes);
        hasher.update(b"mail").update(sale.bytes());
        hasher.update(address.as_bytes());
        let mut name = [0; 16];
        name.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
        name
    }

    fn cookie(&self, phone: GuestId, at: Guest) -> String {
        let seal = keyed(&self.cookies, at, Some(phone));
        let seal = hex::encode(&seal.as_bytes()[..16]);
        format!("{phone}.{}.{}.{seal}", at.table, at.sitting)
    }

    /// Whose cookie this is, whatever has become of the sitting.
    fn read(&self, text: &str) -> Option<(GuestId, Guest)> {
        let mut parts = text.split('.');
        let phone = GuestId::parse(parts.next()?)?;
        let at = Guest {
            table: TableId::parse(parts.next()?)?,
            sitting: parts.next()?.parse().ok()?,
        };
        let own = self.cookie(phone, at);
        (blake3::hash(own.as_bytes()) == blake3::hash(text.as_bytes())).then_some((phone, at))
    }
}

fn keyed(key: &[u8; 32], at: Guest, phone: Option<GuestId>) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new_keyed(key);
    hasher.update(at.table.bytes());
    hasher.update(&at.sitting.to_be_bytes());
    if let Some(phone) = phone {
        hasher.update(phone.bytes());
    }
    hasher.finalize()
}

/// The cookie that a phone is given when it sits down.
pub fn seat(secret: &Secret, branch: BranchId, phone: GuestId, at: Guest) -> HeaderValue {
    let name = cookie::guest(branch);
    cookie::set(&name, &secret.cookie(phone, at), GUEST_COOKIE_S)
}

/// Who a phone was at its last visit; nobody else can say so, because the cookie is sealed.
pub fn remembered(secret: &Secret, branch: BranchId, headers: &HeaderMap) -> Option<GuestId> {
    let text = cookie::value(headers, &cookie::guest(branch))?;
    secret.read(text).map(|(phone, _)| phone)
}

/// The proof that a phone sits at a table whose sitting runs.
#[derive(Clone, Debug)]
pub struct Seated {
    /// The phone.
    pub phone: GuestId,
    /// Where it sits.
    pub at: Guest,
    /// The table as it stands.
    pub table: TableRow,
}

impl Seated {
    /// As the law knows it.
    pub fn actor(&self) -> Actor {
        Actor::guest(self.at)
    }
}

impl FromRequestParts<App> for Seated {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let (phone, at) = whose(parts, app)?;
        let (at, table) = seated(app, at).await?;
        Ok(Self { phone, at, table })
    }
}

/// The proof that a phone sits at a table, or sat there: whoever left may still say how it was.
#[derive(Clone, Copy, Debug)]
pub struct Rater {
    /// The phone.
    pub phone: GuestId,
    /// Where it sits, or sat.
    pub at: Guest,
}

impl Rater {
    /// As the law knows it.
    pub fn actor(&self) -> Actor {
        Actor::guest(self.at)
    }
}

impl FromRequestParts<App> for Rater {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let (phone, at) = whose(parts, app)?;
        let at = app.guests()?.whither(at).await?;
        Ok(Self { phone, at })
    }
}

/// Whose cookie came along, whatever has become of the sitting.
fn whose(parts: &Parts, app: &App) -> Result<(GuestId, Guest), Failure> {
    let unknown = || Problem::new(Door::GuestUnknown, "this phone sits at no table");
    let guests = app.guests.as_ref().ok_or_else(unknown)?;
    origin::check(&parts.method, &parts.headers)?;
    let text = cookie::value(&parts.headers, &cookie::guest(app.me.branch));
    let read = text.and_then(|text| guests.secret.read(text));
    Ok(read.ok_or_else(unknown)?)
}

/// Where the guests of a sitting sit now: at its table, or at the one to which they went.
async fn seated(app: &App, at: Guest) -> Result<(Guest, TableRow), Problem> {
    match running(app, at).await {
        Err(over) if over.code == Code::SittingOver.into() => {
            let now = app.guests()?.whither(at).await?;
            if now == at {
                return Err(over);
            }
            Ok((now, running(app, now).await?))
        }
        found => Ok((at, found?)),
    }
}

/// The table of a sitting that runs.
///
/// # Errors
/// `sitting_over` when the guests of that sitting left, or the table is out of use.
pub async fn running(app: &App, at: Guest) -> Result<TableRow, Problem> {
    let here = app.me.branch;
    let found = app
        .guests()?
        .readers
        .ask(move |look| look.table(here, at.table))
        .await?;
    let over = || {
        let detail = "the guests of that sitting left; the table's code is another one now";
        Problem::new(Code::SittingOver, detail)
    };
    found
        .filter(|(row, sitting)| row.active && *sitting == at.sitting)
        .map(|(row, _)| row)
        .ok_or_else(over)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(sitting: u32) -> Guest {
        Guest {
            table: TableId::from_bytes([7; 16]),
            sitting,
        }
    }

    #[test]
    fn d2_11_a_code_holds_for_its_sitting_at_its_node_alone() {
        let (here, there) = (Secret::of(&[1; 32]), Secret::of(&[2; 32]));
        let code = here.code(at(1));
        assert_eq!(code.len(), 12);
        assert!(here.is_code(at(1), &code) && here.is_code(at(1), &code.to_lowercase()));
        assert!(
            !here.is_code(at(2), &code),
            "the next sitting has another one"
        );
        assert!(!there.is_code(at(1), &code));
        assert!(!here.is_code(at(1), ""));
    }

    #[test]
    fn d2_13_a_cookie_that_was_changed_is_none() {
        let secret = Secret::of(&[1; 32]);
        let phone = GuestId::from_bytes([3; 16]);
        let cookie = secret.cookie(phone, at(4));
        assert_eq!(secret.read(&cookie), Some((phone, at(4))));
        for changed in [
            cookie.replace(".4.", ".5."),
            cookie.replace("03030303", "04030303"),
            cookie[..cookie.len() - 1].to_owned(),
            String::new(),
        ] {
            assert_eq!(secret.read(&changed), None, "{changed}");
        }
    }
}
