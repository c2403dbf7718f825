//! Whether the numbers of a sale hold together, whoever wrote it: quantities and
//! amounts in bounds, lines that add up, payments that cover. All sums are made
//! in 128 bits, so that a forged amount cannot wrap. Knows no price book.

use std::collections::BTreeMap;

use nusa_facts::{
    bill::BillPart,
    limits::MAX_LINES,
    order::{Chosen, OrderLine, OrderPlaced},
    sale::{LineTax, Method, PricedBy, ReceiptNo, SaleCompleted, SaleLine, SaleTax},
};
use nusa_money::{
    Rounding,
    amount::{MAX_AMOUNT, MAX_QUANTITY},
};

use crate::{Unfit, limits::MAX_PAYMENTS, sale::MONEY_RULES};

/// Refuses a sale whose numbers do not hold together.
pub(super) fn check_sale(sale: &SaleCompleted) -> Result<(), Unfit> {
    if sale.priced_by.rules != MONEY_RULES {
        let detail = format!("money rules {} are not known", sale.priced_by.rules);
        return Err(Unfit::new("rules_unknown", detail));
    }
    check_number(&sale.number)?;
    check_counts(sale.lines.len(), sale.payments.len())?;
    for line in &sale.lines {
        check_line(line, &sale.priced_by)?;
    }
    check_header(sale)?;
    check_totals(sale)?;
    check_payments(sale)
}

/// Refuses a receipt number that no series gives.
pub(super) fn check_number(number: &ReceiptNo) -> Result<(), Unfit> {
    let most = MAX_AMOUNT.unsigned_abs();
    if (1..=most).contains(&number.n) {
        return Ok(());
    }
    Err(Unfit::new("number_invalid", format!("number {number}")))
}

/// Refuses an amount below zero or beyond what the money engine computes with.
pub(super) fn amount(name: &str, amount: i64) -> Result<(), Unfit> {
    bounded(name, amount, 0)
}

/// Refuses a quantity that is not above zero, or beyond bounds.
pub(super) fn quantity(name: &str, milli: i64) -> Result<(), Unfit> {
    if (1..=MAX_QUANTITY).contains(&milli) {
        return Ok(());
    }
    Err(Unfit::new("negative_quantity", format!("{name}: {milli}")))
}

/// Refuses a document without lines or with more than a document holds.
pub(super) fn line_count(lines: usize) -> Result<(), Unfit> {
    if (1..=MAX_LINES).contains(&lines) {
        return Ok(());
    }
    Err(Unfit::new("lines_invalid", format!("{lines} lines")))
}

/// Refuses what is not the same though it must be.
pub(super) fn same(name: &str, said: i64, is: i128) -> Result<(), Unfit> {
    if i128::from(said) == is {
        return Ok(());
    }
    Err(Unfit::new(
        "sums_differ",
        format!("{name} says {said} and is {is}"),
    ))
}

fn bounded(name: &str, amount: i64, least: i64) -> Result<(), Unfit> {
    if (least..=MAX_AMOUNT).contains(&amount) {
        return Ok(());
    }
    Err(Unfit::new("amount_invalid", format!("{name}: {amount}")))
}

fn check_counts(lines: usize, payments: usize) -> Result<(), Unfit> {
    line_count(lines)?;
    if payments > MAX_PAYMENTS {
        return Err(Unfit::new("lines_invalid", format!("{payments} payments")));
    }
    Ok(())
}

