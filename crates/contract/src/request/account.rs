//! What somebody asks about an account: where mail reaches its owner, an invitation,
//! a forgotten password, and the links of both. No command: nothing of it is a fact,
//! because a fact holds no contact and no credential (I13).

use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    at::At,
    bounds,
    limits::{MAX_EMAIL, MAX_TOKEN},
    problem::{Door, Problem},
    request::{paper::PaperLanguage, people::Secret},
};

/// Where mail reaches somebody.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EmailRequest {
    /// The address; empty to erase it.
    pub email: String,
}

/// Where mail reaches oneself. Whoever could set it could ask for a new password, so the present one is asked.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnEmailRequest {
    /// The address; empty to erase it.
    pub email: String,
    /// The password.
    pub password: Secret,
}

/// An address, or none where it is left empty.
///
/// # Errors
/// `email_invalid` at the field.
pub fn address(text: &str) -> Result<Option<String>, Problem> {
    match text.trim() {
        "" => Ok(None),
        text => bounds::email(At::Field("email"), text).map(Some),
    }
}

/// Somebody is invited.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InvitationRequest {
    /// Whether the link goes out by mail, too.
    pub mail: bool,
    /// The language of the mail.
    #[serde(default)]
    pub lang: PaperLanguage,
}

/// Somebody forgot the password.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ForgottenRequest {
    /// The sign-in name or the e-mail address.
    pub name: String,
    /// The language of the mail.
    #[serde(default)]
    pub lang: PaperLanguage,
}

impl ForgottenRequest {
    /// The name as it is compared: trimmed and in lower case.
    ///
    /// # Errors
    /// `body_invalid` when it is blank or longer than any name or address.
    pub fn name(&self) -> Result<String, Problem> {
        let name = self.name.trim().to_lowercase();
        if name.is_empty() || name.len() > MAX_EMAIL || name.contains(char::is_control) {
            let detail = "is no sign-in name and no e-mail address";
            return Err(Problem::at(Door::BodyInvalid, At::Field("name"), detail));
        }
        Ok(name)
    }
}

/// The token of a link, on its way in.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(transparent)]
#[schema(value_type = String)]
pub struct Token(String);

impl Token {
    /// The characters, for hashing only. What is longer than any token is none.
    pub fn reveal(&self) -> &str {
        if self.0.len() > MAX_TOKEN {
            ""
        } else {
            &self.0
        }
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token")
    }
}

/// Somebody opens a link.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LinkRequest {
    /// What stands behind the # of the link.
    pub token: Token,
}

/// Somebody chooses a password with a link.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LinkPasswordRequest {
    /// What stands behind the # of the link.
    pub token: Token,
    /// The password.
    pub password: Secret,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_or_an_address_is_compared_in_lower_case() {
        let asked = |name: &str| {
            let name = name.to_owned();
            let lang = PaperLanguage::default();
            ForgottenRequest { name, lang }.name().ok()
        };
        assert_eq!(asked(" Ani@Contoh.ID "), Some("ani@contoh.id".to_owned()));
        assert_eq!(asked("SARI"), Some("sari".to_owned()));
        for bad in ["", "  ", "a\r\nb", &"x".repeat(MAX_EMAIL + 1)] {
            assert_eq!(asked(bad), None, "{bad:?}");
        }
        assert_eq!(address("  ").unwrap(), None);
        assert!(address("ani").is_err());
    }

    #[test]
    fn a_token_is_never_written_out() {
        let token: Token = serde_json::from_str("\"rahasia\"").unwrap();
        assert_eq!(
            (format!("{token:?}").as_str(), token.reveal()),
            ("Token", "rahasia")
        );
        let long: Token = serde_json::from_str(&format!("\"{}\"", "x".repeat(129))).unwrap();
        assert_eq!(long.reveal(), "");
    }
}
