//! Customers of a branch: who is looked for. What is kept of one is what a guest lets
//! the shop keep ([`ProfileRequest`]).
//!
//! [`ProfileRequest`]: crate::request::guests::ProfileRequest

use nusa_facts::CustomerId;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use crate::{
    limits::{MAX_TEXT, MIN_SEARCH},
    problem::Problem,
    request::lists::{page_rows, refuse},
};

/// Which customers a list shows, by name.
#[derive(Clone, Debug, Default, Deserialize, IntoParams, ToSchema)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CustomersQuery {
    /// Part of a name, of an address or of the digits of a number.
    pub q: Option<String>,
    /// Behind this one: `next` of the page before.
    pub after: Option<String>,
    /// Rows of the page, 1 to 500.
    pub limit: Option<usize>,
}

/// Which customers are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomersAsked {
    /// Part of a name, of an address or of the digits of a number, in small letters; none for all.
    pub part: Option<String>,
    /// Behind this one.
    pub after: Option<CustomerId>,
    /// How many.
    pub rows: usize,
}

impl CustomersQuery {
    /// What is asked for. Whoever may not see all must say enough of whom they look for.
    ///
    /// # Errors
    /// `query_invalid` at the field that cannot be.
    pub fn parse(self, sees_all: bool) -> Result<CustomersAsked, Problem> {
        let part = self.q.map(|q| q.trim().to_lowercase());
        let part = part.filter(|part| !part.is_empty());
        if part
            .as_deref()
            .is_some_and(|part| part.chars().count() > MAX_TEXT)
        {
            return Err(refuse("q", "is too long"));
        }
        let letters = part.as_deref().map_or(0, |part| part.chars().count());
        if !sees_all && letters < MIN_SEARCH {
            return Err(refuse(
                "q",
                format!("needs at least {MIN_SEARCH} letters or digits"),
            ));
        }
        let after = match self.after {
            Some(text) => {
                let wrong = || refuse("after", "is no row of this list");
                Some(CustomerId::parse(&text).ok_or_else(wrong)?)
            }
            None => None,
        };
        Ok(CustomersAsked {
            part,
            after,
            rows: page_rows(self.limit)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cashier_looks_for_somebody_and_a_manager_through_all() {
        let asked = |q: &str| CustomersQuery {
            q: Some(q.to_owned()),
            ..CustomersQuery::default()
        };
        assert!(asked("").parse(true).is_ok());
        assert!(asked(" an ").parse(false).is_err());
        assert_eq!(
            asked(" ANI ").parse(false).unwrap().part.as_deref(),
            Some("ani")
        );
        let behind = CustomersQuery {
            after: Some("x".to_owned()),
            ..CustomersQuery::default()
        };
        assert_eq!(
            behind.parse(true).unwrap_err().field.as_deref(),
            Some("after")
        );
    }
}
