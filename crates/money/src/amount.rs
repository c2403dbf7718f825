//! The two numbers of every line: an amount of money and a quantity of goods.
//!
//! Both are whole numbers in a type of their own so that one is never taken for the
//! other. Neither knows its currency or its unit of measure.

use crate::error::MoneyError;

/// The largest amount a caller may put in, ±10¹⁵ storage units; it also fits a JSON number.
pub const MAX_AMOUNT: i64 = 1_000_000_000_000_000;

/// The largest unit price, 10¹² storage units (money rules § 13 step 1).
pub const MAX_PRICE: i64 = 1_000_000_000_000;

/// The largest quantity, 10⁹ thousandths (money rules § 13 step 1).
pub const MAX_QUANTITY: i64 = 1_000_000_000;

/// Money in the storage unit of its currency (IDR: whole rupiah, USD: cents).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(pub i64);

/// Goods in thousandths of the product's unit: 1 piece is 1000, 1.235 kg is 1235.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quantity(pub i64);

impl Amount {
    /// No money.
    pub const ZERO: Amount = Amount(0);

    /// The sum, or [`MoneyError::Overflow`].
    pub fn plus(self, other: Amount) -> Result<Amount, MoneyError> {
        self.0
            .checked_add(other.0)
            .map(Amount)
            .ok_or(MoneyError::Overflow)
    }

    /// The difference, or [`MoneyError::Overflow`].
    pub fn minus(self, other: Amount) -> Result<Amount, MoneyError> {
        self.0
            .checked_sub(other.0)
            .map(Amount)
            .ok_or(MoneyError::Overflow)
    }

    /// The sum of all, or [`MoneyError::Overflow`].
    pub fn sum<I: IntoIterator<Item = Amount>>(amounts: I) -> Result<Amount, MoneyError> {
        amounts.into_iter().try_fold(Amount::ZERO, Amount::plus)
    }

    /// Itself if it lies in 0…`max`, else [`MoneyError::AmountBounds`].
    pub fn within(self, max: i64) -> Result<Amount, MoneyError> {
        if self.0 < 0 || self.0 > max {
            return Err(MoneyError::AmountBounds);
        }
        Ok(self)
    }

    /// From a wide result, or [`MoneyError::Overflow`].
    pub fn from_wide(value: i128) -> Result<Amount, MoneyError> {
        i64::try_from(value)
            .map(Amount)
            .map_err(|_| MoneyError::Overflow)
    }
}

impl Quantity {
    /// Nothing.
    pub const ZERO: Quantity = Quantity(0);

    /// One whole unit.
    pub const ONE: Quantity = Quantity(1000);

    /// `n` whole units, or [`MoneyError::Overflow`].
    pub fn whole(n: i64) -> Result<Quantity, MoneyError> {
        n.checked_mul(1000)
            .map(Quantity)
            .ok_or(MoneyError::Overflow)
    }

    /// The sum, or [`MoneyError::Overflow`].
    pub fn plus(self, other: Quantity) -> Result<Quantity, MoneyError> {
        self.0
            .checked_add(other.0)
            .map(Quantity)
            .ok_or(MoneyError::Overflow)
    }

    /// The difference, or [`MoneyError::Overflow`].
    pub fn minus(self, other: Quantity) -> Result<Quantity, MoneyError> {
        self.0
            .checked_sub(other.0)
            .map(Quantity)
            .ok_or(MoneyError::Overflow)
    }

    /// Whether it is a count of whole units.
    pub const fn is_whole(self) -> bool {
        self.0 % 1000 == 0
    }

    /// Itself if it lies in 0…[`MAX_QUANTITY`], else [`MoneyError::QuantityBounds`].
    pub fn checked(self) -> Result<Quantity, MoneyError> {
        if self.0 < 0 || self.0 > MAX_QUANTITY {
            return Err(MoneyError::QuantityBounds);
        }
        Ok(self)
    }
}
