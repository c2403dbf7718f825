//! Which till a device is: a cookie that only this node can have set, because it
//! keeps the hash. A device that is another till is refused; one without the
//! cookie (a program, a kiosk that was wiped) acts by its sign-in alone.

use axum::{extract::FromRequestParts, http::request::Parts};
use nusa_contract::{Door, Problem};
use nusa_facts::{TillNo, hex};

use nusa_store::Look;

use crate::{
    app::App,
    problem::Failure,
    who::{cookie, origin},
};

/// The name under which a till's device is kept.
pub fn name(token: &str) -> String {
    format!(
        "till-device/{}",
        hex::encode(blake3::hash(token.as_bytes()).as_bytes())
    )
}

/// The till that this device is; none without a cookie that this node knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AtTill(pub Option<TillNo>);

impl AtTill {
    /// Refuses a command for another till.
    ///
    /// # Errors
    /// `till_other`.
    pub fn must_be(self, till: TillNo) -> Result<(), Problem> {
        match self.0 {
            Some(own) if own != till => {
                let detail = format!("this device is till {own}, not {till}");
                Err(Problem::new(Door::TillOther, detail)
                    .about("till")
                    .with("till", own.get()))
            }
            _ => Ok(()),
        }
    }
}

/// The proof that this device is a till in use, and which. It signs nobody in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Till {
    /// Its number.
    pub number: TillNo,
    /// What people call it.
    pub name: String,
}

impl FromRequestParts<App> for Till {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let none = || Problem::new(Door::NotATill, "this device is no till of this branch");
        origin::check(&parts.method, &parts.headers)?;
        let AtTill(number) = AtTill::from_request_parts(parts, app).await?;
        let (number, here) = (number.ok_or_else(none)?, app.me.branch);
        let tills = app.look(move |look| look.tills(here)).await?;
        let row = tills
            .into_iter()
            .find(|row| row.till == number && !row.retired);
        Ok(Self {
            number,
            name: row.ok_or_else(none)?.name,
        })
    }
}

impl FromRequestParts<App> for AtTill {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let Some(token) = cookie::value(&parts.headers, &cookie::till(app.me.branch)) else {
            return Ok(Self(None));
        };
        let name = name(token);
        let note = app.look(move |look| look.note(&name)).await?;
        let number = note.and_then(|bytes| bytes.first().copied());
        Ok(Self(number.and_then(TillNo::new)))
    }
}
