//! Coins: an amount moved to what can be paid in coins (money rules § 4).
//!
//! It must not know whether the payment is cash; the settlement decides when to call it.

use crate::amount::{Amount, MAX_AMOUNT};
use crate::error::MoneyError;
use crate::rounding::Rounding;

/// One pair for every habit: nearest is `threshold = ceil(step/2)`, down is `threshold = step`,
/// up is `threshold = 1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CoinRule {
    /// The smallest coin, in storage units, at least 1.
    pub step: i64,
    /// A rest below it goes down, any other rest up; 1…`step`.
    pub threshold: i64,
}

impl CoinRule {
    /// To the nearest coin, a half up.
    pub fn nearest(step: i64) -> CoinRule {
        CoinRule {
            step,
            threshold: step - step / 2,
        }
    }

    /// Always down to a coin.
    pub fn down(step: i64) -> CoinRule {
        CoinRule {
            step,
            threshold: step,
        }
    }

    /// Always up to a coin.
    pub fn up(step: i64) -> CoinRule {
        CoinRule { step, threshold: 1 }
    }

    /// [`MoneyError::CoinRuleBounds`] unless 1 ≤ threshold ≤ step ≤ 10¹⁵.
    pub fn check(self) -> Result<(), MoneyError> {
        if self.threshold < 1 || self.threshold > self.step || self.step > MAX_AMOUNT {
            return Err(MoneyError::CoinRuleBounds);
        }
        Ok(())
    }

    /// The amount payable in coins.
    ///
    /// # Errors
    /// [`MoneyError::CoinRuleBounds`], [`MoneyError::Overflow`].
    pub fn apply(self, amount: Amount) -> Result<Amount, MoneyError> {
        self.check()?;
        let rest = amount.0.rem_euclid(self.step);
        let lower = Amount(amount.0).minus(Amount(rest))?;
        if rest < self.threshold {
            return Ok(lower);
        }
        lower.plus(Amount(self.step))
    }
}

/// `rule` applied where there is one, else the amount itself.
pub fn to_coin(amount: Amount, rule: Option<CoinRule>) -> Result<Amount, MoneyError> {
    match rule {
        Some(rule) => rule.apply(amount),
        None => Ok(amount),
    }
}

/// The value of `pieces` coins or notes of one denomination.
pub fn value_of(denomination: Amount, pieces: i64) -> Result<Amount, MoneyError> {
    Amount::from_wide(Rounding::Down.multiply_divide(
        i128::from(denomination.0),
        i128::from(pieces),
        1,
    )?)
}
