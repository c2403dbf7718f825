//! A bill as the words of `quote`, written from the layout in `words` and apart from its reader.

use nusa_money::currency::CURRENCIES;
use nusa_money::{
    Amount, Bill, BillDiscount, Cart, CoinRule, Discount, Line, LineTax, Payment, Promo, Quote,
    Rounding, Service, Settings, Tax, TaxKind, Tender, TenderKind,
};

/// The row of a bill.
pub fn quote(settings: &Settings, cart: &Cart, payment: &Payment) -> Vec<i64> {
    let mut row = Vec::new();
    write_settings(&mut row, settings);
    list(&mut row, &cart.lines, line);
    list(&mut row, &cart.promos, promo);
    list(&mut row, &cart.bill_discounts, bill_discount);
    row.push(payment.tip.0);
    list(&mut row, &payment.tenders, tender);
    row
}

/// The row that returns the whole bill in cash.
pub fn refund(settings: &Settings, cart: &Cart, quote: &Quote) -> Vec<i64> {
    let mut row = composition(&quote.bill);
    row.push(size(cart.lines.len()));
    for (line, done) in cart.lines.iter().zip(&quote.bill.lines) {
        row.extend([line.quantity.0, 0, done.net.0, done.service.0]);
        list(&mut row, &done.taxes, line_tax);
    }
    row.extend([quote.settlement.payable.0 - quote.settlement.tip.0, 0]);
    option(&mut row, settings.cash_rounding, coin_rule);
    row.push(0);
    let sold: Vec<(usize, i64)> = cart
        .lines
        .iter()
        .map(|line| line.quantity.0)
        .enumerate()
        .collect();
    let asked: Vec<_> = sold
        .into_iter()
        .filter(|(_, quantity)| *quantity > 0)
        .collect();
    list(&mut row, &asked, |row, (index, quantity)| {
        row.extend([size(*index), *quantity])
    });
    row
}

/// The row that splits the bill in two, one part to three.
pub fn split_by_items(bill: &Bill) -> Vec<i64> {
    let mut row = composition(bill);
    row.push(2);
    row.push(size(bill.lines.len()));
    for done in &bill.lines {
        row.extend([done.net.0, done.service.0]);
        list(&mut row, &done.taxes, line_tax);
        row.extend([2, 1, 3]);
    }
    row
}

fn composition(bill: &Bill) -> Vec<i64> {
    vec![
        i64::from(bill.composition.service_on_top),
        i64::from(bill.composition.tax_on_top),
    ]
}

fn line_tax(row: &mut Vec<i64>, tax: &LineTax) {
    row.extend([size(tax.tax), tax.amount.0]);
}

fn write_settings(row: &mut Vec<i64>, settings: &Settings) {
    let currency = CURRENCIES
        .iter()
        .position(|known| *known == settings.currency);
    row.push(size(currency.expect("a known currency")));
    row.push(settings.price_mode as i64);
    row.push(rounding(settings.tax_rounding));
    row.push(settings.dpp_rounding as i64);
    row.push(rounding(settings.line_rounding));
    row.push(rounding(settings.discount_rounding));
    row.push(i64::from(settings.is_pkp));
    list(row, &settings.taxes, tax);
    option(row, settings.service, service);
    option(row, settings.cash_rounding, coin_rule);
    option(row, settings.noncash_rounding, coin_rule);
}

fn tax(row: &mut Vec<i64>, tax: &Tax) {
    row.push(match tax.kind {
        TaxKind::Ppn => 0,
        TaxKind::Pb1 => 1,
        TaxKind::Other => 2,
    });
    row.extend([tax.rate_ppm, tax.base_num, tax.base_den].map(i64::from));
}

fn service(row: &mut Vec<i64>, service: Service) {
    row.extend([
        i64::from(service.ppm),
        service.mode as i64,
        service.basis as i64,
    ]);
    row.extend([i64::from(service.taxable), rounding(service.rounding)]);
}

fn coin_rule(row: &mut Vec<i64>, rule: CoinRule) {
    row.extend([rule.step, rule.threshold]);
}

fn line(row: &mut Vec<i64>, line: &Line) {
    row.extend([line.price.0, line.per.0, line.quantity.0]);
    list(row, &line.modifiers, |row, price| row.push(price.0));
    list(row, &line.taxes, |row, tax| row.push(size(*tax)));
    row.extend([i64::from(line.service), i64::from(line.discountable)]);
    option(row, line.discount, discount);
    option(row, line.gross_override, amount);
}

fn discount(row: &mut Vec<i64>, discount: Discount) {
    match discount {
        Discount::Percent(ppm) => row.extend([0, i64::from(ppm)]),
        Discount::Amount(off) => row.extend([1, off.0]),
    }
}

fn promo(row: &mut Vec<i64>, promo: &Promo) {
    row.push(match promo {
        Promo::LinePercent { .. } => 0,
        Promo::GroupPercent { .. } => 1,
        Promo::BuyXGetY { .. } => 2,
        Promo::Tier { .. } => 3,
        Promo::Bundle { .. } => 4,
    });
    list(row, promo.lines(), |row, index| row.push(size(*index)));
    match promo {
        Promo::LinePercent { ppm, .. } => row.push(i64::from(*ppm)),
        Promo::GroupPercent { ppm, cap, .. } => {
            row.push(i64::from(*ppm));
            option(row, *cap, amount);
        }
        Promo::BuyXGetY { buy, free, .. } => row.extend([i64::from(*buy), i64::from(*free)]),
        Promo::Tier {
            min_quantity,
            price,
            ..
        } => row.extend([min_quantity.0, price.0]),
        Promo::Bundle { price, .. } => row.push(price.0),
    }
}

fn bill_discount(row: &mut Vec<i64>, entry: &BillDiscount) {
    discount(row, entry.discount);
    option(row, entry.cap, amount);
    row.push(entry.min_spend.0);
}

fn tender(row: &mut Vec<i64>, tender: &Tender) {
    let kind = match tender.kind {
        TenderKind::Cash => 0,
        TenderKind::NonCash => 1,
        TenderKind::Voucher => 2,
        TenderKind::OnAccount => 3,
    };
    row.extend([i64::from(tender.method), kind, tender.amount.0]);
}

fn amount(row: &mut Vec<i64>, amount: Amount) {
    row.push(amount.0);
}

fn rounding(rounding: Rounding) -> i64 {
    rounding as i64
}

fn size(size: usize) -> i64 {
    i64::try_from(size).expect("a small number")
}

fn list<T>(row: &mut Vec<i64>, values: &[T], write: impl Fn(&mut Vec<i64>, &T)) {
    row.push(size(values.len()));
    values.iter().for_each(|value| write(row, value));
}

fn option<T>(row: &mut Vec<i64>, value: Option<T>, write: impl Fn(&mut Vec<i64>, T)) {
    row.push(i64::from(value.is_some()));
    if let Some(value) = value {
        write(row, value);
    }
}
