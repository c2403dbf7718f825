//! Rows as CSV: a mark of its encoding at the start, so that spreadsheets read
//! accents, the separator of the language, and no text that a spreadsheet would
//! take for a formula (D1-34).

use bytes::Bytes;
use nusa_papers::Language;
use tokio::sync::mpsc;

use super::{Cell, local, quantity};
use crate::limits::PIECE_BYTES;

/// A piece of a file, or why there is no next one.
pub(super) type Piece = Result<Bytes, String>;

/// A CSV that is being written.
pub(crate) struct CsvRows {
    language: Language,
    buffer: Vec<u8>,
    pieces: Option<mpsc::Sender<Piece>>,
    is_read: bool,
}

impl CsvRows {
    /// A file in memory.
    pub(super) fn in_memory(language: Language, heading: &[&str]) -> Self {
        Self::begin(language, heading, None)
    }

    /// A file that goes out piece by piece.
    pub(super) fn into_pieces(
        language: Language,
        heading: &[&str],
        pieces: mpsc::Sender<Piece>,
    ) -> Self {
        Self::begin(language, heading, Some(pieces))
    }

    fn begin(language: Language, heading: &[&str], pieces: Option<mpsc::Sender<Piece>>) -> Self {
        let mut file = Self {
            language,
            buffer: b"\xef\xbb\xbf".to_vec(),
            pieces,
            is_read: true,
        };
        let names: Vec<Cell> = heading
            .iter()
            .map(|name| Cell::Text((*name).to_owned()))
            .collect();
        file.row(&names);
        file
    }

    /// Writes a row; false when nobody reads any more.
    pub(super) fn row(&mut self, cells: &[Cell]) -> bool {
        let separator = match self.language {
            Language::Indonesian => ';',
            Language::English => ',',
        };
        let texts: Vec<String> = cells.iter().map(|cell| text(cell, self.language)).collect();
        let line = texts
            .iter()
            .map(|text| quoted(text, separator))
            .collect::<Vec<_>>()
            .join(&separator.to_string());
        self.buffer.extend_from_slice(line.as_bytes());
        self.buffer.extend_from_slice(b"\r\n");
        if self.pieces.is_some() && self.buffer.len() >= PIECE_BYTES {
            self.flush();
        }
        self.is_read
    }

    /// Sends what is written on its way.
    pub(super) fn flush(&mut self) {
        if let Some(pieces) = &self.pieces {
            let piece = Bytes::from(std::mem::take(&mut self.buffer));
            self.is_read &= pieces.blocking_send(Ok(piece)).is_ok();
        }
    }

    /// The file that was written in memory.
    pub(super) fn bytes(self) -> Vec<u8> {
        self.buffer
    }
}

fn text(cell: &Cell, language: Language) -> String {
    let decimal = match language {
        Language::Indonesian => ',',
        Language::English => '.',
    };
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => tame(text),
        Cell::Word(_, said) => (*said).to_owned(),
        Cell::Number(number) => number.to_string(),
        Cell::Milli(milli) => quantity(*milli, decimal),
        Cell::Time(at, offset) => local(*at, *offset),
    }
}

/// A text that no spreadsheet takes for a formula.
fn tame(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

fn quoted(text: &str, separator: char) -> String {
    if text.contains([separator, '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use nusa_facts::Millis;

    use super::*;

    #[test]
    fn d1_34_a_text_never_starts_a_formula() {
        let cases = ["=1+1", "+62811", "-2", "@cmd", "\tx", "\rx"];
        for text in cases {
            assert_eq!(tame(text), format!("'{text}"));
        }
        assert_eq!(tame("Es teh = manis"), "Es teh = manis");
    }

    #[test]
    fn a_row_is_written_in_its_language() {
        let row = [
            Cell::Text("a;\"b\"".into()),
            Cell::Number(-5),
            Cell::Milli(1_500),
            Cell::Time(Millis(0), 420),
            Cell::Empty,
        ];
        let cases = [
            (
                Language::Indonesian,
                "x\r\n\"a;\"\"b\"\"\";-5;1,5;1970-01-01 07:00:00;\r\n",
            ),
            (
                Language::English,
                "x\r\n\"a;\"\"b\"\"\",-5,1.5,1970-01-01 07:00:00,\r\n",
            ),
        ];
        for (language, expected) in cases {
            let mut file = CsvRows::in_memory(language, &["x"]);
            assert!(file.row(&row));
            let bytes = file.bytes();
            assert_eq!(String::from_utf8_lossy(&bytes[3..]), expected);
        }
    }
}
