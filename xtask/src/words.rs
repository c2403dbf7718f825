//! Finding whole words in text: the one place that knows what a word is.

fn in_a_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// True where `word` stands in the line on its own, not as a part of a longer name. A word that
/// ends in a mark (`println!`) needs no edge there.
pub fn has_word(line: &str, word: &str) -> bool {
    let mut from = 0;
    while let Some(found) = line[from..].find(word) {
        let start = from + found;
        let end = start + word.len();
        let before = line[..start].chars().next_back();
        let after = line[end..].chars().next();
        let opens = word.starts_with(|c| !in_a_word(c)) || !before.is_some_and(in_a_word);
        let closes = word.ends_with(|c| !in_a_word(c)) || !after.is_some_and(in_a_word);
        if opens && closes {
            return true;
        }
        from = start + word.chars().next().map_or(1, char::len_utf8);
    }
    false
}

/// The name that opens the text, "" where none does.
pub fn leading_name(text: &str) -> &str {
    let end = text.find(|c| !in_a_word(c)).unwrap_or(text.len());
    &text[..end]
}

/// Every name in the line that follows one of the given keywords, in order.
pub fn names_after<'a>(line: &'a str, keywords: &[&str]) -> Vec<&'a str> {
    let mut names = Vec::new();
    let mut pieces = line
        .split(|c: char| !in_a_word(c))
        .filter(|piece| !piece.is_empty());
    while let Some(piece) = pieces.next() {
        if keywords.contains(&piece) {
            names.extend(pieces.next());
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_edges() {
        let cases = [
            ("use rand::Rng;", "rand", true),
            ("let brand = 1;", "rand", false),
            ("let rand_like = 1;", "rand", false),
            ("brand rand", "rand", true),
            ("println!(\"\")", "println!", true),
            ("eprintln!(\"\")", "println!", false),
            ("#[ignore = \"why\"]", "#[ignore", true),
            ("std::time::Duration", "std::time", true),
            ("std::timer", "std::time", false),
            ("", "x", false),
        ];
        for (line, word, expected) in cases {
            assert_eq!(has_word(line, word), expected, "{word} in {line}");
        }
    }

    #[test]
    fn names_follow_keywords() {
        assert_eq!(
            names_after("pub struct Cart<'a> {", &["struct", "enum"]),
            ["Cart"]
        );
        assert_eq!(
            names_after("pub(crate) mod price_list;", &["mod"]),
            ["price_list"]
        );
        assert!(names_after("let structure = 1;", &["struct"]).is_empty());
        assert_eq!(leading_name("r13_late(x)"), "r13_late");
    }
}
