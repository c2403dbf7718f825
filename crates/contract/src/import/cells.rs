//! A sheet as rows of text: a CSV of either delimiter, or the first page of a
//! spreadsheet. Numbers of a spreadsheet are written as Indonesia writes them, so
//! that there is one reader of numbers. Knows no product.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};

use super::{RowFault, fault};

/// Rows of a sheet at most: a hundred thousand products and their heading.
const MAX_ROWS: usize = 100_001;

/// A row of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// Its line, the heading being 1.
    pub(super) number: u64,
    /// Its cells as text.
    pub(super) cells: Vec<String>,
}

impl Row {
    /// The trimmed text of a column; empty where there is none.
    pub(super) fn cell(&self, at: Option<usize>) -> String {
        let cell = at.and_then(|at| self.cells.get(at));
        cell.map_or_else(String::new, |text| text.trim().to_owned())
    }
}

/// Reads every row of a file.
///
/// # Errors
/// Why it is no such file, with its row where one is known.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Row>, Vec<RowFault>> {
    // What a file is, its bytes say; a header could say anything (D1-33).
    let rows = if bytes.starts_with(b"PK\x03\x04") {
        xlsx(bytes)?
    } else {
        csv(bytes)?
    };
    if rows.len() > MAX_ROWS {
        let detail = format!("more than {} rows", MAX_ROWS - 1);
        return Err(vec![fault(0, "", "shape", detail)]);
    }
    Ok(rows)
}

fn csv(text: &[u8]) -> Result<Vec<Row>, Vec<RowFault>> {
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter(text))
        .flexible(true)
        .has_headers(false)
        .from_reader(text);
    let broken = |error: csv::Error| {
        let line = error.position().map_or(0, csv::Position::line);
        vec![fault(line, "", "shape", error.to_string())]
    };
    let row = |record: csv::StringRecord| Row {
        number: record.position().map_or(0, csv::Position::line),
        cells: record.iter().map(str::to_owned).collect(),
    };
    reader
        .records()
        .take(MAX_ROWS + 1)
        .map(|record| record.map(row).map_err(broken))
        .collect()
}

/// Spreadsheets of countries with a decimal comma write semicolons.
fn delimiter(text: &[u8]) -> u8 {
    let heading = text.split(|&byte| byte == b'\n').next().unwrap_or_default();
    if heading.contains(&b';') { b';' } else { b',' }
}

fn xlsx(bytes: &[u8]) -> Result<Vec<Row>, Vec<RowFault>> {
    let broken = |detail: String| vec![fault(0, "", "shape", detail)];
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes))
        .map_err(|error: calamine::XlsxError| broken(error.to_string()))?;
    let page = book
        .worksheet_range_at(0)
        .ok_or_else(|| broken("the file has no sheet".to_owned()))?
        .map_err(|error| broken(error.to_string()))?;
    let first = page.start().map_or(0, |(row, _)| u64::from(row));
    let rows = (first + 1..).zip(page.rows());
    Ok(rows
        .take(MAX_ROWS + 1)
        .map(|(number, cells)| Row {
            number,
            cells: cells.iter().map(text).collect(),
        })
        .collect())
}

/// A number keeps its decimals behind a comma: in a cell 12.5 is twelve and a half, never 125.
fn text(cell: &Data) -> String {
    match cell {
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number.to_string().replace('.', ","),
        Data::String(text) => text.clone(),
        Data::Bool(_)
        | Data::DateTime(_)
        | Data::DateTimeIso(_)
        | Data::DurationIso(_)
        | Data::Error(_)
        | Data::Empty => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_read_as_indonesia_writes_it() {
        let cases = [
            (Data::Float(12_500.0), "12500"),
            (Data::Float(12.5), "12,5"),
            (Data::Int(8_991_234_567_890), "8991234567890"),
            (Data::Float(8_991_234_567_890.0), "8991234567890"),
            (Data::String("Rp 12.500".into()), "Rp 12.500"),
            (Data::Empty, ""),
        ];
        for (cell, expected) in cases {
            assert_eq!(text(&cell), expected);
        }
    }
}
