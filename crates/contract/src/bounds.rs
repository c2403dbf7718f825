//! The bounds of single values that come from outside: money, quantities,
//! texts, codes, counts. Texts are trimmed here and nowhere else.

use crate::{
    at::At,
    limits::{MAX_CODE, MAX_EMAIL, MAX_MONEY, MAX_QUANTITY_MILLI, MAX_TEXT},
    problem::{Door, Problem},
};

fn refuse(at: At, detail: impl Into<String>) -> Problem {
    Problem::at(Door::BodyInvalid, at, detail)
}

/// An amount of money of either sign, |x| ≤ 10^15 minor units.
///
/// # Errors
/// `body_invalid` at the field.
pub fn money(at: At, amount: i64) -> Result<i64, Problem> {
    within(at, amount, -MAX_MONEY, MAX_MONEY)
}

/// An amount of money that is not negative.
///
/// # Errors
/// `body_invalid` at the field.
pub fn money_from_zero(at: At, amount: i64) -> Result<i64, Problem> {
    within(at, amount, 0, MAX_MONEY)
}

/// A quantity in thousandths above zero.
///
/// # Errors
/// `body_invalid` at the field.
pub fn quantity(at: At, milli: i64) -> Result<i64, Problem> {
    within(at, milli, 1, MAX_QUANTITY_MILLI)
}

/// A quantity in thousandths, zero included.
///
/// # Errors
/// `body_invalid` at the field.
pub fn quantity_from_zero(at: At, milli: i64) -> Result<i64, Problem> {
    within(at, milli, 0, MAX_QUANTITY_MILLI)
}

/// A signed quantity in thousandths other than zero.
///
/// # Errors
/// `body_invalid` at the field.
pub fn signed_quantity(at: At, milli: i64) -> Result<i64, Problem> {
    match within(at, milli, -MAX_QUANTITY_MILLI, MAX_QUANTITY_MILLI)? {
        0 => Err(refuse(at, "must not be 0")),
        milli => Ok(milli),
    }
}

/// Parts per million from 0 to the whole.
///
/// # Errors
/// `body_invalid` at the field.
pub fn ppm(at: At, ppm: i64) -> Result<i64, Problem> {
    within(at, ppm, 0, 1_000_000)
}

/// A number between two bounds, both included.
///
/// # Errors
/// `body_invalid` at the field.
pub fn within(at: At, value: i64, least: i64, most: i64) -> Result<i64, Problem> {
    if (least..=most).contains(&value) {
        Ok(value)
    } else {
        Err(refuse(at, format!("must be between {least} and {most}")))
    }
}

/// A list with at most so many entries.
///
/// # Errors
/// `body_invalid` at the field.
pub fn count<T>(at: At, list: &[T], most: usize) -> Result<(), Problem> {
    if list.len() <= most {
        Ok(())
    } else {
        Err(refuse(
            at,
            format!("has {} entries; {most} is the most", list.len()),
        ))
    }
}

/// A trimmed text of 1 to `MAX_TEXT` characters without control characters.
///
/// # Errors
/// `body_invalid` at the field.
pub fn text(at: At, text: &str) -> Result<String, Problem> {
    match blank_or_text(at, text)? {
        text if text.is_empty() => Err(refuse(at, "must not be empty")),
        text => Ok(text),
    }
}

/// A trimmed text of 1 to so many characters without control characters.
///
/// # Errors
/// `body_invalid` at the field.
pub fn short_text(at: At, text: &str, most: usize) -> Result<String, Problem> {
    match bounded(at, text, most)? {
        text if text.is_empty() => Err(refuse(at, "must not be empty")),
        text => Ok(text),
    }
}

/// A trimmed text that may be empty.
///
/// # Errors
/// `body_invalid` at the field.
pub fn blank_or_text(at: At, text: &str) -> Result<String, Problem> {
    bounded(at, text, MAX_TEXT)
}

/// A text that may be left out; what is blank counts as left out.
///
/// # Errors
/// `body_invalid` at the field.
pub fn optional_text(at: At, text: Option<&str>) -> Result<Option<String>, Problem> {
    let text = text.map(|text| blank_or_text(at, text)).transpose()?;
    Ok(text.filter(|text| !text.is_empty()))
}

/// A short code without blanks inside: SKU, branch code, sign-in name.
///
/// # Errors
/// `body_invalid` at the field.
pub fn code(at: At, code: &str) -> Result<String, Problem> {
    let code = bounded(at, code, MAX_CODE)?;
    if code.is_empty() {
        return Err(refuse(at, "must not be empty"));
    }
    if code.contains(char::is_whitespace) {
        return Err(refuse(at, "must not contain blanks"));
    }
    Ok(code)
}

/// A trimmed e-mail address.
///
/// # Errors
/// `email_invalid` at the field.
pub fn email(at: At, text: &str) -> Result<String, Problem> {
    let text = text.trim();
    if is_email(text) {
        return Ok(text.to_owned());
    }
    Err(Problem::at(Door::EmailInvalid, at, "is no e-mail address"))
}

/// Whether a text looks like an address: whether letters reach it, only a letter tells. One address, and
/// nothing that a header or an envelope reads otherwise.
pub fn is_email(text: &str) -> bool {
    let (name, host) = text.rsplit_once('@').unwrap_or_default();
    let odd = |c: char| c <= ' ' || !c.is_ascii() || "<>()[],;:\\\"\u{7f}".contains(c);
    text.len() <= MAX_EMAIL
        && !name.is_empty()
        && !name.contains('@')
        && host.contains('.')
        && !host.starts_with('.')
        && !host.ends_with('.')
        && !text.contains(odd)
}

fn bounded(at: At, text: &str, most: usize) -> Result<String, Problem> {
    let text = text.trim();
    if text.chars().count() > most {
        return Err(refuse(at, format!("is longer than {most} characters")));
    }
    if text.chars().any(char::is_control) {
        return Err(refuse(at, "must not contain control characters"));
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_within_their_bounds() {
        let at = At::Field("x");
        let cases: [(&str, Result<i64, Problem>, bool); 10] = [
            ("most money", money(at, MAX_MONEY), true),
            ("least money", money(at, -MAX_MONEY), true),
            ("too much", money(at, MAX_MONEY + 1), false),
            ("smallest number", money(at, i64::MIN), false),
            ("negative float", money_from_zero(at, -1), false),
            ("a thousandth", quantity(at, 1), true),
            ("nothing", quantity(at, 0), false),
            ("too many", quantity(at, MAX_QUANTITY_MILLI + 1), false),
            ("taken out", signed_quantity(at, -1), true),
            ("no change", signed_quantity(at, 0), false),
        ];
        for (name, result, good) in cases {
            assert_eq!(result.is_ok(), good, "{name}");
        }
    }

    #[test]
    fn texts_are_trimmed_and_bounded() {
        let at = At::Field("name");
        assert_eq!(text(at, "  Es teh \n").unwrap(), "Es teh");
        assert_eq!(
            text(at, &"é".repeat(MAX_TEXT)).unwrap().chars().count(),
            MAX_TEXT
        );
        assert_eq!(optional_text(at, Some("  ")).unwrap(), None);
        for bad in ["", "   ", "a\u{0}b", &"x".repeat(MAX_TEXT + 1)] {
            assert_eq!(
                text(at, bad).unwrap_err().field.as_deref(),
                Some("name"),
                "{bad:?}"
            );
        }
        for bad in ["", "A B", &"x".repeat(MAX_CODE + 1)] {
            assert!(code(at, bad).is_err(), "{bad:?}");
        }
    }
}
