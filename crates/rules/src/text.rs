//! Texts that people type: trimmed, bounded, without control characters, so that
//! they print and fit. Knows nothing of what they say.

use nusa_facts::limits::MAX_TEXT_CHARS;

use crate::refusal::{Code, Refusal};

/// A text that must say something.
///
/// # Errors
/// `TextInvalid` when it is empty, longer than `MAX_TEXT_CHARS` or holds control characters.
pub fn required(field: &str, given: &str) -> Result<String, Refusal> {
    bounded(field, given, MAX_TEXT_CHARS)
}

/// A text that may be left out; blank is left out.
///
/// # Errors
/// As [`required`], but for the emptiness.
pub fn optional(field: &str, given: Option<&str>) -> Result<Option<String>, Refusal> {
    given
        .map(str::trim)
        .filter(|text| !text.is_empty())
        .map(|text| required(field, text))
        .transpose()
}

/// A text of at most `most` characters that must say something.
///
/// # Errors
/// As [`required`].
pub fn bounded(field: &str, given: &str, most: usize) -> Result<String, Refusal> {
    let text = given.trim();
    let wrong = |detail: String| Err(Refusal::at(Code::TextInvalid, field, detail));
    if text.is_empty() {
        return wrong("the text is empty".to_owned());
    }
    if text.chars().count() > most {
        return wrong(format!("the text is longer than {most} characters"));
    }
    if text.chars().any(char::is_control) {
        return wrong("the text holds control characters".to_owned());
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_trimmed_and_bounded() {
        let long = "é".repeat(MAX_TEXT_CHARS);
        let longer = "é".repeat(MAX_TEXT_CHARS + 1);
        let cases = [
            (" salah ketik ", Some("salah ketik")),
            (long.as_str(), Some(long.as_str())),
            (longer.as_str(), None),
            ("   ", None),
            ("", None),
            ("a\nb", None),
            ("a\u{1b}[2J", None),
        ];
        for (given, kept) in cases {
            let text = required("reason", given);
            assert_eq!(text.as_deref().ok(), kept, "{given:?}");
            if let Err(refusal) = text {
                assert_eq!(refusal.code, Code::TextInvalid);
                assert_eq!(refusal.field.as_deref(), Some("reason"));
            }
        }
    }

    #[test]
    fn a_blank_note_is_no_note() {
        assert_eq!(optional("note", None).unwrap(), None);
        assert_eq!(optional("note", Some("  ")).unwrap(), None);
        assert_eq!(optional("note", Some(" x ")).unwrap().as_deref(), Some("x"));
        assert!(optional("note", Some("a\tb")).is_err());
    }
}
