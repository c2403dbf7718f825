//! Numbers as Indonesia writes them: dots part thousands, a comma parts decimals.
//! Knows no currency but one without decimals.

/// The largest price that a sheet may name.
const MAX_PRICE: i64 = 1_000_000_000_000;

/// The largest quantity that a sheet may name, thousandths.
const MAX_MILLI: i64 = 1_000_000_000_000;

/// Reads `12500`, `12.500`, `Rp 12.500` and `12.500,00`: the decimals must be zero.
pub(super) fn whole_rupiah(text: &str) -> Option<i64> {
    let text = text.strip_prefix("Rp").unwrap_or(text).trim();
    let (whole, decimals) = parts(text)?;
    let is_whole = decimals.bytes().all(|digit| digit == b'0');
    (is_whole && whole <= MAX_PRICE).then_some(whole)
}

/// Reads `12`, `12,5`, `1.250` and `1.250,125` as thousandths.
pub(super) fn milli(text: &str) -> Option<i64> {
    let (whole, decimals) = parts(text.trim())?;
    if decimals.len() > 3 {
        return None;
    }
    let thousandths: i64 = format!("{decimals:0<3}").parse().ok()?;
    let milli = whole.checked_mul(1_000)?.checked_add(thousandths)?;
    (milli <= MAX_MILLI).then_some(milli)
}

/// The whole number and the digits behind the comma; none for anything else.
fn parts(text: &str) -> Option<(i64, &str)> {
    let (whole, decimals) = match text.split_once(',') {
        Some((_, "")) => return None,
        Some(parts) => parts,
        None => (text, ""),
    };
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let groups: Vec<_> = whole.split('.').collect();
    let (first, rest) = groups.split_first()?;
    let grouped = rest.is_empty() || first.len() <= 3 && rest.iter().all(|group| group.len() == 3);
    let good = groups
        .iter()
        .all(|group| !group.is_empty() && is_digits(group));
    if !(grouped && good && is_digits(decimals)) {
        return None;
    }
    Some((groups.concat().parse().ok()?, decimals))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn d1_33_prices_are_read_as_indonesia_writes_them() {
        let cases = [
            ("12500", Some(12_500)),
            ("12.500", Some(12_500)),
            ("Rp 1.250.000", Some(1_250_000)),
            ("12.500,00", Some(12_500)),
            ("0", Some(0)),
            ("12.50", None),
            ("1.2.500", None),
            ("12,5", None),
            ("12,", None),
            ("-5", None),
            ("", None),
            ("1e3", None),
            ("9999999999999999999", None),
        ];
        for (text, price) in cases {
            assert_eq!(whole_rupiah(text), price, "{text}");
        }
    }

    #[test]
    fn a_comma_parts_the_decimals_of_a_quantity() {
        let cases = [
            ("12", Some(12_000)),
            ("12,5", Some(12_500)),
            ("1.250,125", Some(1_250_125)),
            ("0,001", Some(1)),
            ("0,0001", None),
            ("12.5", None),
            (",5", None),
        ];
        for (text, quantity) in cases {
            assert_eq!(milli(text), quantity, "{text}");
        }
    }
}
