//! The currencies: decimals as stored and shown, decimals as ISO counts them, coins, symbol.
//!
//! Two exponents on purpose: the rupiah is stored in whole rupiah though ISO 4217 says 2;
//! only an adapter to a payment gateway may use `iso_exponent` (money rules § 12).

/// One currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Currency {
    /// ISO 4217 code; a redenominated rupiah would be another code.
    pub code: &'static str,
    /// Decimals of the storage unit, also of the display.
    pub exponent: u32,
    /// Decimals of ISO 4217, only for interfaces.
    pub iso_exponent: u32,
    /// What stands before the digits on a receipt.
    pub symbol: &'static str,
    /// The usual smallest coin, in storage units; 1 where nothing is rounded.
    pub coin_step: i64,
}

const fn currency(
    code: &'static str,
    exponent: u32,
    iso_exponent: u32,
    symbol: &'static str,
    coin_step: i64,
) -> Currency {
    Currency {
        code,
        exponent,
        iso_exponent,
        symbol,
        coin_step,
    }
}

/// The rupiah.
pub const IDR: Currency = currency("IDR", 0, 2, "Rp", 100);

/// Every known currency; the index is its number at the WebAssembly border and never changes.
pub const CURRENCIES: [Currency; 16] = [
    IDR,
    currency("JPY", 0, 0, "¥", 1),
    currency("KRW", 0, 0, "₩", 10),
    currency("VND", 0, 0, "₫", 500),
    currency("USD", 2, 2, "$", 1),
    currency("EUR", 2, 2, "€", 1),
    currency("SGD", 2, 2, "S$", 5),
    currency("MYR", 2, 2, "RM", 5),
    currency("AUD", 2, 2, "A$", 5),
    currency("CHF", 2, 2, "CHF", 5),
    currency("CAD", 2, 2, "C$", 5),
    currency("THB", 2, 2, "฿", 25),
    currency("KWD", 3, 3, "KD", 5),
    currency("BHD", 3, 3, "BD", 5),
    currency("OMR", 3, 3, "RO", 5),
    currency("TND", 3, 3, "DT", 5),
];

/// The currency of an ISO code, in upper case.
pub fn by_code(code: &str) -> Option<Currency> {
    CURRENCIES
        .iter()
        .find(|currency| currency.code == code)
        .copied()
}
