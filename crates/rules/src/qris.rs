//! Whose QRIS it is: the names that a payer's screen will show, for the cashier
//! to compare. The code was checked when it was set; this only reads it.

use nusa_money::Amount;

/// Minor units that one QRIS payment may be at most, by PADG 24/1/PADG/2022 art. 8 (money.md § 8).
pub const QRIS_LIMIT: Amount = Amount(10_000_000);

/// The receiver of a QRIS.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merchant {
    /// Tag 59.
    pub name: String,
    /// Tag 60.
    pub city: String,
    /// Tag 51.02, the national number; empty when there is none.
    pub nmid: String,
}

/// Reads the receiver. What is not there stays empty.
pub fn merchant(payload: &str) -> Merchant {
    let tag = |number| value(payload, number).unwrap_or_default().to_owned();
    let nmid = value(payload, "51").and_then(|inside| value(inside, "02"));
    Merchant {
        name: tag("59"),
        city: tag("60"),
        nmid: nmid.unwrap_or_default().to_owned(),
    }
}

/// The value of a tag among tags of two digits, two digits of length and so many characters.
fn value<'a>(mut rest: &'a str, number: &str) -> Option<&'a str> {
    loop {
        let length: usize = rest.get(2..4)?.parse().ok()?;
        let value = rest.get(4..4 + length)?;
        if rest.starts_with(number) {
            return Some(value);
        }
        rest = rest.get(4 + length..)?;
    }
}

#[cfg(test)]
mod tests {
    use super::{Merchant, merchant};

    #[test]
    fn the_receiver_of_a_code_is_read() {
        let code = "00020101021126730021ID.CO.CONTOHBAYAR.WWW01189360000000000000000215CONTOH0000000010303UMI\
                    51440014ID.CO.QRIS.WWW0215ID00000000000000303UMI5204581253033605802ID5918WARUNG CONTOH NUSA\
                    6011KOTA CONTOH61050000062070703T016304EEBD";
        let read = merchant(code);
        assert_eq!(read.name, "WARUNG CONTOH NUSA");
        assert_eq!(read.city, "KOTA CONTOH");
        assert_eq!(read.nmid, "ID0000000000000");
        for broken in ["", "5", "59x2", "5999short", "590"] {
            assert_eq!(merchant(broken), Merchant::default(), "{broken}");
        }
    }
}
