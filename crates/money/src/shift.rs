//! The drawer of a shift: what should be in it and how far the count is off (money rules § 10).
//!
//! It must not know who counts or when a count may be seen.

use crate::amount::Amount;
use crate::coin::value_of;
use crate::error::MoneyError;

/// Everything that moved cash in or out of one drawer; all amounts positive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct DrawerMovements {
    /// Cash in the drawer when the shift opened.
    pub opening_float: Amount,
    /// Cash tendered for sales.
    pub cash_received: Amount,
    /// Change given for sales.
    pub change_given: Amount,
    /// Cash paid back for returns.
    pub cash_refunds: Amount,
    /// Cash put in, with a reason.
    pub cash_in: Amount,
    /// Cash taken out, with a reason.
    pub cash_out: Amount,
    /// Cash dropped to the safe.
    pub cash_drops: Amount,
    /// Tips paid out in cash.
    pub cash_tips_paid_out: Amount,
}

impl DrawerMovements {
    /// What the drawer should hold.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn expected(&self) -> Result<Amount, MoneyError> {
        let incoming = [self.opening_float, self.cash_received, self.cash_in];
        let outgoing = [
            self.change_given,
            self.cash_refunds,
            self.cash_out,
            self.cash_drops,
            self.cash_tips_paid_out,
        ];
        Amount::sum(incoming)?.minus(Amount::sum(outgoing)?)
    }

    /// `counted − expected`; negative is short (*kurang*).
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn difference(&self, counted: Amount) -> Result<Amount, MoneyError> {
        counted.minus(self.expected()?)
    }
}

/// A count by denomination: `(denomination, pieces)`.
///
/// # Errors
/// [`MoneyError::AmountBounds`] for a negative denomination or number, [`MoneyError::Overflow`].
pub fn counted(pieces: &[(Amount, i64)]) -> Result<Amount, MoneyError> {
    pieces
        .iter()
        .try_fold(Amount::ZERO, |sum, (denomination, number)| {
            if *number < 0 || denomination.0 < 0 {
                return Err(MoneyError::AmountBounds);
            }
            sum.plus(value_of(*denomination, *number)?)
        })
}
