//! Rows as a spreadsheet: texts as texts, numbers as numbers, so that nothing in
//! a cell is ever a formula (D1-34).

use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use super::{Cell, local, quantity};
use crate::limits::MAX_SHEET_ROWS;

/// A spreadsheet that is being written, row by row.
pub(crate) struct XlsxRows {
    book: Workbook,
    next: u32,
}

impl XlsxRows {
    /// A spreadsheet with one page that begins with its heading.
    pub(super) fn begin(heading: &[&str]) -> Result<Self, XlsxError> {
        let mut book = Workbook::new();
        let page = book.add_worksheet_with_low_memory()?;
        let bold = Format::new().set_bold();
        for (column, name) in (0..).zip(heading) {
            page.write_with_format(0, column, *name, &bold)?;
        }
        Ok(Self { book, next: 1 })
    }

    /// Writes a row; false when the page is full.
    pub(super) fn row(&mut self, cells: &[Cell]) -> Result<bool, XlsxError> {
        if self.next as usize > MAX_SHEET_ROWS {
            return Ok(false);
        }
        let row = self.next;
        let page = self.book.worksheet_from_index(0)?;
        for (column, cell) in (0..).zip(cells) {
            write(page, row, column, cell)?;
        }
        self.next += 1;
        Ok(true)
    }

    /// The file.
    pub(super) fn bytes(mut self) -> Result<Vec<u8>, XlsxError> {
        self.book.save_to_buffer()
    }
}

#[expect(
    clippy::disallowed_types,
    reason = "a cell of a spreadsheet is a float by its format; amounts and quantities below 10^15 stand in it exactly"
)]
fn write(page: &mut Worksheet, row: u32, column: u16, cell: &Cell) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        Cell::Text(text) => {
            page.write_string(row, column, text)?;
        }
        Cell::Word(_, said) => {
            page.write_string(row, column, *said)?;
        }
        Cell::Number(number) => {
            page.write_number(row, column, *number as f64)?;
        }
        Cell::Milli(milli) => {
            let number: f64 = quantity(*milli, '.').parse().unwrap_or_default();
            page.write_number(row, column, number)?;
        }
        Cell::Time(at, offset) => {
            page.write_string(row, column, local(*at, *offset))?;
        }
    }
    Ok(())
}
