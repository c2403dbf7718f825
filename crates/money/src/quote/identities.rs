//! Step 14: the parts must be the whole, checked before a bill leaves the engine.
//!
//! It adds up anew from the finished bill and trusts no step; a difference stops the sale
//! and is never repaired (money rules § 13, identities).

use crate::amount::Amount;
use crate::bill::{Bill, BillLine, LineTax, Settlement};
use crate::error::MoneyError;

/// The identities of a bill.
pub(super) fn check(bill: &Bill) -> Result<(), MoneyError> {
    bill.lines
        .iter()
        .try_for_each(|line| check_line(bill, line))?;
    let sum = |of: fn(&BillLine) -> Amount| Amount::sum(bill.lines.iter().map(of));
    same(sum(|line| line.gross)?, bill.gross)?;
    same(
        sum(|line| line.promo)?,
        Amount::sum(bill.promos.iter().copied())?,
    )?;
    same(sum(|line| line.line_discount)?, bill.line_discount)?;
    same(
        sum(|line| line.bill_discount)?,
        Amount::sum(bill.bill_discounts.iter().copied())?,
    )?;
    same(sum(|line| line.net)?, bill.net)?;
    same(sum(|line| line.service)?, bill.service)?;
    same(sum(|line| line.total)?, bill.total)?;
    for total in &bill.taxes {
        let lines = bill.lines.iter().flat_map(|line| &line.taxes);
        let parts = lines
            .filter(|part| part.tax == total.tax)
            .map(|part| part.amount);
        same(Amount::sum(parts)?, total.amount)?;
    }
    let of_total = |total: &crate::bill::TaxTotal| LineTax {
        tax: total.tax,
        amount: total.amount,
    };
    let taxes: Vec<LineTax> = bill.taxes.iter().map(of_total).collect();
    same(
        bill.composition.total(bill.net, bill.service, &taxes)?,
        bill.total,
    )
}

fn check_line(bill: &Bill, line: &BillLine) -> Result<(), MoneyError> {
    let off = line
        .promo
        .plus(line.line_discount)?
        .plus(line.bill_discount)?;
    same(line.gross.minus(off)?, line.net)?;
    same(
        bill.composition
            .total(line.net, line.service, &line.taxes)?,
        line.total,
    )?;
    let parts = [
        line.gross,
        line.promo,
        line.line_discount,
        line.bill_discount,
        line.net,
        line.service,
    ];
    let negative = |amount: &Amount| *amount < Amount::ZERO;
    if parts.iter().any(negative) || line.taxes.iter().any(|tax| negative(&tax.amount)) {
        return Err(MoneyError::Identity);
    }
    Ok(())
}

/// The identities of a settlement of `total`.
pub(super) fn check_settlement(total: Amount, done: &Settlement) -> Result<(), MoneyError> {
    same(total.plus(done.tip)?, done.due)?;
    same(done.due.plus(done.rounding)?, done.payable)?;
    let paid = done.noncash.plus(done.cash)?.minus(done.change)?;
    same(paid.plus(done.balance)?, done.payable)
}

fn same(left: Amount, right: Amount) -> Result<(), MoneyError> {
    if left != right {
        return Err(MoneyError::Identity);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{check, check_settlement};
    use crate::amount::Amount;
    use crate::bill::{Bill, BillLine, Composition, LineTax, Settlement, TaxTotal};
    use crate::error::MoneyError;

    /// One line of 10,000 less 300 of each reduction, with 910 service and 1,001 tax on top.
    fn bill() -> Bill {
        let line = BillLine {
            gross: Amount(10_000),
            promo: Amount(300),
            line_discount: Amount(300),
            bill_discount: Amount(300),
            net: Amount(9_100),
            service: Amount(910),
            taxes: vec![LineTax {
                tax: 0,
                amount: Amount(1_001),
            }],
            total: Amount(11_011),
        };
        let tax = TaxTotal {
            tax: 0,
            base: Amount(10_010),
            dpp: Amount(10_010),
            amount: Amount(1_001),
        };
        Bill {
            composition: Composition {
                service_on_top: true,
                tax_on_top: true,
            },
            lines: vec![line],
            gross: Amount(10_000),
            promos: vec![Amount(300)],
            line_discount: Amount(300),
            bill_discounts: vec![Amount(300)],
            net: Amount(9_100),
            service: Amount(910),
            taxes: vec![tax],
            untaxed: Amount::ZERO,
            total: Amount(11_011),
        }
    }

    #[test]
    fn one_rupiah_off_anywhere_stops_the_sale() {
        assert_eq!(check(&bill()), Ok(()));
        let spoils: [fn(&mut Bill); 14] = [
            |bill| bill.gross.0 += 1,
            |bill| bill.promos[0].0 += 1,
            |bill| bill.line_discount.0 += 1,
            |bill| bill.bill_discounts[0].0 += 1,
            |bill| bill.net.0 += 1,
            |bill| bill.service.0 += 1,
            |bill| bill.taxes[0].amount.0 += 1,
            |bill| bill.total.0 += 1,
            |bill| bill.lines[0].gross.0 += 1,
            |bill| bill.lines[0].net.0 += 1,
            |bill| bill.lines[0].service.0 += 1,
            |bill| bill.lines[0].taxes[0].amount.0 += 1,
            |bill| bill.lines[0].total.0 += 1,
            |bill| bill.composition.tax_on_top = false,
        ];
        for (place, spoil) in spoils.iter().enumerate() {
            let mut bill = bill();
            spoil(&mut bill);
            assert_eq!(check(&bill), Err(MoneyError::Identity), "spoil {place}");
        }
    }

    #[test]
    fn a_negative_part_stops_the_sale_even_when_the_sums_agree() {
        let mut bill = bill();
        bill.lines[0].promo = Amount(-300);
        bill.lines[0].line_discount = Amount(900);
        bill.promos[0] = Amount(-300);
        bill.line_discount = Amount(900);
        assert_eq!(check(&bill), Err(MoneyError::Identity));
    }

    #[test]
    fn one_rupiah_off_stops_the_payment() {
        let done = Settlement {
            tip: Amount(1_000),
            due: Amount(32_763),
            noncash: Amount(20_000),
            rounding: Amount(37),
            payable: Amount(32_800),
            cash: Amount(13_000),
            change: Amount(200),
            ..Settlement::default()
        };
        assert_eq!(check_settlement(Amount(31_763), &done), Ok(()));
        let spoils: [fn(&mut Settlement); 7] = [
            |done| done.tip.0 += 1,
            |done| done.due.0 += 1,
            |done| done.noncash.0 += 1,
            |done| done.rounding.0 += 1,
            |done| done.cash.0 += 1,
            |done| done.change.0 += 1,
            |done| done.balance.0 += 1,
        ];
        for (place, spoil) in spoils.iter().enumerate() {
            let mut done = done;
            spoil(&mut done);
            let answer = check_settlement(Amount(31_763), &done);
            assert_eq!(answer, Err(MoneyError::Identity), "spoil {place}");
        }
    }
}
