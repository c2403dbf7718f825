//! Files of rows: CSV that goes out piece by piece while it is being read, and
//! spreadsheets. A text never starts a formula (D1-34). Knows no entity; whoever
//! fills a file says its columns.

mod csv;
mod pieces;
mod xlsx;

use axum::{
    body::Body,
    http::{HeaderValue, header},
    response::Response,
};
use nusa_contract::{Door, Problem};
use nusa_facts::Millis;
use nusa_papers::Language;
use nusa_store::{Error as StoreError, SqliteReader};
use tokio::sync::mpsc;

use self::{csv::CsvRows, pieces::Pieces, xlsx::XlsxRows};
use crate::{app::App, limits::MAX_PIECES};

/// What kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Csv,
    Xlsx,
}

/// A cell of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Cell {
    /// Nothing.
    Empty,
    /// A text.
    Text(String),
    /// A word of the API, and what people read for it in the language of the file.
    Word(&'static str, &'static str),
    /// A whole number or an amount of minor units.
    Number(i64),
    /// A quantity in thousandths.
    Milli(i64),
    /// A moment with the offset of its place in minutes.
    Time(Millis, i16),
}

/// A kind of file in a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Format {
    kind: Kind,
    language: Language,
}

/// Where rows go.
pub(crate) enum Rows<'a> {
    Csv(&'a mut CsvRows),
    Xlsx(&'a mut XlsxRows),
}

impl Rows<'_> {
    /// Writes a row; false when nobody reads any more.
    pub(crate) fn row(&mut self, cells: &[Cell]) -> Result<bool, StoreError> {
        match self {
            Self::Csv(rows) => Ok(rows.row(cells)),
            Self::Xlsx(rows) => rows.row(cells).map_err(unwritten),
        }
    }
}

fn unwritten(error: impl ToString) -> StoreError {
    StoreError::Io(error.to_string())
}

impl Format {
    /// Reads the parameters of an export.
    ///
    /// # Errors
    /// `query_invalid` at the parameter.
    pub(crate) fn parse(format: Option<&str>, lang: Option<&str>) -> Result<Self, Problem> {
        let refuse =
            |name: &str, detail: &str| Problem::new(Door::QueryInvalid, detail).about(name);
        let kind = match format.unwrap_or("csv") {
            "csv" => Kind::Csv,
            "xlsx" => Kind::Xlsx,
            _ => return Err(refuse("format", "is csv or xlsx")),
        };
        let language = lang.map_or(Some(Language::default()), Language::parse);
        let language = language.ok_or_else(|| refuse("lang", "is id or en"))?;
        Ok(Self { kind, language })
    }

    /// The language.
    pub(crate) fn language(self) -> Language {
        self.language
    }

    /// A file of rows that are here already.
    ///
    /// # Errors
    /// `internal` when the file cannot be written.
    pub(crate) fn whole(
        self,
        name: &str,
        heading: &[&str],
        rows: Vec<Vec<Cell>>,
    ) -> Result<Response, Problem> {
        let failed = |_| Problem::new(Door::Internal, "the file was not written");
        let bytes = match self.kind {
            Kind::Csv => {
                let mut file = CsvRows::in_memory(self.language, heading);
                rows.iter().for_each(|row| {
                    file.row(row);
                });
                file.bytes()
            }
            Kind::Xlsx => {
                let mut file = XlsxRows::begin(heading).map_err(failed)?;
                for row in &rows {
                    file.row(row).map_err(failed)?;
                }
                file.bytes().map_err(failed)?
            }
        };
        Ok(self.response(name, Body::from(bytes)))
    }

    /// A file whose rows are read at one moment of the database. CSV goes out while it is read; a
    /// spreadsheet is packed and goes out as a whole.
    ///
    /// # Errors
    /// `busy`, or what the disk says before the first piece went out.
    pub(crate) async fn file(
        self,
        app: &App,
        name: &str,
        heading: Vec<&'static str>,
        fill: impl FnOnce(&SqliteReader, &mut Rows<'_>) -> Result<(), StoreError> + Send + 'static,
    ) -> Result<Response, Problem> {
        match self.kind {
            Kind::Xlsx => {
                let bytes = app.look(move |look| {
                    let mut file = XlsxRows::begin(&heading).map_err(unwritten)?;
                    fill(look, &mut Rows::Xlsx(&mut file))?;
                    file.bytes().map_err(unwritten)
                });
                Ok(self.response(name, Body::from(bytes.await?)))
            }
            Kind::Csv => {
                let (sender, pieces) = mpsc::channel(MAX_PIECES);
                let (app, language) = (app.clone(), self.language);
                tokio::spawn(async move {
                    let end = sender.clone();
                    let filled = app.look(move |look| {
                        let mut file = CsvRows::into_pieces(language, &heading, sender);
                        fill(look, &mut Rows::Csv(&mut file))?;
                        file.flush();
                        Ok(())
                    });
                    if let Err(problem) = filled.await {
                        tracing::warn!(detail = problem.detail, "a file ends before its last row");
                        // The reader sees a broken answer and not a short file.
                        let _ = end.send(Err(problem.detail)).await;
                    }
                });
                Ok(self.response(name, Body::new(Pieces(pieces))))
            }
        }
    }

    fn response(self, name: &str, body: Body) -> Response {
        let (media, ending) = match self.kind {
            Kind::Csv => ("text/csv; charset=utf-8", "csv"),
            Kind::Xlsx => (
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                "xlsx",
            ),
        };
        let mut response = Response::new(body);
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media));
        let attached = format!("attachment; filename=\"{name}.{ending}\"");
        if let Ok(value) = HeaderValue::from_str(&attached) {
            headers.insert(header::CONTENT_DISPOSITION, value);
        }
        response
    }
}

/// Thousandths as people write them: no zeros at the end, no sign for a whole number.
fn quantity(milli: i64, decimal: char) -> String {
    let sign = if milli < 0 { "-" } else { "" };
    let (whole, rest) = (milli.unsigned_abs() / 1_000, milli.unsigned_abs() % 1_000);
    let rest = format!("{rest:03}");
    match rest.trim_end_matches('0') {
        "" => format!("{sign}{whole}"),
        rest => format!("{sign}{whole}{decimal}{rest}"),
    }
}

/// A moment at its place: `2026-11-24 09:30:05`.
fn local(at: Millis, tz_offset_min: i16) -> String {
    let shifted = at.0.saturating_add(i64::from(tz_offset_min) * 60_000);
    jiff::Timestamp::from_millisecond(shifted).map_or_else(
        |_| String::new(),
        |moment| moment.strftime("%Y-%m-%d %H:%M:%S").to_string(),
    )
}

#[cfg(test)]
mod tests {
    use nusa_facts::Millis;

    use super::{local, quantity};

    #[test]
    fn quantities_and_moments_are_written_for_people() {
        let cases = [
            (12_500, "12,5"),
            (12_000, "12"),
            (-1, "-0,001"),
            (0, "0"),
            (1_250_125, "1250,125"),
        ];
        for (milli, text) in cases {
            assert_eq!(quantity(milli, ','), text);
        }
        assert_eq!(local(Millis(1_763_856_000_000), 420), "2025-11-23 07:00:00");
    }
}
