//! How the office asks who changed what.

use serde::Deserialize;
use utoipa::IntoParams;

use crate::{problem::Problem, request::lists::refuse};

/// A page of the audit.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AuditQuery {
    /// product, category, price, tax, region, branch, staff, stock, transfer, key, journal or quarantine.
    pub kind: Option<String>,
    /// Only by this person.
    pub staff: Option<u32>,
    /// Not before this moment, milliseconds since 1970.
    pub from: Option<i64>,
    /// Before this moment.
    pub to: Option<i64>,
    /// Part of the name of what changed, in any case.
    pub search: Option<String>,
    /// The cursor of the answer before.
    pub after: Option<String>,
    /// Rows of the page, 1 to 500; 50 when left out.
    pub limit: Option<usize>,
}

/// A question for the audit, checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditAsked {
    /// Only of this kind.
    pub kind: Option<String>,
    /// Only by this person.
    pub staff: Option<u32>,
    /// Not before this moment.
    pub from: Option<i64>,
    /// Before this moment.
    pub to: Option<i64>,
    /// Part of a name, in small letters.
    pub search: String,
    /// Before this place of the journal.
    pub before: Option<u64>,
}

/// Kinds of rows, all told by one kind of fact.
const ROWS: [&str; 9] = [
    "product",
    "category",
    "price",
    "tax",
    "region",
    "branch",
    "staff",
    "modifier_group",
    "table",
];

/// The kinds of facts by the word of the audit.
const FACTS: [(&str, &[&str]); 5] = [
    (
        "stock",
        &["stock_received", "stock_counted", "stock_adjusted"],
    ),
    (
        "transfer",
        &[
            "master_changed",
            "transfer_dispatched",
            "transfer_received",
            "transfer_decided",
        ],
    ),
    ("key", &["branch_enrolled", "key_revoked"]),
    ("journal", &["fork_found", "numbers_repeated"]),
    ("quarantine", &["fact_quarantined", "fact_reapplied"]),
];

impl AuditQuery {
    /// The question.
    ///
    /// # Errors
    /// `query_invalid` at the parameter.
    pub fn parse(&self) -> Result<AuditAsked, Problem> {
        let known =
            |kind: &str| ROWS.contains(&kind) || FACTS.iter().any(|(word, _)| *word == kind);
        if self.kind.as_deref().is_some_and(|kind| !known(kind)) {
            return Err(refuse("kind", "is no kind of what can change"));
        }
        let before = self.after.as_deref().map(|text| {
            let wrong = |_| refuse("after", "is no cursor of an answer");
            text.parse::<u64>().map_err(wrong)
        });
        Ok(AuditAsked {
            kind: self.kind.clone(),
            staff: self.staff,
            from: self.from,
            to: self.to,
            search: self
                .search
                .clone()
                .unwrap_or_default()
                .trim()
                .to_lowercase(),
            before: before.transpose()?,
        })
    }
}

impl AuditAsked {
    /// The kinds of facts to look at: those of the word that was asked for, else all.
    pub fn kinds<'a>(&self, all: &[&'a str]) -> Vec<&'a str> {
        let Some(kind) = self.kind.as_deref() else {
            return all.to_vec();
        };
        let of_word = FACTS.iter().find(|(word, _)| *word == kind);
        let wanted: &[&str] = of_word.map_or(&["master_changed"], |(_, facts)| facts);
        all.iter()
            .copied()
            .filter(|fact| wanted.contains(fact))
            .collect()
    }
}
