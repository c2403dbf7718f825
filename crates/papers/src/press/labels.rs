//! Labels for shelves and goods on sheets as they are bought. A label has its size from the sheet alone.

use serde::Serialize;

use super::barcode::Bars;

/// Labels on sheets.
#[derive(Clone, Debug, Serialize)]
pub struct Labels {
    /// The sheet.
    pub sheet: LabelSheet,
    /// Places of the first sheet that are left empty.
    pub skip: usize,
    /// What stands on each, in its order.
    pub labels: Vec<Label>,
}

/// How a sheet of A4 is divided; hundredths of a millimetre.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct LabelSheet {
    /// Its word: how many labels it has.
    pub word: &'static str,
    /// Labels side by side.
    pub columns: u8,
    /// Rows of labels.
    pub rows: u8,
    /// Width of a label.
    pub width: u32,
    /// Height of a label.
    pub height: u32,
    /// From the left edge of the sheet to the first label.
    pub left: u32,
    /// From the upper edge of the sheet to the first label.
    pub top: u32,
    /// Between two labels side by side.
    pub gap: u32,
}

const fn sheet(
    word: &'static str,
    (columns, rows): (u8, u8),
    (width, height): (u32, u32),
    (left, top, gap): (u32, u32, u32),
) -> LabelSheet {
    LabelSheet {
        word,
        columns,
        rows,
        width,
        height,
        left,
        top,
        gap,
    }
}

/// The sheets that shops buy most: by the number of labels on A4.
pub const SHEETS: [LabelSheet; 5] = [
    sheet("21", (3, 7), (6_350, 3_810), (720, 1_515, 250)),
    sheet("24", (3, 8), (7_000, 3_700), (0, 50, 0)),
    sheet("33", (3, 11), (7_000, 2_540), (0, 880, 0)),
    sheet("40", (4, 10), (5_250, 2_970), (0, 0, 0)),
    sheet("65", (5, 13), (3_810, 2_120), (470, 1_070, 250)),
];

impl LabelSheet {
    /// The sheet of a word.
    pub fn parse(word: &str) -> Option<Self> {
        SHEETS.into_iter().find(|sheet| sheet.word == word)
    }

    /// Labels of a sheet.
    pub fn labels(self) -> usize {
        usize::from(self.columns) * usize::from(self.rows)
    }
}

/// One label.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Label {
    /// The product.
    pub name: String,
    /// Its price; none without one.
    pub price: Option<String>,
    /// The unit that the price is for, where it is not a piece.
    pub unit: Option<String>,
    /// Its bars; none where no code can say it.
    pub bars: Option<Bars>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sheet_fits_on_a4() {
        for sheet in SHEETS {
            let (columns, rows) = (u32::from(sheet.columns), u32::from(sheet.rows));
            let width = sheet.left + columns * sheet.width + (columns - 1) * sheet.gap;
            let height = sheet.top + rows * sheet.height;
            assert!(width <= 21_000 && height <= 29_700, "{}", sheet.word);
            assert_eq!(sheet.labels().to_string(), sheet.word);
            assert_eq!(LabelSheet::parse(sheet.word), Some(sheet));
        }
    }
}
