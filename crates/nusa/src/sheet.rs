//! Tables and sums as people read them on a terminal. Knows nothing of what
//! they mean.

/// Rows under a heading, each column as wide as its widest cell; numbers to the right.
#[derive(Clone, Debug)]
pub struct Sheet {
    rows: Vec<Vec<String>>,
}

impl Sheet {
    /// A sheet with its heading.
    pub fn new<const N: usize>(heading: [&str; N]) -> Self {
        Self {
            rows: vec![heading.map(str::to_owned).to_vec()],
        }
    }

    /// Adds a row.
    pub fn row<const N: usize>(&mut self, cells: [String; N]) {
        self.rows.push(cells.to_vec());
    }

    fn widths(&self) -> Vec<usize> {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |column: usize| {
            self.rows
                .iter()
                .filter_map(|row| row.get(column))
                .map(|cell| cell.chars().count())
                .max()
        };
        (0..columns)
            .map(|column| width(column).unwrap_or(0))
            .collect()
    }
}

impl std::fmt::Display for Sheet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let widths = self.widths();
        for row in &self.rows {
            let cell = |(cell, &width): (&String, &usize)| match is_number(cell) {
                true => format!("{cell:>width$}"),
                false => format!("{cell:<width$}"),
            };
            let line: Vec<_> = row.iter().zip(&widths).map(cell).collect();
            writeln!(f, "  {}", line.join("  ").trim_end())?;
        }
        Ok(())
    }
}

fn is_number(cell: &str) -> bool {
    let digits = cell.strip_prefix("Rp ").unwrap_or(cell);
    digits.starts_with(|first: char| first.is_ascii_digit() || first == '-')
        && digits
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | '-'))
}

/// A whole number with dots between thousands: 1.234.567.
pub fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::from(if number < 0 { "-" } else { "" });
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    text
}

/// Rupiah: Rp 12.500.
pub fn rupiah(amount: i64) -> String {
    format!("Rp {}", grouped(amount))
}

#[cfg(test)]
mod tests {
    use super::{Sheet, grouped, rupiah};

    #[test]
    fn numbers_are_grouped_by_thousands() {
        for (number, text) in [
            (0, "0"),
            (999, "999"),
            (1_000, "1.000"),
            (-12_345_678, "-12.345.678"),
            (i64::MIN, "-9.223.372.036.854.775.808"),
        ] {
            assert_eq!(grouped(number), text);
        }
        assert_eq!(rupiah(12_500), "Rp 12.500");
    }

    #[test]
    fn a_sheet_lines_words_up_to_the_left_and_numbers_to_the_right() {
        let mut sheet = Sheet::new(["node", "sales", "url"]);
        sheet.row(["Pusat".into(), "1.200".into(), "http://a".into()]);
        sheet.row(["JKT01".into(), "7".into(), "".into()]);
        assert_eq!(
            sheet.to_string(),
            "  node   sales  url\n  Pusat  1.200  http://a\n  JKT01      7\n"
        );
    }
}
