//! Words of returns and splits: the stored amounts of a sale in, their parts out.
//!
//! It only translates; every rule lies behind `refund` and the two splits.

use super::reader::Reader;
use super::sale::read_coin_rule;
use super::writer::Writer;
use crate::amount::{Amount, Quantity};
use crate::bill::{Bill, BillLine, Composition, LineTax, TaxTotal};
use crate::error::MoneyError;
use crate::refund::{RefundWay, Returned, ReturnedLine, Sold, SoldLine};

pub(super) fn refund(from: &mut Reader<'_>, to: &mut Writer) -> Result<(), MoneyError> {
    let composition = read_composition(from)?;
    let rows = from.list(|from| {
        let (quantity, before) = (from.quantity()?, from.quantity()?);
        let (net, service, taxes) = (from.amount()?, from.amount()?, from.list(read_line_tax)?);
        Ok((
            SoldLine {
                quantity,
                net,
                service,
                taxes,
            },
            before,
        ))
    })?;
    let (lines, quantities): (Vec<SoldLine>, Vec<Quantity>) = rows.into_iter().unzip();
    let (paid, paid_before) = (from.amount()?, from.amount()?);
    let sold = Sold {
        composition,
        lines,
        paid,
        cash_rounding: from.option(read_coin_rule)?,
    };
    let way = from.choice(&[RefundWay::Cash, RefundWay::NonCash])?;
    let asked = from.list(|from| {
        let (index, quantity) = (from.size()?, from.quantity()?);
        Ok(ReturnedLine { index, quantity })
    })?;
    let done = crate::refund(
        &sold,
        &Returned {
            quantities,
            paid: paid_before,
        },
        &asked,
        way,
    )?;
    to.list(&done.lines, |to, line| {
        to.size(line.index)?;
        to.amounts(&[line.net, line.service]);
        to.line_taxes(&line.taxes)?;
        to.amount(line.total);
        Ok(())
    })?;
    to.amounts(&[done.total, done.rounding, done.paid]);
    to.flag(done.complete);
    Ok(())
}

pub(super) fn split_evenly(from: &mut Reader<'_>, to: &mut Writer) -> Result<(), MoneyError> {
    let (total, parts, unit) = (from.amount()?, from.size()?, from.word()?);
    to.amount_list(&crate::split_evenly(total, parts, unit)?)
}

pub(super) fn split_by_items(from: &mut Reader<'_>, to: &mut Writer) -> Result<(), MoneyError> {
    let composition = read_composition(from)?;
    let children = from.size()?;
    let rows = from.list(|from| {
        let (net, service, taxes) = (from.amount()?, from.amount()?, from.list(read_line_tax)?);
        let total = composition.total(net, service, &taxes)?;
        let line = BillLine {
            net,
            service,
            taxes,
            total,
            ..BillLine::default()
        };
        Ok((line, from.list(Reader::number)?))
    })?;
    let (lines, weights): (Vec<BillLine>, Vec<Vec<u32>>) = rows.into_iter().unzip();
    let bill = bill_of(composition, lines)?;
    to.list(
        &crate::split_by_items(&bill, children, &weights)?,
        |to, child| {
            to.list(&child.lines, |to, line| {
                to.amounts(&[line.net, line.service]);
                to.line_taxes(&line.taxes)?;
                to.amount(line.total);
                Ok(())
            })?;
            to.amounts(&[child.net, child.service]);
            to.line_taxes(&child.taxes)?;
            to.amount(child.total);
            Ok(())
        },
    )
}

fn read_composition(from: &mut Reader<'_>) -> Result<Composition, MoneyError> {
    Ok(Composition {
        service_on_top: from.flag()?,
        tax_on_top: from.flag()?,
    })
}

fn read_line_tax(from: &mut Reader<'_>) -> Result<LineTax, MoneyError> {
    Ok(LineTax {
        tax: from.size()?,
        amount: from.amount()?,
    })
}

/// As much of a bill as a split reads: lines, their taxes in order, total.
fn bill_of(composition: Composition, lines: Vec<BillLine>) -> Result<Bill, MoneyError> {
    let mut carried: Vec<usize> = lines
        .iter()
        .flat_map(|line| &line.taxes)
        .map(|tax| tax.tax)
        .collect();
    carried.sort_unstable();
    carried.dedup();
    let none = |tax| TaxTotal {
        tax,
        base: Amount::ZERO,
        dpp: Amount::ZERO,
        amount: Amount::ZERO,
    };
    let taxes = carried.into_iter().map(none).collect();
    let total = Amount::sum(lines.iter().map(|line| line.total))?;
    Ok(Bill {
        composition,
        lines,
        taxes,
        total,
        ..Bill::default()
    })
}
