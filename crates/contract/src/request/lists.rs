//! What lists, reports and streams are asked with, in the address. Every list
//! pages by cursor; every span of days is bounded.

use nusa_facts::{BusinessDate, SaleId, ShiftId, sale::Method};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    limits::{MAX_PAGE_ROWS, MAX_SPAN_DAYS, PAGE_ROWS},
    problem::{Door, Problem},
};

pub(crate) fn refuse(name: &str, detail: impl Into<String>) -> Problem {
    Problem::new(Door::QueryInvalid, detail).about(name)
}

/// The number of rows that a page may have.
///
/// # Errors
/// `query_invalid` outside 1 to `MAX_PAGE_ROWS`.
pub fn page_rows(limit: Option<usize>) -> Result<usize, Problem> {
    match limit.unwrap_or(PAGE_ROWS) {
        rows @ 1..=MAX_PAGE_ROWS => Ok(rows),
        _ => Err(refuse(
            "limit",
            format!("must be between 1 and {MAX_PAGE_ROWS}"),
        )),
    }
}

fn date(name: &str, text: &str) -> Result<BusinessDate, Problem> {
    BusinessDate::parse(text).ok_or_else(|| refuse(name, "must be a day as YYYY-MM-DD"))
}

/// Days from the first to the last, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first business date.
    pub from: BusinessDate,
    /// The last business date.
    pub to: BusinessDate,
}

pub(crate) fn span(from: &str, to: &str) -> Result<Span, Problem> {
    let span = Span {
        from: date("from", from)?,
        to: date("to", to)?,
    };
    let days = span.from.date().duration_until(span.to.date()).as_hours() / 24 + 1;
    if (1..=MAX_SPAN_DAYS).contains(&days) {
        Ok(span)
    } else {
        Err(refuse(
            "to",
            format!("must lie 0 to {} days after `from`", MAX_SPAN_DAYS - 1),
        ))
    }
}

/// Some days of a branch, or of all.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SpanQuery {
    /// The first business date, YYYY-MM-DD.
    #[param(format = "date")]
    pub from: String,
    /// The last business date; at most 92 days in all.
    #[param(format = "date")]
    pub to: String,
    /// The branch; this node's own when left out, all at the centre.
    pub branch: Option<u32>,
}

impl SpanQuery {
    /// The days.
    ///
    /// # Errors
    /// `query_invalid` at the parameter.
    pub fn parse(&self) -> Result<Span, Problem> {
        span(&self.from, &self.to)
    }
}

/// The language of what comes as a file.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct LanguageQuery {
    /// id or en; id when left out.
    pub lang: Option<String>,
}

/// A page of a list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// The branch; this node's own when left out, all at the centre.
    pub branch: Option<u32>,
    /// The cursor of the answer before.
    pub after: Option<String>,
    /// Rows of the page, 1 to 500; 50 when left out.
    #[param(minimum = 1, maximum = 500)]
    pub limit: Option<usize>,
}

/// A page of sales.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SalesQuery {
    /// The first business date, YYYY-MM-DD.
    #[param(format = "date")]
    pub from: String,
    /// The last business date; at most 92 days in all.
    #[param(format = "date")]
    pub to: String,
    /// The branch; this node's own when left out, all at the centre.
    pub branch: Option<u32>,
    /// Only where the largest payment was of this method.
    pub method: Option<String>,
    /// Only of this shift.
    #[param(format = "uuid")]
    pub shift: Option<String>,
    /// The cursor of the answer before.
    pub after: Option<String>,
    /// Rows of the page, 1 to 500; 50 when left out.
    #[param(minimum = 1, maximum = 500)]
    pub limit: Option<usize>,
}

/// A question for sales, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SalesAsked {
    /// The days.
    pub span: Span,
    /// Only of this method.
    pub method: Option<Method>,
    /// Only of this shift.
    pub shift: Option<ShiftId>,
    /// Behind this day and sale of the page before.
    pub after: Option<(BusinessDate, SaleId)>,
    /// Rows of the page.
    pub rows: usize,
}

