//! Every way the money engine refuses, with a code that never changes.
//!
//! It must not know HTTP, languages or screens: a code is looked up there.

use std::fmt;

macro_rules! money_errors {
    ($($(#[$doc:meta])* $variant:ident = $number:literal, $code:literal;)*) => {
        /// Why no amount can be given. A refusal leaves nothing changed.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum MoneyError {
            $($(#[$doc])* $variant,)*
        }

        impl MoneyError {
            /// Every error, in the order of its number.
            pub const ALL: &'static [MoneyError] = &[$(MoneyError::$variant),*];

            /// The stable code that programs compare and screens translate.
            pub const fn code(self) -> &'static str {
                match self { $(MoneyError::$variant => $code,)* }
            }

            /// The stable number by which the code crosses the WebAssembly border; never 0.
            pub const fn number(self) -> i64 {
                match self { $(MoneyError::$variant => $number,)* }
            }
        }
    };
}

money_errors! {
    /// A result does not fit 64 bits, or a product does not fit 128.
    Overflow = 1, "OVERFLOW";
    /// An amount that must not be negative is, or one is above 10¹⁵ (a price: 10¹²).
    AmountBounds = 2, "AMOUNT_BOUNDS";
    /// A quantity is negative or above 10⁹ thousandths, or a price is for no quantity.
    QuantityBounds = 3, "QUANTITY_BOUNDS";
    /// A rate is outside 0…1,000,000 ppm, or a tax base fraction outside 0…1 (at most /1000).
    RateBounds = 4, "RATE_BOUNDS";
    /// More than 1000 lines, or more promos, discounts, taxes or tenders than allowed.
    TooMany = 5, "TOO_MANY";
    /// A line, tax or promo names an index that does not exist, or one twice.
    UnknownIndex = 6, "UNKNOWN_INDEX";
    /// A coin rule needs a step of at least 1 and a threshold in 1…step.
    CoinRuleBounds = 7, "COIN_RULE_BOUNDS";
    /// A shop that is not PKP must not charge PPN (money rules § 1).
    PpnNotPkp = 8, "PPN_NOT_PKP";
    /// No line may carry both PPN and PB1 (money rules § 2).
    PpnWithPb1 = 9, "PPN_WITH_PB1";
    /// A service charge inside the price must be taxable (money rules § 3).
    ServiceInclusiveUntaxed = 10, "SERVICE_INCLUSIVE_UNTAXED";
    /// Buy x get y needs whole pieces (money rules § 5).
    BxgyFraction = 11, "BXGY_FRACTION";
    /// Buy x get y with x or y below 1.
    BxgyShape = 12, "BXGY_SHAPE";
    /// Non-cash tenders exceed what is left; only a voucher may (money rules § 6).
    NoncashOver = 13, "NONCASH_OVER";
    /// An amount is to be shared and every weight is zero.
    NothingToShareOn = 14, "NOTHING_TO_SHARE_ON";
    /// The parts do not add up to the whole: a defect, the sale must stop.
    Identity = 15, "IDENTITY";
    /// A return of nothing, or of more than is left of the line.
    ReturnBounds = 16, "RETURN_BOUNDS";
    /// A split into no parts, or weights that do not match lines and children.
    SplitShape = 17, "SPLIT_SHAPE";
    /// A scale label that does not fit its rule (length, digits, prefix).
    LabelFormat = 18, "LABEL_FORMAT";
    /// A scale label whose check digit is wrong.
    LabelCheckDigit = 19, "LABEL_CHECK_DIGIT";
    /// A price label of a product whose unit price is zero.
    LabelNoPrice = 20, "LABEL_NO_PRICE";
    /// A QRIS text that is no tag-length-value text.
    QrisFormat = 21, "QRIS_FORMAT";
    /// A QRIS text whose CRC is wrong.
    QrisCrc = 22, "QRIS_CRC";
    /// A QRIS text that already carries an amount or is not static.
    QrisNotStatic = 23, "QRIS_NOT_STATIC";
    /// A QRIS text that asks the payer for a fee (forbidden by PBI 23/6 art. 52).
    QrisFee = 24, "QRIS_FEE";
    /// A QRIS amount that is not positive.
    QrisAmount = 25, "QRIS_AMOUNT";
    /// A QRIS amount above the limit of one transaction.
    QrisLimit = 26, "QRIS_LIMIT";
    /// A moment, offset or cut-off outside what the calendar here knows.
    TimeBounds = 27, "TIME_BOUNDS";
    /// A divisor that is not positive.
    Divisor = 28, "DIVISOR";
    /// A row of words that does not follow its layout (WebAssembly border only).
    Malformed = 29, "MALFORMED";
}

impl fmt::Display for MoneyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for MoneyError {}
