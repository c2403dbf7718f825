//! Words of the drawer and of X and Z.
//!
//! It only translates; every rule lies behind `DrawerMovements` and `ZReport`.

use super::reader::Reader;
use super::sale::read_tender;
use super::writer::Writer;
use crate::bill::{Bill, Composition, Settlement, TaxTotal};
use crate::cart::Tender;
use crate::error::MoneyError;
use crate::shift::{counted, DrawerMovements};
use crate::zreport::{ZBill, ZReport};

pub(super) fn drawer(from: &mut Reader<'_>, to: &mut Writer) -> Result<(), MoneyError> {
    let movements = DrawerMovements {
        opening_float: from.amount()?,
        cash_received: from.amount()?,
        change_given: from.amount()?,
        cash_refunds: from.amount()?,
        cash_in: from.amount()?,
        cash_out: from.amount()?,
        cash_drops: from.amount()?,
        cash_tips_paid_out: from.amount()?,
    };
    let pieces = from.list(|from| Ok((from.amount()?, from.word()?)))?;
    let counted = counted(&pieces)?;
    to.amounts(&[
        movements.expected()?,
        counted,
        movements.difference(counted)?,
    ]);
    Ok(())
}

pub(super) fn z_report(from: &mut Reader<'_>, to: &mut Writer) -> Result<(), MoneyError> {
    let bills = from.list(read_bill)?;
    let rows = bills.iter().map(|(bill, settlement, tenders)| ZBill {
        bill,
        settlement,
        tenders,
    });
    let report = ZReport::of(rows)?;
    to.word(report.bills);
    to.amounts(&[
        report.gross,
        report.discounts,
        report.net,
        report.service,
        report.service_on_top,
    ]);
    to.amounts(&[
        report.tax,
        report.tax_on_top,
        report.total,
        report.tip,
        report.rounding,
        report.payable,
    ]);
    let tenders: Vec<_> = report.tenders.into_iter().collect();
    to.list(&tenders, |to, (method, amount)| {
        to.word(i64::from(*method));
        to.amount(*amount);
        Ok(())
    })
}

fn read_bill(from: &mut Reader<'_>) -> Result<(Bill, Settlement, Vec<Tender>), MoneyError> {
    let composition = Composition {
        service_on_top: from.flag()?,
        tax_on_top: from.flag()?,
    };
    let mut bill = Bill {
        composition,
        gross: from.amount()?,
        net: from.amount()?,
        service: from.amount()?,
        ..Bill::default()
    };
    let tax = from.amount()?;
    bill.taxes.push(TaxTotal {
        tax: 0,
        base: bill.net,
        dpp: bill.net,
        amount: tax,
    });
    bill.total = from.amount()?;
    let settlement = Settlement {
        tip: from.amount()?,
        rounding: from.amount()?,
        payable: from.amount()?,
        change: from.amount()?,
        voucher_forfeited: from.amount()?,
        ..Settlement::default()
    };
    Ok((bill, settlement, from.list(read_tender)?))
}