fn check_line(line: &SaleLine, priced_by: &PricedBy) -> Result<(), Unfit> {
    quantity("quantity", line.quantity_milli)?;
    quantity("per", line.per_milli)?;
    for (name, value) in [
        ("price", line.price),
        ("gross", line.gross),
        ("promo", line.promo),
        ("line discount", line.line_discount),
        ("bill discount", line.bill_discount),
        ("net", line.net),
        ("service", line.service),
        ("line total", line.total),
    ] {
        amount(name, value)?;
    }
    for tax in &line.taxes {
        amount("tax", tax.amount)?;
    }
    for chosen in &line.chosen {
        bounded("modifier", chosen.price, -MAX_AMOUNT)?;
    }
    check_gross(line)?;
    let off = wide(&[line.promo, line.line_discount, line.bill_discount]);
    same("net", line.net, i128::from(line.gross) - off)?;
    let taxes = taxes_of(&line.taxes);
    let total = composed(priced_by, line.net, line.service, taxes);
    same("line total", line.total, total)
}

/// Refuses a part of a bill whose numbers do not hold together.
pub(super) fn check_part(part: &BillPart, priced_by: &PricedBy) -> Result<(), Unfit> {
    line_count(part.lines.len())?;
    for line in &part.lines {
        check_line(line, priced_by)?;
    }
    let sum = |of: fn(&SaleLine) -> i64| part.lines.iter().map(|line| i128::from(of(line))).sum();
    same("gross", part.gross, sum(|line| line.gross))?;
    same("net", part.net, sum(|line| line.net))?;
    same("service", part.service, sum(|line| line.service))?;
    same("total", part.total, sum(|line| line.total))?;
    let off = i128::from(part.gross) - i128::from(part.net);
    same("discount", part.discount, off)?;
    check_taxes(&part.lines, &part.taxes)
}

/// Refuses an order whose numbers do not hold together.
pub(super) fn check_order(order: &OrderPlaced) -> Result<(), Unfit> {
    line_count(order.lines.len())?;
    for line in &order.lines {
        check_order_line(line)?;
    }
    amount("gross", order.gross)?;
    let lines = order.lines.iter().map(|line| i128::from(line.gross));
    same("gross", order.gross, lines.sum())
}

fn check_order_line(line: &OrderLine) -> Result<(), Unfit> {
    quantity("quantity", line.quantity_milli)?;
    quantity("per", line.per_milli)?;
    amount("price", line.price)?;
    for chosen in &line.chosen {
        bounded("modifier", chosen.price, -MAX_AMOUNT)?;
    }
    let unit = unit_price(line.price, &line.chosen);
    let [milli, per] = [line.quantity_milli, line.per_milli].map(i128::from);
    amount("gross", line.gross)?;
    same("gross", line.gross, by(unit, milli, per)?)
}

/// The price with what was chosen.
fn unit_price(price: i64, chosen: &[Chosen]) -> i128 {
    let chosen = chosen.iter().map(|chosen| i128::from(chosen.price));
    i128::from(price) + chosen.sum::<i128>()
}

fn same_or_less(part: i64, whole: i64) -> Result<(), Unfit> {
    if part <= whole {
        return Ok(());
    }
    let detail = format!("a share of {part} of {whole}");
    Err(Unfit::new("sums_differ", detail))
}

/// The price makes the gross of the quantity, or the quantity of the gross that a label states.
fn check_gross(line: &SaleLine) -> Result<(), Unfit> {
    if let Some(of_milli) = line.of_milli {
        // A share of a line is shared out of its amounts (money.md § 6).
        quantity("whole quantity", of_milli)?;
        return same_or_less(line.quantity_milli, of_milli);
    }
    let [milli, per, gross] = [line.quantity_milli, line.per_milli, line.gross].map(i128::from);
    let price = unit_price(line.price, &line.chosen);
    let states_price = line.label.is_some() && price > 0;
    if states_price && by(gross, per, price)? == milli {
        return Ok(());
    }
    same("gross", line.gross, by(price, milli, per)?)
}

/// a × b ÷ c, half up.
fn by(a: i128, b: i128, c: i128) -> Result<i128, Unfit> {
    let done = Rounding::HalfUp.multiply_divide(a, b, c);
    done.map_err(|error| Unfit::new("amount_invalid", error.code()))
}

