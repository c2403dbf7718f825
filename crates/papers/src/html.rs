//! A sheet as a small page for a browser's printer: one block of text with the
//! same lines as on the printer, and a style that sets the paper's width. No
//! script and nothing from anywhere else.

use crate::{
    sheet::{Line, Sheet},
    words::Language,
};

/// Millimetres of the paper of so many columns.
fn width_mm(columns: usize) -> u32 {
    if columns <= 32 { 58 } else { 80 }
}

/// The page.
pub fn page(sheet: &Sheet, language: Language) -> String {
    let (tag, title, mm) = (
        language.tag(),
        escaped(&sheet.title),
        width_mm(sheet.columns),
    );
    let lines: String = sheet.lines.iter().map(line).collect();
    format!(
        "<!doctype html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <title>{title}</title>\n<link rel=\"stylesheet\" href=\"/docs/receipt.css\">\n</head>\n\
         <body class=\"paper-{mm}\">\n<pre>{lines}</pre>\n</body>\n</html>\n"
    )
}

fn line(line: &Line) -> String {
    let text = escaped(&line.text);
    match (line.bold, line.tall) {
        (_, true) => format!("<strong class=\"tall\">{text}</strong>\n"),
        (true, false) => format!("<strong>{text}</strong>\n"),
        (false, false) => format!("{text}\n"),
    }
}

/// A text within a page: never markup.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_text_and_never_markup() {
        let mut sheet = Sheet::new(32, "<b>");
        sheet.left(0, "Es <script> & \"teh\"").heavy(0);
        let page = page(&sheet, Language::Indonesian);
        assert!(page.contains("<title>&lt;b&gt;</title>"));
        assert!(page.contains("<strong>Es &lt;script&gt; &amp; &quot;teh&quot;</strong>\n"));
        assert!(page.contains("lang=\"id\"") && page.contains("paper-58"));
        assert!(!page.contains("<script"));
    }
}
