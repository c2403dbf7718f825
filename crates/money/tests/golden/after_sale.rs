//! What happens to a golden sale later: returns, splits, the drawer, the Z.
//!
//! The sales are computed by the engine, not taken from the file, so that both must agree.

use nusa_money::{
    refund, shift, split_by_items, split_evenly, Amount, DrawerMovements, Quantity, Refund,
    RefundWay, Returned, ReturnedLine, Sold, ZBill, ZReport,
};

use crate::sales::{by_code, quote_of};
use crate::vectors::{
    method, ChildExpect, Golden, Ordered, RefundExpect, RefundLineExpect, SaleRow, ShiftExpect,
    ShiftRow, StepRow, ZExpect,
};

#[test]
fn every_refund_is_as_expected() {
    let golden = Golden::read();
    for row in &golden.refunds {
        let sale = golden.sale(&row.sale);
        let quote = quote_of(sale);
        let rule = sale.settings().cash_rounding;
        let sold = Sold::from_bill(&sale.cart(), &quote.bill, &quote.settlement, rule)
            .expect("a sold bill");
        let mut before = Returned::nothing(&sold);
        assert_eq!(row.steps.len(), row.expect.len(), "{}", row.id);
        for (step, expect) in row.steps.iter().zip(&row.expect) {
            let done = returned(&sold, &before, step);
            assert_eq!(
                &in_file_shape(sale, &done),
                expect,
                "{} {}",
                row.id,
                row.title
            );
            before = done.after;
        }
    }
}

fn returned(sold: &Sold, before: &Returned, step: &StepRow) -> Refund {
    let way = if step.method == "cash" {
        RefundWay::Cash
    } else {
        RefundWay::NonCash
    };
    let lines = step.lines.iter().map(|line| ReturnedLine {
        index: line.index,
        quantity: Quantity(line.qty_milli),
    });
    refund(sold, before, &lines.collect::<Vec<_>>(), way).expect("a return")
}

fn in_file_shape(sale: &SaleRow, done: &Refund) -> RefundExpect {
    let line = |line: &nusa_money::RefundLine| RefundLineExpect {
        index: line.index,
        net: line.net.0,
        service: line.service.0,
        taxes: by_code(sale, &line.taxes),
        total: line.total.0,
    };
    RefundExpect {
        lines: done.lines.iter().map(line).collect(),
        total: done.total.0,
        rounding: done.rounding.0,
        paid: done.paid.0,
        fully_refunded: done.complete,
    }
}

#[test]
fn every_even_split_is_as_expected() {
    for row in Golden::read().split_even {
        let parts = split_evenly(Amount(row.total), row.n, row.unit).expect("a split");
        let numbers: Vec<i64> = parts.iter().map(|part| part.0).collect();
        assert_eq!(numbers, row.expect, "{} {}", row.id, row.title);
    }
}

#[test]
fn every_split_by_items_is_as_expected() {
    let golden = Golden::read();
    for row in &golden.split_items {
        let sale = golden.sale(&row.sale);
        let children =
            split_by_items(&quote_of(sale).bill, row.children, &row.weights).expect("a split");
        let child = |child: &nusa_money::ChildBill| ChildExpect {
            net: child.net.0,
            service: child.service.0,
            taxes: by_code(sale, &child.taxes),
            total: child.total.0,
        };
        let shaped: Vec<ChildExpect> = children.iter().map(child).collect();
        assert_eq!(shaped, row.expect, "{} {}", row.id, row.title);
    }
}

#[test]
fn every_shift_is_as_expected() {
    for row in Golden::read().shifts {
        let pieces = row
            .count
            .0
            .iter()
            .map(|(value, pieces)| (Amount(value.parse().expect("a denomination")), *pieces));
        let counted = shift::counted(&pieces.collect::<Vec<_>>()).expect("a count");
        let movements = movements(&row);
        let done = ShiftExpect {
            expected: movements.expected().expect("an expected sum").0,
            counted: counted.0,
            difference: movements.difference(counted).expect("a difference").0,
        };
        assert_eq!(done, row.expect, "{} {}", row.id, row.title);
    }
}

fn movements(row: &ShiftRow) -> DrawerMovements {
    DrawerMovements {
        opening_float: Amount(row.opening_float),
        cash_received: Amount(row.cash_received),
        change_given: Amount(row.change_given),
        cash_refunds: Amount(row.cash_refunds),
        cash_in: Amount(row.cash_in),
        cash_out: Amount(row.cash_out),
        cash_drops: Amount(row.cash_drops),
        cash_tips_paid_out: Amount(row.cash_tips_paid_out),
    }
}

#[test]
fn every_z_report_is_as_expected() {
    let golden = Golden::read();
    for row in &golden.z_reports {
        let sold = row.sales.iter().map(|id| golden.sale(id));
        let sold: Vec<_> = sold
            .map(|sale| (quote_of(sale), sale.payment().tenders))
            .collect();
        let bills = sold.iter().map(|(quote, tenders)| ZBill {
            bill: &quote.bill,
            settlement: &quote.settlement,
            tenders,
        });
        let report = ZReport::of(bills).expect("a report whose identity holds");
        assert_eq!(
            report.tenders.len(),
            row.expect.tenders.0.len(),
            "{}",
            row.id
        );
        let tender = |(name, _): &(String, i64)| (name.clone(), report.tenders[&method(name)].0);
        let done = ZExpect {
            bills: report.bills,
            gross: report.gross.0,
            discounts: report.discounts.0,
            net: report.net.0,
            service: report.service.0,
            tax: report.tax.0,
            total: report.total.0,
            tip: report.tip.0,
            rounding: report.rounding.0,
            payable: report.payable.0,
            tenders: Ordered(row.expect.tenders.0.iter().map(tender).collect()),
        };
        assert_eq!(done, row.expect, "{} {}", row.id, row.title);
    }
}

/// Vouchers with excess, tips, debts, prices inclusive and exclusive: one report over all of it.
#[test]
fn a_z_report_over_every_paid_sale_holds_its_identity() {
    let golden = Golden::read();
    let quotes = golden
        .sales
        .iter()
        .map(|sale| (quote_of(sale), sale.payment().tenders));
    let paid: Vec<_> = quotes
        .filter(|(quote, _)| quote.settlement.balance == Amount::ZERO)
        .collect();
    assert!(paid.len() > 45, "only {} sales are paid", paid.len());
    let bills = paid.iter().map(|(quote, tenders)| ZBill {
        bill: &quote.bill,
        settlement: &quote.settlement,
        tenders,
    });
    let report = ZReport::of(bills).expect("a report whose identity holds");
    let payable: i64 = paid
        .iter()
        .map(|(quote, _)| quote.settlement.payable.0)
        .sum();
    let tendered: i64 = report.tenders.values().map(|amount| amount.0).sum();
    assert_eq!((report.payable.0, tendered), (payable, payable));
}