fn check_header(sale: &SaleCompleted) -> Result<(), Unfit> {
    for (name, value) in [
        ("gross", sale.gross),
        ("discount", sale.discount),
        ("net", sale.net),
        ("service", sale.service),
        ("total", sale.total),
        ("tip", sale.tip),
        ("payable", sale.payable),
        ("change", sale.change),
        ("voucher forfeited", sale.voucher_forfeited),
    ] {
        amount(name, value)?;
    }
    for tax in &sale.taxes {
        amount("tax", tax.amount)?;
        amount("tax base", tax.base)?;
        amount("printed base", tax.dpp)?;
    }
    bounded("rounding", sale.rounding, -MAX_AMOUNT)
}

fn check_totals(sale: &SaleCompleted) -> Result<(), Unfit> {
    let sum = |of: fn(&SaleLine) -> i64| sale.lines.iter().map(|line| i128::from(of(line))).sum();
    same("gross", sale.gross, sum(|line| line.gross))?;
    same("net", sale.net, sum(|line| line.net))?;
    same("service", sale.service, sum(|line| line.service))?;
    same("total", sale.total, sum(|line| line.total))?;
    let off = i128::from(sale.gross) - i128::from(sale.net);
    same("discount", sale.discount, off)?;
    check_taxes(&sale.lines, &sale.taxes)?;
    let due = wide(&[sale.total, sale.tip, sale.rounding]);
    same("payable", sale.payable, due)
}

fn check_taxes(lines: &[SaleLine], taxes: &[SaleTax]) -> Result<(), Unfit> {
    let mut by_code: BTreeMap<&str, i128> = BTreeMap::new();
    for tax in lines.iter().flat_map(|line| &line.taxes) {
        *by_code.entry(&tax.code).or_default() += i128::from(tax.amount);
    }
    for tax in taxes {
        let lines = by_code.remove(tax.code.as_str()).unwrap_or(0);
        same(&tax.code, tax.amount, lines)?;
    }
    match by_code.iter().next() {
        None => Ok(()),
        Some((code, amount)) => same(code, 0, *amount),
    }
}

fn check_payments(sale: &SaleCompleted) -> Result<(), Unfit> {
    let differ = |detail: &str| Err(Unfit::new("payments_differ", detail));
    for payment in &sale.payments {
        amount("payment", payment.amount)?;
    }
    let by = |wanted: Method| -> i128 {
        let of = sale.payments.iter().filter(|paid| paid.method == wanted);
        of.map(|paid| i128::from(paid.amount)).sum()
    };
    if i128::from(sale.change) > by(Method::Cash) {
        return differ("more change than cash");
    }
    if i128::from(sale.voucher_forfeited) > by(Method::Voucher) {
        return differ("more forfeited than vouchers were worth");
    }
    let given = sale.payments.iter().map(|paid| i128::from(paid.amount));
    let kept: i128 = given.sum::<i128>() - wide(&[sale.change, sale.voucher_forfeited]);
    if kept != i128::from(sale.payable) {
        return differ("the payments do not come to what was to pay");
    }
    let in_cash = sale.payments.iter().any(|paid| paid.method == Method::Cash);
    let step = sale.priced_by.cash_step.map_or(1, |(step, _)| step);
    if in_cash && sale.rounding.abs() >= step {
        return differ("rounded by more than a coin");
    }
    Ok(())
}

fn composed(priced_by: &PricedBy, net: i64, service: i64, taxes: i128) -> i128 {
    let mut total = i128::from(net);
    if priced_by.service_on_top {
        total += i128::from(service);
    }
    if !priced_by.tax_inclusive {
        total += taxes;
    }
    total
}

fn taxes_of(taxes: &[LineTax]) -> i128 {
    taxes.iter().map(|tax| i128::from(tax.amount)).sum()
}

fn wide(amounts: &[i64]) -> i128 {
    amounts.iter().map(|amount| i128::from(*amount)).sum()
}
