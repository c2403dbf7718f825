//! The words of the house: what GLOSSARY.md lists between backticks in its last column is no
//! type, module or file of ours. Words without backticks there are for people to judge; a word
//! may be kept for one folder, where it means something else: "`Cart` outside `crates/money`".

use crate::finding::Finding;
use crate::house::{House, SourceFile};
use crate::layers::{self, Language};
use crate::words;

const GLOSSARY: &str = "GLOSSARY.md";
const DEFINING: &[&str] = &[
    "struct",
    "enum",
    "trait",
    "type",
    "union",
    "class",
    "interface",
];

/// An avoided word with the word that is said instead.
struct Avoided {
    pieces: Vec<String>,
    written: String,
    instead: String,
    but_in: Option<String>,
}

/// Findings for avoided words in use, and for a glossary that avoids nothing.
pub fn check(house: &House) -> Vec<Finding> {
    let Some(glossary) = house.text(GLOSSARY) else {
        return vec![Finding::of(GLOSSARY, "the glossary is missing")];
    };
    let avoided = read(glossary);
    if avoided.is_empty() {
        return vec![Finding::of(
            GLOSSARY,
            "its table has no word to avoid between backticks",
        )];
    }
    let mut findings = Vec::new();
    for file in house.files() {
        if let Some(language) = Language::of(file.extension()) {
            findings.extend(judge(file, language, &avoided));
        }
    }
    findings
}

/// The table's rows: code word first, avoided words last.
fn read(glossary: &str) -> Vec<Avoided> {
    let mut avoided: Vec<Avoided> = Vec::new();
    for row in glossary.lines().filter(|line| line.starts_with('|')) {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let (Some(first), Some(last)) = (cells.first(), cells.last()) else {
            continue;
        };
        let mut text = last.split('`');
        let mut before = text.next().unwrap_or_default();
        while let Some(span) = text.next() {
            if before.trim_end().ends_with("outside") {
                if let Some(word) = avoided.last_mut() {
                    word.but_in = Some(format!("{span}/"));
                }
            } else {
                avoided.push(Avoided {
                    pieces: pieces(span),
                    written: span.to_owned(),
                    instead: (*first).to_owned(),
                    but_in: None,
                });
            }
            before = text.next().unwrap_or_default();
        }
    }
    avoided
}

fn judge(file: &SourceFile, language: Language, avoided: &[Avoided]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let name = file.path.rsplit('/').next().unwrap_or_default();
    let stem = name.split('.').next().unwrap_or_default();
    let mut found = |line: usize, name: &str| {
        let refused = |word: &&Avoided| {
            let kept = word
                .but_in
                .as_ref()
                .is_some_and(|folder| file.path.starts_with(folder));
            !kept && contains(&pieces(name), &word.pieces)
        };
        if let Some(word) = avoided.iter().find(refused) {
            let text = format!("`{name}`: not {}, we say {}", word.written, word.instead);
            findings.push(Finding::at(&file.path, line, text));
        }
    };
    found(0, stem);
    let code = layers::split(&file.text, language).code;
    for (at, line) in code.lines().enumerate() {
        for keyword in DEFINING.iter().chain(&["mod"]) {
            for name in words::names_after(line, &[keyword]) {
                found(at + 1, name);
            }
        }
    }
    findings
}

/// `PriceList`, `price_list` and `price-list` as ["price", "list"].
fn pieces(name: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for c in name.chars() {
        if c.is_uppercase() || !c.is_alphanumeric() {
            pieces.push(String::new());
        }
        if c.is_alphanumeric() {
            let last = pieces.last_mut().expect("starts with one piece");
            last.extend(c.to_lowercase());
        }
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

fn contains(name: &[String], word: &[String]) -> bool {
    !word.is_empty() && name.windows(word.len()).any(|window| window == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "| code | screen | meaning | avoid |\n|---|---|---|---|\n\
        | order | Pesanan | not yet a sale | `Cart` outside `crates/money`, `Tray` |\n\
        | price book | Harga | versions of prices | `PriceList` |\n";

    #[test]
    fn avoided_words_are_found_as_types_modules_and_files() {
        let cases = [
            ("crates/rules/src/order.rs", "pub struct Cart { }", 1),
            ("crates/rules/src/order.rs", "enum CartLine {}", 1),
            ("crates/rules/src/order.rs", "mod price_list;", 1),
            ("crates/rules/src/price_list.rs", "", 1),
            ("web/src/cart.svelte.ts", "", 1),
            ("web/src/order.ts", "export class GuestCart {}", 1),
            (
                "crates/rules/src/order.rs",
                "struct Cartesian; struct Descartes;",
                0,
            ),
            (
                "crates/rules/src/order.rs",
                "// struct Cart\nlet s = \"enum Cart\";",
                0,
            ),
            (
                "crates/rules/src/order.rs",
                "struct Basket; struct List; struct Price;",
                0,
            ),
            ("data/cart.csv", "", 0),
            ("crates/money/src/cart.rs", "pub struct Cart;", 0),
            ("crates/moneyed/src/a.rs", "pub struct Cart;", 1),
            ("crates/money/src/quote.rs", "pub struct Tray;", 1),
        ];
        for (path, text, expected) in cases {
            let found = check(&House::made_of(&[(GLOSSARY, TABLE), (path, text)]));
            assert_eq!(found.len(), expected, "{path}: {text}: {found:?}");
        }
    }

    #[test]
    fn a_glossary_is_there_and_avoids_something() {
        assert_eq!(check(&House::made_of(&[])).len(), 1);
        assert_eq!(
            check(&House::made_of(&[(
                GLOSSARY,
                "| order | Pesanan | x | cart |"
            )]))
            .len(),
            1
        );
    }

    #[test]
    fn the_finding_says_the_right_word() {
        let files = [(GLOSSARY, TABLE), ("a.rs", "struct PriceListRow;")];
        let found = check(&House::made_of(&files));
        assert_eq!(
            found[0].to_string(),
            "a.rs:1: `PriceListRow`: not PriceList, we say price book"
        );
    }
}
