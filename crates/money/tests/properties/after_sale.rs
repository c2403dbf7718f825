//! Returns give back exactly what came in; children sum to their parent.

use nusa_money::{
    quote, refund, split_by_items, split_evenly, Amount, Payment, Quantity, RefundWay, Returned,
    ReturnedLine, Sold, Tender, TenderKind,
};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::bills;

/// Plenty of cash, so that the bill is fully paid.
fn in_cash(tip: Amount) -> Payment {
    Payment {
        tip,
        tenders: vec![Tender {
            method: 0,
            kind: TenderKind::Cash,
            amount: Amount(1_000_000_000),
        }],
    }
}

proptest! {
    #[test]
    fn returns_in_any_steps_give_back_exactly_what_came_in(
        (settings, cart, payment) in bills::paid_bill(),
        steps in vec((any::<prop::sample::Index>(), 1..=1000_u32), 1..12),
    ) {
        let quote = quote(&settings, &cart, &in_cash(payment.tip)).expect("a bill within bounds");
        let sold = Sold::from_bill(&cart, &quote.bill, &quote.settlement, settings.cash_rounding).expect("sold");
        if sold.lines.iter().all(|line| line.quantity.0 == 0) {
            return Ok(());
        }
        let mut before = Returned::nothing(&sold);
        let mut value = 0;
        for (line, share) in steps {
            let index = line.index(sold.lines.len());
            let left = sold.lines[index].quantity.0 - before.quantities[index].0;
            let quantity = Quantity((left * i64::from(share)).div_euclid(1000));
            if quantity.0 > 0 {
                let step = [ReturnedLine { index, quantity }];
                let done = refund(&sold, &before, &step, RefundWay::Cash).expect("a return");
                prop_assert!(done.paid.0 >= 0);
                prop_assert!(done.complete || done.after.paid.0 <= sold.paid.0.max(0));
                value += done.total.0;
                before = done.after;
            }
        }
        let rest = |index: usize| ReturnedLine { index, quantity: Quantity(sold.lines[index].quantity.0 - before.quantities[index].0) };
        let last: Vec<_> = (0..sold.lines.len()).map(rest).filter(|line| line.quantity.0 > 0).collect();
        if !last.is_empty() {
            let done = refund(&sold, &before, &last, RefundWay::Cash).expect("the last return");
            prop_assert!(done.complete);
            value += done.total.0;
            before = done.after;
        }
        let returnable = sold.lines.iter().zip(&quote.bill.lines).filter(|(line, _)| line.quantity.0 > 0);
        prop_assert_eq!(value, returnable.map(|(_, line)| line.total.0).sum::<i64>());
        // All in coins that the sale itself was paid in comes back to the last one; a tip or a
        // voucher leaves an amount that coins cannot pay, and less than one coin of difference.
        let off = (before.paid.0 - sold.paid.0.max(0)).abs();
        let step = settings.cash_rounding.map_or(1, |rule| rule.step);
        let allowed = if sold.paid.0 % step == 0 { 0 } else { step - 1 };
        prop_assert!(off <= allowed, "off by {} with coins of {}", off, step);
    }

    #[test]
    fn guests_pay_the_bill_to_the_last_rupiah(
        (settings, cart, payment) in bills::paid_bill(),
        children in 1..6_usize,
        seed in vec(0..4_u32, 60),
    ) {
        let bill = quote(&settings, &cart, &payment).expect("a bill within bounds").bill;
        let row = |line: usize| {
            let mut row: Vec<u32> = (0..children).map(|child| seed[(line * children + child) % seed.len()]).collect();
            if row.iter().all(|weight| *weight == 0) {
                row[0] = 1;
            }
            row
        };
        let weights: Vec<_> = (0..bill.lines.len()).map(row).collect();
        let split = split_by_items(&bill, children, &weights).expect("a split");
        let sum = |of: fn(&nusa_money::ChildBill) -> Amount| split.iter().map(|child| of(child).0).sum::<i64>();
        prop_assert_eq!(sum(|child| child.total), bill.total.0);
        prop_assert_eq!(sum(|child| child.net), bill.net.0);
        prop_assert_eq!(sum(|child| child.service), bill.service.0);
        for (place, total) in bill.taxes.iter().enumerate() {
            prop_assert_eq!(split.iter().map(|child| child.taxes[place].amount.0).sum::<i64>(), total.amount.0);
        }
    }

    #[test]
    fn equal_payments_sum_to_the_total(total in 0..=i64::MAX, parts in 1..=100_usize, unit in 1..=100_000_i64) {
        let split = split_evenly(Amount(total), parts, unit).expect("a split");
        prop_assert_eq!(split.iter().map(|part| i128::from(part.0)).sum::<i128>(), i128::from(total));
        prop_assert!(split.iter().skip(1).all(|part| part.0 % unit == 0));
        let (low, high) = (split.iter().skip(1).min(), split.iter().skip(1).max());
        prop_assert!(low.zip(high).map_or(true, |(low, high)| high.0 - low.0 <= unit));
    }
}