impl SalesQuery {
    /// The question.
    ///
    /// # Errors
    /// `query_invalid` at the parameter.
    pub fn parse(&self) -> Result<SalesAsked, Problem> {
        Ok(SalesAsked {
            span: span(&self.from, &self.to)?,
            method: self.method.as_deref().map(method).transpose()?,
            shift: self
                .shift
                .as_deref()
                .map(|text| doc_id("shift", text))
                .transpose()?,
            after: self.after.as_deref().map(cursor).transpose()?,
            rows: page_rows(self.limit)?,
        })
    }
}

fn method(word: &str) -> Result<Method, Problem> {
    Method::parse(word).ok_or_else(|| refuse("method", "is no method of payment"))
}

/// The id of a document in the address.
///
/// # Errors
/// `query_invalid` when it is none.
pub fn doc_id(name: &str, text: &str) -> Result<SaleId, Problem> {
    SaleId::parse(text).ok_or_else(|| refuse(name, "is no id"))
}

/// The cursor behind a sale of a list, made of letters that need no escape in an address.
pub fn sale_cursor(date: BusinessDate, sale: SaleId) -> String {
    format!("{date}.{sale}")
}

fn cursor(text: &str) -> Result<(BusinessDate, SaleId), Problem> {
    let parts = text
        .split_once('.')
        .and_then(|(day, id)| Some((BusinessDate::parse(day)?, SaleId::parse(id)?)));
    parts.ok_or_else(|| refuse("after", "is no cursor of an answer"))
}

/// The dashboard's day.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DashboardQuery {
    /// The business date that counts as today; each branch's own when left out.
    #[param(format = "date")]
    pub date: Option<String>,
    /// The branch; this node's own when left out, all at the centre.
    pub branch: Option<u32>,
}

impl DashboardQuery {
    /// The day that was asked for.
    ///
    /// # Errors
    /// `query_invalid` when it is no day.
    pub fn parse(&self) -> Result<Option<BusinessDate>, Problem> {
        self.date
            .as_deref()
            .map(|text| date("date", text))
            .transpose()
    }
}

/// The catalogue of a branch since a change.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CatalogueQuery {
    /// The cursor of the answer before; everything when left out.
    pub since: Option<String>,
    /// The branch; this node's own when left out.
    pub branch: Option<u32>,
}

/// A page of a stream of master data.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PullParams {
    /// The stream: `company`, `region:3`, `branch:7`.
    pub stream: String,
    /// Everything up to this change number is known.
    pub after: u64,
    /// The generation that counted so, 0 for none.
    #[serde(default)]
    pub generation: u64,
    /// While a snapshot is being read: the change number at which it began.
    pub snapshot: Option<u64>,
}

/// A page of a branch's own tail.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct TailParams {
    /// The chain, 32 hex digits.
    #[param(pattern = "^[0-9a-f]{32}$")]
    pub chain: String,
    /// The last sequence that the branch has.
    pub after: u64,
}

/// Jobs of the printers.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct JobsQuery {
    /// Only of this till.
    pub till: Option<u8>,
    /// Only in this state: queued, printing, printed, failed, unknown or cancelled.
    pub state: Option<String>,
}

/// Whether an import only checks.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ImportQuery {
    /// Check every row and change nothing.
    #[serde(default)]
    pub dry_run: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_a_quarter_at_most_and_never_backwards() {
        let cases = [
            ("2026-01-01", "2026-01-01", true),
            ("2026-01-01", "2026-04-02", true),
            ("2026-01-01", "2026-04-03", false),
            ("2026-01-02", "2026-01-01", false),
            ("2026-1-1", "2026-01-01", false),
            ("", "", false),
        ];
        for (from, to, good) in cases {
            assert_eq!(span(from, to).is_ok(), good, "{from} to {to}");
        }
        assert!(page_rows(Some(0)).is_err() && page_rows(Some(MAX_PAGE_ROWS + 1)).is_err());
    }
}
