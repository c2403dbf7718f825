//! Rounding, sharing and coins against exact rationals, over the whole range.

use num_bigint::BigInt;
use num_rational::BigRational;
use nusa_money::{share, Amount, Rounding};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::{bills, oracle};

proptest! {
    #[test]
    fn a_rounding_is_what_exact_rationals_say(
        num in any::<i64>(),
        den in prop_oneof![1..=20_i64, 1..=i64::MAX],
        rounding in select(vec![Rounding::HalfUp, Rounding::HalfEven, Rounding::Down, Rounding::Up]),
    ) {
        let exact = BigRational::new(BigInt::from(num), BigInt::from(den));
        let expected = i128::from(oracle::rounded(&exact, rounding));
        prop_assert_eq!(rounding.divide(i128::from(num), i128::from(den)), Ok(expected));
    }

    #[test]
    fn shares_are_fair_and_whole(total in 0..=1_000_000_i64, weights in vec(0..=5_000_i64, 1..9)) {
        prop_assume!(weights.iter().any(|weight| *weight > 0));
        let amounts: Vec<Amount> = weights.iter().copied().map(Amount).collect();
        let parts = share::share_on(Amount(total), &amounts).expect("parts");
        prop_assert_eq!(parts.iter().map(|part| part.0).sum::<i64>(), total);
        let sum: i64 = weights.iter().sum();
        for (part, weight) in parts.iter().zip(&weights) {
            // Never a whole unit away from the exact quota; nothing for a weight of nothing.
            prop_assert!((part.0 * sum - total * weight).abs() < sum);
            prop_assert!(*weight > 0 || part.0 == 0);
            prop_assert!(total > sum || part.0 <= *weight);
        }
        let exact: Vec<BigRational> = weights.iter().map(|weight| BigRational::from_integer(BigInt::from(*weight))).collect();
        prop_assert_eq!(parts.iter().map(|part| part.0).collect::<Vec<_>>(), oracle::shared(total, &exact));
    }

    #[test]
    fn a_coin_is_less_than_a_step_away(amount in 0..=1_000_000_000_i64, rule in bills::coin_rule()) {
        let coined = rule.apply(Amount(amount)).expect("a coin");
        prop_assert_eq!(coined.0, oracle::coined(amount, Some(rule)));
        prop_assert_eq!(coined.0 % rule.step, 0);
        prop_assert!((coined.0 - amount).abs() < rule.step);
        prop_assert_eq!(rule.apply(coined), Ok(coined));
    }

    #[test]
    fn extremes_are_refused_and_never_wrap(total in 0..=i64::MAX, weights in vec(0..=i64::MAX, 0..6)) {
        let amounts: Vec<Amount> = weights.into_iter().map(Amount).collect();
        if let Ok(parts) = share::share_on(Amount(total), &amounts) {
            prop_assert_eq!(parts.iter().map(|part| i128::from(part.0)).sum::<i128>(), i128::from(total));
        }
    }
}
