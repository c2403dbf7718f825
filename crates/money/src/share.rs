//! Largest remainder: one amount shared by weights so that the parts are the whole.
//!
//! It must not know what is shared; every part of a bill goes through here (money rules § 13 LR).

use crate::amount::Amount;
use crate::error::MoneyError;

/// `total` shared by `weights`: floors first, then one more for each of the largest
/// remainders, ties to the lower index.
///
/// # Errors
/// [`MoneyError::AmountBounds`] when the total or a weight is negative,
/// [`MoneyError::NothingToShareOn`] when something is shared on no weight at all.
pub fn share(total: Amount, weights: &[i128]) -> Result<Vec<Amount>, MoneyError> {
    if total.0 < 0 || weights.iter().any(|weight| *weight < 0) {
        return Err(MoneyError::AmountBounds);
    }
    let sum = sum_of(weights)?;
    if sum == 0 {
        return if total.0 == 0 {
            Ok(vec![Amount::ZERO; weights.len()])
        } else {
            Err(MoneyError::NothingToShareOn)
        };
    }
    let mut parts = Vec::with_capacity(weights.len());
    let mut remainders = Vec::with_capacity(weights.len());
    let mut left = i128::from(total.0);
    for (index, weight) in weights.iter().enumerate() {
        let exact = i128::from(total.0)
            .checked_mul(*weight)
            .ok_or(MoneyError::Overflow)?;
        left -= exact / sum;
        parts.push(exact / sum);
        remainders.push((exact % sum, index));
    }
    remainders.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    for (_, index) in remainders {
        if left == 0 {
            break;
        }
        if let Some(part) = parts.get_mut(index) {
            *part += 1;
            left -= 1;
        }
    }
    parts.into_iter().map(Amount::from_wide).collect()
}

/// [`share`] with amounts as weights.
pub fn share_on(total: Amount, weights: &[Amount]) -> Result<Vec<Amount>, MoneyError> {
    let wide: Vec<i128> = weights.iter().map(|weight| i128::from(weight.0)).collect();
    share(total, &wide)
}

fn sum_of(weights: &[i128]) -> Result<i128, MoneyError> {
    weights
        .iter()
        .try_fold(0_i128, |sum, weight| sum.checked_add(*weight))
        .ok_or(MoneyError::Overflow)
}
