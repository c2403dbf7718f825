//! Properties of random bills: the engine against an oracle of exact rationals, and the
//! identities of returns, splits and shares.
//!
//! The oracle is written apart from the engine and shares no arithmetic with it.

mod after_sale;
mod bills;
mod oracle;
mod primitives;

use nusa_money::{quote, Amount};
use proptest::prelude::*;

proptest! {
    #[test]
    fn a_bill_is_what_exact_rationals_say((settings, cart, payment) in bills::paid_bill()) {
        let engine = quote(&settings, &cart, &payment).expect("a bill within bounds");
        prop_assert_eq!(engine, oracle::quote(&settings, &cart, &payment));
    }

    #[test]
    fn the_lines_sum_to_the_total((settings, cart, payment) in bills::paid_bill()) {
        let bill = quote(&settings, &cart, &payment).expect("a bill within bounds").bill;
        let sum = |of: fn(&nusa_money::BillLine) -> Amount| bill.lines.iter().map(|line| of(line).0).sum::<i64>();
        prop_assert_eq!(sum(|line| line.total), bill.total.0);
        prop_assert_eq!(sum(|line| line.service), bill.service.0);
        prop_assert_eq!(sum(|line| line.promo), bill.promos.iter().map(|promo| promo.0).sum::<i64>());
        for total in &bill.taxes {
            let parts = bill.lines.iter().flat_map(|line| &line.taxes).filter(|part| part.tax == total.tax);
            prop_assert_eq!(parts.map(|part| part.amount.0).sum::<i64>(), total.amount.0);
        }
        prop_assert!(bill.lines.iter().all(|line| line.net.0 >= 0 && line.net <= line.gross));
    }

    #[test]
    fn extreme_bills_are_refused_and_never_wrap((settings, cart, payment) in bills::extreme_bill()) {
        if let Ok(engine) = quote(&settings, &cart, &payment) {
            prop_assert_eq!(engine, oracle::quote(&settings, &cart, &payment));
        }
    }
}
