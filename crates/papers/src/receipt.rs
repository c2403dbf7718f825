//! The receipt of a sale, in the order of money.md § 9. Every amount stands in the
//! fact; nothing here adds what the money engine did not store, except the lines'
//! own subtotal, which is what the bill's discounts were taken of.

use nusa_facts::{
    Doc, Letterhead, SealedDoc,
    bill::PaidBill,
    order::Service,
    sale::{Payment, PricedBy, SaleCompleted, SaleLine, SaleTax},
};

use crate::{
    Language, Style,
    figures::{Money, moment, quantity, rate},
    letterhead::{foot, head, heading},
    sheet::Sheet,
    words::{Word, method},
};

/// Thousandths of one unit.
const ONE: i64 = 1_000;

/// What a receipt adds up, and what a bill does before it is paid.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sums<'a> {
    pub(crate) lines: &'a [SaleLine],
    pub(crate) net: i64,
    pub(crate) service: i64,
    pub(crate) taxes: &'a [SaleTax],
    pub(crate) priced_by: &'a PricedBy,
    pub(crate) total: i64,
    pub(crate) tip: i64,
    pub(crate) rounding: i64,
    pub(crate) payable: i64,
}

impl<'a> Sums<'a> {
    fn of(sale: &'a SaleCompleted) -> Self {
        Self {
            lines: &sale.lines,
            net: sale.net,
            service: sale.service,
            taxes: &sale.taxes,
            priced_by: &sale.priced_by,
            total: sale.total,
            tip: sale.tip,
            rounding: sale.rounding,
            payable: sale.payable,
        }
    }
}

/// The receipt of a sale. `voided` marks the paper of a sale that was undone since.
pub fn receipt(
    sealed: &SealedDoc,
    sale: &SaleCompleted,
    shop: &Letterhead,
    voided: bool,
    style: Style,
) -> Sheet {
    let mut sheet = Sheet::new(style.columns, sale.number.to_string());
    let money = Money::of(&sale.currency);
    head(&mut sheet, shop);
    if voided {
        heading(
            &mut sheet,
            &format!("** {} **", Word::Voided.of(style.language)),
        );
    }
    about(&mut sheet, &sealed.doc, &sale.number.to_string(), style);
    if let Some(bill) = &sale.bill {
        ordered(&mut sheet, bill, style);
    }
    sheet.rule();
    for line in &sale.lines {
        goods(&mut sheet, line, money, style);
    }
    sheet.rule();
    sums(&mut sheet, Sums::of(sale), money, style);
    for payment in &sale.payments {
        paid(&mut sheet, payment, money, style);
    }
    changed(&mut sheet, sale, money, style);
    inside(&mut sheet, Sums::of(sale), money, style);
    sheet.rule();
    foot(&mut sheet, shop, style);
    mark(&mut sheet, sealed, style);
    sheet
}

/// The number, when and where, and who.
pub(crate) fn about(sheet: &mut Sheet, doc: &Doc, number: &str, style: Style) {
    let say = |word: Word| word.of(style.language);
    sheet.pair(say(Word::Number), number);
    let when = moment(doc.at, doc.tz_offset_min);
    let till = doc
        .till
        .map(|till| format!("{} {till}", say(Word::Till)))
        .unwrap_or_default();
    sheet.pair(&when, &till);
    if let Some(staff) = &doc.staff {
        sheet.pair(say(Word::Cashier), &staff.name);
    }
    if let Some(by) = &doc.approved_by {
        sheet.pair(say(Word::ApprovedBy), &by.name);
    }
}

/// Where the orders of a bill were brought, their numbers and who ordered.
pub(crate) fn ordered(sheet: &mut Sheet, bill: &PaidBill, style: Style) {
    let say = |word: Word| word.of(style.language);
    let place = match &bill.service {
        Service::Table { label, .. } => format!("{} {label}", say(Word::Table)),
        Service::TakeAway => say(Word::TakeAway).to_owned(),
        Service::Delivery => say(Word::Delivery).to_owned(),
    };
    let numbers: Vec<String> = bill.orders.iter().map(u32::to_string).collect();
    let numbers = format!("{} {}", say(Word::Order), numbers.join(", "));
    sheet.pair(&place, &numbers);
    if !bill.guests.is_empty() {
        sheet.pair(say(Word::Guest), &bill.guests.join(", "));
    }
}

/// `3 x 23.900`, `0,375 kg x 40.000`, `0,25 kg x 4.000/0,1 kg`.
pub(crate) fn times(line: &SaleLine, money: Money) -> String {
    let weighed = line.quantity_milli % ONE != 0 || line.per_milli != ONE;
    let unit = if weighed {
        format!(" {}", line.unit)
    } else {
        String::new()
    };
    let per = if line.per_milli == ONE {
        String::new()
    } else {
        format!("/{}{unit}", quantity(line.per_milli))
    };
    let chosen: i64 = line.chosen.iter().map(|chosen| chosen.price).sum();
    let (amount, price) = (
        quantity(line.quantity_milli),
        money.plain(line.price + chosen),
    );
    format!("{amount}{unit} x {price}{per}")
}

