//! How the office asks for branches, and a branch's contact.

use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use crate::{
    at::At,
    bounds,
    problem::{Door, Problem},
    request::lists::refuse,
};

/// Which branches a list shows.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct BranchesQuery {
    /// active, closed or all; all when left out.
    pub status: Option<String>,
}

impl BranchesQuery {
    /// Only active ones, or only closed ones; none for all.
    ///
    /// # Errors
    /// `query_invalid` for another word.
    pub fn active(&self) -> Result<Option<bool>, Problem> {
        Ok(match self.status.as_deref().unwrap_or("all") {
            "active" => Some(true),
            "closed" => Some(false),
            "all" => None,
            _ => return Err(refuse("status", "is active, closed or all")),
        })
    }
}

/// Who heads a branch. Not a command: no fact holds a contact (I13).
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContactRequest {
    /// Who heads it; may be empty.
    #[serde(default)]
    pub head: String,
    /// Their phone: digits, blanks, + and -; may be empty.
    #[serde(default)]
    pub phone: String,
}

/// Characters of a phone number at most.
const MAX_PHONE: usize = 20;

impl ContactRequest {
    /// Head and phone, trimmed.
    ///
    /// # Errors
    /// `body_invalid` at the field.
    pub fn parse(self) -> Result<(String, String), Problem> {
        let head = bounds::blank_or_text(At::Field("head"), &self.head)?;
        let phone = bounds::blank_or_text(At::Field("phone"), &self.phone)?;
        let dialled = |letter: char| letter.is_ascii_digit() || " +-()".contains(letter);
        if phone.chars().count() > MAX_PHONE || !phone.chars().all(dialled) {
            let detail = "is a phone number of at most 20 digits";
            return Err(Problem::at(Door::BodyInvalid, At::Field("phone"), detail));
        }
        Ok((head, phone))
    }
}

#[cfg(test)]
mod tests {
    use super::ContactRequest;

    #[test]
    fn a_phone_is_what_can_be_dialled() {
        let ask = |phone: &str| {
            ContactRequest {
                head: " Bu Rina ".into(),
                phone: phone.into(),
            }
            .parse()
        };
        assert_eq!(
            ask("+62 812-3456").unwrap(),
            ("Bu Rina".into(), "+62 812-3456".into())
        );
        for bad in ["rina@toko", "+62812345678901234567890", "0812;drop"] {
            assert_eq!(ask(bad).unwrap_err().field.as_deref(), Some("phone"));
        }
    }
}
