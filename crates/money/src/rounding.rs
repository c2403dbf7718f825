//! The four roundings, each on an exact fraction and on its magnitude (money rules § 13).
//!
//! Nothing else in this crate divides an amount. It must not know what is rounded.

use crate::error::MoneyError;

/// How a fraction becomes a whole number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Rounding {
    /// Half away from zero.
    #[default]
    HalfUp,
    /// Half to the even neighbour.
    HalfEven,
    /// Toward zero.
    Down,
    /// Away from zero.
    Up,
}

impl Rounding {
    /// `num / den` rounded; `den` must be positive, else [`MoneyError::Divisor`].
    pub fn divide(self, num: i128, den: i128) -> Result<i128, MoneyError> {
        if den <= 0 {
            return Err(MoneyError::Divisor);
        }
        let (magnitude, den) = (num.unsigned_abs(), den.unsigned_abs());
        let (quotient, rest) = (magnitude / den, magnitude % den);
        let rounded = quotient + u128::from(self.goes_up(quotient, rest, den));
        let rounded = i128::try_from(rounded).map_err(|_| MoneyError::Overflow)?;
        Ok(if num < 0 { -rounded } else { rounded })
    }

    /// `a × b / den` rounded, the product exact or [`MoneyError::Overflow`].
    pub fn multiply_divide(self, a: i128, b: i128, den: i128) -> Result<i128, MoneyError> {
        self.divide(a.checked_mul(b).ok_or(MoneyError::Overflow)?, den)
    }

    fn goes_up(self, quotient: u128, rest: u128, den: u128) -> bool {
        // `rest` against `den - rest` is twice the rest against `den` without the doubling.
        let half = rest.cmp(&(den - rest));
        match self {
            Rounding::HalfUp => half.is_ge(),
            Rounding::HalfEven => half.is_gt() || (half.is_eq() && quotient % 2 == 1),
            Rounding::Down => false,
            Rounding::Up => rest > 0,
        }
    }
}
