//! A paper as lines of so many characters, and the few ways in which a line is
//! set: from edge to edge, in the middle, as a rule. Knows no word and no amount.

use serde::Serialize;

/// One line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Its characters, at most as many as the paper has columns.
    pub text: String,
    /// In heavy type.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub bold: bool,
    /// Twice as high.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub tall: bool,
}

/// What a line, or several that belong together, were made of: for papers that are not set in columns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Row {
    /// From the left, behind so many blanks.
    Left {
        /// The blanks.
        indent: usize,
        /// The text.
        text: String,
    },
    /// In the middle.
    Middle {
        /// The text.
        text: String,
    },
    /// At both edges.
    Pair {
        /// Blanks before the left text.
        indent: usize,
        /// At the left edge.
        left: String,
        /// At the right edge.
        right: String,
    },
    /// A rule across.
    Rule,
    /// Nothing.
    Blank,
}

/// A row with its looks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SetRow {
    /// What it is made of.
    #[serde(flatten)]
    pub row: Row,
    /// In heavy type.
    pub bold: bool,
    /// Twice as high.
    pub tall: bool,
    /// Its first line.
    #[serde(skip)]
    line: usize,
}

/// A paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Sheet {
    /// Characters of a line.
    pub columns: usize,
    /// What it is, for the title of a page.
    pub title: String,
    /// Its lines, from the top.
    pub lines: Vec<Line>,
    /// The same as it was given, before it was broken into lines.
    pub rows: Vec<SetRow>,
}

impl Sheet {
    /// A paper without lines.
    pub fn new(columns: usize, title: impl Into<String>) -> Self {
        Self {
            columns,
            title: title.into(),
            lines: Vec::new(),
            rows: Vec::new(),
        }
    }

    /// A line from the left; what is too long goes on in the next line, behind as many blanks.
    pub fn left(&mut self, indent: usize, text: &str) -> &mut Self {
        self.row(Row::Left {
            indent,
            text: text.to_owned(),
        });
        self.broken(indent, text)
    }

    fn broken(&mut self, indent: usize, text: &str) -> &mut Self {
        let width = self.columns.saturating_sub(indent).max(1);
        for part in wrapped(text, width) {
            self.push(format!("{:indent$}{part}", ""));
        }
        self
    }

    /// A text in the middle, in as many lines as it needs.
    pub fn middle(&mut self, text: &str) -> &mut Self {
        self.row(Row::Middle {
            text: text.to_owned(),
        });
        for part in wrapped(text, self.columns) {
            let blanks = (self.columns - width(&part)) / 2;
            self.push(format!("{:blanks$}{part}", ""));
        }
        self
    }

    /// A text at the left edge and one at the right; when both do not fit, the right one gets a line of its
    /// own, so that no digit is ever lost.
    pub fn pair(&mut self, left: &str, right: &str) -> &mut Self {
        let indent = left.len() - left.trim_start().len();
        self.row(Row::Pair {
            indent,
            left: left.trim_start().to_owned(),
            right: right.to_owned(),
        });
        let (l, r) = (width(left), width(right));
        if l + 1 + r <= self.columns {
            let blanks = self.columns - l - r;
            self.push(format!("{left}{:blanks$}{right}", ""));
            return self;
        }
        self.broken(indent, left.trim_start());
        let blanks = self.columns.saturating_sub(r);
        self.push(format!("{:blanks$}{right}", ""));
        self
    }

    /// A rule across.
    pub fn rule(&mut self) -> &mut Self {
        self.row(Row::Rule);
        self.push("-".repeat(self.columns));
        self
    }

    /// An empty line.
    pub fn blank(&mut self) -> &mut Self {
        self.row(Row::Blank);
        self.push(String::new());
        self
    }

    /// The lines that were set since `from` in heavy type.
    pub fn heavy(&mut self, from: usize) -> &mut Self {
        let lines = self.lines.iter_mut().skip(from);
        lines.for_each(|line| line.bold = true);
        let rows = self.rows.iter_mut().filter(|row| row.line >= from);
        rows.for_each(|row| row.bold = true);
        self
    }