pub(crate) fn goods(sheet: &mut Sheet, line: &SaleLine, money: Money, style: Style) {
    let say = |word: Word| format!("  {}", word.of(style.language));
    sheet.left(0, &line.name);
    sheet.pair(
        &format!("  {}", times(line, money)),
        &money.plain(line.gross),
    );
    if let Some(whole) = line.of_milli {
        let word = Word::ShareOf.of(style.language);
        sheet.left(2, &format!("{word} {}", quantity(whole)));
    }
    for chosen in &line.chosen {
        sheet.left(2, &chosen.name);
    }
    for (word, off) in [
        (Word::Promo, line.promo),
        (Word::Discount, line.line_discount),
    ] {
        if off != 0 {
            sheet.pair(&say(word), &money.plain(-off));
        }
    }
    if let Some(note) = &line.note {
        sheet.left(2, note);
    }
}

pub(crate) fn sums(sheet: &mut Sheet, sale: Sums<'_>, money: Money, style: Style) {
    let say = |word: Word| word.of(style.language);
    let off_bill: i64 = sale.lines.iter().map(|line| line.bill_discount).sum();
    sheet.pair(say(Word::Subtotal), &money.plain(sale.net + off_bill));
    if off_bill != 0 {
        sheet.pair(say(Word::Discount), &money.plain(-off_bill));
    }
    if sale.service != 0 && sale.priced_by.service_on_top {
        sheet.pair(
            &service_name(sale.priced_by, style.language),
            &money.plain(sale.service),
        );
    }
    if !sale.priced_by.tax_inclusive {
        for tax in sale.taxes {
            taxed(sheet, tax, money, style, "");
        }
    }
    let from = sheet.lines.len();
    sheet.pair(say(Word::Total), &money.total(sale.total));
    for (word, amount) in [(Word::Tip, sale.tip), (Word::Rounding, sale.rounding)] {
        if amount != 0 {
            sheet.pair(say(word), &money.plain(amount));
        }
    }
    if sale.payable == sale.total {
        sheet.tall(from);
    } else {
        let from = sheet.lines.len();
        sheet
            .pair(say(Word::ToPay), &money.total(sale.payable))
            .tall(from);
    }
}

/// The service charge with its rate.
pub(crate) fn service_name(priced_by: &PricedBy, language: Language) -> String {
    let word = Word::Service.of(language);
    match priced_by.service_ppm {
        0 => word.to_owned(),
        ppm => format!("{word} {}", rate(ppm)),
    }
}

/// A tax, and above it the other base where the law has one (11/12 of PPN).
fn taxed(sheet: &mut Sheet, tax: &SaleTax, money: Money, style: Style, indent: &str) {
    let other = tax.printed.as_ref().map(|printed| printed.base);
    if let Some((num, den)) = other.filter(|(num, den)| num != den) {
        let word = Word::OtherBase.of(style.language);
        sheet.pair(
            &format!("{indent}{word} {num}/{den}"),
            &money.plain(tax.dpp),
        );
    }
    sheet.pair(
        &format!("{indent}{}", tax_name(tax)),
        &money.plain(tax.amount),
    );
}

/// The printed name with its rate, unless the owner wrote the rate into the name.
pub(crate) fn tax_name(tax: &SaleTax) -> String {
    match &tax.printed {
        None => tax.code.clone(),
        Some(printed) if printed.name.contains('%') => printed.name.clone(),
        Some(printed) => format!("{} {}", printed.name, rate(printed.rate_ppm)),
    }
}

fn paid(sheet: &mut Sheet, payment: &Payment, money: Money, style: Style) {
    let name = method(payment.method, style.language);
    sheet.pair(name, &money.plain(payment.amount));
    if let Some(reference) = &payment.reference {
        let word = Word::Reference.of(style.language);
        sheet.left(2, &format!("{word} {reference}"));
    }
}

fn changed(sheet: &mut Sheet, sale: &SaleCompleted, money: Money, style: Style) {
    let say = |word: Word| word.of(style.language);
    let in_cash = |payment: &Payment| payment.method == nusa_facts::sale::Method::Cash;
    if sale.change != 0 || sale.payments.iter().any(in_cash) {
        sheet.pair(say(Word::Change), &money.plain(sale.change));
    }
    if sale.voucher_forfeited != 0 {
        sheet.pair(say(Word::Forfeited), &money.plain(sale.voucher_forfeited));
    }
}

/// What lies within the prices, where they include it.
pub(crate) fn inside(sheet: &mut Sheet, sale: Sums<'_>, money: Money, style: Style) {
    let say = |word: Word| word.of(style.language);
    if sale.service != 0 && !sale.priced_by.service_on_top {
        sheet.rule();
        sheet.left(0, say(Word::ServiceInside));
        let name = format!("  {}", service_name(sale.priced_by, style.language));
        sheet.pair(&name, &money.plain(sale.service));
    }
    if sale.priced_by.tax_inclusive && !sale.taxes.is_empty() {
        sheet.rule();
        sheet.left(0, say(Word::TaxInside));
        for tax in sale.taxes {
            let base = format!("  {}", say(Word::Taxed));
            sheet.pair(&base, &money.plain(tax.base));
            taxed(sheet, tax, money, style, "  ");
        }
    }
}

/// The first digits of the document's hash: what tells two receipts of one number apart.
pub(crate) fn mark(sheet: &mut Sheet, sealed: &SealedDoc, style: Style) {
    let word = Word::Code.of(style.language);
    sheet.middle(&format!("{word} {}", sealed.hash.short()));
}
