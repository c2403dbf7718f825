//! QRIS: a shop's static code turned into one that states the amount (money rules § 8).
//!
//! Text in, text out. It must not know whether the payment came: Nusa never says so itself,
//! and it never writes the tags of a fee (55, 56, 57).

use crate::amount::Amount;
use crate::error::MoneyError;

/// One tag of the text: its number and its value.
struct Tag<'a> {
    number: u8,
    raw: &'a [u8],
    value: &'a [u8],
}

/// CRC-16/CCITT-FALSE: polynomial 1021, start FFFF, nothing reflected, no final xor.
pub fn crc16(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0xFFFF, |crc, byte| {
        let start = crc ^ (u16::from(*byte) << 8);
        (0..8).fold(start, |crc, _| {
            if crc & 0x8000 == 0 {
                crc << 1
            } else {
                (crc << 1) ^ 0x1021
            }
        })
    })
}

/// The CRC as QRIS prints it: 4 upper-case hex digits.
pub fn crc_text(bytes: &[u8]) -> String {
    format!("{:04X}", crc16(bytes))
}

/// `payload`, a static code, with `amount` in it; every other byte stays as it is.
///
/// # Errors
/// [`MoneyError::QrisFormat`], [`MoneyError::QrisCrc`], [`MoneyError::QrisNotStatic`],
/// [`MoneyError::QrisFee`], [`MoneyError::QrisAmount`], [`MoneyError::QrisLimit`].
pub fn with_amount(payload: &str, amount: Amount, limit: Amount) -> Result<String, MoneyError> {
    let body = checked_body(payload.as_bytes())?;
    let tags = tags_of(body)?;
    refuse(&tags, amount, limit)?;
    let mut text = Vec::with_capacity(payload.len() + 24);
    let mut stated = false;
    for (place, tag) in tags.iter().enumerate() {
        if !stated && tag.number > 54 {
            write_amount(&mut text, amount);
            stated = true;
        }
        // Tag 01 stands right after 00, whether it was there (and said 11) or not.
        if tag.number != 1 {
            text.extend_from_slice(tag.raw);
        }
        if place == 0 {
            text.extend_from_slice(b"010212");
        }
    }
    if !stated {
        write_amount(&mut text, amount);
    }
    text.extend_from_slice(b"6304");
    let crc = crc_text(&text);
    text.extend_from_slice(crc.as_bytes());
    String::from_utf8(text).map_err(|_| MoneyError::QrisFormat)
}

/// Everything before the CRC's tag, when the CRC is right.
fn checked_body(payload: &[u8]) -> Result<&[u8], MoneyError> {
    let split = payload.len().checked_sub(8).ok_or(MoneyError::QrisFormat)?;
    let (body, tail) = (payload.get(..split), payload.get(split..));
    let (body, tail) = body.zip(tail).ok_or(MoneyError::QrisFormat)?;
    let covered = payload.get(..split + 4).ok_or(MoneyError::QrisFormat)?;
    if !tail.starts_with(b"6304") || tail.get(4..) != Some(crc_text(covered).as_bytes()) {
        return Err(MoneyError::QrisCrc);
    }
    Ok(body)
}

fn tags_of(mut rest: &[u8]) -> Result<Vec<Tag<'_>>, MoneyError> {
    let mut tags = Vec::new();
    while !rest.is_empty() {
        let number = two_digits(rest, 0)?;
        let end = 4 + usize::from(two_digits(rest, 2)?);
        let raw = rest.get(..end).ok_or(MoneyError::QrisFormat)?;
        let value = rest.get(4..end).ok_or(MoneyError::QrisFormat)?;
        tags.push(Tag { number, raw, value });
        rest = rest.get(end..).ok_or(MoneyError::QrisFormat)?;
    }
    if tags.first().map(|tag| (tag.number, tag.value)) != Some((0, b"01".as_slice())) {
        return Err(MoneyError::QrisFormat);
    }
    Ok(tags)
}

fn two_digits(bytes: &[u8], at: usize) -> Result<u8, MoneyError> {
    match bytes.get(at..at + 2) {
        Some([tens, ones]) if tens.is_ascii_digit() && ones.is_ascii_digit() => {
            Ok((tens - b'0') * 10 + (ones - b'0'))
        }
        _ => Err(MoneyError::QrisFormat),
    }
}

fn refuse(tags: &[Tag<'_>], amount: Amount, limit: Amount) -> Result<(), MoneyError> {
    let has = |number: u8| tags.iter().any(|tag| tag.number == number);
    let dynamic = tags.iter().any(|tag| tag.number == 1 && tag.value != b"11");
    if dynamic || has(54) {
        return Err(MoneyError::QrisNotStatic);
    }
    let asks_fee = |tag: &Tag<'_>| tag.number == 55 && (tag.value == b"02" || tag.value == b"03");
    if has(56) || has(57) || tags.iter().any(asks_fee) {
        return Err(MoneyError::QrisFee);
    }
    if amount.0 <= 0 {
        return Err(MoneyError::QrisAmount);
    }
    if amount > limit {
        return Err(MoneyError::QrisLimit);
    }
    // The field holds 13 characters; a higher limit cannot be stated.
    amount
        .within(9_999_999_999_999)
        .map(drop)
        .map_err(|_| MoneyError::QrisLimit)
}

fn write_amount(text: &mut Vec<u8>, amount: Amount) {
    let digits = amount.0.to_string();
    text.extend_from_slice(format!("54{:02}{}", digits.len(), digits).as_bytes());
}