    /// The lines that were set since `from` twice as high, and heavy.
    pub fn tall(&mut self, from: usize) -> &mut Self {
        for line in self.lines.iter_mut().skip(from) {
            (line.bold, line.tall) = (true, true);
        }
        for row in self.rows.iter_mut().filter(|row| row.line >= from) {
            (row.bold, row.tall) = (true, true);
        }
        self
    }

    /// The plain text of all lines, each with its end.
    pub fn text(&self) -> String {
        let lines = self.lines.iter();
        lines.map(|line| format!("{}\n", line.text)).collect()
    }

    fn row(&mut self, row: Row) {
        self.rows.push(SetRow {
            row,
            bold: false,
            tall: false,
            line: self.lines.len(),
        });
    }

    fn push(&mut self, text: String) {
        self.lines.push(Line {
            text: text.trim_end().to_owned(),
            ..Line::default()
        });
    }
}

/// Characters that a text takes.
fn width(text: &str) -> usize {
    text.chars().count()
}

/// A text in parts of at most so many characters, cut at blanks where there are any.
fn wrapped(text: &str, most: usize) -> Vec<String> {
    let mut parts = Vec::new();
    let mut part = String::new();
    for word in text.split_whitespace() {
        let mut word: Vec<char> = word.chars().collect();
        if !part.is_empty() && width(&part) + 1 + word.len() > most {
            parts.push(std::mem::take(&mut part));
        }
        while word.len() > most {
            let rest = word.split_off(most);
            parts.push(word.into_iter().collect());
            word = rest;
        }
        if !part.is_empty() {
            part.push(' ');
        }
        part.extend(word);
    }
    if !part.is_empty() || parts.is_empty() {
        parts.push(part);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(sheet: &Sheet) -> Vec<&str> {
        sheet.lines.iter().map(|line| line.text.as_str()).collect()
    }

    #[test]
    fn lines_keep_within_the_paper_and_lose_nothing() {
        let mut sheet = Sheet::new(12, "t");
        sheet.pair("Total", "1.000");
        sheet.pair("  Nasi goreng", "123.456.789");
        sheet.middle("NUSA");
        sheet.left(2, "satu dua tigaempatlimaenam");
        sheet.rule().blank();
        assert_eq!(
            texts(&sheet),
            [
                "Total  1.000",
                "  Nasi",
                "  goreng",
                " 123.456.789",
                "    NUSA",
                "  satu dua",
                "  tigaempatl",
                "  imaenam",
                "------------",
                "",
            ]
        );
    }

    #[test]
    fn what_was_given_is_kept_whole_beside_its_lines() {
        let mut sheet = Sheet::new(10, "t");
        sheet.middle("satu dua tiga");
        let from = sheet.lines.len();
        sheet.pair("  Total semua", "1.000").tall(from);
        let rows: Vec<_> = sheet.rows.iter().map(|row| (&row.row, row.tall)).collect();
        let middle = Row::Middle {
            text: "satu dua tiga".to_owned(),
        };
        let pair = Row::Pair {
            indent: 2,
            left: "Total semua".to_owned(),
            right: "1.000".to_owned(),
        };
        assert_eq!(rows, [(&middle, false), (&pair, true)]);
    }

    #[test]
    fn a_rule_of_columns_holds_for_every_text() {
        let text = "Kopi susu gula aren dingin besar sekali Pekanbaru";
        for columns in [32, 42, 48] {
            for cut in 0..text.len() {
                let mut sheet = Sheet::new(columns, "t");
                sheet.left(2, &text[cut..]).middle(&text[cut..]);
                sheet.pair(&text[cut..], "Rp 12.345.678");
                let long = sheet.lines.iter().find(|line| width(&line.text) > columns);
                assert_eq!(long, None);
                let said: String = sheet.text().split_whitespace().collect();
                let meant: String = text[cut..].split_whitespace().collect();
                assert!(said.starts_with(&meant.repeat(2)), "{said}");
                assert!(said.ends_with("Rp12.345.678"), "{said}");
            }
        }
    }
}
