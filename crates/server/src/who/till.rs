//! Which till a device is: a cookie that only this node can have set, because it
//! keeps the hash. A device that is another till is refused; one without the
//! cookie (a program, a kiosk that was wiped) acts by its sign-in alone.

use axum::{extract::FromRequestParts, http::request::Parts};
use nusa_contract::{Door, Problem};
use nusa_facts::{TillNo, hex};

use crate::{app::App, problem::Failure, who::cookie};

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

impl FromRequestParts<App> for AtTill {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let Some(token) = cookie::value(&parts.headers, &cookie::till(app.me.branch)) else {
            return Ok(Self(None));
        };
        let name = name(token);
        let note = app
            .look(move |look| nusa_store::Look::note(look, &name))
            .await?;
        let number = note.and_then(|bytes| bytes.first().copied());
        Ok(Self(number.and_then(TillNo::new)))
    }
}
